"""When two values are the same to Excel: what a change expected, and what stands there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from outcomes_xl.model import Value


def same(one: Value, other: Value) -> bool:
    """Tell whether Excel could not tell the values apart: 3 and 3.0, a day and its midnight, blank and empty text.

    Excel keeps times as parts of a day; they are compared to the millisecond.
    """
    first, second = _plain(one), _plain(other)
    if isinstance(first, datetime) and isinstance(second, datetime):
        return abs(first - second) < timedelta(milliseconds=1)
    return type(first) is type(second) and first == second


def _plain(value: Value) -> Value:
    if value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value) if abs(value) < 10**300 else value
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 31), value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value
