"""Sheets that other programs made: a plan exported by one, a table pasted from Word, an audit from Google Sheets."""

from __future__ import annotations

import pytest

from outcomes_xl.adopt.left_unread import left_unread
from outcomes_xl.adopt.words import words
from outcomes_xl.model.styled_cells import Look, StyledBook
from tests.adopt.in_memory import ABSENCE, GLD, KS2, NEET, account, adopted, reasons, sheet_of

PLAN = ("RowID", "Task Name", "Health", "Available?", "Assigned To", "Latest Figure", "% Complete", "Status")


def test_an_exported_plan_is_read_though_no_heading_says_what_its_rows_are() -> None:
    """Two of its headings say status and two a figure; standing side by side once, they are no cards' labels."""
    rows = (
        (1, ABSENCE, "Green", True, "amina@merton.gov.uk", 18.7, 0.75, "In Progress"),
        (2, GLD, "Red", False, "jo@merton.gov.uk", None, 0, "Not Started"),
        (3, NEET, "Green", True, "jo@merton.gov.uk", 2.1, 1, "Complete"),
    )
    made = adopted(sheet_of(PLAN, *rows))
    said = {one: made.availability[one] for one in ("MET-050", "MET-039", "MET-054")}
    assert [said[one]["status"] for one in said] == ["Available now", "Not collected", "Available now"]
    assert said["MET-050"]["latest_figure"] == 18.7
    assert "latest_figure" not in said["MET-039"]
    assert said["MET-050"]["holder"] == "amina@merton.gov.uk"
    assert not reasons(made)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Ydy / Yes", "Available now"),
        ("Yes (Oes)", "Available now"),
        ("Ydy\nYes", "Available now"),
        ("Nac ydy / No", "Not collected"),
        ("No\nNac oes", "Not collected"),
        ("Ydy / No", None),
        ("Yes / No", None),
        ("Yes (Mosaic)", "Available now"),
        ("N / Na", None),
    ],
)
def test_a_yes_or_no_in_two_languages_is_the_english_one_where_both_say_the_same(typed: str, means: str | None) -> None:
    assert words().status(typed) == means


def test_a_yes_in_two_languages_under_what_is_missing_is_asked() -> None:
    made = adopted(sheet_of(("Measure", "Data gap"), (ABSENCE, "Ydy / Yes"), (GLD, "Nac ydy / No")))
    assert "status" not in made.availability.get("MET-050", {})
    assert len(made.questions) == 2


def test_a_key_whose_words_stand_in_their_colours_explains_them() -> None:
    colours = {"B1": "FF92D050", "C1": "FFFF0000", "D1": "FFFFC000"}
    looks = {at: Look(fill=fill) for at, fill in colours.items()}
    looks |= {"B4": looks["B1"], "B5": looks["C1"], "B6": looks["D1"]}
    key = ("KEY", "We have it", "We do not collect it", "We collect some of it")
    rows = ((ABSENCE, None), (GLD, None), (KS2, None))
    made = adopted(sheet_of(key, (), ("Measure", "RAG"), *rows, looks=looks))
    assert made.availability["MET-050"]["status"] == "Available now"
    assert made.availability["MET-039"]["status"] == "Not collected"
    assert reasons(made) == {"B6": "The colour FFFFC000 is explained as “We collect some of it”. Which status is it?"}


def test_lights_explained_in_one_cell_are_the_status() -> None:
    key = ("🟢 = have it  🟠 = we have it, but it needs work  🔴 = not collected",)
    made = adopted(sheet_of(key, ("Measure", "🚦"), (ABSENCE, "🟢"), (GLD, "🟠"), (KS2, "🔴")))
    said = [made.availability[one]["status"] for one in ("MET-050", "MET-039", "MET-043")]
    assert said == ["Available now", "Available, needs work", "Not collected"]
    assert not made.questions


def test_what_a_figure_can_be_broken_down_by_is_no_group_that_it_is_of() -> None:
    head = ("Measure", "Value", "Breakdowns")
    made = adopted(sheet_of(head, (ABSENCE, 18.7, "Ward"), (GLD, 72.3, "Sex, Ethnicity"), (KS2, 61.2, "—")))
    assert [made.availability[one]["latest_figure"] for one in ("MET-050", "MET-039", "MET-043")] == [18.7, 72.3, 61.2]
    assert not any("the metric's figure" in reason for reason in reasons(made).values())


def test_boxes_that_nobody_ticked_down_a_sheet_are_no_unread_table() -> None:
    rows = [(ABSENCE, "Yes", True), (GLD, "No", False), (KS2, "Yes", False), (NEET, "Yes", True)]
    sheet = sheet_of(("Measure", "Available?", "Checked"), *rows, *[(None, None, False)] * 60)
    made = adopted(sheet)
    assert left_unread(made.accounts, StyledBook("theirs.xlsx", "", (sheet,))) == []
    assert account(made, "C60")[0] == "not carried"


def test_tiles_of_a_dashboard_are_read_with_all_that_stands_on_them_and_what_stands_twice_alike_is_one() -> None:
    tile = [
        (ABSENCE, None, None, GLD),
        ("18.7%", None, None, "72.3%"),
        ("▲ 0.4", None, "2024/25", "▼ 0.3", None, "2023/24"),
    ]
    sheet = sheet_of(*tile, (), *tile)
    made = adopted(sheet)
    assert (made.local, made.questions) == ({}, [])
    assert made.availability == {
        "MET-050": {"latest_figure": 18.7, "note": "On the tile: ▲ 0.4", "latest_period": "2024/25"},
        "MET-039": {"latest_figure": 72.3, "note": "On the tile: ▼ 0.3", "latest_period": "2023/24"},
    }


def test_a_column_of_figures_with_words_beside_them_is_of_figures() -> None:
    head = ("Measure", "Do we have it?", "Where it is kept", "Latest position")
    made = adopted(sheet_of(head, (ABSENCE, "Yes", "Mosaic", "18.7% (2024/25)"), (GLD, "No", "Capita", "-")))
    said = made.availability["MET-050"]
    assert (said["status"], said["system"], said["latest_figure"]) == ("Available now", "Mosaic", 18.7)
    assert str(said["latest_period"]) == "2024/25"
    assert not made.questions
