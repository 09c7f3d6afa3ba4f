"""The addresses in the log of changes that Undo and open questions still go by, made to follow their cells."""

from __future__ import annotations

from outcomes_xl.carry.workbook_moves import WorkbookMoves
from outcomes_xl.model import CellRef
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.patches import Place
from outcomes_xl.reading.read_tables import Reading


def moved_addresses(reading: Reading, moves: WorkbookMoves) -> dict[Place, str]:
    """Return the words to put into the Changes sheet's column Cell, by their new place.

    Only lines that can still be undone or answered are renewed; the rest is history and stays as it was written. An
    address with no like in the new layout becomes blank, so that nothing is ever put back into another cell.
    """
    changes = reading.tables["changes"]
    if not {"cell", "sheet", "record"} <= set(changes.columns):
        return {}
    found: dict[Place, str] = {}
    for row in changes:
        if not row.text("record") or row.text("undone"):
            continue
        sheet = moves.sheets.get(row.text("sheet"))
        to = moves.sheets[changes.sheet].place(row.number, changes.columns["cell"])
        try:
            place = split_a1(row.text("cell"))
        except ValueError:
            continue
        if sheet is None or to is None:
            continue
        moved = sheet.place(*place)
        found[to] = CellRef("", *moved).a1 if moved else ""
    return found
