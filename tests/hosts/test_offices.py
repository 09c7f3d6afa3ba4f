"""What others make of our edits: Microsoft's validator finds nothing, LibreOffice reads and works out the cells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import AddSheet, AppendRows, CellRef, ErrorValue, NewSheet, Patch, SetCell
from tests.hosts.made import SHEET, TABLE, everything
from tests.office import recalculated, validate

NEW = NewSheet(
    "Findings", "Findings", "What was found.", "tblFindings", ("Rule", "On"), (10, 40), (("=x", date(2026, 1, 2)),)
)
PATCH = Patch.of(
    [
        SetCell(CellRef(SHEET, 5, 3), "Use", "=Use & <keep>", "t"),
        SetCell(CellRef(SHEET, 5, 4), None, date(2026, 11, 22), "t"),
        SetCell(CellRef(SHEET, 6, 5), None, "four", "t"),
        SetCell(CellRef("Lists", 6, 2), None, datetime(2026, 11, 22, 14, 5), "t"),
        SetCell(CellRef("Lists", 7, 2), None, ErrorValue("#N/A"), "t"),
        SetCell(CellRef("Lists", 8, 2), None, False, "t"),
        AppendRows(TABLE, SHEET, 8, 2, (("LOF-004", "Use", None, "sixsix", None), ("LOF-005",) + (None,) * 4), "t"),
        AddSheet(NEW, "t"),
    ]
)

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("edited") / "Northbridge.xlsx"
    path.write_bytes(files.play(everything(), PATCH))
    return path


def test_microsofts_validator_finds_nothing_wrong_with_an_edit(edited: Path) -> None:
    assert validate(edited) == []


def test_microsofts_validator_finds_nothing_wrong_with_an_undo(edited: Path, tmp_path: Path) -> None:
    undone = tmp_path / "undone.xlsx"
    undone.write_bytes(files.play(edited.read_bytes(), PATCH.inverse()))
    assert validate(undone) == []


def test_libreoffice_reads_the_cells_and_works_out_the_formulas(edited: Path) -> None:
    book = recalculated(edited)
    assert book.value(CellRef(SHEET, 5, 3)) == "=Use & <keep>"
    assert book.value(CellRef(SHEET, 5, 4)) == date(2026, 11, 22)
    assert book.value(CellRef("Lists", 6, 2)) == datetime(2026, 11, 22, 14, 5)
    assert book.value(CellRef("Findings", 5, 1)) == "=x"
    assert [book.value(CellRef(SHEET, row, 6)) for row in range(5, 10)] == [8, 4, 1, 6, 0]
