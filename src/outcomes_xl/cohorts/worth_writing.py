"""Whether a cohort tells anything: one of withheld groups only is no answer, and stands in the way of later ones."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import in_a_list

_FEW = 4
"""Beside what was told before, an output tells next to nothing of which fewer groups than one in so many are shown."""


def must_tell_something(result: CohortResult, before: Sequence[Released]) -> None:
    """Raise CannotUse where no group of any column could be shown, or next to none beside what was told before.

    Such an output would go on the register all the same, and everything asked later would be solved beside it. That it
    is refused tells no more than its withheld cells would have.
    """
    groups = result.cohorts
    shown = sum(one.share is not None for one in groups)
    if not groups or (shown and (not before or shown * _FEW >= len(groups))):
        return
    beside = f", beside what was told of these {result.people(None)} before" if before else ""
    by = in_a_list([grouping.name for grouping in result.groupings])
    which = (
        f"only {shown} of {len(groups)} groups could be shown: the others" if shown else "no group could be shown: all"
    )
    raise CannotUse(
        f"By {by}{beside}, {which} would be withheld (c). Nothing was written, and nothing put on the register.",
        _what_next(result, bool(before)),
    )


def _what_next(result: CohortResult, before: bool) -> str:
    earlier = "Use what was made before, or ask" if before else "Ask"
    if result.protected.rule.method == "suppress":
        earlier = f"Leave --suppress away: rounded counts withhold less. {earlier.replace('Use', 'Or use')}"
    return f"{earlier} for fewer columns, coarser groups or another period."
