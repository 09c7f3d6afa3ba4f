"""A metric's own bounds, held against all that stands beside its figure as well: London, England, neighbours, years.

What no such metric can be is left out of a comparison and named; the latest figure itself stays, with a caution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from outcomes_xl.framework.entries import Metric
from outcomes_xl.reading.figures import Blank, Figure, Number
from outcomes_xl.sources.answer_wording import with_unit
from outcomes_xl.sources.published.points import Point
from outcomes_xl.sources.published.published_rows import AreaKind

Place = TypeVar("Place", AreaKind, str)


def beyond(metric: Metric, found: Figure) -> str:
    """Say how a number is outside what a metric can be: "is above 100, the most this metric can be"; "" inside."""
    if not isinstance(found, Number):
        return ""
    if metric.lowest is not None and found.value < metric.lowest:
        return f"is below {metric.lowest:g}, the least this metric can be"
    if metric.highest is not None and found.value > metric.highest:
        return f"is above {metric.highest:,g}, the most this metric can be"
    return ""


def inside(metric: Metric, figures: Mapping[Place, Figure]) -> dict[Place, Figure]:
    """Return the figures that a metric can be."""
    return {place: figure for place, figure in figures.items() if not beyond(metric, figure)}


def history_inside(
    metric: Metric, history: Sequence[Point], latest: str
) -> tuple[tuple[Point, ...], dict[str, Figure]]:
    """Return the periods with nothing in place of what a metric cannot be, and what that was; the latest stays."""
    odd = {point.label: point.figure for point in history if point.label != latest and beyond(metric, point.figure)}
    return tuple(replace(point, figure=Blank()) if point.label in odd else point for point in history), odd


def said_outside(metric: Metric, figures: Mapping[Place, Figure]) -> Iterator[str]:
    """Name what was left out: "Left out: England 2,450% is above 100, the most this metric can be"."""
    odd = [(place, figure) for place, figure in figures.items() if beyond(metric, figure)]
    if odd:
        place, figure = odd[0]
        more = f" (and {len(odd) - 1} more)" if len(odd) > 1 else ""
        yield f"Left out: for {place} stands {with_unit(figure, metric)}{more}, which {beyond(metric, figure)}."
