"""Published figures side by side, and only what may be: one metric, unit, kind of period, period and definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.counts_file import GivenCounts
from outcomes_xl.london.funnel import BASES, FEWEST, FunnelLimits, limits
from outcomes_xl.london.gathered import PublishedHere
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.places_in_order import fifth, median, place_in_words, places
from outcomes_xl.london.why_not_compared import (
    NEARLY,
    NO_COUNTS,
    NO_FIGURE,
    OTHER_DEFINITION,
    OTHER_PERIOD,
    OTHER_UNIT,
    TINY,
    UNREADABLE,
    WITHHELD,
)
from outcomes_xl.reading.figures import Number, Suppressed, figure
from outcomes_xl.reading.periods import parse_period

_TINY = "E09000001"
_ROUNDED = 5.0
"""How far a count rounded to ten may be from the real one."""
_RANKED = {"Higher is better": True, "Lower is better": False}
_FEWEST_RANKED = 3


@dataclass(frozen=True, slots=True)
class FigureBeside:
    """One borough's published figure for a metric: what it says, and its place or range, or why it has none.

    ``row`` is its row on Data availability. ``counts`` are what it was worked out from, how many out of how many.
    """

    metric: Metric
    taken: Taken
    row: int
    shown: str
    value: float | None
    unit: str
    period: str
    why_not: str = ""
    place: str = ""
    fifth: int | None = None
    counts: tuple[float, float] | None = None
    limits: FunnelLimits | None = None
    expected: str = ""


@dataclass(frozen=True)
class Comparison:
    """One metric's published figures. ``unit`` and ``period`` are those most of the boroughs have, the later of two.

    ``mean`` is London's own figure from the counts together, None where no counts are given.
    """

    metric: Metric
    unit: str
    period: str
    lines: tuple[FigureBeside, ...]
    mean: float | None = None

    @cached_property
    def compared(self) -> tuple[FigureBeside, ...]:
        return tuple(line for line in self.lines if not line.why_not)

    @cached_property
    def values(self) -> list[float]:
        return [line.value for line in self.compared if line.value is not None]

    @property
    def median(self) -> float | None:
        return median(self.values)

    @property
    def ranked(self) -> bool:
        """Whether places are given: a direction is agreed, there are enough areas, and no counts say more than that."""
        return self.mean is None and self.metric.polarity in _RANKED and len(self.values) >= _FEWEST_RANKED

    def in_range(self, words: str) -> int | None:
        """Return how many lie within, above or below the expected range; None where no counts are given."""
        if self.mean is None:
            return None
        return sum(line.expected.startswith(words) for line in self.lines)

    @property
    def fell_out(self) -> str:
        """How many fell out, and why: "2 withheld by the publisher; 1 for another period"."""
        why = Counter(line.why_not for line in self.lines if line.why_not)
        return "; ".join(
            f"{many} {reason}" for reason, many in sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    @property
    def why_no_place(self) -> str:
        """Why no borough has a place, "" where they have."""
        if self.ranked:
            return ""
        if self.mean is not None:
            return "Counts are given: told as a range."
        if self.metric.polarity not in _RANKED:
            return "Nobody has agreed which way is better."
        return f"Only {len(self.values)} can be compared."


class Comparisons:
    """The comparison of each metric that any workbook has a published figure of, or a publisher's symbol for one.

    Those of few boroughs are made once; those of thousands each time they are gone through.
    """

    def __init__(self, picture: Picture, counts: GivenCounts) -> None:
        self._picture, self._counts = picture, counts
        self._made: tuple[Comparison, ...] | None = None

    def __iter__(self) -> Iterator[Comparison]:
        if self._made is not None:
            return iter(self._made)
        made = (one for metric in self._picture.metrics if (one := _of(metric, self._picture, self._counts)))
        if not self._picture.side_by_side:
            return made
        self._made = tuple(made)
        return iter(self._made)


def comparisons(picture: Picture, counts: GivenCounts | None = None) -> Comparisons:
    """Return what can be set side by side. ``counts`` are those behind the figures, where they are given."""
    return Comparisons(picture, counts or GivenCounts())


def _of(metric: Metric, picture: Picture, counts: GivenCounts) -> Comparison | None:
    lines = [_line(metric, here, picture) for here in picture.gathered.published.get(metric.id, ())]
    if not lines:
        return None
    fit = [line for line in lines if not line.why_not]
    unit = metric.unit if any(line.unit == metric.unit for line in fit) else _most(line.unit for line in fit)
    fit = [line for line in fit if line.unit == unit]
    period = _latest_of_most(fit, metric)
    lines = [_fitting(line, unit, period) for line in lines]
    return _placed(in_a_funnel(Comparison(metric, unit, period, tuple(lines)), counts))


def _line(metric: Metric, here: PublishedHere, picture: Picture) -> FigureBeside:
    taken = picture.taken[here.at]
    read = figure(here.figure)
    value = float(read.value) if isinstance(read, Number) else None
    period = parse_period(here.period, metric.period_kind)
    otherwise = (here.at, metric.id) in picture.gathered.defined_otherwise
    return FigureBeside(
        metric,
        taken,
        here.row,
        "" if here.figure is None else str(here.figure),
        value,
        str(here.unit or metric.unit),
        str(period or here.period or ""),
        _why_not(taken, here, value, isinstance(read, Suppressed), otherwise),
    )


def _why_not(taken: Taken, here: PublishedHere, value: float | None, withheld: bool, otherwise: bool) -> str:
    if withheld:
        return WITHHELD
    if why := NEARLY.get(here.found):
        return why
    if value is None:
        return UNREADABLE if here.figure is not None else NO_FIGURE
    if taken.borough.code == _TINY:
        return TINY
    return OTHER_DEFINITION if otherwise else ""


# Where counts are given -----------------------------------------------------------------------------------------------


def in_a_funnel(made: Comparison, counts: GivenCounts) -> Comparison:
    """Return a comparison with each borough's expected range about London's figure, where counts are given.

    A borough's counts are used where they give its figure, as it was published; three areas make a London.
    """
    if made.unit not in BASES or not counts.found:
        return made
    lines = [_with_counts(line, counts) for line in made.lines]
    given = [line for line in lines if line.counts and not line.why_not]
    if len(given) < FEWEST:
        return made
    events, out_of = (sum(line.counts[part] for line in given if line.counts) for part in (0, 1))
    mean = BASES[made.unit] * events / out_of
    return replace(made, lines=tuple(_in_its_range(line, made.unit, mean) for line in lines), mean=mean)


def _with_counts(line: FigureBeside, counts: GivenCounts) -> FigureBeside:
    found = counts.of(line.metric.id, line.taken.borough.code, line.period)
    return replace(line, counts=found) if found and _give_the_figure(line, *found) else line


def _give_the_figure(line: FigureBeside, count: float, out_of: float) -> bool:
    """Whether counts give the figure, as far as rounding lets one say: publishers round counts to five or ten."""
    base = BASES.get(line.unit)
    if line.value is None or base is None or (line.unit == "%" and count > out_of):
        return False
    decimals = len(line.shown.partition(".")[2])
    allowed = 0.51 * 0.1 ** min(decimals, 2) + base * _ROUNDED / out_of
    return abs(line.value - base * count / out_of) <= allowed


def _in_its_range(line: FigureBeside, unit: str, mean: float) -> FigureBeside:
    if line.why_not:
        return line
    if line.counts is None:
        return replace(line, expected=NO_COUNTS)
    found = limits(unit, line.counts[1], mean)
    return replace(line, limits=found, expected=found.word(BASES[unit] * line.counts[0] / line.counts[1]))


# Where they are not ---------------------------------------------------------------------------------------------------


def _most(words: Iterable[str]) -> str:
    return max(Counter(words).items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))[0]


def _latest_of_most(lines: list[FigureBeside], metric: Metric) -> str:
    """Return the period that most boroughs have a figure for, the later of two."""
    many = Counter(line.period for line in lines)

    def order(period: str) -> tuple[int, str]:
        return many[period], _sortable(period, metric)

    return max(many, key=order, default="")


def _sortable(period: str, metric: Metric) -> str:
    read = parse_period(period, metric.period_kind)
    return read.end.isoformat() if read is not None else period


def _fitting(line: FigureBeside, unit: str, period: str) -> FigureBeside:
    if line.why_not:
        return line
    why = OTHER_UNIT if line.unit != unit else OTHER_PERIOD if line.period != period else ""
    return replace(line, why_not=why)


def _placed(made: Comparison) -> Comparison:
    if not made.ranked:
        return made
    values = {line.taken.borough.code: line.value for line in made.compared if line.value is not None}
    order = places(values, high_first=_RANKED[made.metric.polarity])
    of = len(values)
    lines = [
        replace(line, place=place_in_words(order[code], of), fifth=fifth(order[code], of))
        if (code := line.taken.borough.code) in order and not line.why_not
        else line
        for line in made.lines
    ]
    return replace(made, lines=tuple(lines))
