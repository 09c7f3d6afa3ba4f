"""What stands in Excel at the moment of writing, where a patch would write: asked for anew, one look a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outcomes_xl.hosts.desktop.read_open_workbook import calculated, filled
from outcomes_xl.hosts.desktop.rectangles import hull
from outcomes_xl.hosts.lite.day_numbers import days_where_meant
from outcomes_xl.hosts.lite.pane_objects import PaneBook, PaneSheet, PaneTable
from outcomes_xl.hosts.lite.read_pane import formulas_of, in_rows, table_of, used_area, values_of
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    BookTable,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Sheet,
)


@dataclass(frozen=True)
class Standing:
    """The part of the workbook a patch is about, as it stands now: its Book, and the area looked at on each sheet."""

    book: Book
    boxes: dict[str, Area]

    @property
    def written(self) -> list[str]:
        """Return the sheets that were looked at."""
        return list(self.boxes)


async def standing(book: PaneBook, patch: Patch, boxes: dict[str, Area] | None = None) -> Standing:
    """Return what stands where a patch writes; ``boxes`` are the areas of an earlier look, which are looked at again.

    Two questions a sheet, and one for what sheets and tables there are, whoever has added to them meanwhile.
    """
    await book.load(values=False)
    gone = {change.sheet.name for change in patch if isinstance(change, RemoveSheet)}
    wanted = boxes if boxes is not None else _boxes(patch)
    sheets: dict[str, Sheet] = {}
    tables: dict[str, BookTable] = {}
    looked_at: dict[str, Area] = {}
    for handle in book.sheets:
        name = handle.name
        box = used_area(handle) if name in gone and boxes is None else wanted.get(name)
        if box is None:
            sheets[name] = Sheet(name, {})
            continue
        looked_at[name] = box
        sheets[name] = days_where_meant(await look(handle, box), patch)
        tables.update({one.name: one for one in (table_of(table, sheets[name]) for table in handle.tables)})
    return Standing(Book(book.name, sheets, tables), looked_at)


async def look(handle: PaneSheet, box: Area) -> Sheet:
    """Return what stands in an area of a sheet now."""
    cells = in_rows(handle, box)
    rows = filled(box, values_of(await cells.get_value()))
    return Sheet(handle.name, rows, calculated(box, formulas_of(await cells.get_formula()), rows))


def sheets_of(book: PaneBook) -> dict[str, PaneSheet]:
    """Return the worksheets by name."""
    return {handle.name: handle for handle in book.sheets}


def tables_of(handles: Iterable[PaneSheet]) -> dict[str, PaneTable]:
    """Return the Excel tables of some sheets by name, casefolded."""
    return {table.name.casefold(): table for handle in handles for table in handle.tables}


def _boxes(patch: Patch) -> dict[str, Area]:
    """Return the area a patch writes to on each sheet; with rows that come or go the one above, for its formulas."""
    found: dict[str, list[Area]] = {}
    for change in patch:
        match change:
            case SetCell(cell):
                found.setdefault(cell.sheet, []).append(Area(cell.row, cell.column, cell.row, cell.column))
            case AppendRows() | RemoveRows():
                area = change.area
                above = Area(max(change.at - 1, 1), area.first_column, area.last_row, area.last_column)
                found.setdefault(change.sheet, []).append(above)
    come = {change.sheet.name for change in patch if isinstance(change, AddSheet)}
    return {name: hull(areas) for name, areas in found.items() if name not in come}
