"""Which of several files that have a metric stands: the newest, the final, the metric's own; and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.framework.entries import BreakKind, Metric
from outcomes_xl.reading.figures import Suppressed
from outcomes_xl.sources.published.finality import how_final
from outcomes_xl.sources.published.points import SAME, agree
from outcomes_xl.sources.published.series import Sighting
from outcomes_xl.sources.published.series_breaks import ending

_NEARER = {SAME: 2, "close": 1, "proxy": 0}


def living(metric: Metric, sightings: list[Sighting]) -> list[Sighting]:
    """Leave out series that something else has taken over, where there are others."""

    def superseded(one: Sighting) -> bool:
        over = ending(one.breaks, one.latest.period, metric.period_kind)
        return over is not None and over.kind is BreakKind.SUPERSEDED

    return [one for one in sightings if not superseded(one)] or sightings


def in_the_unit(sightings: list[Sighting]) -> list[Sighting]:
    """Leave out what a file gives in another unit, where another has it in the metric's."""
    return [one for one in sightings if not one.other_unit] or sightings


def furthest(one: Sighting) -> tuple[object, ...]:
    """Return how far a sighting reaches, to sort by; of those that reach equally far the nearest to the metric."""
    known, end, _ = one.latest.order
    said = one.latest.figure not in (Suppressed("-"), Suppressed("--"))  # any other symbol says more than a dash
    return known, end, one.latest.partial is None, _NEARER[one.series.exactness], -one.file.set_aside, said


def newest_copies(sightings: list[Sighting]) -> list[Sighting]:
    """Return, of several copies of one series, the one that reaches furthest; copies that disagree all stay."""
    kept: list[Sighting] = []

    def nearest(one: Sighting) -> tuple[object, ...]:
        return one.latest.order[:2], -one.file.set_aside, _how_final(one) or 0, len(one.points)

    for one in sorted(sightings, key=nearest, reverse=True):
        copies = [other for other in kept if other.series == one.series]
        if not any(_gives_way(one, other) or _one_series(other, one) for other in copies):
            kept.append(one)
    order = {id(one.series): place for place, one in reversed(list(enumerate(sightings)))}
    return sorted(kept, key=lambda one: order[id(one.series)])


def _gives_way(one: Sighting, other: Sighting) -> bool:
    """Whether a copy stands behind another of the same series: the other is newer, or final, whatever either says."""
    ours, theirs = _how_final(one), _how_final(other)
    overtaken = ours is not None and theirs is not None and ours < theirs and one.latest.label == other.latest.label
    return one.file.set_aside > other.file.set_aside or overtaken


def _how_final(one: Sighting) -> int | None:
    return how_final(one.file, one.latest.row, one.series.where)


def all_agree(best: Sighting, rivals: Sequence[Sighting]) -> bool:
    """Whether all print what the best prints, each beside one that does: an old edition meets it through a long run."""
    agreed, open_ones = [best], [one for one in rivals if one is not best]
    while joined := [one for one in open_ones if any(_one_series(known, one) for known in agreed)]:
        agreed += joined
        open_ones = [one for one in open_ones if all(one is not other for other in joined)]
    return not open_ones


def _one_series(left: Sighting, right: Sighting) -> bool:
    """Whether two sightings print the same figures for the periods both have. Without a common period: no."""
    if left.series == right.series and left.latest.label != right.latest.label:
        return True  # an older edition of the same file; figures may have been revised since
    ours = {point.label: point for point in left.points}
    both = [(ours[point.label], point) for point in right.points if point.label in ours]
    # A sum with parts missing differs from the whole and is the same series all the same.
    return bool(both) and all(a.partial or b.partial or agree(a.figure, b.figure) for a, b in both)
