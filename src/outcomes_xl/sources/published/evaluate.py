"""From what stands in the files to one answer per metric. Two candidates are shown, never chosen between by guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outcomes_xl.framework.entries import BreakKind, Framework, Metric
from outcomes_xl.reading.figures import NotAFigure, Number, Suppressed
from outcomes_xl.reading.tidy import bare, tidy_text
from outcomes_xl.sources.answer_wording import (
    WITHHELD,
    ended,
    line,
    said_figure,
    said_point,
    shortened,
    together,
    values,
    when,
)
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.lateness import behind, lateness
from outcomes_xl.sources.published.published_rows import AreaKind
from outcomes_xl.sources.published.series import Point, Sighting, agree, in_a_cell
from outcomes_xl.sources.published.series_breaks import ending

TO_BE_AGREED = "to be agreed"
AVAILABLE, NEEDS_WORK = "Available now", "Available, needs work"

_AVERAGES = frozenset({"score", "points", "months"})
# What publishers call a unit, and the framework's word for it. EES's "£m" has none: nothing is converted.
_UNITS = {"%": "%", "pp": "percentage points", "£": "£"}
_SIGNS = ("%", "pp", "£")


@dataclass(frozen=True, slots=True)
class LookedIn:
    """Where a metric was looked for: the borough's name, and what each publisher's files are called."""

    framework: Framework
    borough: str
    today: date
    called: Mapping[str, str]


def nothing(metric: Metric, found: Found, why: str) -> Evidence:
    """Return the evidence where there is no figure, and why. It suggests no status: the officer knows more."""
    return Evidence(metric.id, found, shortened(why))


def weigh(metric: Metric, sightings: Sequence[Sighting], places: LookedIn) -> Evidence:
    """Return what the sightings of a metric's series amount to. There is at least one."""
    unclear = [one for one in sightings if one.choices]
    clear = _newest_copies(_living(metric, [one for one in sightings if one.points]))
    if not unclear and not clear:
        names = together([one.file.spoken for one in sightings])
        return nothing(
            metric,
            Found.NO_ROW,
            f"{sightings[0].series.publication} is in {names}, without a row for {places.borough}.",
        )
    first = clear[0] if clear else None
    if not unclear and first and all(_one_series(first, other) for other in clear[1:]):
        return _evidence(metric, max(clear, key=_furthest), places)
    return _undecided(metric, [*clear, *unclear])


def _living(metric: Metric, sightings: list[Sighting]) -> list[Sighting]:
    """Leave out series that something else has taken over, where there are others."""

    def superseded(one: Sighting) -> bool:
        over = ending(one.breaks, one.latest.period, metric.period_kind)
        return over is not None and over.kind is BreakKind.SUPERSEDED

    return [one for one in sightings if not superseded(one)] or sightings


def _furthest(one: Sighting) -> tuple[object, ...]:
    known, end, printed = one.latest.order
    return known, end, one.latest.partial is None, printed


def _newest_copies(sightings: list[Sighting]) -> list[Sighting]:
    """Return, of several copies of one series, the one that reaches furthest; copies that disagree all stay."""
    kept: list[Sighting] = []
    for one in sorted(sightings, key=lambda s: (s.latest.order[:2], len(s.points)), reverse=True):
        if not any(other.series is one.series and _one_series(other, one) for other in kept):
            kept.append(one)
    order = {id(one.series): place for place, one in reversed(list(enumerate(sightings)))}
    return sorted(kept, key=lambda one: order[id(one.series)])


def _one_series(left: Sighting, right: Sighting) -> bool:
    """Whether two sightings print the same figures for the periods both have. Without a common period: no."""
    if left.series is right.series and left.latest.label != right.latest.label:
        return True  # an older edition of the same file; figures may have been revised since
    ours = {point.label: point for point in left.points}
    both = [(ours[point.label], point) for point in right.points if point.label in ours]
    # A sum with parts missing differs from the whole and is the same series all the same.
    return bool(both) and all(a.partial or b.partial or agree(a.figure, b.figure) for a, b in both)


def _undecided(metric: Metric, sightings: list[Sighting]) -> Evidence:
    candidates: list[str] = []
    names = list(dict.fromkeys(one.file.spoken for one in sightings))
    for one in sightings:
        group = ", ".join(value for value in one.series.where.values() if value)
        where = ", ".join(part for part in (one.file.spoken if len(names) > 1 else "", group) if part) or "a row"
        if one.points:
            candidates.append(f"{where}: {_plainly(one, metric)} {when(one.latest)}")
        candidates += [f"{one.file.spoken}, {choice}" if len(names) > 1 else choice for choice in one.choices]
    period = f"For {sightings[-1].choices_for}: " if sightings[-1].choices_for else ""
    listed = f"{period}{'; '.join(candidates)}"
    told = f"{together(names)}: {len(candidates)} series could be meant, and nothing says which. {listed}."
    return Evidence(metric.id, Found.CANDIDATES, shortened(told), candidates=tuple(candidates))


