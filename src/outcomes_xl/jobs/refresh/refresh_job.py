"""Refresh mapping tabs: bring the framework, the mapping tabs and the lists to the central file's release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from outcomes_xl.central.central_rows import row_id, shared_tables
from outcomes_xl.central.digests import listed
from outcomes_xl.central.release_history import versions
from outcomes_xl.framework.editions import editions
from outcomes_xl.framework.release_order import is_before, numbers
from outcomes_xl.jobs.change_log import lines_of, with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.next_edition import BUTTON, EDITION, newer_in_force
from outcomes_xl.jobs.part_sorted import PartSorted, part_sorted, with_evidence
from outcomes_xl.jobs.read_workbook import read_borough, read_central
from outcomes_xl.jobs.refresh.chosen_reworded import chosen_reworded
from outcomes_xl.jobs.refresh.merge import Entries, Incoming, Merged, merge
from outcomes_xl.jobs.refresh.merge_base import RETIRED, Base, availability_fields
from outcomes_xl.jobs.refresh.questions import Asked, Question, covers, newest, questions
from outcomes_xl.jobs.refresh.questions import lines as question_lines
from outcomes_xl.jobs.refresh.release_news import in_words, log_lines, news
from outcomes_xl.jobs.refresh.tabs import arrived, given_up, not_in_the_file, strangers
from outcomes_xl.jobs.refresh.three_way import Verdict
from outcomes_xl.jobs.table_edits import set_start, start_answer
from outcomes_xl.model import Book, CellRef, Change, Patch, Result, Row, SetCell, Table, Value
from outcomes_xl.model.cannot_use import CannotUse, WrongTemplate
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import Owner, SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading

JOB = "Refresh mapping tabs"
IN_USE, LAST_REFRESHED = "Release in use", "Last refreshed"


def refresh(book: Book, central: Book, context: Context, older_is_fine: bool = False) -> Result:
    """Return what the central file changes in a workbook, and what its officer should be told.

    A three-way merge: what nobody here has touched since the release in use follows the central file. What somebody
    has rewritten stays, and a question about it is put on the Changes sheet. Officers' fields and local rows are never
    touched. A mapping tab that the workbook was made without is added. An older release than the one in use changes
    nothing, unless it is fine; where none is in use, than the newest that this copy of the tool came with.
    Raises WrongTemplate when either file is not what it should be, CannotUse when it is of another edition.
    """
    reading, source = read_borough(book), read_central(central)
    release, in_use = _setting(source, "Release"), start_answer(reading, IN_USE)
    if not release:
        raise WrongTemplate(
            f"“{central.name}” does not say which release it is.",
            "Ask the lead for London for the central file as it was sent out.",
        )
    _of_the_same_edition(book, reading, source)
    known = in_use if numbers(in_use) else context.framework.release.id
    if is_before(release, known) and not older_is_fine:
        words = {"in_use": known, "newest": known, "release": release}
        older = Told("RF06" if known == in_use else "RF16", _start_cell(reading, IN_USE), in_use, words)
        summary = f"Nothing was changed: release {release} is older than {known}."
        return Result(why := findings([older]), Patch(), summary, stopped_by=why)
    base = Base(in_use, context.framework, versions(source.tables.get("history")), reading.tables)
    if moved := [*_part_sorted(source, reading, base)]:
        where = " and ".join(one.table.sheet for one in moved)
        summary = f"Nothing was changed: some columns of {where} have been sorted without the others."
        return Result(why := findings(one.told("RF19") for one in moved), Patch(), summary, stopped_by=why)
    merged, told = _all_merged(book, reading, source, base, release)
    asked = _Asking(reading.tables.get("changes"), [one for part in merged for one in part.asked])
    changes = [change for one in merged for change in one.changes]
    changes += chosen_reworded(reading, changes, f"Release {release}")
    changes += set_start(reading, IN_USE, release, f"Refreshed from {central.name}")
    changes += set_start(reading, EDITION, _setting(source, EDITION), f"Refreshed from {central.name}")
    # The first look counts, though a new workbook is of the newest release already: or Start asks for it for ever.
    if changes or asked.new or not start_answer(reading, LAST_REFRESHED):
        changes += set_start(reading, LAST_REFRESHED, context.today, JOB)
    told = [*_retired_and_answered(reading, changes, release), *told]
    told += [*(one for part in merged for one in part.told), *asked.told()]
    patch = Patch.of(changes)
    told_of = news(told, source, in_use, release, reading, changes)
    newer = newer_in_force(start_answer(reading, EDITION), editions())
    summary = f"{_summary(merged, release)}{in_words(told_of)}{asked.in_words()}{newer}"
    result = Result(findings(told), patch, summary)
    if not patch and not asked.new:
        return result
    lines = [*log_lines(told_of, release), *lines_of(patch, book, reading), *question_lines(asked.new, reading.tables)]
    return with_lines(result, lines, JOB, book, reading, context)


def _of_the_same_edition(book: Book, reading: Reading, source: Reading) -> None:
    """Raise CannotUse for a central file of another edition that this tool knows: rows would be taken for others."""
    mine, theirs = start_answer(reading, EDITION), _setting(source, EDITION)
    ids = {one.title: one.id for one in editions()}
    if mine in ids and theirs in ids and mine != theirs:
        raise CannotUse(
            f"The central file is of the edition {theirs}, and “{book.name}” is of {mine}: nothing was changed.",
            f"Carry the workbook to it first: {BUTTON} on the Outcomes tab, or outcomes-xl carry with "
            f"--edition {ids[theirs]} and a new name.",
        )


def _all_merged(
    book: Book, reading: Reading, source: Reading, base: Base, release: str
) -> tuple[list[Merged], list[Told]]:
    in_use = start_answer(reading, IN_USE)
    merged: list[Merged] = []
    told: list[Told] = [*strangers(source, _start_cell(reading, IN_USE), release)]
    for shape, entries in _incoming(source, reading):
        table = reading.tables.get(shape.key)
        if not entries and shape.framework and (given_up(source, shape) or (shape.later and not listed(source))):
            told += [not_in_the_file(shape, table, release)] if table else []
            continue
        if entries and table is None and shape.later:
            merged.append(arrived(book, shape, entries, release))
            continue
        trouble = _cannot(reading, shape, table, entries)
        if trouble:
            told.append(trouble)
            continue
        assert table is not None and entries is not None
        told += _missing_columns(table, shape, entries)
        retires = shape.key not in ("lists", "availability")
        coming = Incoming(shape, entries, in_use, release, partial(_row_id, shape), retires)
        one = merge(book, table, coming, base)
        if shape.key == "lists" and one.added:
            told.append(Told("RF07", table.cell(table.last_row, "list"), words={"count_new": str(one.added)}))
        merged.append(one)
    return merged, told


def _part_sorted(source: Reading, reading: Reading, base: Base) -> Iterator[PartSorted]:
    """Yield the sheets of which some columns were sorted without the others: each row of them would be asked about."""
    for shape, entries in _incoming(source, reading):
        table = reading.tables.get(shape.key)
        if table and entries and shape.key != "lists":
            said = {key: base.words_of(shape.key, key) or entry for key, entry in entries.items()}
            wanted = with_evidence(shape, said, reading.tables)
            if found := part_sorted(table, wanted, partial(_row_id, shape)):
                yield found


def _retired_and_answered(reading: Reading, changes: Sequence[Change], release: str) -> Iterator[Told]:
    """Yield the metrics that a refresh retires although this borough answers them, each by its name."""
    framework, answers = reading.tables.get("framework"), reading.tables.get("availability")
    if framework is None or answers is None or not {"state", "metric"} <= set(framework.columns):
        return
    states = {framework.cell(row, "state"): row for row in framework}
    by_id = answers.by("metric_id")
    mine = [c.field for c in layout("borough").sheet("availability").columns if c.owner is Owner.OFFICER]
    for change in changes:
        row = states.get(change.cell) if isinstance(change, SetCell) and change.after == RETIRED else None
        answer = by_id.get(row["metric_id"]) if row else None
        if row and answer and (filled := [n for n in mine if n in answers.columns and answer[n] not in _NO_ANSWER]):
            words = {"name": row.text("metric") or row.text("metric_id"), "release": release}
            yield Told("RF18", answers.cell(answer, filled[0]), shown(answer[filled[0]]), words)


_NO_ANSWER = (None, "", "Not yet assessed")


def _row_id(shape: SheetLayout, row: Row) -> str:
    return row_id(shape, row.values)


class _Asking:
    """What is asked about cells that were left: only what is not on the Changes sheet already, or decided."""

    def __init__(self, changes: Table | None, asked: list[Asked]) -> None:
        self._before: dict[tuple[str, str, str], Question] = newest(questions(changes)) if changes else {}
        self.left = [one for one in asked if not self._decided(one)]
        self.new = [one for one in self.left if not covers(self._before.get(one.place), one)]

    def _decided(self, one: Asked) -> bool:
        before = self._before.get(one.place)
        return before is not None and before.kept_ours and covers(before, one)

    def told(self) -> Iterator[Told]:
        for one in self.left:
            rule = "RF10" if one.verdict is Verdict.CONFLICT else "RF01"
            words = {"release": one.release, "offer": shown(one.theirs) or "nothing"}
            words["in_use"] = f"Release {one.in_use}" if one.in_use else "An earlier release"
            words["was"] = "left it blank" if one.base in (None, "") else f"said “{shown(one.base)}”"
            words["theirs"] = "leaves it blank" if one.theirs in (None, "") else f"says “{shown(one.theirs)}”"
            yield Told(rule, one.cell, shown(one.mine), words, one.theirs)

    def in_words(self) -> str:
        if not self.left:
            return ""
        was, them = ("was", "it") if len(self.left) == 1 else ("were", "them")
        return (
            f" {counted(len(self.left), 'cell')} {was} left, because somebody here had changed {them}. "
            "Decide on the Changes sheet, then Apply decisions."
        )


# What comes in ----------------------------------------------------------------------------------------------------


def _incoming(source: Reading, reading: Reading) -> Iterator[tuple[SheetLayout, Entries | None]]:
    """Yield what the central file has for each sheet of the borough's; None where it has no such table."""
    borough = layout("borough")
    for shape in shared_tables():
        table = source.tables.get(shape.key)
        entries = _entries(table, shape) if table is not None else None
        yield borough.sheet(shape.key), entries
        if shape.key == "framework" and entries:
            # Data availability has a row a metric, the borough's own too, with the framework's words at its left.
            every = {**_local_metrics(reading, entries), **entries}
            names = availability_fields()
            rows = {key: {n: entry[n] for n in names if n in entry} for key, entry in every.items()}
            yield borough.sheet("availability"), rows


