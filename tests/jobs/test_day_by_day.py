"""Progress: a line a day of how many measures stand where, kept by every job that writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from outcomes_xl.framework.standing import standing
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.day_by_day import kept
from outcomes_xl.jobs.registry import job
from outcomes_xl.model import AppendRows, Book, CellRef, Patch, SetCell, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.workflows.run_job import Around, run_job
from tests.jobs.small import context
from tests.workbooks import borough_book, play_in_memory

ROWS = """
| metric_id | metric       | status        | found |
| MET-001   | Repeat plans | Available now |       |
| MET-002   | Long plans   | Not collected | Found |
| MET-003   | Referrals    |               |       |
"""
START = """
| setting | answer |
| Borough | Merton |
"""


def workbook() -> Book:
    return borough_book({"availability": ROWS, "start": START})


def on(day: int) -> Context:
    return replace(context(), now=datetime(2026, 11, day, 10, 0))


def answering(book: Book, number: int, status: str | None) -> Patch:
    table = read_tables(book, layout("borough")).tables["availability"]
    row = table.rows[number]
    cell = table.cell(row, "status")
    return Patch.of([SetCell(cell, row.typed.get("status"), status, "a test")])


def lines(book: Book) -> list[dict[str, Value]]:
    return [
        {name: value for name, value in row.values.items() if value}
        for row in read_tables(book, layout("borough")).tables["progress"].rows
    ]


def test_a_job_keeps_how_it_stands_after_it_and_the_same_day_one_line() -> None:
    book = workbook()
    book = play_in_memory(book, kept(book, answering(book, 2, "Held by a partner"), on(12)))
    assert lines(book) == [{"day": date(2026, 11, 12), "use_now": 1, "take": 1, "partner": 1}]
    book = play_in_memory(book, kept(book, answering(book, 2, "Available now"), on(12)))
    assert lines(book) == [{"day": date(2026, 11, 12), "use_now": 2, "take": 1}]
    book = play_in_memory(book, kept(book, answering(book, 1, "Not applicable"), on(20)))
    assert lines(book)[1] == {"day": date(2026, 11, 20), "use_now": 2, "not_ours": 1}


def test_rows_a_job_adds_count_and_words_as_they_are_typed() -> None:
    book = workbook()
    table = read_tables(book, layout("borough")).tables["availability"]
    added: list[Value] = [None] * table.width
    for name, value in (("metric_id", "LOC-001"), ("status", "available NOW")):
        added[table.columns[name] - table.first_column] = value
    more = AppendRows(table.name, table.sheet, table.last_row + 1, table.first_column, (tuple(added),), "a test")
    patch = answering(book, 0, "Available now ") + Patch((more,))
    after = play_in_memory(book, kept(book, patch, on(12)))
    # A stray space is no word of the list for a formula either.
    assert lines(after) == [{"day": date(2026, 11, 12), "use_now": 1, "take": 1, "unanswered": 2}]


def test_what_changes_nothing_keeps_nothing_and_an_older_workbook_does_without() -> None:
    book = workbook()
    assert not kept(book, Patch(), on(12))
    tables = {name: table for name, table in book.tables.items() if name != "tblProgress"}
    sheets = {name: sheet for name, sheet in book.sheets.items() if name != "Progress"}
    older = replace(book, tables=tables, sheets=sheets)
    patch = answering(older, 0, None)
    assert kept(older, patch, on(12)) == patch


def test_every_job_that_writes_keeps_it_and_undo_counts_anew() -> None:
    book = workbook()
    for name, expected in (("check", 1), ("undo", 1)):
        result = run_job(job(name), book, Around(datetime(2026, 11, 12, 10, 0)))
        book = play_in_memory(book, result.patch)
        assert len(lines(book)) == expected, name
    changes = read_tables(book, layout("borough")).tables["changes"]
    assert all(row.text("sheet") != "Progress" for row in changes.rows)
    assert standing("", "") == "Nothing known yet"
    assert CellRef("Progress", 6, 1) == read_tables(book, layout("borough")).tables["progress"].cell(6, "day")
