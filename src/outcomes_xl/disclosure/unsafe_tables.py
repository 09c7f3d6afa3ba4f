"""A finished table of counts looked at from outside: what in it would let somebody be found. Needs no solver.

For tables anybody made, so what is a total is told by what it says or by adding up. It finds small counts, and withheld
ones that follow from a total, line by line as somebody with a pencil would; `protect` rules out more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from outcomes_xl.disclosure.outputs import BASE, THRESHOLD

Value = int | None
"""A count, or None for one that is withheld."""
TOTALS = frozenset({"total", "totals", "all", "everyone", "everybody", "overall", "grand total", "sum", "all pupils"})
"""What a row or column of totals is called, in small letters."""
_IS_A_TOTAL = re.compile(
    "|".join(map(re.escape, sorted(TOTALS)))
    + r"|(?:[\w -]{1,30} )?totals?(?: [\w -]{1,30})?|total \([^)]*\)"
    + r"|all (?:ages|boys|carers|children|families|girls|groups|parents|people|persons|pupils|wards|young people)"
)


@dataclass(frozen=True, slots=True)
class UnsafeCell:
    """One cell by its row and column in the table of values, from 0; and between which counts it is known to lie."""

    row: int
    column: int
    why: Literal["small", "follows"]
    low: int
    high: int

    def sentence(self, where: str, threshold: int = THRESHOLD) -> str:
        """Return what is wrong with it, for an officer; ``where`` is the cell's address."""
        if self.why == "small":
            return f"{where} shows {self.low}, a group of fewer than {threshold} people."
        count = f"it is {self.low}" if self.low == self.high else f"it is between {self.low} and {self.high}"
        return f"{where} is withheld, and the totals give it away: {count}."


def find_unsafe(
    values: Sequence[Sequence[Value]],
    total_row: int | None,
    total_column: int | None,
    threshold: int = THRESHOLD,
) -> tuple[UnsafeCell, ...]:
    """Return the cells of a table of counts by which somebody could be found, row by row.

    ``total_row`` and ``total_column`` say which lines are the sums of the others, from 0, None for none; see
    `find_totals`. When every number is a multiple of five they are taken as rounded to it.
    """
    base = BASE if all((value or 0) % BASE == 0 for row in values for value in row) else 0
    bounds = {
        (row, column): _bounds(value, base) for row, line in enumerate(values) for column, value in enumerate(line)
    }
    _narrow(bounds, list(_sums(values, total_row, total_column)))
    return tuple(_judged(values, bounds, threshold))


def find_totals(rows: Sequence[str], columns: Sequence[str]) -> tuple[int | None, int | None]:
    """Return which row and which column hold totals, going by their headings: the first or last that says so."""
    return _total(rows), _total(columns)


def adds_up(values: Sequence[Sequence[Value]], total_row: int | None, total_column: int | None) -> bool:
    """Whether every total is the sum of its cells, as far as is shown and rounding aside: it is a table of counts."""
    slack = BASE // 2 if all((value or 0) % BASE == 0 for row in values for value in row) else 0
    whole = False
    for total, parts in _sums(values, total_row, total_column):
        shown, all_of_it = values[total[0]][total[1]], [values[row][column] for row, column in parts]
        known = [value for value in all_of_it if value is not None]
        if shown is None:
            continue
        spare = slack * (len(all_of_it) + 1)
        if sum(known) > shown + spare or (len(known) == len(all_of_it) and sum(known) < shown - spare):
            return False
        whole = whole or shown > 0
    return whole


_At = tuple[int, int]
_Bounds = tuple[float, float]
_ENDLESS = float("inf")
_MOST_ROUNDS = 100
"""Bounds that come closer by one at a time would never be done in a table of large counts."""


def _total(headings: Sequence[str]) -> int | None:
    found = [at for at, heading in enumerate(headings) if _IS_A_TOTAL.fullmatch(heading.strip(" :").casefold())]
    return next((at for at in found if at in (0, len(headings) - 1)), None)


def _sums(
    values: Sequence[Sequence[Value]], total_row: int | None, total_column: int | None
) -> Iterator[tuple[_At, list[_At]]]:
    """Give every total with the cells it is the sum of."""
    rows, columns = range(len(values)), range(len(values[0]) if values else 0)
    if total_column is not None:
        for row in rows:
            yield (row, total_column), [(row, column) for column in columns if column != total_column]
    if total_row is not None:
        for column in columns:
            yield (total_row, column), [(row, column) for row in rows if row != total_row]


def _bounds(value: Value, base: int) -> _Bounds:
    if value is None:
        return 0, _ENDLESS
    return (value, value) if not base or not value else (value - base // 2, value + (base - 1) // 2)


def _narrow(bounds: dict[_At, _Bounds], sums: list[tuple[_At, list[_At]]]) -> None:
    """Draw the bounds closer for as long as a sum says more than was known."""
    changed, rounds = True, 0
    while changed and (rounds := rounds + 1) <= _MOST_ROUNDS:
        changed = False
        for total, parts in sums:
            lows, highs = [bounds[part][0] for part in parts], [bounds[part][1] for part in parts]
            least, open_ended = sum(lows), sum(high == _ENDLESS for high in highs)
            most = sum(high for high in highs if high != _ENDLESS)
            changed |= _closer(bounds, total, least, _ENDLESS if open_ended else most)
            for part, low, high in zip(parts, lows, highs, strict=True):
                endless = open_ended > (high == _ENDLESS)
                others = most - (0 if high == _ENDLESS else high)
                at_least = bounds[total][0] - (_ENDLESS if endless else others)
                changed |= _closer(bounds, part, at_least, bounds[total][1] - (least - low))


def _closer(bounds: dict[_At, _Bounds], at: _At, least: float, most: float) -> bool:
    """Draw the bounds of one cell closer, if this says more of it and does not go against what was known."""
    low, high = bounds[at]
    closer = max(low, least), min(high, most)
    if closer == (low, high) or closer[0] > closer[1]:
        return False
    bounds[at] = closer
    return True


def _judged(values: Sequence[Sequence[Value]], bounds: dict[_At, _Bounds], threshold: int) -> Iterator[UnsafeCell]:
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            low, high = bounds[row, column]
            if value is not None and 0 < value < threshold and high < threshold:
                yield UnsafeCell(row, column, "small", value, value)
            elif value is None and (high < threshold or low == high):
                yield UnsafeCell(row, column, "follows", int(low), int(high))
