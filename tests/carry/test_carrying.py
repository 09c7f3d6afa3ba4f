"""Workbooks of the first edition, as officers made them theirs, carried to today's layout: nothing typed is lost."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from outcomes_xl.workflows.carry_workbook import carried, carry_to
from tests.carry.an_officers_workbook import FIRST_EDITION, Truth, bounds, headings, key_of, made, table_of
from tests.office import recalculated, validate
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
SEEDS = range(2)


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"officer {seed}")
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Truth]:
    folder = tmp_path_factory.mktemp("carrying")
    old, new = folder / "old.xlsx", folder / "new.xlsx"
    truth = made(old, request.param)
    carry_to(old, new, NOW, accounts=folder / "rows.csv")
    return old, new, truth


RENAMED = {
    ("Service map", "Service id"): "Service",
    ("Service map", "Outcome id"): "Outcome",
    ("Targets", "Metric id"): "Metric",
    ("Sources", "Metric id"): "Metric",
}
"""What columns are called by now that an officer fills: they are for names, and an id typed there stays."""


def cell_at(sheet: Worksheet, name: str, key: Any, heading: str) -> Any:
    table = table_of(sheet)
    where = headings(sheet, table)
    heading = RENAMED.get((name, heading), heading)
    column = where.get(f"{heading} (yours)", where.get(heading))
    first, _, last, _ = bounds(table)
    row = next(row for row in range(first + 1, last + 1) if key_of(sheet, name, table, row) == key)
    return None if column is None else sheet.cell(row, column).value


def test_no_typed_value_is_lost(pair: tuple[Path, Path, Truth]) -> None:
    _, new, truth = pair
    book = load_workbook(new)
    lost = {
        (name, key, heading): (value, stands)
        for (name, key, heading), value in truth.typed.items()
        if (stands := cell_at(book[name], name, key, heading)) != value
    }
    assert not lost


def test_remarks_beside_the_tables_and_comments_are_there(pair: tuple[Path, Path, Truth]) -> None:
    _, new, truth = pair
    book = load_workbook(new)
    for name, remarks in truth.outside.items():
        stands = Counter(cell.value for row in book[name].iter_rows() for cell in row if cell.value is not None)
        assert all(stands[one] == 1 for one in remarks), name
    for name, comments in truth.comments.items():
        stand = [cell.comment.text for row in book[name].iter_rows() for cell in row if cell.comment]
        assert sorted(stand) == sorted(comments), name


@pytest.mark.office
def test_her_own_sheet_says_the_same_when_it_is_worked_out(pair: tuple[Path, Path, Truth]) -> None:
    old, new, truth = pair
    before, after = recalculated(old), recalculated(new)
    for row in range(1, 7):
        assert after.sheets["Board"].value(row, 1) == before.sheets["Board"].value(row, 1) is not None
    assert one_sheet(new, "Board")["B1"].value == truth.own["Board", "B1"]
    errors = [
        (name, place, value)
        for name in after.sheets
        if after.sheets[name].state == "visible"
        for place, cells in after.sheets[name].rows.items()
        for column, value in cells.items()
        if str(value).startswith("#") and (place, column) in after.sheets[name].formulas
    ]
    assert not errors


@pytest.mark.office
def test_microsofts_validator_finds_nothing_new(pair: tuple[Path, Path, Truth]) -> None:
    old, new, _ = pair
    were = {line.rpartition(":")[2] for line in validate(old)}
    assert not [line for line in validate(new) if line.rpartition(":")[2] not in were]


def test_every_cell_is_accounted_for_once(pair: tuple[Path, Path, Truth]) -> None:
    old, new, _ = pair
    with (new.parent / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "cell"]
    counted = Counter((row["sheet"], row["cell"]) for row in rows)
    book = load_workbook(old)
    there = {
        (sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    } | {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.value != ""
    }
    assert counted == Counter(there)
    assert {row["became"] for row in rows} <= {"carried", "used"}


def test_the_second_time_nothing_changes(pair: tuple[Path, Path, Truth]) -> None:
    _, new, _ = pair
    assert carried(new.read_bytes(), new.name, NOW) is None
    again = new.with_name("again.xlsx")
    carry_to(new, again, NOW)
    assert again.read_bytes() == new.read_bytes()
    again.unlink()


def test_a_workbook_as_it_was_built_is_carried_whole() -> None:
    found = carried(FIRST_EDITION.read_bytes(), "first.xlsx", NOW)
    assert found is not None
    assert not found.lost