def _plainly(one: Sighting, metric: Metric) -> str:
    """A candidate's figure; without its unit, which is the same for all of them."""
    return said_point(one.latest, metric) if one.latest.partial is not None else said_figure(one.latest.figure)


def _evidence(metric: Metric, one: Sighting, places: LookedIn) -> Evidence:
    latest, found, other_unit = one.latest, _found(one.latest), _other_unit(metric, one)
    over = ended(one, metric)
    late = None if over else behind(latest.period, metric, places.today)
    caution = _caution(metric, one, other_unit)
    called = one.file.called or places.called[one.series.publisher]
    return Evidence(
        metric.id,
        found,
        line(metric, one, places.borough, called, other_unit),
        figure=None if other_unit else in_a_cell(latest.figure),
        said=said_point(latest, metric, other_unit),
        period=latest.label,
        latest=latest.period,
        level=_level(one, places),
        breakdowns=_breakdowns(one, places),
        values=values(metric, one, len(_doubtful_zeros(metric, one))),
        lateness=over or lateness(latest.period, metric, places.today),
        behind=late,
        suggested_status=_suggested(found, one, late, bool(caution or over)),
        caution=caution,
        breaks=one.breaks,
        other_unit=other_unit,
    )


def _found(latest: Point) -> Found:
    if latest.partial is not None:
        return Found.PARTIAL
    if latest.combined:
        return Found.COMBINED
    match latest.figure:
        case Number():
            return Found.FOUND
        case Suppressed(symbol) if symbol in WITHHELD:
            return Found.SUPPRESSED
        case NotAFigure():
            return Found.UNREADABLE
        case _:
            return Found.NOT_AVAILABLE


def _suggested(found: Found, one: Sighting, late: int | None, doubtful: bool) -> str:
    """Say what the evidence suggests. Where no period has a figure to work with it suggests nothing."""
    if found is Found.FOUND:
        return NEEDS_WORK if late or doubtful else AVAILABLE
    if found in (Found.SUPPRESSED, Found.COMBINED, Found.PARTIAL):
        return NEEDS_WORK
    return NEEDS_WORK if any(isinstance(point.figure, Number) for point in one.points) else ""


def _other_unit(metric: Metric, one: Sighting) -> str:
    """Return the publisher's unit where it says one that is not the metric's; figures are never converted."""
    latest = one.latest
    if not isinstance(latest.figure, Number) and latest.partial is None:
        return ""  # a symbol or a blank has no unit
    stated = one.file.units.get(bare(one.series.value), "")
    printed = one.file.text(latest.row, one.series.value).strip()
    sign = next((unit for unit in _SIGNS if printed.startswith(unit) or printed.endswith(unit)), "")
    return next((unit for unit in (stated, sign) if unit and _UNITS.get(unit) != metric.unit), "")


def _level(one: Sighting, places: LookedIn) -> str:
    if one.latest.row.place is AreaKind.JOINT:
        return f"Several boroughs together: {one.latest.row.area}"
    smallest_last = [word for word in places.framework.list("geography") if word in one.file.levels]
    return "; ".join(smallest_last) or "Borough"


def _breakdowns(one: Sighting, places: LookedIn) -> str:
    order = places.framework.list("breakdown")
    found = sorted(one.breakdowns, key=lambda word: order.index(word.partition(" (")[0]))
    return "; ".join(found) or "None"


def _doubtful_zeros(metric: Metric, one: Sighting) -> list[Point]:
    """Return the periods with a printed 0 that is probably no figure: an average of 0 where others are withheld.

    City of London's average SDQ score for 2024 is printed as 0, and as c for 2025: it has too few children.
    """
    zeros = [point for point in one.points if point.figure == Number(0)]
    others_withheld = any(isinstance(point.figure, Suppressed) for point in one.points)
    return zeros if metric.unit in _AVERAGES and (others_withheld or len(zeros) < len(one.points)) else []


def _caution(metric: Metric, one: Sighting, other_unit: str) -> str:
    if other_unit:
        ours = "this metric's unit is" if metric.unit == TO_BE_AGREED else "this metric counts in"
        return f"The publisher gives it in {other_unit}; {ours} {metric.unit}."
    if one.latest in _doubtful_zeros(metric, one):
        return "The printed 0 may be an empty cell: look at the table itself before you use it."
    if isinstance(one.latest.figure, NotAFigure):
        return "What stands where the figure should be is no figure."
    if one.latest.period is None:
        return f"The period is printed as {one.latest.label}, which this metric's kind of year does not have."
    return tidy_text(one.latest.row.note)
