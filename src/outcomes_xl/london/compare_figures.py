"""Published figures side by side, and only what may be: one metric, unit, kind of period, period and definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.places_in_order import fifth, median, place_in_words, places
from outcomes_xl.london.returns import AnswerRow
from outcomes_xl.reading.figures import Number, Suppressed, figure
from outcomes_xl.reading.periods import parse_period

WITHHELD = "withheld by the publisher"
PARTIAL = "a part of the figure only"
IN_GROUPS = "published for groups, not for all together"
CAUTION = "found with a caution: it may be defined otherwise"
JOINT = "published together with a neighbour"
OTHER_UNIT = "in another unit"
OTHER_PERIOD = "for another period"
OTHER_DEFINITION = "the workbook defines the metric otherwise"
TINY = "too few children to be set beside others"
UNREADABLE = "not a figure that can be read"
NO_FIGURE = "no figure"
_TINY = "E09000001"
_RANKED = {"Higher is better": True, "Lower is better": False}
_FEWEST_RANKED = 3
_NEARLY: dict[str, str] = {
    "Published, but withheld for your borough": WITHHELD,
    "Found, suppressed": WITHHELD,
    "Found, partial sum": PARTIAL,
    "Found, in groups": IN_GROUPS,
    "Found, with a caution": CAUTION,
    "Found, combined with a neighbour": JOINT,
    "More than one candidate": UNREADABLE,
    "Could not be read": UNREADABLE,
}


@dataclass(frozen=True)
class FigureBeside:
    """One borough's published figure for a metric: what it says, and its place, or why it has none."""

    metric: Metric
    taken: Taken
    answer: AnswerRow
    shown: str
    value: float | None
    unit: str
    period: str
    why_not: str = ""
    place: str = ""
    fifth: int | None = None


@dataclass(frozen=True)
class Comparison:
    """One metric's published figures. ``unit`` and ``period`` are those most of the boroughs have, the later of two."""

    metric: Metric
    unit: str
    period: str
    lines: tuple[FigureBeside, ...]

    @property
    def compared(self) -> tuple[FigureBeside, ...]:
        return tuple(line for line in self.lines if not line.why_not)

    @property
    def values(self) -> list[float]:
        return [line.value for line in self.compared if line.value is not None]

    @property
    def median(self) -> float | None:
        return median(self.values)

    @property
    def ranked(self) -> bool:
        """Whether places are given: a direction is agreed, and there are enough areas."""
        return self.metric.polarity in _RANKED and len(self.values) >= _FEWEST_RANKED

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
        if self.metric.polarity not in _RANKED:
            return "Nobody has agreed which way is better."
        return f"Only {len(self.values)} can be compared."


def comparisons(picture: Picture) -> tuple[Comparison, ...]:
    """Return each metric of which any borough's workbook has a published figure or a publisher's symbol for one."""
    return tuple(made for metric in picture.metrics if (made := _of(metric, picture)))


def _of(metric: Metric, picture: Picture) -> Comparison | None:
    lines = list(_lines(metric, picture))
    if not lines:
        return None
    fit = [line for line in lines if not line.why_not]
    unit = metric.unit if any(line.unit == metric.unit for line in fit) else _most(line.unit for line in fit)
    fit = [line for line in fit if line.unit == unit]
    period = _latest_of_most(fit, metric)
    lines = [_fitting(line, unit, period) for line in lines]
    return _placed(Comparison(metric, unit, period, tuple(lines)))


def _lines(metric: Metric, picture: Picture) -> Iterator[FigureBeside]:
    for taken in picture.taken:
        answer = picture.answers.get((metric.id, taken.borough.code))
        if answer is None or not answer.found or (answer.found_figure is None and answer.found not in _NEARLY):
            continue
        read = figure(answer.found_figure)
        value = float(read.value) if isinstance(read, Number) else None
        period = parse_period(answer.found_period, metric.period_kind)
        yield FigureBeside(
            metric,
            taken,
            answer,
            "" if answer.found_figure is None else str(answer.found_figure),
            value,
            str(answer.found_unit or metric.unit),
            str(period or answer.found_period or ""),
            _why_not(metric, taken, answer, value, isinstance(read, Suppressed)),
        )


def _why_not(metric: Metric, taken: Taken, answer: AnswerRow, value: float | None, withheld: bool) -> str:
    if withheld:
        return WITHHELD
    if why := _NEARLY.get(str(answer.found)):
        return why
    if value is None:
        return UNREADABLE if answer.found_figure is not None else NO_FIGURE
    if taken.borough.code == _TINY:
        return TINY
    if any(row.metric_id == metric.id for row in taken.reading.own_metrics):
        return OTHER_DEFINITION
    return ""


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
    return _with(line, why_not=why)


def _placed(made: Comparison) -> Comparison:
    if not made.ranked:
        return made
    values = {line.taken.borough.code: line.value for line in made.compared if line.value is not None}
    order = places(values, high_first=_RANKED[made.metric.polarity])
    of = len(values)
    lines = [
        _with(line, place=place_in_words(order[code], of), fifth=fifth(order[code], of))
        if (code := line.taken.borough.code) in order and not line.why_not
        else line
        for line in made.lines
    ]
    return Comparison(made.metric, made.unit, made.period, tuple(lines))


def _with(line: FigureBeside, **more: object) -> FigureBeside:
    return replace(line, **more)  # type: ignore[arg-type]
