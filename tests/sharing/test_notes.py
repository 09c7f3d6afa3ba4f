"""Officers' notes: what says who somebody is is seen in nearly every one, and hardly a harmless one is asked about."""

from __future__ import annotations

import pytest

from outcomes_xl.sharing.signs import NHS, NHS_BY_CHANCE, SMALL_COUNT, signs
from tests.rules.made_up_notes import notes
from tests.rules.small import told
from tests.rules.test_anywhere import typed
from tests.sharing import notes_held_back as held_back
from tests.sharing import notes_of_other_words as other
from tests.sharing import notes_spoken as spoken
from tests.sharing import notes_unseen as unseen
from tests.sharing.notes_of_every_day import every_day
from tests.sharing.notes_to_share import harmless, leaky
from tests.sharing.planted import nhs, spaced

MANY = 1_000
NUMBER = nhs("485111000")


def test_at_most_one_in_a_hundred_harmless_notes_is_asked_about() -> None:
    asked = [note for note in harmless(MANY) if signs(note)]
    assert len(asked) <= MANY // 100, asked
    asked = [note.text for note in notes() if not note.planted and signs(note.text)]
    assert len(asked) <= MANY // 100, asked


def test_of_notes_of_ordinary_days_at_most_one_in_a_hundred_is_asked_about() -> None:
    asked = [note for note in every_day(MANY) if signs(note)]
    assert len(asked) <= MANY // 100, asked


@pytest.mark.parametrize("note", held_back.IN_HASTE)
def test_what_is_written_in_haste_or_hidden_is_asked_about(note: str) -> None:
    assert signs(note)


def test_at_least_ninety_nine_in_a_hundred_notes_that_say_who_it_is_are_seen() -> None:
    missed = [note for note in leaky(MANY) if not signs(note)]
    assert len(missed) <= MANY // 100, missed
    assert [note.text for note in notes() if note.planted and not signs(note.text)] == []


def test_of_notes_that_no_pattern_was_made_for_nearly_all_are_told_apart() -> None:
    asked = [note for note in held_back.HARMLESS if signs(note)]
    assert len(asked) <= len(held_back.HARMLESS) // 100, asked
    missed = [note for notes_of_kind in held_back.LEAKY.values() for note in notes_of_kind if not signs(note)]
    assert len(missed) <= 3, missed


def test_of_notes_that_were_measured_unseen_those_seen_then_and_mended_since_are_told_apart() -> None:
    asked = [note for note in unseen.HARMLESS if signs(note)]
    assert len(asked) <= len(unseen.HARMLESS) // 100, asked
    assert [note for note in unseen.LEAKY if not signs(note)] == []


def test_notes_as_colleagues_talk_are_told_apart() -> None:
    assert [note for note in spoken.LEAKY if not signs(note)] == []
    assert [note for note in spoken.HARMLESS if signs(note)] == []


def test_of_notes_of_another_vocabulary_hardly_one_is_asked_about_and_new_forms_are_seen() -> None:
    asked = [note for note in other.other_harmless(MANY) if signs(note)]
    assert len(asked) <= MANY // 100, asked
    asked = [note for note in other.TYPED_HARMLESS if signs(note)]
    assert len(asked) <= len(other.TYPED_HARMLESS) // 100, asked
    assert [note for note in other.TYPED_LEAKY if not signs(note)] == []
    missed = [note for note in other.other_leaky(len(other.LEAKY) * 4) if not signs(note)]
    assert len(missed) <= len(other.LEAKY) * 4 // 100, missed


@pytest.mark.parametrize(
    "text",
    [
        *("NHS_485_111_1234", "NHS_485_111_1231", "A.S. (Y4, Hillside Primary)", "LL ref 1234567", "K Doyle, Year 5"),
        *(
            "spoke to jayden okafor about moving",
            "jayden's mum rang",
            "MUM OF JAYDEN OKAFOR",
            "mum = shanice",
            "keira d (y5)",
        ),
        *(
            "Remove Amelia Osei",
            "Osei, Amelia - see file",
            "MENSAH Kwame 2009",
            "AO (f, 8)",
            "(KD, 10)",
            "3.4.2015 (dob)",
        ),
        *("they live at 14 rye lane", "unlock with merton123", "user eh_admin / Peckham2024", "both siblings adopted"),
        *(
            "met baby Amelia Osei 03/04/2024",
            "with Amelia Osei 03/04/2015",
            "Jayden (Y4)",
            "mr okafor rang",
            "LCS7654321",
        ),
        *("NНS 485 111 1231", "4\u034f8\u034f5 111 1231", "0 7 7 0 0 9 0 0 1 2 3", "Ref: CP/2025/00123"),
    ],
)
def test_other_marks_between_figures_and_names_without_capitals_are_asked_about(text: str) -> None:
    assert signs(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Universal Credit claimants with brothers and sisters", "Year 2 pupils excluded from the count"),
        *(
            "Emailed Priya Shah, 14/05/2025",
            "Crystal Palace plan agreed",
            "Dame Rachel's Family Review",
            "AS (Year 12)",
        ),
        *(
            "emailed priya shah for the extract",
            "hope to have it by may",
            "one two three and four year olds",
            "N.B. Year 6",
        ),
        *(
            "IFS, Cattan et al. 2019",
            "Smith, Jane (Performance)",
            "Capita One family view",
            "Queen Elizabeth's School, Year 7",
        ),
    ],
)
def test_titles_places_schools_and_colleagues_in_small_letters_are_not(text: str) -> None:
    assert signs(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        *("AmeliaOsei_03042015.docx", "KwameMensah DOB.docx", "S:/EH/Osei_Amelia_CP plan.pdf", "Kwame (he/him) 14"),
        *(
            "ID: 1234567",
            "Seen twice. ID: 20481733",
            "Ruby (SEN, 9) moved",
            "Pin for the hub is 8812",
            "the vicar's niece",
        ),
    ],
)
def test_names_run_together_pronouns_with_an_age_and_a_bare_id_are_asked_about(text: str) -> None:
    assert signs(text)


