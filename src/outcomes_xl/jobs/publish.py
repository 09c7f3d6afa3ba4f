"""Publish: look the lead's working central workbook over, say what changed, and make the release whole.

It takes values and answers with values: the file is written by building/ and put in place by a host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.central import release_diff, release_history
from outcomes_xl.central.as_framework import day, standing
from outcomes_xl.central.central_rows import FRAMEWORK, Contents, Rows, contents, settings, shared_tables
from outcomes_xl.central.digests import not_known
from outcomes_xl.central.release import BY_THE_LEAD, Sign, Whole, made_whole
from outcomes_xl.central.release_history import Version
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.release_order import is_before, is_spelled_well, newest, one_after
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_central
from outcomes_xl.jobs.refresh.merge import LOCAL
from outcomes_xl.model import Book, CellRef, Finding, Patch, Result, Row, Severity, Table, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.run_rules import run_rules

_OPTION = {"Release": "--release", "Released on": "--released-on", "Publisher": "--publisher", "Notes": "--notes"}
_MANY_GONE = 0.2
"""A release that takes away more than a fifth of a table's rows is asked about; none of the shipped ones does."""
_STILL_ALIKE = 45.0
"""Of 100: under this, an id's new words have nothing to do with its old ones."""


@dataclass(frozen=True)
class Published:
    """What publishing comes to: what to look at, and the release made whole, None when it is refused."""

    result: Result
    whole: Whole | None
    framework: Framework

    @property
    def changed(self) -> str:
        return release_diff.in_words(self.whole.changes) if self.whole else ""


def publish(
    source: Book,
    previous: Book | None,
    context: Context,
    said: Mapping[str, Value] | None = None,
    *,
    anyway: bool = False,
    sign: Sign | None = None,
) -> Published:
    """Return the release that a working workbook makes, after ``previous``, the central file published last.

    ``said`` are answers of the Release sheet given by the lead at the command. What must be fixed refuses it; what
    should be checked refuses it unless ``anyway``. Raises WrongTemplate when either file is not a central file.
    """
    reading = read_central(source)
    answers = {**settings(reading), **{name: value for name, value in (said or {}).items() if value is not None}}
    kept = _history(reading, read_central(previous) if previous else None)
    now = contents(reading)
    found = [*_looked_over(reading, now, answers, context), *findings(_told(reading, answers, kept, now, context))]
    known = standing(now, answers, context.framework)
    stops = [one for one in found if one.severity in _refusing(anyway)]
    if stops:
        return Published(Result(tuple(found), Patch(), _refused(stops, anyway)), None, known)
    rows = _stamped(reading, kept, known.release.id)
    whole = made_whole(rows, {name: answers.get(name) for name in (*BY_THE_LEAD, "Framework")}, kept, sign)
    changed = release_diff.in_words(whole.changes) if release_history.releases(kept) else "the first release"
    summary = f"Release {known.release.id}: {changed}."
    return Published(Result(tuple(found), Patch(), summary), whole, known)


def _refusing(anyway: bool) -> frozenset[Severity]:
    return frozenset({Severity.MUST_FIX} if anyway else {Severity.MUST_FIX, Severity.PLEASE_CHECK})


def _refused(stops: list[Finding], anyway: bool) -> str:
    must = sum(one.severity is Severity.MUST_FIX for one in stops)
    parts = [f"{must} must be fixed" if must else "", f"{len(stops) - must} to check" if len(stops) > must else ""]
    hint = "" if must else " If each is as it should be, publish with --anyway."
    return f"Not published: {' and '.join(part for part in parts if part)}.{hint}"


def _history(reading: Reading, previous: Reading | None) -> tuple[Version, ...]:
    """Return the history this release follows: of the file published last, else of the one this was copied from."""
    if previous is None:
        return release_history.versions(reading.tables.get("history"))
    kept = release_history.versions(previous.tables.get("history"))
    answers = settings(previous)
    last = str(answers.get("Release", ""))
    if last and last not in release_history.releases(kept):
        own = {name: value for name, value in answers.items() if name in BY_THE_LEAD}
        kept = release_history.with_release(kept, last, own, contents(previous))
    return kept


