"""What this host does with xlwings, verb by verb: only members that the Windows, macOS and remote engines all have.

Every verb is patient with a busy Excel, and can be done twice. A test holds the members used here to xlwings' engines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.com_retry import is_busy, patient
from outcomes_xl.hosts.desktop.excel_values import from_excel, to_excel
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook, XlRange, XlSheet, XlSheets, XlTable
from outcomes_xl.model import Area, Value
from outcomes_xl.model.cannot_use import CannotUse

MOST_CELLS = 2_000_000
_CELLS_A_READ = 400_000


@dataclass(frozen=True)
class LiveTable:
    """An Excel table of the open workbook. One without any formula has none that Excel fills new rows with."""

    name: str
    sheet: str
    area: Area
    has_totals: bool
    handle: XlTable
    has_formulas: bool = True


@dataclass(frozen=True)
class MetSheet:
    """A sheet of the open workbook as reading met it: all its tables, and what was learnt of those asked about."""

    handle: XlSheet
    tables: list[XlTable]
    known: list[LiveTable]


Handles = dict[str, MetSheet]
"""The sheets of an open workbook that reading met, by name."""


@patient
def name(book: XlBook) -> str:
    return str(book.name)


@patient
def sheets(book: XlBook) -> dict[str, XlSheet]:
    """Return the worksheets by name, in the workbook's order."""
    return {sheet.name: sheet for sheet in book.sheets}


@patient
def some_sheets(book: XlBook, names: Iterable[str]) -> dict[str, XlSheet]:
    """Return the worksheets of these names that there are."""
    wanted = list(names)
    every = book.sheets if wanted else None
    found = {name: _sheet(every, name) for name in wanted if every is not None}
    return {name: sheet for name, sheet in found.items() if sheet is not None}


def _sheet(every: XlSheets, name: str) -> XlSheet | None:
    try:
        found = every[name]
        return found if engine_compat.looked_up(found) or found.name else None
    except Exception as error:
        if is_busy(error):
            raise
        return None


@patient
def used_area(sheet: XlSheet) -> tuple[Area, XlRange]:
    """Return the area Excel takes for used, and its xlwings range.

    Raises CannotUse when it is so large that reading would not end.
    """
    used = sheet.used_range
    area = Area.parse(used.address)
    if _count(area) > MOST_CELLS:
        corner = str(area).rpartition(":")[2]
        raise CannotUse(
            f"The sheet “{sheet.name}” reaches to cell {corner}, though its entries do not.",
            "Select the empty rows and columns below and beside the entries, delete them, save, and try again.",
        )
    return area, used


def values(sheet: XlSheet, area: Area, known: XlRange | None = None) -> list[list[Value]]:
    """Return the area's values, one read for the area (a few for a very large one); ``known`` is its range."""
    words = engine_compat.errors_are_words(sheet)
    rows: list[list[Value]] = []
    for part in _parts(area):
        raw = engine_compat.values(cells(sheet, part) if known is None or part != area else known)
        rows += [[from_excel(one, errors_are_words=words) for one in row] for row in _grid(raw, part)]
    return rows


def formulas(sheet: XlSheet, area: Area, known: XlRange | None = None) -> list[list[str]]:
    """Return the area's formulas as Excel writes them, "" where there is none or the engine cannot say."""
    if not engine_compat.reads_formulas(sheet):
        return []
    rows: list[list[str]] = []
    for part in _parts(area):
        raw = _formula(cells(sheet, part) if known is None or part != area else known)
        rows += [[str(one or "") for one in row] for row in _grid(raw, part)]
    return rows


@patient
def cells(sheet: XlSheet, area: Area) -> XlRange:
    """Return the xlwings range of an area."""
    return sheet.range(str(area))


@patient
def _formula(area: XlRange) -> Any:
    return area.formula


@patient
def table_handles(sheet: XlSheet) -> list[XlTable]:
    """Return the sheet's Excel tables as xlwings has them."""
    return list(iter(sheet.tables))  # a list made of a collection asks for its length as well: one call more


@patient
def described(title: str, handles: Iterable[XlTable], wanted: Collection[str] | None = None) -> list[LiveTable]:
    """Return what there is to know of some tables of a sheet: of those with the wanted names, None for any."""
    named = ((one.name, one) for one in handles)
    return [_described(name, title, one) for name, one in named if wanted is None or name.casefold() in wanted]


def _described(name: str, title: str, table: XlTable) -> LiveTable:
    area = Area.parse(table.range.address)
    # Headings and one row leave no place for a row of totals, so Excel is not asked about one.
    has_totals = area.last_row - area.first_row > 1 and bool(table.show_totals)
    return LiveTable(name, title, area, has_totals, table)


def described_anew(tables: Iterable[LiveTable]) -> list[LiveTable]:
    """Return tables that were described before as they reach now: rows may have come since."""
    return [replace(one, area=_reach(one)) for one in tables]


