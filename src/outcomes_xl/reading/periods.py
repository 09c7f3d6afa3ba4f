"""Periods, read by the metric's own kind of year: the same four digits are different twelve months.

Where the ways of writing come from:

* Department for Education release files (EES): 202425 for academic and financial years, 2025 for a reporting
  year, which is 31 March for social care and 30 September for its workforce.
* Fingertips: 2023, 2023/24, 2022 - 24 (three calendar years), 2020/21 - 22/23 (three financial years).
* LG Inform and the Local Outcomes Framework: 2024/25 and 2025; the Department for Work and Pensions: FYE 2025;
  the Department for Transport writes 2025 for the year ending March 2025.
* Officers: all of these, and "Year ending March 2025", "March 2025", "2022 to 2024".
* Everybody: quarters, months, days and intervals said outright (reading/period_spans.py), a sort of year said beside
  ("Academic year 2024/25"), and a word in brackets behind ("2025 (prov)", "2024-25 (OT)").

Labels are one way of writing for each kind, and read back to the same period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering

from outcomes_xl.model import Value
from outcomes_xl.reading.period_spans import MONTHS, Span, label, month_number, span
from outcomes_xl.reading.tidy import folded


class PeriodKind(StrEnum):
    """The words of the list "period_kind"."""

    ACADEMIC = "Academic year"
    FINANCIAL = "Financial year"
    CALENDAR = "Calendar year"
    AT_31_MARCH = "At 31 March"
    AT_30_SEPTEMBER = "At 30 September"
    THREE_YEARS = "Three years together"
    EDITION = "Edition"
    ANY = "Any period"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both days inside it. Later means it ends later."""

    kind: PeriodKind
    start: date
    end: date
    label: str

    def __lt__(self, other: Period) -> bool:
        return (self.end, self.start, self.kind, self.label) < (other.end, other.start, other.kind, other.label)

    def __str__(self) -> str:
        return self.label


def parse_period(value: Value, kind: str) -> Period | None:
    """Return the period a cell means for a metric of this kind, or None when it does not say one surely.

    A date cell gives None even where its day fits: Excel makes dates of what people type (see
    ``looks_like_a_date_slip``). Raises ValueError for a kind that is not in the list.
    """
    if isinstance(value, str):
        return _in_words(value, kind)
    text = _as_text(value)
    return _parsed(text, PeriodKind(kind)) if text else None


@lru_cache(maxsize=16_384)
def _in_words(printed: str, kind: str) -> Period | None:
    # A file prints a handful of periods a thousand times.
    text = _as_text(printed)
    return _parsed(text, PeriodKind(kind)) if text else None


def understood(value: Value) -> Period | None:
    """Return the period a text says, whatever kind of year it counts in; None when it is not understood at all."""
    return parse_period(value, PeriodKind.ANY)


def looks_like_a_date_slip(value: Value) -> bool:
    """Return True when the cell holds a date, which Excel has probably made of what was typed."""
    return isinstance(value, date)


def meant_by(value: Value, kind: str) -> Period | None:
    """Return the period a cell probably means, date cells included: to offer to the officer, never to use."""
    if isinstance(value, date):
        day, month = f"{value.day} {MONTHS[value.month - 1]} {value.year}", f"{MONTHS[value.month - 1]} {value.year}"
        # Excel turns "March 2025" into 1 March 2025, and "2001/02" into 1 February 2001.
        typed = (day, month, f"{value.year}/{value.month:02}") if value.day == 1 else (day,)
        return next((period for text in typed if (period := parse_period(text, kind))), None)
    short = _SHORT.fullmatch(_as_text(value) or "")
    return parse_period(f"20{short['first']}/{short['last']}" if short else value, kind)


def says_both_its_years(value: Value, period: Period) -> bool:
    """Return True when a text names all that the period's label does, only written otherwise: "2024-2025", "202425".

    A lone year, a month or "FYE 2025" leaves a year to be understood: that is for its officer to say.
    """
    text = _as_text(value) or ""
    return _shape_of(text) == _shape_of(folded(period.label)) != "year"


