"""Whatever has happened to a workbook, a job answers in sentences, and its patch can be played."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Area, Book
from tests.jobs.small import LATER, borough_at, central_at, context
from tests.workbooks import play_in_memory

BOOK, CENTRAL = borough_at(), central_at()
REFRESHED = play_in_memory(BOOK, refresh(BOOK, CENTRAL, context()).patch)
TABLES = sorted(BOOK.tables)


def without_table(book: Book, name: str) -> Book:
    return replace(book, tables={key: one for key, one in book.tables.items() if key != name})


def without_sheet(book: Book, name: str) -> Book:
    sheet = book.tables[name].sheet
    kept = {key: one for key, one in book.sheets.items() if key != sheet}
    return replace(without_table(book, name), sheets=kept)


def heading_lost(book: Book, name: str, place: int) -> Book:
    entry = book.tables[name]
    at = place % len(entry.headings)
    headings = (*entry.headings[:at], f"Column{at}", *entry.headings[at + 1 :])
    sheet = book.sheets[entry.sheet]
    row = {**sheet.rows[entry.area.first_row], entry.area.first_column + at: f"Column{at}"}
    sheet = replace(sheet, rows={**sheet.rows, entry.area.first_row: row})
    sheets = {**book.sheets, entry.sheet: sheet}
    return replace(book, sheets=sheets, tables={**book.tables, name: replace(entry, headings=headings)})


def emptied(book: Book, name: str) -> Book:
    """Everything under the headings deleted, and the table pulled up to one row."""
    entry = book.tables[name]
    sheet = book.sheets[entry.sheet]
    rows = {number: cells for number, cells in sheet.rows.items() if number <= entry.area.first_row}
    area = replace(entry.area, last_row=entry.area.first_row + 1)
    sheets = {**book.sheets, entry.sheet: replace(sheet, rows=rows)}
    return replace(book, sheets=sheets, tables={**book.tables, name: replace(entry, area=area)})


def crowded(book: Book, name: str) -> Book:
    entry = book.tables[name]
    sheet = book.sheets[entry.sheet]
    rows = {**sheet.rows, entry.area.last_row + 2: {entry.area.first_column: "a remark"}}
    return replace(book, sheets={**book.sheets, entry.sheet: replace(sheet, rows=rows)})


def with_totals(book: Book, name: str) -> Book:
    entry = book.tables[name]
    area = Area(*(getattr(entry.area, edge) for edge in ("first_row", "first_column", "last_row", "last_column")))
    return replace(book, tables={**book.tables, name: replace(entry, area=area, has_totals=True)})


@st.composite
def damaged(draw, book: Book) -> Book:
    deeds = [without_table, without_sheet, emptied, crowded, with_totals, heading_lost]
    for _ in range(draw(st.integers(1, 4))):
        name, deed = draw(st.sampled_from(TABLES)), draw(st.sampled_from(deeds))
        if name not in book.tables:
            continue
        book = deed(book, name, draw(st.integers(0, 30))) if deed is heading_lost else deed(book, name)
    return book


CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(damaged(BOOK))
def test_a_damaged_workbook_is_refreshed_as_far_as_it_goes(book):
    result = refresh(book, CENTRAL, context())
    after = play_in_memory(book, result.patch)
    assert len(refresh(after, CENTRAL, context(LATER)).patch) == 0
    assert result.summary


@CALM
@given(damaged(REFRESHED))
def test_undo_takes_back_what_it_can_find_in_a_damaged_workbook(book):
    result = undo(book, context(LATER))
    play_in_memory(book, result.patch)
    assert result.summary


@CALM
@given(damaged(BOOK))
def test_a_damaged_workbook_is_checked_and_checking_again_changes_nothing(book):
    after = play_in_memory(book, check(book, context()).patch)
    assert len(check(after, context(LATER)).patch) == 0
