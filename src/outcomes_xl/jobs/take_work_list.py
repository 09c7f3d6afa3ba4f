"""Take a work list in: the answers that came back, each into its own cell of Data availability, by the metric's id.

A three-way merge: what was sent, what stands here now, what came back. Only what somebody has answered on the list is
taken, only into the officer's own columns, and only where nobody here has written since; the rest is asked on Changes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.jobs.availability import borough_of
from outcomes_xl.jobs.change_log import lines_of, with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import Asked, covers, newest, questions
from outcomes_xl.jobs.refresh.questions import lines as question_lines
from outcomes_xl.jobs.refresh.three_way import Verdict
from outcomes_xl.jobs.table_edits import set_field
from outcomes_xl.jobs.work_list import OF_THE_LIST, fields
from outcomes_xl.model import Book, CellRef, ErrorValue, Patch, Result, Row, SetCell, Table, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.cell_values import decode, same
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading, read_tables

JOB = "Take a work list in"
Sent = Mapping[tuple[str, str], Value]


def take_work_list(book: Book, returned: Book, context: Context) -> Result:
    """Return what a list that came back changes in a workbook, what it asks, and what could not be taken.

    Raises CannotUse for a file that is no work list, or another borough's, or whose record of what was sent is gone.
    """
    reading = read_borough(book)
    mine = borough_of(book, context)
    work, sent = _read(returned)
    whose = sent.get((OF_THE_LIST, "borough"))
    if whose != mine.code:
        theirs = context.framework.borough(str(whose))
        raise CannotUse(
            f"“{returned.name}” is a work list of {theirs.name if theirs else 'another borough'}, "
            f"and this workbook is {mine.name}'s. Nothing was taken.",
            "Choose the list that was made from this workbook.",
        )
    table = reading.tables.get("availability")
    if table is None or "metric_id" not in table.columns:
        raise CannotUse(
            "The sheet “Data availability”, or its column “Metric id”, is not there.",
            "Bring it back from an earlier copy, then do this again.",
        )
    merging = _Merging(table, sent, returned.name, context.framework.list("status"))
    for row in _once(work, merging):
        merging.take(row)
    for what in _below(returned, work):
        merging.leave(what, "it stands below the list")
    asked = _not_asked_yet(reading, merging.asked)
    patch = Patch.of(merging.changes)
    result = Result(findings(merging.told), patch, merging.in_words(returned.name, len(asked)))
    if not patch and not asked:
        return result
    lines = [*lines_of(patch, book, reading), *question_lines(asked, reading.tables)]
    return with_lines(result, lines, JOB, book, reading, context)


def _read(returned: Book) -> tuple[Table, Sent]:
    """Return the rows of a list that came back, and what stood in each of its cells when it was sent."""
    tables = read_tables(returned, layout("worklist")).tables
    work, kept = tables.get("worklist"), tables.get("sent")
    if work is None or "metric_id" not in work.columns:
        raise CannotUse(
            f"“{returned.name}” is not a work list: its sheet “Work list”, or the column “Metric id”, is not there.",
            "Choose the file that came back; outcomes-xl worklist makes such lists.",
        )
    sent: dict[tuple[str, str], Value] = {}
    for row in kept or ():
        try:
            sent[row.text("metric_id"), row.text("field")] = decode(json.loads(row.text("value")))
        except ValueError:
            continue  # a line that somebody has broken: its cell counts as one that was never sent
    if (OF_THE_LIST, "borough") not in sent:
        raise CannotUse(
            f"“{returned.name}” no longer says what was sent, so nobody can tell what was answered since.",
            "Ask for the file as it was sent, with the answers; or type them in yourself.",
        )
    return work, sent


def _once(work: Table, merging: _Merging) -> Iterator[Row]:
    """Yield the rows whose metric stands on the list once. Of two rows nobody can say which is meant."""
    counts = Counter(row.text("metric_id") for row in work)
    for metric_id, count in counts.items():
        if count > 1:
            merging.leave(metric_id or "a row without a metric id", "it stands on the list twice")
    for row in work:
        if counts[row.text("metric_id")] == 1:
            yield row


def _below(returned: Book, work: Table) -> Iterator[str]:
    """Yield, by its first words, each row typed below the list, which its table did not grow to take in."""
    for number, cells in sorted(returned.sheets[work.sheet].rows.items()):
        words = [shown(cells[column]) for column in sorted(cells) if cells[column] not in (None, "")]
        if number > work.last_row and words:
            yield f"Row {number} (“{words[0]}”)"


def _not_asked_yet(reading: Reading, asked: list[Asked]) -> list[Asked]:
    changes = reading.tables.get("changes")
    before = newest(questions(changes)) if changes else {}
    return [one for one in asked if not covers(before.get(one.place), one)]


@dataclass
class _Merging:
    """What taking a list in comes to, while it is worked out."""

    table: Table
    sent: Sent
    name: str
    statuses: tuple[str, ...]
    changes: list[SetCell] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    emptied: int = 0

    def take(self, theirs: Row) -> None:
        metric_id = theirs.text("metric_id")
        here = [row for row in self.table if row.text("metric_id") == metric_id]
        if not any(metric == metric_id for metric, _ in self.sent):
            self.leave(metric_id or "a row without a metric id", "it was not on the list that was sent")
        elif len(here) != 1:
            self.leave(metric_id, "Data availability has no row for it" if not here else "it has two rows here")
        else:
            for name in fields():
                if name in self.table.columns and (metric_id, name) in self.sent:
                    self._cell(here[0], name, self.sent[metric_id, name], theirs[name])

    def _cell(self, row: Row, name: str, base: Value, theirs: Value) -> None:
        """Take one answer. ``base`` is what was sent; a blank that came back is nobody's words, and takes none away."""
        mine, cell = row[name], self.table.cell(row, name)
        if same(theirs, base) or same(theirs, mine):
            return
        if theirs is None:
            self.emptied += 1
        elif isinstance(theirs, ErrorValue) or (name == "status" and theirs not in self.statuses):
            self.told.append(Told("WL02", cell, shown(theirs), {"heading": self.table.headings[name]}))
        elif (row.number, name) in self.table.formulas:
            self.told.append(
                Told("WL03", cell, shown(mine), {"theirs": shown(theirs), "why": "a formula stands there"})
            )
        elif mine is None or same(mine, base):
            because = f"Answered on “{self.name}”: {row.text('metric') or row.text('metric_id')}"
            self.changes += set_field(self.table, row, name, theirs, because)
        else:
            place = ("availability", row.text("metric_id"), name)
            typed = row.typed.get(name)
            self.asked.append(Asked(Verdict.CONFLICT, place, cell, base, typed, theirs, "", "", self.name))
            why = "somebody here has written there since the list was made; choose on Changes"
            self.told.append(Told("WL03", cell, shown(mine), {"theirs": shown(theirs), "why": why}))

    def leave(self, what: str, why: str) -> None:
        heading = CellRef(self.table.sheet, self.table.heading_row, self.table.columns["metric_id"])
        self.told.append(Told("WL01", heading, what, {"why": why}))

    def in_words(self, name: str, asked: int) -> str:
        metrics = len({change.cell.row for change in self.changes})
        taken = (
            f"{counted(len(self.changes), 'answer')} taken from “{name}”, for {counted(metrics, 'metric')}."
            if self.changes
            else f"“{name}” has no answer that is not here already."
        )
        ask = f" {counted(asked, 'cell')} changed here too: decide on the Changes sheet, then Apply decisions."
        gone = f" {counted(self.emptied, 'answer')} emptied on the list {'was' if self.emptied == 1 else 'were'} left."
        return taken + (ask if asked else "") + (gone if self.emptied else "")
