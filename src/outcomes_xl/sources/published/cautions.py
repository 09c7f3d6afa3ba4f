"""What an officer should know of a published figure before using it. Nothing is mended; the cell is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from outcomes_xl.framework.entries import Framework, Metric, Usual
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.figures import NO_RESULT, Blank, Figure, NotAFigure, Number, Suppressed, is_excel_error, marks
from outcomes_xl.reading.printed_periods import printed_in_file
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.answer_wording import said_figure, with_unit
from outcomes_xl.sources.published.bounds import beyond
from outcomes_xl.sources.published.points import UNTOLD, Point, not_yet
from outcomes_xl.sources.published.published_rows import AreaKind, plain_name, position
from outcomes_xl.sources.published.row_doubts import of_its_row
from outcomes_xl.sources.published.row_widths import may_have_slipped
from outcomes_xl.sources.published.said_units import is_a_count
from outcomes_xl.sources.published.series import Sighting
from outcomes_xl.sources.published.usual_figures import far_from_usual

TO_BE_AGREED = "to be agreed"
_AVERAGES = frozenset({"score", "points", "months"})
# What publishers call a unit, and the framework's word for it. EES's "£m" has none: nothing is converted.
_UNITS = {"%": "%", "pp": "percentage points", "£": "£"}
_UNITS |= {rate: rate for rate in ("per 1,000", "per 10,000", "per 100,000")}
_COULD_BE_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}\D*")
_SIGNS = ("%", "pp", "£")
_LONG_ENOUGH = 12
"""Letters of a word that stands nowhere by chance: shorter ones are found within others."""
_JOINED = re.compile(r"\band\b|\bwith\b|[/,+;]")
_FAR_APART = 30
"""How many times as large as England's a figure is where it is likelier to be written another way: 0.219 for 21.9%."""


def cautions(metric: Metric, one: Sighting, unit: str, doubted: Sequence[str]) -> tuple[str, ...]:
    """Return all there is to know before the latest figure is used, weightiest first; ``doubted`` are ``doubts``."""
    said = [f"The publisher gives it in {unit}; {_ours(metric)} {metric.unit}."] if unit else []
    notes = (note for note in _of_the_note(one) if not any(note in doubt for doubt in doubted))
    return tuple(dict.fromkeys((*said, *doubted, *notes)))


def doubts(
    metric: Metric,
    one: Sighting,
    unit: str,
    wider: Mapping[AreaKind, Figure],
    more: Sequence[str],
    known: Framework,
    today: date,
) -> Iterator[str]:
    """Give the cautions about the figure and its period themselves; ``known`` says what was usual before."""
    yield from _of_the_figure(metric, one, unit, wider, known.usual.get(metric.id))
    yield from _of_the_row(one)
    yield from of_its_row(metric, one, today)
    yield from _of_the_headings(one)
    yield from _of_the_period(metric, one, today)
    yield from more


def _ours(metric: Metric) -> str:
    return "this metric's unit is" if metric.unit == TO_BE_AGREED else "this metric counts in"


def _of_the_figure(
    metric: Metric, one: Sighting, unit: str, wider: Mapping[AreaKind, Figure], usual: Usual | None
) -> Iterator[str]:
    found = one.latest.figure
    if one.latest in doubtful_zeros(metric, one):
        yield "The printed 0 may be an empty cell: look at the table itself before you use it."
    yield from _of_zeros_worked_with(one)
    yield from _of_unlike_parts(one)
    if isinstance(found, NotAFigure) and (why := no_answer_yet(found)):
        yield why
    elif isinstance(found, NotAFigure):
        yield f"What stands where the figure should be is no figure: “{quoted(one, one.latest)}”."
    if isinstance(found, Blank) and one.file.blanks_unsure:
        yield "In an .xls or .xlsb file an error looks like an empty cell: look at it in Excel, or save it as .xlsx."
    if one.file.comma_guessed and _COULD_BE_THOUSANDS.fullmatch(printed := quoted(one, one.latest)):
        typed = printed.replace(".", ",")
        yield f"Semicolons part the file's cells, so “{typed}” was read as {printed}, and not as thousands."
    sized = tuple(_of_its_size(metric, one, found, wider)) if isinstance(found, Number) and not unit else ()
    yield from sized or (() if unit else far_from_usual(metric, found, wider, usual))
    if isinstance(found, Number) and not unit and found.mark and marks()[found.mark] != "revised":
        yield f"The publisher marks it {marks()[found.mark]} (“{quoted(one, one.latest)}”)."
    unread = [point for point in one.points[:-1] if isinstance(point.figure, NotAFigure)]
    if unread:
        yield f"In {unread[-1].label} stands “{quoted(one, unread[-1])}”, which is not understood."


def _of_zeros_worked_with(one: Sighting) -> Iterator[str]:
    """Say where a gap was worked out from an average or a share that is printed as 0."""
    units = _AVERAGES | {"%"} if one.gap else _AVERAGES
    if zeros := [part.name for part in one.latest.inputs if part.figure == Number(0) and part.unit in units]:
        yield f"The 0 it was worked out from ({zeros[0]}) may be no figure: look at the table itself before you use it."


