"""A metric beside deprivation, small area by small area, from protected counts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes_xl.cohorts.cohort_figures import CohortFigures
from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.cohorts.cohort_words import not_known
from outcomes_xl.cohorts.group_definition import Grouping

_AREAS = ("Ward", "Lower super output area", "Locality or hub area", "Setting or school")


@dataclass(frozen=True)
class WardProfile:
    """Areas with their figures, and the share of each one's people at either end of a scale of deprivation."""

    area: Grouping
    scale: Grouping
    ends: tuple[str, str]
    rows: tuple[tuple[CohortFigures, tuple[int | None, int | None]], ...]

    @property
    def some_withheld(self) -> bool:
        return any(None in shares for _, shares in self.rows)

    @property
    def dots(self) -> int:
        """How many areas have both their own share and the share of the first end: what can be drawn."""
        return sum(one.share is not None and shares[0] is not None for one, shares in self.rows)


def ward_profiles(result: CohortResult) -> Iterator[WardProfile]:
    """Yield a profile for each column of areas that was crossed with one of deprivation."""
    for area in result.names:
        if result.grouping(area).word not in _AREAS:
            continue
        for scale in result.scales:
            labels = [label for label in result.grouping(scale).labels if label != not_known()]
            ends = (labels[0], labels[-1])
            yield WardProfile(
                result.grouping(area),
                result.grouping(scale),
                ends,
                tuple(
                    (one, (_share(result, one, scale, ends[0]), _share(result, one, scale, ends[1])))
                    for one in result.cohorts
                    if one.of[0][0] == area
                ),
            )


def _share(result: CohortResult, area: CohortFigures, scale: str, end: str) -> int | None:
    """Return the share of an area's people at one end of a scale, in whole per cent; None where a count is withheld."""
    both = {*area.of, (scale, end)}
    people, every = None, area.counts.people
    for one in result.crossings:
        if set(one.of) == both:
            people = one.counts.people
            break
    else:
        people = 0  # nobody there: such a crossing is not shown
    if people is None or not every:
        return None
    return min(100, (200 * people + every) // (2 * every))
