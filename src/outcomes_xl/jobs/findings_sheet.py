"""The Findings sheet: the latest findings, with the notes officers have put beside earlier ones.

A finding keeps its note while its cells move, its wording is mended or its count changes; columns that officers have
added beside it are notes too. One that is gone stays only if somebody wrote beside it. Where nothing is new and nothing
is gone, the sheet is left as it is, sorted however the officer has sorted it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from outcomes_xl.jobs.table_edits import Entry
from outcomes_xl.model import Book, Finding, Row, Severity, Table, Value, cells_in_words

NEW, STILL_THERE, NO_LONGER = "New", "Still there", "No longer found"
_SAID = ("severity", "sheet", "cells", "found", "message", "fix", "rule")
_MOST_FOUND = 500

# What makes a finding the same as one listed before, surest first.
_SAME: tuple[tuple[str, ...], ...] = (
    ("rule", "sheet", "cells", "message"),
    ("rule", "sheet", "message"),
    ("rule", "sheet", "cells"),
    ("rule", "sheet"),
)


def listing(findings: Sequence[Finding], table: Table) -> list[Entry] | None:
    """Return the rows the Findings sheet should hold, or None when it says all that already."""
    own = _own(table)
    new = [_entry(finding) for finding in findings]
    old = [row for row in table if row.text("rule") or row.text("message") or _written(row, own)]
    before = _matched(new, old)
    listed = [_with_notes(entry, before.get(place), own) for place, entry in enumerate(new)]
    taken = {row.number for row in before.values()}
    gone = [_gone(row, own) for row in old if row.number not in taken and _written(row, own)]
    wanted = listed + gone
    names = [name for name in (*_SAID, *own, "finding_state") if name in table.columns]
    return None if _already(wanted, old, names) else wanted


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
    """Return how many of each severity: "3 must fix, 2 please check"; "none" when there is none."""
    counted = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counted[one]} {one.value.lower()}" for one in Severity if counted[one]) or "none"


def _entry(finding: Finding) -> dict[str, Value]:
    found = finding.found if len(finding.found) <= _MOST_FOUND else finding.found[: _MOST_FOUND - 1] + "…"
    return {
        "severity": finding.severity.value,
        "sheet": finding.cell.sheet,
        "cells": cells_in_words(finding.cells),
        "found": found or None,
        "message": finding.message,
        "fix": finding.fix,
        "rule": finding.rule,
    }


def _matched(new: Sequence[Entry], old: Sequence[Row]) -> dict[int, Row]:
    """Return, by place in the new list, the row each finding was listed in before. Each row is used once."""
    found: dict[int, Row] = {}
    left = {row.number: row for row in old}
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
    """Return the fields that are the officers': Your note, and the columns they have added."""
    return [name for name in table.columns if name not in _SAID and name != "finding_state"]


def _written(row: Row, own: Iterable[str]) -> bool:
    return any(row[name] is not None for name in own)


def _with_notes(entry: Entry, before: Row | None, own: Iterable[str]) -> Entry:
    if before is None:
        return {**entry, "finding_state": NEW}
    return {**entry, "finding_state": STILL_THERE, **{name: before.typed.get(name) for name in own}}


def _gone(row: Row, own: Iterable[str]) -> Entry:
    return {**{name: row.typed.get(name) for name in (*_SAID, *own)}, "finding_state": NO_LONGER}


def _already(wanted: Sequence[Entry], old: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether the sheet says all this, in whatever order and as far as it has the columns for it.

    New and Still there are the same news.
    """
    return Counter(_news(entry.get, names) for entry in wanted) == Counter(_news(row.typed.get, names) for row in old)


def _news(get: Callable[[str], Value], names: Sequence[str]) -> tuple[Value, ...]:
    return tuple(STILL_THERE if name == "finding_state" and get(name) == NEW else get(name) for name in names)


def fixes_in(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that offer a value which says what was typed; all other offers are the officer's to take."""
    return (finding for finding in findings if finding.offer is not None and finding.offer.sure)
