"""What a publisher has struck through or hidden is used with a caution; a day shown as its month is that month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from outcomes_xl.sources import Evidence
from tests.office import saved_as
from tests.sources.making import ees, ees_file, evidence, metric


def written(folder: Path, change: Callable[[Worksheet], object]) -> Evidence:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in ees_file("2024,7,21", "2025,8,31", columns="count,rate").splitlines():
        sheet.append([float(cell) if cell.isdigit() else cell or None for cell in line.split(",")])
    change(sheet)
    book.save(folder / "rates.xlsx")
    return evidence(folder, ees(), of=metric(unit="per 1,000"))


def strike(sheet: Worksheet) -> None:
    sheet["L3"].font = Font(strike=True)


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["L"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.parent.create_sheet("Cover")
    sheet.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (strike, "its cell is struck through"),
        (hide_row, "its cell is in a hidden row"),
        (hide_column, "its cell is in a hidden column"),
        (hide_sheet, "The sheet it stands on is hidden"),
    ],
)
def test_what_may_have_been_taken_back_is_said(
    tmp_path: Path, change: Callable[[Worksheet], object], said: str
) -> None:
    found = written(tmp_path, change)
    assert (found.figure, found.suggested_status) == (31, "Available, needs work")
    assert said in found.caution


@pytest.mark.office
@pytest.mark.parametrize(
    ("change", "said"), [(hide_row, "its cell is in a hidden row"), (hide_column, "its cell is in a hidden column")]
)
def test_an_ods_says_what_is_hidden_too(tmp_path: Path, change: Callable[[Worksheet], object], said: str) -> None:
    written(tmp_path, change)
    saved_as(tmp_path / "rates.xlsx", tmp_path, ".ods")
    (tmp_path / "rates.xlsx").unlink()
    found = evidence(tmp_path, ees(), of=metric(unit="per 1,000"))
    assert found.figure == 31
    assert said in found.caution


def test_another_cells_look_is_no_matter(tmp_path: Path) -> None:
    def other(sheet: Worksheet) -> None:
        sheet["K3"].font = Font(strike=True)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["K"].hidden = True

    assert written(tmp_path, other).caution == ""


@pytest.mark.parametrize("code", ["mmm-yy", "mmmm yyyy", "[$-809]mmm\\-yy;@"])
def test_a_day_that_is_shown_as_its_month_is_that_month(tmp_path: Path, code: str) -> None:
    def march(sheet: Worksheet) -> None:
        sheet["A3"], sheet["A3"].number_format = date(2025, 3, 1), code

    found = written(tmp_path, march)
    assert (found.figure, found.period, found.caution) == (31, "31 March 2025", "")
