"""The rows of one table before they follow another edition: what is the officer's in them, and leaving it behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.carry.carried_tables import OWN, CarriedTable, CarriedWhole
from outcomes_xl.carry.chosen_ways import ChosenWays
from outcomes_xl.carry.edition_notes import CELL, EditionNotes, Left, Spot, place_of, storable
from outcomes_xl.carry.edition_ways import Way, Ways
from outcomes_xl.model import Book, Value
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import Owner, SheetLayout

Row = dict[str, Value]


class RowsBefore:
    """One table as it was, with the words of either edition for its rows, and what is noted of it."""

    def __init__(
        self,
        made: CarriedWhole,
        book: Book,
        key: str,
        ways: Ways,
        before: Sequence[Mapping[str, Value]],
        after: Sequence[Mapping[str, Value]],
        notes: EditionNotes,
        chosen: ChosenWays | None = None,
    ) -> None:
        self.chosen = chosen
        self.unsure: set[int] = set()
        self.made, self.key, self.ways, self.notes = made, key, ways, notes
        self.table: CarriedTable = made.tables[key]
        self.shape: SheetLayout = made.layout.sheet(key)
        self.sheet = book.sheets[self.table.place.sheet]
        self.id = ways.field_of(key)
        self.before = {row.get(self.id): row for row in before}
        self.after = {row.get(self.id): row for row in after}
        self.headings = {one.field: one.heading for one in self.shape.columns}
        self.owner = {one.field: one.owner for one in self.shape.columns}
        self.column = {name: at for at, name in self.table.fields.items()}

    # What has no place ------------------------------------------------------------------------------------------------

    def leave_out(self, number: int, old: Row, way: Way) -> None:
        """Leave a row out; if anything was typed in it, all that was goes to Not carried."""
        self.gone(number, old, way, way.why)
        was = self.before.get(way.from_id, {})
        for name, value in old.items():
            rewritten = name in was and not same(value, was[name])
            if value is not None and (self.is_the_officers(name) or rewritten):
                self.left(number, name, old, way.why, way)
        for name in old:
            if name in self.column and old[name] is not None:
                self.notes.ours.setdefault(self.spot(number, name), "the row is not in this edition")

    def gone(self, number: int, old: Row, way: Way, why: str) -> None:
        """Remember a row that has no place of its own, and leave what was typed beside it."""
        area = self.table.place.area
        said = Left((self.sheet.name, number, 0), CELL, self.name_of(old), "", None, why, way.from_id, f"{self.key}:")
        self.notes.gone[self.sheet.name, number] = said
        for at, value in self.sheet.row(number).items():
            if value is not None and not area.first_column <= at <= area.last_column:
                spot = (self.sheet.name, number, at)
                beside = f"beside the table, column {column_letters(at)}"
                self.notes.left.append(replace(said, spot=spot, column=beside, value=storable(value)))

    def left(self, number: int, name: str, old: Row, why: str, way: Way | None, place: str = "") -> None:
        spot = self.spot(number, name)
        if any(one.spot == spot for one in self.notes.left):
            return
        formula = self.sheet.formulas.get(spot[1:])
        worked_out = f". It was worked out by ={formula.removeprefix('=')}" if formula else ""
        value, row_id = storable(old[name]), way.from_id if way else str(old.get(self.id) or "")
        place = place or place_of(self.key, name, self.headings)
        about = self.name_of(old)
        self.notes.left.append(Left(spot, CELL, about, self.headings[name], value, why + worked_out, row_id, place))

    def called_anew(self, number: int, word: Value) -> None:
        """Note that a cell where something was chosen has another word now; what a formula gave there is left."""
        spot = self.spot(number, self.id)
        if self.sheet.formulas.get(spot[1:]):
            old = {self.id: self.sheet.row(number).get(spot[2])}
            self.left(
                number, self.id, old, f"your formula gave it, and “{word}” stands there now", None, f"{self.key}:"
            )
            return
        self.notes.renamed[spot] = word

    def joined_anew(self, number: int, name: str, entry: int, word: Value) -> None:
        """Note that what a cell names stands in another row now, in the words of this edition."""
        spot = self.spot(number, name)
        self.notes.joined[spot] = (self.key, entry, name)
        self.notes.renamed[spot] = word

    # Small things -----------------------------------------------------------------------------------------------------

    def typed(self, row: Row) -> Iterator[tuple[str, Value]]:
        for name, value in row.items():
            if value is not None and self.is_the_officers(name) and name in self.column:
                yield name, value

    def is_the_officers(self, name: str) -> bool:
        return name.startswith(OWN) or self.owner.get(name) is Owner.OFFICER

    def spot(self, number: int, name: str) -> Spot:
        column = self.chosen.beside(number) if self.chosen and name == self.id else None
        return (self.sheet.name, number, column or self.column.get(name, 0))

    def called(self, row: Row, way: Way) -> str:
        """Return what a row's outcome or metric was called; of a link, what its item is."""
        title = self.ways.title(self.key, way.from_id)
        return title if title != way.from_id else self.name_of(row)

    def name_of(self, row: Row) -> str:
        named = next((row.get(one.field) for one in self.shape.columns if one.name and row.get(one.field)), None)
        return self.ways.title(self.key, str(named if named is not None else row.get(self.id) or ""))
