"""A workbook of the third edition in use: what came since has its place, and a column of hers by that name its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from outcomes_xl.hosts import files
from outcomes_xl.jobs.highlight import CELLS, LISTED, listing
from outcomes_xl.workflows.carry_workbook import carry_in_place
from outcomes_xl.workflows.pane_rule import with_pane_rule
from tests.carry.an_officers_workbook import FIRST_EDITION, bounds, headings

THIRD_EDITION = FIRST_EDITION.parents[1] / "third_edition" / "workbook.xlsx"
SERVICE = {
    "Service": "Stay and play",
    "Ages": "0-5",
    "Service id": "SVC-01",
    "Place": "Hut 4",
    "Note": "=not a formula",
}
TARGET = {"Metric": "GLD at age 5", "Baseline": 71, "Target": 9, "Target is a": "Change in per cent", "Note": "board"}


def row_of(page: Worksheet, label: str) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == label)


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("third") / "Merton.xlsx"
    book = load_workbook(THIRD_EDITION)
    services, targets, board = book["Services"], book["Targets"], book.create_sheet("Board")
    table = services.tables["tblServices"]
    last = bounds(table)[3]
    services.insert_cols(last + 1)
    services.cell(5, last + 1).value = "Place"
    table.ref = table.ref.replace(services.cell(5, last).column_letter, services.cell(5, last + 1).column_letter)
    table.tableColumns.append(TableColumn(id=last + 1, name="Place"))
    for page, name, typed in ((services, "tblServices", SERVICE), (targets, "tblTargets", TARGET)):
        where = headings(page, page.tables[name])
        for heading, value in typed.items():
            page.cell(6, where[heading]).value = value
            page.cell(6, where[heading]).data_type = "s" if isinstance(value, str) else "n"
    for at, label in enumerate(("A partner holds it", "All domains"), 1):
        board.cell(at, 1).value = f"=Summary!$B${row_of(book['Summary'], label)}"
    book.save(path)
    data, why_not = with_pane_rule(path.read_bytes(), path.name)
    assert why_not == ""
    path.write_bytes(files.play(data, listing("Workings", CELLS, {}, ["MET-001"]), path.name))
    carry_in_place(path, datetime(2026, 11, 29, 9, 0))
    return load_workbook(path)


def test_what_she_typed_stands_under_its_heading_and_her_own_place_beside_ours(carried: Any) -> None:
    where = headings(carried["Services"], carried["Services"].tables["tblServices"])
    stands = {heading: carried["Services"].cell(6, column).value for heading, column in where.items()}
    assert {heading: stands[heading] for heading in SERVICE if heading != "Place"} == {
        heading: value for heading, value in SERVICE.items() if heading != "Place"
    }
    assert (stands["Place (yours)"], stands["Place"], stands["Core-offer elements"]) == ("Hut 4", None, None)


def test_her_target_asks_what_per_cent_of_a_percentage_means(carried: Any) -> None:
    where = headings(carried["Targets"], carried["Targets"].tables["tblTargets"])
    assert [carried["Targets"].cell(6, where[heading]).value for heading in TARGET] == [*TARGET.values()]
    assert str(carried["Targets"].cell(6, where["What it may mean"]).value).startswith("=")


def test_formulas_of_hers_follow_the_lines_of_the_summary(carried: Any) -> None:
    """The page has a line more: the text of a line's formulas is what the line above it said before."""
    summary = carried["Summary"]
    for at, label in enumerate(("A partner holds it", "All domains"), 1):
        assert carried["Board"].cell(at, 1).value == f"=Summary!$B${row_of(summary, label)}"
    assert row_of(summary, "Published: look it up") == row_of(summary, "Published: fetch it") + 1


def test_the_new_words_and_sheets_are_there(carried: Any) -> None:
    words = {(row[0], row[1]) for row in carried["Lists"].iter_rows(min_row=6, max_col=2, values_only=True)}
    assert {("stands", "Published: look it up"), ("core_offer", "Infant feeding"), ("confirmed", "Yes")} <= words
    assert {"Qualitative evidence", "Milestones", "Priorities"} <= {*carried.sheetnames}


def test_what_the_panes_highlight_works_with_is_made_anew_for_the_new_columns_and_shows_nothing(carried: Any) -> None:
    sheet = carried["Framework"]
    where = headings(sheet, sheet.tables["tblFramework"])
    letters = [get_column_letter(where[heading]) for heading in ("Metric id", "Outcome id")]
    formulas = [rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules if rule.formula]
    (asks,) = [formula for formula in formulas if LISTED in formula]
    assert all(f"TRIM(${letter}6)" in asks for letter in letters)
    assert carried.defined_names[LISTED].attr_text == "'Workings'!$Z$2:$Z$9"
    assert carried["Workings"]["Z2"].value is None
