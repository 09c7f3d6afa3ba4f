"""A workbook as plain values: what stands in which cell, and which areas are Excel tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from outcomes_xl.model.cell_refs import Area, CellRef


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """One of Excel's error values, such as #N/A. "Broken" must never read as "not filled in"."""

    code: str

    def __str__(self) -> str:
        return self.code


Value = str | int | float | bool | date | datetime | time | ErrorValue | None
"""What a cell can hold. Blank is None; text is kept exactly as typed; whole numbers are int."""

_NOTHING: Mapping[int, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Sheet:
    """One sheet: its filled cells by row and column (from 1), and what a careful reader should know of it.

    ``formulas`` holds the places whose value Excel calculates; their value here is the last one Excel saved.
    """

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Area, ...] = ()
    filtered: bool = False
    protected: bool = False

    def value(self, row: int, column: int) -> Value:
        return self.rows.get(row, _NOTHING).get(column)

    def row(self, number: int) -> Mapping[int, Value]:
        return self.rows.get(number, _NOTHING)

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)


@dataclass(frozen=True)
class BookTable:
    """An Excel table: its name, its sheet, its whole area with headings, and the headings as they stand.

    Where its header row is switched off, the row above its cells, which Excel keeps free for it, counts as theirs, and
    the headings are those that Excel remembers.
    """

    name: str
    sheet: str
    area: Area
    headings: tuple[str, ...]
    has_totals: bool = False
    header_row_off: bool = False

    @property
    def first_data_row(self) -> int:
        return self.area.first_row + 1

    @property
    def last_data_row(self) -> int:
        return self.area.last_row - self.has_totals


def _not_known(_: CellRef) -> str:
    return ""


@dataclass(frozen=True)
class Book:
    """A workbook as a host read it. Nothing here can be written back except through a Patch."""

    name: str
    sheets: Mapping[str, Sheet]
    tables: Mapping[str, BookTable]
    names: Mapping[str, str] = field(default_factory=dict)
    uses_1904_dates: bool = False
    has_macros: bool = False
    external_links: int = 0
    number_format: Callable[[CellRef], str] = field(default=_not_known, compare=False, repr=False)
    """The number format of a cell as Excel calls it, such as "dd/mm/yyyy", asked for where it matters; "" unknown."""

    def value(self, cell: CellRef) -> Value:
        """Return what stands in a cell; None when the cell, or its sheet, is empty or missing."""
        sheet = self.sheets.get(cell.sheet)
        return sheet.value(cell.row, cell.column) if sheet else None
