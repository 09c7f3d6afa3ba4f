"""Read back what was written: Excel may have made something else of it."""

from __future__ import annotations

from datetime import date, datetime

from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.excel_values import alike, from_excel
from outcomes_xl.hosts.desktop.rectangles import areas, rows_of
from outcomes_xl.hosts.desktop.snapshot import NOTHING_WRITTEN, Bench
from outcomes_xl.model import CellRef, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import cells_in_words


def prove(bench: Bench) -> None:
    """Read back what was written; mend numbers that a Text cell kept as text; raise CannotEdit if anything differs."""
    for name in bench.written_sheets():
        different = _different(bench, name)
        if not different:
            continue
        expected = bench.expected(name)
        sheet = bench.sheets[name]
        for area in areas(place for place in different if _no_text(expected[place])):
            rows = rows_of(area, expected)
            engine_compat.number_format(sheet, [area], _format_for(rows[0][0]))
            xlwings_calls.write(sheet, area, rows)
        different = _different(bench, name)
        if different:
            cells = cells_in_words(CellRef(name, row, column) for row, column in different)
            raise CannotEdit(
                f"Excel kept something else than was written in {cells} on “{name}”, so it was taken back.",
                f"Look at the format of these cells, and whether they are merged. {NOTHING_WRITTEN}",
            )


def _different(bench: Bench, name: str) -> list[tuple[int, int]]:
    box = bench.boxes[name]
    sheet = bench.sheets[name]
    words = engine_compat.errors_are_words(sheet)
    now = bench.now(name)
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
