"""What tells a finding's cells from others, and what stood there: so that an answer stays through sorts and moves."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any
from zlib import crc32

from outcomes_xl.central.central_rows import row_id
from outcomes_xl.jobs.job_findings import words as words_of_jobs
from outcomes_xl.jobs.row_names import RowNames
from outcomes_xl.model import CellRef, Finding, Row, Table, Value
from outcomes_xl.model.cell_values import encode
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.rule_words import RuleWords, all_words

_PLACE, _MOST = 8, 1_800
"""Letters of a place in a mark of sixteen; the most marks a cell of Excel holds."""


def words_of(rule: str) -> RuleWords:
    """Return the words of a rule of Check, or of a finding that a job makes."""
    return all_words().get(rule) or words_of_jobs()[rule]


def can_be_settled(rule: str) -> bool:
    """Whether an officer may say of what a rule finds that it is fine."""
    known = all_words().get(rule) or words_of_jobs().get(rule)
    return known is not None and not known.always_asked


def place_of(mark: str) -> str:
    """Return the part of a mark that says where, whatever stands there."""
    return mark[:_PLACE]


def marks(key: str) -> frozenset[str]:
    """Return the marks of a key as it is kept in a cell."""
    return frozenset(key.split())


class CellKeys:
    """A workbook's cells by table, row and field: what findings are told apart by, and the names of their rows."""

    def __init__(self, reading: Reading) -> None:
        self._tables: dict[str, list[Table]] = {}
        for table in reading.tables.values():
            self._tables.setdefault(table.sheet, []).append(table)
        self._fields = {key: {at: name for name, at in one.columns.items()} for key, one in reading.tables.items()}
        self._rows: dict[str, dict[int, Row]] = {}
        self._names = RowNames(reading.tables)

    def of(self, finding: Finding) -> str:
        """Return a finding's key: a mark a cell, of its row, its field and what stands there. "" where none can be."""
        if not can_be_settled(finding.rule):
            return ""
        found = sorted({self._mark(cell, finding) for cell in finding.cells})
        return " ".join(found) if len(found) <= _MOST else f"{_hash(found)}{_hash(len(found))}"

    def about(self, finding: Finding) -> str:
        """Return the name of the row a finding stands in, and how many more there are; "" where it is none's."""
        names = list(dict.fromkeys(filter(None, (self._name(cell) for cell in finding.cells))))
        return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else "".join(names)

    def _mark(self, cell: CellRef, finding: Finding) -> str:
        place = self._place(cell)
        if place is None:
            return f"{_hash([cell.sheet, cell.a1])}{_hash(finding.found)}"
        table, name, row = place
        return f"{_hash([table.key, _identity(table, row), name])}{_hash(encode(_plainly(row[name])))}"

    def _name(self, cell: CellRef) -> str:
        place = self._place(cell)
        return self._names.of(place[2].values) if place else ""

    def _place(self, cell: CellRef) -> tuple[Table, str, Row] | None:
        for table in self._tables.get(cell.sheet, ()):
            name = self._fields[table.key].get(cell.column)
            if name and table.heading_row < cell.row <= table.last_row:
                if table.key not in self._rows:
                    self._rows[table.key] = {row.number: row for row in table}
                return table, name, self._rows[table.key].get(cell.row) or Row(cell.row, {}, {})
        return None


def _identity(table: Table, row: Row) -> str:
    """Return what tells a row from the others: its id, else what it must have, else where it stands."""
    shape = layout("borough").sheet(table.key)
    if found := row_id(shape, row.values):
        return found
    needed = [column.field for column in shape.columns if column.needed]
    found = "|".join(row.text(name) for name in shape.key_fields or needed)
    return found if found.strip("|") else f"row {row.number}"


def _plainly(value: Value) -> Value:
    """Return a value as every host gives it: Excel itself hands over 14 as 14.0, and a day as its midnight."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _hash(told: Any) -> str:
    return f"{crc32(json.dumps(told, ensure_ascii=True).encode()):08x}"
