"""Two promises for any patch: only what it says changes, and its undo leaves the workbook as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.hosts import desktop
from outcomes_xl.model import CellRef, Patch, SetCell, Value
from outcomes_xl.model.cell_values import same
from tests.routes import stand_in_com as com

SHEET = "Targets"
words = st.one_of(
    st.sampled_from(["2024/25", "5-9", "1/4", "=A1", "-", "+44", "'s", "''", "TRUE", "1E5", " 7 ", "0", "#N/A", "12%"]),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=300),
)
values = st.one_of(
    words,
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-6),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
)
places = st.tuples(st.integers(1, 9), st.integers(1, 6))


@settings(max_examples=150, deadline=None)
@given(
    before=st.dictionaries(places, values, min_size=1, max_size=20), wanted=st.dictionaries(places, st.none() | values)
)
def test_a_patch_changes_what_it_says_and_its_undo_brings_everything_back(
    before: dict[tuple[int, int], Value], wanted: dict[tuple[int, int], Value]
) -> None:
    com.install()
    workbook = com.Workbook(com.Application())
    sheet = workbook.sheet(SHEET)
    for (row, column), value in before.items():
        sheet.put(row, column, value, form="@" if isinstance(value, str) else "General")
    book = com.xlwings_book(workbook)
    first = desktop.read(book)
    patch = Patch.of(
        SetCell(CellRef(SHEET, row, column), first.value(CellRef(SHEET, row, column)), after, "a test")
        for (row, column), after in wanted.items()
    )
    desktop.play(book, patch)
    second = desktop.read(book)
    for row, column in {(r, c) for r in range(1, 10) for c in range(1, 7)}:
        cell = CellRef(SHEET, row, column)
        expected: Any = wanted.get((row, column), first.value(cell))
        assert same(second.value(cell), expected), (cell.a1, second.value(cell), expected)
    desktop.play(book, patch.inverse())
    third = desktop.read(book)
    assert third.sheets[SHEET].rows == first.sheets[SHEET].rows
    assert third.sheets[SHEET].formulas == {}


def test_a_cell_between_two_written_ones_that_is_filled_meanwhile_stands() -> None:
    com.install()
    workbook = com.Workbook(com.Application())
    sheet = workbook.sheet(SHEET)
    sheet.put(1, 1, "a")
    book = com.xlwings_book(workbook)
    patch = Patch.of(
        SetCell(CellRef(SHEET, 1, column), "a" if column == 1 else None, "b", "a test") for column in (1, 3)
    )
    desktop.play(book, patch, lambda sentence: sheet.put(1, 2, "hers"))
    assert desktop.read(book).sheets[SHEET].rows == {1: {1: "b", 2: "hers", 3: "b"}}


def test_a_sheet_renamed_after_the_job_looked_is_written_to_under_its_new_name_and_no_other() -> None:
    com.install()
    workbook = com.Workbook(com.Application())
    first, second = workbook.sheet(SHEET), workbook.sheet("Sources")
    first.put(1, 1, "a")
    second.put(1, 1, "a")
    book = com.xlwings_book(workbook)
    met: desktop.Handles = {}
    desktop.read(book, handles=met)
    book.sheets[SHEET].name = "Plan"
    book.sheets["Sources"].name = SHEET
    desktop.play(book, Patch.of([SetCell(CellRef(SHEET, 1, 1), "a", "b", "a test")]), handles=met)
    assert {name: sheet.rows for name, sheet in desktop.read(book).sheets.items()} == {
        "Plan": {1: {1: "b"}},
        SHEET: {1: {1: "a"}},
    }
