"""The path to a target: a straight line from the baseline over the milestones, in calendar months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from outcomes_xl.reading.periods import Period


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A value at a period's end. ``at`` counts months, so that years are equally long."""

    at: int
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class StraightPath:
    """The points given, the earliest first; between two of them the path is straight."""

    points: tuple[PathPoint, ...]

    @classmethod
    def through(cls, points: Iterable[PathPoint]) -> StraightPath:
        """Return the path through points in whatever order they were typed."""
        return cls(tuple(sorted(points, key=lambda point: point.at)))

    def value_at(self, at: int) -> float | None:
        """Return the path's value in a month: v1 + (v2 - v1)(t - t1)/(t2 - t1). None before and after it."""
        for point in self.points:
            if point.at == at:
                return point.value
        for one, next_one in pairwise(self.points):
            if one.at < at < next_one.at:
                return one.value + (next_one.value - one.value) * (at - one.at) / (next_one.at - one.at)
        return None


def month_of(period: Period) -> int:
    """Return the month a period ends in, counted from the year 0."""
    return period.end.year * 12 + period.end.month


def point(period: Period, value: float) -> PathPoint:
    return PathPoint(month_of(period), value, period.label)