def _local_metrics(reading: Reading, entries: Entries) -> Entries:
    """Return the workbook's own metrics: the local rows of its Framework sheet, by id, unless the centre has it."""
    table = reading.tables.get("framework")
    rows = [row for row in table or () if row["origin"] == "Local" and row.text("metric_id") not in entries]
    return {row.text("metric_id"): row.values for row in rows if row["metric_id"] is not None}


def _entries(table: Table, shape: SheetLayout) -> Entries:
    """Return the rows of a table of the central file by id, each with every column it has, blank ones too."""
    found: dict[str, Mapping[str, Value]] = {}
    for row in table:
        if key := row_id(shape, row.values):
            found.setdefault(key, {name: row[name] for name in table.columns})
    return found


def _setting(source: Reading, name: str) -> str:
    row = _setting_row(source, name)
    return row.text("answer") if row else ""


def _setting_row(source: Reading, name: str) -> Row | None:
    table = source.tables.get("release")
    return table.by("setting").get(name) if table else None


# What stands in the way -------------------------------------------------------------------------------------------


def _cannot(reading: Reading, shape: SheetLayout, table: Table | None, entries: Entries | None) -> Told | None:
    """Return why a sheet cannot be refreshed, or None when it can."""
    here = CellRef(table.sheet, table.heading_row, table.first_column) if table else _start_cell(reading, IN_USE)
    if not entries:
        return Told("RF08", here, words={"what": shape.name})
    if table is None:
        return Told("RF04", here, words={"what": shape.name, "why": "the sheet, or its table, is not there"})
    needed = ("list", "value") if shape.key == "lists" else (shape.row_key or "",)
    for name in needed:
        if name not in table.columns:
            why = f"its column “{shape.field(name).heading}” is not there"
            return Told("RF04", here, words={"what": shape.name, "why": why})
    return None


