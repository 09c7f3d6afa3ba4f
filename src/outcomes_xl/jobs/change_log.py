"""The Changes sheet: what every job did, one line a change, each with a record from which it can be taken back.

A record is a line of JSON with the exact, typed values. It names the row by its id and the column by its field, so
that a change is found again after the table was sorted or its columns moved. A record too long for one cell of Excel
goes on in further lines; each part says which it is and of what, so that the log itself may be sorted too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, time
from typing import Any
from zlib import crc32

from outcomes_xl.central.central_rows import row_id
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.table_edits import Added, Entry, add_rows
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, Change, Patch, Result, Row, SetCell, Table, Value
from outcomes_xl.model.cell_values import encode, same
from outcomes_xl.model.patches import words
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading

CONTINUED = "(continued)"
LOG_OF = "the log of "
KINDS = {
    **dict.fromkeys(("filled in", "changed", "emptied"), "set cell"),
    "row added": "add row",
    "sheet added": "add sheet",
}
"""What a line says happened, and the kind of change that is in a patch; earlier versions wrote the kind itself."""
# A record is pure ASCII, so this is safely below Excel's 32,767 characters a cell, however they are counted.
LONGEST_RECORD = 32_000
_PART = re.compile(r"(?P<number>\d+)/(?P<of>\d+) (?P<name>[0-9a-f]{8}) ")
_MOST_SHOWN = 250
_HOW_TO_BRING_BACK = (
    "Give the list its headings again, close the workbook and run outcomes-xl tables on it; or copy the sheet Changes "
    "from an earlier copy of the workbook."
)
_NEEDED = ("run", "undone", "record")
ID_FIELDS = {"lists": ("list", "value")}


@dataclass(frozen=True)
class LogLine:
    """One line of the Changes sheet, before it has a run number and a time."""

    change: str
    sheet: str
    cell: str
    before: str
    after: str
    because: str
    record: str = ""


@dataclass(frozen=True)
class LoggedLine:
    """One line read back: its row and first cell, its run and job, its record if it has one, whether it was undone."""

    row: Row
    log: CellRef
    run: int
    job: str
    sheet: str
    cell: str
    undone: str
    record: Mapping[str, Any] = field(default_factory=dict)


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
        run = 1 + max((kept for row in table if (kept := _run(row)) is not None), default=0)
        added = add_rows(book, table, [*_entries(lines, run, job, context)], f"{LOG_OF}{job}")
    if added.in_the_way:
        told = findings([Told("JB01", added.in_the_way, words={"job": job, "why": added.why, "next": added.next})])
        return Result((*told, *(result.findings if looked else ())), Patch(), f"Nothing was changed: {added.why}.")
    return replace(result, patch=result.patch + Patch(added.changes))


def missing_from(changes: Table | None) -> str:
    """Return what the Changes sheet lacks for anything to be written down or undone, "" when it lacks nothing."""
    if changes is None:
        return "the sheet Changes, or its table, is not there"
    shape = layout("borough").sheet("changes")
    headings = [shape.field(name).heading for name in _NEEDED if name not in changes.columns]
    return f"the column “{headings[0]}” on Changes is not there" if headings else ""


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
                    _shown(before),
                    _shown(after),
                    because,
                    as_record(record),
                )
            case AppendRows(sheet=sheet, at=at, first_column=column, because=because):
                for number, row in enumerate(change.rows, at):
                    cell = CellRef(sheet, number, column)
                    record = {"add": whose.table_of(change), "row": whose.row(change, row)}
                    yield LogLine("row added", sheet, cell.a1, "", _cut(words(row)), because, as_record(record))
            case AddSheet(sheet=new, because=because):
                record = {"sheet": {**asdict(new), "rows": [[encode(v) for v in row] for row in new.rows]}}
                yield LogLine("sheet added", new.name, "A1", "", _cut(new.title), because, as_record(record))
            case _:
                raise ValueError(f"a job cannot log {change.kind!r}: it could not be undone")


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

    def place(self, cell: CellRef) -> dict[str, Value]:
        for key, table in self.by_key.items():
            name = self.fields[key].get(cell.column)
            if table.sheet == cell.sheet and name and table.heading_row < cell.row <= table.last_row:
                return {"table": key, "field": name, "id": self._id(table, cell.row)}
        return {}

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


def _entries(lines: Iterable[LogLine], run: int, job: str, context: Context) -> Iterator[Entry]:
    for line in lines:
        parts = _parts(line.record)
        shared: dict[str, Value] = {
            "run": run,
            "done_at": context.when,
            "job": job,
            "sheet": line.sheet,
            "cell": line.cell,
        }
        yield {
            **shared,
            "change": line.change,
            "before": _cut(line.before),
            "after": _cut(line.after),
            "because": _cut(line.because),
            "record": parts[0],
        }
        for part in parts[1:]:
            yield {**shared, "change": CONTINUED, "record": part}


def _parts(record: str) -> list[str]:
    """Return a record as it fits into cells: whole, or in parts that begin like "2/3 9ae0daaf "."""
    if len(record) <= LONGEST_RECORD:
        return [record]
    pieces = [record[at : at + LONGEST_RECORD] for at in range(0, len(record), LONGEST_RECORD)]
    return [f"{n}/{len(pieces)} {crc32(record.encode()):08x} {piece}" for n, piece in enumerate(pieces, 1)]


def as_record(record: Mapping[str, Any]) -> str:
    """Return a record as it is kept in a line."""
    return json.dumps(record, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _shown(value: Value) -> str:
    return _cut(value if isinstance(value, str) else shown(value))


def _cut(text: str) -> str:
    """Return text short enough to show; the record has it whole."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1].rstrip() + "…"


# Reading back -----------------------------------------------------------------------------------------------------


def kept_lines(changes: Table) -> list[LoggedLine]:
    """Return the lines of the Changes sheet in order. A line whose record cannot be read has none."""
    found: list[LoggedLine] = []
    for row, record in _with_whole_records(changes):
        run = _run(row)
        if run is not None:
            log = CellRef(changes.sheet, row.number, changes.columns["run"])
            job, sheet, cell, undone = (row.text(name) for name in ("job", "sheet", "cell", "undone"))
            found.append(LoggedLine(row, log, run, job, sheet, cell, undone, _parsed(record)))
    return found


def _with_whole_records(changes: Table) -> Iterator[tuple[Row, str]]:
    """Yield each line with its whole record, and not the lines that only carry a record on."""
    texts = [(row, part if isinstance(part := row.typed.get("record"), str) else "") for row in changes]
    parts = {match[0].strip(): text[match.end() :] for _, text in texts if (match := _PART.match(text))}
    for row, text in texts:
        match = _PART.match(text)
        if not match:
            yield row, text
        elif match["number"] == "1":
            of, name = int(match["of"]), match["name"]
            yield row, "".join(parts.get(f"{number}/{of} {name}", "") for number in range(1, of + 1))


def _parsed(record: str) -> Mapping[str, Any]:
    """Return a record, or nothing for one that was edited: such a line cannot be undone, and does no harm."""
    try:
        found = json.loads(record) if record else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _run(row: Row) -> int | None:
    value = row["run"]
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
