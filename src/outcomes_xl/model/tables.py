"""A table with fields by name, whose rows remember their Excel row, so a value never loses its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model.book import Value
from outcomes_xl.model.cell_refs import CellRef


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``row["note"]`` is the tidied value, ``row.typed["note"]`` what stands in the cell."""

    number: int
    values: Mapping[str, Value]
    typed: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return the value as text, "" when blank: for comparing and for putting into a sentence."""
        value = self.values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Table:
    """A table of the workbook, read through its layout.

    ``columns`` gives each field's column counted from 1; a field whose column is missing is not in it.
    ``rows`` leaves out rows that are blank in every field; ``blank_rows`` has their numbers, and ``last_row`` is
    the table's last row on the sheet, blank or not.
    ``extra`` holds headings the layout does not know: the officer's own columns, left alone.
    ``formulas`` holds the (row number, field) places that Excel calculates; ``per_cent`` those that it shows as
    percentages, whose value here is the one shown: 71 where 71% is shown and Excel keeps 0.71; ``hundredfold`` those
    that show a hundred times the value here: 900% for 9.
    """

    key: str
    name: str
    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    last_row: int
    blank_rows: tuple[int, ...] = ()
    extra: tuple[str, ...] = ()
    formulas: frozenset[tuple[int, str]] = frozenset()
    width: int = 0
    first_column: int = 1
    headings: Mapping[str, str] = field(default_factory=dict)
    per_cent: frozenset[tuple[int, str]] = frozenset()
    hundredfold: frozenset[tuple[int, str]] = frozenset()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def cell(self, row: Row | int, name: str) -> CellRef:
        """Return the cell of a field. Raises KeyError, by name, when the workbook has no such column."""
        number = row if isinstance(row, int) else row.number
        return CellRef(self.sheet, number, self.columns[name])

    def by(self, name: str) -> dict[Value, Row]:
        """Return the first row for each value of a field that is not blank."""
        found: dict[Value, Row] = {}
        for row in self.rows:
            value = row[name]
            if value is not None:
                found.setdefault(value, row)
        return found
