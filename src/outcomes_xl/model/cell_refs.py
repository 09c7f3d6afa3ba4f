"""Excel's own rules about places: counting from 1, column letters, quoting, and the sheet's limits.

Sources for the limits: Microsoft, "Excel specifications and limits".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = frozenset("[]:*?/\\")

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Return the letters Excel shows for a column counted from 1: 28 -> "AB".

    Raises ValueError outside 1 to 16,384.
    """
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(f"Excel has columns 1 to {LAST_COLUMN}, not {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the column counted from 1 for its letters: "AB" -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=32_768)
def split_a1(address: str) -> tuple[int, int]:
    """Return (row, column), both from 1, of an address such as "C9" or "$C$9"; ValueError otherwise."""
    match = _A1.fullmatch(address)
    if not match:
        raise ValueError(f"not a cell address: {address!r}")
    row, column = int(match[2]), column_number(match[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(f"outside the sheet: {address!r}")
    return row, column


def quoted(sheet: str) -> str:
    """Return the sheet's name as a formula needs it. Always quoted: a sheet called LOF2026 is also a cell."""
    return "'" + sheet.replace("'", "''") + "'"


def sheet_name_problem(name: str) -> str | None:
    """Return in words why Excel would not take this sheet name, or None if it would."""
    if not name:
        return "a sheet needs a name"
    if len(name) > LONGEST_SHEET_NAME:
        return f"Excel allows {LONGEST_SHEET_NAME} characters in a sheet name, this has {len(name)}"
    if bad := sorted(_NOT_IN_SHEET_NAMES & set(name)):
        return f"Excel does not allow {' '.join(bad)} in a sheet name"
    if name.startswith("'") or name.endswith("'"):
        return "a sheet name cannot begin or end with an apostrophe"
    return None


@dataclass(frozen=True, order=True, slots=True)
class CellRef:
    """One cell: its sheet, and its row and column counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address on its own sheet: "C9"."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.a1}"

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Read "'Map LOF'!C9" (or "Start!B4"). Raises ValueError if it is not one cell on a named sheet."""
        sheet, bang, address = text.rpartition("!")
        if not bang:
            raise ValueError(f"no sheet in {text!r}")
        if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
            sheet = sheet[1:-1].replace("''", "'")
        return cls(sheet, *split_a1(address))


@dataclass(frozen=True, order=True, slots=True)
class Area:
    """A rectangle of cells on one sheet; all four edges are inside and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, address: str) -> Area:
        first, _, last = address.partition(":")
        (r1, c1), (r2, c2) = split_a1(first), split_a1(last or first)
        return cls(min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2))

    def __str__(self) -> str:
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def meets(self, other: Area) -> bool:
        """Return True when the two have a cell in common."""
        rows = self.first_row <= other.last_row and other.first_row <= self.last_row
        return rows and self.first_column <= other.last_column and other.first_column <= self.last_column


def _runs(cells: Iterable[CellRef]) -> Iterator[tuple[CellRef, CellRef]]:
    first = last = None
    for cell in sorted(set(cells), key=lambda c: (c.sheet, c.column, c.row)):
        if last and (cell.sheet, cell.column, cell.row) == (last.sheet, last.column, last.row + 1):
            last = cell
            continue
        if first and last:
            yield first, last
        first = last = cell
    if first and last:
        yield first, last


def cells_in_words(cells: Iterable[CellRef], most: int = 6) -> str:
    """Return the cells as an officer would say them: "C3:C7, C9 and E2", "… and 14 more"."""
    spoken = [a.a1 if a == b else f"{a.a1}:{b.a1}" for a, b in _runs(cells)]
    if len(spoken) > most:
        return ", ".join(spoken[:most]) + f" and {len(spoken) - most} more"
    return " and ".join([", ".join(spoken[:-1]), spoken[-1]] if len(spoken) > 1 else spoken)


def cells_as_areas(cells: Iterable[CellRef]) -> str:
    """Return the cells as Excel writes a list of areas: "C3:C7 C9"."""
    return " ".join(a.a1 if a == b else f"{a.a1}:{b.a1}" for a, b in _runs(cells))
