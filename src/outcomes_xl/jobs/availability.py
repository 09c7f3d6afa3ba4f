"""Check data availability: write what was found beside each metric, and say where it parts from the officer's answers.

The look itself is done before (sources.look); this job takes what it brought home as values and opens nothing.
It writes the tool's columns only. An officer's answer is never set: a status is offered where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.framework.standing import figure_found_words
from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.disagreements import of_a_row, of_the_folder
from outcomes_xl.jobs.figures_list import figures_found, listed_figures
from outcomes_xl.jobs.gaps import changed, gaps, listed
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import Added, Entry, set_field, set_start
from outcomes_xl.model import Book, CellRef, Patch, Result, Row, SetCell, Table
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted, one_or_many
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sources import Evidence, Found, Looked
from outcomes_xl.sources.comparison import compared
from outcomes_xl.sources.published.points import UNTOLD

JOB = "Check data availability"
LAST_CHECKED = "Availability last checked"

# Where each part of the evidence goes: the field of the layout, and what of the evidence stands in it.
_COLUMNS = {
    "found": "shown",
    "found_period": "period",
    "found_figure": "figure",
    "found_level": "level",
    "found_breakdowns": "breakdowns",
    "found_values": "values",
    "lateness": "lateness",
    "suggested_status": "suggested_status",
    "evidence": "line",
}
_LOOKED_ON = "looked_on"
_NO_NEWS = frozenset({Found.NOT_HERE, Found.UNREADABLE})
_FOUND_BEFORE = ("Found", str(Found.SUPPRESSED))


def borough_of(book: Book, context: Context) -> Borough:
    """Return the borough a workbook is for, by its code on Start, else by its name.

    Raises CannotUse where Start does not say it, or says two: figures of another borough must never be written; and
    WrongTemplate, of the same family, for any other workbook.
    """
    start = read_borough(book).tables.get("start")
    if start is None:
        raise CannotUse(
            "The sheet Start, or its table, is not there; it names the borough to look for.",
            "Bring it back from an earlier copy, then run this again.",
        )
    answers = {row.text("setting"): row.text("answer") for row in start}
    code, name = answers.get("Borough code", ""), answers.get("Borough", "")
    by_code, by_name = context.framework.borough(code), context.framework.borough(name)
    if by_code and by_name and by_code != by_name:
        raise CannotUse(
            f"Start names {name}, and its borough code {code} is {by_code.name}'s.",
            "Put right whichever is wrong, then run this again.",
        )
    found = by_code or by_name
    if found is None:
        said = f"“{code or name}” on Start is not a London borough." if code or name else "Start names no borough."
        raise CannotUse(said, "Choose the borough code from the list on Start, then run this again.")
    return found


def availability(book: Book, looked: Looked, context: Context) -> Result:
    """Return what a look at a folder changes in a workbook, and what its officer should be told.

    Raises CannotUse when the workbook has no Data availability sheet to write to.
    """
    reading = read_borough(book)
    table = reading.tables.get("availability")
    if table is None or "metric_id" not in table.columns:
        raise CannotUse(
            "The sheet “Data availability”, or its column “Metric id”, is not there.",
            "Bring it back from an earlier copy, or make a new workbook and copy your answers over.",
        )
    last_checked = _last_checked(reading, table)
    mine = borough_of(book, context)
    if mine.code != looked.borough.code:
        stranger = Told("SR14", last_checked, looked.borough.name, {"what": mine.name})
        return Result(findings([stranger]), Patch(), f"Nothing was written: the look was for {looked.borough.name}.")
    if _nothing_known(looked):
        told_of = findings([*of_the_folder(looked, last_checked)])
        why = f"the folder “{looked.folder}” has no published file" if looked.of_files else "no source could be asked"
        return Result(told_of, Patch(), f"Nothing was written: {why}.")
    # A row of the borough's own (LOC-) is left alone unless a row of Sources says where its data sits.
    rows = [row for row in table if row.text("metric_id") in looked.by_metric]
    changes = [change for row in rows for change in _changes(table, row, looked, context.framework)]
    if rows:
        changes += set_start(reading, LAST_CHECKED, looked.on, JOB)
    told = [one for row in rows for one in _of_a_row(table, row, looked, context.framework)]
    told += [*of_the_folder(looked, last_checked), *_of_the_sheet(table, rows, looked, context)]
    told += _columns_to_come(reading.tables["gaps"]) if "gaps" in reading.tables else ()
    new = [(row, what) for row in rows if (what := _news(row, looked, context.framework))]
    told += [_told_of_change(table, row, what, looked, context) for row, what in new]
    seen = {row.text("metric_id"): _evidence(looked, row) for row in rows if not _keeps(looked, row, context.framework)}
    missing = gaps(table, seen, context.framework)
    added = listed(book, reading, missing, JOB) if rows else Added()
    figures = _figures(book, reading, rows, seen, context.framework)
    for one in (added, figures):
        if one.in_the_way:
            told.append(Told("SR24", one.in_the_way, words={"sheet": one.in_the_way.sheet, "what": one.why}))
    on_its_sheet = not added.in_the_way and bool(added.changes or reading.tables.get("gaps"))
    summary = _summary(rows, looked, context.framework) + _gaps_in_words(missing, new, on_its_sheet)
    result = logged(Result(findings(told), Patch.of(changes), summary), JOB, book, reading, context)
    # The lists are made anew from the other sheets by every look, as Findings is by every check: nothing to undo.
    unwritten = bool(changes) and not result.patch
    lists = Patch((*added.changes, *figures.changes))
    return result if unwritten else replace(result, patch=result.patch + lists)


def _figures(
    book: Book, reading: Reading, rows: list[Row], seen: Mapping[str, Evidence], framework: Framework
) -> Added:
    """Return what puts the figures found on their sheet: of the metrics whose row this look writes."""
    if not rows:
        return Added()
    named = {row.text("metric_id"): row.text("metric") for row in rows}
    return listed_figures(book, reading, figures_found(seen, named, framework), seen.keys(), JOB)


def _nothing_known(looked: Looked) -> bool:
    """Whether nothing was read at all: a folder without a published file is a slip, and no network is no answer.

    “No published series” is then no news either: what was never asked has said nothing.
    """
    if any(file.recognised_as or file.service or file.own for file in looked.files):
        return False
    return looked.of_files or bool(looked.troubles)


def _news(row: Row, looked: Looked, framework: Framework) -> str:
    """What changed since the last look: only what this look writes down is news."""
    return "" if _keeps(looked, row, framework) else changed(row, _evidence(looked, row))


def _told_of_change(table: Table, row: Row, what: str, looked: Looked, context: Context) -> Told:
    title = context.framework.metrics[_evidence(looked, row).metric_id].title
    at = "found" if "found" in table.columns else "metric_id"
    return Told("SR23", table.cell(row, at), row.text("found"), {"metric": title, "what": what})


def _gaps_in_words(missing: Sequence[Entry], new: Sequence[object], listed_there: bool) -> str:
    count = len(missing)
    where = ": see Gaps" if listed_there else ""  # the sheet may be gone, or in the way of its own list
    told = f" {counted(count, 'metric')} nobody can use yet{where}." if count else ""
    return told + (f" {len(new)} changed since the last look." if new else "")


def _evidence(looked: Looked, row: Row) -> Evidence:
    return looked.by_metric[row.text("metric_id")]


# What is written ---------------------------------------------------------------------------------------------------


def _changes(table: Table, row: Row, looked: Looked, framework: Framework) -> Iterator[SetCell]:
    evidence = _evidence(looked, row)
    if _keeps(looked, row, framework):
        return  # These files do not have it, or are older; what an earlier look found, and its day, stay true.
    because = f"{evidence.found}: {row.text('metric') or evidence.metric_id}"
    for name, part in _COLUMNS.items():
        yield from set_field(table, row, name, getattr(evidence, part), because)
    for name, value in compared(evidence, framework.metrics[evidence.metric_id]).items():
        yield from set_field(table, row, name, value, because)
    yield from set_field(table, row, _LOOKED_ON, looked.on, because)


def _keeps(looked: Looked, row: Row, framework: Framework) -> bool:
    """Whether what an earlier look wrote in a row stays: this one has nothing of it, or an older edition of it."""
    evidence = _evidence(looked, row)
    if not row.text("found").startswith(_FOUND_BEFORE):
        return False
    return (evidence.found in _NO_NEWS and not evidence.period) or _is_older(looked, row, framework)


def _is_older(looked: Looked, row: Row, framework: Framework) -> bool:
    """Whether a look ends before the period a row has already, or cannot tell its own.

    A period that has not come yet was a slip, and gives way.
    """
    evidence = _evidence(looked, row)
    held = parse_period(row["found_period"], framework.metrics[evidence.metric_id].period_kind)
    if not held or held.start > looked.on:
        return False
    return evidence.latest.end < held.end if evidence.latest else evidence.period == UNTOLD


def _of_a_row(table: Table, row: Row, looked: Looked, framework: Framework) -> Iterator[Told]:
    evidence = _evidence(looked, row)
    if evidence.period == UNTOLD and _keeps(looked, row, framework):
        return  # the file's own trouble has told of it
    if not (evidence.latest and _keeps(looked, row, framework)):
        yield from of_a_row(table, row, evidence, framework)
        return
    said = {"metric": framework.metrics[evidence.metric_id].title, "period": evidence.period}
    yield Told("SR31", table.cell(row, "found_period"), row.text("found_period"), said)


def _last_checked(reading: Reading, table: Table) -> CellRef:
    """Return the cell on Start that says when this was last done, else the sheet's own heading."""
    start = reading.tables.get("start")
    row = start.by("setting").get(LAST_CHECKED) if start and "answer" in start.columns else None
    return start.cell(row, "answer") if start and row else table.cell(table.heading_row, "metric_id")


