"""What a cell says as a period, in the metric's own way of writing, or a question."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

from outcomes_xl.adopt.cell_meanings import DAY, LEFT_OUT, Meaning, asked, carried, leaves_out, not_carried
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.framework.entries import Metric
from outcomes_xl.model import Value
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.periods import PeriodKind, meant_by, parse_period, read_by_its_end, understood
from outcomes_xl.reading.tidy import folded

_SPLIT = re.compile(r"^(?:19|20)?(\d\d)\s*[/-]\s*(?:19|20)?(\d\d)$")
_YEAR_WORD = re.compile(r"^(?:(?:academic year|financial year|school year|acad\.?|fin\.?)\s+|(?:ay|fy)\s*(?=\d))", re.I)
_TO = re.compile(r"^((?:19|20)\d\d)\s+to\s+((?:19|20)?\d\d)$", re.I)
YEAR_ALONE = "a year alone"
"""How they call years that stand alone for metrics of financial or academic years."""


def period_of(
    cell: StyledCell,
    metric: Metric | None,
    said: str,
    said_of_years: str = "",
    ends: Container[int] = (),
    *,
    always: bool = False,
) -> Meaning:
    """Return a period in the metric's own way of writing. A split year for another kind of year is asked about.

    So is a year alone for a metric of split years, unless it is one of those that the column's split years end in:
    ``said_of_years`` is the officer's answer, given once. What was ``said`` of a period counts where it is asked about:
    what 2024/25 is for a count of 31 March changes no 2024/25 of a financial year. ``always`` makes it count anywhere.
    """
    kind = PeriodKind(metric.period_kind) if metric else PeriodKind.ANY
    if said and (always or _plainly(cell, kind, "", ends).became == "asked"):
        return not_carried(LEFT_OUT) if leaves_out(said) else _as_said(cell, kind, said)
    return _plainly(cell, kind, said_of_years, ends)


def _plainly(cell: StyledCell, kind: PeriodKind, said_of_years: str, ends: Container[int]) -> Meaning:
    """Return what a period comes to as it stands there."""
    typed: Value = cell.value
    if isinstance(typed, str):
        typed = _YEAR_WORD.sub("", folded(typed).strip())
        if (span := _TO.match(typed)) and int(span[2][-2:]) == (int(span[1]) + 1) % 100:
            typed = f"{span[1]}/{span[2][-2:]}"
        if day := DAY.match(typed):
            year = int(day[3]) + (2000 if len(day[3]) == 2 else 0)
            typed = f"{int(day[1])}/{int(day[2])}/{year}"
    split = isinstance(typed, str) and _is_split_year(typed)
    if split and kind in (
        PeriodKind.AT_31_MARCH,
        PeriodKind.AT_30_SEPTEMBER,
        PeriodKind.CALENDAR,
        PeriodKind.EDITION,
        PeriodKind.THREE_YEARS,
    ):
        how = f"{kind.value[0].lower()}{kind.value[1:]}"
        reason = f"This metric is counted otherwise ({how}): which of its periods is “{cell.text}”?"
        return asked("year", cell.text, reason)
    if read_by_its_end(typed, kind) and int(str(typed).partition(".")[0]) not in ends:
        year = int(str(typed).partition(".")[0])
        if not said_of_years:
            reason = (
                f"“{cell.text}” is a year alone, and this metric goes by {kind.value.lower()}s: is it the "
                f"year it ends in ({year - 1}/{year % 100:02}) or begins in ({year}/{(year + 1) % 100:02})? "
                "Answer “ends” or “begins”."
            )
            return asked("year", YEAR_ALONE, reason, f"{year - 1}/{year % 100:02}")
        if re.search(r"begin|start", said_of_years, re.I):
            typed = f"{year}/{(year + 1) % 100:02}"
    period = parse_period(typed, kind) or meant_by(typed, kind)
    if period is None:
        any_period = parse_period(typed, PeriodKind.ANY)
        if any_period is None:
            return asked("year", cell.text, f"“{cell.text}” is no period this tool can read.")
        if kind is not PeriodKind.ANY:
            return asked(
                "year", cell.text, f"“{cell.text}” does not fit this metric, which goes by {kind.value.lower()}."
            )
        period = any_period
    return carried(_label(period.label, kind, period.end))


def year_over(cell: StyledCell, metric: Metric | None, notes: ReadingNotes) -> Meaning:
    """Return the period of a year that stands over figures, which can be left out with all of them."""
    said = notes.means("year", cell.text)
    return period_of(cell, metric, said, notes.means("year", YEAR_ALONE), always=leaves_out(said))


def is_a_period(text: str) -> bool:
    """Whether a text is a period, whatever metric it is of: 2024/25, FY2024-25, 31 March 2025."""
    said = _YEAR_WORD.sub("", folded(text).strip())
    return understood(said) is not None or DAY.match(said) is not None


def _is_split_year(text: str) -> bool:
    """Whether a text is one year over two calendar years, such as 2024/25; 2021 - 23 is three years."""
    found = _SPLIT.match(text)
    return found is not None and int(found[2]) == (int(found[1]) + 1) % 100


def _label(label: str, kind: PeriodKind, end: date) -> str:
    """Return a period as the lists say it is written: a day of the year by its year alone."""
    return str(end.year) if kind in (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER) else label


def _as_said(cell: StyledCell, kind: PeriodKind, said: str) -> Meaning:
    on_a_day = kind in (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER)
    if not said.casefold().startswith("the metric"):
        if understood(said) is None and parse_period(said, kind) is None:
            return asked("year", cell.text, f"Your answer “{said}” is no period: which period is “{cell.text}”?")
        return carried(said)
    if kind is PeriodKind.AT_31_MARCH and (year := re.search(r"day:?\s*(\d{4})", said)):
        return carried(year[1])
    period = parse_period(cell.text, kind) or meant_by(cell.text, kind) or meant_by(cell.text, PeriodKind.FINANCIAL)
    if period is None:
        return carried(cell.text)
    return carried(_label(period.label, kind, period.end) if on_a_day else period.label)