@patient
def _reach(table: LiveTable) -> Area:
    return Area.parse(table.handle.range.address)


@patient
def merges(sheet: XlSheet, area: Area, known: XlRange) -> tuple[Area, ...]:
    """Return merged areas, found by halving: one question when there are none, a handful for each that there is."""
    if not engine_compat.reads_formulas(sheet):
        return ()
    found: set[Area] = set()
    waiting = [area]
    while waiting and len(found) < 50:
        part = waiting.pop()
        merged = (known if part == area else sheet.range(str(part))).merge_cells
        if merged is False:
            continue
        if _count(part) == 1 or merged:
            found.add(Area.parse(sheet.range(str(_first_cell(part))).merge_area.address))
        if merged is None or (merged and not any(_within(part, one) for one in found)):
            waiting += _halves(part)
    return tuple(sorted(found))


def write(sheet: XlSheet, area: Area, rows: Sequence[Sequence[Value]]) -> None:
    """Put rows into an area, one write."""
    engine_compat.write(sheet, area, [[to_excel(value) for value in row] for row in rows])


@patient
def clear(sheet: XlSheet, area: Area) -> None:
    sheet.range(str(area)).clear_contents()


@patient
def resize(table: LiveTable, sheet: XlSheet, area: Area) -> None:
    table.handle.resize(sheet.range(str(area)))


def add_sheet(book: XlBook, name: str) -> XlSheet:
    """Add a sheet after the last one and return it; the officer's sheet stays in front."""
    in_front = _active(book)
    sheet = _added(book, _count_of_sheets(book), name)
    engine_compat.show(in_front)
    return sheet


@patient
def _active(book: XlBook) -> XlSheet:
    return book.sheets.active


@patient
def _count_of_sheets(book: XlBook) -> int:
    return len(book.sheets)


@patient
def _added(book: XlBook, before: int, name: str) -> XlSheet:
    count = len(book.sheets)
    last = book.sheets[count - 1]
    # If there is one more, an attempt that Excel broke off had already added it. It is named afterwards: given a name,
    # xlwings asks every sheet for its own first, two calls each.
    sheet = last if count > before else book.sheets.add(after=last)
    try:
        sheet.name = name
    except Exception as error:
        if not is_busy(error):
            sheet.delete()
        raise
    return sheet


@patient
def remove_sheet(book: XlBook, name: str) -> None:
    sheet = _sheet(book.sheets, name)
    if sheet is not None:
        sheet.delete()


@patient
def add_table(sheet: XlSheet, area: Area, name: str) -> None:
    if name not in [table.name for table in sheet.tables]:
        sheet.tables.add(source=sheet.range(str(area)), name=name, has_headers=True)


@patient
def widen(sheet: XlSheet, areas: Sequence[Area], width: float) -> None:
    """Set columns' width, in the characters of Excel's standard font (the remote engine takes points)."""
    for together in engine_compat.addresses(sheet, areas):
        sheet.range(together).column_width = width


@patient
def embolden(sheet: XlSheet, area: Area) -> None:
    sheet.range(str(area)).font.bold = True


def _count(area: Area) -> int:
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)


def _parts(area: Area) -> list[Area]:
    """Return the area cut into bands of rows that one read can carry."""
    height = max(1, _CELLS_A_READ // (area.last_column - area.first_column + 1))
    return [
        Area(row, area.first_column, min(row + height - 1, area.last_row), area.last_column)
        for row in range(area.first_row, area.last_row + 1, height)
    ]


def _halves(area: Area) -> list[Area]:
    a = area
    if a.last_row > a.first_row:
        middle = (a.first_row + a.last_row) // 2
        return [
            Area(a.first_row, a.first_column, middle, a.last_column),
            Area(middle + 1, a.first_column, a.last_row, a.last_column),
        ]
    if a.last_column > a.first_column:
        middle = (a.first_column + a.last_column) // 2
        return [
            Area(a.first_row, a.first_column, a.last_row, middle),
            Area(a.first_row, middle + 1, a.last_row, a.last_column),
        ]
    return []


def _first_cell(area: Area) -> Area:
    return Area(area.first_row, area.first_column, area.first_row, area.first_column)


def _within(inner: Area, outer: Area) -> bool:
    return (inner.first_row, inner.first_column) in outer and (inner.last_row, inner.last_column) in outer


def _grid(raw: Any, area: Area) -> list[list[Any]]:
    """Return rows whatever shape an engine gave: one value for a cell, a flat list for a row or a column."""
    height, width = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
    if not isinstance(raw, list | tuple):
        return [[raw] * width for _ in range(height)]
    if raw and isinstance(raw[0], list | tuple):
        return [list(row) for row in raw]
    return [list(raw)] if height == 1 else [[one] for one in raw]
