"""Where a change lies: the cells and the area that it takes on its sheet."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.model import AppendRows, Area, CellRef, Change, NewSheet, RemoveRows, SetCell, Value

_TABLE_ROW = 4  # a new sheet has its title in A1, a sentence in A2, its table from row 4


def cells_of(sheet: NewSheet) -> Iterator[tuple[CellRef, Value]]:
    """Return every cell of a sheet that a job adds, and what stands in it."""
    yield CellRef(sheet.name, 1, 1), sheet.title
    yield CellRef(sheet.name, 2, 1), sheet.about
    for number, row in enumerate((sheet.headings, *sheet.rows), _TABLE_ROW):
        for column, value in enumerate(row, 1):
            yield CellRef(sheet.name, number, column), value


def table_area(sheet: NewSheet) -> Area:
    """Return the area of the table on a sheet that a job adds; Excel wants one row below the headings."""
    return Area(_TABLE_ROW, 1, _TABLE_ROW + max(1, len(sheet.rows)), len(sheet.headings))


def rows_area(change: AppendRows | RemoveRows) -> Area:
    """Return the area that rows take which are added or removed."""
    width = max(len(row) for row in change.rows)
    return Area(change.at, change.first_column, change.at + len(change.rows) - 1, change.first_column + width - 1)


def row_cells(change: AppendRows | RemoveRows) -> Iterator[tuple[CellRef, Value]]:
    """Return every cell of rows that are added or removed, and the value the change gives for it."""
    for number, row in enumerate(change.rows, change.at):
        for column, value in enumerate(row, change.first_column):
            yield CellRef(change.sheet, number, column), value


def places(change: Change) -> Iterator[tuple[str, Area]]:
    """Return the sheet and the area of a change of cells or rows; nothing for a whole sheet that comes or goes."""
    match change:
        case SetCell(cell):
            yield cell.sheet, Area(cell.row, cell.column, cell.row, cell.column)
        case AppendRows() | RemoveRows():
            yield change.sheet, rows_area(change)
