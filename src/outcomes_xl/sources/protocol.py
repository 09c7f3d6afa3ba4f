"""A source: somewhere figures can be looked for. A folder, a national service and a borough's own table are each one.

A source answers with `Looked` and never spoils another: what it cannot read is in `troubles`. Published files (from
a folder or a service) travel on in `Looked.pool`, so that a metric which two of them hold is weighed once, over both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.reading.figures import Number, figure
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.published.points import agree

Say = Callable[[str], None]
"""Told in a few words what is being looked at: "Asking Fingertips: Year 6 obesity (3 of 18)"."""
Cancelled = Callable[[], bool]
"""Whether the officer has pressed Stop. A source asks before each file, query or request, and raises Stopped."""

_NO_NEWS = frozenset({Found.NOT_HERE, Found.NOT_READ, Found.NO_SERIES, Found.UNREADABLE})
# Which of two answers without a figure says more: what could not be read should be known before what is not there.
_SAYS_MORE = (Found.UNREADABLE, Found.NOT_HERE, Found.NOT_READ, Found.NO_SERIES)


class Source(Protocol):
    """Somewhere to look. It is made with what it needs (a folder, a client, the framework's routes)."""

    @property
    def name(self) -> str:
        """As an officer would say it: "Fingertips", "the folder published"."""
        ...

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        """Return what is there of the wanted metrics for one borough.

        A metric the source has no route to may be left out of ``by_metric``. What cannot be read is a trouble, not
        an exception; Stopped is raised once ``cancelled()`` says so.
        """
        ...


def combine(looked: Iterable[Looked]) -> Looked:
    """Return several looks, for one borough on one day, as one. There is at least one.

    Published files are weighed once, over all looks that bring some. Where a borough's own table and the published
    figures both have an answer, the later period is shown; two different figures for one period are candidates.
    """
    looks = list(looked)
    first, of_files = looks[0], [one for one in looks if one.of_files]
    pools = [one.pool for one in looks if one.pool is not None]
    pool = pools[0].together(pools[1:]) if pools else None
    by_metric = dict(pool.evidence()) if pool else {}
    for one in looks:
        if one.pool is None:
            for metric_id, evidence in one.by_metric.items():
                by_metric[metric_id] = _beside(_both(before := by_metric.get(metric_id), evidence), before, evidence)
    return replace(
        first,
        folder=" and ".join(dict.fromkeys(one.folder for one in of_files or looks if one.folder)),
        by_metric=by_metric,
        files=tuple(file for one in looks for file in one.files),
        troubles=tuple(dict.fromkeys(trouble for one in looks for trouble in one.troubles)),
        changes=tuple(dict.fromkeys(change for one in looks for change in one.changes)),
        of_files=bool(of_files),
        pool=pool,
    )


def _beside(answer: Evidence, *both: Evidence | None) -> Evidence:
    """Return the answer with the levels and groups either source reaches: a local table often reaches further."""
    if answer.found is Found.CANDIDATES or not answer.period:
        return answer
    told = [one for one in both if one is not None and one.period]
    levels = dict.fromkeys(part for one in told for part in one.level.split("; ") if part)
    groups = dict.fromkeys(part for one in told for part in one.breakdowns.split("; ") if part not in ("", "None"))
    return replace(answer, level="; ".join(levels), breakdowns="; ".join(groups) or "None")


def _both(left: Evidence | None, right: Evidence) -> Evidence:
    """Return the one answer two sources amount to."""
    if left is None:
        return right
    if left.found in _NO_NEWS and right.found in _NO_NEWS:
        return min((left, right), key=lambda one: _SAYS_MORE.index(one.found))
    if left.found in _NO_NEWS or right.found in _NO_NEWS:
        return right if left.found in _NO_NEWS else left
    if left.latest is None or right.latest is None:
        return left if left.latest else right
    if left.latest.end != right.latest.end:
        return max((left, right), key=lambda one: one.latest.end if one.latest else date.min)
    ours, theirs = figure(left.figure), figure(right.figure)
    if isinstance(ours, Number) and isinstance(theirs, Number) and not agree(ours, theirs):
        candidates = (f"{left.line.partition(':')[0]}: {left.said}", f"{right.line.partition(':')[0]}: {right.said}")
        line = f"Two sources differ for {left.period}, and nothing says which is meant. {'; '.join(candidates)}."
        return Evidence(left.metric_id, Found.CANDIDATES, line[:250], candidates=candidates)
    return left if isinstance(ours, Number) or not isinstance(theirs, Number) else right
