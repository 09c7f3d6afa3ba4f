"""A metric's own bounds, held against all that stands beside its figure as well: London, England, neighbours, years.

What no such metric can be is left out of a comparison and named; the latest figure itself stays, with a caution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from outcomes_xl.framework.entries import Metric
from outcomes_xl.model import Value
from outcomes_xl.reading.figures import Figure, Number
from outcomes_xl.sources.answer_wording import with_unit
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
    metric: Metric, history: Sequence[tuple[str, Value]], latest: str
) -> tuple[tuple[tuple[str, Value], ...], dict[str, Figure]]:
    """Return the periods with nothing in place of what a metric cannot be, and what that was; the latest stays."""
    odd: dict[str, Figure] = {
        label: Number(value)
        for label, value in history
        if label != latest and isinstance(value, int | float) and beyond(metric, Number(value))
    }
    return tuple((label, None if label in odd else value) for label, value in history), odd


def said_outside(metric: Metric, figures: Mapping[Place, Figure]) -> Iterator[str]:
    """Name what was left out: "Left out: England 2,450% is above 100, the most this metric can be"."""
    odd = [(place, figure) for place, figure in figures.items() if beyond(metric, figure)]
    if odd:
        place, figure = odd[0]
        more = f" (and {len(odd) - 1} more)" if len(odd) > 1 else ""
        yield f"Left out: for {place} stands {with_unit(figure, metric)}{more}, which {beyond(metric, figure)}."
