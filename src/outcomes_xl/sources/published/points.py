"""One period's figure of a series, and when two figures are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outcomes_xl.reading.figures import Blank, Figure, NotAFigure, NotCollected, Number, Suppressed, decimals
from outcomes_xl.reading.periods import Period
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.published.part_sums import Partial
from outcomes_xl.sources.published.published_rows import AreaKind, PublishedRow

JUDGEMENT = "judgement"
"""The unit of a metric whose figures are words."""
SAME = "same definition"
UNTOLD = "a period that cannot be told"
"""What stands for a period where nothing in a file says it, or says it so that it is understood."""
SEVERAL = NotAFigure("several figures")
"""What stands for an area that has several figures for one period, so that none is theirs."""
_A_YEAR = 360
_DASHES = frozenset({Suppressed("-"), Suppressed("--")})


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that another was worked out from, or stands beside: its name, what it is, and in which unit."""

    name: str
    figure: Figure
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One period's figure. ``label`` is the period in the metric's own year, ``period`` None when it says none.

    ``added`` is how many parts were added up, 0 where the figure stands as printed. Where the sum is ``partial``,
    ``figure`` is what stands in the first missing part: a symbol or a blank, and never a number. ``inputs`` are what a
    figure was worked out from. ``said`` is what a period of another kind of year than the metric's says all the same:
    by it the newest is found, and nothing is judged.
    """

    label: str
    period: Period | None
    figure: Figure
    row: PublishedRow
    printed_otherwise: bool = False
    added: int = 0
    partial: Partial | None = None
    inputs: tuple[Input, ...] = ()
    said: Period | None = None

    @property
    def order(self) -> tuple[bool, date, str]:
        told = self.period or self.said
        return (self.period is not None, told.end if told else date.min, self.row.period)

    @property
    def is_part(self) -> bool:
        """Whether it is for a part of a year: a term, a quarter; a single day stands for its year."""
        days = (self.said.end - self.said.start).days if self.said else 0
        return bool(self.row.part) or 0 < days < _A_YEAR

    @property
    def combined(self) -> bool:
        return self.row.place is AreaKind.JOINT or "combined" in folded(self.row.note)


def not_yet(point: Point, today: date) -> str:
    """Say of a period nobody can have counted whether it "has not come yet" or "is not over yet"."""
    told = point.period or point.said
    return "is not over yet" if told is not None and told.start <= today else "has not come yet"


def agree(left: Figure, right: Figure) -> bool:
    """Whether two sources print the same figure, to as many decimals as the shorter one has.

    A dash says nothing of why there is no figure, so it agrees with every symbol and blank.
    """
    if isinstance(left, Number) and isinstance(right, Number):
        both = min(decimals(left.value), decimals(right.value))
        return abs(left.value - right.value) <= 0.5 * 10.0**-both + 1e-9
    if left in _DASHES or right in _DASHES:
        return not isinstance(left, Number) and not isinstance(right, Number)
    return left == right


def in_a_cell(found: Figure) -> int | float | str | None:
    """Return a figure as it goes into a cell: a number, a published symbol or word, or None for a blank."""
    match found:
        case Number(value):
            return value
        case Suppressed("suppressed"):
            return None  # said in a note; the cell itself is blank
        case Suppressed(symbol):
            return symbol
        case NotCollected(word):
            return word
        case Blank() | NotAFigure():
            return None
