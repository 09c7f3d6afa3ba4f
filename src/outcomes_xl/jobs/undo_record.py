"""What a job keeps of each change, so that it can be taken back; written as text, and read back.

A record is a line of JSON with the exact, typed values. It names the row by its id and the column by its field, so
that a change is found again after the table was sorted or its columns moved. A record too long for one cell of Excel
goes on in further lines; each part says which it is and of what, so that the list itself may be sorted too.

Records stand on a sheet of their own that nobody sees. Workbooks made before there was one have them on Changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from outcomes_xl.model import CellRef, Row, Table, Value
from outcomes_xl.model.cell_values import decode
from outcomes_xl.model.patches import words
from outcomes_xl.model.sentences import shown

CONTINUED = "(continued)"
# A record is pure ASCII, so this is safely below Excel's 32,767 characters a cell, however they are counted.
LONGEST_RECORD = 32_000
_PART = re.compile(r"(?P<number>\d+)/(?P<of>\d+) (?P<name>[0-9a-f]{8}) ")
_MOST_SHOWN = 250


@dataclass(frozen=True)
class LoggedLine:
    """One change read back: its row and that row's table, where Changes tells of it, its run and job, its record if it
    has one, whether it was undone, and what it says in words."""

    table: Table
    row: Row
    log: CellRef
    run: int
    job: str
    sheet: str
    cell: str
    undone: str
    record: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, int]:
        """What tells the line from all others of the workbook."""
        return self.table.key, self.row.number

    @property
    def of(self) -> tuple[int, int]:
        """The run, and its line on Changes that tells of this change."""
        return self.run, number(self.row["line"]) or 0

    @property
    def before(self) -> Value:
        return self._said("before")

    @property
    def after(self) -> Value:
        if "after" not in self.row.values and (rows := rows_in(self.record)):
            return in_a_line(rows[0])
        return self._said("after")

    def _said(self, name: str) -> Value:
        if name in self.row.values or name not in self.record:
            return self.row[name]
        return as_shown(decode(self.record[name])) or None


def rows_in(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows a record says were added, each by field: one, or several where many were added together."""
    kept = record.get("rows", [record.get("row")])
    return [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []


def in_a_line(row: Mapping[str, Any]) -> str:
    """Return the first values of a row that a record has, in words."""
    return cut(words(tuple(decode(value) for value in row.values())))


def tables_of(tables: Mapping[str, Table]) -> tuple[Table, ...]:
    """Return the tables of a workbook that have records in them."""
    return tuple(tables[key] for key in ("changes", "undo") if key in tables)


def kept_lines(*tables: Table) -> list[LoggedLine]:
    """Return the lines of Changes, then those of the hidden sheet, in order. One that cannot be read has no record."""
    changes = next(iter(tables))
    told = {(run, number(row["line"])): row.number for row in changes if (run := number(row["run"])) is not None}
    found: list[LoggedLine] = []
    for table in tables:
        for row, record in _with_whole_records(table):
            run = number(row["run"])
            if run is None:
                continue
            own = row.number if table is changes else told.get((run, number(row["line"])), changes.heading_row)
            log = CellRef(changes.sheet, own, changes.columns["run"])
            job, sheet, cell, undone = (row.text(name) for name in ("job", "sheet", "cell", "undone"))
            found.append(LoggedLine(table, row, log, run, job, sheet, cell, undone, _parsed(record)))
    return found


def _with_whole_records(table: Table) -> Iterator[tuple[Row, str]]:
    """Yield each line with its whole record, and not the lines that only carry a record on."""
    texts = [(row, part if isinstance(part := row.typed.get("record"), str) else "") for row in table]
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


def number(value: Value) -> int | None:
    """Return the number of a run or a line, None for anything else."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def together(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """Yield records that have a table's added rows together, as many as go into a cell, each with how many it has."""
    begins = f'{{"add":{json.dumps(table)},"rows":['
    some: list[str] = []
    size = len(begins)
    for row in map(as_record, rows):
        if some and size + len(row) + 3 > LONGEST_RECORD:
            yield f"{begins}{','.join(some)}]}}", len(some)
            some, size = [], len(begins)
        some.append(row)
        size += len(row) + 1
    if some:
        yield f"{begins}{','.join(some)}]}}", len(some)


def as_record(record: Mapping[str, Any]) -> str:
    """Return a record as it is kept in a line."""
    return json.dumps(record, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def parts(record: str) -> list[str]:
    """Return a record as it fits into cells: whole, or in parts that begin like "2/3 9ae0daaf "."""
    if len(record) <= LONGEST_RECORD:
        return [record]
    pieces = [record[at : at + LONGEST_RECORD] for at in range(0, len(record), LONGEST_RECORD)]
    return [f"{n}/{len(pieces)} {crc32(record.encode()):08x} {piece}" for n, piece in enumerate(pieces, 1)]


def as_shown(value: Value) -> str:
    return cut(value if isinstance(value, str) else shown(value))


def cut(text: str) -> str:
    """Return text short enough to show; the record has it whole."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1].rstrip() + "…"