def _shape_of(text: str) -> str:
    found = next((name for name, pattern in _SHAPES.items() if pattern.fullmatch(text)), "")
    return {"numbers": "day", "span": "split"}.get(found, found)


def read_by_its_end(value: Value, kind: str) -> bool:
    """Return True when a lone year was read as the year a split year ends in: "2025" as 2024/25."""
    return kind in (PeriodKind.ACADEMIC, PeriodKind.FINANCIAL) and bool(_YEAR.fullmatch(_as_text(value) or ""))


def _as_text(value: Value) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | str):
        return folded(str(value)) or None
    return None


# "24/25", which could be a day and a month: offered, never used.
_SHORT = re.compile(r"(?P<first>\d\d) ?[/-] ?(?P<last>\d\d)")

# How a period can be written, once folded: quotation marks and dashes straight, small letters, single spaces.
_YEAR = re.compile(r"(?P<first>(?:19|20)\d\d)")
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "year": _YEAR,
    "split": re.compile(r"(?P<first>(?:19|20)\d\d) ?(?:[/-]|to|) ?(?P<last>\d{4}|\d{2})"),
    "span": re.compile(r"(?P<first>(?:19|20)\d\d) ?(?:-|to) ?(?P<last>\d{4}|\d{2})"),
    "split span": re.compile(
        r"(?P<first>(?:19|20)\d\d) ?/ ?(?P<first_end>\d{4}|\d{2}) ?(?:-|to) ?"
        r"(?P<last_start>\d{4}|\d{2}) ?/ ?(?P<last>\d{4}|\d{2})"
    ),
    "ending": re.compile(
        r"(?P<which>f(?=ye)|financial |academic |calendar |reporting |)(?:ye|year (?:ending|ended|to)) ?"
        r"(?:(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?P<month>[a-z]{3,9}),? )?(?P<first>(?:19|20)\d\d)"
    ),
    "day": re.compile(
        r"(?:as )?(?:at |on )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9}),? (?P<first>(?:19|20)\d\d)"
    ),
    "numbers": re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<first>(?:19|20)\d\d)"),
    "month": re.compile(r"(?:as )?(?:at )?(?P<month>[a-z]{3,9}),? (?P<first>(?:19|20)\d\d)"),
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_BEHIND = re.compile(r"(?P<rest>.*\d.*?) ?[\[(][a-z][a-z .]*[\])]")
_BEFORE = re.compile(
    r"(?P<which>academic|financial|calendar|reporting|school|tax|edition|iod|imd)(?: year| of)?:? (?P<rest>\d.*)"
)
_SORTS: Mapping[PeriodKind, tuple[str, ...]] = {
    PeriodKind.ACADEMIC: ("academic", "school", "reporting"),
    PeriodKind.FINANCIAL: ("financial", "tax", "reporting"),
    PeriodKind.CALENDAR: ("calendar", "reporting"),
    PeriodKind.AT_31_MARCH: ("financial", "reporting"),
    PeriodKind.AT_30_SEPTEMBER: ("reporting",),
    PeriodKind.THREE_YEARS: (),
    PeriodKind.EDITION: ("edition", "iod", "imd"),
}
_DAYS: Mapping[PeriodKind, tuple[int, int]] = {PeriodKind.AT_31_MARCH: (3, 31), PeriodKind.AT_30_SEPTEMBER: (9, 30)}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says, before a kind gives it a meaning. ``month`` and ``day`` are 0 when not said.

    ``which`` is the sort of year it names: "academic", "financial" (also for FYE), or "".
    """

    shape: str
    first: int
    last: int = 0
    month: int = 0
    day: int = 0
    which: str = ""


@lru_cache(maxsize=4096)
def _parsed(text: str, kind: PeriodKind) -> Period | None:
    for shape, pattern in _SHAPES.items():
        match = pattern.fullmatch(text)
        said = match and _said(shape, match.groupdict(""))
        period = said and _MEANINGS[kind](said)
        if period and period.start.year >= _FIRST_YEAR and period.end.year <= _LAST_YEAR:
            return period
    outright = span(text)
    if outright and outright[0].year >= _FIRST_YEAR and outright[1].year <= _LAST_YEAR:
        return _outright(outright, kind)
    plainer = _without_words(text, kind)
    return _parsed(plainer, kind) if plainer else None


def _without_words(text: str, kind: PeriodKind) -> str:
    """Return a text without a word in brackets behind it and a sort of year before it; "" where neither is there.

    A sort of year that is not the metric's stays, so that "Academic year 2024/25" is never a financial one.
    """
    if behind := _BEHIND.fullmatch(text):
        return behind["rest"].strip()
    before = _BEFORE.fullmatch(text)
    if before is None:
        return ""
    if kind is PeriodKind.ANY:
        # Any period reads a split year as financial and a lone one as calendar; nothing else is sure.
        split = any(mark in before["rest"] for mark in ("/", "-", " to "))
        return before["rest"] if before["which"] in (("financial", "tax") if split else ("calendar",)) else ""
    return before["rest"] if before["which"] in _SORTS[kind] else ""


def _outright(found: Span, kind: PeriodKind) -> Period | None:
    """Return a stretch of time said outright as this kind of period, None where it is another."""
    start, end = found
    whole_year = (start.month, start.day, end.year - start.year)
    months = {(4, 1, 1): PeriodKind.FINANCIAL, (9, 1, 1): PeriodKind.ACADEMIC, (1, 1, 0): PeriodKind.CALENDAR}
    last_days = {PeriodKind.FINANCIAL: (3, 31), PeriodKind.ACADEMIC: (8, 31), PeriodKind.CALENDAR: (12, 31)}
    year = months.get(whole_year)
    if year and (end.month, end.day) != last_days[year]:
        year = None
    text = str(start.year) if year is PeriodKind.CALENDAR else _split_label(start.year)
    if year and (kind is year or (kind is PeriodKind.ANY and year is not PeriodKind.ACADEMIC)):
        return Period(year, start, end, text)
    if kind is PeriodKind.ANY:
        return Period(kind, start, end, label(found))
    if kind in _DAYS and (start == end or start == date(end.year, end.month, 1) or year is PeriodKind.FINANCIAL):
        return _on_a_day(kind, *_DAYS[kind], year_end=False)(_Said("day", end.year, month=end.month, day=end.day))
    return None


def _said(shape: str, parts: dict[str, str]) -> _Said | None:
    """Return the numbers in a match, or None when they contradict one another (2024/27, 31 Smarch)."""
    first = int(parts["first"])
    last = _full_year(parts.get("last", ""), first)
    if shape == "split" and last != first + 1:
        return None
    if shape == "span" and last != first + 2:
        return None
    if shape == "split span":
        ends = (_full_year(parts["first_end"], first), _full_year(parts["last_start"], first), last)
        if ends != (first + 1, first + 2, first + 3):
            return None
    month = month_number(parts.get("month", ""))
    day = int(parts.get("day") or 0)
    if month is None or (month and day > monthrange(first, month)[1]):
        return None
    which = {"f": "financial"}.get(parts.get("which", ""), parts.get("which", "").strip())
    return _Said(shape, first, last, month, day, which)


def _full_year(digits: str, first: int) -> int:
    if len(digits) != 2:
        return int(digits or 0)
    century = first - first % 100
    return century + int(digits) + (100 if int(digits) < first % 100 else 0)


def _ends_on(said: _Said, month: int, day: int) -> bool:
    """Whether what was said names this day (0: the month's last), or its month without a day."""
    return said.month == month and said.day in (0, day or monthrange(said.first, month)[1])


def _names_only(said: _Said, word: str) -> bool:
    """Whether it says "FYE 2025" or "year ending 2025", without a month, of this sort of year."""
    return said.shape == "ending" and not said.month and said.which in (word, "reporting", "")


def _split_label(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02}"


def _split_year(kind: PeriodKind, month: int) -> Callable[[_Said], Period | None]:
    """Twelve months beginning on the first of ``month``; a lone year is the one it ends in (reporting year)."""
    last_month = month - 1
    word = kind.partition(" ")[0].casefold()

    def meaning(said: _Said) -> Period | None:
        if said.shape == "split":
            first = said.first
        elif said.shape == "year" or _names_only(said, word) or _ends_on(said, last_month, 0):
            first = said.first - 1
        else:
            return None
        end = date(first + 1, last_month, monthrange(first + 1, last_month)[1])
        return Period(kind, date(first, month, 1), end, _split_label(first))

    return meaning


def _whole_year(kind: PeriodKind) -> Callable[[_Said], Period | None]:
    def meaning(said: _Said) -> Period | None:
        ends_the_year = said.shape == "ending" and _ends_on(said, 12, 31)
        if said.shape != "year" and not ends_the_year:
            return None
        return Period(kind, date(said.first, 1, 1), date(said.first, 12, 31), str(said.first))

    return meaning


def _on_a_day(kind: PeriodKind, month: int, day: int, year_end: bool) -> Callable[[_Said], Period | None]:
    """One day a year. ``year_end``: the day closes the financial year, so 2024/25 and FYE 2025 name it too."""

    def meaning(said: _Said) -> Period | None:
        if said.shape == "year" or (said.month and _ends_on(said, month, day)):
            year = said.first
        elif year_end and said.shape == "split":
            year = said.last
        elif year_end and _names_only(said, "financial"):
            year = said.first
        else:
            return None
        on = date(year, month, day)
        return Period(kind, on, on, f"{day} {MONTHS[month - 1].title()} {year}")

    return meaning


def _three_years(said: _Said) -> Period | None:
    """Three calendar years (2022 - 24) or three financial years (2020/21 - 22/23), as Fingertips writes them."""
    if said.shape == "span":
        label = f"{said.first} - {said.last % 100:02}"
        return Period(PeriodKind.THREE_YEARS, date(said.first, 1, 1), date(said.last, 12, 31), label)
    if said.shape == "split span":
        label = f"{_split_label(said.first)} - {(said.first + 2) % 100:02}/{said.last % 100:02}"
        return Period(PeriodKind.THREE_YEARS, date(said.first, 4, 1), date(said.last, 3, 31), label)
    return None


# What each way of writing means when any period will do: the first kind that takes it. A split year is read as
# financial, a lone one as calendar; each label reads back to the same period.
_ANY: Mapping[str, tuple[PeriodKind, ...]] = {
    "year": (PeriodKind.CALENDAR,),
    "split": (PeriodKind.FINANCIAL,),
    "ending": (PeriodKind.CALENDAR, PeriodKind.FINANCIAL, PeriodKind.ACADEMIC),
    "span": (PeriodKind.THREE_YEARS,),
    "split span": (PeriodKind.THREE_YEARS,),
}
_ANY_DAY = (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER)


def _any(said: _Said) -> Period | None:
    meanings = (_MEANINGS[kind](said) for kind in _ANY.get(said.shape, _ANY_DAY))
    return next((period for period in meanings if period), None)


_MEANINGS: Mapping[PeriodKind, Callable[[_Said], Period | None]] = {
    PeriodKind.ACADEMIC: _split_year(PeriodKind.ACADEMIC, month=9),
    PeriodKind.FINANCIAL: _split_year(PeriodKind.FINANCIAL, month=4),
    PeriodKind.CALENDAR: _whole_year(PeriodKind.CALENDAR),
    PeriodKind.AT_31_MARCH: _on_a_day(PeriodKind.AT_31_MARCH, month=3, day=31, year_end=True),
    PeriodKind.AT_30_SEPTEMBER: _on_a_day(PeriodKind.AT_30_SEPTEMBER, month=9, day=30, year_end=False),
    PeriodKind.THREE_YEARS: _three_years,
    PeriodKind.EDITION: _whole_year(PeriodKind.EDITION),
    PeriodKind.ANY: _any,
}