def _of_unlike_parts(one: Sighting) -> Iterator[str]:
    """Say where of two percentages that a gap was worked out from one is likelier a fraction: 0.536 beside 75.5."""
    numbers = [(float(part.figure.value), part) for part in one.latest.inputs if isinstance(part.figure, Number)]
    if not one.gap or len(numbers) != 2 or any(part.unit != "%" for _, part in numbers):
        return
    (least, small), (most, large) = sorted(numbers, key=lambda one: one[0])
    if 0 < least < 1 <= most and most / least >= _FAR_APART:
        yield (
            f"It was worked out from {said_figure(small.figure)}% ({small.name}) and {said_figure(large.figure)}% "
            f"({large.name}): the first may be a fraction."
        )


def no_answer_yet(found: NotAFigure) -> str:
    """Say why an Excel error or a formula without a result is no answer, and what to do; "" for anything else."""
    typed = tidy_text(str(found.typed))
    if typed == NO_RESULT:
        return "Its cell holds a formula whose result was never saved: open the file in Excel, save it, and look again."
    if is_excel_error(typed):
        return f"Its cell shows {typed}, an error in the publisher's file: the figure is not known from it."
    return ""


def _of_its_size(metric: Metric, one: Sighting, found: Number, wider: Mapping[AreaKind, Figure]) -> Iterator[str]:
    said = with_unit(found, metric)
    if outside := beyond(metric, found):
        yield f"{said} {outside}."
        return
    if metric.unit != "%" and not metric.unit.startswith("per "):
        return
    for name, other in _beside(one, wider):
        if metric.unit == "%" and 0 < found.value < 1 <= other.value and other.value / found.value >= _FAR_APART:
            yield f"{said} looks like a fraction: {name} {said_figure(other)}, out of a hundred."
            return
        if found.value > 100 and other.value > 0 and found.value / other.value >= _FAR_APART:
            yield f"{said} is out of all proportion: {name} {said_figure(other)}."
            return
    if metric.unit == "%" and metric.lowest is not None and found.value > 100:
        yield f"{said} is more than all there are: the number it is a share of is small, or an estimate."


def _beside(one: Sighting, wider: Mapping[AreaKind, Figure]) -> Iterator[tuple[str, Number]]:
    """Give what a figure can be held against: England's, London's, and the period's before."""
    for place, name in ((AreaKind.ENGLAND, "England has"), (AreaKind.LONDON, "London has")):
        if isinstance(other := wider.get(place), Number):
            yield name, other
    for point in reversed(one.points[:-1]):
        if isinstance(point.figure, Number):
            yield f"{point.label} has", point.figure
            return


def of_the_area(one: Sighting, borough: str) -> Iterator[str]:
    """Say where a row has the borough's code and another area's name, or the name of more than the borough."""
    row = one.latest.row
    ours, theirs = plain_name(borough), plain_name(row.area)
    if row.place is AreaKind.JOINT or not theirs or theirs == ours:
        return
    if _JOINED.search(theirs.replace(ours, "", 1)) and ours in theirs:
        yield f"Its row has {borough}'s code and the name “{row.area}”: it may be for more than {borough}."
    else:
        yield f"Its row has {borough}'s code and the name “{row.area}”: one of the two is wrong."


def _of_the_row(one: Sighting) -> Iterator[str]:
    """Say where a row is of another width than the headings, and which rows of the borough were not read for it."""
    row = one.latest.row
    others = (other.cells for other in (*one.file.rows, *one.file.beside) if other is not row)
    if how := may_have_slipped(row.cells, others, one.file.headings):
        yield f"Its row has {how}: its cells may stand under the wrong ones. Look at the row itself."
    yield from left_out_for(one)


def left_out_for(one: Sighting) -> Iterator[str]:
    """Say which rows that name the borough, and could be of this series, were not read for their number of cells."""
    if not one.file.ours_left_out:
        return
    words = [[bare(word) for word in asked.split("|")] for asked in one.series.where.values()]
    mine = [
        number
        for number, cells in one.file.ours_left_out
        if all(any(_stands_in(word, cells) for word in spelt) for spelt in words)
    ]
    if mine:
        which = f"Row {mine[0]}" if len(mine) == 1 else f"{len(mine)} rows from row {mine[0]} on"
        was = "was left out, and" if len(mine) == 1 else "were left out, and"
        yield f"{which} of {one.file.name} {was} may be for this: too many or too few cells. Look there."


def _stands_in(word: str, cells: Sequence[str]) -> bool:
    """Whether a row has a word as one of its cells, or torn over several; LAC is no part of LACStable."""
    return word in cells or (len(word) >= _LONG_ENOUGH and word in "".join(cells))


