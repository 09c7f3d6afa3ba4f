"""What stood on Not carried put back, when a workbook returns to the edition it stood in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from outcomes_xl.carry.carried_tables import OWN, CarriedTable, CarriedWhole
from outcomes_xl.carry.edition_notes import CELL, NOT_CARRIED_KEY, EditionNotes
from outcomes_xl.model import Value
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.reading.layouts import SheetLayout

Row = dict[str, Value]
BACK = "it is back in its place, and the line is gone"


def put_back(made: CarriedWhole, notes: EditionNotes, edition: str) -> int:
    """Put back what an edition of this title left out, where its place is there and blank; return how many cells."""
    table = made.tables.get(NOT_CARRIED_KEY)
    rows = made.rows.get(NOT_CARRIED_KEY, [])
    if table is None:
        return 0
    numbers = {at: number for number, at in table.entry_of.items()}
    back: dict[int, tuple[str, int, str]] = {}
    whole_rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, line in enumerate(rows):
        key, name = _place(made, line)
        if line.get("stood_in") != edition or line.get("what") != CELL or not name:
            continue
        if made.layout.sheet(key).row_key:
            entry = _row_with(made, key, str(line.get("row_id") or ""))
            if entry is not None and made.rows[key][entry].get(name) is None:
                made.rows[key][entry][name] = line.get("value")
                back[at] = (key, entry, name)
        else:
            whole_rows[key, split_a1(str(line["cell"]))[0]].append(at)
    for (key, _), lines in whole_rows.items():
        made.rows[key].append({_place(made, rows[at])[1]: rows[at].get("value") for at in lines})
        back |= {at: (key, len(made.rows[key]) - 1, _place(made, rows[at])[1]) for at in lines}
    _taken_out(made, table, back, numbers, notes)
    return len(back)


def _taken_out(
    made: CarriedWhole,
    table: CarriedTable,
    back: dict[int, tuple[str, int, str]],
    numbers: dict[int, int],
    notes: EditionNotes,
) -> None:
    column = {name: at for at, name in table.fields.items()}
    sheet, rows = table.place.sheet, made.rows[NOT_CARRIED_KEY]
    for at, place in back.items():
        for name in rows[at]:
            if name in column:
                notes.ours[sheet, numbers[at], column[name]] = BACK
        notes.joined[sheet, numbers[at], column["value"]] = place
    stay = [at for at in range(len(rows)) if at not in back and rows[at]]
    made.rows[NOT_CARRIED_KEY] = [rows[at] for at in stay]
    new = {at: place for place, at in enumerate(stay)}
    entry_of = {number: new[at] for at, number in numbers.items() if at in new}
    made.tables[NOT_CARRIED_KEY] = replace(table, entry_of=entry_of)


def _place(made: CarriedWhole, line: Row) -> tuple[str, str]:
    """Return the table and the field a line speaks of; "" for a field that is not there."""
    key, _, name = str(line.get("place") or "").partition(":")
    try:
        shape = made.layout.sheet(key)
    except KeyError:
        return key, ""
    if key not in made.rows:
        return key, ""
    if name.startswith("own:"):
        return key, _own(shape, name.removeprefix("own:"))
    return key, name if any(one.field == name for one in shape.columns) else ""


def _own(shape: SheetLayout, heading: str) -> str:
    return next((one.field for one in shape.columns if one.field.startswith(OWN) and one.heading == heading), "")


def _row_with(made: CarriedWhole, key: str, row_id: str) -> int | None:
    name = made.layout.sheet(key).row_key or ""
    return next((at for at, row in enumerate(made.rows[key]) if row_id and row.get(name) == row_id), None)
