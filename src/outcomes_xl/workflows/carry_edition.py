"""A carrying to another edition: which way there is, the rows that follow it, and what is written on Changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from outcomes_xl.building.table_contents import rows_for
from outcomes_xl.carry.carried_tables import CarriedWhole
from outcomes_xl.carry.edition_accounts import EditionAccounts
from outcomes_xl.carry.edition_back import put_back
from outcomes_xl.carry.edition_notes import COMMENT, EditionNotes, Spot, TwoAnswers, place_of
from outcomes_xl.carry.edition_rows import follow, lines_left
from outcomes_xl.carry.edition_ways import Ways
from outcomes_xl.carry.merged_before import MergedBefore, merged_record
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import Edition, EditionStep, edition_named, editions, step
from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.adopted_rows import is_about_a_row
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.refresh.questions import questions
from outcomes_xl.jobs.undo_record import as_record, kept_lines, tables_of
from outcomes_xl.model import Book, CellRef
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.cell_values import encode
from outcomes_xl.model.patches import Place
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.workflows.carry_words import EDITION_JOB
from outcomes_xl.workflows.edition_of_workbook import RELEASE, SETTING, edition_of, framework_as_used

LOOK = "please look"


@dataclass(frozen=True)
class EditionWay:
    """The way of one workbook to another edition; ``before`` is its framework as it was used, ``after`` the new one."""

    step: EditionStep
    before: Framework
    after: Framework

    @property
    def target(self) -> Edition:
        return self.step.target

    def follow(
        self, made: CarriedWhole, book: Book, reading: Reading, words: Mapping[str, Mapping[Place, str]]
    ) -> EditionNotes:
        """Put the rows to build as the new edition has them; return what is to be told. ``words`` are comments'."""
        plan = layout("borough")
        before, after = (rows_for(plan, one, {}, {}) for one in (self.before, self.after))
        release = self.after.release
        settings = {SETTING: release.edition, RELEASE: release.id}
        earlier = MergedBefore(_record_of_leaving(reading, self.target.title))
        ways = Ways(self.step, self.before, self.after)
        notes = follow(made, book, reading, ways, before, after, settings, earlier)
        _no_longer_asked(made, reading, self.step)
        _comments_left(made, notes, words)
        put_back(made, ways, notes, self.target.title)
        a1: dict[Spot, str] = {one.spot: CellRef("", *one.spot[1:]).a1 for one in notes.left}
        lines_left(made, notes, a1)
        return notes


def _comments_left(made: CarriedWhole, notes: EditionNotes, words: Mapping[str, Mapping[Place, str]]) -> None:
    """Leave the comments of rows that have no place of their own, each with the column it stood in."""
    for (sheet, number), said in notes.gone.items():
        key = said.place.partition(":")[0]
        headings = {one.field: one.heading for one in made.layout.sheet(key).columns}
        for (row, column), text in words.get(sheet, {}).items():
            if row == number:
                name = made.tables[key].fields.get(column)
                place = place_of(key, name, headings) if name else said.place
                spot = (sheet, row, column)
                one = replace(said, spot=spot, what=COMMENT, column="a comment", value=text, place=place)
                notes.left.append(one)


def _record_of_leaving(reading: Reading, edition: str) -> Mapping[str, Any]:
    """Return what the carrying kept by which a workbook left an edition last; nothing where it never did."""
    if "changes" not in reading.tables:
        return {}
    kept = [line for line in kept_lines(*tables_of(reading.tables)) if line.record.get("stood_in") == edition]
    return max(kept, key=lambda line: line.run).record if kept else {}