def _stamped(reading: Reading, kept: tuple[Version, ...], release: str) -> dict[str, list[Mapping[str, Value]]]:
    """Return the rows by layout key; a link that is new, or says something else than before, carries this release."""
    before = release_history.tables_in(kept, newest(release_history.releases(kept))) or {}
    found: dict[str, list[Mapping[str, Value]]] = {}
    for key, table in reading.tables.items():
        had = before.get(key, {}) if key.startswith("map_") else None
        found[key] = [row.values if had is None else _dated(row, had, release) for row in table]
    return found


def _dated(row: Row, had: Rows, release: str) -> Mapping[str, Value]:
    was = had.get(row.text("link_id"), {})
    differs = any(not same(row[name], was.get(name)) for name in {*row.values, *was} if name != "release")
    return {**row.values, "release": release} if differs or row["release"] is None else row.values


def _looked_over(
    reading: Reading, now: Contents, answers: Mapping[str, Value], context: Context
) -> tuple[Finding, ...]:
    """Return what the rules find: the workbook's rows held against its own metrics, items and words."""
    ours = {shape.key for shape in shared_tables()}
    tables = {key: table for key, table in reading.tables.items() if key in ours}
    sheets = {shape.name for shape in shared_tables()} | {table.sheet for table in tables.values()}
    troubles = tuple(one for one in reading.troubles if one.sheet in sheets and one.kind not in _TOLD_HERE)
    return run_rules(Reading(tables, troubles), standing(now, answers, context.framework), context.today)


_TOLD_HERE = frozenset({"sheet missing", "sheet to come", "table missing", "column missing"})


# What publishing itself asks ----------------------------------------------------------------------------------------


def _told(
    reading: Reading, answers: Mapping[str, Value], kept: tuple[Version, ...], now: Contents, context: Context
) -> Iterator[Told]:
    latest = newest(release_history.releases(kept))
    yield from _of_the_release(reading, answers, latest, context)
    yield from _of_the_framework(reading, answers)
    earlier = release_history.tables_in(kept, latest) if latest else None
    yield from _missing(reading, earlier or {})
    for sheet in not_known(reading):
        yield Told("PB12", CellRef(sheet, 1, 1), "", {"what": sheet})
    yield from _of_the_lists(reading.tables.get("lists"))
    yield from _local(reading)
    if earlier is None:
        return
    yield from _gone(reading, earlier, now, latest)
    yield from _new_meanings(reading, earlier, now)
    if not release_diff.compare(earlier, now):
        yield Told("PB10", _answer_cell(reading, "Release"), str(answers.get("Release", "")), {"latest": latest})


def _of_the_release(reading: Reading, answers: Mapping[str, Value], latest: str, context: Context) -> Iterator[Told]:
    for name in BY_THE_LEAD:
        if answers.get(name) in (None, ""):
            option = _OPTION.get(name, "its own cell")
            yield Told("PB01", _answer_cell(reading, name), "", {"what": name, "option": option})
    release, released = answers.get("Release"), answers.get("Released on")
    if release not in (None, ""):
        cell, offer = _answer_cell(reading, "Release"), one_after(latest, f"{context.today:%Y.%m}")
        if not is_spelled_well(release):
            # Typed as a number, 2026.10 is 2026.1 by the time anyone reads it.
            yield Told("PB11", cell, shown(release), {}, offer)
        elif latest and not is_before(latest, str(release)):
            yield Told("PB02", cell, shown(release), {"latest": latest}, offer)
    if released not in (None, ""):
        when = day(released)
        if when is None:
            yield Told("PB03", _answer_cell(reading, "Released on"), shown(released), {"why_not": "is not a date"})


