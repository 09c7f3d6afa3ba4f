"""What a workbook should read as after a patch, worked out from the values before and the patch alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Value,
)

Place = tuple[int, int]


class Expected:
    """Which cells may differ, and what each must then hold; which tables have which area; which sheets come and go.

    ``strips`` are the areas by which tables grew or shrank. ``appended`` are the cells of rows that were added:
    Excel's own column formulas may stand there in place of the value.
    """

    def __init__(self, book: Book, patch: Patch) -> None:
        self.touched: dict[str, dict[int, set[int]]] = {}
        self.set_cells: dict[str, set[Place]] = defaultdict(set)
        self.strips: dict[str, list[Area]] = defaultdict(list)
        self.values: dict[str, dict[Place, Value]] = {}
        self.appended: dict[str, set[Place]] = defaultdict(set)
        self.areas: dict[str, Area] = {}
        self.sheets_added: list[NewSheet] = []
        self.sheets_removed: list[NewSheet] = []
        self.may_lose_formulas = False
        self._tables = {table.name.casefold(): table.area for table in book.tables.values()}
        for change in patch:
            match change:
                case SetCell(cell, _, after, _):
                    self._expect(cell.sheet, (cell.row, cell.column), after)
                    self.set_cells[cell.sheet].add((cell.row, cell.column))
                case AppendRows():
                    self._grow(change)
                case RemoveRows():
                    self._shrink(change)
                case AddSheet(sheet, _):
                    self.sheets_added.append(sheet)
                case RemoveSheet(sheet, _):
                    self.sheets_removed.append(sheet)
                    self.may_lose_formulas = True

    def _expect(self, sheet: str, place: Place, value: Value) -> None:
        self.touched.setdefault(sheet, {}).setdefault(place[0], set()).add(place[1])
        self.values.setdefault(sheet, {})[place] = value

    def _grow(self, change: AppendRows) -> None:
        for number, row in enumerate(change.rows, start=change.at):
            for column, value in enumerate(row, start=change.first_column):
                self._expect(change.sheet, (number, column), value)
                self.appended[change.sheet].add((number, column))
        self._resize(change, change.at + len(change.rows) - 1)

    def _shrink(self, change: RemoveRows) -> None:
        for number, row in enumerate(change.rows, start=change.at):
            for column, _ in enumerate(row, start=change.first_column):
                self._expect(change.sheet, (number, column), None)
                self.appended[change.sheet].discard((number, column))
        self.may_lose_formulas = True
        self._resize(change, change.at - 1)

    def _resize(self, change: AppendRows | RemoveRows, last_row: int) -> None:
        table = change.table.casefold()
        area = self.areas.get(table, self._tables[table])
        last = change.at + len(change.rows) - 1
        self.strips[change.sheet].append(replace(area, first_row=change.at, last_row=last))
        self.areas[table] = replace(area, last_row=last_row)