# What is told ------------------------------------------------------------------------------------------------------


def _of_the_sheet(table: Table, rows: list[Row], looked: Looked, context: Context) -> Iterator[Told]:
    heading = table.cell(table.heading_row, "metric_id")
    here = {row.text("metric_id") for row in rows}
    missing = [metric for metric in looked.by_metric if metric not in here]
    if missing:
        first = context.framework.metrics[missing[0]]
        yield Told("SR09", heading, first.id, {"count": str(len(missing)), "metric": f"{first.id} {first.title}"})
    shape = layout("borough").sheet("availability")
    for name in (*_COLUMNS, _LOOKED_ON):
        if name not in table.columns:
            yield Told("SR12", heading, shape.field(name).heading, {"what": shape.field(name).heading})
    yield from _columns_to_come(table)
    written = (
        *_COLUMNS,
        _LOOKED_ON,
        *(column.field for column in shape.columns if column.later and column.owner is Owner.TOOL),
    )
    for number, name in sorted(table.formulas):
        if name in written and number in {row.number for row in rows}:
            yield Told("SR16", table.cell(number, name), "a formula")


def _columns_to_come(table: Table) -> Iterator[Told]:
    """Say which columns a list lacks that was made before there were any, at the cell where they can begin."""
    shape = layout("borough").sheet(table.key)
    to_come = [column for column in shape.columns if column.later and column.owner is not Owner.TEMPLATE]
    missing = [column.heading for column in to_come if column.field not in table.columns]
    if missing:
        free = CellRef(table.sheet, table.heading_row, table.first_column + table.width)
        yield Told("SR30", free, "", {"count": str(len(missing)), "what": "; ".join(missing)})


