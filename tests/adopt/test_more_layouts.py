"""Layouts an officer may send that are in none of the cases: what can be read is, and nothing is carried wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.adopt.words import one_slip_apart, words
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.cell_refs import split_a1
from tests.adopt.generated import FRAMEWORK

ABSENCE, GLD, KS2 = (FRAMEWORK.metrics[one].title for one in ("MET-050", "MET-039", "MET-043"))


def adopted(folder: Path, *rows: Sequence[object], notes: ReadingNotes | None = None) -> Adoption:
    """Adopt a sheet of these rows for Merton, the first of them in bold."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    return _adopted(book, folder, notes)


def _adopted(book: Workbook, folder: Path, notes: ReadingNotes | None = None) -> Adoption:
    book.save(folder / "theirs.xlsx")
    return adopt(read_original(folder / "theirs.xlsx"), FRAMEWORK, "Merton", notes or ReadingNotes())


def became(made: Adoption, cell: str, sheet: str = "Sheet") -> str:
    return made.accounts.lines[(sheet, *split_a1(cell), "cell")].became


def test_a_quarter_that_does_not_fit_the_metric_is_asked_about_once_and_the_earlier_year_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    head = ("Performance indicator", "2023/24 outturn", "Q1 2024/25", "Q2 2024/25", "Target 2024/25")
    made = adopted(tmp_path, head, (ABSENCE, 20.1, 19.9, 19.5, 18), (GLD, 68, None, None, 70))
    assert made.availability == {"MET-039": {"latest_period": "2023/24", "latest_figure": 68}}
    assert [became(made, cell) for cell in ("B2", "C2", "D2", "E2")] == ["not carried", "not carried", "asked", "asked"]
    assert [one.cell for one in made.questions] == ["D2", "E2", "E3"]


def test_years_may_be_numbers_and_a_status_for_each_year_is_the_latest_ones(tmp_path: Path) -> None:
    ends = ReadingNotes((OfficerAnswer("year", "a year alone", "ends"),))
    made = adopted(tmp_path, ("Indicator", 2023, 2024, 2025), (ABSENCE, 20, 21, None), (GLD, 66, 67, 68), notes=ends)
    assert made.availability["MET-050"] == {"latest_period": "2023/24", "latest_figure": 21}
    made = adopted(tmp_path, ("Measure", "2023/24", "2024/25"), *((one, "No", "Yes") for one in (ABSENCE, GLD)))
    assert made.availability["MET-050"] == {"note": "2023/24: No", "status": "Available now"}


def test_rows_for_boys_and_girls_are_not_the_metrics_figure_whichever_stands_first(tmp_path: Path) -> None:
    rows = [(ABSENCE, group, figure) for group, figure in (("Boys", 22), ("Girls", 18), ("All", 20))]
    made = adopted(tmp_path, ("Measure", "Group", "Value"), *rows)
    assert made.availability == {}
    assert {became(made, cell) for cell in ("C2", "C3", "C4")} == {"asked"}


def test_a_numerator_is_not_the_figure_and_rows_without_a_name_are_asked_about(tmp_path: Path) -> None:
    rows = (
        ("Indicator", "Component", "Value"),
        (ABSENCE, "Numerator", 110),
        (None, "Denominator", 520),
        (GLD, "Rate", 68),
    )
    made = adopted(tmp_path, *rows)
    assert "latest_figure" not in made.availability["MET-050"]
    assert made.availability["MET-039"]["latest_figure"] == 68
    assert (made.local, became(made, "C2"), became(made, "C3")) == ({}, "asked", "asked")
    answers = (
        OfficerAnswer("cell", "Sheet!C2", "21.2"),
        OfficerAnswer("row", "Sheet, row 3", "a row of our own"),
        OfficerAnswer("local row", "Denominator", next(iter(FRAMEWORK.outcomes))),
    )
    again = adopted(tmp_path, *rows, notes=ReadingNotes(answers))
    assert (again.availability["MET-050"]["latest_figure"], again.questions) == (21.2, [])


def test_a_column_with_our_name_is_ours_and_one_with_another_boroughs_is_not(tmp_path: Path) -> None:
    head = ("Indicator", "Period", "LB Merton", "Sutton", "England")
    made = adopted(tmp_path, head, (ABSENCE, "2024/25", 20.5, 21, 22), (GLD, "2024/25", 68, 69, 67))
    assert made.availability["MET-050"] == {"latest_period": "2024/25", "latest_figure": 20.5, "note": "England: 22"}
    assert became(made, "D2") == "not carried"


