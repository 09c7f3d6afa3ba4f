"""Rows of a table that come together in another edition, or apart: which they are, and what is asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.carry.carried_tables import OWN, CarriedWhole, tidied
from outcomes_xl.carry.chosen_ways import ChosenWays
from outcomes_xl.carry.edition_notes import EditionNotes, ToLookAt, TwoAnswers, place_of
from outcomes_xl.carry.edition_rows_before import Row, RowsBefore
from outcomes_xl.carry.edition_ways import Way, Ways
from outcomes_xl.carry.merged_before import Answers, MergedBefore, MergedRow
from outcomes_xl.model import Book, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.decision_words import OURS, THEIRS
from outcomes_xl.reading.layouts import Owner

Fresh = Mapping[str, Sequence[Mapping[str, Value]]]
"""The rows of a new workbook by layout key."""


@dataclass
class Placed:
    """A row of the new table while it is made: the id its answers came from, and which old row it is, if it is one.

    ``source`` is the old row it is made from, which what is split has twice; ``typed`` is what its officer had typed
    to choose what it is of, before it was merged.
    """

    row: Row
    came_from: Value = None
    number: int | None = None
    source: int | None = None
    typed: Value = None


class RowsMerged(RowsBefore):
    """The rows of one table where they are merged, split, or apart again."""

    def __init__(
        self,
        made: CarriedWhole,
        book: Book,
        key: str,
        ways: Ways,
        fresh: tuple[Fresh, Fresh],
        notes: EditionNotes,
        chosen: ChosenWays | None,
        earlier: MergedBefore,
    ) -> None:
        before, after = (one.get(key, ()) for one in fresh)
        super().__init__(made, book, key, ways, before, after, notes, chosen)
        self.placed: list[Placed] = []
        self.earlier = earlier
        self.kept: dict[int, MergedRow] = {}
        """By the number of its entry what is kept of a row for a way back."""

    def _ask_or_look(self, at: int, way: Way, what: str) -> None:
        row = self.placed[at].row
        status = row.get("status")
        if self.key == "availability" and status is not None:
            then = f"{OURS}: it stays. {THEIRS}: the cell becomes blank, to be answered anew."
            figure = " Its figure came along too." if row.get("latest_figure") is not None else ""
            why = f"{status}: {what}{figure} Does it hold here? {then}"
            self.notes.questions.append(TwoAnswers(self.key, way.to_id, "status", status, None, why))
        elif self.key != "lists":
            was = self.ways.title_of(way.from_id)
            self.notes.looks.append(ToLookAt(self.key, at, self.id, was, f"Please look: {what}"))

    def _called_anew(self) -> None:
        """Put into each cell where something is chosen what its id is called in this edition."""
        if self.chosen is None:
            return
        for at, one in enumerate(self.placed):
            if one.source is None:
                continue
            own_id = str(one.row[self.id])
            word = self.chosen.word(one.source, self.chosen.typed(one.source), own_id)
            if isinstance(one.typed, str) and self.chosen.after.id_of(str(tidied(one.typed))) == own_id:
                word = one.typed
            one.row[self.id] = word
            if one.number is None:
                continue
            if self.chosen.beside(one.number):
                self.joined_anew(one.number, self.id, at, word)
            elif not same(word, self.sheet.row(one.number).get(self.column[self.id])):
                self.called_anew(one.number, word)

    # Rows that come together ------------------------------------------------------------------------------------------

    def _same_row(self, row: Row, came_from: Value) -> int | None:
        fields = self._known_by()
        key = self._settled(row, fields)
        for at, one in enumerate(self.placed):
            if one.came_from not in (None, came_from) and self._settled(one.row, fields) == key:
                return at
        return None

    def _known_by(self) -> Sequence[str]:
        """Return the fields that tell a row of the table from any other: all, where it may have two of one thing."""
        every = [one.field for one in self.shape.columns if one.owner is Owner.OFFICER and one.field in self.column]
        return self.shape.key_fields or ((self.id,) if self.after or not every else every)

    def _settled(self, row: Row, fields: Iterable[str]) -> list[Value]:
        return [self.chosen.settled(name, row.get(name)) if self.chosen else tidied(row.get(name)) for name in fields]

    def _join(self, at: int, number: int, old: Row, way: Way) -> None:
        """Put a row's answers into the row it is merged with; where the two disagree both are kept, and asked about."""
        target = self.placed[at].row
        self.gone(number, old, way, f"its row is merged into {way.to_id}")
        for name, value in self.typed(old):
            stands = target.get(name)
            if name == self.id:
                self._merged_id(at, number, way)
            elif self.chosen and self.chosen.same_choice(name, stands, value):
                self.joined_anew(number, name, at, stands)
            elif same(stands, value):
                self.notes.joined[self.spot(number, name)] = (self.key, at, name)
            elif stands is None:
                target[name] = value
                self.notes.joined[self.spot(number, name)] = (self.key, at, name)
            else:
                self._disagree(at, number, name, old, way)
        for name in old:
            if name in self.column and self.spot(number, name) not in self.notes.joined:
                self.notes.ours.setdefault(self.spot(number, name), f"the row is merged into {way.to_id}")
        if [*self.typed(target)] and not self._is_asked_about(at, way.to_id):
            self._ask_or_look(
                at, way, f"carried from “{self.ways.title_of(way.from_id)}” and another, which are merged."
            )

    def _merged_id(self, at: int, number: int, way: Way) -> None:
        if self.chosen is None:
            self.notes.ours[self.spot(number, self.id)] = f"the row is merged into {way.to_id}"
            return
        word = self.chosen.word(self.placed[at].source, self.chosen.typed(self.placed[at].source or 0), way.to_id)
        self.joined_anew(number, self.id, at, word)

    def _is_asked_about(self, at: int, to_id: str) -> bool:
        asked = any((one.key, one.row_id) == (self.key, to_id) for one in self.notes.questions)
        return asked or any((one.key, one.entry) == (self.key, at) for one in self.notes.looks)

    def _disagree(self, at: int, number: int, name: str, old: Row, way: Way) -> None:
        row = self.placed[at].row
        already = any((one.key, one.row_id, one.field) == (self.key, way.to_id, name) for one in self.notes.questions)
        if self.shape.row_key and not name.startswith(OWN) and not already:
            why = (
                f"{OURS}: Before stays. {THEIRS}: the cell takes After. "
                f"“{self.ways.title_of(str(self.placed[at].came_from))}” said Before, "
                f"“{self.ways.title_of(way.from_id)}” said After; they are one row now."
            )
            spot = self.spot(number, name)
            self.notes.questions.append(TwoAnswers(self.key, way.to_id, name, row.get(name), old[name], why, spot))
            return
        because = f"merged into {way.to_id}, where the other row's “{row.get(name)}” stands"
        self.left(number, name, old, because, way)

    # What is kept for a way back, and what was ------------------------------------------------------------------------

    def _keep(self, at: int, old: Row, way: Way) -> None:
        """Keep what a row said before it was merged."""
        one = self.kept.setdefault(at, MergedRow(self.key, self._told_by(old, way.to_id)))
        one.rows[way.from_id] = self._answers(old)

    def _answers(self, row: Row) -> Answers:
        return {self._by_place(name): value for name, value in self.typed(row)}

    def _by_place(self, name: str) -> str:
        return place_of(self.key, name, self.headings).partition(":")[2]

    def _told_by(self, row: Row, own_id: str) -> tuple[str, ...]:
        """Return what tells a row from the others of its table in either edition."""
        fields = self._known_by()
        words = zip(fields, self._settled(row, fields), strict=True)
        return tuple(own_id if name == self.id else shown(value) for name, value in words)

    def _apart(self, old: Row, way: Way) -> tuple[list[Way], MergedRow | None]:
        """Return the ways of a row, and what it was merged from, where it comes apart again as it was."""
        ways = way.each() or [way]
        if len(ways) < 2:
            return ways, None
        kept = self.earlier.take(self.key, self._told_by(old, way.from_id), self._answers(old))
        there = [one for one in ways if kept and one.to_id in kept.rows]
        return (there, kept) if there else (ways, None)

    def _as_before(self, row: Row, answers: Answers) -> None:
        """Put into a row what its officer had typed there, and only that."""
        for name, _ in [*self.typed(row)]:
            if name != self.id:
                row[name] = answers.get(self._by_place(name))
        for name in self.column:
            if name != self.id and (value := answers.get(self._by_place(name))) is not None:
                row[name] = value

    def _account_for_apart(self, old: Row, way: Way, number: int) -> None:
        """Note where each answer of a row that came apart stands now."""
        parts = [(at, one) for at, one in enumerate(self.placed) if one.source == number]
        stays = next((one.row for _, one in parts if one.number == number), {})
        for name, value in self.typed(old):
            if name == self.id or same(stays.get(name), value):
                continue
            to = next((at for at, one in parts if same(one.row.get(name), value)), None)
            if to is None:
                self.left(number, name, old, "it stood in the merged row only", way)
            else:
                self.notes.joined[self.spot(number, name)] = (self.key, to, name)
