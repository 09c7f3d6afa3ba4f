"""A sheet with formulas, made as Excel saves it, and what is worked out of it."""

from __future__ import annotations

from outcomes_xl.formulas.work_out import Workings
from outcomes_xl.model import Area, Book, BookTable, Sheet, Value

HEADINGS = ("Id", "State", "Role", "Figure")


def book(rows: list[tuple[Value, ...]], formulas: dict[tuple[int, int], str] | None = None) -> Book:
    """A sheet with the table tblMap from A1, and formulas wherever they are wanted."""
    lines = [HEADINGS, *rows]
    cells = {
        row: {column: value for column, value in enumerate(line, 1) if value is not None}
        for row, line in enumerate(lines, 1)
    }
    sheet = Sheet("Map", cells, formulas or {})
    table = BookTable("tblMap", "Map", Area(1, 1, len(lines), len(HEADINGS)), HEADINGS)
    return Book("a book", {"Map": sheet}, {"tblMap": table}, {"lst_role": "'Map'!$C$2:$C$4"})


def value(formula: str, rows: list[tuple[Value, ...]] | None = None) -> object:
    """What a formula in F2 comes to. Raises NotWorkedOut."""
    there = book(rows or [], {(2, 6): formula})
    return Workings(there, {("Map", (2, 6)): formula}, lambda sheet, place: False).value("Map", (2, 6))
