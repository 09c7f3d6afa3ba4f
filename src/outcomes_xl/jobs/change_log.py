"""The Changes sheet: what every job did, one line a row of the workbook, in words; and the records Undo works from.

The records go to a sheet of their own that nobody sees, so that sorting, filtering or clearing the log takes nothing
from Undo. A workbook made before there was one keeps a line a cell on Changes, with its record, as it always did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from outcomes_xl.central.central_rows import row_id
from outcomes_xl.jobs.asked_lines import waits
from outcomes_xl.jobs.change_rows import rows_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.row_names import RowNames
from outcomes_xl.jobs.table_edits import Added, Entry, add_rows
from outcomes_xl.jobs.undo_record import CONTINUED, as_record, as_shown, cut, number, parts, together
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Book,
    CellRef,
    Change,
    FoldRows,
    Patch,
    Result,
    SetCell,
    Table,
    Value,
)
from outcomes_xl.model.cell_values import encode, same
from outcomes_xl.model.patches import words
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.read_tables import Reading

LOG_OF = "the log of "
LISTED, UNDONE = "list", "undo"
"""What a run that only looked says it did, beside which the run before stays in sight; and what Undo says."""
KINDS = {
    **dict.fromkeys(("filled in", "changed", "emptied"), "set cell"),
    "row added": "add row",
    "sheet added": "add sheet",
}
"""What a line says happened, and the kind of change that is in a patch; earlier versions wrote the kind itself."""
MOST_ROWS_APART = 500
"""Rows that one change adds and the log has line by line; a directory of thousands would drown all else on Changes."""
_HOW_TO_BRING_BACK = (
    "Give the list its headings again, close the workbook and run outcomes-xl tables on it; or copy the sheet Changes "
    "from an earlier copy of the workbook."
)
_NEEDED = ("run", "undone", "record")
ID_FIELDS = {"lists": ("list", "value")}


def logged(result: Result, job: str, book: Book, reading: Reading, context: Context) -> Result:
    """Return the result with its patch written to the Changes sheet too; an empty patch is not worth a line.

    Where Changes cannot take the lines, nothing is changed and a finding says why: it could not be undone.
    """
    if not result.patch:
        return result
    return with_lines(result, lines_of(result.patch, book, reading), job, book, reading, context)


def with_lines(
    result: Result,
    lines: Iterable[LogLine],
    job: str,
    book: Book,
    reading: Reading,
    context: Context,
    *,
    looked: bool = False,
) -> Result:
    """Return the result with these lines added to the Changes sheet, as one run of a job.

    Where they cannot be added, the job changes nothing. Its findings speak of what it would have done, and go too;
    those of Check, which ``looked`` and no more, stay.
    """
    table = reading.tables.get("changes")
    missing = missing_from(table)
    if table is None or missing:
        cell = CellRef(table.sheet, table.heading_row, 1) if table else CellRef(next(iter(book.sheets)), 1, 1)
        added = Added((), cell, missing, _HOW_TO_BRING_BACK)
    else:
        added = _written(book, table, reading.tables.get("undo"), [*lines], job, context)
    if added.in_the_way:
        told = findings([Told("JB01", added.in_the_way, words={"job": job, "why": added.why, "next": added.next})])
        stay = result.findings if looked else ()
        return Result((*told, *stay), Patch(), f"Nothing was changed: {added.why}.", stopped_by=told)
    return replace(result, patch=result.patch + Patch(added.changes))


def missing_from(changes: Table | None) -> str:
    """Return what the Changes sheet lacks for anything to be written down or undone, "" when it lacks nothing."""
    if changes is None:
        return "the sheet Changes, or its table, is not there"
    shape = layout("borough").sheet("changes")
    headings = [shape.field(name).heading for name in _NEEDED if name not in changes.columns]
    return f"the column “{headings[0]}” on Changes is not there" if headings else ""


def _written(
    book: Book, changes: Table, hidden: Table | None, lines: Sequence[LogLine], job: str, context: Context
) -> Added:
    """Return the changes that write lines down: in words on Changes, their records on the hidden sheet."""
    kept = (number(row["run"]) for table in (changes, hidden) for row in table or ())
    shared: Entry = {"run": 1 + max(filter(None, kept), default=0), "done_at": context.when, "job": job}
    because = f"{LOG_OF}{job}"
    if hidden is None or _lacking(hidden):
        return add_rows(book, changes, [*_cell_by_cell(lines, shared)], because)
    told = rows_of(lines)
    records = [
        {**one, "line": place}
        for place, row in enumerate(told, start=1)
        for one in _cell_by_cell(row.lines, shared)
        if one["record"] and not row.asks
    ]
    said = [
        {**one, "line": place, "about": row.about or None}
        for place, row in enumerate(told, start=1)
        for one in (_cell_by_cell(row.lines, shared) if row.asks else [{**shared, **row.fields()}])
    ]
    first = add_rows(book, changes, said, because)
    second = add_rows(book, hidden, records, because)
    if first.in_the_way or second.in_the_way:
        return first if first.in_the_way else second
    folds = _folded(changes) if any(line.change != LISTED for line in lines) else ()
    return Added((*first.changes, *second.changes, *folds))


def _folded(changes: Table) -> Iterator[FoldRows]:
    """Yield what folds the last run that did something, and those that only listed since: the new one stands alone.

    A question that waits for its answer stays in sight too, and so does an older run that somebody has unfolded.
    """
    runs = {row.number: run for row in changes if (run := number(row["run"])) is not None}
    last = max((runs[row.number] for row in changes if row.number in runs and row["change"] != LISTED), default=0)
    waiting = {row.number for row in changes if waits(row)}
    rows = sorted(place for place, run in runs.items() if run >= last and place not in waiting)
    starts = [place for place in rows if place - 1 not in rows]
    ends = [place for place in rows if place + 1 not in rows]
    for first, end in zip(starts, ends, strict=True):
        yield FoldRows(changes.sheet, first, end, f"{LOG_OF}run {last} makes room for the next")


def _lacking(hidden: Table) -> bool:
    """Whether somebody has taken from the hidden sheet what its records need."""
    return not {"run", "line", "undone", "record"} <= hidden.columns.keys()


# Writing ----------------------------------------------------------------------------------------------------------


def lines_of(
    changes: Iterable[Change], book: Book, reading: Reading, more: Mapping[CellRef, Mapping[str, Any]] | None = None
) -> Iterator[LogLine]:
    """Yield the lines of a patch: one a cell, one a row added, one a sheet added.

    ``more`` is what the record of a cell should say besides what is needed to take it back.
    """
    changes = list(changes)
    whose = _Whose(reading, changes)
    for change in changes:
        match change:
            case SetCell(cell, before, after, because):
                record = {"set": whose.place(cell), "before": encode(before), "after": encode(after)}
                record |= _how_it_was_shown(book, change)
                record |= (more or {}).get(cell, {})
                yield LogLine(
                    _what_happened(change),
                    cell.sheet,
                    cell.a1,
                    as_shown(whose.as_in_the_cell(cell, before)),
                    as_shown(whose.as_in_the_cell(cell, after)),
                    because,
                    as_record(record),
                    *whose.in_words(cell),
                )
            case AppendRows() if len(change.rows) > MOST_ROWS_APART:
                yield from _rows_together(change, whose)
            case AppendRows(sheet=sheet, at=at, first_column=column, because=because):
                for number, row in enumerate(change.rows, at):
                    cell = CellRef(sheet, number, column)
                    record = {"add": whose.table_of(change), "row": whose.row(change, row)}
                    yield LogLine(
                        "row added",
                        sheet,
                        cell.a1,
                        "",
                        cut(words(row)),
                        because,
                        as_record(record),
                        whose.named(change, row),
                    )
            case AddSheet(sheet=new, because=because):
                record = {"sheet": {**asdict(new), "rows": [[encode(v) for v in row] for row in new.rows]}}
                yield LogLine("sheet added", new.name, "A1", "", cut(new.title), because, as_record(record))
            case _:
                raise ValueError(f"a job cannot log {change.kind!r}: it could not be undone")


def _rows_together(change: AppendRows, whose: _Whose) -> Iterator[LogLine]:
    """Yield the lines of a great many rows added at once: many rows a record, and one line for all on Changes."""
    at = 0
    for record, rows in together(whose.table_of(change), (whose.row(change, row) for row in change.rows)):
        cell = CellRef(change.sheet, change.at + at, change.first_column)
        about = whose.named(change, change.rows[at])
        yield LogLine("row added", change.sheet, cell.a1, "", "", change.because, record, about, rows=rows)
        at += rows


def _what_happened(change: SetCell) -> str:
    """Return in one word what an officer sees of it."""
    return "filled in" if same(change.before, None) else "emptied" if same(change.after, None) else "changed"


def _how_it_was_shown(book: Book, change: SetCell) -> dict[str, str]:
    """Return the number format of a cell that gets a value of another kind: a date changes it, and so does a number."""
    if _kind(change.before) == _kind(change.after):
        return {}
    shown_as = book.number_format(change.cell)
    return {"shown_as": shown_as} if shown_as else {}


def _kind(value: Value) -> str:
    if isinstance(value, date | time):
        return type(value).__name__
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else ""


class _Whose:
    """Which table, row id and field a cell belongs to, while a patch is being written down."""

    def __init__(self, reading: Reading, changes: Iterable[Change]) -> None:
        self.by_key = reading.tables
        self.shapes = {shape.key: shape for shape in layout("borough").with_tables}
        self.rows = {key: {row.number: row for row in table} for key, table in reading.tables.items()}
        self.fields = {key: {at: name for name, at in table.columns.items()} for key, table in reading.tables.items()}
        self.after = {change.cell: change.after for change in changes if isinstance(change, SetCell)}
        self.names = RowNames(reading.tables)
        self.published = {
            (table.sheet, table.columns[column.field])
            for key, table in reading.tables.items()
            for column in self.shapes[key].columns
            if column.kind == "figure" and column.owner is Owner.TOOL and column.field in table.columns
        }

    def as_in_the_cell(self, cell: CellRef, value: Value) -> Value:
        """Return a value as its cell shows it: a published figure in two decimals at most; the record has all of it."""
        if isinstance(value, float) and (cell.sheet, cell.column) in self.published:
            return round(value, 2)
        return value

    def place(self, cell: CellRef) -> dict[str, Value]:
        for key, table in self.by_key.items():
            name = self.fields[key].get(cell.column)
            if table.sheet == cell.sheet and name and table.heading_row < cell.row <= table.last_row:
                return {"table": key, "field": name, "id": self._id(table, cell.row)}
        return {}

    def in_words(self, cell: CellRef) -> tuple[str, str]:
        """Return the name of a cell's row and the heading of its column, as the officer has it."""
        for key, table in self.by_key.items():
            name = self.fields[key].get(cell.column)
            if table.sheet == cell.sheet and name and table.heading_row < cell.row <= table.last_row:
                row = self.rows[key].get(cell.row)
                return self.names.of(row.values) if row else "", table.headings.get(name, "")
        return "", ""

    def named(self, change: AppendRows, row: tuple[Value, ...]) -> str:
        """Return the name of a row that is added."""
        fields = self.fields.get(self.table_of(change), {})
        pairs = ((fields.get(column, ""), value) for column, value in enumerate(row, change.first_column))
        return self.names.of({name: value for name, value in pairs if name})

    def _id(self, table: Table, number: int) -> Value:
        """Return a row's id as it will be once the patch is played; None where the table's rows have none."""
        row = self.rows[table.key].get(number)
        fields = dict(row.values) if row else {}
        for name in ID_FIELDS.get(table.key, (self.shapes[table.key].row_key,)):
            if name and name in table.columns and (cell := table.cell(number, name)) in self.after:
                fields[name] = self.after[cell]
        return row_id(self.shapes[table.key], fields) or None

    def table_of(self, change: AppendRows) -> str:
        return next((key for key, table in self.by_key.items() if table.name == change.table), change.table)

    def row(self, change: AppendRows, row: tuple[Value, ...]) -> dict[str, Any]:
        """Return an added row by field; a value in a column without a field goes by its place in the row."""
        fields = self.fields.get(self.table_of(change), {})
        named = ((fields.get(column, str(column)), value) for column, value in enumerate(row, change.first_column))
        return {name: encode(value) for name, value in named if value is not None}


def _cell_by_cell(lines: Iterable[LogLine], shared: Entry) -> Iterator[Entry]:
    """Yield a line a change with its record, and further ones where that is too long for one cell."""
    for line in lines:
        pieces = parts(line.record)
        here = {**shared, "sheet": line.sheet, "cell": line.cell}
        yield {
            **here,
            "change": line.change,
            "before": cut(line.before),
            "after": cut(line.after),
            "because": cut(line.because),
            "record": pieces[0],
        }
        for piece in pieces[1:]:
            yield {**here, "change": CONTINUED, "record": piece}