def _of_the_framework(reading: Reading, answers: Mapping[str, Value]) -> Iterator[Told]:
    says = answers.get("Framework")
    if says not in (None, "", FRAMEWORK):
        yield Told("PB09", _answer_cell(reading, "Framework"), shown(says), {"was": FRAMEWORK})


def _missing(reading: Reading, earlier: Contents) -> Iterator[Told]:
    for shape in shared_tables():
        table = reading.tables.get(shape.key)
        if shape.later and not table and not earlier.get(shape.key):
            continue  # a tab that no release of this lead's has had yet
        if table is None:
            yield Told("PB04", CellRef(shape.name, 1, 1), "", {"what": shape.name, "why_not": "its table is not there"})
            continue
        here = CellRef(table.sheet, table.heading_row, table.first_column)
        if not len(table):
            yield Told("PB04", here, "", {"what": shape.name, "why_not": "it has no rows"})
        lost = [column.heading for column in shape.columns if column.field not in table.columns]
        if lost:
            why = f"without the column{'s' if len(lost) > 1 else ''} {', '.join(lost)}"
            yield Told("PB04", here, "", {"what": shape.name, "why_not": why})


def _of_the_lists(table: Table | None) -> Iterator[Told]:
    if table is None or not {"list", "value", "meaning"} <= set(table.columns):
        return
    seen: set[tuple[str, str]] = set()
    for row in table:
        word = (row.text("list"), row.text("value"))
        why = ""
        if not all(word):
            why = "has no list or no word beside it"
        elif word in seen:
            why = f"stands there twice under {word[0]}"
        elif row["meaning"] is None:
            why = "has nothing beside it that says what it means"
        seen.add(word)
        if why:
            yield Told("PB05", table.cell(row, "value"), word[1], {"why_not": why})


def _local(reading: Reading) -> Iterator[Told]:
    for shape, table, name in _with_ids(reading):
        for row in table:
            key = row.text(name)
            if any(part.upper().startswith(LOCAL) for part in key.split("~")):
                yield Told("PB07", table.cell(row, name), key, {"sheet": shape.name})


def _with_ids(reading: Reading) -> Iterator[tuple[SheetLayout, Table, str]]:
    for shape in shared_tables():
        table = reading.tables.get(shape.key)
        if table is not None and shape.row_key and shape.row_key in table.columns:
            yield shape, table, shape.row_key


def _gone(reading: Reading, before: Contents, now: Contents, latest: str) -> Iterator[Told]:
    for shape, table, _ in _with_ids(reading):
        had, has = before.get(shape.key, {}), now.get(shape.key, {})
        gone = [key for key in had if key not in has]
        if had and has and len(gone) > _MANY_GONE * len(had):
            words = {"sheet": shape.name, "gone": str(len(gone)), "count_before": str(len(had)), "latest": latest}
            yield Told("PB06", CellRef(table.sheet, table.heading_row, table.first_column), "", words)


def _new_meanings(reading: Reading, before: Contents, now: Contents) -> Iterator[Told]:
    from rapidfuzz import fuzz, utils

    for shape, table, name in _with_ids(reading):
        words = release_diff.WORDS_OF.get(shape.key, ("title",))
        title = words[-1]
        rows = table.by(name)
        for key, fields in now.get(shape.key, {}).items():
            had = before.get(shape.key, {}).get(key)
            if had is None or had.get(title) == fields.get(title) or title not in table.columns:
                continue
            was, found = shown(had.get(title)), shown(fields.get(title))
            if fuzz.token_set_ratio(was, found, processor=utils.default_process) < _STILL_ALIKE:
                more = {"sheet": shape.name, "row_id": key, "was": was}
                yield Told("PB08", table.cell(rows[key], title), found, more)


def _answer_cell(reading: Reading, setting: str) -> CellRef:
    table = reading.tables.get("release")
    row = table.by("setting").get(setting) if table else None
    if table and row and "answer" in table.columns:
        return table.cell(row, "answer")
    return CellRef(table.sheet if table else "Release", table.heading_row if table else 1, 1)
