"""Which cells are the same in the tables that the layout does not know: those of the Summary and of Start.

Their formulas cannot tell. Where a table has a line more than before, the text of one line's formula is what the line
above it said, since both speak of places on the sheet; so a cell is known by its table, its line and its heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outcomes_xl.model import Book
from outcomes_xl.model.patches import Place
from outcomes_xl.reading.layouts import Layout

_Known = tuple[str, str, str]


def same_cells_of_tables(old: Book, name: str, new: Book, plan: Layout) -> dict[Place, Place | None]:
    """Return, for each cell of such a table on a sheet, where it stands in the new workbook; None: it is gone.

    A table that only one of the workbooks has says nothing.
    """
    of_the_layout = {shape.table for shape in plan if shape.table}
    there = {table.name for table in new.tables.values() if table.sheet == name}
    now = dict(_cells(new, name, there - of_the_layout))
    return {place: now.get(known) for known, place in _cells(old, name, there - of_the_layout)}


def _cells(book: Book, name: str, tables: set[str]) -> Iterator[tuple[_Known, Place]]:
    sheet = book.sheets[name]
    for table in book.tables.values():
        if table.sheet != name or table.name not in tables:
            continue
        rows = range(table.first_data_row, table.last_data_row + 1)
        first = table.area.first_column
        labels = {row: "" if (row, first) in sheet.formulas else str(sheet.value(row, first) or "") for row in rows}
        many = Counter(labels.values())
        for number, row in enumerate(rows):
            line = labels[row] if labels[row] and many[labels[row]] == 1 else f"line {number}"
            for column, heading in enumerate(table.headings, first):
                yield (table.name, line, heading), (row, column)
