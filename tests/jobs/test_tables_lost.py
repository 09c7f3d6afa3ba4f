"""A workbook that another program saved without its Excel tables: nothing is half done, and one step mends it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.rebuild_tables import rebuild_tables
from tests.built import borough_workbook
from tests.hosts.as_xlsx import as_xlsx
from tests.jobs.small import LATER, borough_at, central_at, context

NOW = datetime(2026, 11, 28, 14, 5)


def without_tables(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for name in list(sheet.tables):
            del sheet.tables[name]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def plain() -> bytes:
    return without_tables(as_xlsx(borough_at()))


def test_no_job_writes_where_it_cannot_log(plain: bytes) -> None:
    book = files.read_bytes(plain, "Northbridge.xlsx")
    result = refresh(book, central_at(), context())
    assert not result.patch
    assert [finding.rule for finding in result.findings] == ["JB01"]
    assert result.findings[0].message == (
        "Refresh mapping tabs changed nothing, because it could not write down what it does on Changes: "
        "the Excel table tblChanges is no longer there."
    )
    assert "outcomes-xl tables" in result.findings[0].fix
    assert result.summary == "Nothing was changed: the Excel table tblChanges is no longer there."
    assert result.stopped_by == result.findings
    assert result.in_a_box == (
        f"{result.summary} Changes, cell A{result.findings[0].cell.row}: Close the workbook and run outcomes-xl tables "
        "on it; or choose a cell in the list, then Insert, Table, and name it tblChanges under Table Design. "
        "Then run Refresh mapping tabs again."
    )
    checked = check(book, context(), apply_fixes=True)
    assert not checked.patch
    assert {"JB02", "WB03"} <= {finding.rule for finding in checked.findings}


def test_one_step_brings_every_table_back_and_the_jobs_go_on(plain: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Northbridge.xlsx"
    path.write_bytes(plain)
    before = files.read(path)
    said, all_made = rebuild_tables(path, NOW, preview=True)
    assert all_made and said[-1] == "This was a preview: nothing was written."
    assert path.read_bytes() == plain
    said, all_made = rebuild_tables(path, NOW)
    assert all_made
    assert said[0].endswith("is the table tblStart.")
    mended = files.read(path)
    assert set(mended.tables) == {shape.table for shape in layout("borough").with_tables}
    for name, sheet in before.sheets.items():
        if name not in ("Changes", "Undo record"):
            assert replace(mended.sheets[name], filtered=False) == replace(sheet, filtered=False)
    assert not {"WB02", "WB03", "JB01"} & {finding.rule for finding in check(mended, context()).findings}
    patch = refresh(mended, central_at(), context()).patch
    after = files.play(path.read_bytes(), patch, path.name)
    back = undo(files.read_bytes(after, path.name), context(LATER)).patch
    undone = files.read_bytes(files.play(after, back, path.name), path.name)
    for name, sheet in mended.sheets.items():
        if name not in ("Changes", "Undo record"):
            assert undone.sheets[name].rows == sheet.rows
    assert rebuild_tables(path, NOW)[0] == ["Every list is an Excel table already; the workbook is as it was."]


def test_a_list_that_cannot_be_a_table_is_named_and_the_others_are_made(plain: bytes, tmp_path: Path) -> None:
    book = files.read_bytes(plain, "x.xlsx")
    heading = CellRef("Targets", 5, 3)
    twice = Patch.of([SetCell(heading, book.value(heading), book.value(CellRef("Targets", 5, 2)), "typed")])
    path = tmp_path / "Northbridge.xlsx"
    path.write_bytes(files.play(plain, twice))
    said, all_made = rebuild_tables(path, NOW)
    assert not all_made
    assert "Targets: tblTargets could not be made: two of its columns have the same heading." in said
    assert "tblTargets" not in files.read(path).tables
    assert "tblChanges" in files.read(path).tables


def test_a_sheets_own_filter_gives_way_to_the_tables(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(without_tables(as_xlsx(borough_at()))))
    book["Framework"].auto_filter.ref = "A5:W20"
    path = tmp_path / "Northbridge.xlsx"
    book.save(path)
    assert rebuild_tables(path, NOW)[1]
    mended = openpyxl.load_workbook(path)
    assert mended["Framework"].auto_filter.ref is None
    assert list(mended["Framework"].tables) == ["tblFramework"]


def test_the_real_template_is_mended_too(tmp_path: Path) -> None:
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(without_tables(borough_workbook(load_framework())))
    assert rebuild_tables(path, NOW)[1]
    there = files.read_bytes(borough_workbook(load_framework()), "x.xlsx")
    areas = {name: str(table.area) for name, table in files.read(path).tables.items() if name != "tblChanges"}
    assert areas == {name: str(table.area) for name, table in there.tables.items() if name != "tblChanges"}
