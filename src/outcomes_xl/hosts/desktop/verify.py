"""Read back what was written: Excel may have made something else of it."""

from __future__ import annotations

from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.excel_values import as_read, format_for, is_text_or_blank
from outcomes_xl.hosts.desktop.rectangles import Place, areas, rows_of
from outcomes_xl.hosts.desktop.snapshot import Snapshot
from outcomes_xl.model import CellRef
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import cells_in_words
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.expected import NOTHING_WRITTEN


def prove(snapshot: Snapshot) -> None:
    """Read back what was written; mend numbers that a Text cell kept as text; raise CannotEdit if anything differs."""
    for name in snapshot.written_sheets():
        different = _different(snapshot, name)
        if not different:
            continue
        expected = snapshot.expected.values[name]
        sheet = snapshot.sheets[name]
        mended: dict[str, list[Place]] = {}
        for place in different:
            if not is_text_or_blank(expected[place]):
                mended.setdefault(format_for(expected[place]), []).append(place)
        for code, places in mended.items():
            for area in areas(places):
                engine_compat.number_format(sheet, [area], code)
                xlwings_calls.write(sheet, area, rows_of(area, expected))
        different = _different(snapshot, name)
        if different:
            cells = cells_in_words(CellRef(name, row, column) for row, column in different)
            raise CannotEdit(
                f"Excel kept something else than was written in {cells} on “{name}”, so it was taken back.",
                f"Look at the format of these cells, and whether they are merged. {NOTHING_WRITTEN}",
            )


def _different(snapshot: Snapshot, name: str) -> list[tuple[int, int]]:
    box = snapshot.boxes[name]
    sheet = snapshot.sheets[name]
    words = engine_compat.errors_are_words(sheet)
    now = snapshot.now(name)
    return [
        (row, column)
        for (row, column), value in snapshot.expected.values[name].items()
        if not same(now[row - box.first_row][column - box.first_column], as_read(value, words))
    ]
