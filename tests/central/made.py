"""Central files for tests: the shipped one, and what a lead does to it."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from outcomes_xl.building.central_workbook import written
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.publish import Published, publish
from outcomes_xl.model import Book, SetCell, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import central_workbook
from tests.release_ids import LATER
from tests.workbooks import play_in_memory

CONTEXT = Context(datetime(2026, 11, 22, 15, 0), load_framework())
SAID: dict[str, Value] = {
    "Release": LATER,
    "Released on": date(2026, 12, 1),
    "Publisher": "The lead for London",
    "Notes": "The winter release.",
}


@lru_cache
def shipped_bytes() -> bytes:
    return central_workbook(load_framework())


@lru_cache
def shipped() -> Book:
    return files.read_bytes(shipped_bytes(), "central file.xlsx")


def edited(book: Book, *edits: tuple[str, str, str, Value]) -> Book:
    """Return the book with cells set: (layout key, the row's id, field, value)."""
    reading = read_tables(book, layout("central"))
    changes = []
    for key, row_id, field, value in edits:
        table = reading.tables[key]
        row = table.by(layout("central").sheet(key).row_key or "")[row_id]
        changes.append(SetCell(table.cell(row, field), row.typed.get(field), value, "the lead typed it"))
    from outcomes_xl.model import Patch

    return play_in_memory(book, Patch.of(changes))


def without(book: Book, key: str, row_id: str) -> Book:
    """Return the book with a row's cells cleared."""
    reading = read_tables(book, layout("central"))
    row = reading.tables[key].by(layout("central").sheet(key).row_key or "")[row_id]
    return edited(book, *((key, row_id, name, None) for name in reversed(list(row.typed))))


def released(source: Book, said: dict[str, Value] | None = None, previous: Book | None = None) -> Book:
    """Return the central file a working book makes, read back as a borough would read it."""
    made: Published = publish(source, previous, CONTEXT, {**SAID, **(said or {})}, anyway=True)
    assert made.whole is not None, made.result.findings
    return files.read_bytes(written(made.whole, made.framework), "central file.xlsx")
