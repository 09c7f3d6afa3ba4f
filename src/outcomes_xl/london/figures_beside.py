"""Published figures side by side as values: each borough's line, and a metric's comparison."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.funnel import FunnelLimits
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.places_in_order import median
from outcomes_xl.reading.figures import decimals

RANKED = {"Higher is better": True, "Lower is better": False}
"""The directions in which places are given, and whether the highest comes first."""
_FEWEST_RANKED = 3
_MOST_DECIMALS = {"£": 0, "%": 1}
"""As many as the Summary and the report show of a unit; of another one, and two of what is less than 1."""


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

    @property
    def to_read(self) -> str:
        """The figure with no more decimals than one reads: 75.1 for 75.08311458, a symbol as it is."""
        if self.value is None:
            return self.shown
        most = _MOST_DECIMALS.get(self.unit, 2 if abs(self.value) < 1 else 1)
        return f"{self.value:,.{min(most, decimals(self.value))}f}"


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
        return self.mean is None and self.metric.polarity in RANKED and len(self.values) >= _FEWEST_RANKED

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
        if self.metric.polarity not in RANKED:
            return "Nobody has agreed which way is better."
        return f"Only {len(self.values)} can be compared."
