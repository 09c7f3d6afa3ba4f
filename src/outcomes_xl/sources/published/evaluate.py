"""From what stands in the files to one answer per metric. Two candidates are shown, never chosen between by guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outcomes_xl.framework.entries import Framework, Metric, Neighbour
from outcomes_xl.model import Value
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.figures import Figure, NotAFigure, NotCollected, Number, Suppressed
from outcomes_xl.reading.tidy import tidy_text
from outcomes_xl.sources.answer_wording import (
    ended,
    in_unit,
    line,
    of_neighbours,
    said_figure,
    said_point,
    shortened,
    together,
    values,
    when,
)
from outcomes_xl.sources.evidence import Evidence, Found, Part
from outcomes_xl.sources.lateness import behind, lateness
from outcomes_xl.sources.published.bounds import history_inside, inside, said_outside
from outcomes_xl.sources.published.cautions import (
    cautions,
    doubtful_zeros,
    doubts,
    left_out_for,
    of_the_area,
    other_unit,
)
from outcomes_xl.sources.published.column_doubts import of_the_table, torn
from outcomes_xl.sources.published.copies import all_agree, furthest, in_the_unit, living, newest_copies
from outcomes_xl.sources.published.other_files import of_other_files
from outcomes_xl.sources.published.points import JUDGEMENT, SAME, Point, in_a_cell, not_yet
from outcomes_xl.sources.published.published_rows import AreaKind
from outcomes_xl.sources.published.series import Sighting

AVAILABLE, NEEDS_WORK = "Available now", "Available, needs work"
COUNT = "number"
_LAST_PERIODS = 8  # the latest, and as many before it as a card shows; five of them stand on Data availability


@dataclass(frozen=True, slots=True)
class LookedIn:
    """Where a metric was looked for: the borough's name and neighbours, and what each publisher's files are called."""

    framework: Framework
    borough: str
    today: date
    called: Mapping[str, str]
    neighbours: Sequence[Neighbour] = ()


def nothing(metric: Metric, found: Found, why: str) -> Evidence:
    """Return the evidence where there is no figure, and why. It suggests no status: the officer knows more."""
    return Evidence(metric.id, found, shortened(why))


def weigh(metric: Metric, sightings: Sequence[Sighting], places: LookedIn, more: Sequence[str] = ()) -> Evidence:
    """Return what the sightings of a metric's series amount to. There is at least one.

    ``more`` are cautions about files that could not be taken: a newer edition without the column, for one.
    """
    unclear = [one for one in sightings if one.choices]
    clear = newest_copies(living(metric, in_the_unit([one for one in sightings if one.points])))
    if not unclear and not clear:
        if early := next((one for one in sightings if one.ahead), None):
            return nothing(metric, Found.UNREADABLE, _only_ahead(early, places))
        names = together([one.file.spoken for one in sightings])
        if odd := next((one.file for one in sightings if one.file.unread), None):
            # Its row may be there, with an error or nothing yet where its code stands.
            told = f"{odd.spoken} has no row that can be read for {places.borough}: in it {odd.unread}."
            return nothing(metric, Found.UNREADABLE, told)
        if told := " ".join(said for one in sightings for said in left_out_for(one)):
            return nothing(
                metric, Found.UNREADABLE, f"{names} has no row that can be read for {places.borough}. {told}"
            )
        return nothing(
            metric,
            Found.NO_ROW,
            f"{sightings[0].series.publication} is in {names}, without a row for {places.borough}.",
        )
    best = max(clear, key=furthest) if clear else None  # the first of those that reach equally far
    # What is close to a metric, and not the same, is another figure: it differs without contradicting. So does what
    # gives way to newer files: figures are revised.
    aside = best.file.set_aside if best else 0
    unclear = [one for one in unclear if best is None or one.file.set_aside <= aside]
    rivals = [one for one in clear if one.series.exactness == SAME and one.file.set_aside <= aside]
    if best and not unclear and (best.series.exactness != SAME or all_agree(best, rivals)):
        return _evidence(metric, best, sightings, places, more)
    return _undecided(metric, [*(rivals or clear), *unclear])


def _only_ahead(one: Sighting, places: LookedIn) -> str:
    last = one.ahead[-1]
    return (
        f"{one.series.publication} ({one.file.spoken}) has a row for {last.row.area or places.borough} {when(last)}, "
        f"which {not_yet(last, places.today)}: it was left aside, and there is no other. Look at the date in the file."
    )


def _history(best: Sighting, sightings: Sequence[Sighting]) -> tuple[Point, ...]:
    """Return the last periods, also those that only older editions of the series hold: a quarter a file, say.

    What the newest edition says of a period stands; figures may have been revised since.
    """
    points = {point.label: point for point in best.points}
    for other in sorted(sightings, key=lambda one: one.latest.order[:2] if one.points else (False, 0), reverse=True):
        if other.series == best.series and other.other_unit == best.other_unit and not other.choices:
            for point in other.points:
                if point.period is not None:
                    points.setdefault(point.label, point)
    return tuple(sorted(points.values(), key=lambda point: point.order)[-_LAST_PERIODS:])


def _undecided(metric: Metric, sightings: list[Sighting]) -> Evidence:
    candidates: list[str] = []
    names = list(dict.fromkeys(one.file.spoken for one in sightings))
    for one in sightings:
        words = (_as_it_stands(one, column, word) for column, word in one.series.where.items() if word)
        group = ", ".join(dict.fromkeys(words))
        where = ", ".join(part for part in (one.file.spoken if len(names) > 1 else "", group) if part) or "a row"
        if one.points:
            candidates.append(f"{where}: {_plainly(one, metric)} {when(one.latest)}")
        candidates += [f"{one.file.spoken}, {choice}" if len(names) > 1 else choice for choice in one.choices]
    period = f"For {sightings[-1].choices_for}: " if sightings[-1].choices_for else ""
    listed = f"{period}{'; '.join(candidates)}"
    told = f"{together(names)}: {len(candidates)} series could be meant, and nothing says which. {listed}."
    return Evidence(metric.id, Found.CANDIDATES, shortened(told), candidates=tuple(candidates))


def _as_it_stands(one: Sighting, column: str, asked: str) -> str:
    """Return the word a file has where several would do: "16-17" of "16-17|16 to 17"."""
    there = one.file.text(one.latest.row, column) if one.points and one.file.has(column) else ""
    return tidy_text(there) or asked.partition("|")[0]


def _plainly(one: Sighting, metric: Metric) -> str:
    """A candidate's figure; without its unit, which is the same for all of them."""
    return said_point(one.latest, metric) if one.latest.partial is not None else said_figure(one.latest.figure)


