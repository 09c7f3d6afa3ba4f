"""What stood on Not carried put back, when a workbook returns to the edition it stood in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.carry.carried_tables import OWN, CarriedTable, CarriedWhole
from outcomes_xl.carry.edition_notes import CELL, COMMENT, NOT_CARRIED_KEY, EditionNotes
from outcomes_xl.carry.edition_ways import Ways
from outcomes_xl.model import Value
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import SheetLayout

Row = dict[str, Value]
BACK = "it is back in its place, and the line is gone"


def put_back(made: CarriedWhole, ways: Ways, notes: EditionNotes, edition: str) -> int:
    """Put back what an edition of this title left out, where its place is there and blank; return how many lines."""
    table = made.tables.get(NOT_CARRIED_KEY)
    rows = made.rows.get(NOT_CARRIED_KEY, [])
    if table is None:
        return 0
    lines = [(at, line) for at, line in enumerate(rows) if line.get("stood_in") == edition]
    back = _Back(made, ways, notes, {at: number for number, at in table.entry_of.items()})
    for at, line in lines:
        if line.get("what") == CELL and _place(made, line)[1]:
            back.cell(at, line)
    back.whole_rows()
    for at, line in lines:
        back.beside(at, line)
    _taken_out(made, table, back, notes)
    return len(back.to) + len(back.told)


class _Back:
    """What goes back, line by line of the sheet Not carried."""

    def __init__(self, made: CarriedWhole, ways: Ways, notes: EditionNotes, numbers: Mapping[int, int]) -> None:
        self.made, self.ways, self.notes, self.numbers = made, ways, notes, numbers
        self.to: dict[int, tuple[str, int, str]] = {}
        """By line the cell of a table that has its value again: its table, the number of its entry, and its field."""
        self.told: dict[int, str] = {}
        """By line what else became of it."""
        self._rows: dict[tuple[str, int], list[tuple[int, Row]]] = defaultdict(list)
        self._entry_of: dict[tuple[str, int], int] = {}

    def cell(self, at: int, line: Row) -> None:
        key, name = _place(self.made, line)
        if not self.made.layout.sheet(key).row_key:
            self._rows[key, _stood_at(line)[0]].append((at, line))
            return
        entry = _row_with(self.made, key, str(line.get("row_id") or ""))
        if entry is not None and self._takes(key, entry, name, line.get("value")):
            self.to[at] = (key, entry, name)

    def _takes(self, key: str, entry: int, name: str, value: Value) -> bool:
        """Put a value into a blank cell; one that has it already has it from the row it was merged with."""
        row = self.made.rows[key][entry]
        if row.get(name) is None:
            row[name] = value
        return same(row.get(name), value)

    def whole_rows(self) -> None:
        """Put back rows that are known by no id of their own, whole; one cell of such a row only where it stands."""
        for (key, number), lines in self._rows.items():
            names = {_place(self.made, line)[1]: (at, line) for at, line in lines}
            if self.ways.is_chosen(key) and self.ways.field_of(key) not in names:
                continue
            entry = len(self.made.rows[key])
            self.made.rows[key].append({name: line.get("value") for name, (_, line) in names.items()})
            self._entry_of[key, number] = entry
            self.to |= {at: (key, entry, name) for name, (at, _) in names.items()}

    def beside(self, at: int, line: Row) -> None:
        """Put back a comment, or what stood in a row of a table but beside it."""
        key, name = _place(self.made, line)
        if at in self.to or key not in self.made.rows:
            return
        row, column = _stood_at(line)
        entry = self._entry_of.get((key, row), _row_with(self.made, key, str(line.get("row_id") or "")))
        if entry is None:
            return
        if line.get("what") == COMMENT:
            self.notes.comments.append((key, entry, name or column, str(line.get("value") or "")))
            self.told[at] = "it is a comment again"
        elif line.get("what") == CELL and not name:
            spot = (self.made.sheets[NOT_CARRIED_KEY], self.numbers[at], 0)
            self.notes.beside[spot] = (key, entry, column, line.get("value"))
            self.told[at] = BACK


def _stood_at(line: Row) -> tuple[int, int]:
    try:
        return split_a1(str(line.get("cell") or ""))
    except ValueError:
        return 0, 0


def _taken_out(made: CarriedWhole, table: CarriedTable, back: _Back, notes: EditionNotes) -> None:
    column = {name: at for at, name in table.fields.items()}
    sheet, rows, numbers = table.place.sheet, made.rows[NOT_CARRIED_KEY], back.numbers
    gone = {**dict.fromkeys(back.to, BACK), **back.told}
    for at, why in gone.items():
        for name in rows[at]:
            if name in column:
                notes.ours[sheet, numbers[at], column[name]] = why
        spot = (sheet, numbers[at], column["value"])
        if at in back.to:
            notes.joined[spot] = back.to[at]
        if there := notes.beside.pop((sheet, numbers[at], 0), None):
            notes.beside[spot] = there
    stay = [at for at in range(len(rows)) if at not in gone and rows[at]]
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
