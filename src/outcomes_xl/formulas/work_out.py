"""A formula's value from a Book: the values of the cells it rests on, other formulas of ours worked out first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from outcomes_xl.formulas.columns_of_values import Cells, Scalar
from outcomes_xl.formulas.formula_parser import Call, CellRange, Literal, Name, Node, NotWorkedOut, TableColumn, parsed
from outcomes_xl.formulas.functions_of_cells import FUNCTIONS, OPERATORS, Argument, ErrorReached, number, plain, truth
from outcomes_xl.model import Book, BookTable, CellRef, Value
from outcomes_xl.model.patches import Place
from outcomes_xl.model.shown_numbers import is_shown_as_a_share

_MOST_CELLS = 200_000
_ASK_MORE_THAN_VALUES = frozenset({"CELL", "IF", "IFERROR", "ISERROR", "ISNUMBER", "ROW", ":"})


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
            found = plain(_Evaluation(self, sheet, place).of(parsed(formula)))
        except ErrorReached as stopped:
            return stopped.error
        except (ArithmeticError, ValueError, TypeError) as odd:  # such as a function given too much
            raise NotWorkedOut(str(odd)) from None
        return 0 if found is None else found

    def cells(self, area: CellRange) -> Cells:
        if area.first_row == area.last_row and area.first_column == area.last_column:
            return Cells((self._cell(area.sheet, (area.first_row, area.first_column)),))
        if area not in self._areas:
            rows = range(area.first_row, area.last_row + 1)
            columns = range(area.first_column, area.last_column + 1)
            if len(rows) * len(columns) > _MOST_CELLS:
                raise NotWorkedOut("a very large area")
            self._areas[area] = Cells([self._cell(area.sheet, (r, c)) for r in rows for c in columns], len(columns))
        return self._areas[area]

    def format_of(self, cell: CellRange) -> str:
        """Return the letter CELL begins with for a cell shown as a percentage, and the one for any other."""
        at = CellRef(cell.sheet, cell.first_row, cell.first_column)
        return "P" if is_shown_as_a_share(self._book.number_format(at)) else "G"

    def _cell(self, sheet: str, place: Place) -> Scalar:
        if (sheet, place) in self._ours:
            return self.value(sheet, place)
        on = self._book.sheets[sheet]
        if place in on.formulas and self._unsure(sheet, place):
            raise NotWorkedOut("it rests on a formula that only an office program works out")
        return _scalar(on.value(*place), self._book.uses_1904_dates)

    def sheet(self, name: str) -> str:
        found = self._sheets.get(name.casefold())
        if found is None:
            raise NotWorkedOut(f"there is no sheet {name}")
        return found

    def column(self, wanted: TableColumn, sheet: str, row: int) -> CellRange:
        table, at = self._table_column(wanted.table, wanted.heading)
        first, last = table.first_data_row, table.last_data_row
        if wanted.this_row:
            if table.sheet != sheet or not first <= row <= last:
                raise NotWorkedOut("it stands outside the table")
            first = last = row
        return CellRange(table.sheet, first, table.area.first_column + at, last, table.area.first_column + at)

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


class _Evaluation:
    """One formula being worked out. Whole columns are reckoned with inside SUMPRODUCT alone, as Excel 2016 does."""

    def __init__(self, workings: Workings, sheet: str, place: Place) -> None:
        self._workings = workings
        self._sheet = sheet
        self._row = place[0]
        self._by_column = 0

    def of(self, node: Node) -> Argument:
        match node:  # most are calls; a class alone is told apart faster than one with its parts
            case Call():
                return self._call(node.function, node.arguments)
            case Literal():
                return node.value
            case TableColumn():
                return self._workings.cells(self._workings.column(node, self._sheet, self._row))
            case CellRange():
                return self._area(node)
            case Name():
                return self._area(self._workings.name(node.name))

    def _area(self, area: CellRange) -> Cells:
        sheet = self._workings.sheet(area.sheet) if area.sheet else self._sheet
        return self._workings.cells(
            CellRange(sheet, area.first_row, area.first_column, area.last_row, area.last_column)
        )

    def _call(self, function: str, arguments: tuple[Node, ...]) -> Argument:
        if function in OPERATORS:
            return self._operator(OPERATORS[function], [self.of(one) for one in arguments])
        if function in _ASK_MORE_THAN_VALUES:
            return self._asking_more(function, arguments)
        if function not in FUNCTIONS:
            raise NotWorkedOut(f"the function {function}")
        self._by_column += function == "SUMPRODUCT"
        given = [self.of(one) for one in arguments]
        self._by_column -= function == "SUMPRODUCT"
        return FUNCTIONS[function](*given)

    def _asking_more(self, function: str, arguments: tuple[Node, ...]) -> Argument:
        match function, arguments:
            case "IF", (condition, *ways) if 1 <= len(ways) <= 2:
                if truth(self.of(condition)):
                    return self.of(ways[0])
                return self.of(ways[1]) if len(ways) == 2 else False
            case "IFERROR", (tried, otherwise):
                try:
                    return plain(self.of(tried))
                except ErrorReached:
                    return self.of(otherwise)
            case "ISERROR", (tried,):
                try:
                    plain(self.of(tried))
                except ErrorReached:
                    return True
                return False
            case "ISNUMBER", (tried,):
                try:
                    found = plain(self.of(tried))
                except ErrorReached:
                    return False
                return isinstance(found, int | float) and not isinstance(found, bool)
            case "ROW", ():
                return self._row
            case "ROW", (CellRange() | TableColumn() as where,):
                return self._rows(where)
            case "CELL", (Literal("format"), TableColumn() as cell):
                return self._workings.format_of(self._workings.column(cell, self._sheet, self._row))
            case ":", (Call("INDEX") as first, Call("INDEX") as last):
                return self._between(first, last)
        raise NotWorkedOut(f"{function} with {len(arguments)} arguments")

    def _rows(self, where: CellRange | TableColumn) -> Argument:
        """Return the number of a cell's row; of a column's, as many as it has where whole columns are reckoned with."""
        if isinstance(where, TableColumn):
            where = self._workings.column(where, self._sheet, self._row)
        if where.first_row == where.last_row:
            return where.first_row
        return Cells(range(where.first_row, where.last_row + 1))

    def _between(self, first: Call, last: Call) -> Cells:
        """Return the cells from one place in a column to another in the same."""
        column, start = self._place(first)
        end_column, end = self._place(last)
        if column is not end_column or column.width != 1:
            raise NotWorkedOut("cells from one column to another")
        start, end = sorted((start, end))
        return Cells(column.values[start - 1 : end])

    def _place(self, index: Call) -> tuple[Cells, int]:
        """Return the cells INDEX looks in, and the place in them, from 1."""
        if len(index.arguments) != 2:
            raise NotWorkedOut("INDEX in an area, as the end of cells")
        cells, at = (self.of(one) for one in index.arguments)
        FUNCTIONS["INDEX"](cells, at)  # an error where it is none of their places
        assert isinstance(cells, Cells)
        return cells, int(number(at))

    def _operator(self, operator: Callable[..., Scalar], given: list[Argument]) -> Argument:
        wide = [one for one in given if isinstance(one, Cells) and len(one) > 1]
        if not wide:
            return operator(*given)
        if not self._by_column or len({(len(one), one.width) for one in wide}) > 1:
            raise NotWorkedOut("several values stand where one should")
        columns = [one.values if one in wide else [_first(one)] * len(wide[0]) for one in given]
        return Cells([_or_error(operator, row) for row in zip(*columns, strict=True)], wide[0].width)


def _first(value: Argument) -> Scalar:
    return value.values[0] if isinstance(value, Cells) else value


def _or_error(operator: Callable[..., Scalar], row: tuple[Scalar, ...]) -> Scalar:
    try:
        return operator(*row)
    except ErrorReached as stopped:
        return stopped.error


def _heading(table: BookTable, heading: str) -> int | None:
    found = [at for at, one in enumerate(table.headings) if one.casefold() == heading.casefold()]
    return found[0] if found else None


def _scalar(value: Value, uses_1904: bool) -> Scalar:
    """Return a value as formulas see it: a day as its number."""
    day_0 = datetime(1904, 1, 1) if uses_1904 else datetime(1899, 12, 30)
    match value:
        case datetime():
            return (value - day_0) / timedelta(days=1)
        case date():
            return (value - day_0.date()).days
        case time():
            return (datetime.combine(day_0, value) - day_0) / timedelta(days=1)
    return value
