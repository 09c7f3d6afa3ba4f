"""Two promises for any patch: it changes what it says and nothing else, and its undo leaves the workbook as it was."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.hosts import files
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, ErrorValue, NewSheet, Patch, SetCell, Value
from tests.hosts.made import SHEET, TABLE, everything

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    TEXTS,
    st.sampled_from(["=1+1", "-", "N/A", "001", " x ", "a\r\nb", "_x000D_", "1.5"]),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(lambda found: found.replace(microsecond=0)),
    st.times().map(lambda found: found.replace(microsecond=0)),
    st.sampled_from(["#N/A", "#DIV/0!", "#REF!"]).map(ErrorValue),
)
PLACES = st.one_of(
    st.tuples(st.just(SHEET), st.integers(5, 7), st.integers(2, 5)),
    st.tuples(st.just(SHEET), st.integers(14, 30), st.integers(1, 30)),
    st.tuples(st.just("Lists"), st.integers(1, 6), st.integers(1, 4)),
)
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES, st.none()), min_size=1, max_size=2)


@st.composite
def patches(draw: st.DrawFn, book: Book) -> Patch:
    """Draw a patch whose changes expect what stands in the workbook."""
    cells = draw(st.dictionaries(PLACES, VALUES, max_size=8))
    changes = [SetCell(CellRef(*place), book.value(CellRef(*place)), value, "a test") for place, value in cells.items()]
    patch = Patch.of(changes)
    if draw(st.booleans()):
        rows = tuple(draw(ROWS))
        patch += Patch.of([AppendRows(TABLE, SHEET, 8, 2, rows, "a test")])
    if draw(st.booleans()):
        rows = tuple((row[0], row[1]) for row in draw(ROWS))
        new = NewSheet("Findings", "Findings", "What was found.", "tblFindings", ("Rule", "Found"), (10, 40), rows)
        patch += Patch.of([AddSheet(new, "a test")])
    return patch


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_patch_and_its_undo_leave_the_workbook_as_it_was(data: st.DataObject) -> None:
    before = files.read_bytes(everything(), "x.xlsx")
    patch = data.draw(patches(before))
    after = files.play(everything(), patch)  # proved: this alone says that nothing else changed
    undone = files.read_bytes(files.play(after, patch.inverse()), "x.xlsx")
    assert undone == before


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_patch_played_twice_is_refused_or_changes_nothing_more(data: st.DataObject) -> None:
    before = files.read_bytes(everything(), "x.xlsx")
    patch = Patch.of(change for change in data.draw(patches(before)) if isinstance(change, SetCell))
    after = files.play(everything(), patch)
    again = Patch.of(SetCell(change.cell, change.after, change.after, "t") for change in patch)  # type: ignore[union-attr]
    assert files.read_bytes(files.play(after, again), "x.xlsx") == files.read_bytes(after, "x.xlsx")


def test_a_time_of_day_survives() -> None:
    patch = Patch.of([SetCell(CellRef("Lists", 6, 1), None, time(23, 59, 59), "t")])
    assert files.read_bytes(files.play(everything(), patch), "x").value(CellRef("Lists", 6, 1)) == time(23, 59, 59)
