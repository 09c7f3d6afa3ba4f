"""The cells of one sheet as they are being read: what a cell's XML means, in one place for both ways of reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite

from outcomes_xl.hosts.files.date_serials import from_serial
from outcomes_xl.hosts.files.limits import MOST_CELLS, too_many
from outcomes_xl.hosts.files.number_formats import Formats
from outcomes_xl.hosts.files.xml_escapes import decode_excel
from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.model.cannot_use import UnsafeWorkbook
from outcomes_xl.model.cell_refs import LAST_COLUMN, LAST_ROW, Area, column_number

_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\s*")
_MOST_ARRAY_CELLS = 1_000_000
_FIRST_YEAR = 1900


class ColumnNumbers(dict[str, int]):
    """Column numbers by their letters, worked out once each. Raises ValueError beyond Excel's last column."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters)
        if not 1 <= number <= LAST_COLUMN:
            raise ValueError(f"no column {letters}")
        self[letters] = number
        return number


COLUMNS = ColumnNumbers()


class Grid:
    """The filled cells of a sheet, its formulas and its hidden rows, gathered cell by cell."""

    def __init__(self, book: str, strings: Mapping[str, str | None], formats: Formats, uses_1904: bool) -> None:
        self.book = book
        self.strings_by_number = strings
        self.dates = formats.dates
        self.uses_1904 = uses_1904
        self.rows: dict[int, dict[int, Value]] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.hidden_rows: set[int] = set()
        self.areas: list[tuple[Area, str]] = []
        self.count = 0
        self._shared: dict[str, str] = {}

    def row(self, number: int) -> dict[int, Value]:
        """Return the (perhaps new) cells of a row. Raises UnsafeWorkbook for a row Excel does not have."""
        if not 1 <= number <= LAST_ROW:
            raise outside(self.book)
        return self.rows.setdefault(number, {})

    def value(self, kind: str | None, style: str | None, text: str) -> Value:
        """Return a cell's value from its type ``t``, its format ``s`` and its text. Raises KeyError, ValueError."""
        match kind:
            case None | "n":
                return self._number(style, text)
            case "s":
                return self.strings_by_number[str(int(text))] if text else None
            case "str":
                return decode_excel(text)
            case "inlineStr":
                return decode_excel(text) or None
            case "b":
                return text.strip() in ("1", "true") if text else None
            case "e":
                return ErrorValue(text) if text else None
            case "d":
                return _iso(text)
        raise ValueError(f"no cell type {kind}")

    def _number(self, style: str | None, text: str) -> Value:
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            return text
        number = float(text)
        if not isfinite(number):
            return text  # beyond what Excel, or anybody, can reckon with
        shows = self.dates.get(style)
        if shows:
            return from_serial(number, shows, self.uses_1904)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def formula(self, row: int, column: int, attributes: Mapping[str, str], text: str | None) -> None:
        """Note a formula. A shared one is written once; its other cells are noted with that text, as it stands."""
        kind = attributes.get("t")
        formula = "=" + (text or "")
        if kind == "shared":
            formula = self._shared.setdefault(attributes.get("si", ""), formula)
        elif kind in ("array", "dataTable") and "ref" in attributes:
            self.areas.append((Area.parse(attributes["ref"]), formula))
        self.formulas[row, column] = formula

    def counted(self, more: int) -> None:
        """Add to the number of cells read. Raises UnsafeWorkbook beyond what this tool will hold."""
        self.count += more
        if self.count > MOST_CELLS:
            raise too_many(self.book, "filled cells")

    def finish(self) -> None:
        """Note every cell of an array formula or data table as calculated, not only the one that holds the text."""
        looked_at = 0
        for area, text in self.areas:
            tall = area.last_row - area.first_row + 1
            numbers = range(area.first_row, area.last_row + 1) if tall < len(self.rows) else list(self.rows)
            for number in numbers:
                cells = self.rows.get(number, {})
                looked_at += 1 + len(cells)
                if looked_at > _MOST_ARRAY_CELLS:
                    raise too_many(self.book, "array formulas")
                for column in cells:
                    if (number, column) in area:
                        self.formulas.setdefault((number, column), text)
        for number in [number for number, cells in self.rows.items() if not cells]:
            del self.rows[number]


def outside(book: str) -> UnsafeWorkbook:
    """Return what we say of a cell that lies outside Excel's grid."""
    return UnsafeWorkbook(
        f"“{book}” has a cell outside the rows and columns Excel has.",
        "Open it in Excel and save it as a new workbook; if it came from outside, ask for a new copy.",
    )


def _iso(text: str) -> date | datetime | time | str:
    """Read a date as Strict Open XML writes it; kept as text when it is none, or none that Excel has.

    Excel knows no time zones: the day and time are what the clock showed where they were written.
    """
    for kind in (date, datetime, time):
        try:
            found = kind.fromisoformat(text)
        except ValueError:
            continue
        if isinstance(found, date) and found.year < _FIRST_YEAR:
            return text
        return found if not isinstance(found, (datetime, time)) else found.replace(tzinfo=None)
    return text
