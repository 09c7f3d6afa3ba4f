"""Read the workbook that Lite hands over into a Book: values from its copy, formulas asked for, once a sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from outcomes_xl.hosts.desktop.excel_values import from_excel
from outcomes_xl.hosts.desktop.read_open_workbook import calculated, filled
from outcomes_xl.hosts.desktop.xlwings_calls import MOST_CELLS
from outcomes_xl.hosts.lite.pane_objects import PaneBook, PaneRange, PaneSheet, PaneTable
from outcomes_xl.model import Area, Book, BookTable, Sheet, Value
from outcomes_xl.model.cannot_use import CannotUse


async def read(book: PaneBook, unread: Collection[str] = ()) -> Book:
    """Return the workbook as a Book.

    Of sheets in ``unread``, which were not sent, there is only the name. What is hidden by hand or by a filter, merged
    or protected, and from which year dates are counted, a pane is not told: nothing of it is in the Book.
    Raises CannotUse for a sheet too large to read.
    """
    sheets: dict[str, Sheet] = {}
    tables: dict[str, BookTable] = {}
    for handle in book.sheets:
        if handle.name in unread:
            sheets[handle.name] = Sheet(handle.name, {})
            continue
        sheets[handle.name] = await _sheet(handle)
        found = [table_of(table, sheets[handle.name]) for table in handle.tables]
        tables.update({one.name: one for one in found})
    return Book(book.name, sheets, tables, _names(book))


async def _sheet(handle: PaneSheet) -> Sheet:
    area = used_area(handle)
    cells = in_rows(handle, area)
    rows = filled(area, values_of(cells.value))
    formulas = calculated(area, formulas_of(await cells.get_formula()), rows)
    return Sheet(handle.name, rows, formulas, "visible" if handle.visible else "hidden")


def used_area(handle: PaneSheet) -> Area:
    """Return the area Excel takes for used, as last told. Raises CannotUse where reading it would not end."""
    area = Area.parse(handle.used_range.address)
    if (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1) > MOST_CELLS:
        corner = str(area).rpartition(":")[2]
        raise CannotUse(
            f"The sheet “{handle.name}” reaches to cell {corner}, though its entries do not.",
            "Select the empty rows and columns below and beside the entries, delete them, save, and try again.",
        )
    return area


def in_rows(handle: PaneSheet, area: Area) -> PaneRange:
    """Return an area's range, which gives rows of cells whatever its size, and errors as their words."""
    return handle.range(str(area)).options(ndim=2, err_to_str=True)


def values_of(grid: Any) -> list[list[Value]]:
    """Return our values for a grid as the pane gives it."""
    return [[from_excel(one, errors_are_words=True) for one in row] for row in grid]


def formulas_of(grid: Any) -> list[list[str]]:
    """Return a grid of formulas as texts; a cell without one has its value there, and a blank cell nothing."""
    return [["" if one is None else str(one) for one in row] for row in grid]


def table_of(table: PaneTable, sheet: Sheet) -> BookTable:
    """Return an Excel table. Where its header row is off, the row above counts as its own, as Excel keeps it free."""
    area = Area.parse(table.range.address)
    if not table.show_headers:
        area = Area(max(area.first_row - 1, 1), area.first_column, area.last_row, area.last_column)
        headings = tuple(str(column.name) for column in table.columns)
        return BookTable(table.name, sheet.name, area, headings, bool(table.show_totals), header_row_off=True)
    places = range(area.first_column, area.last_column + 1)
    headings = tuple("" if (word := sheet.value(area.first_row, one)) is None else str(word) for one in places)
    return BookTable(table.name, sheet.name, area, headings, bool(table.show_totals))


def _names(book: PaneBook) -> Mapping[str, str]:
    """Return what the workbook's names stand for, as a file says it: without the equals sign."""
    return {one.name: str(one.refers_to or "").removeprefix("=") for one in book.names}
