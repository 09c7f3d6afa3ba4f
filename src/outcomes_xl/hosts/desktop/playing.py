"""Make a patch in the open workbook: look first, write in blocks, read back, and take everything back if it differs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from ...model import (
    AddSheet,
    AppendRows,
    Area,
    CellRef,
    Change,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Value,
)
from ...model.cells import cells_in_words
from ...model.trouble import CannotEdit, CannotUse
from . import compat, hands
from .bench import NOTHING_WRITTEN, Bench, cells_of, rows_area, table_area
from .blocks import areas, rows_of, text_areas
from .courtesy import at_rest
from .values import alike, from_excel

_log = logging.getLogger(__name__)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Played:
    """What was written: counts, and the sheets that came or went."""

    cells: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    sheets_added: tuple[str, ...] = ()
    sheets_removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, patch: Patch) -> Played:
        return cls(
            sum(isinstance(change, SetCell) for change in patch),
            sum(len(change.rows) for change in patch if isinstance(change, AppendRows)),
            sum(len(change.rows) for change in patch if isinstance(change, RemoveRows)),
            tuple(change.sheet.name for change in patch if isinstance(change, AddSheet)),
            tuple(change.sheet.name for change in patch if isinstance(change, RemoveSheet)),
        )


def play(book: Any, patch: Patch, say: Say | None = None) -> Played:
    """Make a patch in the open workbook and return what was written. The workbook is not saved.

    ``book`` is an xlwings Book; ``say`` hears each step as well as Excel's status bar. Raises ChangedMeanwhile naming
    the cells that were edited since the job looked, CannotEdit when something stands in the way, WorkbookBusy when
    Excel stays busy: then nothing was written, or what was written has been taken back.
    """
    compat.finite_attempts()
    if not patch:
        return Played()
    bench = Bench(book, patch)
    bench.check(patch)
    with at_rest(book) as in_status_bar:
        begun: list[Change] = []
        try:
            for where, batch in _batches(patch):
                sentence = f"Outcomes: writing {where}"
                in_status_bar(sentence)
                if say:
                    say(sentence)
                begun += batch
                _make(bench, batch)
            if compat.reads_back(book):
                _prove(bench)
        except BaseException as trouble:
            _take_back(bench, begun, trouble)
            _say_in_words(trouble)
            raise
    return Played.of(patch)


def _batches(patch: Patch) -> Iterator[tuple[str, list[Change]]]:
    """Return the changes in order, cells of one sheet that follow each other together."""
    numbered = list(enumerate(patch))

    def kind(entry: tuple[int, Change]) -> tuple[str, int]:
        number, change = entry
        return (change.cell.sheet, -1) if isinstance(change, SetCell) else (_where(change), number)

    for (where, _), entries in groupby(numbered, key=kind):
        yield where, [change for _, change in entries]


def _where(change: Change) -> str:
    match change:
        case SetCell(cell):
            return cell.sheet
        case AppendRows() | RemoveRows():
            return change.sheet
        case AddSheet(sheet, _) | RemoveSheet(sheet, _):
            return sheet.name


def _make(bench: Bench, batch: list[Change]) -> None:
    match batch[0]:
        case SetCell(cell):
            after = {(one.cell.row, one.cell.column): one.after for one in batch if isinstance(one, SetCell)}
            _write_places(_sheet(bench, cell.sheet), after)
        case AppendRows() as change:
            _append(bench, change)
        case RemoveRows() as change:
            _remove(bench, change)
        case AddSheet(new, _):
            _add_sheet(bench, new)
        case RemoveSheet(old, _):
            hands.remove_sheet(bench.book, old.name)
            bench.sheets.pop(old.name, None)


def _sheet(bench: Bench, name: str) -> Any:
    return bench.sheets[name]


def _write_places(sheet: Any, values: dict[tuple[int, int], Value]) -> None:
    blocks = [(area, rows_of(area, values)) for area in areas(values)]
    compat.number_format(sheet, [part for area, rows in blocks for part in text_areas(area, rows)], "@")
    for area, rows in blocks:
        hands.write(sheet, area, rows)


def _append(bench: Bench, change: AppendRows) -> None:
    sheet, area = _sheet(bench, change.sheet), rows_area(change)
    table = bench.tables[change.table]
    hands.resize(table, sheet, _down_to(table.area, area.last_row))
    places = {
        (number, column): value
        for number, row in enumerate(change.rows, change.at)
        for column, value in enumerate(row, change.first_column)
    }
    filled = _calculated_columns(sheet, area, change)
    bench.left_to_excel(CellRef(change.sheet, row, column) for row, column in places if column in filled)
    _write_places(sheet, {place: value for place, value in places.items() if place[1] not in filled})


def _calculated_columns(sheet: Any, area: Area, change: AppendRows) -> frozenset[int]:
    """Return the columns that Excel fills with the table's own formula and the rows leave blank."""
    blank = {
        column
        for offset, column in enumerate(range(area.first_column, area.last_column + 1))
        if all(len(row) <= offset or row[offset] is None for row in change.rows)
    }
    if not blank:
        return frozenset()
    first = Area(area.first_row, area.first_column, area.first_row, area.last_column)
    formulas = hands.formulas(sheet, first)
    row = formulas[0] if formulas else []
    return frozenset(c for c, text in enumerate(row, area.first_column) if c in blank and text.startswith("="))


