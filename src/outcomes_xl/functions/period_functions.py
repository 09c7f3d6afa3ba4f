"""The first and the last day of a period, read by the metric's own kind of year."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from outcomes_xl.functions.formula_arguments import Answer, Answers, CannotAnswer, Memo, plain, single, words
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.sentences import shown
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.periods import Period, PeriodKind, parse_period

_LIKE = {
    PeriodKind.ACADEMIC: "2024/25",
    PeriodKind.FINANCIAL: "2024/25",
    PeriodKind.CALENDAR: "2024",
    PeriodKind.AT_31_MARCH: "31 March 2025",
    PeriodKind.AT_30_SEPTEMBER: "30 September 2025",
    PeriodKind.THREE_YEARS: "2022 - 24",
    PeriodKind.EDITION: "2026",
    PeriodKind.ANY: "2024/25",
}


def start(periods: Any, kind: Any) -> Answers:
    """Return the first day of each period."""
    return _memo(_kind(kind), False).over(periods)


def end(periods: Any, kind: Any) -> Answers:
    """Return the last day of each period."""
    return _memo(_kind(kind), True).over(periods)


@lru_cache(maxsize=2 * len(PeriodKind))
def _memo(kind: PeriodKind, last_day: bool) -> Memo:
    def day(cell: Any) -> Answer:
        value = plain(cell)
        if isinstance(value, ErrorValue):
            return value.code
        if not words(cell):
            return ""
        period: Period | None = parse_period(value, kind)
        if period:
            return period.end if last_day else period.start
        if isinstance(value, date):
            return f"Excel has made a date of this. Type it as text, with an apostrophe first: '{_LIKE[kind]}"
        return f"“{shown(value)}” says no period of this kind ({kind.value}). Write it like {_LIKE[kind]}."

    return Memo(day)


def _kind(given: Any) -> PeriodKind:
    typed = words(single(given, "period kind"))
    for kind in PeriodKind:
        if typed.casefold() == kind.value.casefold():
            return kind
    if not typed:
        raise CannotAnswer("The period kind is blank.", "Give one, such as Academic year.")
    guess = did_you_mean(typed, [kind.value for kind in PeriodKind])
    next_step = f"Did you mean {guess}?" if guess else f"There are: {'; '.join(kind.value for kind in PeriodKind)}."
    raise CannotAnswer(f"There is no period kind {typed}.", next_step)