def _missing_columns(table: Table, shape: SheetLayout, entries: Entries) -> Iterator[Told]:
    coming = next(iter(entries.values()), {})
    headings = [shape.field(name).heading for name in coming if name not in table.columns]
    if headings:
        why = f"the column “{headings[0]}” is not there"
        if len(headings) > 1:
            why = f"the columns {', '.join(f'“{heading}”' for heading in headings)} are not there"
        cell = CellRef(table.sheet, table.heading_row, table.first_column)
        yield Told("RF04", cell, words={"what": f"A part of {table.sheet}", "why": why})


def _start_cell(reading: Reading, setting: str) -> CellRef:
    start = reading.tables.get("start")
    row = start.by("setting").get(setting) if start and "answer" in start.columns else None
    if start and row:
        return start.cell(row, "answer")
    return CellRef(start.sheet if start else "Start", 1, 1)


# What it comes to -------------------------------------------------------------------------------------------------


def _summary(merged: list[Merged], release: str) -> str:
    updated, added = sum(one.updated for one in merged), sum(one.added for one in merged)
    retired = sum(one.retired for one in merged)
    tabs = sum(one.tabs for one in merged)
    parts = [
        f"{counted(tabs, 'mapping tab')} added" if tabs else "",
        f"{counted(updated, 'cell')} updated" if updated else "",
        f"{counted(added, 'row')} added" if added else "",
        f"{counted(retired, 'row')} marked retired" if retired else "",
    ]
    done = ", ".join(part for part in parts if part)
    return f"Now at release {release}: {done}." if done else f"Already at release {release}: nothing to update."
