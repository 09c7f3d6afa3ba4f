"""Where a cell that was written down is today: by table, row id and field, so that sorting and moving do no harm."""

from __future__ import annotations

from collections import defaultdict

from outcomes_xl.central.central_rows import row_id
from outcomes_xl.model import Book, CellRef, Row, Table, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading


class RowIndex:
    """The cells of a workbook by table, row id and field."""

    def __init__(self, book: Book, reading: Reading) -> None:
        self.book, self.reading = book, reading
        self._rows: dict[str, dict[str, list[Row]]] = {}

    def cell(self, table_key: str, row_key: str, name: str) -> CellRef | None:
        """Return where a field of a row stands; None when its row or column is not there."""
        table = self.reading.tables.get(table_key)
        row = self.row(table, row_key) if table is not None and name in table.columns else None
        return table.cell(row, name) if table is not None and row is not None else None

    def row(self, table: Table, row_key: str) -> Row | None:
        """Return the first row with an id."""
        return next(iter(self.rows(table, row_key)), None)

    def rows(self, table: Table, row_key: str) -> list[Row]:
        """Return every row with an id: one, unless somebody has given it twice."""
        if table.key not in self._rows:
            shape = layout("borough").sheet(table.key)
            rows: dict[str, list[Row]] = defaultdict(list)
            for row in table:
                rows[row_id(shape, row.values)].append(row)
            self._rows[table.key] = rows
        return self._rows[table.key].get(row_key, []) if row_key else []

    def value(self, cell: CellRef) -> Value:
        return self.book.value(cell)

    def is_formula(self, cell: CellRef) -> bool:
        return (cell.row, cell.column) in self.book.sheets[cell.sheet].formulas
