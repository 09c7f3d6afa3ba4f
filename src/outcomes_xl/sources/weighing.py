"""From what stands in the files to one answer per metric. Two candidates are shown, never chosen between by guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outcomes_xl.framework.entries import Framework, Metric
from outcomes_xl.reading.figures import Blank, Figure, NotAFigure, NotCollected, Number, Suppressed
from outcomes_xl.reading.tidy import tidy_text

from .evidence import LONGEST_LINE, Evidence, Found
from .lateness import behind, gaps, lateness
from .published import Place
from .sightings import Point, Sighting, agree, in_a_cell

AVAILABLE, NEEDS_WORK = "Available now", "Available, needs work"

# Short words for the cell that counts them. Withheld: a figure exists and is not shown. The others: there is none.
_SHORT = {
    "c": "suppressed",
    "k": "rounds to nothing",
    "low": "rounds to nothing",
    "u": "too unreliable",
    "~": "suppressed",
    "x": "not available",
    ":": "not available",
    "z": "does not apply",
}
_WITHHELD = frozenset({"c", "k", "low", "u", "~"})
_AVERAGES = frozenset({"score", "points", "months"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where a metric was looked for: the borough's name, and what each publisher's files are called."""

    framework: Framework
    borough: str
    today: date
    called: Mapping[str, str]


def nothing(metric: Metric, found: Found, line: str) -> Evidence:
    """Return the evidence where there is no figure, and why. It suggests no status: the officer knows more."""
    return Evidence(metric.id, found, _short(line))


def weigh(metric: Metric, sightings: Sequence[Sighting], places: Places) -> Evidence:
    """Return what the sightings of a metric's series amount to. There is at least one."""
    unclear = [one for one in sightings if one.choices]
    clear = _newest_copies([one for one in sightings if one.points])
    if not unclear and not clear:
        names = _and([one.file.name for one in sightings])
        return nothing(metric, Found.NO_ROW, f"{_of(sightings[0])} is in {names}, without a row for {places.borough}.")
    first = clear[0] if clear else None
    if not unclear and first and all(_one_series(first, other) for other in clear[1:]):
        return _evidence(metric, max(clear, key=lambda one: one.latest.order), places)
    return _undecided(metric, [*clear, *unclear])


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
    ours = {point.label: point.figure for point in left.points}
    both = [(ours[point.label], point.figure) for point in right.points if point.label in ours]
    return bool(both) and all(agree(*pair) for pair in both)


def _undecided(metric: Metric, sightings: list[Sighting]) -> Evidence:
    candidates: list[str] = []
    names = list(dict.fromkeys(one.file.name for one in sightings))
    for one in sightings:
        group = ", ".join(value for value in one.series.where.values() if value)
        where = ", ".join(part for part in (one.file.name if len(names) > 1 else "", group) if part) or "a row"
        if one.points:
            candidates.append(f"{where}: {_said(one.latest.figure)} {_when(one.latest)}")
        candidates += [f"{one.file.name}, {choice}" if len(names) > 1 else choice for choice in one.choices]
    period = f"For {sightings[-1].choices_for}: " if sightings[-1].choices_for else ""
    listed = f"{period}{'; '.join(candidates)}"
    line = f"{_and(names)}: {len(candidates)} series could be meant, and nothing says which. {listed}."
    return Evidence(metric.id, Found.CANDIDATES, _short(line), candidates=tuple(candidates))


def _evidence(metric: Metric, one: Sighting, places: Places) -> Evidence:
    latest, found = one.latest, _found(one.latest)
    late = behind(latest.period, metric, places.today)
    caution = _caution(metric, one)
    return Evidence(
        metric.id,
        found,
        _line(metric, one, places),
        figure=in_a_cell(latest.figure),
        said=_with_unit(latest.figure, metric),
        period=latest.label,
        latest=latest.period,
        level=_level(one, places),
        breakdowns=_breakdowns(one, places),
        values=_values(metric, one),
        lateness=lateness(latest.period, metric, places.today),
        behind=late,
        suggested_status=_suggested(found, one, late, bool(caution)),
        caution=caution,
    )


def _found(latest: Point) -> Found:
    if latest.combined:
        return Found.COMBINED
    match latest.figure:
        case Number():
            return Found.FOUND
        case Suppressed(symbol) if symbol in _WITHHELD:
            return Found.SUPPRESSED
        case NotAFigure():
            return Found.UNREADABLE
        case _:
            return Found.NOT_AVAILABLE


def _suggested(found: Found, one: Sighting, late: int | None, doubtful: bool) -> str:
    """Say what the evidence suggests. Where no period has a figure to work with it suggests nothing."""
    if found is Found.FOUND:
        return NEEDS_WORK if late or doubtful else AVAILABLE
    if found in (Found.SUPPRESSED, Found.COMBINED):
        return NEEDS_WORK
    return NEEDS_WORK if any(isinstance(point.figure, Number) for point in one.points) else ""


def _level(one: Sighting, places: Places) -> str:
    if one.latest.row.place is Place.JOINT:
        return f"Several boroughs together: {one.latest.row.area}"
    smallest_last = [word for word in places.framework.list("geography") if word in one.file.levels]
    return "; ".join(smallest_last) or "Borough"


