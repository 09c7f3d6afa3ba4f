"""Which row of a workbook goes where in another edition of the framework, and what of it has no place there.

It works on the rows that the carrying is about to build (``CarriedWhole``): ids follow the edition's changes, the
tool's own words become the new edition's, answers go along, and what cannot is left with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.carry.carried_tables import CarriedWhole, tidied
from outcomes_xl.carry.chosen_ways import ChosenWays
from outcomes_xl.carry.edition_notes import (
    NOT_CARRIED_KEY,
    EditionNotes,
    Spot,
    ToLookAt,
)
from outcomes_xl.carry.edition_rows_before import Row
from outcomes_xl.carry.edition_rows_merged import Fresh, Placed, RowsMerged
from outcomes_xl.carry.edition_ways import Way, Ways
from outcomes_xl.carry.merged_before import MergedBefore, MergedRow
from outcomes_xl.framework.editions import OTHER_FIGURES, ChangeKind
from outcomes_xl.model import Book, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import Owner
from outcomes_xl.reading.read_tables import Reading

FIGURES = {"availability": ("latest_period", "latest_figure")}
"""The fields of an answer that are figures; a row of these sheets is a figure or where one is read, whole."""
OF_FIGURES = frozenset({"targets", "sources"})
OF_THE_TOOL = frozenset({"gaps", "figures"})
"""Sheets that a job writes anew: rows of what changed are taken out."""
TOOLS_FIGURE = "the tool's own: Check data availability fills it in anew"
TOOLS_WORDS = "the edition's own words, written anew"


def follow(
    made: CarriedWhole,
    book: Book,
    reading: Reading,
    ways: Ways,
    before: Fresh,
    after: Fresh,
    settings: Mapping[str, Value],
    earlier: MergedBefore,
) -> EditionNotes:
    """Put the rows to build as the new edition has them, and return what is to be told.

    ``before`` and ``after`` are the rows of a new workbook in either edition; ``settings`` are answers on Start;
    ``earlier`` are the rows that were merged when the workbook left the edition it returns to.
    """
    notes = EditionNotes(ways.stood_in)
    keys = [key for key in made.tables if ways.concerns(key)]
    # Tables whose rows are chosen by name come last: the names they may choose from must be there.
    for key in sorted(keys, key=ways.is_chosen):
        chosen = ChosenWays(made, reading, ways, key) if ways.is_chosen(key) else None
        _Table(made, book, key, ways, (before, after), notes, chosen, earlier).follow()
    _start(made, settings, notes)
    return notes


def _start(made: CarriedWhole, settings: Mapping[str, Value], notes: EditionNotes) -> None:
    table = made.tables.get("start")
    for at, row in enumerate(made.rows["start"]):
        if (setting := row.get("setting")) in settings:
            row["answer"] = settings[str(setting)]
            if table:
                column = next((one for one, name in table.fields.items() if name == "answer"), 0)
                for number in (number for number, entry in table.entry_of.items() if entry == at):
                    notes.ours[table.place.sheet, number, column] = TOOLS_WORDS


class _Table(RowsMerged):
    """One table while it follows."""

    def follow(self) -> None:
        numbers = {at: number for number, at in self.table.entry_of.items()}
        later: list[tuple[int, Row, Way, MergedRow | None]] = []
        for at, row in enumerate(self.made.rows[self.key]):
            number = numbers.get(at)
            if self.chosen and number is not None and self.chosen.beside(number):
                row = {**row, self.id: self.chosen.typed(number)}
            way = self._way(number, row) if number is not None else None
            if number is None or way is None:
                self.placed.append(Placed(self._local(row, number), None, number))
                continue
            (first, *more), apart = self._apart(row, way)
            if not self._has_a_place(first):
                self.leave_out(number, row, first)
                continue
            self._put(number, row, first, apart, first_of_them=True)
            later += [(number, row, one, apart) for one in more]
        for number, row, one, apart in later:
            self._put(number, row, one, apart, first_of_them=False)
        for number, row, one, apart in later:
            if apart:
                self._account_for_apart(row, one, number)
        self._new_rows()
        self._called_anew()
        for at, merged in self.kept.items():
            merged.then = self._answers(self.placed[at].row)
        self.notes.merged += [one for one in self.kept.values() if one.then]
        made = [one.row for one in self.placed]
        entry_of = {one.number: at for at, one in enumerate(self.placed) if one.number is not None}
        self.made.rows[self.key] = made
        self.made.tables[self.key] = replace(self.table, entry_of=entry_of)

    def _way(self, number: int, row: Row) -> Way | None:
        if self.chosen is None:
            return self.ways.of(self.key, tidied(row.get(self.id)))
        found = self.chosen.way(number)
        if found and not found.surely:
            self.unsure.add(number)
        return found.way if found else None

    def _has_a_place(self, way: Way) -> bool:
        if not way.to_id or (self.key in OF_FIGURES and OTHER_FIGURES.intersection(way.kinds)):
            return False
        return not (self.key in OF_THE_TOOL and not way.means_the_same)

    def _new_rows(self) -> None:
        if self.after and self.key != "lists":
            there = {one.row.get(self.id) for one in self.placed}
            self.placed += [Placed(dict(row)) for name, row in self.after.items() if name not in there]

    # One row ----------------------------------------------------------------------------------------------------------

    def _put(self, number: int, old: Row, way: Way, apart: MergedRow | None, first_of_them: bool) -> None:
        row = self._as_there(number, old, way, first_of_them)
        was = apart.rows[way.to_id] if apart else {}
        if apart:
            self._as_before(row, was)
        at = self._same_row(row, way.from_id)
        if at is not None:
            self._join(at, number, old, way)
        else:
            at = len(self.placed)
            own = number if first_of_them else None
            self.placed.append(Placed(row, way.from_id, own, number, was.get(self.id)))
            if [*self.typed(old)] and not apart:
                self._tell(at, number, old, way)
        if ChangeKind.MERGED in way.kinds:
            self._keep(at, old, way)

    def _tell(self, at: int, number: int, old: Row, way: Way) -> None:
        """Tell of a row with answers that somebody should look at."""
        if ChangeKind.SPLIT in way.kinds:
            self._ask_or_look(at, way, f"carried from “{self.called(old, way)}”, which is split.")
        elif self.chosen and ChangeKind.MERGED in way.kinds:
            self._ask_or_look(at, way, f"carried from “{self.called(old, way)}”, which is merged with another.")
        elif number in self.unsure:
            what = f"“{self.name_of(old)}” named nothing before; it is {way.to_id} in this edition."
            self._ask_or_look(at, way, what)

    def _as_there(self, number: int, old: Row, way: Way, first: bool) -> Row:
        """Return the row as it is in the new edition: its words the edition's, its answers the officer's."""
        row: Row = {**old, self.id: way.to_id}
        fresh, was = self.after.get(way.to_id, {}), self.before.get(way.from_id, {})
        for name, words in fresh.items():
            stands = old.get(name)
            if name not in self.owner or (self.owner[name] is Owner.OFFICER) or same(stands, words):
                continue
            rewritten = stands is not None and name in was and not same(stands, was[name])
            if rewritten and same(words, was[name]):
                continue
            row[name] = words
            if first:
                self._written_anew(number, name, rewritten, old, way)
        self._without_figures(number, old, row, fresh, way, first)
        if self.chosen is None and not same(old.get(self.id), way.to_id) and first:
            self.notes.ours.setdefault(self.spot(number, self.id), f"its id in this edition is {way.to_id}")
        return row

    def _written_anew(self, number: int, name: str, rewritten: bool, old: Row, way: Way) -> None:
        if rewritten:
            self.left(number, name, old, "you had written this yourself, and the edition says something else now", way)
        elif name in self.column:
            self.notes.ours[self.spot(number, name)] = TOOLS_WORDS

    def _without_figures(
        self, number: int, old: Row, row: Row, fresh: Mapping[str, Value], way: Way, first: bool
    ) -> None:
        if way.means_the_same:
            return
        if OTHER_FIGURES.intersection(way.kinds):
            for name in FIGURES.get(self.key, ()):
                if old.get(name) is not None:
                    row[name] = None
                    self.left(number, name, old, f"{way.why}: a figure of it is no figure of this", way)
        if self.key == "availability":
            for name in [name for name in old if self.owner.get(name) is Owner.TOOL and name not in fresh]:
                row[name] = None
                if first and old[name] is not None:
                    self.notes.ours[self.spot(number, name)] = TOOLS_FIGURE

    def _local(self, row: Row, number: int | None) -> Row:
        """Return a row of the officer's own; where its outcome has another id now, it follows it."""
        outcome = tidied(row.get("outcome_id")) if self.key == "framework" else None
        ways = self.ways.outcome(outcome) if outcome is not None else None
        if ways is None or number is None:
            return row
        if ways.to_ids[:1] != (outcome,):
            if ways.to_ids:
                why = f"the outcome is {ways.in_words}; it is {ways.to_ids[0]} here"
                self.left(number, "outcome_id", row, why, None)
            why = f"Please look: the outcome of this row of yours, {outcome}, is {ways.in_words}."
            self.notes.looks.append(ToLookAt(self.key, len(self.placed), "outcome_id", str(outcome), why))
        return self._in_its_words(row, number, str(outcome), ways.to_ids[0]) if ways.to_ids else row

    def _in_its_words(self, row: Row, number: int, was: str, to_id: str) -> Row:
        """Return a local row with its outcome's words as this edition has them, where they were the edition's own."""
        made: Row = {**row, "outcome_id": to_id}
        old, new = self.ways.before.outcomes[was], self.ways.after.outcomes[to_id]
        for name, said, says in (
            *(("outcome", old.title, new.title), ("domain", old.domain, new.domain)),
            ("layer", old.layer, new.layer),
        ):
            if says != said and same(tidied(row.get(name)), said):
                made[name] = says
                self.notes.ours[self.spot(number, name)] = TOOLS_WORDS
        return made


def lines_left(made: CarriedWhole, notes: EditionNotes, a1: Mapping[Spot, str]) -> None:
    """Put what is left on the sheet Not carried, after what stands there."""
    rows = made.rows.setdefault(NOT_CARRIED_KEY, [])
    notes.first_left = len(rows)
    rows += [one.entry(notes.stood_in, a1[one.spot]) for one in notes.left]
    if not rows and NOT_CARRIED_KEY in made.sheets:
        rows.append({})  # the sheet is there, and stays
