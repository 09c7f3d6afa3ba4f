"""The metric's own year that “by 2028”, “July 2028” or a day lies in: to ask about a target's period, never to use."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from outcomes_xl.model import Value
from outcomes_xl.reading.period_spans import span
from outcomes_xl.reading.periods import Period, PeriodKind, parse_period
from outcomes_xl.reading.tidy import folded

_BY = re.compile(
    r"(?:by|in|for|until|to reach by)? ?(?:the )?(?:year |school year )?(?P<rest>.*?\d.*?)(?: at the latest)?"
)
_BEGINS = MappingProxyType({PeriodKind.ACADEMIC: 9, PeriodKind.FINANCIAL: 4, PeriodKind.CALENDAR: 1})
"""The month in which a year of a kind begins."""


def year_by_then(value: Value, kind: PeriodKind) -> Period | None:
    """Return the year of this kind that a text or a day is of; None where it names no such year, or lies in two.

    "by 2028" is 2027/28 as "2028" is, and "July 2028" the school year in which that month lies.
    """
    if isinstance(value, date):
        return _around(value, value, kind)
    found = _BY.fullmatch(folded(value)) if isinstance(value, str) else None
    if not found:
        return None
    first, last = span(found["rest"]) or (None, None)
    if first is None or last is None or first == last:  # a day in words was meant as a day: a count's, a meeting's
        return parse_period(found["rest"], kind)
    return parse_period(found["rest"], kind) or _around(first, last, kind)


def _around(first: date, last: date, kind: PeriodKind) -> Period | None:
    begins = _BEGINS.get(kind)
    if begins is None:
        return None
    years = {day.year - (day.month < begins) for day in (first, last)}
    if len(years) > 1:
        return None
    (year,) = years
    return parse_period(str(year if begins == 1 else year + 1), kind)
