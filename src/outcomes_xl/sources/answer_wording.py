"""The words of an answer: figures, periods and places as they are said in a cell and in the evidence line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from outcomes_xl.framework.entries import BreakKind, Metric, Neighbour
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.figures import (
    NO_RESULT,
    Blank,
    Figure,
    NotAFigure,
    NotCollected,
    Number,
    Suppressed,
    is_excel_error,
)
from outcomes_xl.sources.evidence import LONGEST_LINE
from outcomes_xl.sources.lateness import gaps
from outcomes_xl.sources.published.part_sums import Partial
from outcomes_xl.sources.published.points import SEVERAL, UNTOLD, Point
from outcomes_xl.sources.published.published_rows import AreaKind
from outcomes_xl.sources.published.series import Sighting
from outcomes_xl.sources.published.series_breaks import crossed, ending, explained

# Short words for the cell that counts them. Withheld: a figure exists and is not shown. The others: there is none.
SHORT = {
    "c": "suppressed",
    "k": "rounds to nothing",
    "low": "rounds to nothing",
    "u": "too unreliable",
    "~": "suppressed",
    "x": "not available",
    ":": "not available",
    "z": "does not apply",
    "*": "suppressed",
    "s": "suppressed",
    "supp": "suppressed",
    "conf": "suppressed",
    "confidential": "suppressed",
    "m": "missing",
    "suppressed": "suppressed",
    "..": "not available",
    "...": "not available",
    ".": "not available",
    "-": "no figure, reason not said",
    "--": "no figure, reason not said",
}
# Signs by which a publisher says that there is a figure, and does not show it.
NOT_CLOSE = "Not close"
"""What DfE calls a neighbour that is like an authority only for want of a better one."""
WITHHELD = frozenset({"c", "k", "low", "u", "~", "*", "suppressed"})


def short(symbol: str) -> str:
    """Return a symbol's meaning in a word or two: "suppressed"."""
    if Suppressed(symbol).is_a_range:
        return "not shown exactly"
    return SHORT.get(symbol) or ("too few to show" if symbol.startswith(("<", "≤")) else "no figure")


# Figures -----------------------------------------------------------------------------------------------------------


def said_figure(found: Figure) -> str:
    """Return a figure for a sentence, to about three figures; the cell holds it as published."""
    match found:
        case Number(value):
            decimals = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
            text = f"{value:,.{decimals}f}"
            return text.rstrip("0").rstrip(".")
        case Suppressed("suppressed"):
            return "suppressed, as a note says"
        case Suppressed(symbol, why):
            return f"{symbol} ({why or short(symbol)})"
        case Blank():
            return "no figure"
        case NotCollected(word):
            return f"“{word}”"
        case NotAFigure(typed):
            return _no_figure(str(typed))


def _no_figure(typed: str) -> str:
    if typed.strip() == NO_RESULT:
        return "a formula not worked out yet"
    return f"an error ({typed.strip()})" if is_excel_error(typed) else "not a figure"


def with_unit(found: Figure, metric: Metric) -> str:
    """Return a figure with its metric's unit: "54.6 per 10,000"."""
    return in_unit(found, metric.unit)


def said_point(point: Point, metric: Metric, other_unit: str = "", *, groups: bool = False) -> str:
    """Return a period's figure for a sentence; a partial sum never reads like a whole one, nor a group like all."""
    unit = other_unit or metric.unit
    if groups:
        return ", ".join(f"{one.name} {in_unit(one.figure, one.unit)}" for one in point.inputs)
    if unit == "judgement" and isinstance(point.figure, NotCollected):
        return point.figure.word
    if point.partial is not None:
        return f"a partial sum, {_said_partial(point.partial, point.figure, unit)}"
    return in_unit(point.figure, unit)


def _said_partial(partial: Partial, missing: Figure, unit: str) -> str:
    known = in_unit(Number(partial.known), unit)
    if not partial.parts:
        return f"{known} as printed"
    rest = "are blank" if isinstance(missing, Blank) else f"say {said_figure(missing)}"
    rest = rest if partial.missing > 1 else {"are blank": "is blank"}.get(rest, rest.replace("say", "says", 1))
    return f"{known} without {partial.missing} of {partial.parts} parts, which {rest}"