@pytest.mark.parametrize(
    "text",
    [
        *("EarlyHelp_03042025.xlsx", "BirthList_01042025.xlsx", "PowerBI school data", "Merton_28112026.xlsx"),
        *("Priya (she/her), Data team", "Indicator ID: 1234567", "SystmOne DOB field", "the borough's children"),
        *("twins are counted twice", "Oliver McDonald, Performance", "The PIN for the portal is held by ICT"),
    ],
)
def test_files_of_the_office_colleagues_pronouns_and_ids_of_lists_are_not(text: str) -> None:
    assert signs(text) == ()


BORN, NAMED = "a date of birth", "a name of a child or a relative"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Amelia, 14/02/2015", [(BORN, False)]),
        ("Amelia B (b. Feb 2015) on plan", [(BORN, False), (NAMED, False)]),
        ("943476 5919 see case", [(NHS, True)]),
        ("943476 5919", [(NHS_BY_CHANCE, False)]),
        ("751979-5705", [(NHS_BY_CHANCE, False)]),
        ("Tyler Brennan, Year 4, Hillside School", [(NAMED, False)]),
        ("Ethan and Ruby Osei, sibling pair", [(NAMED, False)]),
        ("n=4", [(SMALL_COUNT, False)]),
        ("our count is 3", [(SMALL_COUNT, False)]),
        ("LAC x 2", [(SMALL_COUNT, False)]),
        ("only two children", [(SMALL_COUNT, False)]),
    ],
)
def test_what_stands_beside_it_says_who_it_is(text: str, what: list[tuple[str, bool]]) -> None:
    assert [(one.what, one.sure) for one in signs(text)] == what


@pytest.mark.parametrize(
    "text",
    [
        *("Data Improvement Group, 12/11/2025", "Chased Nadia, 12/12/2025", "Royal Borough of Westford, 15/06/2022"),
        *(
            "Ends: 31/08/2025",
            "Handed over by Nadia, 01/12/2025",
            "Year 9 boosters, Vaccination UK",
            "Outward Bound, Year 6",
        ),
        *("2 systems", "3 years of data", "5 teams", "2 meetings", "n=15", "n = 0", "count is 3 weeks late", "none"),
        *(
            "Tranche B providers",
            "Two CIN teams",
            "LAC x 12 months",
            "one child per row",
            "6.560247538",
            "4512 4623 4734 4845",
        ),
    ],
)
def test_meetings_deadlines_year_groups_and_counts_of_things_are_not_asked_about(text: str) -> None:
    assert signs(text) == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [("AN14", "Amelia, 14/02/2015"), ("AN14", "Amelia B (b. Feb 2015)"), ("AN10", "943476 5919 see case")],
)
def test_a_check_tells_of_it_before_anything_is_shared(rule: str, text: str) -> None:
    assert len(told(rule, typed("note", text, "nothing of anybody"))) == 1


@pytest.mark.parametrize(
    ("text", "label", "what", "sure"),
    [
        (f"NHS no {NUMBER}", "", NHS, True),
        (spaced(NUMBER), "", NHS, True),
        (NUMBER, "NHS number", NHS, True),
        (NUMBER, "", NHS_BY_CHANCE, False),
        (f"see {NUMBER} in the list", "", NHS_BY_CHANCE, False),
    ],
)
def test_a_right_check_digit_must_be_mended_only_with_a_word_beside_it_or_the_usual_spacing(
    text: str, label: str, what: str, sure: bool
) -> None:
    assert [(one.what, one.sure) for one in signs(text, label)] == [(what, sure)]


@pytest.mark.parametrize(
    "text",
    [
        *("earlyhelp@merton.gov.uk", "FOI@camden.gov.uk", "cypperformance@ealing.gov.uk"),
        *("SW19 and CR4 only", "E09000024", "MET-039, LOC-001, C-HLTH-02", "LOF-12~MET-010", "2024/25", "URN 102345"),
        *("Contract 751979-5705 with the NHS trust", f"Grant reference {NUMBER}", "0800 1111", "0300 123 4567"),
    ],
)
def test_mailboxes_of_a_team_outward_postcodes_and_published_ids_are_not_asked_about(text: str) -> None:
    assert signs(text) == ()
