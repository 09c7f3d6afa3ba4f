"""Cell values as the journal and the central file's history keep them: exact, typed, comparable after saving."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from outcomes_xl.model.book import ErrorValue, Value


def same(one: Value, other: Value) -> bool:
    """Return True when two cells say the same: 31 and 31.0, a day and that day's midnight, blank and empty text.

    TRUE is not 1, text is not a number, and nothing is tidied: an added space is an edit.
    """
    return _plain(one) == _plain(other)


def _plain(value: Value) -> tuple[str, Any]:
    if value is None or value == "":
        return "blank", None
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, int | float):
        return "number", float(value)
    if isinstance(value, datetime):
        return "moment", value
    if isinstance(value, date):
        return "moment", datetime(value.year, value.month, value.day)
    return type(value).__name__, value


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
