"""A formula rewritten for cells that moved: it goes on speaking of the same cells, columns and tables, or it is said.

What can no longer be said, such as four columns side by side that now stand apart, becomes #REF!, as in Excel when
cells are deleted; the caller tells where, and keeps what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from outcomes_xl.carry.cell_moves import SheetMoves
from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import LAST_COLUMN, LAST_ROW, column_letters, column_number

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.\\]*(?::[^\W\d][\w.]*)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<outer>'(?:[^']|'')*\[[^\]]*\](?:[^']|'')*'![^\s,()+*/&<>=;^-]*|\[[^\]]*\][^\s,()+*/&<>=;^!-]*![^\s,()+*/&<>=;^-]*)"
    rf"|(?P<area>(?P<sheet>{_SHEET})?(?:(?P<cells>{_CELL}(?::{_CELL})?)|(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})"
    r"|(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6}))(?![\w.(!\[]))"
    r"|(?P<column>[^\W\d][\w.\\]*\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])"
    r"|(?P<word>[^\W\d][\w.\\]*(?:!|\()?)"
    r"|(?P<number>[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)")
GONE = "#REF!"
_BY_NUMBER = frozenset({"VLOOKUP(", "HLOOKUP(", "INDEX(", "OFFSET(", "LOOKUP(", "CHOOSECOLS("})
"""Functions that take a column of a whole table by its number, which means another column now."""
_LOOKUP = re.compile(
    r"VLOOKUP\((?P<what>[^(),\"]+(?:\[[^\]]*\])*),(?P<where>[^(),\"]+),\s*(?P<number>[0-9]+)\s*,\s*(?:FALSE|0)\s*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rewritten:
    """A formula as it reads now, and the references in it that nothing answers to any more."""

    text: str
    lost: tuple[str, ...] = ()


class MovedReferences:
    """Rewrites formulas. ``moves`` are the sheets of ours by their name; their old table names are known too."""

    def __init__(self, moves: Mapping[str, SheetMoves]) -> None:
        self._sheets = {name.casefold(): one for name, one in moves.items()}
        self._tables = {one.table.casefold(): one for one in moves.values() if one.table}

    def speaks_of_ours(self, text: str) -> bool:
        """Tell quickly whether a text may speak of a sheet or table of ours."""
        folded = text.casefold().replace("''", "'")
        return any(name in folded for name in (*self._sheets, *self._tables))

    def rewrite(self, formula: str, sheet: str) -> Rewritten:
        """Return a formula that stands on ``sheet`` ("" for a name or a chart) as it must read now."""
        if sheet.casefold() not in self._sheets and not self.speaks_of_ours(formula):
            return Rewritten(formula)
        lost: list[str] = []
        formula = _LOOKUP.sub(lambda found: self._looked_up(found, sheet), formula)
        by_number = any(word in formula.upper() for word in _BY_NUMBER)
        return Rewritten(_TOKEN.sub(lambda found: self._token(found, sheet, lost, by_number), formula), tuple(lost))

    def _token(self, found: re.Match[str], sheet: str, lost: list[str], by_number: bool) -> str:
        new: str | None = found[0]
        match found.lastgroup:
            case "area":
                new = self._area(found, sheet)
            case "column":
                new = self._structured(found[0], by_number)
            case "word" if (moved := self._tables.get(found[0].casefold())) is not None:
                new = None if by_number and not _in_order(moved) else moved.new_table
        if new is None:
            lost.append(found[0])
            return GONE
        return new

    # A1 ------------------------------------------------------------------------------------------------------------

    def _moves_of(self, prefix: str | None, sheet: str) -> SheetMoves | None:
        name = sheet if not prefix else prefix[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        return self._sheets.get(name.casefold())

    def _area(self, found: re.Match[str], sheet: str) -> str | None:
        moves, prefix = self._moves_of(found["sheet"], sheet), found["sheet"] or ""
        if moves is None:
            return found[0]
        if found["columns"]:
            first, last = (column_number(part.replace("$", "")) for part in found["columns"].split(":"))
            block = moves.block(Area(1, min(first, last), LAST_ROW, max(first, last)))
            fixed = ["$" if part.startswith("$") else "" for part in found["columns"].split(":")]
            if block is None:
                return None
            new = (column_letters(block.first_column), column_letters(block.last_column))
            return prefix + ":".join(sign + letters for sign, letters in zip(fixed, new, strict=True))
        if found["rows"]:
            numbers = [int(part.replace("$", "")) for part in found["rows"].split(":")]
            rows = [moves.row(number) for number in numbers]
            fixed = ["$" if part.startswith("$") else "" for part in found["rows"].split(":")]
            if None in rows:
                return None
            return prefix + ":".join(f"{sign}{number}" for sign, number in zip(fixed, rows, strict=True))
        return self._cells(found["cells"], prefix, moves)

    def _cells(self, cells: str, prefix: str, moves: SheetMoves) -> str | None:
        corners = [_corner(part) for part in cells.split(":")]
        if len(corners) == 1:
            (fixed_column, column, fixed_row, row) = corners[0]
            place = moves.place(row, column)
            return None if place is None else f"{prefix}{fixed_column}{column_letters(place[1])}{fixed_row}{place[0]}"
        (a, c1, b, r1), (c, c2, d, r2) = corners
        block = moves.block(Area(min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)))
        if block is None:
            return None
        first = f"{a}{column_letters(block.first_column)}{b}{block.first_row}"
        return f"{prefix}{first}:{c}{column_letters(block.last_column)}{d}{block.last_row}"

    # Tables --------------------------------------------------------------------------------------------------------

    def _structured(self, text: str, by_number: bool) -> str | None:
        table, _, inside = text.partition("[")
        moves = self._tables.get(table.casefold())
        if moves is None:
            return text
        inside = inside[:-1]
        if inside == "" or (inside.startswith("#") and "[" not in inside):
            return None if by_number and not _in_order(moves) else f"{moves.new_table}[{inside}]"
        new = _inside(inside, moves)
        return None if new is None else f"{moves.new_table}[{new}]"

    # VLOOKUP -------------------------------------------------------------------------------------------------------

    def _looked_up(self, found: re.Match[str], sheet: str) -> str:
        """Return a VLOOKUP for the exact word as INDEX and MATCH over the two columns, where its columns moved apart.

        The columns are still those of the old layout; they are moved with everything else.
        """
        where = found["where"].strip()
        columns = self._columns_of(where, sheet, int(found["number"]))
        if columns is None:
            return found[0]
        return f"INDEX({columns[1]},MATCH({found['what'].strip()},{columns[0]},0))"

    def _columns_of(self, where: str, sheet: str, number: int) -> tuple[str, str] | None:
        area = _TOKEN.fullmatch(where)
        if area is None:
            return None
        if area.lastgroup in ("word", "column"):
            moves = self._tables.get(where.partition("[")[0].casefold())
            rest = where.partition("[")[2]
            if moves is None or rest not in ("", "]", "#Data]", "#All]") or _in_order(moves):
                return None
            order = [*moves.headings]
            if number > len(order):
                return None
            one, other = (f"{where.partition('[')[0]}[{_escaped(order[at])}]" for at in (0, number - 1))
            return one, other
        moves = self._moves_of(area["sheet"], sheet) if area.lastgroup == "area" else None
        if moves is None or not (area["columns"] or area["cells"]) or self._area(area, sheet) is not None:
            return None
        prefix = area["sheet"] or ""
        parts = (area["columns"] or area["cells"]).split(":")
        if len(parts) != 2:
            return None
        start, end = (re.fullmatch(r"(\$?)([A-Za-z]{1,3})(.*)", part) for part in parts)
        assert start is not None and end is not None
        first, last = column_number(start[2]), column_number(end[2])
        if not first <= first + number - 1 <= last <= LAST_COLUMN:
            return None
        made = [
            f"{prefix}{start[1]}{column_letters(at)}{start[3]}:{start[1]}{column_letters(at)}{end[3]}"
            for at in (first, first + number - 1)
        ]
        return made[0], made[1]


def _in_order(moves: SheetMoves) -> bool:
    """Whether a table's columns stand in the order in which they stood."""
    new = [moves.columns.get(column) for column in sorted(moves.columns)]
    first = moves.area.first_column if moves.area else 1
    return len(new) == len(moves.headings) and new == [*range(new[0] or first, (new[0] or first) + len(new))]