def _evidence(
    metric: Metric, one: Sighting, sightings: Sequence[Sighting], places: LookedIn, more: Sequence[str]
) -> Evidence:
    latest, unit = one.latest, other_unit(metric, one)
    found, over = _found(one), ended(one, metric)
    late = None if over else behind(latest.period, metric, places.today)
    every = _wider(one, latest, sightings)
    printed = _history(one, sightings)
    history, odd_periods = (printed, {}) if unit else history_inside(metric, printed, latest.label)
    # A count of a larger borough is larger: the mean of counts says nothing.
    theirs = {} if latest.partial is not None or one.groups or metric.unit == COUNT else one.neighbours()
    wider, near = (every, theirs) if unit else (inside(metric, every), inside(metric, theirs))
    mean, beside_them = of_neighbours(near, places.neighbours)
    beside = [
        *of_the_area(one, places.borough),
        *of_other_files(metric, one, sightings, places.today),
        *one.notes,
        *torn(one, every),
        *([] if unit else of_the_table(metric, one, sightings, theirs)),
        *([] if unit else said_outside(metric, {**{place.value: every[place] for place in every}, **theirs})),
        *([] if unit else said_outside(metric, odd_periods)),
        *more,
    ]
    doubted = tuple(doubts(metric, one, unit, wider, beside, places.framework, places.today))
    warned = cautions(metric, one, unit, doubted)
    called = one.file.called or places.called[one.series.publisher]
    london, england = _in_cells(wider)
    exact = one.series.exactness == SAME
    few = "" if len(latest.inputs) >= one.groups_named else f"{len(latest.inputs)} of "
    groups = f"{few}{counted(one.groups_named if few else len(latest.inputs), 'group')}"
    return Evidence(
        metric.id,
        found,
        line(metric, one, places.borough, called, unit, wider, doubted, beside_them),
        figure=groups if found is Found.GROUPS else None if unit else in_a_cell(latest.figure),
        said=said_point(latest, metric, unit, groups=one.groups),
        period=latest.label,
        latest=latest.period,
        level=_level(one, places),
        breakdowns=_breakdowns(one, places),
        values=values(metric, one, len(doubtful_zeros(metric, one))),
        lateness=over or lateness(latest.period, metric, places.today),
        behind=late,
        suggested_status=_suggested(found, one, late, bool(warned or over or not exact)),
        caution=warned[0] if warned else "",
        breaks=one.breaks,
        other_unit=unit,
        london=london,
        england=england,
        neighbours=mean,
        history=tuple((point.label, in_a_cell(point.figure)) for point in history),
        history_beside=tuple(_in_cells(inside(metric, _wider(one, point, sightings))) for point in history),
        publication=one.series.publication,
        exactness=one.series.exactness,
        difference=one.series.difference,
        withheld=found is Found.SUPPRESSED,
        inputs=tuple(
            Part(part.name, in_a_cell(part.figure), in_unit(part.figure, part.unit)) for part in latest.inputs
        ),
        cautions=warned,
        doubts=doubted,
    )


