"""What a workbook should hold after a patch, worked out from the values before and the patch alone.

Both hosts ask this before they write anything, so that a patch is refused for the same reasons and in the same words
wherever the workbook is open; and both hold what was written against it afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from outcomes_xl.model.book import Book, BookTable, Sheet, Value
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from outcomes_xl.model.cell_refs import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_TEXT,
    Area,
    CellRef,
    cells_in_words,
    sheet_name_problem,
)
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import (
    AddSheet,
    AppendRows,
    FoldRows,
    NewSheet,
    Patch,
    Place,
    RemoveRows,
    RemoveSheet,
    SetCell,
)

NOTHING_WRITTEN = "Nothing was written."


class Expected:
    """Which cells may differ, and what each must then hold; which tables have which area; which sheets come and go.

    ``book`` needs to hold no more than what the patch names: for a sheet that goes, all its cells. Raises
    ChangedMeanwhile, naming all the cells that no longer hold what the job saw, and CannotEdit for what must not be
    done. ``values`` has what each cell must hold, by sheet and place. ``strips`` are the areas by which tables grow or
    shrink; ``appended`` the cells of rows added, where Excel's own column formulas may stand in place of the value.
    ``saved`` are the values of formulas that follow from the patch (a host says which): only these, not the formulas.
    """

    def __init__(self, book: Book, patch: Patch) -> None:
        self._book = book
        self._tables = {table.name.casefold(): table for table in book.tables.values()}
        self._changed: list[tuple[CellRef, Value, Value]] = []
        self.values: dict[str, dict[Place, Value]] = {}
        self.set_cells: dict[str, set[Place]] = defaultdict(set)
        self.strips: dict[str, list[Area]] = defaultdict(list)
        self.appended: dict[str, set[Place]] = defaultdict(set)
        self.folds: dict[str, list[range]] = defaultdict(list)
        self.areas: dict[str, Area] = {}
        self.sheets_added: list[NewSheet] = []
        self.sheets_removed: list[NewSheet] = []
        self.may_lose_formulas = False
        self.saved: Mapping[str, Mapping[Place, Value]] = {}
        for change in patch:
            match change:
                case SetCell():
                    self._set(change)
                case AppendRows():
                    self._append(change)
                case RemoveRows():
                    self._remove(change)
                case FoldRows(sheet=sheet):
                    self._sheet_is_there(sheet)
                    self.folds[sheet].append(range(change.first, change.last + 1))
                case AddSheet(sheet, _):
                    self._add_sheet(sheet)
                case RemoveSheet(sheet, _):
                    self._remove_sheet(sheet)
        if self._changed:
            raise _changed_meanwhile(self._changed)

    @property
    def touched(self) -> dict[str, dict[int, set[int]]]:
        """Return the columns that may differ, by sheet and row."""
        found: dict[str, dict[int, set[int]]] = {sheet: defaultdict(set) for sheet in self.values}
        for sheet, values in self.values.items():
            for row, column in values:
                found[sheet][row].add(column)
        return found

    def book_after(self, formulas: Mapping[str, Mapping[Place, str]]) -> Book:
        """Return the book as it will stand; ``formulas`` are all those of the sheets a host has changed."""
        gone = {sheet.name for sheet in self.sheets_removed}
        sheets = {name: sheet for name, sheet in self._book.sheets.items() if name not in gone}
        for name in (self.values.keys() | formulas.keys()) & sheets.keys():
            sheets[name] = self._sheet_after(sheets[name], formulas.get(name, sheets[name].formulas))
        for new in self.sheets_added:
            rows: dict[int, dict[int, Value]] = defaultdict(dict)
            for (row, column), value in new.cells().items():
                rows[row][column] = value
            sheets[new.name] = Sheet(new.name, rows)
        tables = {
            name: replace(table, area=self.areas.get(name.casefold(), table.area))
            for name, table in self._book.tables.items()
            if table.sheet not in gone
        }
        tables |= {new.table: BookTable(new.table, new.name, new.area, new.headings) for new in self.sheets_added}
        return replace(self._book, sheets=sheets, tables=tables)

    def _sheet_after(self, sheet: Sheet, formulas: Mapping[Place, str]) -> Sheet:
        values = self.values.get(sheet.name, {})
        new: dict[int, dict[int, Value]] = {row: dict(sheet.row(row)) for row, _ in values}
        for (row, column), value in values.items():
            new[row].pop(column, None)
            # A cell that a column formula of the table fills has no value until that is worked out.
            if value not in (None, "") and (row, column) not in formulas:
                new[row][column] = value
        return replace(sheet, rows={**sheet.rows, **new}, formulas=formulas)

    def left_to_excel(self, sheet: str, places: Iterable[Place]) -> None:
        """Expect nothing more of cells that a column formula of the table has filled."""
        for place in places:
            self.values[sheet].pop(place, None)

    # Cells ------------------------------------------------------------------------------------------------------------

    def _set(self, change: SetCell) -> None:
        cell = change.cell
        self._sheet_is_there(cell.sheet)
        if not (1 <= cell.row <= LAST_ROW and 1 <= cell.column <= LAST_COLUMN):
            raise CannotEdit(f"{cell.sheet} has no row {cell.row}, column {cell.column}.", NOTHING_WRITTEN)
        if self._is_calculated(cell.sheet, (cell.row, cell.column)):
            raise CannotEdit(
                f"Nothing was written: {cell.sheet}, cell {cell.a1} holds a formula, which is left as it is.",
                "Copy it and paste it as a value, or clear it; then start the job again.",
            )
        self._must_stand(cell, change.before)
        self._expect(cell, change.after)
        self.set_cells[cell.sheet].add((cell.row, cell.column))

    def _expect(self, cell: CellRef, value: Value) -> None:
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise CannotEdit(
                f"{cell} cannot hold this text: it has {len(value)} characters, and a cell holds {LONGEST_TEXT}.",
                f"{NOTHING_WRITTEN} Change the value and try again.",
            )
        self.values.setdefault(cell.sheet, {})[cell.row, cell.column] = value

    def _must_stand(self, cell: CellRef, value: Value) -> None:
        standing = self._value(cell)
        if not same(standing, value):
            self._changed.append((cell, standing, value))

    def _value(self, cell: CellRef) -> Value:
        """Return what would stand in a cell with the patch made as far as it has been looked at."""
        values, place = self.values.get(cell.sheet, {}), (cell.row, cell.column)
        return values[place] if place in values else self._book.value(cell)

    def _is_calculated(self, sheet: str, place: Place) -> bool:
        return place in self._book.sheets[sheet].formulas and place not in self.values.get(sheet, {})

    # Rows -------------------------------------------------------------------------------------------------------------

    def _append(self, change: AppendRows) -> None:
        table, area = self._fitting(change)
        if change.at != area.last_row + 1:
            raise _not_as_expected(table, "now ends at another row")
        if change.area.last_row > LAST_ROW:
            raise CannotEdit(f"{_called(table)} would run past Excel's last row.", NOTHING_WRITTEN)
        sheet, values = self._book.sheets[change.sheet], self.values.setdefault(change.sheet, {})
        appended = self.appended[change.sheet]
        for number, row in enumerate(change.rows, change.at):
            standing = sheet.row(number)
            # A directory adds a hundred thousand cells: each is looked at where it stands, and has no name made.
            for column, value in enumerate(row, change.first_column):
                place = number, column
                if (
                    values[place] is not None
                    if place in values
                    else standing.get(column) is not None or place in sheet.formulas
                ):
                    raise CannotEdit(
                        f"{_called(table)} needs {CellRef('', *place).a1}, which is in use. {NOTHING_WRITTEN}",
                        "Move what stands under the table to the side, so that it can grow; then start the job again.",
                    )
                if isinstance(value, str) and len(value) > LONGEST_TEXT:
                    self._expect(CellRef(change.sheet, *place), value)
                values[place] = value
                appended.add(place)
        self._resize(change, replace(area, last_row=change.area.last_row))

    def _remove(self, change: RemoveRows) -> None:
        table, area = self._fitting(change)
        if area.last_row != change.area.last_row:
            raise _not_as_expected(table, "now ends at another row")
        if change.at - 1 <= area.first_row:
            raise CannotEdit(f"{_called(table)} would have no row left.", "Clear the cells instead.")
        for cell, value in change.cells():
            place, above = (cell.row, cell.column), (change.at - 1, cell.column)
            # Of what a column formula fills, the value is Excel's; a formula somebody typed is an edit like any other.
            if not (self._is_calculated(cell.sheet, place) and above in self._book.sheets[cell.sheet].formulas):
                self._must_stand(cell, value)
            self._expect(cell, None)
            self.appended[change.sheet].discard(place)
        self.may_lose_formulas = True
        self._resize(change, replace(area, last_row=change.at - 1))

    def _fitting(self, change: AppendRows | RemoveRows) -> tuple[BookTable, Area]:
        """Return the table that rows come to or go from, and its area by now, if they are rows of it."""
        self._sheet_is_there(change.sheet)
        table = self._tables.get(change.table.casefold())
        if table is None or table.sheet != change.sheet:
            raise CannotEdit(f"There is no table {change.table} on the sheet “{change.sheet}”.", NOTHING_WRITTEN)
        area = self.areas.get(table.name.casefold(), table.area)
        width = area.last_column - area.first_column + 1
        if change.first_column != area.first_column or any(len(row) != width for row in change.rows):
            raise _not_as_expected(table, "now has other columns")
        if table.has_totals:
            raise CannotEdit(
                f"{_called(table)} has a total row, so no row can be added or taken off. {NOTHING_WRITTEN}",
                "Switch it off in Excel (Table Design, Total Row); then start the job again.",
            )
        return table, area

    def _resize(self, change: AppendRows | RemoveRows, area: Area) -> None:
        strip = replace(area, first_row=change.at, last_row=change.area.last_row)
        self.strips[change.sheet].append(strip)
        self.areas[change.table.casefold()] = area

    # Sheets -----------------------------------------------------------------------------------------------------------

    def _sheet_is_there(self, name: str) -> None:
        if name not in self._book.sheets or any(gone.name == name for gone in self.sheets_removed):
            raise CannotEdit(f"There is no sheet “{name}” in “{self._book.name}”.", NOTHING_WRITTEN)

    def _add_sheet(self, new: NewSheet) -> None:
        gone = {sheet.name for sheet in self.sheets_removed}
        taken = {name.casefold() for name in (self._book.sheets.keys() - gone)}
        taken |= {sheet.name.casefold() for sheet in self.sheets_added}
        headings = {heading.casefold() for heading in new.headings}
        problem = sheet_name_problem(new.name)
        if problem is None and new.name.casefold() in taken:
            problem = "there is already a sheet of that name"
        if problem is None and (len(headings) != len(new.headings) or not headings or "" in headings):
            problem = "each of its columns needs a heading of its own"
        if problem is None and any(len(row) != len(new.headings) for row in new.rows):
            problem = "its rows and headings do not agree"
        if problem:
            raise CannotEdit(
                f"The sheet “{new.name}” cannot be added: {problem}. {NOTHING_WRITTEN}", "Rename what is in the way."
            )
        self.sheets_added.append(new)

    def _remove_sheet(self, old: NewSheet) -> None:
        if any(sheet.name == old.name for sheet in self.sheets_added):
            self.sheets_added = [sheet for sheet in self.sheets_added if sheet.name != old.name]
            return
        self._sheet_is_there(old.name)
        sheet, wanted = self._book.sheets[old.name], old.cells()
        filled = {(row, column) for row, cells in sheet.rows.items() for column in cells} | wanted.keys()
        for row, column in sorted(filled | self.values.pop(old.name, {}).keys()):
            cell = CellRef(old.name, row, column)
            if not same(self._book.value(cell), wanted.get((row, column))):
                raise no_longer_as_added(old, f"{cell.a1} was changed")
        if sheet.formulas:
            raise no_longer_as_added(old, "it has formulas")
        self.sheets_removed.append(old)
        self.may_lose_formulas = True


def no_longer_as_added(new: NewSheet, why: str) -> ChangedMeanwhile:
    """Return what we say when a sheet a job added is not what it added by now."""
    return ChangedMeanwhile(
        f"The sheet “{new.name}” is no longer as it was added ({why}), so it stays.",
        "Delete it in Excel if it is not needed.",
    )


def _called(table: BookTable) -> str:
    return f"The table {table.name} on “{table.sheet}”"


def _not_as_expected(table: BookTable, what: str) -> ChangedMeanwhile:
    return ChangedMeanwhile(f"{_called(table)} {what}. {NOTHING_WRITTEN}", "Start the job again.")


def _changed_meanwhile(changed: list[tuple[CellRef, Value, Value]]) -> ChangedMeanwhile:
    cell, standing, expected = changed[0]
    if len(changed) == 1:
        what = f"{cell.a1} on “{cell.sheet}” now holds {_shown(standing)}, where {_shown(expected)} was expected."
    else:
        sheets = list(dict.fromkeys(cell.sheet for cell, _, _ in changed))
        on = {sheet: cells_in_words(cell for cell, _, _ in changed if cell.sheet == sheet) for sheet in sheets}
        where = " and ".join(f"{cells} on “{sheet}”" for sheet, cells in on.items())
        what = f"{where} changed while the job was running."
    return ChangedMeanwhile(
        f"{what} {NOTHING_WRITTEN}", "Start the job again; it will take the newer entry into account."
    )


def _shown(value: Value) -> str:
    return "nothing" if value is None or value == "" else f"“{value}”"
