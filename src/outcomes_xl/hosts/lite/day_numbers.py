"""Days and their numbers: a page tells a day from a number by the cell's format, and does not know every one of a day.

So a number that is the very day or time a patch means counts as it, in this host alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from outcomes_xl.model import Patch, RemoveRows, SetCell, Sheet, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import Place

_DAY_ZERO = datetime(1899, 12, 30)
_HALF_A_SECOND = 0.5 / 86_400
_FROM_1900_TO_1904 = 1_462
"""Days between the two days that workbooks count from."""


def says(found: Value, wanted: Value) -> bool:
    """Tell whether a cell holds what is wanted, or the number that Excel keeps for that day or time."""
    if same(found, wanted):
        return True
    number = found if isinstance(found, int | float) and not isinstance(found, bool) else None
    return number is not None and isinstance(wanted, date | time) and abs(_number(wanted) - number) < _HALF_A_SECOND


def is_counted_from_1904(found: Value, wanted: Value) -> bool:
    """Tell whether a cell holds the day that is wanted as a page tells it of a workbook that counts from 1904.

    A page takes every day's number for one counted from 1900, and is not told of the other way.
    """
    if not isinstance(wanted, date):
        return False
    number = _number(found) if isinstance(found, date) else found
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return abs(_number(wanted) - _FROM_1900_TO_1904 - number) < _HALF_A_SECOND


def days_where_meant(sheet: Sheet, patch: Patch) -> Sheet:
    """Return what stands on a sheet, with the day in place of its number where a patch expects that day."""
    rows: dict[int, Mapping[int, Value]] = {}
    for (row, column), wanted in _expected_days(patch, sheet.name):
        found = sheet.value(row, column)
        if not same(found, wanted) and says(found, wanted):
            rows[row] = {**rows.get(row, sheet.row(row)), column: wanted}
    return replace(sheet, rows={**sheet.rows, **rows}) if rows else sheet


def _expected_days(patch: Patch, sheet: str) -> Iterator[tuple[Place, Value]]:
    for change in patch:
        match change:
            case SetCell(cell, before) if cell.sheet == sheet and isinstance(before, date | time):
                yield (cell.row, cell.column), before
            case RemoveRows() if change.sheet == sheet:
                for cell, value in change.cells():
                    if isinstance(value, date | time):
                        yield (cell.row, cell.column), value


def _number(value: date | time) -> float:
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - _DAY_ZERO) / timedelta(days=1)
