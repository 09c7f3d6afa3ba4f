"""Figures nobody prints, worked out from printed ones: a gap, a rate, a share, a sum, or several side by side.

Each way is a line of data/sources/derived.csv. What a figure was worked out from goes with it into the evidence; where
one of the inputs is withheld, so is what would be worked out from it, and a sum is partial.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.framework.entries import Derived, How
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.figures import Blank, Figure, Number, Suppressed
from outcomes_xl.sources.published.part_sums import Partial, added_up
from outcomes_xl.sources.published.points import Input, Point
from outcomes_xl.sources.published.published_rows import AreaKind
from outcomes_xl.sources.published.row_arithmetic import against_its_own_row
from outcomes_xl.sources.published.series import Sighting

_WIDER = (AreaKind.LONDON, AreaKind.ENGLAND)


def derive(line: Derived, sightings: Iterable[Sighting], unit: str) -> list[Sighting]:
    """Return what a line of derived.csv makes of the sightings of its metric's parts: one for each file that has them.

    The parts of ``of`` stand in one file; those of ``base`` may stand in any, and the one that reaches furthest counts.
    """
    by_file: dict[int, dict[str, Sighting]] = {}
    bases: dict[str, Sighting] = {}
    for one in sightings:
        if one.choices or one.other_unit or not (one.points or one.ahead or one.wider):
            continue
        name = one.series.part
        if name in line.base and (name not in bases or _furthest(one) > _furthest(bases[name])):
            bases[name] = one
        elif one.series.publication == line.publication:
            by_file.setdefault(id(one.file), {})[name] = one
    if any(name not in bases for name in line.base):
        return []
    made = (_in_one_file(line, parts, [bases[name] for name in line.base], unit) for parts in by_file.values())
    return _before_those_without_a_base(line, [one for one in made if one is not None])


def _before_those_without_a_base(line: Derived, made: list[Sighting]) -> list[Sighting]:
    """Leave out files of which nothing can be worked out yet where another has a figure; it then says so."""
    short = [one for one in made if one.points and _only_lacks_its_base(line, one.latest)]
    known = [one for one in made if one.points and isinstance(one.latest.figure, Number)]
    if not short or not known:
        return made
    newest = max(short, key=_furthest).latest
    told = [
        replace(one, notes=(*one.notes, _told(line, newest, one.latest))) if newest.order > one.latest.order else one
        for one in made
    ]
    return [one for one, before in zip(told, made, strict=True) if all(before is not other for other in short)]


def _furthest(one: Sighting) -> tuple[object, ...]:
    return one.latest.order if one.points else (False, 0, "")


def _in_one_file(line: Derived, there: Mapping[str, Sighting], bases: Sequence[Sighting], unit: str) -> Sighting | None:
    named = line.of
    if line.how is How.GROUPS:  # each stands for itself, so those that are there will do
        line = replace(line, of=tuple(name for name in line.of if name in there))
    needed = [name for name in line.of if not name.endswith("?")]
    if not needed or any(name not in there for name in needed):
        return None
    parts = [there.get(name.removesuffix("?")) for name in line.of]
    lead = there[needed[0]]
    points = _points(line, parts, [one.points if one else () for one in parts], bases)
    points, short = _as_far_as_the_base(line, points)
    held = list(_held_against_their_rows(parts, points[-1].label if points else ""))
    without = [name for name in named if name not in line.of]
    if without:
        few, all_ = len(line.of), counted(len(named), "group")
        held = [*held, f"It has {few} of {all_}; not in {lead.file.spoken}: {', '.join(without)}."]
    notes = dict.fromkeys((*held, *(note for one in parts if one for note in one.notes), *short))
    ahead = _points(line, parts, [one.ahead if one else () for one in parts], bases)
    if not points and not ahead:
        return None
    series = replace(
        lead.series,
        part=line.part,
        unit=unit,
        exactness=line.exactness,
        difference=line.difference,
        breakdowns={},
        parts=(),
    )
    wider = _wider(line, parts, bases, points)
    groups = line.how is How.GROUPS
    breakdowns = lead.breakdowns
    return Sighting(
        series,
        lead.file,
        points,
        breakdowns=breakdowns,
        wider=wider,
        breaks=lead.breaks,
        ahead=ahead,
        gap=line.how is How.GAP,
        groups=groups,
        groups_named=len(named) if groups else 0,
        notes=tuple(notes),
    )


def _held_against_their_rows(parts: Sequence[Sighting | None], label: str) -> Iterator[str]:
    """Say of each part where the numbers in its own row make another figure than the one that was worked with."""
    for one in parts:
        if one is not None and one.points and one.latest.label == label:
            yield from (f"{one.series.part}: {told}" for told in against_its_own_row(one, one.series.unit))


def _as_far_as_the_base(line: Derived, points: tuple[Point, ...]) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Leave out the last periods for which only what they are set against is missing: it is published later."""
    known = list(points)
    while known and _only_lacks_its_base(line, known[-1]):
        known.pop()
    if not known or len(known) == len(points) or not any(isinstance(one.figure, Number) for one in known):
        return points, ()
    return tuple(known), (_told(line, points[-1], known[-1]),)


