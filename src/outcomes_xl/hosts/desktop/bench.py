"""The open workbook at the moment of writing: what stands in it now, and what a patch would lay over it.

Everything is looked at before the first write, so a patch that cannot be made whole is not begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...model import (
    AddSheet,
    AppendRows,
    Area,
    CellRef,
    Change,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Value,
    cells_in_words,
)
from ...model.cells import LONGEST_TEXT
from ...model.trouble import CannotEdit, ChangedMeanwhile
from . import compat, hands
from .blocks import hull
from .hands import LiveTable
from .reading import calculated
from .values import alike

NOTHING_WRITTEN = "Nothing was written."
AGAIN = "Nothing was written; press the button again."
_TABLE_ROW = 4  # a new sheet has its title in A1, a sentence in A2, its table from row 4


class Bench:
    """The sheets and tables a patch names, read once a sheet, with the patch's own changes laid over them."""

    def __init__(self, book: Any, patch: Patch) -> None:
        self.book = book
        self.sheets: dict[str, Any] = {}
        self.tables: dict[str, LiveTable] = {}
        self.boxes: dict[str, Area] = {}
        self.over: dict[CellRef, Value] = {}
        self._now: dict[CellRef, Value] = {}
        self._calculated: set[CellRef] = set()
        self._last_rows: dict[str, int] = {}
        self._gone: set[str] = set()
        self._added: set[str] = set()
        self._read(patch)

    def check(self, patch: Patch) -> None:
        """Raise CannotEdit, or ChangedMeanwhile naming the cells, when the patch cannot be made as the job saw it."""
        changed: list[CellRef] = []
        for change in patch:
            match change:
                case SetCell():
                    changed += self._check_cell(change)
                case AppendRows():
                    changed += self._check_append(change)
                case RemoveRows():
                    changed += self._check_remove(change)
                case AddSheet(sheet, _):
                    self._check_add(sheet)
                case RemoveSheet(sheet, _):
                    changed += self._check_remove_sheet(sheet)
        if changed:
            raise ChangedMeanwhile(_changed_in_words(changed), AGAIN)

    def expected(self, sheet: str) -> dict[tuple[int, int], Value]:
        """Return what the patch wants to stand on an existing sheet, by place."""
        return {(cell.row, cell.column): value for cell, value in self.over.items() if cell.sheet == sheet}

    def written_sheets(self) -> list[str]:
        """Return the sheets that were there before and stay, where the patch writes."""
        return [name for name in self.boxes if name not in self._gone]

    def left_to_excel(self, cells: Iterable[CellRef]) -> None:
        """Leave cells of a calculated column, which Excel fills itself, out of what the patch is expected to show."""
        for cell in cells:
            self.over.pop(cell, None)

    # Reading

    def _read(self, patch: Patch) -> None:
        touched: dict[str, list[Area]] = {}
        for change in patch:
            for name, area in _places(change):
                touched.setdefault(name, []).append(area)
        if any(isinstance(change, AddSheet | RemoveSheet) for change in patch):
            self.sheets = hands.sheets(self.book)
            self._guard_structure()
        for name, places in touched.items():
            sheet = hands.sheet(self.book, name)
            if sheet is None:
                continue
            self.sheets[name] = sheet
            tables = hands.tables(name, sheet)
            self.tables.update({table.name: table for table in tables})
            self._guard(name, sheet, tables)
            self.boxes[name] = box = hull(places)
            self._remember(name, sheet, box)

    def _guard_structure(self) -> None:
        if compat.has_locked_structure(self.book):
            raise CannotEdit(
                "This workbook's structure is protected, so no sheet can be added or removed.",
                f"Choose Review, Protect Workbook to unprotect it, then press the button again. {NOTHING_WRITTEN}",
            )

    def _guard(self, name: str, sheet: Any, tables: list[LiveTable]) -> None:
        if compat.is_protected(sheet):
            raise CannotEdit(
                f"The sheet “{name}” is protected.",
                f"Choose Review, Unprotect Sheet, then press the button again. {NOTHING_WRITTEN}",
            )
        if compat.is_filtered(sheet, [table.handle for table in tables]):
            raise CannotEdit(
                f"Rows of the sheet “{name}” are hidden by a filter.",
                f"Choose Data, Clear to show them all, then press the button again. {NOTHING_WRITTEN}",
            )

    def _remember(self, name: str, sheet: Any, box: Area) -> None:
        rows: dict[int, dict[int, Value]] = {}
        for number, row in enumerate(hands.values(sheet, box), box.first_row):
            rows[number] = dict(enumerate(row, box.first_column))
            self._now.update({CellRef(name, number, column): value for column, value in rows[number].items()})
        formulas = calculated(box, hands.formulas(sheet, box), rows)
        self._calculated.update(CellRef(name, row, column) for row, column in formulas)

    def _value(self, cell: CellRef) -> Value:
        return self.over[cell] if cell in self.over else self._now.get(cell)

    # Checking, in the patch's own order

    def _check_cell(self, change: SetCell) -> list[CellRef]:
        self._sheet_is_there(change.cell.sheet)
        if change.cell in self._calculated:
            raise CannotEdit(
                f"Cell {change.cell.a1} on “{change.cell.sheet}” holds a formula.",
                f"Put a plain value there if it is to be filled in. {NOTHING_WRITTEN}",
            )
        _fits(change.cell, change.after)
        as_seen = alike(self._value(change.cell), change.before)
        self.over[change.cell] = change.after
        return [] if as_seen else [change.cell]

    def _check_append(self, change: AppendRows) -> list[CellRef]:
        last = self._last_row(change.table, change.sheet)
        if last + 1 != change.at:
            return [CellRef(change.sheet, min(last + 1, change.at), change.first_column)]
        cells = list(_cells(change))
        in_the_way = [cell for cell, _ in cells if self._value(cell) is not None or cell in self._calculated]
        if in_the_way:
            raise CannotEdit(
                f"There is something below the table on “{change.sheet}”, in {cells_in_words(in_the_way)}.",
                f"Move it to the side, so that the table can grow. {NOTHING_WRITTEN}",
            )
        for cell, value in cells:
            _fits(cell, value)
            self.over[cell] = value
        self._last_rows[change.table] = last + len(change.rows)
        return []

    def _check_remove(self, change: RemoveRows) -> list[CellRef]:
        last = self._last_row(change.table, change.sheet)
        if last != change.at + len(change.rows) - 1:
            return [CellRef(change.sheet, last + 1, change.first_column)]
        cells = list(_cells(change))
        changed = [
            cell
            for cell, value in cells
            if not alike(self._value(cell), value) and not (value is None and cell in self._calculated)
        ]
        self.over.update({cell: None for cell, _ in cells})
        self._last_rows[change.table] = change.at - 1
        return changed

    def _check_add(self, sheet: NewSheet) -> None:
        if sheet.name.casefold() in {name.casefold() for name in (self.sheets.keys() - self._gone) | self._added}:
            raise CannotEdit(
                f"There is a sheet called “{sheet.name}” already.",
                f"Rename yours, then press the button again. {NOTHING_WRITTEN}",
            )
        self._added.add(sheet.name)

    def _check_remove_sheet(self, sheet: NewSheet) -> list[CellRef]:
        if sheet.name in self._added:
            self._added.discard(sheet.name)
            return []
        self._sheet_is_there(sheet.name)
        self._gone.add(sheet.name)
        wanted = dict(cells_of(sheet))
        area, _ = hands.used_area(self.sheets[sheet.name])
        standing: dict[CellRef, Value] = {}
        for number, row in enumerate(hands.values(self.sheets[sheet.name], area), area.first_row):
            standing.update({CellRef(sheet.name, number, c): v for c, v in enumerate(row, area.first_column)})
        every = standing.keys() | wanted.keys()
        return sorted(cell for cell in every if not alike(standing.get(cell), wanted.get(cell)))

    def _last_row(self, table: str, sheet: str) -> int:
        self._sheet_is_there(sheet)
        if table in self._last_rows:
            return self._last_rows[table]
        live = self.tables.get(table)
        if live is None or live.sheet != sheet:
            raise CannotEdit(f"There is no table {table} on the sheet “{sheet}” any more.", AGAIN)
        if live.has_totals:
            raise CannotEdit(
                f"The table on “{sheet}” shows a total row, so no row can be added or taken off.",
                f"Switch the total row off (Table Design, Total Row), then press the button again. {NOTHING_WRITTEN}",
            )
        return live.area.last_row

    def _sheet_is_there(self, name: str) -> None:
        if name not in self.sheets:
            raise CannotEdit(f"There is no sheet “{name}” in this workbook any more.", AGAIN)


