"""Cell values as the journal and the central file's history keep them: exact, typed, comparable after saving."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from outcomes_xl.model.book import ErrorValue, Value


def same(one: Value, other: Value) -> bool:
    """Return True when an officer could not tell two cells apart, whichever host read them: the one judge of it.

    31 and 31.0; numbers that agree in the 15 digits Excel shows and compares by; blank and empty text; line ends of
    any kind; a day and its midnight; moments in the same second, to which Excel's own interface rounds them; a time,
    and that time on Excel's day zero. TRUE is not 1, text is not a number, a date is not its serial number, an error
    is not its word, and nothing is tidied: an added space is an edit.
    """
    return one is other or _identity(one) == _identity(other)


# Excel counts days from the last of 1899; COM, and so xlwings, from the day before. Neither is a date in Excel, so a
# moment on either is a bare time. 1 January 1904 is not among them: in most workbooks it is a day like any other.
_DAYS_ZERO = (date(1899, 12, 30), date(1899, 12, 31))


def _identity(value: Value) -> tuple[str, Any]:
    """Return what two values that are the same have in common, and no others: so "same" carries over a third."""
    if value is None or value == "":
        return "blank", None
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, int | float):
        return "number", _digits(value)
    if isinstance(value, str):
        return "text", value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, datetime):
        return "moment", _seconds(value.date(), value.time())
    if isinstance(value, date):
        return "moment", _seconds(value, time())
    if isinstance(value, time):
        return "moment", _seconds(_DAYS_ZERO[0], value)
    return type(value).__name__, value


def _digits(number: float) -> str:
    try:
        return f"{float(number) + 0.0:.15g}"  # 0.0, so that -0 is 0
    except OverflowError:
        return str(number)  # no cell holds so large a number


def _seconds(day: date, clock: time) -> int:
    """Return the whole seconds since day zero, a half rounded up; on day zero there are no more than a day's."""
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + (clock.microsecond >= 500_000)
    return seconds % 86_400 if day in _DAYS_ZERO else (day - _DAYS_ZERO[0]).days * 86_400 + seconds


def encode(value: Value) -> Any:
    """Return a value as JSON can hold it without losing its type; the pair of ``decode``."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, ErrorValue):
        return {"error": value.code}
    return value


def decode(kept: Any) -> Value:
    """Return the value that ``encode`` kept. Raises ValueError for what encode never made."""
    match kept:
        case None | bool() | int() | float() | str():
            return kept
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"error": str(code)}:
            return ErrorValue(code)
    raise ValueError(f"not a kept value: {kept!r}")