def _told(line: Derived, newer: Point, used: Point) -> str:
    base = " and ".join(line.base)
    return f"{newer.label} is published too; the {base} it is set against are not here yet, so it is for {used.label}."


def _only_lacks_its_base(line: Derived, point: Point) -> bool:
    return bool(line.base) and any(one.figure == Blank() for one in point.inputs[-len(line.base) :])


def _points(
    line: Derived, parts: Sequence[Sighting | None], of_parts: Sequence[Sequence[Point]], bases: Sequence[Sighting]
) -> tuple[Point, ...]:
    """Return what is worked out for each period of the part that has most of them."""
    by_label = [{point.label: point for point in mine} for mine in of_parts]
    points = []
    for point in max(of_parts, key=len):
        figures = [
            Input(_name(line, place), mine[point.label].figure if point.label in mine else Blank(), _unit(parts[place]))
            for place, mine in enumerate(by_label)
            if point.label in mine or not line.of[place].endswith("?")
        ]
        points.append(_worked_out(line, point, figures, [_base(line, one, point) for one in bases]))
    return tuple(points)


def _name(line: Derived, place: int) -> str:
    return line.of[place].removesuffix("?")


def _unit(one: Sighting | None) -> str:
    return one.series.unit if one else ""


def _base(line: Derived, one: Sighting, point: Point) -> Input:
    """Return the base's figure for a point: of the year that its own ends in, ``base_years`` before."""
    if point.period is None:
        return Input(one.series.part, Blank())
    year = point.period.end.year + line.base_years
    found = next((at for at in reversed(one.points) if at.period and at.period.end.year == year), None)
    return Input(one.series.part, found.figure if found else Blank(), one.series.unit)


def _worked_out(line: Derived, point: Point, parts: list[Input], base: list[Input]) -> Point:
    figures, partial = [one.figure for one in parts], None
    if line.how is How.SUM:
        found, partial = added_up(figures)
    else:
        found = _calculated(line, figures, [one.figure for one in base])
    return replace(point, figure=found, partial=partial, added=0, inputs=(*parts, *base))


def _calculated(line: Derived, parts: Sequence[Figure], base: Sequence[Figure]) -> Figure:
    """Return the figure; where an input is no number, what stands in the first such: a symbol before a blank."""
    if line.how is How.GROUPS:
        return Blank() if any(isinstance(one, Number) for one in parts) else _missing(parts)
    if any(not isinstance(one, Number) for one in (*parts, *base)):
        return _missing([one for one in (*parts, *base) if not isinstance(one, Number)])
    numbers = [float(one.value) for one in parts if isinstance(one, Number)]
    under = [float(one.value) for one in base if isinstance(one, Number)]
    try:
        return Number(_plain(_calculation(line, numbers, under)))
    except ZeroDivisionError:
        return Suppressed("z")


def _calculation(line: Derived, parts: Sequence[float], base: Sequence[float]) -> float:
    first, *others = parts
    match line.how:
        case How.GAP:
            return first - others[0]
        case How.SUM:
            return sum(parts)
        case How.SHARE:
            return 100 * first / others[0]
        case How.REST:
            return 100 * (others[0] - first) / others[0]
        case How.RATE:
            return first / (base[0] if base else others[0]) * line.factor
        case How.COMPLEMENT:
            return 100 - first
        case How.WEIGHTED:
            return sum(one * weight for one, weight in zip(parts, base, strict=True)) / sum(base)
        case How.GROUPS:
            raise ValueError("groups are shown side by side, and nothing is worked out")


def _missing(figures: Sequence[Figure]) -> Figure:
    return min(figures, key=lambda one: isinstance(one, Blank))


def _plain(number: float) -> float | int:
    # 75.5 - 53.6 is 21.900000000000006 to a computer.
    rounded = float(f"{number:.10g}")
    return int(rounded) if rounded.is_integer() else rounded


def _wider(
    line: Derived, parts: Sequence[Sighting | None], bases: Sequence[Sighting], points: Sequence[Point]
) -> dict[tuple[str, str], dict[AreaKind, Figure]]:
    """Return the same worked out for London and England, where all that it needs is there for them."""
    if line.how is How.GROUPS or not points:
        return {}
    found: dict[tuple[str, str], dict[AreaKind, Figure]] = {}
    for point in points:
        key = point.row.period, point.row.part
        for place in _WIDER:
            inputs = [one.wider.get(key, {}).get(place, Blank()) for one in parts if one]
            under = [_wider_base(line, one, point, place) for one in bases]
            if all(isinstance(one, Number) for one in (*inputs, *under)):
                found.setdefault(key, {})[place] = _calculated(line, inputs, under)
    return found


def _wider_base(line: Derived, one: Sighting, point: Point, place: AreaKind) -> Figure:
    year = point.period.end.year + line.base_years if point.period else 0
    for at in one.points:
        if at.period and at.period.end.year == year:
            return one.compared(at).get(place, Blank())
    return Blank()


__all__ = ["Partial", "derive"]