def cells_of(sheet: NewSheet) -> Iterator[tuple[CellRef, Value]]:
    """Return every cell of a sheet that a job adds, and what stands in it."""
    yield CellRef(sheet.name, 1, 1), sheet.title
    yield CellRef(sheet.name, 2, 1), sheet.about
    for number, row in enumerate((sheet.headings, *sheet.rows), _TABLE_ROW):
        for column, value in enumerate(row, 1):
            yield CellRef(sheet.name, number, column), value


def table_area(sheet: NewSheet) -> Area:
    """Return the area of the table on a sheet that a job adds; Excel wants one row below the headings."""
    return Area(_TABLE_ROW, 1, _TABLE_ROW + max(1, len(sheet.rows)), len(sheet.headings))


def rows_area(change: AppendRows | RemoveRows) -> Area:
    """Return the area that rows take which are added or removed."""
    width = max(len(row) for row in change.rows)
    return Area(change.at, change.first_column, change.at + len(change.rows) - 1, change.first_column + width - 1)


def _cells(change: AppendRows | RemoveRows) -> Iterator[tuple[CellRef, Value]]:
    for number, row in enumerate(change.rows, change.at):
        for column, value in enumerate(row, change.first_column):
            yield CellRef(change.sheet, number, column), value


def _places(change: Change) -> Iterator[tuple[str, Area]]:
    match change:
        case SetCell(cell):
            yield cell.sheet, Area(cell.row, cell.column, cell.row, cell.column)
        case AppendRows() | RemoveRows():
            yield change.sheet, rows_area(change)


def _fits(cell: CellRef, value: Value) -> None:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise CannotEdit(
            f"The text for {cell.a1} on “{cell.sheet}” has {len(value)} characters, and a cell holds {LONGEST_TEXT}.",
            NOTHING_WRITTEN,
        )


def _changed_in_words(cells: list[CellRef]) -> str:
    sheets = list(dict.fromkeys(cell.sheet for cell in cells))
    where = " and ".join(
        f"{cells_in_words([cell for cell in cells if cell.sheet == sheet])} on “{sheet}”" for sheet in sheets
    )
    return f"{where} changed while the job was running."