def test_a_tick_under_a_word_of_their_own_beside_statuses_is_asked_about(tmp_path: Path) -> None:
    rows = (("Measure", "Yes", "No", "Sort of"), (ABSENCE, "x"), (GLD, None, "x"), (KS2, None, None, "x"))
    made = adopted(tmp_path, *rows)
    assert [became(made, cell) for cell in ("B2", "C3", "D4")] == ["carried", "carried", "asked"]
    said = ReadingNotes((OfficerAnswer("heading", "Sort of", "Available, needs work"),))
    assert adopted(tmp_path, *rows, notes=said).availability["MET-043"] == {"status": "Available, needs work"}


def test_headings_of_no_word_we_know_are_found_by_their_looks(tmp_path: Path) -> None:
    rows = (("What we want to know", "Can we tell?"), (f"(1) {ABSENCE}", "Yes"), (f"(2) {GLD}", "No"), (KS2, "perhaps"))
    made = adopted(tmp_path, *rows)
    assert {one: entry.get("status") for one, entry in made.availability.items()} | {"MET-043": None} == {
        "MET-050": "Available now",
        "MET-039": "Not collected",
        "MET-043": None,
    }


def test_a_plan_on_a_page_says_its_answers_by_the_colour_of_its_boxes(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    green, red = (PatternFill("solid", fgColor=f"FF{one}") for one in ("00B050", "FF0000"))
    for place, text, fill in (
        ("A1", "Our plan on a page", None),
        ("A3", FRAMEWORK.metrics["MET-050"].outcome, None),
        ("C3", FRAMEWORK.metrics["MET-039"].outcome, None),
        ("A4", ABSENCE, green),
        ("C4", GLD, red),
        ("C5", FRAMEWORK.metrics["MET-040"].title, green),
    ):
        sheet[place] = text
        if fill:
            sheet[place].fill = fill
    for at, (fill, means) in enumerate(((green, "Available now"), (red, "Not collected")), 9):
        sheet.cell(at, 1).fill = fill
        sheet.cell(at, 2, means)
    made = _adopted(book, tmp_path)
    statuses = {one: entry["status"] for one, entry in made.availability.items()}
    assert statuses == {"MET-050": "Available now", "MET-039": "Not collected", "MET-040": "Available now"}


def test_a_sheet_for_each_metric_is_read_as_a_card(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for number, title in enumerate((ABSENCE, GLD)):
        sheet = book.create_sheet(f"M{number}")
        for row in ((title,), ("Status", "Available now"), ("Who holds it?", "Schools"), ("How often?", "Termly")):
            sheet.append(row)
    made = _adopted(book, tmp_path)
    card = {"status": "Available now", "holder": "Schools", "frequency": "Termly"}
    assert made.availability == {"MET-050": card, "MET-039": card}


@pytest.mark.parametrize(
    ("typed", "field"),
    [("Measrue", "metric"), ("Perchennog / Owner", "holder"), ("Freqency", "frequency"), ("Modified", "extra"),
     ("Can your team report it?", "status"), ("How often do you collect it?", "frequency"), ("Stats", None)],
)  # fmt: skip
def test_a_heading_with_a_slip_or_in_two_languages_is_known_and_no_other_word_is_bent_to_one(
    typed: str, field: str | None
) -> None:
    assert words().heading(typed) == field


@pytest.mark.parametrize(
    ("typed", "is_slip"),
    [("measrue", True), ("qualtiy", True), ("comment", False), ("commments", True), ("sources", True), ("owners", True),
     ("target", False), ("market", False), ("targets", True), ("periods", True), ("perod", True), ("pyriod", True)],
)  # fmt: skip
def test_a_slip_is_one_letter_too_many_too_few_wrong_or_swapped(typed: str, is_slip: bool) -> None:
    known = {"comment": "comment", "target": "target", "market": "target"}
    near = ("measure", "quality", "comments", "source", "owner", "target", "period")
    pool = (known[typed],) if typed in known else near
    assert any(one_slip_apart(typed, one) for one in pool) == is_slip
