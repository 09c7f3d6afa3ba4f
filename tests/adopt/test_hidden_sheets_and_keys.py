"""Hidden sheets are asked about once; a key is read whole where it is called one; titles may stand under no heading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes, written_notes
from tests.adopt.in_memory import ABSENCE, FRAMEWORK, GLD, KS2, REPEAT, account, adopted, reasons, sheet_of

HEAD = ("Measure", "Status", "Latest figure", "Period")
NOW = sheet_of(HEAD, (ABSENCE, "Yes", 18, "2024/25"), name="Now")
OLD = replace(
    sheet_of(HEAD, (ABSENCE, "No", 23, "2023/24"), (KS2, "Yes", 61, "2023/24"), name="Old"), state="hidden"
)  # fmt: skip


def test_a_hidden_sheet_is_one_question_whatever_stands_in_it() -> None:
    made = adopted(NOW, OLD)
    (asked,) = made.questions
    assert asked.reason == (
        "The sheet “Old” is hidden, perhaps an older copy. Are its answers meant? Answer “yes” or “no”."
    )
    assert account(made, "C3", "Old")[0] == "asked"


@pytest.mark.parametrize("typed", ["Old", "hidden sheets"])
@pytest.mark.parametrize("means", ["no", "leave out: older copies"])
def test_a_hidden_sheet_is_left_out_where_the_officer_says_so(typed: str, means: str) -> None:
    made = adopted(NOW, OLD, said=[("sheet", typed, means)])
    assert not made.questions
    assert account(made, "C3", "Old") == ("not carried", "The sheet is hidden, and you said to leave it out.")
    assert "MET-043" not in made.availability


def test_a_hidden_sheet_that_is_meant_is_read_as_the_others_are() -> None:
    made = adopted(NOW, OLD, said=[("sheet", "Old", "yes")])
    assert made.availability["MET-043"]["latest_figure"] == 61
    assert any(one.sheet == "Old" for one in made.questions)  # the metric that stands on both is asked about


@pytest.mark.parametrize("said", [("cell", "Old!C2", "leave out"), ("sheet", "Old", "perhaps")])
def test_an_answer_about_something_else_says_nothing_of_a_hidden_sheet(said: tuple[str, str, str]) -> None:
    assert ReadingNotes((OfficerAnswer(*said),)).hidden_sheet("Old") is None
    assert [one.about for one in adopted(NOW, OLD, said=[said]).questions] == ["sheet"]


def test_a_key_under_the_word_key_is_read_whole_in_the_councils_own_words() -> None:
    made = adopted(
        sheet_of(
            HEAD,
            (ABSENCE, "Sorted", 18, "2024/25"),
            (KS2, "Half there", None, None),
            (GLD, "Public Health", None, None),
            (),
            ("Key",),
            ("Sorted", "we have it"),
            ("Half there", "partial: some of it"),
            ("Public Health team", "held by a partner"),
            ("Nope", "not collected"),
        )
    )
    assert not made.local
    assert made.availability["MET-050"]["status"] == "Available now"
    assert reasons(made)["B3"] == (
        "Which status does “Half there” in “Status” mean? Your key says: “partial: some of it”."
    )
    assert {account(made, f"{column}{row}")[0] for column in "AB" for row in range(7, 11)} == {"used"}


def test_a_sentence_explains_words_of_several_words() -> None:
    told = "Legend: we've got this one = available; partner has it = held by a partner; no idea yet = not collected"
    made = adopted(
        sheet_of(HEAD, (ABSENCE, "we've got this one"), (KS2, "no idea yet"), (GLD, "partner has it"), (), (told,))
    )
    got = [made.availability[one]["status"] for one in ("MET-050", "MET-043", "MET-039")]
    assert got == ["Available now", "Not collected", "Held by a partner"]


def test_titles_under_no_heading_name_the_rows_and_never_the_column_of_statuses() -> None:
    made = adopted(
        sheet_of(
            ("Tracker",),
            (None, "Status", "Latest"),
            ("Safe",),
            (REPEAT, "fine by us", "21.4% (2024/25)"),
            ("Learning",),
            (KS2, "fine by us", 68),
            (ABSENCE, "fine by us", 18.8),
        )
    )
    assert not made.local
    assert made.availability["MET-003"]["latest_figure"] == 21.4
    assert made.availability["MET-050"]["latest_figure"] == 18.8
    assert {one.about for one in made.questions} == {"status"}


def test_a_column_of_targets_is_asked_about_with_the_year_of_its_heading() -> None:
    made = adopted(sheet_of(("Measure", "Status", "Target 2026/27"), (ABSENCE, "Yes", 16)))
    assert "by 2026/27”" in reasons(made)["C2"]
    assert "2027/28" not in reasons(made)["C2"]


def test_notes_that_ask_for_a_status_say_which_there_are() -> None:
    statuses = FRAMEWORK.list("status")
    asks = adopted(sheet_of(HEAD, (ABSENCE, "Half there"), (KS2, "Yes")))
    plain = adopted(sheet_of(HEAD, (ABSENCE, "Yes"), (KS2, "Yes")))
    told = f"# A status is one of: {'; '.join(statuses)}."
    assert told in written_notes("theirs.xlsx", "", ReadingNotes(), asks.learnt, statuses)
    assert told not in written_notes("theirs.xlsx", "", ReadingNotes(), plain.learnt, statuses)


def test_a_row_of_ones_own_stays_in_the_domain_that_its_banner_names_whatever_its_words_sound_like() -> None:
    made = adopted(
        sheet_of(
            HEAD,
            ("Happy",),
            ("Children harmed by gambling adverts", "Yes", 4, "2024/25"),
            ("Learning",),
            (KS2, "Yes", 62, "2024/25"),
        )
    )
    assert [row["domain"] for row in made.local.values()] == ["Happy"]


@pytest.mark.parametrize("means", ["yes", "Yes, it is"])
def test_a_yes_to_is_this_the_metric_is_a_yes(means: str) -> None:
    made = adopted(sheet_of(HEAD, ("Re-referrals", "Yes", 21.4, "2024/25")), said=[("row", "Re-referrals", means)])
    assert made.availability["MET-003"]["latest_figure"] == 21.4
    assert not made.questions


@pytest.mark.parametrize("about", ["row", "local row"])
def test_a_row_of_ones_own_is_left_out_where_the_officer_says_so(about: str) -> None:
    rows = (HEAD, ("Swans on the canal", "Yes", 12, "2024/25"), (KS2, "Yes", 62, "2024/25"))
    made = adopted(sheet_of(*rows), said=[(about, "Swans on the canal", "leave out")])
    assert not made.local
    assert not made.questions
    assert account(made, "C2") == ("not carried", "You said to leave it out.")


@pytest.mark.parametrize(("means", "period"), [("31 March 2025", "31 March 2025"), ("leave out", None)])
def test_what_a_year_is_for_one_kind_of_metric_changes_no_year_that_was_plain(means: str, period: str | None) -> None:
    looked_after = FRAMEWORK.metrics["MET-009"].title  # counted at 31 March
    rows = (HEAD, (looked_after, "Yes", 61, "2024/25"), (ABSENCE, "Yes", 18, "2024/25"))
    assert "counted otherwise (at 31 March)" in reasons(adopted(sheet_of(*rows)))["D2"]
    made = adopted(sheet_of(*rows), said=[("year", "2024/25", means)])
    got = [made.availability[one].get("latest_period") for one in ("MET-009", "MET-050")]
    assert got == [period, "2024/25"]
