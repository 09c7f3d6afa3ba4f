"""Where a figure would go if the last years' movement went on, and how unsure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from outcomes_xl.targets.intervals import USUAL
from outcomes_xl.targets.quantiles import t_quantile
from outcomes_xl.targets.straight_path import PathPoint

FEWEST_YEARS = 4
"""Fewer comparable years than this say nothing of a movement."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A straight line through the last years carried on to a month: its value there, and between what it may lie."""

    value: float
    lower: float
    upper: float
    years: int
    slope: float
    """By how much it moves in a year."""


def projected(figures: Sequence[PathPoint], at: int, lowest: float | None, highest: float | None) -> Projection | None:
    """Return the projection to the month ``at``; None from fewer than four figures, or for a time already reached.

    None also where the figures lie on one straight line: nothing then says how unsure it is, and it is not sure.

    The line of least squares, with the 95 per cent prediction interval of one more observation:
    ŷ ± t s √(1 + 1/n + (x - x̄)² / Σ(xᵢ - x̄)²), with t of n - 2 degrees and s² = Σ(yᵢ - ŷᵢ)² / (n - 2). What a figure
    cannot be (below ``lowest``, above ``highest``) is cut off. That the figures are
    comparable is the caller's to know.
    """
    number = len(figures)
    if number < FEWEST_YEARS or at <= max(point.at for point in figures):
        return None
    times, values = [point.at / 12 for point in figures], [point.value for point in figures]
    middle, height = fmean(times), fmean(values)
    spread = sum((time - middle) ** 2 for time in times)
    slope = sum((time - middle) * (value - height) for time, value in zip(times, values, strict=True)) / spread
    rest = sum((value - height - slope * (time - middle)) ** 2 for time, value in zip(times, values, strict=True)) / (
        number - 2
    )
    if math.sqrt(rest) <= 1e-9 * max(1.0, *(abs(one) for one in values)):
        return None
    away = at / 12 - middle
    around = t_quantile(1 - USUAL, number - 2) * math.sqrt(rest * (1 + 1 / number + away * away / spread))
    value = height + slope * away

    def possible(one: float) -> float:
        least = one if lowest is None else max(one, lowest)
        return least if highest is None else min(least, highest)

    return Projection(possible(value), possible(value - around), possible(value + around), number, slope)
