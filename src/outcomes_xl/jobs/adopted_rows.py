"""A doubtful row of an adopted spreadsheet, answered on Changes: a metric's, one of the borough's own, or left out.

Its answers go to cells that are blank. What differs from an answer that stands there goes into the note: nothing of
either is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.jobs.refresh.questions import Question
from outcomes_xl.jobs.row_index import RowIndex
from outcomes_xl.jobs.table_edits import Added, add_rows
from outcomes_xl.model import Change, SetCell, Value
from outcomes_xl.model.cell_values import decode, same
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.decision_words import LEAVE_OUT, OURS, OWN_ROW, THEIRS
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.tidy import bare, folded

_OWN = ""
_NOT_ASSESSED = "Not yet assessed"
_ID = re.compile(r"\b([A-Z]{3})-?0*(\d+)\b", re.I)
_LOCAL = re.compile(r"LOC-(\d+)", re.I)


def is_about_a_row(question: Question) -> bool:
    """Whether a question asks what a whole row of the borough's own spreadsheet is."""
    return isinstance(question.line.record.get("rows"), Mapping)


def choices(question: Question) -> list[str]:
    """Return what can be answered, as it stands in the cell's list."""
    return [*(key or OWN_ROW for key in question.line.record["rows"]), LEAVE_OUT]


def choice_of(question: Question) -> str:
    """Return the choice that a decision is, "" for anything else."""
    said = folded(question.decision)
    known = {folded(one): one for one in choices(question)}
    if said in known:
        return known[said]
    if said in (folded(OURS), "leave it out"):
        return LEAVE_OUT
    if said == folded(THEIRS):
        return choices(question)[0]
    if "our own" in said or said in ("own", "local"):
        return OWN_ROW
    ids = {f"{letters.upper()}-{int(number):03}" for letters, number in _ID.findall(question.decision)}
    named = [one for one in choices(question) if one in ids]
    return named[0] if len(named) == 1 else ""


@dataclass
class RowsTaken:
    """What the answers about rows come to, while that is worked out."""

    places: RowIndex
    wanted: dict[tuple[str, str], Value] = field(default_factory=dict)
    """What cells of Data availability are to say, by metric id and field."""
    why: dict[tuple[str, str], str] = field(default_factory=dict)
    new: dict[str, tuple[dict[str, Value], dict[str, Value]]] = field(default_factory=dict)
    """Rows to add, by their title: that of Framework, and that of Data availability."""

    def take(self, question: Question, choice: str) -> str | None:
        """Take a row as chosen. Return the id it goes to, "" where it is left out; None where the metric is gone."""
        if choice == LEAVE_OUT:
            return ""
        offer = question.line.record["rows"][_OWN if choice == OWN_ROW else choice]
        answers = {name: decode(value) for name, value in offer["answers"].items()}
        typed = str(question.line.record.get("typed") or "")
        if choice != OWN_ROW:
            return choice if self._into(choice, answers, typed) else None
        row = {name: decode(value) for name, value in offer["row"].items()}
        title = str(row.get("metric") or typed)
        if there := self._own(title):
            return there if self._into(there, answers, typed) else None
        if bare(title) in self.new:
            _merge(self.new[bare(title)][1], answers, typed)
            return str(self.new[bare(title)][0]["metric_id"])
        metric_id = self._next_id()
        named = {"metric_id": metric_id, "metric": title}
        availability = {**{name: row[name] for name in ("layer", "domain") if name in row}, **answers, **named}
        self.new[bare(title)] = ({**row, **named}, availability)
        return metric_id

    def _into(self, metric_id: str, answers: Mapping[str, Value], typed: str) -> bool:
        table = self.places.reading.tables.get("availability")
        row = self.places.row(table, metric_id) if table is not None else None
        if table is None or row is None:
            return False
        entry = {name: self.wanted.get((metric_id, name), row.typed.get(name)) for name in (*answers, "note")}
        for name in answers:
            cell = self.places.cell("availability", metric_id, name)
            if cell is None or self.places.is_formula(cell):
                entry[name] = "" if name != "note" else entry["note"]  # nothing can be put there: into the note
        before = dict(entry)
        _merge(entry, answers, typed)
        for name, value in entry.items():
            if not same(value, before[name]):
                self.wanted[metric_id, name] = value
                self.why[metric_id, name] = f"Decided: {metric_id} is “{typed}” of your own spreadsheet"
        return True

    def _own(self, title: str) -> str:
        table = self.places.reading.tables.get("framework")
        rows = table if table is not None else ()
        found = (row for row in rows if row.text("origin") == "Local" and bare(row.text("metric")) == bare(title))
        return next((row.text("metric_id") for row in found), "")

    def _next_id(self) -> str:
        table = self.places.reading.tables.get("framework")
        rows = table if table is not None else ()
        used = [int(found[1]) for row in rows if (found := _LOCAL.fullmatch(row.text("metric_id")))]
        return f"LOC-{max(used, default=0) + len(self.new) + 1:03}"

    def cells(self) -> Iterator[SetCell]:
        """Yield the changes to cells of rows that are there."""
        for (metric_id, name), value in self.wanted.items():
            cell = self.places.cell("availability", metric_id, name)
            if cell is not None and not self.places.is_formula(cell):
                yield SetCell(cell, self.places.value(cell), value, self.why[metric_id, name])

    def rows(self) -> tuple[tuple[Change, ...], Added | None]:
        """Return the changes that add rows, and what is in the way of one where something is: then none is added."""
        changes: tuple[Change, ...] = ()
        for at, key in enumerate(("framework", "availability") if self.new else ()):
            table = self.places.reading.tables.get(key)
            if table is None:
                continue
            known = {one.field for one in layout("borough").sheet(key).columns}
            entries = [{n: v for n, v in both[at].items() if n in known} for both in self.new.values()]
            added = add_rows(self.places.book, table, entries, "Decided: a row of your own, of your own spreadsheet")
            if added.in_the_way:
                return (), added
            changes += added.changes
        return changes, None


def _merge(entry: dict[str, Value], answers: Mapping[str, Value], typed: str) -> None:
    """Put answers into an entry where it says nothing; what differs goes into its note, under its heading."""
    shape = layout("borough").sheet("availability")
    notes = []
    for name, value in answers.items():
        stands = entry.get(name)
        if name == "note":
            notes.append(str(value))
        elif stands is None or (name == "status" and stands == _NOT_ASSESSED):
            entry[name] = value
        elif not same(stands, value):
            notes.append(f"“{typed}”, {shape.field(name).heading}: {shown(value)}")
    note = str(entry.get("note") or "")
    more = [text for text in notes if text not in note]
    if more:
        entry["note"] = "\n".join([*([note] if note else []), *more])
