"""Refresh on a closed workbook of an older layout brings the new one in the same step, once."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.as_sheet_rows import list_rows
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Table as Rows
from outcomes_xl.workflows.carry_workbook import has_older_layout
from outcomes_xl.workflows.closed_workbook import do_job
from tests.built import central_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION

SECOND_EDITION = FIRST_EDITION.parents[1] / "second_edition" / "workbook.xlsx"

NOW = datetime(2026, 11, 28, 18, 0)


def rows_of(path: Path, key: str) -> Rows:
    return read_borough(files.read(path)).tables[key]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "central.xlsx").write_bytes(central_workbook(load_framework()))
    return Path(shutil.copy(FIRST_EDITION, tmp_path / "Northbridge.xlsx"))


def refreshed(path: Path, preview: bool = False) -> str:
    done = do_job("refresh", path, NOW, preview=preview, central=str(path.with_name("central.xlsx")))
    return f"{done.result.summary} {done.sentence}"


def test_one_copy_is_kept_and_the_second_refresh_carries_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert "was a preview" in refreshed(path, preview=True)
    assert path.read_bytes() == before
    assert refreshed(path).startswith("The workbook has the new layout now.")
    (backup,) = path.parent.glob("Backups of Northbridge/*.xlsx")
    assert (backup.read_bytes() == before, has_older_layout(path)) == (True, False)
    assert "new layout" not in refreshed(path)


def test_where_something_is_in_the_way_the_mapping_tabs_are_refreshed_and_the_layout_stays(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["Targets"]
    sheet["Z40"], sheet["Z41"] = "Mine", 1
    sheet.add_table(Table(displayName="tblMine", ref="Z40:Z41"))
    book.save(path)
    said = refreshed(path)
    assert "Now at release" in said
    assert "The workbook keeps its older layout. The sheet “Targets” has a table of your own (tblMine) on it" in said
    assert has_older_layout(path)


@pytest.mark.parametrize("edition", [FIRST_EDITION, SECOND_EDITION], ids=lambda path: path.parent.name)
def test_nobody_is_said_to_have_changed_what_an_earlier_copy_of_the_tool_wrote(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "central.xlsx").write_bytes(central_workbook(load_framework()))
    path = Path(shutil.copy(edition, tmp_path / "Northbridge.xlsx"))
    assert "somebody here" not in refreshed(path)
    lists = {(row.text("list"), row.text("value")): row.text("meaning") for row in rows_of(path, "lists")}
    meant = {(str(row["list"]), str(row["value"])): row["meaning"] for row in list_rows(load_framework())}
    assert {key: lists.get(key) for key in meant} == meant