def _breakdowns(one: Sighting, places: Places) -> str:
    order = places.framework.list("breakdown")
    found = sorted(one.breakdowns, key=lambda word: order.index(word.partition(" (")[0]))
    return "; ".join(found) or "None"


def _values(metric: Metric, one: Sighting) -> str:
    """Say how many periods there are and what stands in them: "7 periods: 5 figures, 2 not available (x)"."""
    counted = Counter(map(_sort_of_answer, (point.figure for point in one.points)))
    count = len(one.points)
    periods = f"{count} period{'s' if count > 1 else ''}"
    if counted == {"figure": count}:
        text = f"{periods}, each with a figure" if count > 1 else f"{periods}, with a figure"
    else:
        parts = [f"{n} {what}{'s' if what == 'figure' and n > 1 else ''}" for what, n in counted.most_common()]
        text = f"{periods}: {', '.join(parts)}"
    if missing := gaps([point.period for point in one.points if point.period], metric.every_months):
        text += f"; {missing} missing in between"
    if zeros := _doubtful_zeros(metric, one):
        text += f"; {len(zeros)} printed 0 that may be empty"
    return text


def _sort_of_answer(found: Figure) -> str:
    match found:
        case Number():
            return "figure"
        case Suppressed(symbol):
            return f"{_SHORT[symbol]} ({symbol})"
        case Blank():
            return "blank"
        case NotCollected(word):
            return f"“{word}”"
        case NotAFigure():
            return "not a figure"


def _doubtful_zeros(metric: Metric, one: Sighting) -> list[Point]:
    """Return the periods with a printed 0 that is probably no figure: an average of 0 where others are withheld.

    City of London's average SDQ score for 2024 is printed as 0, and as c for 2025: it has too few children.
    """
    zeros = [point for point in one.points if point.figure == Number(0)]
    others_withheld = any(isinstance(point.figure, Suppressed) for point in one.points)
    return zeros if metric.unit in _AVERAGES and (others_withheld or len(zeros) < len(one.points)) else []


def _caution(metric: Metric, one: Sighting) -> str:
    if one.latest in _doubtful_zeros(metric, one):
        return "The printed 0 may be an empty cell: look at the table itself before you use it."
    if isinstance(one.latest.figure, NotAFigure):
        return "What stands where the figure should be is no figure."
    if one.latest.period is None:
        return f"The period is printed as {one.latest.label}, which this metric's kind of year does not have."
    return tidy_text(one.latest.row.note)


def _line(metric: Metric, one: Sighting, places: Places) -> str:
    """Return the evidence in one line; its least needed parts go first when it is too long."""
    latest = one.latest
    start = f"{_of(one)} ({places.called[one.series.publisher]} {one.file.name}): "
    figure = f"{_with_unit(latest.figure, metric)} in {latest.row.area or places.borough}, {_when(latest)}"
    note = f"; the file says “{latest.row.note}”" if latest.row.note else ""
    if latest.period is None:
        note += f"; this metric counts in another kind of year: {metric.period_kind}"
    compared = _compared(one)
    since = f"; {len(one.points)} periods from {one.points[0].label}" if len(one.points) > 1 else ""
    for parts in ((compared, since, note), (compared, note), (note,), (_cut(note, 90),), ()):
        line = start + figure + "".join(parts) + "."
        if len(line) <= LONGEST_LINE:
            return line
    return _short(start + figure + ".")


def _when(point: Point) -> str:
    """Say a period in a sentence: "at 31 March 2025", "for 2024/25 (printed as 2025)"."""
    one_day = point.period is not None and point.period.start == point.period.end
    printed = f" (printed as {point.row.period})" if point.printed_otherwise else ""
    return f"{'at' if one_day else 'for'} {point.label}{printed}"


def _compared(one: Sighting) -> str:
    named = ((Place.LONDON, "London"), (Place.ENGLAND, "England"))
    said = [f"{name} {_said(one.compared[place])}" for place, name in named if place in one.compared]
    return f"; {', '.join(said)}" if said else ""


def _of(one: Sighting) -> str:
    return one.series.publication


def _with_unit(found: Figure, metric: Metric) -> str:
    if not isinstance(found, Number):
        return _said(found)
    match metric.unit:
        case "%" | "£":
            return f"£{_said(found)}" if metric.unit == "£" else f"{_said(found)}%"
        case "number" | "score" | "judgement" | "family outcome" | "to be agreed":
            return _said(found)
        case unit:
            return f"{_said(found)} {unit}"


def _said(found: Figure) -> str:
    """Return a figure for a sentence, to about three figures; the cell holds it as published."""
    match found:
        case Number(value):
            decimals = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
            text = f"{value:,.{decimals}f}"
            return text.rstrip("0").rstrip(".")
        case Suppressed(symbol):
            return f"{symbol} ({_SHORT[symbol]})"
        case Blank():
            return "no figure"
        case NotCollected(word):
            return f"“{word}”"
        case NotAFigure():
            return "not a figure"


def _short(line: str) -> str:
    return _cut(line, LONGEST_LINE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _and(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