def _no_longer_asked(made: CarriedWhole, reading: Reading, step: EditionStep) -> None:
    """Settle what Changes asks of rows that are not in this edition, and on a way back what the way there asked."""
    table = made.tables.get("changes")
    if table is None or "settled" not in reading.tables["changes"].columns:
        return
    back = step.target.follows != step.source.id
    over = {
        row.number
        for row in reading.tables["changes"]
        if back and row.text("job") == EDITION_JOB and row["change"] == LOOK and not row.text("settled")
    }
    for question in questions(reading.tables["changes"]):
        if is_about_a_row(question):  # it may be of no metric yet
            continue
        key, own_id, _ = question.place
        ids = {row.get(made.layout.sheet(key).row_key or "") for row in made.rows.get(key, ())}
        if not question.settled and own_id not in ids:
            over.add(question.row.number)
    for number in over & table.entry_of.keys():
        entry = made.rows["changes"][table.entry_of[number]]
        entry["settled"] = f"no longer asked: the workbook went to {step.target.title}"


def way_to(book: Book, wanted: str) -> EditionWay | None:
    """Return the way to an edition; None where none is wanted, or the workbook is of it. Raises WrongUsage."""
    if not wanted:
        return None
    try:
        target = edition_named(wanted)
    except KeyError as unknown:
        raise WrongUsage(str(unknown.args[0])) from None
    source = edition_of(book)
    if source == target:
        return None
    found = step(source, target)
    if found is None:
        order = [one.id for one in editions()]
        at = order.index(source.id)
        following = order[at + 1 if order.index(target.id) > at else at - 1]
        raise WrongUsage(f"The workbook is of {source.id}. Carry it to {following} first, and from there on.")
    return EditionWay(found, framework_as_used(book), load_framework(edition=target.id))


def edition_lines(
    notes: EditionNotes, made: CarriedWhole, told: EditionAccounts, framework: Framework
) -> list[LogLine]:
    """Return the lines for Changes: the questions, answered there, and the rows that somebody should look at."""
    lines = []
    for one in notes.questions:
        key = made.layout.sheet(one.key).row_key or ""
        entry = next(at for at, row in enumerate(made.rows[one.key]) if row.get(key) == one.row_id)
        sheet, cell = told.cell(one.key, entry, one.field)
        about = str(made.rows[one.key][entry].get("metric") or one.row_id)
        heading = made.layout.sheet(one.key).field(one.field).heading
        mine, theirs = shown(one.mine), shown(one.theirs)
        lines.append(
            LogLine("question", sheet, cell, mine, theirs, one.why, _record(one, made), about=about, heading=heading)
        )
    for look in notes.looks:
        sheet, cell = told.cell(look.key, look.entry, look.field)
        named = str(made.rows[look.key][look.entry].get(look.field) or "")
        about = framework.title(named.partition("~")[2] or named) or named
        lines.append(LogLine(LOOK, sheet, cell, look.before, "", look.why, about=about))
    return lines


def _record(one: TwoAnswers, made: CarriedWhole) -> str:
    place = [one.key, one.row_id, one.field]
    told = [*place, encode(one.mine), encode(one.theirs)]
    return as_record(
        {
            "ask": dict(zip(("table", "id", "field"), place, strict=True)),
            "name": f"{crc32(json.dumps(told).encode()):08x}",
            "mine": encode(one.mine),
            "theirs": encode(one.theirs),
            "release": next(str(row.get("answer")) for row in made.rows["start"] if row.get("setting") == RELEASE),
        }
    )


def kept_for_a_way_back(notes: EditionNotes) -> str:
    """Return the record of what rows said before they were merged, "" where none was."""
    return as_record(merged_record(notes.merged, notes.stood_in)) if notes.merged else ""


def in_words(notes: EditionNotes) -> list[str]:
    """Return what an officer should do about it, a sentence each."""
    said = []
    asked, looks = len(notes.questions), len(notes.looks)
    if asked:
        said.append(f"{counted(asked, 'question')} on Changes: choose in Your decision, then Apply decisions.")
    if looks:
        said.append(f"{counted(looks, 'row')} on Changes to look at.")
    before, new = notes.first_left, len(notes.left)
    if new or before:
        of_them = f"; {new} of them new" if new and before else "" if new else " still"
        where = "on the sheet Not carried"
        said.append(f"{counted(before + new, 'cell')} {where}{of_them}, each with its reason.")
    return said
