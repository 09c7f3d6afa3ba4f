"""A column of the officer's called as a later one of the tool's: no job fills it, and carrying keeps it hers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book, SetCell
from outcomes_xl.sources import Evidence, FileSeen, Found, Looked
from outcomes_xl.workflows.carry_workbook import carry_to, has_older_layout
from tests.built import borough_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION, bounds, headings, table_of
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
OWN = {"London": "our London office", "Unit": "Team B", "Board page": "p. 12"}
SECOND_EDITION = FIRST_EDITION.parents[1] / "second_edition" / "workbook.xlsx"


def with_own_columns(path: Path, sheet: str = "Data availability") -> Path:
    book = load_workbook(FIRST_EDITION)
    start = book["Start"]
    code = next(row[1] for row in start.iter_rows() if row[0].value == "Borough code")
    code.value = "E09000024"
    page = book[sheet]
    table = table_of(page)
    first, _, last, end = bounds(table)
    for at, (heading, word) in enumerate(OWN.items(), end + 1):
        page.cell(first, at).value = heading
        for row in range(first + 1, last + 1):
            page.cell(row, at).value = f"{word} {row}"
        table.tableColumns.append(TableColumn(id=at, name=heading))
    table.ref = f"A{first}:{get_column_letter(end + len(OWN))}{last}"
    table.autoFilter.ref = table.ref
    book.save(path)
    return path


def everything_looked_for(book: Book) -> list[SetCell]:
    """What Check data availability would write, when it found a figure beside London for every metric."""
    framework = load_framework()
    one = Evidence("MET-009", Found.FOUND, "31 per 10,000.", figure=31, said="31 per 10,000", london=28)
    found = {metric: replace(one, metric_id=metric) for metric in framework.metrics}
    seen = (FileSeen("rates.csv", "DfE release file", 555),)
    looked = Looked(framework.boroughs["E09000024"], date(2026, 11, 28), "published", found, seen)
    return [
        change for change in availability(book, looked, Context(NOW, framework)).patch if isinstance(change, SetCell)
    ]


def test_before_it_is_carried_no_job_takes_it_for_the_tools(tmp_path: Path) -> None:
    book = files.read(with_own_columns(tmp_path / "old.xlsx"))
    table = read_borough(book).tables["availability"]
    assert not {"london", "found_unit", "board_page"} & set(table.columns)
    assert set(OWN) <= set(table.extra)
    own = range(table.width - len(OWN) + 1, table.width + 1)
    written = everything_looked_for(book)
    assert len(written) > 300
    assert not [one for one in written if one.cell.sheet == table.sheet and one.cell.column in own]


def test_carried_it_is_called_yours_and_the_tool_fills_its_own(tmp_path: Path) -> None:
    old, new = with_own_columns(tmp_path / "old.xlsx"), tmp_path / "new.xlsx"
    carry_to(old, new, NOW)
    page = one_sheet(new, "Data availability")
    where = headings(page, table_of(page))
    first, _, last, _ = bounds(table_of(page))
    for heading, word in OWN.items():
        assert page.cell(last, where[f"{heading} (yours)"]).value == f"{word} {last}"
        assert page.cell(last, where[heading]).value is None
    yours = {where[f"{heading} (yours)"] for heading in OWN}
    written = [one for one in everything_looked_for(files.read(new)) if one.cell.sheet == "Data availability"]
    assert where["Figure"] in {one.cell.column for one in written if first < one.cell.row <= last}
    assert not [one for one in written if one.cell.column in yours]


def test_most_of_the_second_editions_headings_make_a_workbook_of_it() -> None:
    table = read_borough(files.read(SECOND_EDITION)).tables["availability"]
    assert {"london", "found_unit", "neighbours"} <= set(table.columns)
    assert "board_page" not in table.columns


@pytest.mark.parametrize("with_a_note", [False, True], ids=["as built", "with a column called Your note"])
def test_a_new_workbook_whose_marker_a_program_left_out_is_not_an_older_one(tmp_path: Path, with_a_note: bool) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(borough_workbook(load_framework()))
    book = load_workbook(path)
    for name in [name for name in book.defined_names if name.startswith("_oxl_layout")]:
        del book.defined_names[name]
    if with_a_note:
        page = book["Findings"]
        table = page.tables["tblFindings"]
        first, _, last, end = bounds(table)
        page.cell(first, end + 1).value = "Your note"
        table.ref = f"A{first}:{get_column_letter(end + 1)}{last}"
        table.tableColumns.append(TableColumn(id=end + 1, name="Your note"))
    book.save(path)
    assert not has_older_layout(path)
    assert "board_page" in read_borough(files.read(path)).tables["availability"].columns
