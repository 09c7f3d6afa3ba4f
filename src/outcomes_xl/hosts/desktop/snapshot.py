"""The open workbook at the moment of writing: what stands in it now, and what a patch would lay over it.

Everything is looked at before the first write, so a patch that cannot be made whole is not begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.footprint import places
from outcomes_xl.hosts.desktop.read_open_workbook import calculated
from outcomes_xl.hosts.desktop.rectangles import hull
from outcomes_xl.hosts.desktop.xlwings_calls import LiveTable
from outcomes_xl.model import AddSheet, AppendRows, Area, CellRef, Patch, RemoveRows, RemoveSheet, Value
from outcomes_xl.model.cannot_use import CannotEdit

NOTHING_WRITTEN = "Nothing was written."


class Bench:
    """The sheets and tables a patch names, read once a sheet, with the patch's own changes laid over them.

    Of a sheet, only the box around the patch's cells is read, and a table only where rows come or go: every question
    to Excel is a call between processes.
    """

    def __init__(self, book: Any, patch: Patch) -> None:
        self.book = book
        self.sheets: dict[str, Any] = {}
        self.tables: dict[str, LiveTable] = {}
        self.boxes: dict[str, Area] = {}
        self.over: dict[CellRef, Value] = {}
        self.calculated: set[CellRef] = set()
        self.last_rows: dict[str, int] = {}
        self.gone: set[str] = set()
        self.added: set[str] = set()
        self._now: dict[CellRef, Value] = {}
        self._cells: dict[str, Any] = {}
        self._read(patch)

    def value(self, cell: CellRef) -> Value:
        """Return what would stand in a cell with the patch laid over it, as far as it has been."""
        return self.over[cell] if cell in self.over else self._now.get(cell)

    def expected(self, sheet: str) -> dict[tuple[int, int], Value]:
        """Return what the patch wants to stand on an existing sheet, by place."""
        return {(cell.row, cell.column): value for cell, value in self.over.items() if cell.sheet == sheet}

    def written_sheets(self) -> list[str]:
        """Return the sheets that were there before and stay, where the patch writes."""
        return [name for name in self.boxes if name not in self.gone]

    def now(self, sheet: str) -> list[list[Value]]:
        """Return what stands in a sheet's box at this moment, in one read."""
        return xlwings_calls.values(self.sheets[sheet], self.boxes[sheet], self._cells[sheet])

    def left_to_excel(self, cells: Iterable[CellRef]) -> None:
        """Leave cells of a calculated column, which Excel fills itself, out of what the patch is expected to show."""
        for cell in cells:
            self.over.pop(cell, None)

    def _read(self, patch: Patch) -> None:
        touched: dict[str, list[Area]] = {}
        for change in patch:
            for name, area in places(change):
                touched.setdefault(name, []).append(area)
        growing = {change.sheet for change in patch if isinstance(change, AppendRows | RemoveRows)}
        coming_or_going = [change.sheet.name for change in patch if isinstance(change, AddSheet | RemoveSheet)]
        if coming_or_going:
            self.sheets = xlwings_calls.some_sheets(self.book, coming_or_going)
            self._guard_structure()
        for name, sheet in xlwings_calls.some_sheets(self.book, touched).items():
            self.sheets[name] = sheet
            handles = xlwings_calls.table_handles(sheet)
            self._guard(name, sheet, handles)
            if name in growing:
                self.tables.update({table.name: table for table in xlwings_calls.described(name, handles)})
            self.boxes[name] = box = hull(touched[name])
            self._cells[name] = xlwings_calls.cells(sheet, box)
            self._remember(name, sheet, box)

    def _guard_structure(self) -> None:
        if engine_compat.has_locked_structure(self.book):
            raise CannotEdit(
                "This workbook's structure is protected, so no sheet can be added or removed.",
                f"Choose Review, Protect Workbook to unprotect it, then press the button again. {NOTHING_WRITTEN}",
            )

    def _guard(self, name: str, sheet: Any, tables: list[Any]) -> None:
        if engine_compat.is_protected(sheet):
            raise CannotEdit(
                f"The sheet “{name}” is protected.",
                f"Choose Review, Unprotect Sheet, then press the button again. {NOTHING_WRITTEN}",
            )
        if engine_compat.is_filtered(sheet, tables):
            raise CannotEdit(
                f"Rows of the sheet “{name}” are hidden by a filter.",
                f"Choose Data, Clear to show them all, then press the button again. {NOTHING_WRITTEN}",
            )

    def _remember(self, name: str, sheet: Any, box: Area) -> None:
        rows: dict[int, dict[int, Value]] = {}
        for number, row in enumerate(self.now(name), box.first_row):
            rows[number] = dict(enumerate(row, box.first_column))
            self._now.update({CellRef(name, number, column): value for column, value in rows[number].items()})
        formulas = calculated(box, xlwings_calls.formulas(sheet, box, self._cells[name]), rows)
        self.calculated.update(CellRef(name, row, column) for row, column in formulas)