def _corner(text: str) -> tuple[str, int, str, int]:
    found = _CORNER.fullmatch(text)
    assert found is not None
    return found[1], column_number(found[2]), found[3], int(found[4])


def _plain(heading: str) -> str:
    return re.sub(r"'(.)", r"\1", heading)


def _escaped(heading: str) -> str:
    return re.sub(r"(['\[\]#@])", r"'\1", heading)


_PART = re.compile(r"\[(?P<inner>(?:'.|[^\[\]'])*)\]")


def _inside(inside: str, moves: SheetMoves) -> str | None:
    """Return what stands between a structured reference's brackets, with today's headings; None when one is gone."""
    if "[" not in re.sub(r"'.", "", inside):
        at = "@" if inside.startswith("@") else ""
        new = moves.heading(_plain(inside.removeprefix("@")))
        return None if new is None else at + _escaped(new)
    parts = [*_PART.finditer(inside)]
    names = [_plain(part["inner"]) for part in parts if not part["inner"].startswith("#")]
    if len(names) == 2 and re.search(r"\]\s*:\s*\[", inside):
        run = moves.run(names[0], names[1])
        if run is None:
            return None
        renamed: list[str | None] = [*run]
    else:
        renamed = [moves.heading(name) for name in names]
    if None in renamed:
        return None
    waiting = iter(renamed)
    return _PART.sub(
        lambda part: part[0] if part["inner"].startswith("#") else f"[{_escaped(str(next(waiting)))}]", inside
    )


def shifted(formula: str, down: int, right: int) -> str:
    """Return a shared formula as it reads in a cell so far down and right of the one that holds its text."""

    def corner(part: str) -> str:
        fixed_column, column, fixed_row, row = _corner(part)
        column = column if fixed_column else (column + right - 1) % LAST_COLUMN + 1
        row = row if fixed_row else (row + down - 1) % LAST_ROW + 1
        return f"{fixed_column}{column_letters(column)}{fixed_row}{row}"

    def token(found: re.Match[str]) -> str:
        if found.lastgroup != "area" or not found["cells"]:
            return found[0]
        return (found["sheet"] or "") + ":".join(corner(part) for part in found["cells"].split(":"))

    return _TOKEN.sub(token, formula)
