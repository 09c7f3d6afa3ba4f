"""Stretches of time said outright: quarters, months, days and intervals, whatever a metric's own kind of year is.

Where the ways of writing come from: "January to March 2025" (UKHSA), "31 December 2025" (MHCLG), "2022/23 Q1" (LG
Inform), "2024-04-01/P1Y" (ONS, ISO 8601), "Apr 2024 - Mar 2025" and "Mar-25" (local extracts, Excel), "2011/12 -
15/16" (Fingertips, five years together).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
Span = tuple[date, date]
"""The first and the last day, both inside."""

_FULL = r"(?:19|20)\d\d"
_DAY = r"(?:(?P<{0}day>\d{{1,2}})(?:st|nd|rd|th)? )?"
_QUARTERS = (
    re.compile(rf"(?P<year>{_FULL})(?: ?(?P<split>/|-|to) ?(?P<to>\d{{2}}|\d{{4}}))?[ ,-]*(?:q|quarter ?)(?P<n>[1-4])"),
    re.compile(rf"(?:q|quarter ?)(?P<n>[1-4])[ ,-]*(?P<year>{_FULL})(?: ?(?P<split>/|-|to) ?(?P<to>\d{{2}}|\d{{4}}))?"),
)
_MONTHS = re.compile(
    rf"{_DAY.format('a')}(?P<a>[a-z]{{3,9}})(?:[ ,-]+(?P<ay>{_FULL}|\d\d))? ?(?:-|to|until) ?"
    rf"{_DAY.format('b')}(?P<b>[a-z]{{3,9}})[ ,-]+(?P<by>{_FULL}|\d\d)"
)
_ONE = re.compile(
    rf"(?:as )?(?:at |on |quarter ending |end of )?{_DAY.format('')}(?P<month>[a-z]{{3,9}})[ ,-]+(?P<year>{_FULL}|\d\d)"
)
_ENDING = re.compile(
    rf"(?:12 months|year|ye|twelve months) ?(?:ending|ended|to|) ?{_DAY.format('')}"
    rf"(?P<month>[a-z]{{3,9}}),? (?P<year>{_FULL})"
)
_ISO_LENGTH = re.compile(
    rf"(?P<y>{_FULL})-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?:t[\d:.]+z?)?/p(?P<n>\d{{1,2}})(?P<unit>[ymd])"
)
_ISO_BOTH = re.compile(rf"(?P<y>{_FULL})-(?P<m>\d\d)-(?P<d>\d\d) ?(?:/|to) ?(?P<ey>{_FULL})-(?P<em>\d\d)-(?P<ed>\d\d)")
_ISO_DAY = re.compile(rf"(?P<y>{_FULL})-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[t ][\d:.]+z?)?)?")
_NUMBERS = re.compile(rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>{_FULL})")
_YEARS = re.compile(
    rf"(?P<first>{_FULL})/(?P<first_end>\d{{2}}|\d{{4}}) ?(?:-|to) ?"
    rf"(?P<last_start>\d{{2}}|\d{{4}})/(?P<last>\d{{2}}|\d{{4}})"
)


def span(text: str) -> Span | None:
    """Return the days a folded text names outright, None when it names none, or none that there are."""
    for read in _READERS:
        try:
            found = read(text)
        except ValueError:
            continue
        if found and found[0] <= found[1]:
            return found
    return None


def label(found: Span) -> str:
    """Return the one way we write a stretch of time; it reads back to the same days."""
    start, end = found
    if start == end:
        return f"{end.day} {_name(end.month)} {end.year}"
    whole = start.day == 1 and end == _last_day(end.year, end.month)
    if not whole:
        return f"{start.day} {_name(start.month)} {start.year} to {end.day} {_name(end.month)} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{_name(end.month)} {end.year}"
    first = _name(start.month) if start.year == end.year else f"{_name(start.month)} {start.year}"
    return f"{first} to {_name(end.month)} {end.year}"


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month's name, its first letters or its number, 0 for "", None for anything else."""
    if not word:
        return 0
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else None
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    return found[0] if found else None


