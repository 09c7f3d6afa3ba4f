"""A patch into xlwings' queue: few, large writes in the patch's own order. Nothing reaches Excel before the flush."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from outcomes_xl.hosts.change_batches import batches, sheet_of
from outcomes_xl.hosts.desktop.excel_values import outgrows_text_format, to_excel
from outcomes_xl.hosts.desktop.rectangles import areas, rows_of, text_areas
from outcomes_xl.hosts.lite.pane_objects import PaneBook, PaneSheet
from outcomes_xl.hosts.lite.standing_cells import Standing, sheets_of, tables_of
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Change,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Sheet,
    Value,
)
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import Place

_PIXELS_A_CHARACTER, _PADDING, _POINTS_A_PIXEL = 7, 5, 72 / 96
"""A column's width as Excel works it out in Calibri 11: here it is asked for in points."""


@dataclass
class Queue:
    """What is queued for a workbook, and the cells of new rows that are left to the table's own column formulas."""

    book: PaneBook
    before: Standing
    left: dict[str, list[Place]] = field(default_factory=dict)

    def put(self, patch: Patch) -> None:
        """Queue a whole patch."""
        for _, batch in batches(patch):
            self._make(batch)

    def _make(self, batch: list[Change]) -> None:
        match batch[0]:
            case SetCell() | AppendRows():
                self._write(batch)
            case RemoveRows() as change:
                sheet = self.book.sheets[change.sheet]
                sheet.range(str(change.area)).clear_contents()
                self._resize(change, change.at - 1)
            case AddSheet(new, _):
                _add(self.book, new)
            case RemoveSheet(old, _):
                self.book.sheets[old.name].delete()
            case _:
                pass  # rows that would be folded stay in sight

    def _write(self, batch: list[Change]) -> None:
        sheet = self.book.sheets[sheet_of(batch[0])]
        sets = [one for one in batch if isinstance(one, SetCell)]
        grown = (one for one in sets if outgrows_text_format(one.before, one.after))
        for outgrown in areas((one.cell.row, one.cell.column) for one in grown):
            sheet.range(str(outgrown)).number_format = "General"
        cells = {(one.cell.row, one.cell.column): one.after for one in sets}
        write(sheet, [cells, *(self._grown(change) for change in batch if isinstance(change, AppendRows))])

    def _grown(self, change: AppendRows) -> Mapping[Place, Value]:
        """Let a table grow; return what is to be written: not what its own column formulas fill the new rows with."""
        self._resize(change, change.area.last_row)
        above = self.before.book.sheets[change.sheet].formulas
        filled = {column for row, column in above if row == change.at - 1}
        places = {(cell.row, cell.column): value for cell, value in change.cells()}
        self.left.setdefault(change.sheet, []).extend(place for place in places if place[1] in filled)
        return {place: value for place, value in places.items() if place[1] not in filled}

    def _resize(self, change: AppendRows | RemoveRows, last_row: int) -> None:
        sheet = self.book.sheets[change.sheet]
        table = tables_of([sheet])[change.table.casefold()]
        area = self.before.book.tables[table.name].area
        table.resize(sheet.range(str(Area(area.first_row, area.first_column, last_row, area.last_column))))


def write(sheet: PaneSheet, together: Iterable[Mapping[Place, Value]]) -> None:
    """Queue cells; those that Excel would take for something else get the format of text first."""
    blocks = [(area, rows_of(area, values)) for values in together for area in areas(values)]
    for text_area in [part for area, rows in blocks for part in text_areas(area, rows)]:
        sheet.range(str(text_area)).number_format = "@"
    for area, rows in blocks:
        sheet.range(str(area)).raw_value = as_excel_takes(rows)


def as_excel_takes(rows: list[list[Value]]) -> list[list[object]]:
    """Return rows as they travel to Excel: texts, numbers and truths; a day as text that Excel reads in any language.

    Given so, and not through ``value``, they cost nothing: xlwings' own way copies the whole sheet for each block.
    """
    return [[_as_it_travels(to_excel(value)) for value in row] for row in rows]


def _as_it_travels(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return "" if value is None else value


def _add(book: PaneBook, new: NewSheet) -> None:
    in_front, there = book.sheets.active, len(book.sheets)
    sheet = book.sheets.add(new.name, after=book.sheets[there - 1])
    write(sheet, [new.cells()])
    sheet.tables.add(source=sheet.range(str(new.area)), name=new.table, has_headers=True)
    for width in dict.fromkeys(new.widths):
        points = (width * _PIXELS_A_CHARACTER + _PADDING) * _POINTS_A_PIXEL
        for column in (column for column, wide in enumerate(new.widths, 1) if wide == width):
            sheet.range(str(Area(1, column, 1, column))).column_width = points
    sheet.range("A1").font.bold = True
    in_front.activate()


def put_back(book: PaneBook, before: Standing, now: Standing, patch: Patch) -> None:
    """Queue what makes the workbook say again what it said, wherever it differs now: sheets, tables, then cells."""
    handles = sheets_of(book)
    for change in patch:
        if isinstance(change, AddSheet) and change.sheet.name in handles:
            handles.pop(change.sheet.name).delete()
        elif isinstance(change, RemoveSheet) and change.sheet.name not in handles:
            _add(book, change.sheet)
    handles = sheets_of(book)  # anew, for a sheet is known by its position
    for name, table in tables_of(handles.values()).items():
        was = next((one for one in before.book.tables.values() if one.name.casefold() == name), None)
        is_now = next((one for one in now.book.tables.values() if one.name.casefold() == name), None)
        if was and is_now and was.area != is_now.area:
            table.resize(handles[was.sheet].range(str(was.area)))
    for name, box in before.boxes.items():
        if name in handles and name in now.boxes:
            _cells_back(handles[name], before.book.sheets[name], now.book.sheets[name], box)


def _cells_back(handle: PaneSheet, was: Sheet, now: Sheet, box: Area) -> None:
    values: dict[Place, Value] = {}
    for row in range(box.first_row, box.last_row + 1):
        for column in range(box.first_column, box.last_column + 1):
            place = row, column
            if was.formulas.get(place) != now.formulas.get(place):
                handle.range(str(Area(row, column, row, column))).formula = was.formulas.get(place, "")
            if place not in was.formulas and not same(was.value(row, column), now.value(row, column)):
                values[place] = was.value(row, column)
    write(handle, [values])
