"""Make a patch in the open workbook: look first, write in blocks, read back, and take everything back if it differs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from outcomes_xl.hosts.change_batches import Played, batches, sheet_of
from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.app_settings import at_rest
from outcomes_xl.hosts.desktop.excel_values import outgrows_text_format
from outcomes_xl.hosts.desktop.rectangles import Place, areas, rows_of, text_areas
from outcomes_xl.hosts.desktop.snapshot import Snapshot
from outcomes_xl.hosts.desktop.verify import prove
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook, XlSheet
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Change,
    FoldRows,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Value,
)
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse
from outcomes_xl.model.expected import NOTHING_WRITTEN

_log = logging.getLogger(__name__)
Say = Callable[[str], None]
_TO_BE_READ = 0.25
"""Seconds that a sentence stands in the status bar at least: each is a call, and nobody reads faster."""


def play(book: XlBook, patch: Patch, say: Say | None = None, handles: xlwings_calls.Handles | None = None) -> Played:
    """Make a patch in the open workbook and return what was written. The workbook is not saved.

    ``book`` is an xlwings Book; ``say`` hears each step as well as Excel's status bar; ``handles`` is what `read` met,
    moments ago. Raises ChangedMeanwhile naming
    the cells that were edited since the job looked, CannotEdit when something stands in the way, WorkbookBusy when
    Excel stays busy: then nothing was written, or what was written has been taken back.
    """
    engine_compat.finite_attempts()
    if not patch:
        return Played()
    snapshot = Snapshot(book, patch, handles or {})
    with at_rest(book) as in_status_bar:
        begun: list[Change] = []
        try:
            said, last_told = "", 0.0
            for where, batch in batches(patch):
                if where != said and monotonic() - last_told > _TO_BE_READ:
                    _tell(f"Outcomes: writing {where}", in_status_bar, say)
                    last_told = monotonic()
                said = where
                begun += batch
                _make(snapshot, batch)
            if engine_compat.reads_back(book):
                prove(snapshot)
        except BaseException as trouble:
            _take_back(snapshot, begun, trouble)
            _say_in_words(trouble)
            raise
    return Played.of(patch)


def _tell(sentence: str, in_status_bar: Say, say: Say | None) -> None:
    in_status_bar(sentence)
    if say:
        say(sentence)


def _make(snapshot: Snapshot, batch: list[Change]) -> None:
    match batch[0]:
        case SetCell() | AppendRows():
            _write(snapshot, batch)
        case RemoveRows() as change:
            _remove(snapshot, change)
        case FoldRows() as change:
            engine_compat.fold(snapshot.sheets[change.sheet], change.first, change.last, change.folded)
        case AddSheet(new, _):
            _add_sheet(snapshot, new)
        case RemoveSheet(old, _):
            xlwings_calls.remove_sheet(snapshot.book, old.name)
            snapshot.sheets.pop(old.name, None)


def _write(snapshot: Snapshot, batch: list[Change]) -> None:
    sheet = snapshot.sheets[sheet_of(batch[0])]
    sets = [one for one in batch if isinstance(one, SetCell)]
    cells = {(one.cell.row, one.cell.column): one.after for one in sets}
    outgrown = areas((one.cell.row, one.cell.column) for one in sets if outgrows_text_format(one.before, one.after))
    engine_compat.number_format(sheet, outgrown, "General")
    rows = [_grown(snapshot, change) for change in batch if isinstance(change, AppendRows)]
    _write_places(sheet, [cells, *rows])


def _write_places(sheet: XlSheet, together: Sequence[Mapping[Place, Value]]) -> None:
    """Write cells; those that Excel would take for something else get the format of text first, in one go."""
    blocks = [(area, rows_of(area, values)) for values in together for area in areas(values)]
    engine_compat.number_format(sheet, [part for area, rows in blocks for part in text_areas(area, rows)], "@")
    for area, rows in blocks:
        xlwings_calls.write(sheet, area, rows)


def _grown(snapshot: Snapshot, change: AppendRows) -> dict[Place, Value]:
    """Let a table grow, and return what is still to be written: not what its own column formulas have filled."""
    sheet, area = snapshot.sheets[change.sheet], change.area
    table = snapshot.tables[change.table.casefold()]
    xlwings_calls.resize(table, sheet, _down_to(table.area, area.last_row))
    places = {(cell.row, cell.column): value for cell, value in change.cells()}
    filled = _calculated_columns(sheet, area) if table.has_formulas else frozenset()
    snapshot.expected.left_to_excel(change.sheet, [place for place in places if place[1] in filled])
    return {place: value for place, value in places.items() if place[1] not in filled}


def _calculated_columns(sheet: XlSheet, area: Area) -> frozenset[int]:
    """Return the columns that Excel has filled with the table's own formula, which a closed file gets too."""
    first = Area(area.first_row, area.first_column, area.first_row, area.last_column)
    formulas = xlwings_calls.formulas(sheet, first)
    row = formulas[0] if formulas else []
    return frozenset(column for column, text in enumerate(row, area.first_column) if text.startswith("="))


def _remove(snapshot: Snapshot, change: RemoveRows) -> None:
    sheet, table = snapshot.sheets[change.sheet], snapshot.tables[change.table.casefold()]
    xlwings_calls.clear(sheet, change.area)
    xlwings_calls.resize(table, sheet, _down_to(table.area, change.at - 1))


def _down_to(area: Area, last_row: int) -> Area:
    return Area(area.first_row, area.first_column, last_row, area.last_column)


def _add_sheet(snapshot: Snapshot, new: NewSheet) -> None:
    sheet = xlwings_calls.add_sheet(snapshot.book, new.name)
    snapshot.sheets[new.name] = sheet
    _write_places(sheet, [new.cells()])
    xlwings_calls.add_table(sheet, new.area, new.table)
    for width in dict.fromkeys(new.widths):
        columns = [Area(1, column, 1, column) for column, wide in enumerate(new.widths, 1) if wide == width]
        xlwings_calls.widen(sheet, columns, width)
    xlwings_calls.embolden(sheet, Area(1, 1, 1, 1))


def _take_back(snapshot: Snapshot, begun: list[Change], trouble: BaseException) -> None:
    """Undo what was begun, last first. Raises CannotUse when Excel will not have that either."""
    try:
        for change in reversed(begun):
            if isinstance(change, AddSheet):
                xlwings_calls.remove_sheet(snapshot.book, change.sheet.name)
            elif isinstance(change, RemoveSheet) and change.sheet.name in xlwings_calls.sheets(snapshot.book):
                continue
            else:
                _make(snapshot, [change.inverse()])
    except Exception as second:
        _log.exception("the patch could not be taken back")
        raise CannotUse(
            "Excel stopped in the middle of writing, and what was written could not all be taken back.",
            "Close the workbook without saving and open it again.",
        ) from second
    _log.warning("the patch was taken back: %s", trouble)


def _say_in_words(trouble: BaseException) -> None:
    """Raise CannotEdit for a refusal of Excel's own (a COM error); leave anything else to go on as it is."""
    if not isinstance(trouble, CannotUse) and hasattr(trouble, "hresult"):
        raise CannotEdit(
            "Excel would not take the change.",
            f"See whether the sheet is protected, shared or open in a second window. {NOTHING_WRITTEN}",
        ) from trouble
