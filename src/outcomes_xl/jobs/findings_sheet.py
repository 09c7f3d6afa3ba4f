"""The Findings sheet: the latest findings, with what officers have answered and noted beside earlier ones.

A finding keeps its answer while its cells move, its wording is mended or its count changes; columns that officers have
added beside it are notes too. One that is gone stays only if somebody wrote beside it. Where nothing is new and nothing
is gone, the sheet is left as it is, sorted however the officer has sorted it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outcomes_xl.jobs.finding_answers import ABOUT_ANSWERS, Before, answer_of, moved, settled_before
from outcomes_xl.jobs.finding_keys import CellKeys
from outcomes_xl.jobs.finding_kinds import kinds_of
from outcomes_xl.jobs.table_edits import Entry
from outcomes_xl.model import Book, Finding, OfficersAnswer, Row, Severity, Table, Value, cells_in_words
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.read_tables import Reading

NEW, STILL_THERE, AGAIN, SETTLED, NO_LONGER = "New", "Still there", "Asked again", "Settled", "No longer found"
_SHOWN_ALONE = ("go_to", "counts")
_NUMBERED = ("for_all", "kind_number")
_MOST_FOUND = 500

# What makes a finding the same as one listed before, surest first, where its cells do not tell.
_SAME: tuple[tuple[str, ...], ...] = (
    ("rule", "sheet", "cells", "message"),
    ("rule", "sheet", "message"),
    ("rule", "sheet", "cells"),
    ("rule", "sheet"),
)


@dataclass(frozen=True)
class Listing:
    """The rows the Findings sheet should hold, and the rows its lines will stand in by those they stand in now."""

    entries: list[Entry]
    lines: Mapping[int, int]


def listing(findings: Sequence[Finding], table: Table, reading: Reading) -> Listing | None:
    """Return the rows the Findings sheet should hold, or None when it says all that already.

    What is open stands first, by how much it matters; then what is settled; then what is no longer found.
    """
    own, keys, before = _own(table), CellKeys(reading), Before(table)
    findings = sorted(findings, key=lambda one: (not one.is_open, [*Severity].index(one.severity)))
    new = [_entry(one, keys) for one in findings]
    old = [row for row in table if row.text("rule") or row.text("message") or _written(row, own)]
    matched = _matched(new, old, before)
    first = table.heading_row + 1
    lines = {row.number: first + place for place, row in matched.items()}
    findings = moved(findings, table.sheet, lines)
    new = [_entry(one, keys) if one.rule in ABOUT_ANSWERS else entry for one, entry in zip(findings, new, strict=True)]
    kinds = kinds_of(findings)
    listed = [
        {**_with_answers(entry, one, matched.get(place), before, own), **kinds[one.rule]}
        for place, (entry, one) in enumerate(zip(new, findings, strict=True))
    ]
    taken = {row.number for row in matched.values()}
    gone = [_gone(row, own) for row in old if row.number not in taken and _written(row, own) and not _was_taken(row)]
    wanted: list[Entry] = [*listed, *gone]
    names = [name for name in table.columns if name not in _SHOWN_ALONE]
    told_where = any(one.rule in ABOUT_ANSWERS for one in findings)
    if _already(wanted, old, names) and not (told_where and any(number != at for number, at in lines.items())):
        return None
    return Listing(wanted, lines)


def with_added_columns(table: Table, book: Book) -> Table:
    """Return the table with the columns officers have added as fields too, named by their number.

    Without this a line that moves would leave what they wrote beside it at another finding. A column with formulas is
    not among them: Excel works it out from its own row wherever that stands.
    """
    sheet = book.sheets[table.sheet]
    lines = range(table.heading_row + 1, table.last_row + 1)
    known = {*table.columns.values(), *(column for row, column in sheet.formulas if row in lines)}
    added = {
        f"column {number}": number
        for number in range(table.first_column, table.first_column + table.width)
        if number not in known
    }
    if not added:
        return table
    rows = []
    for row in table:
        stands = {name: sheet.value(row.number, column) for name, column in added.items()}
        beside = {name: value for name, value in stands.items() if value is not None}
        rows.append(replace(row, values={**row.values, **beside}, typed={**row.typed, **beside}))
    return replace(table, columns={**table.columns, **added}, rows=tuple(rows))


def in_words(findings: Iterable[Finding]) -> str:
    """Return how many of each severity are open: "3 must fix, 2 please check"; "none" when there is none."""
    counted = Counter(finding.severity for finding in findings if finding.is_open)
    return ", ".join(f"{counted[one]} {one.value.lower()}" for one in Severity if counted[one]) or "none"


def _entry(finding: Finding, keys: CellKeys) -> dict[str, Value]:
    found = finding.found if len(finding.found) <= _MOST_FOUND else finding.found[: _MOST_FOUND - 1] + "…"
    return {
        "severity": finding.severity.value,
        "about": keys.about(finding) or None,
        "message": finding.message,
        "fix": finding.fix,
        "offer": shown(finding.offer.value) if finding.offer else None,
        "sheet": finding.cell.sheet,
        "first_cell": finding.cell.a1,
        "cells": cells_in_words(finding.cells),
        "found": found or None,
        "rule": finding.rule,
        "key": keys.of(finding) or None,
    }


def _matched(new: Sequence[Entry], old: Sequence[Row], before: Before) -> dict[int, Row]:
    """Return, by place in the new list, the row each finding was listed in before. Each row is used once."""
    found: dict[int, Row] = {}
    left = {row.number: row for row in old}
    taken: set[int] = set()
    for place, entry in enumerate(new):
        if entry["key"] and (row := before.line(str(entry["rule"]), str(entry["key"]), taken)):
            found[place] = left.pop(row.number)
            taken.add(row.number)
    for names in _SAME:
        if not left:
            break
        rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in left.values():
            rows[tuple(row.text(name) for name in names)].append(row)
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, entry in enumerate(new):
            if place not in found:
                places[tuple(str(entry.get(name) or "") for name in names)].append(place)
        for key, group in places.items():
            # By rule and sheet alone only where there is one of each: otherwise a note could land at another finding.
            if len(names) == 2 and (len(group) != 1 or len(rows[key]) != 1):
                continue
            for place, row in zip(group, rows[key], strict=False):
                found[place] = left.pop(row.number)
    return found


def _own(table: Table) -> list[str]:
    """Return the fields that are the officers': their answers, and the columns they have added."""
    tools = layout("borough").sheet("findings").owned_by(Owner.TOOL)
    return [name for name in table.columns if name not in tools]


