"""What stands in a source's cell, made plain here and not in the engine: each writes numbers and texts its own way."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite

from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.reading.period_spans import month_number
from outcomes_xl.reading.tidy import tidy_text

_WHOLE = re.compile(r"([+-]?\d+)\.0+")
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?|(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: .*)?")
_YEARS = range(1900, 2200)

Plain = str | tuple[int, int] | None
"""A value as an answer has it, made plain: text, or of a date its year and month; None for nothing."""


def plain_text(value: object) -> str:
    """Return a value as text: 5, 5.0 and "5.0" are "5", a truth is "1" or "0", nothing and not-a-number are ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return "" if not isfinite(value) else str(int(value)) if value == int(value) else repr(value)
    text = tidy_text(str(value))
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def is_unknown(text: str) -> bool:
    """Whether a text says that nobody knows."""
    return text.casefold() in cohort_words()["not_known"]["words"]


def number(text: str) -> Decimal | None:
    """Return a text as a number, exactly; None for one that is none."""
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def month_and_year(text: str) -> tuple[int, int] | None:
    """Return the month of a text and its year, 0 where it has none: "May", "05" and "5" are (5, 0); else None.

    A day is written 2020-05-14 or 14/05/2020, the day before the month.
    """
    if day := _DAY.fullmatch(text):
        year, month, of_month = (int(part or 1) for part in (day[1], day[2], day[3]))
        if day[4]:
            of_month, month, year = int(day[4]), int(day[5]), int(day[6])
        try:
            found = date(year, month, of_month)
        except ValueError:
            return None
        return (found.month, found.year) if found.year in _YEARS else None
    word = text.casefold().rstrip(".")
    word = "sep" if word == "sept" else word
    if not word or (not word.isdecimal() and (len(word) < 3 or not word.isalpha())):
        return None
    month_of_word = month_number(word)
    return (month_of_word, 0) if month_of_word else None