def _remove(bench: Bench, change: RemoveRows) -> None:
    sheet, table = _sheet(bench, change.sheet), bench.tables[change.table]
    hands.clear(sheet, rows_area(change))
    hands.resize(table, sheet, _down_to(table.area, change.at - 1))


def _down_to(area: Area, last_row: int) -> Area:
    return Area(area.first_row, area.first_column, last_row, area.last_column)


def _add_sheet(bench: Bench, new: NewSheet) -> None:
    sheet = hands.add_sheet(bench.book, new.name)
    bench.sheets[new.name] = sheet
    _write_places(sheet, {(cell.row, cell.column): value for cell, value in cells_of(new)})
    hands.add_table(sheet, table_area(new), new.table)
    for column, width in enumerate(new.widths, 1):
        hands.widen(sheet, Area(1, column, 1, column), width)
    hands.embolden(sheet, Area(1, 1, 1, 1))


def _prove(bench: Bench) -> None:
    """Read back what was written; mend numbers that a Text cell kept as text; raise CannotEdit if anything differs."""
    for name in bench.written_sheets():
        different = _different(bench, name)
        if not different:
            continue
        expected = bench.expected(name)
        sheet = _sheet(bench, name)
        for area in areas(place for place in different if _no_text(expected[place])):
            rows = rows_of(area, expected)
            compat.number_format(sheet, [area], _format_for(rows[0][0]))
            hands.write(sheet, area, rows)
        different = _different(bench, name)
        if different:
            cells = cells_in_words(CellRef(name, row, column) for row, column in different)
            raise CannotEdit(
                f"Excel kept something else than was written in {cells} on “{name}”, so it was taken back.",
                f"Look at the format of these cells, and whether they are merged. {NOTHING_WRITTEN}",
            )


def _different(bench: Bench, name: str) -> list[tuple[int, int]]:
    box = bench.boxes[name]
    sheet = _sheet(bench, name)
    words = compat.errors_are_words(sheet)
    now = hands.values(sheet, box)
    return [
        (row, column)
        for (row, column), value in bench.expected(name).items()
        if not alike(now[row - box.first_row][column - box.first_column], _as_read(value, words))
    ]


def _as_read(value: Value, errors_are_words: bool) -> Value:
    """Return a value as it will read: the text #N/A cannot be told from the error where errors arrive as words."""
    return from_excel(value, errors_are_words=errors_are_words) if isinstance(value, str) else value


def _no_text(value: Value) -> bool:
    return value is not None and not isinstance(value, str)


def _format_for(value: Value) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    return "dd/mm/yyyy" if isinstance(value, date) else "General"


def _take_back(bench: Bench, begun: list[Change], trouble: BaseException) -> None:
    """Undo what was begun, last first. Raises CannotUse when Excel will not have that either."""
    try:
        for change in reversed(begun):
            if isinstance(change, AddSheet):
                hands.remove_sheet(bench.book, change.sheet.name)
            elif isinstance(change, RemoveSheet) and change.sheet.name in hands.sheets(bench.book):
                continue
            else:
                _make(bench, [change.inverse()])
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
