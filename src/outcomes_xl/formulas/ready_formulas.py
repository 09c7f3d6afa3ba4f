"""A formula made ready to be asked in any cell: its tree becomes plain calls once, however many cells ask it.

What says the same in every row, such as how many metrics there are, is worked out once a workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Protocol

from outcomes_xl.formulas.columns_of_values import Cells, Scalar
from outcomes_xl.formulas.formula_parser import Call, CellRange, Literal, Name, Node, NotWorkedOut, TableColumn, parsed
from outcomes_xl.formulas.functions_of_cells import FUNCTIONS, OPERATORS, Argument, ErrorReached, number, plain, truth


class Workbook(Protocol):
    """What a formula asks of the workbook it stands in. Each raises NotWorkedOut for what is not known."""

    known: dict[tuple[Ask, str, bool], Argument]
    """What was worked out already and is the same in every row: by what is asked, the sheet, and if by column."""

    def cells(self, area: CellRange) -> Cells: ...

    def cell(self, sheet: str, place: tuple[int, int]) -> Scalar: ...

    def column(self, wanted: TableColumn, sheet: str, row: int) -> CellRange: ...

    def this_cell(self, wanted: TableColumn, sheet: str, row: int) -> Scalar: ...

    def name(self, name: str) -> CellRange: ...

    def sheet(self, name: str) -> str: ...

    def format_of(self, cell: CellRange) -> str: ...


class FormulaPlace:
    """Where a formula stands. Whole columns are reckoned with inside SUMPRODUCT alone, as Excel 2016 does."""

    __slots__ = ("by_column", "row", "sheet", "workbook")

    def __init__(self, workbook: Workbook, sheet: str, row: int) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.row = row
        self.by_column = 0


Ask = Callable[[FormulaPlace], Argument]


@lru_cache(maxsize=2048)
def ready(formula: str) -> Ask:
    """Return what answers for a formula, wherever it stands. Raises NotWorkedOut for what is none of ours."""
    return _ready(parsed(formula))


@lru_cache(maxsize=8192)
def _ready(node: Node) -> Ask:
    match node:
        case Literal(value):
            return lambda at: value
        case Call(function, arguments):
            ask = _call(function, arguments)
        case TableColumn():
            ask = partial(_column, node)
        case CellRange():
            ask = partial(_area, node)
        case Name(name):
            ask = partial(_named, name)
    return ask if _moves(node) else _once(ask)


def _column(wanted: TableColumn, at: FormulaPlace) -> Cells:
    return at.workbook.cells(at.workbook.column(wanted, at.sheet, at.row))


def _named(name: str, at: FormulaPlace) -> Cells:
    return _area(at.workbook.name(name), at)


def _area(area: CellRange, at: FormulaPlace) -> Cells:
    sheet = at.workbook.sheet(area.sheet) if area.sheet else at.sheet
    return at.workbook.cells(CellRange(sheet, area.first_row, area.first_column, area.last_row, area.last_column))


def _moves(node: Node) -> bool:
    """Tell whether what a formula asks for depends on the row it stands in."""
    match node:
        case TableColumn():
            return node.this_row
        case Call("ROW", ()):
            return True
        case Call():
            return any(map(_moves, node.arguments))
    return False


def _once(ask: Ask) -> Ask:
    def remembered(at: FormulaPlace) -> Argument:
        known, key = at.workbook.known, (ask, at.sheet, at.by_column > 0)
        if key not in known:
            known[key] = ask(at)
        return known[key]

    return remembered


def _call(function: str, arguments: tuple[Node, ...]) -> Ask:
    if function in OPERATORS:
        return _operator(OPERATORS[function], arguments)
    if more := _asking_more(function, arguments):
        return more
    made, asks = FUNCTIONS.get(function), [_ready(one) for one in arguments]
    if made is None:
        return _unknown(f"the function {function}")
    if function == "SUMPRODUCT":
        return _by_column(made, asks)
    match asks:
        case [one]:
            return lambda at: made(one(at))
        case [one, two]:
            return lambda at: made(one(at), two(at))
    return lambda at: made(*[ask(at) for ask in asks])


def _unknown(what: str) -> Ask:
    """Return what raises NotWorkedOut when it is asked: an IF may never come to it."""

    def unknown(at: FormulaPlace) -> Argument:
        raise NotWorkedOut(what)

    return unknown


def _by_column(made: Callable[..., Argument], asks: list[Ask]) -> Ask:
    def summed(at: FormulaPlace) -> Argument:
        at.by_column += 1
        try:
            given = [ask(at) for ask in asks]
        finally:
            at.by_column -= 1
        return made(*given)

    return summed


def _asking_more(function: str, arguments: tuple[Node, ...]) -> Ask | None:
    """Return what answers for a function that asks more than the values of its arguments; None for any other."""
    match function, arguments:
        case "IF", (condition, yes):
            return _if(_ready(condition), _ready(yes), lambda at: False)
        case "IF", (condition, yes, no):
            return _if(_ready(condition), _ready(yes), _ready(no))
        case "IFERROR", (tried, otherwise):
            return _if_error(_ready(tried), _ready(otherwise))
        case "ISERROR", (tried,):
            return _is_error(_ready(tried))
        case "ISNUMBER", (tried,):
            return _is_number(_ready(tried))
        case "ROW", ():
            return lambda at: at.row
        case "ROW", (CellRange() | TableColumn() as where,):
            return lambda at: _rows(at, where)
        case "CELL", (Literal("format"), TableColumn() as cell):
            return lambda at: at.workbook.format_of(at.workbook.column(cell, at.sheet, at.row))
        case ":", (Call("INDEX", (_, _) as first), Call("INDEX", (_, _) as last)):
            return _between(*(_ready(one) for one in (*first, *last)))
        case (("IF" | "IFERROR" | "ISERROR" | "ISNUMBER" | "ROW" | "CELL" | ":"), _):
            return _unknown(f"{function} with {len(arguments)} arguments")
    return None


def _if(condition: Ask, yes: Ask, no: Ask) -> Ask:
    return lambda at: yes(at) if truth(condition(at)) else no(at)


def _if_error(tried: Ask, otherwise: Ask) -> Ask:
    def either(at: FormulaPlace) -> Argument:
        try:
            return plain(tried(at))
        except ErrorReached:
            return otherwise(at)

    return either


def _is_error(tried: Ask) -> Ask:
    def told(at: FormulaPlace) -> Argument:
        try:
            plain(tried(at))
        except ErrorReached:
            return True
        return False

    return told


def _is_number(tried: Ask) -> Ask:
    def told(at: FormulaPlace) -> Argument:
        try:
            found = plain(tried(at))
        except ErrorReached:
            return False
        return isinstance(found, int | float) and not isinstance(found, bool)

    return told


def _rows(at: FormulaPlace, where: CellRange | TableColumn) -> Argument:
    """Return the number of a cell's row; of a column's, as many as it has where whole columns are reckoned with."""
    if isinstance(where, TableColumn):
        where = at.workbook.column(where, at.sheet, at.row)
    if where.first_row == where.last_row:
        return where.first_row
    return Cells(range(where.first_row, where.last_row + 1))


def _between(first: Ask, start: Ask, last: Ask, end: Ask) -> Ask:
    """Return what answers with the cells from one place in a column to another in the same."""

    def cells(at: FormulaPlace) -> Argument:
        (column, one), (other, two) = _place(first(at), start(at)), _place(last(at), end(at))
        if column is not other or column.width != 1:
            raise NotWorkedOut("cells from one column to another")
        return Cells(column.values[min(one, two) - 1 : max(one, two)])

    return cells


def _place(cells: Argument, at: Argument) -> tuple[Cells, int]:
    """Return the cells INDEX looks in, and the place in them, from 1."""
    FUNCTIONS["INDEX"](cells, at)  # an error where it is none of their places
    assert isinstance(cells, Cells)
    return cells, int(number(at))


def _operator(operator: Callable[..., Scalar], arguments: tuple[Node, ...]) -> Ask:
    alone = [_one_value(one) for one in arguments]
    match alone:
        case [one, two] if one and two:
            return lambda at: operator(one(at), two(at))
    asks = [one or _ready(node) for one, node in zip(alone, arguments, strict=True)]

    def worked_out(at: FormulaPlace) -> Argument:
        given = [ask(at) for ask in asks]
        for one in given:
            if isinstance(one, Cells) and len(one) > 1:
                return _row_by_row(at, operator, given)
        return operator(*given)

    return worked_out


def _one_value(node: Node) -> Ask | None:
    """Return what answers with the value of a single cell, or of a word; None for what may be several."""
    match node:
        case Literal(value):
            return lambda at: value
        case TableColumn() if node.this_row:
            return lambda at: at.workbook.this_cell(node, at.sheet, at.row)
        case CellRange(sheet, row, column, last_row, last_column) if (row, column) == (last_row, last_column):
            return lambda at: at.workbook.cell(at.workbook.sheet(sheet) if sheet else at.sheet, (row, column))
    return None


def _row_by_row(at: FormulaPlace, operator: Callable[..., Scalar], given: list[Argument]) -> Cells:
    wide = [one for one in given if isinstance(one, Cells) and len(one) > 1]
    if not at.by_column or len({(len(one), one.width) for one in wide}) > 1:
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
