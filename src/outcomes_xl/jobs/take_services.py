"""Bring a directory's services in: new rows for new records, and a three-way merge of those that are here already.

Base is what was brought in last, by the log; theirs the directory, mine the workbook. What only the directory changed
follows; what somebody here wrote stays; what both changed is asked on Changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outcomes_xl.jobs.change_log import lines_of, with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.chosen_reworded import chosen_reworded, that_follow
from outcomes_xl.jobs.refresh.merge_base import last_written
from outcomes_xl.jobs.refresh.questions import Asked, covers, newest, questions
from outcomes_xl.jobs.refresh.questions import lines as question_lines
from outcomes_xl.jobs.refresh.three_way import Verdict, verdict
from outcomes_xl.jobs.table_edits import Entry, add_rows, set_field
from outcomes_xl.model import Book, CellRef, Change, Patch, Result, Row, Table, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted, one_or_many
from outcomes_xl.reading.listed_services import ENDED
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.rule_helpers import some_of
from outcomes_xl.services.bring_in import ASKED, LEFT, BroughtIn
from outcomes_xl.services.directory import Record

JOB = "Bring services in"
_NUMBERED = re.compile(r"SVC-(\d{1,9})", re.IGNORECASE)
_MOST_NAMED = 8


@dataclass
class _Taken:
    changes: list[Change] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    changed_rows: set[int] = field(default_factory=set)
    not_compared: list[Record] = field(default_factory=list)
    """Records whose row has no id of its own: the log's words under that id may be another row's."""


def services_table(reading: Reading) -> Table:
    """Return the table of services. Raises CannotUse where it, or the column for a directory's ids, is not there."""
    table = reading.tables.get("services")
    if table is None or not {"service", "service_id", "directory_id"} <= {*table.columns}:
        raise CannotUse(
            "The sheet “Services”, or its column “Id in the directory”, is not there.",
            "Bring the workbook to today's layout with Refresh mapping tabs, or the sheet back, then try again.",
        )
    return table


def take_services(
    book: Book,
    brought: BroughtIn,
    name: str,
    context: Context,
    pages_missing: str = "",
    not_taken: Sequence[str] = (),
    reading: Reading | None = None,
) -> Result:
    """Return what a directory changes on Services, what it asks, what was left. ``name`` is the directory's file.

    ``not_taken`` are its columns that are not read; ``reading`` is the workbook as it was read, where it was already.
    """
    reading = reading or read_borough(book)
    table = services_table(reading)
    taken = _merged(table, brought, last_written(reading.tables, "services"), name)
    added = add_rows(book, table, taken.new, f"Brought in from “{name}”") if taken.new else None
    if added and added.in_the_way:
        blocked = Told("SI07", added.in_the_way, words={"why": added.why, "next": added.next})
        return Result(findings([blocked]), Patch(), f"Nothing was brought in: {added.why}.")
    follow = [*chosen_reworded(reading, taken.changes, f"“{name}”")]
    patch = Patch.of([*taken.changes, *follow, *(added.changes if added else ())])
    changes = reading.tables.get("changes")
    before = newest(questions(changes)) if changes else {}
    asked = [one for one in taken.asked if not covers(before.get(one.place), one)]
    said = _said(brought, taken, asked, name) + that_follow(follow)
    told = [
        *_told(reading.tables, brought, taken, name),
        *_told_of_the_file(table, brought, name, pages_missing, not_taken),
    ]
    result = Result(findings(told), patch, said)
    if not patch and not asked:
        return result
    lines = [*lines_of(patch, book, reading), *question_lines(asked, reading.tables)]
    return with_lines(result, lines, JOB, book, reading, context)


def _merged(table: Table, brought: BroughtIn, written: Mapping[str, Mapping[str, Value]], name: str) -> _Taken:
    taken = _Taken()
    here: dict[str, Row] = {}
    for row in table:
        if row.text("directory_id"):
            here.setdefault(row.text("directory_id"), row)
    ids = Counter(filter(None, (row.text("service_id") for row in table)))
    directory_ids = Counter(row.text("directory_id") for row in table)
    number = max((int(found[1]) for row in table if (found := _NUMBERED.fullmatch(row.text("service_id")))), default=0)
    for own_id, one in brought.records.items():
        known = here.get(own_id)
        if known is None:
            number += 1
            taken.new.append({"service_id": f"SVC-{number:02}", "directory_id": own_id, **_fields(one)})
            continue
        if ids[known.text("service_id")] != 1 or directory_ids[own_id] > 1:
            taken.not_compared.append(one)
            continue
        was = written.get(known.text("service_id"), {})
        for field_, theirs in _fields(one).items():
            _merge_cell(table, known, field_, was.get(field_), theirs, name, taken)
    return taken


def _fields(one: Record) -> dict[str, Value]:
    found = {"service": one.name, "lead": one.lead, "ages": one.ages, "service_state": one.state}
    return {key: value or None for key, value in {**found, "place": one.place, "described": one.described}.items()}


