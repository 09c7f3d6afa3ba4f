"""Rows that are parts of the row above, years as banners, words to oneself among rows, and figures with marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.cell_refs import split_a1
from tests.adopt.generated import FRAMEWORK

HEAD = ("Measure", "Status", "Year", "Value", "Comments")
KS2, REPEAT, GLD, ABSENCE = (FRAMEWORK.metrics[one].title for one in ("MET-043", "MET-003", "MET-039", "MET-050"))


def adopted(
    folder: Path,
    *rows: Sequence[object],
    borough: str = "Merton",
    merged: Sequence[str] = (),
    bold: Sequence[int] = (),
) -> Adoption:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for cell in (*sheet[1], *(cell for at in bold for cell in sheet[at])):
        cell.font = Font(bold=True)
    book.save(folder / "t.xlsx")
    return adopt(read_original(folder / "t.xlsx"), FRAMEWORK, borough, ReadingNotes())


def became(made: Adoption, *cells: str) -> list[str]:
    return [made.accounts.lines[("Sheet", *split_a1(cell), "cell")].became for cell in cells]


# Parts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part", ["Boys", "  - of which FSM", "of whom: EHCP", "White British pupils", "aged 5-9", "- Girls"]
)
def test_a_part_of_a_row_stands_in_its_note_and_is_no_row_of_ones_own(part: str, tmp_path: Path) -> None:
    rows = ((KS2, "Yes", "2024/25", 62, None), (part, "No", None, "58¹", "ask"), (REPEAT, "Yes", "2024/25", 19, None))
    made = adopted(tmp_path, HEAD, *rows)
    title = part.strip()
    assert made.availability["MET-043"] == {
        "status": "Available now", "latest_period": "2024/25", "latest_figure": 62,
        "note": f"{title}, Status: No\n{title}, Value: 58¹\n{title}, Comments: ask",
    }  # fmt: skip
    assert (made.local, made.questions, became(made, "A3", "B3")) == ({}, [], ["used", "carried"])


def test_parts_of_a_row_of_ones_own_are_in_its_note_under_whatever_section(tmp_path: Path) -> None:
    section = FRAMEWORK.metrics["MET-003"].outcome
    rows = (("Library visits", "Yes", None, 310, None), ("of which under 5s", None, None, 120, None), (section,))
    made = adopted(tmp_path, HEAD, (KS2, "Yes", None, 62, None), *rows, (REPEAT, "No", None, 19, None))
    assert [one["metric"] for one in made.local.values()] == ["Library visits"]
    assert made.availability["LOC-001"]["note"] == "of which under 5s, Value: 120"


def test_the_row_called_all_is_the_metric_that_stands_above_without_an_answer(tmp_path: Path) -> None:
    rows = ((KS2,), ("All", "Yes", "2024/25", 62, None), ("Boys", None, None, 58, None), (REPEAT, "No", None, 19, None))
    made = adopted(tmp_path, HEAD, *rows)
    assert made.availability["MET-043"]["latest_figure"] == 62
    assert made.availability["MET-043"]["note"] == "Boys, Value: 58"


def test_a_part_waits_with_its_row_and_goes_where_that_goes(tmp_path: Path) -> None:
    rows = (("Re-referrals", "Yes", None, 21.4, None), ("Boys", None, None, 20, None), (KS2, "Yes", None, 62, None))
    made = adopted(tmp_path, HEAD, *rows)
    (asked,) = made.questions
    assert became(made, "D2", "D3") == ["asked", "asked"]
    assert {one.metric_id: one.answers["note"] for one in asked.rows} == {
        "MET-003": "Boys, Value: 20",
        "": "Boys, Value: 20",
    }


# Years ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("banner", ["{}", "Year: {}", "FY {}"])
def test_a_year_as_a_banner_is_the_period_of_the_rows_below_and_the_latest_holds(banner: str, tmp_path: Path) -> None:
    head = ("Measure", "Status", "Value", "Comments")
    old = ((banner.format("2023/24"),), (KS2, "No", 60, "a"), (REPEAT, "Yes", 18, None))
    new = ((banner.format("2024/25"),), (KS2, "Yes", 62, "b"), (REPEAT, "Yes", 19, None))
    made = adopted(tmp_path, head, *old, *new)
    assert made.availability["MET-043"] == {
        "status": "Available now", "latest_period": "2024/25", "latest_figure": 62,
        "note": "2023/24, Status: No\n2023/24, Comments: a\nb",
    }  # fmt: skip
    assert (made.questions, became(made, "C3", "B4")) == ([], ["not carried", "not carried"])


def test_a_year_alone_is_offered_as_the_year_it_ends_in(tmp_path: Path) -> None:
    made = adopted(tmp_path, HEAD, (REPEAT, "Yes", "2024", 19, None), (KS2, "Yes", "2024/25", 62, None))
    assert [(one.cell, one.offer) for one in made.questions] == [("C2", "2023/24")]


# Remarks --------------------------------------------------------------------------------------------------------------


def test_words_to_oneself_among_rows_are_listed_and_head_nothing(tmp_path: Path) -> None:
    rows = ((KS2, "Yes", None, 62, None), (None, "to do: ring Housing"), ("ask Priya",), (REPEAT, "No", None, 19, None))
    made = adopted(tmp_path, HEAD, *rows, (), ("¹ provisional",))
    assert became(made, "B3", "A4", "A7") == ["not carried"] * 3
    assert (made.questions, made.local) == ([], {})


def test_a_banner_straight_below_the_headings_is_no_heading(tmp_path: Path) -> None:
    head = ("Ref", "Measure", "Prev. year", "Value")
    made = adopted(tmp_path, head, ("SAFE",), ("S1", REPEAT, 21, 19), ("LEARNING",), ("L1", KS2, 60, 62), bold=(2,))
    assert made.availability["MET-003"] == {"latest_figure": 19, "note": "Prev. year: 21"}
    assert (became(made, "A2", "A3", "A4"), made.questions) == (["used"] * 3, [])


# Figures --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "figure", "offer"),
    [("71.2¹", 71.2, None), ("71.2 [x]", 71.2, None), ("71%*", 71, None), ("c. 70", None, 70),
     ("approx 1,204", None, 1204), ("3.1p", None, 3.1), ("<5", None, "c"), ("*", None, "c"), ("70-75", None, None)],
)  # fmt: skip
def test_a_figure_with_a_footnotes_mark_is_carried_and_what_is_near_one_is_offered(
    typed: str, figure: float | None, offer: object, tmp_path: Path
) -> None:
    made = adopted(tmp_path, HEAD, (KS2, "Yes", "2024/25", typed, None), (REPEAT, "Yes", "2024/25", 19, None))
    assert made.availability["MET-043"].get("latest_figure") == figure
    assert made.availability["MET-043"].get("note") == (f"Value: {typed}" if figure else None)
    assert [one.offer for one in made.questions] == ([] if figure else [offer])


@pytest.mark.parametrize("typed", ["3 March 2026", "Tue 3rd Mar 26", "03/03/2026"])
def test_a_day_in_words_is_a_day(typed: str, tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Checked on"), (KS2, "Yes", typed), (REPEAT, "Yes", typed))
    assert str(adopted(tmp_path, *rows).availability["MET-043"]["assessed_on"]) == "2026-03-03"


# Whose ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "figure", "figures_became"),
    [
        (("LBRuT", "RBK"), 70.1, ["carried", "not carried"]),
        (("East", "West"), None, ["asked", "asked"]),
        (("LBRuT & RBK", "Sutton"), None, ["asked", "not carried"]),
    ],
)
def test_years_under_boroughs_are_ours_by_their_short_names_and_else_asked_about(
    groups: tuple[str, str], figure: float | None, figures_became: list[str], tmp_path: Path
) -> None:
    rows = (("Measure", groups[0], None, groups[1], None), (None, "Held?", "2024/25", "Held?", "2024/25"))
    answers = ((GLD, "Yes", 70.1, "Yes", 73), (ABSENCE, "No", None, "Yes", 18.2))
    merged = ("A1:A2", "B1:C1", "D1:E1")
    made = adopted(tmp_path, *rows, *answers, borough="Richmond upon Thames", merged=merged)
    assert made.availability.get("MET-039", {}).get("latest_figure") == figure
    assert "latest_figure" not in made.availability.get("MET-050", {})
    assert became(made, "C3", "E3") == figures_became


# Names ----------------------------------------------------------------------------------------------------------------


def test_a_figure_never_names_a_row(tmp_path: Path) -> None:
    made = adopted(tmp_path, ("2023/24", "2024/25", "Remarks"), (21, 20.9, "a"), (48, 50, "b"))
    assert not [one for one in made.local.values() if not any(map(str.isalpha, str(one["metric"])))]


def test_years_under_one_word_are_headings_with_those_beside_it_whatever_the_column_of_names_is_called(
    tmp_path: Path,
) -> None:
    rows = (("Code", "Thing", "Outturn", None, "Note"), (None, None, "2023/24", "2024/25"))
    made = adopted(tmp_path, *rows, ("a", KS2, 60, 62, "x"), ("b", REPEAT, 21, 19, "y"), merged=("C1:D1",), bold=(2,))
    assert made.availability["MET-003"] == {"latest_period": "2024/25", "latest_figure": 19, "note": "y"}


def test_a_label_that_stands_in_each_card_goes_into_the_note_with_its_words(tmp_path: Path) -> None:
    cards = [(("Metric:", title), ("Held?:", "Yes"), ("Where held:", "Capita"), ()) for title in (KS2, REPEAT, GLD)]
    made = adopted(tmp_path, *(row for card in cards for row in card))
    assert made.availability["MET-003"] == {"status": "Available now", "note": "Where held: Capita"}


def test_a_year_over_headings_that_stand_again_is_the_period_of_their_rows(tmp_path: Path) -> None:
    head = ("Measure", "Value", "Held?")
    old = (("Academic year 2023/24",), head, (KS2, 61, "Yes"), ("FSM", 56, None), ("Total", "=SUM(B3:B4)", None), ())
    new = (("Academic year 2024/25",), head, (KS2, 62, "Yes"), ("FSM", 56, None))
    made = adopted(tmp_path, *old, *new, bold=(2, 8))
    assert made.availability["MET-043"] == {
        "status": "Available now", "latest_period": "2024/25", "latest_figure": 62,
        "note": "2023/24, FSM, Value: 56\nFSM, Value: 56",
    }  # fmt: skip