def _in_cells(wider: Mapping[AreaKind, Figure]) -> tuple[Value, Value]:
    """Return London's and England's figures as they go into cells, None where there is none."""
    london, england = (wider.get(area) for area in (AreaKind.LONDON, AreaKind.ENGLAND))
    return None if london is None else in_a_cell(london), None if england is None else in_a_cell(england)


def _wider(one: Sighting, point: Point, sightings: Sequence[Sighting]) -> dict[AreaKind, Figure]:
    """Return London's and England's figures beside a point: of the file itself, else of another with that series."""
    wider = dict(one.compared(point))
    row = point.row
    for other in sightings:
        if other.series == one.series and other.other_unit == one.other_unit:
            for place, figure in other.wider.get((row.period, row.part), {}).items():
                wider.setdefault(place, figure)
    return wider


def _found(one: Sighting) -> Found:
    latest = one.latest
    if one.groups and any(isinstance(part.figure, Number) for part in latest.inputs):
        return Found.GROUPS
    if latest.partial is not None:
        return Found.PARTIAL
    if latest.combined or (one.file.together and isinstance(latest.figure, Number)):
        return Found.COMBINED
    match latest.figure:
        case Number():
            return Found.FOUND
        case Suppressed() as hidden if hidden.withheld:
            return Found.SUPPRESSED
        case NotCollected() if _judged(one):
            return Found.FOUND
        case NotAFigure():
            return Found.UNREADABLE
        case _:
            return Found.NOT_AVAILABLE


def _suggested(found: Found, one: Sighting, late: int | None, doubtful: bool) -> str:
    """Say what the evidence suggests. Where no period has a figure to work with it suggests nothing."""
    if found is Found.FOUND:
        return NEEDS_WORK if late or doubtful else AVAILABLE
    if found in (Found.SUPPRESSED, Found.COMBINED, Found.PARTIAL, Found.GROUPS):
        return NEEDS_WORK
    return NEEDS_WORK if any(isinstance(point.figure, Number) for point in one.points) else ""


def _judged(one: Sighting) -> bool:
    """Whether words are the figure: an inspection's judgement."""
    return one.series.unit == JUDGEMENT


def _level(one: Sighting, places: LookedIn) -> str:
    if together := one.file.together or (one.latest.row.area if one.latest.row.place is AreaKind.JOINT else ""):
        return f"Several boroughs together: {together}"
    smallest_last = [word for word in places.framework.list("geography") if word in one.file.levels]
    return "; ".join(smallest_last) or "Borough"


def _breakdowns(one: Sighting, places: LookedIn) -> str:
    order = places.framework.list("breakdown")
    found = sorted(one.breakdowns, key=lambda word: order.index(word.partition(" (")[0]))
    return "; ".join(found) or "None"