def _written(row: Row, own: Iterable[str]) -> bool:
    return any(row[name] is not None for name in own)


def _was_taken(row: Row) -> bool:
    """Whether all that was written beside a finding is that its offer be taken: it is gone, so that is done."""
    return (
        answer_of(row) is OfficersAnswer.TAKE
        and row["why"] is None
        and not any(n.startswith("column ") for n in row.values)
    )


def _with_answers(entry: Entry, one: Finding, line: Row | None, before: Before, own: Iterable[str]) -> Entry:
    """Return a row of the sheet with what is written beside it. Of a settled one whose cell changed the answer goes."""
    if line is None:
        line = before.settled_by(one.rule, str(entry["key"] or ""))
        beside: Entry = {name: line[name] for name in ("answer", "why")} if line and not one.is_open else {}
        return {**entry, "finding_state": NEW if one.is_open else SETTLED, **beside}
    beside = {name: line.typed.get(name) for name in own}
    if not one.is_open:
        return {**entry, "finding_state": SETTLED, **beside, "answer": OfficersAnswer.SETTLED.value, "why": one.reason}
    if said := settled_before(line) if entry["key"] else "":
        return {**entry, "finding_state": AGAIN, **beside, "answer": None, "settled_before": said}
    return {**entry, "finding_state": STILL_THERE, **beside}


def _gone(row: Row, own: Iterable[str]) -> Entry:
    kept = {name: value for name, value in row.typed.items() if name not in (*_SHOWN_ALONE, *_NUMBERED)}
    return {**kept, "finding_state": NO_LONGER}


def _already(wanted: Sequence[Entry], old: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether the sheet says all this, in whatever order and as far as it has the columns for it.

    New and Still there are the same news.
    """
    return Counter(_news(entry.get, names) for entry in wanted) == Counter(_news(row.typed.get, names) for row in old)


def _news(get: Callable[[str], Value], names: Sequence[str]) -> tuple[Value, ...]:
    return tuple(STILL_THERE if name == "finding_state" and get(name) == NEW else get(name) for name in names)


def fixes_in(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings whose offer is to be taken: one that says what was typed, or that an officer has accepted.

    What an officer has settled, or will mend, is left to them.
    """
    for finding in findings:
        if finding.offer and (finding.answer is OfficersAnswer.TAKE or (finding.offer.sure and finding.answer is None)):
            yield finding
