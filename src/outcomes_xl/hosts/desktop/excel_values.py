"""Between a cell's value as Excel hands it over and ours: errors, whole numbers, dates, text that must stay text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from outcomes_xl.model import ErrorValue, Value

# COM hands an error over as an integer: 0x800A0000 and the number VBA's CVErr takes (2042 is #N/A). Numbers always
# arrive as floats, so an integer in this stretch is an error. Source: Microsoft, XlCVError and "Cell error values".
_ERRORS_FROM = -2146828288
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_ERROR_WORDS = frozenset(_ERRORS.values())

# Excel shows ##### for text longer than this in a cell whose format is Text.
LONGEST_AS_TEXT = 255
# No number or date that Excel recognises is longer than this.
_LONGEST_CONVERTED = 60
_LETTERS_ONLY = re.compile(r"[^\W\d_][^\d]*", re.DOTALL)
_FORMULA_SIGNS = "=+-@"


def from_excel(raw: Any, *, errors_are_words: bool) -> Value:
    """Return our value for what an engine read from one cell.

    ``errors_are_words`` is for the engines that hand an error over as its text; the Windows engine gives integers.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return ErrorValue(raw) if errors_are_words and raw in _ERROR_WORDS else raw
    if isinstance(raw, int):
        return ErrorValue(_ERRORS.get(raw - _ERRORS_FROM, "#UNKNOWN!")) if _is_error(raw) else raw
    if isinstance(raw, float | Decimal):
        return _number(float(raw))
    if isinstance(raw, datetime):
        return _moment(raw)
    return raw if isinstance(raw, date | time) else str(raw)


def to_excel(value: Value) -> Any:
    """Return what an engine is to be given for our value, so that Excel keeps it as it is."""
    if isinstance(value, ErrorValue):
        return value.code  # Excel makes the error of its own word, as when it is typed
    if isinstance(value, str):
        return _guarded(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return float(value)  # COM has no whole numbers beyond 32 bits; Excel keeps floats anyway
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def needs_text_format(value: Value) -> bool:
    """Say whether Excel would turn this text into something else: 2024/25, 5-9, 1E5, TRUE, =A1, +44, @name."""
    if not isinstance(value, str) or len(value) > LONGEST_AS_TEXT:
        return False
    text = value.strip()
    if not text or text[0] == "'":
        return bool(text)
    if text[0] in _FORMULA_SIGNS:
        return True
    if text.upper() in ("TRUE", "FALSE") or text.upper() in _ERROR_WORDS:
        return True
    return len(text) <= _LONGEST_CONVERTED and not _LETTERS_ONLY.fullmatch(text)


def outgrows_text_format(before: Value, after: Value) -> bool:
    """Say whether a text that may have been given the format Text makes room for one too long for it."""
    return isinstance(before, str) and isinstance(after, str) and len(before) <= LONGEST_AS_TEXT < len(after)


def as_read(value: Value, errors_are_words: bool) -> Value:
    """Return a value as it will read: the text #N/A cannot be told from the error where errors arrive as words."""
    return from_excel(value, errors_are_words=errors_are_words) if isinstance(value, str) else value


def is_text_or_blank(value: Value) -> bool:
    return value is None or isinstance(value, str)


def format_for(value: Value) -> str:
    """Return the number format that shows a value, which is no text, as what it is."""
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, time):
        return "hh:mm:ss"
    return "dd/mm/yyyy" if isinstance(value, date) else "General"


def _is_error(raw: int) -> bool:
    return _ERRORS_FROM <= raw < _ERRORS_FROM + 4096


def _number(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _moment(moment: datetime) -> date | datetime | time:
    """Return a date for a midnight, a time for a moment on Excel's day zero. Half seconds are COM's rounding."""
    whole = (moment.replace(tzinfo=None, fold=0) + timedelta(milliseconds=500)).replace(microsecond=0)
    whole = datetime(whole.year, whole.month, whole.day, whole.hour, whole.minute, whole.second)
    if whole.date() == date(1899, 12, 30):
        return whole.time()
    return whole.date() if whole.time() == time(0) else whole


def _guarded(text: str) -> str:
    """Excel takes a first apostrophe for "this is text" and drops it, so one that is meant is written twice."""
    if text.startswith("'"):
        return "'" + text
    if len(text) > LONGEST_AS_TEXT and text[0] in _FORMULA_SIGNS:
        return "'" + text
    return text
