"""Published figures side by side, and only what may be: one metric, unit, kind of period, period and definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.counts_file import GivenCounts
from outcomes_xl.london.expected_ranges import in_a_funnel
from outcomes_xl.london.figures_beside import RANKED, Comparison, FigureBeside
from outcomes_xl.london.gathered import PublishedHere
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.places_in_order import fifth, place_in_words, places
from outcomes_xl.london.why_not_compared import (
    JUDGEMENT,
    NEARLY,
    NO_FIGURE,
    OTHER_DEFINITION,
    OTHER_PERIOD,
    OTHER_UNIT,
    TINY,
    UNREADABLE,
    WITHHELD,
)
from outcomes_xl.reading.figures import Blank, Figure, Number, Suppressed, figure
from outcomes_xl.reading.periods import parse_period

_TINY = "E09000001"
_IN_WORDS = "judgement"
"""The unit of a metric whose figure is a word, such as Outstanding."""


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
        if self._picture.too_many:
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
        _why_not(taken, here, read, otherwise),
    )


def _why_not(taken: Taken, here: PublishedHere, read: Figure, otherwise: bool) -> str:
    if isinstance(read, Suppressed) and read.withheld:
        return WITHHELD
    if why := NEARLY.get(here.found):
        return why
    if isinstance(read, Suppressed):
        return read.meaning
    if isinstance(read, Blank):
        return NO_FIGURE
    if not isinstance(read, Number):
        return JUDGEMENT if here.unit == _IN_WORDS else UNREADABLE
    if taken.borough.code == _TINY:
        return TINY
    return OTHER_DEFINITION if otherwise else ""


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
    order = places(values, high_first=RANKED[made.metric.polarity])
    of = len(values)
    lines = [
        replace(line, place=place_in_words(order[code], of), fifth=fifth(order[code], of))
        if (code := line.taken.borough.code) in order and not line.why_not
        else line
        for line in made.lines
    ]
    return replace(made, lines=tuple(lines))
