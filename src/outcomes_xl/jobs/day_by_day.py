"""Progress: how many measures stood where on each day a job was done, so that the Summary can say what has moved.

Every job that writes keeps the line of its day, with the counts as they are after it. The line is no change of the
officer's words: nothing is logged, and Undo, which is a job too, counts anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from outcomes_xl.framework.standing import standing
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import Entry, add_rows, set_field
from outcomes_xl.model import AppendRows, Book, Change, Patch, SetCell, Table, Value
from outcomes_xl.reading.layouts import layout

BECAUSE = "where the measures stand today"
_NEEDED = ("metric_id", "status", "found")


def kept(book: Book, patch: Patch, context: Context) -> Patch:
    """Return a job's patch with the line of today added; as it is where nothing changes, or there is nowhere to.

    A workbook made before there was a sheet Progress does without; so does one whose list cannot grow just now.
    """
    if not patch or not any(table.name == layout("borough").sheet("progress").table for table in book.tables.values()):
        return patch
    reading = read_borough(book)
    progress, answers = reading.tables.get("progress"), reading.tables.get("availability")
    if progress is None or "day" not in progress.columns or answers is None:
        return patch
    if any(name not in answers.columns for name in _NEEDED):
        return patch
    counts = Counter(standing(status, found) for metric, status, found in _after(answers, patch) if metric)
    fields = [column for column in layout("borough").sheet("progress").columns if column.field != "day"]
    today: Entry = {"day": context.today, **{column.field: counts[column.heading] for column in fields}}
    return patch + Patch(tuple(_written(book, progress, today)))


def _written(book: Book, progress: Table, today: Entry) -> Iterator[Change]:
    """Yield the changes that make the list say how it stands today: in today's line, or in a new one."""
    line = next((row for row in progress if _day(row["day"]) == today["day"]), None)
    if line is None:
        yield from add_rows(book, progress, [today], BECAUSE).changes
        return
    for name, value in today.items():
        yield from set_field(progress, line, name, line.typed.get(name) if name == "day" else value, BECAUSE)


def _day(value: Value) -> Value:
    return value.date() if isinstance(value, datetime) else value


def _after(answers: Table, patch: Patch) -> Iterator[tuple[str, str, str]]:
    """Yield each row's metric, status and what was found, as typed, once the patch is played.

    A formula sees a cell as it was typed, a stray space included, and so do we: the two must count alike.
    """
    columns = [answers.columns[name] for name in _NEEDED]
    changed = {
        (change.cell.row, change.cell.column): change.after
        for change in patch
        if isinstance(change, SetCell) and change.cell.sheet == answers.sheet
    }
    typed = {row.number: row.typed for row in answers}
    for number in range(answers.heading_row + 1, answers.last_row + 1):
        stood = typed.get(number, {})
        values = [changed.get((number, column), stood.get(name)) for name, column in zip(_NEEDED, columns, strict=True)]
        yield _texts(values)
    for change in patch:
        if isinstance(change, AppendRows) and change.table == answers.name:
            for row in change.rows:
                yield _texts([row[column - change.first_column] for column in columns])


def _texts(values: list[Value]) -> tuple[str, str, str]:
    metric, status, found = ("" if value is None else str(value) for value in values)
    return metric, status, found
