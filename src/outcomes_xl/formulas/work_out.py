"""A formula's value from a Book: the values of the cells it rests on, other formulas of ours worked out first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from outcomes_xl.formulas.columns_of_values import Cells, Scalar
from outcomes_xl.formulas.formula_parser import CellRange, NotWorkedOut, TableColumn, parsed
from outcomes_xl.formulas.functions_of_cells import Argument, ErrorReached, plain
from outcomes_xl.formulas.ready_formulas import Ask, FormulaPlace, ready
from outcomes_xl.model import Book, BookTable, CellRef
from outcomes_xl.model.patches import Place
from outcomes_xl.model.shown_numbers import is_shown_as_a_share

_MOST_CELLS = 200_000


class Workings:
    """The formulas of a Book that are worked out here, and what each comes to.

    ``ours`` are their texts by sheet and place; ``unsure`` tells of any other formula's cell that the value saved in
    it no longer holds.
    """

    def __init__(self, book: Book, ours: Mapping[tuple[str, Place], str], unsure: Callable[[str, Place], bool]) -> None:
        self._book = book
        self._ours = ours
        self._unsure = unsure
        self._tables = {table.name.casefold(): table for table in book.tables.values()}
        self._sheets = {name.casefold(): name for name in book.sheets}
        self.known: dict[tuple[Ask, str, bool], Argument] = {}
        self._done: dict[tuple[str, Place], Scalar | NotWorkedOut] = {}
        self._areas: dict[CellRange, Cells] = {}
        self._columns: dict[tuple[str, str], tuple[BookTable, int] | None] = {}

    def value(self, sheet: str, place: Place) -> Scalar:
        """Return what one of our formulas comes to. Raises NotWorkedOut."""
        key = sheet, place
        if key not in self._done:
            self._done[key] = NotWorkedOut("it rests on itself")
            try:
                self._done[key] = self._worked_out(self._ours[key], sheet, place)
            except NotWorkedOut as why:
                self._done[key] = why
        found = self._done[key]
        if isinstance(found, NotWorkedOut):
            raise found
        return found

    def _worked_out(self, formula: str, sheet: str, place: Place) -> Scalar:
        try:
            found = plain(ready(formula)(FormulaPlace(self, sheet, place[0])))
        except ErrorReached as stopped:
            return stopped.error
        except (ArithmeticError, ValueError, TypeError) as odd:  # such as a function given too much
            raise NotWorkedOut(str(odd)) from None
        return 0 if found is None else found

    def cells(self, area: CellRange) -> Cells:
        if area.first_row == area.last_row and area.first_column == area.last_column:
            return Cells((self.cell(area.sheet, (area.first_row, area.first_column)),))
        if area not in self._areas:
            rows = range(area.first_row, area.last_row + 1)
            columns = range(area.first_column, area.last_column + 1)
            if len(rows) * len(columns) > _MOST_CELLS:
                raise NotWorkedOut("a very large area")
            self._areas[area] = Cells([self.cell(area.sheet, (r, c)) for r in rows for c in columns], len(columns))
        return self._areas[area]

    def format_of(self, cell: CellRange) -> str:
        """Return the letter CELL begins with for a cell shown as a percentage, and the one for any other."""
        at = CellRef(cell.sheet, cell.first_row, cell.first_column)
        return "P" if is_shown_as_a_share(self._book.number_format(at)) else "G"

    def cell(self, sheet: str, place: Place) -> Scalar:
        if (sheet, place) in self._ours:
            return self.value(sheet, place)
        on = self._book.sheets[sheet]
        if place in on.formulas and self._unsure(sheet, place):
            raise NotWorkedOut("it rests on a formula that only an office program works out")
        value = on.value(*place)
        return _day(value, self._book.uses_1904_dates) if isinstance(value, (date, time)) else value

    def sheet(self, name: str) -> str:
        found = self._sheets.get(name.casefold())
        if found is None:
            raise NotWorkedOut(f"there is no sheet {name}")
        return found

    def column(self, wanted: TableColumn, sheet: str, row: int) -> CellRange:
        """Return where a table's column stands: its rows, or its cell in the row of a formula."""
        table, at = self._table_column(wanted.table, wanted.heading)
        first, last = table.first_data_row, table.last_data_row
        if wanted.this_row:
            if table.sheet != sheet or not first <= row <= last:
                raise NotWorkedOut("it stands outside the table")
            first = last = row
        return CellRange(table.sheet, first, table.area.first_column + at, last, table.area.first_column + at)

    def this_cell(self, wanted: TableColumn, sheet: str, row: int) -> Scalar:
        """Return what stands in a table's column in the row of a formula."""
        table, at = self._table_column(wanted.table, wanted.heading)
        if table.sheet != sheet or not table.first_data_row <= row <= table.last_data_row:
            raise NotWorkedOut("it stands outside the table")
        return self.cell(sheet, (row, table.area.first_column + at))

    def _table_column(self, name: str, heading: str) -> tuple[BookTable, int]:
        if (name, heading) not in self._columns:
            table = self._tables.get(name.casefold())
            at = _heading(table, heading) if table else None
            self._columns[name, heading] = None if table is None or at is None else (table, at)
        found = self._columns[name, heading]
        if found is None:
            raise NotWorkedOut(f"there is no {name}[{heading}]")
        return found

    def name(self, name: str) -> CellRange:
        """Return the cells a name of the workbook stands for; a name that is more than that is not known here."""
        said = next((text for known, text in self._book.names.items() if known.casefold() == name.casefold()), None)
        node = parsed(said) if said else None
        if not isinstance(node, CellRange) or not node.sheet:
            raise NotWorkedOut(f"the name {name}")
        return node


def _heading(table: BookTable, heading: str) -> int | None:
    found = [at for at, one in enumerate(table.headings) if one.casefold() == heading.casefold()]
    return found[0] if found else None


def _day(value: date | time, uses_1904: bool) -> float:
    """Return a day, or a time of the day, as formulas see it: its number."""
    day_0 = datetime(1904, 1, 1) if uses_1904 else datetime(1899, 12, 30)
    match value:
        case datetime():
            return (value - day_0) / timedelta(days=1)
        case date():
            return (value - day_0.date()).days
    return (datetime.combine(day_0, value) - day_0) / timedelta(days=1)