def _summary(rows: list[Row], looked: Looked, framework: Framework) -> str:
    """Say what is found now. Figures are counted by the words that stand on the sheet then, as Start counts them."""
    kept = {row.number for row in rows if _keeps(looked, row, framework)}
    words = [row.text("found") if row.number in kept else _evidence(looked, row).shown for row in rows]
    with_figure = sum(word in figure_found_words() for word in words)
    found = [_evidence(looked, row).found for row in rows if row.number not in kept]
    partial = found.count(Found.PARTIAL)
    withheld, without = found.count(Found.SUPPRESSED), found.count(Found.NOT_AVAILABLE)
    not_read = found.count(Found.NOT_READ)
    ours = any(_evidence(looked, row).local for row in rows)
    what = "a published figure or data of your own" if ours else "a published figure"
    every = f"{counted(len(rows), 'metric')} {_have(1 if len(rows) == 1 else with_figure)}"
    not_here, unreadable = found.count(Found.NOT_HERE), found.count(Found.UNREADABLE)
    no_row, no_series = found.count(Found.NO_ROW), found.count(Found.NO_SERIES)
    parts = [
        f"{with_figure} of {every} {what} for {looked.borough.name}",
        f"{partial} {_have(partial)} a partial sum" if partial else "",
        f"{withheld} {_are(withheld)} withheld for it" if withheld else "",
        f"{without} {_have(without)} a row without a figure" if without else "",
        f"{found.count(Found.CANDIDATES)} could be one of several series" if Found.CANDIDATES in found else "",
        f"{no_row} {_have(no_row)} no row for the borough" if no_row else "",
        f"{not_here} {_are(not_here)} published and not in these files" if not_here else "",
        f"{not_read} {_are(not_read)} published where this tool cannot read yet" if not_read else "",
        f"{unreadable} could not be read" if unreadable else "",
        f"{no_series} {_have(no_series)} no published series" if no_series else "",
    ]
    known = sum(bool(file.recognised_as) for file in looked.files if not (file.service or file.own))
    files = f"{counted(known, 'published file')} {_were(known)} looked in"
    online = sum(file.service for file in looked.files)
    answers = counted(online, "answer of a national service", "answers of national services")
    read = f"{answers} {_were(online)} read"
    own = sum(file.own for file in looked.files)
    asked = f"{counted(own, 'source of your own', 'sources of your own')} {_were(own)} asked"
    told = [files if known or looked.of_files else "", read if online else "", asked if own else ""]
    return (
        f"{'; '.join(part for part in parts if part)}. {'; '.join(one for one in told if one) or 'Nothing was read'}."
    )


def _are(number: int) -> str:
    return one_or_many(number, "is", "are")


def _were(number: int) -> str:
    return one_or_many(number, "was", "were")


def _have(number: int) -> str:
    return one_or_many(number, "has", "have")