def _of_the_headings(one: Sighting) -> Iterator[str]:
    """Say where a heading the figure was found by stands over several columns that do not say the same."""
    cells = one.latest.row.cells
    for column in (one.series.value, *one.series.where) if one.file.twice else ():
        read = position(one.file.at, column)
        if read is None or read >= len(one.file.headings):
            continue
        heading = one.file.headings[read]
        pairs = zip(one.file.headings, cells, strict=False)
        under = [tidy_text(cell) for name, cell in pairs if bare(name) == bare(heading)]
        if len(set(under)) > 1:
            listed = "” and “".join(text or "nothing" for text in under)
            yield f"The heading {heading} stands {len(under)} times, over “{listed}”; the first was read."


def _of_the_period(metric: Metric, one: Sighting, today: date) -> Iterator[str]:
    latest = one.latest
    if latest.label == UNTOLD:
        yield "Which period it is for cannot be told from the file: look at its title."
    elif latest.period is None:
        unknown = not (latest.said or latest.row.part)
        why = "which is not understood" if unknown else "which this metric's kind of year does not have"
        yield f"The period is printed as {latest.label}, {why}."
    else:
        yield from _of_what_is_aside(metric, one)
        yield from _of_what_is_missing(metric, one, today)
    if one.ahead:
        last = one.ahead[-1]
        said = "a row" if isinstance(last.figure, Blank) else said_figure(last.figure)
        yield f"The file also has {said} for {last.label}, which {not_yet(last, today)}; it was left aside."


def _of_what_is_aside(metric: Metric, one: Sighting) -> Iterator[str]:
    """Name the periods beside the metric's own: those not understood, parts of a year and other years."""
    if unread := [point for point in one.aside if not point.row.part and not point.said]:
        several = counted(len(unread), "period is", "periods are")
        printed = unread[-1].row.period
        yield f"{several} not understood and left aside: {f'“{printed}”' if printed else 'its cell is blank'}."
    kind = one.series.period_kind or metric.period_kind
    newest = one.latest.period
    others = [point for point in one.aside if point.row.part or point.said]
    newer = [point for point in others if newest and (end := ends_on(point, kind)) and end > newest.end]
    if newer:
        last = newer[-1]
        also = f", and {len(newer) - 1} more like it" if len(newer) > 1 else ""
        said = said_figure(last.figure)
        what = "a part of a year" if last.is_part else "another kind of year"
        yield f"The file also has {said} for {last.label}{also}: {what}, newer, and left aside."


def _of_what_is_missing(metric: Metric, one: Sighting, today: date) -> Iterator[str]:
    """Say where the file goes on for London or England, and has no row for the borough: its figure is older."""
    newest, kind = one.latest.period, one.series.period_kind or metric.period_kind
    if newest is None or one.latest.row.part:
        return
    known = {point.label for point in (*one.points, *one.aside, *one.ahead)}
    theirs = [printed_in_file(printed, kind) for printed, part in one.wider if not part]
    newer = [period for period in theirs if period and newest.end < period.end <= today and period.label not in known]
    if newer:
        last = max(newer, key=lambda period: period.end)
        yield f"The file goes on to {last.label} for London or England, and has no row for this borough there."


def ends_on(point: Point, kind: str) -> date | None:
    """Return the last day of what a point is for; None where it is not understood."""
    year = point.said or printed_in_file(point.row.period, kind)
    return year.end if year else None


def _of_the_note(one: Sighting) -> Iterator[str]:
    if (note := tidy_text(one.latest.row.note)) and folded(note) not in marks():
        yield note


def quoted(one: Sighting, point: Point) -> str:
    """Return what stands in a point's cell, as printed and not too long."""
    text = tidy_text(one.file.text(point.row, one.series.value))
    return text if len(text) <= 30 else f"{text[:29]}…"


def other_unit(metric: Metric, one: Sighting) -> str:
    """Return the publisher's unit where it says one that is not the metric's; figures are never converted."""
    latest = one.latest
    if latest.inputs or (not isinstance(latest.figure, Number) and latest.partial is None):
        return ""  # a symbol or a blank has no unit, and what we worked out is in the metric's
    stated = one.other_unit or one.file.units.get(bare(one.series.value), "")
    printed = one.file.text(latest.row, one.series.value).strip()
    sign = next((unit for unit in _SIGNS if printed.startswith(unit) or printed.endswith(unit)), "")
    counted = metric.unit == "number" and is_a_count(stated)
    return next((unit for unit in (stated, sign) if unit and _UNITS.get(unit) != metric.unit and not counted), "")


def doubtful_zeros(metric: Metric, one: Sighting) -> list[Point]:
    """Return the periods with a printed 0 that is probably no figure: an average of 0 where others are withheld.

    City of London's average SDQ score for 2024 is printed as 0, and as c for 2025: it has too few children.
    """
    zeros = [point for point in one.points if point.figure == Number(0)]
    others_withheld = any(isinstance(point.figure, Suppressed) for point in one.points)
    return zeros if metric.unit in _AVERAGES and (others_withheld or len(zeros) < len(one.points)) else []
