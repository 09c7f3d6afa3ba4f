"""A share or a rate held against the count and the base that stand in its own row.

Which columns a figure is made of stands in data/sources/made_of.csv. Publishers round (counts to 5 or 10, shares to a
whole number) and now and then standardise, so where it is not so by definition a file's other rows say first whether
the figure is that quotient: where they agree and one row does not, one of its three cells is wrong; where all are off
by the same power of ten, the column counts in another unit than is thought.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.reading.figures import Number, decimals, figure_in_file
from outcomes_xl.sources.answer_wording import in_unit, said_figure
from outcomes_xl.sources.published.published_rows import PublishedFile, PublishedRow, position
from outcomes_xl.sources.published.series import Sighting

_FILE = "sources/made_of.csv"
_HEADINGS = ("publisher", "value", "count", "base", "always", "provenance")
_MOST_ROWS = 24
"""As many of a file's other rows are looked at; more would say the same."""
_FEWEST = 4
_POWERS = (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5)
_MOST_OF_THEM = 0.8
_SLACK = 0.02
"""What is left for a base of another day: a revised population, a count of children for one of episodes."""
_RATE = re.compile(r"per (10{2,}|1,000|10,000|100,000)")


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A publisher's column of figures, the column of its count, and those that make its base added up.

    ``always``: the figure is that by its definition; else a file's other rows have to say so first.
    """

    publisher: str
    value: str
    count: str
    base: tuple[str, ...]
    always: bool


@cache
def made_of() -> tuple[MadeOf, ...]:
    """Return what columns of figures are made of. Raises DataMistake for a line that lacks something."""
    return tuple(
        MadeOf(
            line.needed("publisher"),
            line.needed("value"),
            line.needed("count"),
            tuple(one.strip() for one in line.needed("base").split(" + ")),
            line["always"] == "yes",
        )
        for line in read_lines(resources.files("outcomes_xl") / "data", _FILE, _HEADINGS)
        if line.needed("provenance")
    )


def against_its_own_row(one: Sighting, unit: str) -> Iterator[str]:
    """Say where the numbers in the latest figure's own row make another, or make all of its column another unit."""
    found, columns = one.latest.figure, _columns(one)
    if columns is None or not isinstance(found, Number) or one.latest.inputs or one.other_unit:
        return
    factor = _factor(unit)
    ours = _Quotient.of(one.latest.row, columns, factor)
    if ours is None:
        return
    others = list(_others(one, columns, factor))
    power = _power(others) if len(others) >= _FEWEST else None
    if power is None and not columns.always:
        return
    power = power or 0
    made = f"{said_figure(Number(ours.count))} of {said_figure(Number(ours.base))}"
    if not ours.agrees(power):
        would = in_unit(Number(_short(ours.quotient * 10.0**power)), unit)
        yield f"By its own row, {made}, it would be {would}: one of the three is wrong."
    elif power:
        size = f"{10 ** abs(power):,} times too {'large' if power > 0 else 'small'}"
        kind = f"figures {'in ' if unit == '%' else ''}{unit}"
        yield f"By the numbers beside it, {made}, this column is {size} for {kind}: it counts in another unit."


def _power(others: Sequence[_Quotient]) -> int | None:
    """Return the power of ten by which most printed figures are their quotients, 0 for as they are; None for none."""
    enough = _MOST_OF_THEM * len(others)
    return next((power for power in _POWERS if sum(other.agrees(power) for other in others) >= enough), None)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a figure, its count and the parts of its base stand in a file."""

    value: int
    count: int
    base: tuple[int, ...]
    always: bool


def _columns(one: Sighting) -> _Columns | None:
    """Return where the figure, its count and its base stand; None where the file has not all of them."""
    value = position(one.file.at, one.series.value)
    for line in made_of() if value is not None else ():
        if line.publisher != one.file.publisher or position(one.file.at, line.value) != value:
            continue
        count = position(one.file.at, line.count)
        base = [position(one.file.at, name) for name in line.base]
        if value is not None and count is not None and all(at is not None for at in base):
            return _Columns(value, count, tuple(at for at in base if at is not None), line.always)
    return None


def _factor(unit: str) -> float:
    if unit == "%":
        return 100
    rate = _RATE.fullmatch(unit)
    return float(rate[1].replace(",", "")) if rate else 1


def _others(one: Sighting, columns: _Columns, factor: float) -> Iterator[_Quotient]:
    left = _MOST_ROWS
    for row in _rows(one.file):
        if row is one.latest.row or (quotient := _Quotient.of(row, columns, factor)) is None:
            continue
        if not quotient.printed or not quotient.count:
            continue  # a nought is a nought in every unit
        yield quotient
        left -= 1
        if not left:
            return


def _rows(file: PublishedFile) -> Iterable[PublishedRow]:
    yield from file.beside
    yield from file.rows


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A row's printed figure beside its count over its base, in the figure's own unit, with what rounding allows."""

    printed: float
    rounded: float
    count: float
    base: float
    quotient: float
    low: float
    high: float

    @classmethod
    def of(cls, row: PublishedRow, columns: _Columns, factor: float) -> _Quotient | None:
        numbers = _numbers(row.cells, (columns.value, columns.count, *columns.base))
        if numbers is None:
            return None
        printed, over, *under = numbers
        whole = sum(under)
        if printed < 0 or over < 0 or whole <= 0:
            return None
        off, off_base = _rounded(over), sum(map(_rounded, under))
        low = factor * max(0.0, over - off) / (whole + off_base)
        high = factor * (over + off) / (whole - off_base) if whole > off_base else math.inf
        return cls(printed, 0.5 * 10.0 ** -decimals(printed), over, whole, factor * over / whole, low, high)

    def agrees(self, power: int) -> bool:
        """Whether the printed figure is the quotient, times this power of ten, as near as rounding lets it be."""
        scale = 10.0**power
        low, high = self.low * scale * (1 - _SLACK), self.high * scale * (1 + _SLACK)
        return low - self.rounded <= self.printed <= high + self.rounded


def _numbers(cells: Sequence[str], columns: Iterable[int]) -> list[float] | None:
    found = []
    for at in columns:
        read = figure_in_file(cells[at].strip()) if at < len(cells) else None
        if not isinstance(read, Number):
            return None
        found.append(float(read.value))
    return found


def _rounded(number: float) -> float:
    """Return by how much a count may have been rounded: those that end in 0 or 5 may be to the nearest 10 or 5."""
    if not number.is_integer():
        return 0.5 * 10.0 ** -decimals(number)
    return 5.0 if number % 10 == 0 else 2.5 if number % 5 == 0 else 0.5


def _short(number: float) -> float:
    return float(f"{number:.3g}")