def in_unit(found: Figure, unit: str) -> str:
    """Return a figure with a unit: "54.6 per 10,000"."""
    if not isinstance(found, Number):
        return said_figure(found)
    match unit:
        case "%" | "£":
            return f"£{said_figure(found)}" if unit == "£" else f"{said_figure(found)}%"
        case "£ thousand":
            return f"£{said_figure(found)} thousand"
        case "" | "number" | "score" | "judgement" | "family outcome" | "to be agreed":
            return said_figure(found)
        case _:
            return f"{said_figure(found)} {unit}"


# Cells -------------------------------------------------------------------------------------------------------------


def values(metric: Metric, one: Sighting, doubtful_zeros: int) -> str:
    """Say how many periods there are and what stands in them: "7 periods: 5 figures, 2 not available (x)"."""
    judged = metric.unit == "judgement"
    sorts = Counter(_sort_of_answer(point, groups=one.groups, judged=judged) for point in one.points)
    count = len(one.points)
    periods = counted(count, "period")
    if sorts == {"figure": count}:
        text = f"{periods}, each with a figure" if count > 1 else f"{periods}, with a figure"
    else:
        parts = [counted(n, what, "" if what in _PLURALS else what) for what, n in sorts.most_common()]
        text = f"{periods}: {', '.join(parts)}"
    there = [point.period for point in one.points if point.period]
    known = explained(one.breaks, there, metric.every_months, metric.period_kind)
    if missing := max(0, gaps(there, metric.every_months) - len(known)):
        text += f"; {missing} missing in between"
    if known:
        text += f"; {together(known)} not collected"
    if left := len(one.aside):
        of_years = all(point.is_part for point in one.aside)
        several = counted(left, "part of a year", "parts of a year") if of_years else counted(left, "other period")
        text += f"; {several} left aside ({one.aside[-1].label})"
    return text + broken(one, metric) + (f"; {doubtful_zeros} printed 0 that may be empty" if doubtful_zeros else "")


_PLURALS = frozenset({"figure", "partial sum"})


def _sort_of_answer(point: Point, *, groups: bool = False, judged: bool = False) -> str:
    if point.partial is not None:
        return "partial sum"
    if groups and any(isinstance(one.figure, Number) for one in point.inputs):
        return "figure"
    if judged and isinstance(point.figure, NotCollected):
        return "figure"
    match point.figure:
        case Number():
            return "figure"
        case Suppressed("suppressed"):
            return "suppressed"
        case Suppressed(symbol, why):
            return f"{why or short(symbol)} ({symbol})"
        case Blank():
            return "blank"
        case NotCollected(word):
            return f"“{word}”"
        case NotAFigure(typed):
            return _no_figure(str(typed))


def broken(one: Sighting, metric: Metric) -> str:
    """Say where the periods found are not one series: "; a new series from 2021/22, not comparable before"."""
    first = next((point.period for point in one.points if point.period), None)
    if across := crossed(one.breaks, first, one.latest.period, metric.period_kind):
        return f"; a new series from {across.first}, not comparable before"
    return ""


def ended(one: Sighting, metric: Metric) -> str:
    """Say that a series has ended, and why; "" where it goes on."""
    last = ending(one.breaks, one.latest.period, metric.period_kind)
    if last is None:
        return ""
    return f"{'Superseded' if last.kind is BreakKind.SUPERSEDED else 'Discontinued'}: {last.why}"


# The evidence line -------------------------------------------------------------------------------------------------


