"""A formula's text to a tree of what it asks for; only what our templates' formulas are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from outcomes_xl.model import ErrorValue
from outcomes_xl.model.cell_refs import column_number


class NotWorkedOut(Exception):
    """A formula, or a cell it rests on, is beyond what is worked out here; only an office program knows its value."""


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A value in a formula. 1, 1.0 and TRUE are three, though Python takes them for equal."""

    value: int | float | str | bool | ErrorValue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class CellRange:
    """An area of a sheet; ``sheet`` is "" for the formula's own."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table's rows, or with ``this_row`` its cell in the formula's own row."""

    table: str
    heading: str
    this_row: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator by its sign ("neg" and "%" have one argument), and its arguments.

    ":" has two, INDEX both, and stands for the cells between.
    """

    function: str
    arguments: tuple[Node, ...]


Node = Literal | CellRange | TableColumn | Name | Call

_SHEET = r"(?:'(?:[^']|'')+'|[A-Za-z_\\][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.(!])"
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<error>#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!))"
    rf"|(?P<area>(?:{_SHEET})?{_CELL}(?::{_CELL})?)"
    r"|(?P<column>[A-Za-z_\\][\w.]*\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])"
    r"|(?P<call>[A-Za-z_][\w.]*\()"
    r"|(?P<name>[A-Za-z_\\][\w.]*(?![\w!]))"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<sign><>|<=|>=|[-+*/^&=<>%(),:])"
)
_STRENGTH = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_SIGNED, _DEEPEST = 6, 64
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)")
_THIS_ROW = re.compile(r"\[#This Row\],\[(.*)\]", re.IGNORECASE | re.DOTALL)

Token = tuple[str, str]


def tokens(formula: str) -> Iterator[Token]:
    """Yield a formula's pieces, each with its kind. Raises NotWorkedOut for what is none of ours."""
    position = 1 if formula.startswith("=") else 0
    while position < len(formula):
        found = _TOKEN.match(formula, position)
        if found is None:
            raise NotWorkedOut(f"{formula[position : position + 20]} is not known")
        position = found.end()
        if found.lastgroup and found.lastgroup != "space":
            yield found.lastgroup, found[0]


@lru_cache(maxsize=1024)
def parsed(formula: str) -> Node:
    """Return what a formula asks for. Raises NotWorkedOut for what our templates' formulas are not written in."""
    reader = _Reader(list(tokens(formula)))
    node = reader.expression(0)
    if reader.kind:
        raise NotWorkedOut("it goes on where it should end")
    return node


@lru_cache(maxsize=4096)
def fixed(formula: str) -> str | None:
    """Return a formula that reads the same from every cell as ``relative`` gives it; None where it does not."""
    corners = [corner for kind, text in tokens(formula) if kind == "area" for corner in _cells(text).split(":")]
    if any("" in _corner(corner)[::2] for corner in corners):
        return None
    return "=" + "".join(_from_here(kind, text, 0, 0) for kind, text in tokens(formula))


def relative(formula: str, row: int, column: int) -> str:
    """Return a formula as it reads from its own cell, so that it is the same text wherever it stands."""
    # Most say the same in every row of a column: those are read once.
    return fixed(formula) or _relative(formula, row, column)


@lru_cache(maxsize=1024)
def _relative(formula: str, row: int, column: int) -> str:
    return "=" + "".join(_from_here(kind, text, row, column) for kind, text in tokens(formula))


def _from_here(kind: str, text: str, row: int, column: int) -> str:
    if kind != "area":
        return text
    sheet, bang, cells = text.rpartition("!")
    return sheet + bang + ":".join(_corner_from_here(corner, row, column) for corner in cells.split(":"))


def _cells(area: str) -> str:
    return area.rpartition("!")[2]


def _corner_from_here(corner: str, row: int, column: int) -> str:
    fixed_column, letters, fixed_row, digits = _corner(corner)
    down = f"R{digits}" if fixed_row else f"R[{int(digits) - row}]"
    return down + (f"C{column_number(letters)}" if fixed_column else f"C[{column_number(letters) - column}]")


def _corner(text: str) -> tuple[str, str, str, str]:
    found = _CORNER.fullmatch(text)
    assert found is not None  # the pattern of an area holds its corners
    return found[1], found[2], found[3], found[4]


class _Reader:
    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = [*pieces, ("", "")]
        self._at = 0
        self._deep = 0

    @property
    def kind(self) -> str:
        return self._pieces[self._at][0]

    @property
    def text(self) -> str:
        return self._pieces[self._at][1]

    def _take(self) -> Token:
        self._at += 1
        return self._pieces[self._at - 1]

    def expression(self, least: int) -> Node:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise NotWorkedOut("it is nested too deep")
        left = self._operand()
        while self.kind == "sign":
            if self.text == "%":
                self._take()
                left = Call("%", (left,))
                continue
            strength = _STRENGTH.get(self.text, 0)
            if strength <= least:
                break
            sign = self._take()[1]
            left = Call(sign, (left, self.expression(strength)))
        self._deep -= 1
        return left

    def _operand(self) -> Node:
        kind, text = self._take()
        match kind:
            case "text":
                return Literal(text[1:-1].replace('""', '"'))
            case "number":
                number = float(text)
                return Literal(int(number) if number.is_integer() and abs(number) < 1e15 else number)
            case "error":
                return Literal(ErrorValue(text))
            case "area":
                return _area(text)
            case "column":
                return _table_column(text)
            case "name":
                return Literal(text.upper() == "TRUE") if text.upper() in ("TRUE", "FALSE") else Name(text)
            case "call":
                return self._range_from(Call(text[:-1].upper(), tuple(self._arguments())))
            case "sign" if text == "-":
                return Call("neg", (self.expression(_SIGNED),))
            case "sign" if text == "+":
                return self.expression(_SIGNED)
            case "sign" if text == "(":
                inner = self.expression(0)
                self._must_be(")")
                return inner
        raise NotWorkedOut(f"{text or 'its end'} stands where a value should")

    def _range_from(self, first: Call) -> Node:
        """Return a call, or the cells from the one it answers with to another's: INDEX(…):INDEX(…)."""
        if (self.kind, self.text) != ("sign", ":"):
            return first
        self._take()
        kind, text = self._take()
        if kind != "call":
            raise NotWorkedOut(f"{text or 'its end'} stands where cells should end")
        return Call(":", (first, Call(text[:-1].upper(), tuple(self._arguments()))))

    def _arguments(self) -> Iterator[Node]:
        if self.text == ")":
            self._take()
            return
        while True:
            yield self.expression(0)
            if self.text == ")":
                self._take()
                return
            self._must_be(",")

    def _must_be(self, sign: str) -> None:
        if self._take() != ("sign", sign):
            raise NotWorkedOut(f"a {sign} is missing")


def _area(text: str) -> CellRange:
    sheet, _, cells = text.rpartition("!")
    corners = [_corner(corner) for corner in cells.split(":")]
    rows = sorted(int(corner[3]) for corner in corners)
    columns = sorted(column_number(corner[1]) for corner in corners)
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return CellRange(name, rows[0], columns[0], rows[-1], columns[-1])


def _table_column(text: str) -> TableColumn:
    table, _, inside = text[:-1].partition("[")
    this_row = _THIS_ROW.fullmatch(inside)
    heading = this_row[1] if this_row else inside
    plain = re.sub(r"'(.)", r"\1", heading)
    if not this_row and heading.startswith(("[", "#", "@")):
        raise NotWorkedOut(f"{text} is another part of a table")
    return TableColumn(table, plain, this_row is not None)
