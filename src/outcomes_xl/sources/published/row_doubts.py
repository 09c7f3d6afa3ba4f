"""What the rest of a figure's row says of it: its interval, its count, how many years it is for, its note, its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from outcomes_xl.framework.entries import Metric
from outcomes_xl.reading.figures import Number, figure_in_file, marks
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.answer_wording import said_figure
from outcomes_xl.sources.published.column_doubts import count_beside
from outcomes_xl.sources.published.published_rows import NAME_AND_NUMBER, SAYS_BOTH, position
from outcomes_xl.sources.published.row_arithmetic import against_its_own_row
from outcomes_xl.sources.published.series import Sighting
from outcomes_xl.sources.published.shown_cells import Shown

_INTERVALS = (
    ("lowerci950limit", "upperci950limit"),
    ("lci95", "uci95"),
    ("lowerci", "upperci"),
    ("lowerconfidenceinterval", "upperconfidenceinterval"),
    ("lowerconfidencelimit", "upperconfidencelimit"),
)
_ITS_VALUES = frozenset({"value", "observation", "obsvalue"})
"""What a table calls its one column of figures: an interval beside it is that figure's."""
_YEARS_TOGETHER = re.compile(r"(\d{1,2}) ?y(?:ears?|rs?)?")
_WARNS = re.compile(
    r"data quality|quality (?:issue|concern|problem)|unreliab|not reliable|(?:treat|use|interpret)\w* with caution"
    r"|caution|incomplete|not comparable|incorrect|error|under review",
    re.IGNORECASE,
)
_NOT_FINAL = re.compile(r"\bprov(?:isional)?\b", re.IGNORECASE)
_A_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NO_NEWS = frozenset({"revised"})


def of_its_row(metric: Metric, one: Sighting, today: date) -> Iterator[str]:
    """Give the doubts that stand in the row of the latest figure."""
    yield from _of_its_note(one, today)
    if isinstance(one.latest.figure, Number) and not one.latest.inputs:
        yield from _of_its_look(one)
        yield from _at_an_open_end(one)
        yield from _outside_its_interval(one)
        yield from _beside_its_count(metric, one)
        yield from against_its_own_row(one, one.series.unit or metric.unit)
        yield from _of_its_years(one)


def _of_its_note(one: Sighting, today: date) -> Iterator[str]:
    note = tidy_text(one.latest.row.note)
    meaning = marks().get(folded(note), "") or ("provisional" if _NOT_FINAL.search(one.latest.row.period) else "")
    if meaning and meaning not in _NO_NEWS and isinstance(one.latest.figure, Number):
        yield f"The publisher marks it {meaning}."
    elif note.startswith((SAYS_BOTH, NAME_AND_NUMBER)):
        yield f"{note}."
    elif _WARNS.search(note):
        yield f"The publisher says of it: “{note if len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 1] + '…'}”."
    days = [day for text in _A_DAY.findall(note) if (day := _day(text)) and day > today]
    if days:
        yield f"Its note says “{note}”: that day has not come yet."


_LONGEST_NOTE = 80


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _of_its_look(one: Sighting) -> Iterator[str]:
    at = position(one.file.at, one.series.value)
    cells = one.latest.row.cells
    if at is not None and at < len(cells) and isinstance(cell := cells[at], Shown):
        yield f"In the publisher's workbook its cell {cell.look}: it may have been taken back."
    elif one.file.hidden:
        yield "The sheet it stands on is hidden in the publisher's workbook: it may have been taken back."


def _at_an_open_end(one: Sighting) -> Iterator[str]:
    """Say where a figure is the very last of a file whose last line has no end: 3 may be the beginning of 31."""
    end, cells = one.file.open_end.rstrip(), one.latest.row.cells
    at = position(one.file.at, one.series.value)
    printed = cells[at].strip() if at is not None and at < len(cells) else ""
    if printed and end.endswith(printed) and all(cell.strip() in end for cell in cells):
        yield f"“{printed}” is the very last of its file, whose last line has no end: it may have broken off there."


def _outside_its_interval(one: Sighting) -> Iterator[str]:
    found = one.latest.figure
    value = position(one.file.at, one.series.value)
    if not isinstance(found, Number) or value is None or bare(one.file.headings[value]) not in _ITS_VALUES:
        return
    for names in _INTERVALS:
        lower, upper = (_beside(one, name) for name in names)
        if lower is not None and upper is not None and not lower <= found.value <= upper:
            yield (
                f"{said_figure(found)} is outside the interval printed beside it, {said_figure(Number(lower))} to "
                f"{said_figure(Number(upper))}: one of them is wrong."
            )
            return


def _beside(one: Sighting, heading: str) -> float | None:
    at, cells = one.file.at.get(heading), one.latest.row.cells
    read = figure_in_file(cells[at]) if at is not None and at < len(cells) else None
    return float(read.value) if isinstance(read, Number) else None


def _beside_its_count(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where a share or rate is 0 and its count is not, or the other way about."""
    found = one.latest.figure
    unit = one.series.unit or metric.unit
    if not isinstance(found, Number) or (unit != "%" and not unit.startswith("per ")):
        return
    at = count_beside(one.file, one.series.value)
    cells = one.latest.row.cells
    count = figure_in_file(cells[at]) if at is not None and at < len(cells) else None
    if at is not None and isinstance(count, Number) and (found.value == 0) is not (count.value == 0):
        heading = one.file.headings[at]
        yield f"It is {said_figure(found)}, and the count beside it ({heading}) {said_figure(count)}: one is wrong."


def _of_its_years(one: Sighting) -> Iterator[str]:
    """Say where a row is for several years together and its period names one, or the other way about."""
    at, period, cells = one.file.at.get("timeperiodrange"), one.latest.period, one.latest.row.cells
    said = _YEARS_TOGETHER.fullmatch(folded(cells[at])) if at is not None and at < len(cells) else None
    if said is None or period is None or period.start == period.end:
        return
    years = round(((period.end - period.start).days + 1) / 365.25)
    if int(said[1]) != years:
        together = f"{said[1]} years together" if said[1] != "1" else "one year"
        yield f"Its row is for {together} (“{said[0]}”), and its period is {period.label}: one of the two is wrong."
