"""Excel's day numbers and our dates. Excel counts days, and in its 1900 system a 29 February 1900 that never was."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from outcomes_xl.model import Value

DATE, TIME = 1, 2
"""What a number format shows of a number: a date, a time, or both (3)."""

_BEFORE_LEAP = date(1899, 12, 31)  # day 0 for serials 1 to 59
_AFTER_LEAP = date(1899, 12, 30)  # day 0 for serials from 61 on
_DAY_0_1904 = date(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999 in the 1900 system
_DAY_IN_MS = 86_400_000


@lru_cache(maxsize=4096)
def from_serial(serial: float, shows: int, uses_1904: bool) -> Value:
    """Return the date, time or both that Excel shows for a number, to the millisecond.

    Numbers that are no real day stay numbers: 60 and 0 in the 1900 system, anything below zero or after the year 9999.
    """
    if not -1 < serial < _LAST_DAY + 1:
        return _as_number(serial)
    day, milliseconds = divmod(round(serial * _DAY_IN_MS), _DAY_IN_MS)
    if day == 0 and (shows == TIME or (shows & TIME and milliseconds and not uses_1904)):
        return (datetime.min + timedelta(milliseconds=milliseconds)).time()
    if day < 0 or day > _LAST_DAY - 1462 * uses_1904 or (not uses_1904 and day in (0, 60)):
        return _as_number(serial)
    since_1900 = _AFTER_LEAP if day > 60 else _BEFORE_LEAP
    found = (_DAY_0_1904 if uses_1904 else since_1900) + timedelta(days=day)
    if shows & TIME or milliseconds:
        return datetime.combine(found, time()) + timedelta(milliseconds=milliseconds)
    return found


def _as_number(serial: float) -> float | int:
    return int(serial) if serial.is_integer() and abs(serial) < 1e15 else serial


def to_serial(value: date | datetime | time, uses_1904: bool) -> float | int:
    """Return the number Excel keeps for a date or time. Raises ValueError for days Excel does not have."""
    if isinstance(value, time):
        return _part_of_day(value)
    day = value.date() if isinstance(value, datetime) else value
    if uses_1904:
        number = (day - _DAY_0_1904).days
        if number < 0:
            raise ValueError("this workbook has no dates before 1904")
    else:
        number = (day - _AFTER_LEAP).days
        number = number if number > 60 else number - 1
        if number < 1:
            raise ValueError("Excel has no dates before 1900")
    if isinstance(value, datetime) and value.time() != time():
        return number + _part_of_day(value.time())
    return number


def _part_of_day(value: time) -> float:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return (seconds * 1000 + value.microsecond / 1000) / _DAY_IN_MS