def _name(month: int) -> str:
    return MONTHS[month - 1].title()


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _on(year: str | int, month: int, day: str | int | None, last: bool) -> date:
    """Return a day; without one, the month's first or last. ValueError for a day there is not."""
    full = int(year) if len(str(year)) == 4 else 2000 + int(year)
    if day:
        return date(full, month, int(day))
    return _last_day(full, month) if last else date(full, month, 1)


def _quarter(text: str) -> Span | None:
    match = next((found for one in _QUARTERS if (found := one.fullmatch(text))), None)
    if match is None:
        return None
    year, number = int(match["year"]), int(match["n"])
    if match["to"] is None:
        return date(year, 3 * number - 2, 1), _last_day(year, 3 * number)
    if int(match["to"]) % 100 != (year + 1) % 100:
        return None
    # A quarter of a split year is the financial year's: Q1 is April to June.
    month = 3 * number + 1
    year, month = (year + 1, month - 12) if month > 12 else (year, month)
    return date(year, month, 1), _last_day(year, month + 2)


def _months(text: str) -> Span | None:
    match = _MONTHS.fullmatch(text)
    first, last = (month_number(match["a"]), month_number(match["b"])) if match else (None, None)
    if not (match and first and last):
        return None
    end = _on(match["by"], last, match["bday"], last=True)
    year = match["ay"] or (end.year if first <= last else end.year - 1)
    return _on(year, first, match["aday"], last=False), end


def _one(text: str) -> Span | None:
    match = _ONE.fullmatch(text)
    month = month_number(match["month"]) if match else None
    if not (match and month) or (match["day"] and len(match["year"]) == 2):
        return None
    end = _on(match["year"], month, match["day"], last=True)
    if text.startswith("quarter ending"):
        back = end.year * 12 + end.month - 3
        return date(back // 12, back % 12 + 1, 1), end
    return _on(match["year"], month, match["day"], last=False), end


def _ending(text: str) -> Span | None:
    match = _ENDING.fullmatch(text)
    month = month_number(match["month"]) if match else None
    if not (match and month):
        return None
    end = _on(match["year"], month, match["day"], last=True)
    if end != _last_day(end.year, end.month):
        return None
    return date(end.year - (month < 12), month % 12 + 1, 1), end


def _iso(text: str) -> Span | None:
    if match := _ISO_LENGTH.fullmatch(text):
        start = date(int(match["y"]), int(match["m"]), int(match["d"] or 1))
        months = int(match["n"]) * {"y": 12, "m": 1, "d": 0}[match["unit"]]
        if not months:
            return (start, start) if match["n"] == "1" else None
        after = start.year * 12 + start.month - 1 + months
        next_one = date(after // 12, after % 12 + 1, start.day)
        return start, date.fromordinal(next_one.toordinal() - 1)
    if match := _ISO_BOTH.fullmatch(text):
        return (
            date(int(match["y"]), int(match["m"]), int(match["d"])),
            date(int(match["ey"]), int(match["em"]), int(match["ed"])),
        )
    if match := _ISO_DAY.fullmatch(text) or _NUMBERS.fullmatch(text):
        year, month, day = int(match["y"]), int(match["m"]), match["d"]
        return _on(year, month, day, last=False), _on(year, month, day, last=True)
    return None


def _years(text: str) -> Span | None:
    """Return several financial years together: each half must go on from the one before."""
    match = _YEARS.fullmatch(text)
    if match is None:
        return None
    first = int(match["first"])
    start, last = (_after(first, match[name]) for name in ("last_start", "last"))
    right = _after(first, match["first_end"]) == first + 1 and last == start + 1
    return (date(first, 4, 1), date(last, 3, 31)) if right and 0 < start - first < 10 else None


def _after(first: int, digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    year = first - first % 100 + int(digits)
    return year + 100 if year < first else year


_READERS: tuple[Callable[[str], Span | None], ...] = (_quarter, _months, _ending, _one, _iso, _years)
