"""Officers' notes: what says who somebody is is seen in nearly every one, and hardly a harmless one is asked about."""

from __future__ import annotations

import pytest

from outcomes_xl.sharing.signs import NHS, NHS_BY_CHANCE, signs
from tests.rules.made_up_notes import notes
from tests.sharing.notes_to_share import harmless, leaky
from tests.sharing.planted import nhs, spaced

MANY = 1_000
NUMBER = nhs("485111000")


def test_at_most_one_in_a_hundred_harmless_notes_is_asked_about() -> None:
    asked = [note for note in harmless(MANY) if signs(note)]
    assert len(asked) <= MANY // 100, asked
    asked = [note.text for note in notes() if not note.planted and signs(note.text)]
    assert len(asked) <= MANY // 100, asked


def test_at_least_ninety_nine_in_a_hundred_notes_that_say_who_it_is_are_seen() -> None:
    missed = [note for note in leaky(MANY) if not signs(note)]
    assert len(missed) <= MANY // 100, missed
    assert [note.text for note in notes() if note.planted and not signs(note.text)] == []


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