def line(
    metric: Metric,
    one: Sighting,
    borough: str,
    called: str,
    other_unit: str,
    wider: Mapping[AreaKind, Figure],
    doubted: Sequence[str] = (),
    near: str = "",
) -> str:
    """Return the evidence in one line; its least needed parts go first when it is too long.

    ``doubted`` are the doubts about the figure, and begin it; ``near`` says what the statistical neighbours have. What
    an officer must know is never what is cut: where even that has no room it goes before the figure.
    """
    latest = one.latest
    area = latest.row.area or borough
    place = f"in {area}" + (f", published for {one.file.together} together" if one.file.together else "")
    figure = f"{said_point(latest, metric, other_unit, groups=one.groups)} {place}, {when(latest)}"
    figure += f"; not the metric's unit ({metric.unit})" if other_unit else ""
    must = "".join(f"; {part}" for part in (ended(one, metric).rstrip("."),) if part) + broken(one, metric)
    must += f"; added up from {latest.added} parts" if latest.added > 1 and latest.partial is None else ""
    must += "" if one.series.exactness == "same definition" else f"; {_near(one)}"
    worked_out = _worked_out(one)
    note = f"; the file says “{latest.row.note}”" if latest.row.note else ""
    if latest.period is None and latest.label != UNTOLD:
        note += f"; this metric counts in another kind of year: {metric.period_kind}"
    compared = _compared(one, wider)
    since = f"; {len(one.points)} periods from {one.points[0].label}" if len(one.points) > 1 else ""
    warned = f"Caution: {' '.join(doubted)} " if doubted else ""
    publication, file = one.series.publication, one.file.name
    sources = (f"{publication} ({called} {file})", f"{publication} ({file.rpartition('/')[2]})", publication)
    attempts = [
        (sources[0], worked_out, must, compared, near, since, note),
        (sources[0], worked_out, must, compared, near, note),
        *((source, must, compared, near, note) for source in sources),
        (sources[0], must, compared, note),
        *((source, must, compared, cut(note, 90)) for source in sources),
        *((source, must, cut(note, 90)) for source in sources),
        *((source, must) for source in sources),
    ]
    for source, *parts in attempts:
        whole = f"{warned}{source}: {figure}{''.join(parts)}."
        if len(whole) <= LONGEST_LINE:
            return whole
    said = said_point(latest, metric, other_unit, groups=one.groups)
    return shortened(f"{warned}{publication} {place}, {when(latest)}{must}; {said}.")


def when(point: Point) -> str:
    """Say a period in a sentence: "at 31 March 2025", "for 2024/25 (printed as 2025)"."""
    one_day = point.period is not None and point.period.start == point.period.end
    printed = f" (printed as {point.row.period})" if point.printed_otherwise else ""
    return f"{'at' if one_day else 'for'} {point.label}{printed}"


def _near(one: Sighting) -> str:
    """Say how near a figure is that is not quite the metric's: "close, not the same: one quarter, not the year"."""
    return f"{one.series.exactness}, not the same: {one.series.difference.rstrip('.')}"


def _worked_out(one: Sighting) -> str:
    """Say what a figure was worked out from: "; worked out: eligible 53.6%, other pupils 75.5%"."""
    inputs = one.latest.inputs
    if not inputs or one.groups:
        return ""
    return f"; worked out: {', '.join(f'{part.name} {in_unit(part.figure, part.unit)}' for part in inputs)}"


def _compared(one: Sighting, wider: Mapping[AreaKind, Figure]) -> str:
    # A partial sum stands beside nothing.
    named = ((AreaKind.LONDON, "London"), (AreaKind.ENGLAND, "England")) if one.latest.partial is None else ()
    said = [f"{name} {said_figure(wider[place])}" for place, name in named if place in wider]
    return f"; {', '.join(said)}" if said else ""


def of_neighbours(near: Mapping[str, Figure], listed: Sequence[Neighbour]) -> tuple[float | None, str]:
    """Return the mean of what statistical neighbours have, and the words for it: how many of the list, and whose it is.

    Only numbers are in a mean; who has something else is named, as withheld or without a figure.
    """
    numbers = [figure.value for figure in near.values() if isinstance(figure, Number)]
    if not listed or not numbers:
        return None, ""
    mean = round(sum(numbers) / len(numbers), 10)
    hidden = [area for area, figure in near.items() if isinstance(figure, Suppressed) and figure.withheld]
    several = [area for area, figure in near.items() if figure == SEVERAL]
    without = [area for area, one in near.items() if not isinstance(one, Number) and area not in (*hidden, *several)]
    told = [f"mean of {len(numbers)} of {len(listed)}, {listed[0].list}"]
    far = sum(one.closeness == NOT_CLOSE for one in listed)
    told += [f"{far} of {len(listed)} not close"] if 2 * far > len(listed) else []
    told += [f"withheld: {together(hidden)}"] if hidden else []
    told += [f"no figure: {together(without)}"] if without else []
    told += [f"more than one figure: {together(several)}"] if several else []
    return mean, f"; statistical neighbours {said_figure(Number(mean))} ({'; '.join(told)})"


def shortened(text: str) -> str:
    """Return a text no longer than an evidence line may be."""
    return cut(text, LONGEST_LINE)


def cut(text: str, longest: int) -> str:
    """Return a text's beginning, with an ellipsis where something was left out."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def together(names: Sequence[str]) -> str:
    """Return names as one says them: "a, b and c"; a name that comes twice is said once."""
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
