"""What officers chose by name, on its way to another edition: by the id that the name stands for, and back to a name.

The workbook's own names come first. A name that is one thing's only there follows that thing. One that two have, or
that names nothing there, is looked for in the words of either edition, since it might begin to name something once the
edition is another: it follows where everything it may mean ends up at one place, and is left out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from outcomes_xl.carry.carried_tables import CarriedWhole, tidied
from outcomes_xl.carry.edition_ways import Way, Ways, stays
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import METRIC, ChangeKind
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.reading.chosen_names import names_from, names_of
from outcomes_xl.reading.read_tables import Reading


@dataclass(frozen=True)
class Chosen:
    """The way of one row by what it names; ``surely`` is false where the workbook itself could not say what that is."""

    way: Way
    surely: bool = True


class ChosenWays:
    """The ways of the rows of one table by what its officer chose."""

    def __init__(self, made: CarriedWhole, reading: Reading, ways: Ways, key: str) -> None:
        shape = made.layout.sheet(key)
        self.id, what = ways.field_of(key), ways.what(key)
        kind = shape.field(self.id).chosen_from
        self._ways, self._key = ways, key
        table = reading.tables[key]
        self._read = {row.number: row for row in table}
        self._folded = table.columns.get(f"its_{self.id.removesuffix('_id')}")
        rows = {one: [_tidy(row) for row in made.rows.get(one, ())] for one in ("framework", "services", "lists")}
        self.before, self.after = names_of(kind, reading.tables), names_of(kind, rows)
        every = [load_framework(one.id, ways.step.source.id) for one in ways.before.releases]
        self._words = names_from(pair for one in every for pair in _titles(one, what))
        self._others = {
            column.field: names_of(column.chosen_from, reading.tables)
            for column in shape.columns
            if column.chosen_from and column.field != self.id
        }

    def typed(self, number: int) -> Value:
        """Return what a row's officer chose: what stands in the cell, or else the id typed in the folded column."""
        row = self._read.get(number)
        if row is None:
            return None
        stands = tidied(row.typed.get(self.id))
        return row[self.id] if stands in (None, "") else stands

    def beside(self, number: int) -> int | None:
        """Return the folded column with the id, where that was typed there and nothing was chosen."""
        row = self._read.get(number)
        there = row is not None and row[self.id] is not None and tidied(row.typed.get(self.id)) in (None, "")
        return self._folded if there else None

    def way(self, number: int) -> Chosen | None:
        """Return the way of a row; None for one that names nothing, here or in the other edition."""
        typed = self.typed(number)
        if not isinstance(typed, str) or not typed:
            return None
        own = self.before.ids_of(typed)
        if len(own) == 1:
            return Chosen(self._of(own[0]))
        return self._unclear(typed, own)

    def _of(self, own_id: str) -> Way:
        return self._ways.of(self._key, own_id) or stays(own_id)

    def _unclear(self, typed: str, own: tuple[str, ...]) -> Chosen | None:
        found = {way.from_id: way for way in map(self._of, own or self._words.ids_of(typed))}
        for way in map(self._to, self.after.ids_of(typed)):
            found.setdefault(way.from_id, way)
        meant = [*found.values()]
        if not meant:
            return None
        if len({(way.to_ids, way.means_the_same) for way in meant}) == 1:
            return Chosen(meant[0], surely=typed in self._words.names)
        called = in_a_list([f"{way.from_id} “{self._called(way.from_id)}”" for way in meant])
        why = f"“{typed}” may mean {called}: choose one of them in a new row"
        return Chosen(Way(typed, (), (ChangeKind.RETIRED,), why), surely=False)

    def _to(self, new_id: str) -> Way:
        """Return the way to what is called so in the new edition: of the parts of what was split only this one."""
        ways = self._ways.back(self._ways.what(self._key), new_id)
        return replace(ways[0], to_ids=(new_id,)) if len(ways) == 1 else stays(new_id)

    def _called(self, own_id: str) -> str:
        return self.before.names.get(own_id) or self._ways.title(self._key, own_id)

    def settled(self, name: str, value: Value) -> Value:
        """Return the id of something else a row names, such as its service, for comparing."""
        value = tidied(value)
        names = self._others.get(name)
        return (names.id_of(value) if names and isinstance(value, str) else None) or value

    def same_choice(self, name: str, one: Value, other: Value) -> bool:
        """Whether two cells of such a column name the same thing."""
        return name in self._others and same(self.settled(name, one), self.settled(name, other))

    def word(self, number: int | None, typed: Value, new_id: str) -> Value:
        """Return what stands in the cell for an id of the new edition: as it was typed where that still holds."""
        if isinstance(typed, str) and self.after.id_of(typed) == new_id:
            row = self._read.get(number or 0)
            stands = row.typed.get(self.id) if row else None
            return typed if stands in (None, "") else stands
        name = self.after.names.get(new_id, new_id)
        by_name = isinstance(typed, str) and typed not in self.before.names and typed not in self._words.names
        return name if by_name and self.after.id_of(name) == new_id else new_id


def _titles(framework: Framework, what: str) -> Iterable[tuple[str, str]]:
    there = framework.metrics if what == METRIC else framework.outcomes
    return [(own_id, one.title) for own_id, one in there.items()]


def _tidy(row: Mapping[str, Value]) -> Row:
    values = {name: tidied(value) for name, value in row.items()}
    return Row(0, values, values)
