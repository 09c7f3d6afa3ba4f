"""The open workbook at the moment of writing: what stands in it where a patch would write, as a Book of its own.

Everything is looked at before the first write, so a patch that cannot be made whole is not begun.
"""

from __future__ import annotations

from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.read_open_workbook import calculated, filled
from outcomes_xl.hosts.desktop.rectangles import hull
from outcomes_xl.hosts.desktop.xlwings_calls import Handles, LiveTable
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook, XlRange, XlSheet, XlTable
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    BookTable,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Sheet,
    Value,
)
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.expected import NOTHING_WRITTEN, Expected


class Snapshot:
    """The sheets and tables a patch names, read once a sheet; and what the patch is expected to leave behind.

    Of a sheet, only the box around the patch's cells is read, and a table only where rows come or go: every question
    to Excel is a call between processes. Raises what `Expected` raises, and CannotEdit for what Excel itself guards.
    """

    def __init__(self, book: XlBook, patch: Patch, handles: Handles) -> None:
        self.book = book
        self._handles = handles
        self.sheets: dict[str, XlSheet] = {}
        self.tables: dict[str, LiveTable] = {}
        self.boxes: dict[str, Area] = {}
        self._cells: dict[str, XlRange] = {}
        self.expected = Expected(self._read(patch), patch)

    def written_sheets(self) -> list[str]:
        """Return the sheets that were there before and stay, where the patch writes."""
        return [name for name in self.boxes if self.expected.values.get(name)]

    def now(self, sheet: str) -> list[list[Value]]:
        """Return what stands in a sheet's box at this moment, in one read."""
        return xlwings_calls.values(self.sheets[sheet], self.boxes[sheet], self._cells[sheet])

    def _read(self, patch: Patch) -> Book:
        boxes = _boxes(patch)
        gone = {change.sheet.name for change in patch if isinstance(change, RemoveSheet)}
        come = {change.sheet.name for change in patch if isinstance(change, AddSheet)}
        growing = _growing(patch)
        names = dict.fromkeys([*boxes, *gone, *come])
        self.sheets = {name: self._handles[name].handle for name in names if name in self._handles}
        self.sheets |= xlwings_calls.some_sheets(self.book, [name for name in names if name not in self.sheets])
        if gone or come:
            self._guard_structure()
        standing = {name: Sheet(name, {}) for name in self.sheets}
        tables: dict[str, BookTable] = {}
        for name in [name for name in standing if name in boxes or name in gone]:
            sheet = self.sheets[name]
            met = self._handles.get(name)
            handles = met.tables if met else xlwings_calls.table_handles(sheet)
            self._guard(name, sheet, handles)
            if name in growing:
                known = {table.name.casefold() for table in met.known} if met else set()
                if met and growing[name] <= known:
                    live = xlwings_calls.described_anew(met.known)
                else:
                    live = xlwings_calls.described(name, handles)
                self.tables.update({table.name.casefold(): table for table in live})
                tables.update({one.name: BookTable(one.name, name, one.area, (), one.has_totals) for one in live})
            if name in gone:
                self.boxes[name], self._cells[name] = xlwings_calls.used_area(sheet)
            else:
                self.boxes[name] = hull(boxes[name])
                self._cells[name] = xlwings_calls.cells(sheet, self.boxes[name])
            rows = filled(self.boxes[name], self.now(name))
            formulas = xlwings_calls.formulas(sheet, self.boxes[name], self._cells[name])
            standing[name] = Sheet(name, rows, calculated(self.boxes[name], formulas, rows))
        return Book("the open workbook", standing, tables)

    def _guard_structure(self) -> None:
        if engine_compat.has_locked_structure(self.book):
            raise CannotEdit(
                "This workbook's structure is protected, so no sheet can be added or removed.",
                f"Choose Review, Protect Workbook to unprotect it, then press the button again. {NOTHING_WRITTEN}",
            )

    def _guard(self, name: str, sheet: XlSheet, tables: list[XlTable]) -> None:
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


def _growing(patch: Patch) -> dict[str, set[str]]:
    """Return the tables that gain or lose rows, casefolded, by sheet."""
    found: dict[str, set[str]] = {}
    for change in patch:
        if isinstance(change, AppendRows | RemoveRows):
            found.setdefault(change.sheet, set()).add(change.table.casefold())
    return found


def _boxes(patch: Patch) -> dict[str, list[Area]]:
    """Return the areas a patch writes to, by sheet; of rows that go the one above too, which tells Excel's formulas."""
    found: dict[str, list[Area]] = {}
    for change in patch:
        match change:
            case SetCell(cell):
                found.setdefault(cell.sheet, []).append(Area(cell.row, cell.column, cell.row, cell.column))
            case AppendRows():
                found.setdefault(change.sheet, []).append(change.area)
            case RemoveRows():
                area = change.area
                above = Area(max(change.at - 1, 1), area.first_column, area.last_row, area.last_column)
                found.setdefault(change.sheet, []).append(above)
    return found
