"""Make a patch in the workbook of a pane: look again, write in one flush, read back, put back where it differs."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from outcomes_xl.hosts.change_batches import Played
from outcomes_xl.hosts.desktop.excel_values import as_read, format_for, is_text_or_blank
from outcomes_xl.hosts.desktop.rectangles import areas, hull, rows_of
from outcomes_xl.hosts.lite.day_numbers import is_counted_from_1904, says
from outcomes_xl.hosts.lite.pane_limits import refuse_what_cannot_be
from outcomes_xl.hosts.lite.pane_objects import PaneBook, PaneSheet
from outcomes_xl.hosts.lite.queued_changes import Queue, as_excel_takes, put_back
from outcomes_xl.hosts.lite.standing_cells import Standing, look, sheets_of, standing
from outcomes_xl.model import AppendRows, Area, CellRef, Patch, Sheet, Value
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse
from outcomes_xl.model.cell_refs import cells_in_words
from outcomes_xl.model.expected import NOTHING_WRITTEN, Expected
from outcomes_xl.model.patches import Place

_log = logging.getLogger(__name__)
FROM_1904 = (
    "This workbook counts its days from 1904. A pane is not told so, and takes every day for one four years earlier."
)
_LAST_CELL = "XFD1048576"
"""Clearing it changes nothing, and Excel refuses even that on a protected sheet."""


async def play(book: PaneBook, patch: Patch) -> Played:
    """Make a patch and return what was written. The workbook is not saved.

    Raises ChangedMeanwhile naming the cells that were edited since the job looked, by whoever has the workbook open,
    and CannotEdit when something stands in the way: then nothing was written, or it has been put back.
    """
    if not patch:
        return Played()
    before = await standing(book, patch)
    refuse_what_cannot_be(patch, before.book.tables)
    expected = Expected(before.book, patch)
    await _refuse_protected(book, before.written)
    try:
        queue = Queue(book, before)
        queue.put(patch)
        for sheet, places in queue.left.items():
            expected.left_to_excel(sheet, places)
        await book.flush()
        await _prove(book, before, expected, queue.left, patch)
    except Exception as trouble:
        await _take_back(book, before, patch, trouble)
        if isinstance(trouble, CannotUse):
            raise
        raise CannotEdit(
            "Excel would not take the change.",
            f"See whether the workbook's structure is protected, or somebody else has it open. {NOTHING_WRITTEN}",
        ) from trouble
    return Played.of(patch)


async def _refuse_protected(book: PaneBook, names: list[str]) -> None:
    """Raise CannotEdit, naming the sheet, where one is protected: Excel tells a pane only by refusing to write."""
    handles = sheets_of(book)
    if await _takes_writing(book, [handles[name] for name in names]):
        return
    for name in names:
        if not await _takes_writing(book, [handles[name]]):
            raise CannotEdit(
                f"The sheet “{name}” is protected.",
                f"Choose Review, Unprotect Sheet, then press the button again. {NOTHING_WRITTEN}",
            )


async def _takes_writing(book: PaneBook, handles: list[PaneSheet]) -> bool:
    for handle in handles:
        handle.range(_LAST_CELL).clear_contents()
    try:
        await book.flush()
    except Exception:
        return False
    return True


async def _prove(
    book: PaneBook, before: Standing, expected: Expected, left: Mapping[str, list[Place]], patch: Patch
) -> None:
    """Read back what was written; mend what Excel took for something else. Raises CannotEdit where that is no use."""
    handles = sheets_of(book)
    wanted = {name: dict(values) for name, values in expected.values.items() if name in before.boxes}
    wanted |= {new.name: dict(new.cells()) for new in expected.sheets_added}
    mended = False
    for name, values in wanted.items():
        box = before.boxes.get(name) or _around(values)
        found = await look(handles[name], box)
        unfilled = [place for place in left.get(name, ()) if place not in found.formulas]
        values |= {place: value for place in unfilled if (value := _appended(patch, name, place)) is not None}
        if different := _different(values, found):
            mended = True
            _mend(handles[name], different, values)
    if not mended:
        return
    await book.flush()
    for name, values in wanted.items():
        found = await look(handles[name], before.boxes.get(name) or _around(values))
        if different := _different(values, found):
            if all(is_counted_from_1904(found.value(*place), values[place]) for place in different):
                raise CannotEdit(FROM_1904, f"Use the Outcomes tab on Windows, or the command. {NOTHING_WRITTEN}")
            cells = cells_in_words(CellRef(name, row, column) for row, column in different)
            raise CannotEdit(
                f"Excel kept something else than was written in {cells} on “{name}”, so it was taken back.",
                f"Look at the format of these cells, and whether they are merged. {NOTHING_WRITTEN}",
            )


def _different(wanted: Mapping[Place, Value], found: Sheet) -> list[Place]:
    return [
        place for place, value in wanted.items() if not says(found.value(*place), as_read(value, errors_are_words=True))
    ]


def _mend(handle: PaneSheet, different: list[Place], wanted: Mapping[Place, Value]) -> None:
    """Write cells once more: a figure or a day in its own format, a text in the format of text, as if typed."""
    formats: dict[str, list[Place]] = {}
    for place in different:
        value = wanted[place]
        formats.setdefault("@" if is_text_or_blank(value) else format_for(value), []).append(place)
    for code, places in formats.items():
        for area in areas(places):
            cells = handle.range(str(area))
            cells.number_format = code
            rows = as_excel_takes(rows_of(area, wanted))
            if code == "@":
                cells.formula = rows
            else:
                cells.raw_value = rows


def _appended(patch: Patch, sheet: str, place: Place) -> Value:
    """Return what a patch would put into a cell of a new row."""
    new = (change for change in patch if isinstance(change, AppendRows) and change.sheet == sheet)
    return next((value for one in new for cell, value in one.cells() if (cell.row, cell.column) == place), None)


def _around(places: Mapping[Place, Value]) -> Area:
    return hull(Area(row, column, row, column) for row, column in places)


async def _take_back(book: PaneBook, before: Standing, patch: Patch, trouble: Exception) -> None:
    """Put back what was there before the patch. Raises CannotUse when Excel will not have that either."""
    try:
        put_back(book, before, await standing(book, patch, before.boxes), patch)
        await book.flush()
    except Exception as second:
        _log.exception("the patch could not be taken back")
        raise CannotUse(
            "Excel stopped in the middle of writing, and what was written could not all be taken back.",
            "Close the workbook without saving and open it again. Where AutoSave is on, choose File, Info, Version "
            "History for the workbook as it was.",
        ) from second
    _log.warning("the patch was taken back: %s", trouble)
