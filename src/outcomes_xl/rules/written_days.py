"""Days written as text, the way officers write them."""

from __future__ import annotations

import re
from datetime import date

from outcomes_xl.model import Value

_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4}|\d{2})")
_BACKWARDS = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_meant(value: Value) -> date | None:
    """Return the day a text means, day first as in the United Kingdom: "1/4/2025" is 1 April. None if none, surely."""
    if not isinstance(value, str):
        return None
    text = value.casefold().strip()
    if match := _BACKWARDS.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if (match := _NAMED.fullmatch(text)) and match[2][:3] in _MONTHS:
        return _day(_year(match[3]), _MONTHS.index(match[2][:3]) + 1, int(match[1]))
    return None


def is_one_day_only(value: Value) -> bool:
    """Return True where a text can mean one day alone: its year whole, and its month named, last but the year or first.

    1/4/2025 is 1 April here and 4 January in an American export; 12.11.26 may begin with either end.
    """
    text = value.casefold().strip() if isinstance(value, str) else ""
    if match := _NUMBERS.fullmatch(text):
        day, month, year = match.groups()
        return len(year) == 4 and (int(day) > 12 or int(day) == int(month))
    named = _NAMED.fullmatch(text)
    return bool(_BACKWARDS.fullmatch(text) or (named and len(named[3]) == 4))


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