def _merge_cell(table: Table, row: Row, name: str, base: Value, theirs: Value, by: str, taken: _Taken) -> None:
    if theirs is None or name not in table.columns:
        return  # a directory that says nothing takes nothing away
    mine = row[name]
    found = verdict(base, mine, theirs)
    if found is Verdict.FOLLOW:
        if mine is None and base is not None:
            return  # somebody here has emptied it
        changes = [*set_field(table, row, name, theirs, f"“{by}” says so now")]
        taken.changes += changes
        taken.changed_rows |= {row.number} if changes else set()
    elif found is Verdict.CONFLICT:
        place = ("services", row.text("service_id"), name)
        cell = table.cell(row, name)
        taken.asked.append(Asked(found, place, cell, base, row.typed.get(name), theirs, "", "", by))


def _told(tables: Mapping[str, Table], brought: BroughtIn, taken: _Taken, name: str) -> Iterator[Told]:
    """Yield what to tell, a line a kind: a directory of thousands is not thousands of findings."""
    table = tables["services"]
    heading = CellRef(table.sheet, table.heading_row, table.columns["service"])
    every = brought.accounts
    kinds: list[tuple[str, list[Record]]] = [
        ("SI01", _still_to_say(tables, brought)),
        ("SI02", [one.record for one in every if one.becomes == ASKED]),
        ("SI03", [one.record for one in every if one.becomes == LEFT and not one.record.name and not one.record.line]),
        ("SI04", [one for one in brought.records.values() if not one.ages]),
        ("SI05", [one for one in brought.records.values() if one.withheld]),
        ("SI06", [one.record for one in every if one.becomes == LEFT and "so many" in one.finding]),
        ("SI08", [one for one in brought.records.values() if not one.state]),
        ("SI10", taken.not_compared),
        ("SI14", [one.record for one in every if one.record.unread]),
    ]
    said: dict[str, Callable[[Record], str]] = {
        "SI02": lambda one: one.id,
        "SI04": lambda one: one.ages_said,
        "SI08": lambda one: one.state_said,
        "SI14": lambda one: one.unread,
    }
    for rule, records in kinds:
        if records:
            words = {
                "records": counted(len(records), "service"),
                "names": _names(records, said.get(rule, _nothing)),
                "file": name,
            }
            yield Told(rule, heading, words=words)


def _still_to_say(tables: Mapping[str, Table], brought: BroughtIn) -> list[Record]:
    """Return the services of which nobody here has said yet what no directory says: whom they are open to, what for.

    A core-offer element may stay blank, and a service that has ended is for nobody any more.
    """
    tied = {row.text("service_id") for row in tables.get("service_map") or () if row["outcome_id"] is not None}
    said = {
        row.text("directory_id")
        for row in tables["services"]
        if row.text("service_state") == ENDED or (row["reach"] is not None and row.text("service_id") in tied)
    }
    return [one for own_id, one in brought.records.items() if own_id not in said]


def _told_of_the_file(
    table: Table, brought: BroughtIn, name: str, pages_missing: str, not_taken: Sequence[str]
) -> Iterator[Told]:
    """Yield what is not there, or not as it should be: pages, lines, columns, services that were here before."""
    heading = CellRef(table.sheet, table.heading_row, table.columns["service"])
    if pages_missing:
        yield Told("SI09", heading, words={"file": name, "why": pages_missing})
    gone = [row.text("service") or row.text("directory_id") for row in brought.gone if row["service_state"] != ENDED]
    if gone:
        words = {"records": counted(len(gone), "service"), "names": some_of(gone, _MOST_NAMED), "file": name}
        yield Told("SI11", heading, words=words)
    lines = [f"{one.record.line} of “{one.record.file}”" for one in brought.accounts if one.record.line]
    if lines:
        words = {"lines": one_or_many(len(lines), "Line", "Lines"), "numbers": some_of(lines, _MOST_NAMED)}
        yield Told("SI12", heading, words=words)
    if not_taken:
        columns = [f"“{one}”" for one in dict.fromkeys(not_taken)]
        yield Told("SI13", heading, words={"file": name, "columns": some_of(columns, _MOST_NAMED)})


def _nothing(one: Record) -> str:
    return ""


def _names(records: Iterable[Record], words: Callable[[Record], str]) -> str:
    named = ((one.name or one.id or "without a name", words(one)) for one in records)
    return some_of([f"{name} (“{said}”)" if said else name for name, said in named], _MOST_NAMED)


def _said(brought: BroughtIn, taken: _Taken, asked: list[Asked], name: str) -> str:
    parts = [f"{counted(len(taken.new), 'service')} brought in from “{name}”."]
    if taken.changed_rows:
        parts.append(f"{counted(len(taken.changed_rows), 'row')} brought up to date.")
    if asked:
        parts.append(f"{counted(len(asked), 'cell')} changed here too: decide on Changes, then Apply decisions.")
    twice = sum(one.becomes == ASKED for one in brought.accounts)
    left = sum(one.becomes == LEFT for one in brought.accounts)
    if twice:
        parts.append(f"{counted(twice, 'record')} may be there already: asked, not added.")
    if left:
        parts.append(f"{counted(left, 'record')} left out, and why is said.")
    if taken.new:
        parts.append("Who may come, the core offer and the outcomes are for you to say.")
    return " ".join(parts)
