"""Take suggestions: blank statuses are filled from what was found; what somebody answered stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.suggestions import suggestions
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, CellRef, SetCell
from outcomes_xl.model.cannot_use import CannotUse
from tests.jobs.small import LATER, context
from tests.workbooks import borough_book, play_in_memory, with_cell

START = "| setting | answer |\n| Borough code | E09000024 |"
COLUMNS = "| metric_id | metric | status | holder | suggested_status |"
THREE = """
    | MET-001 | Looked after |               | Social care | Available now |
    | MET-002 | Re-referrals | Not collected |             | Available now |
    | MET-003 | GLD          |               |             |               |
"""


def workbook(rows: str = THREE) -> Book:
    return borough_book({"start": START, "availability": COLUMNS + "\n" + rows.strip()})


def statuses(book: Book) -> list[object]:
    return [row["status"] for row in read_borough(book).tables["availability"]]


def place_of(book: Book, name: str) -> CellRef:
    """The cell of a field of the first metric."""
    table = read_borough(book).tables["availability"]
    return table.cell(table.rows[0], name)


def filled(book: Book) -> list[SetCell]:
    return [
        one
        for one in suggestions(book, context()).patch
        if isinstance(one, SetCell) and one.cell.sheet not in ("Changes", "Undo record")
    ]


def test_a_blank_status_takes_the_suggestion_and_an_answer_stays():
    book = workbook()
    result = suggestions(book, context())
    assert statuses(play_in_memory(book, result.patch)) == ["Available now", "Not collected", None]
    assert result.findings == ()
    assert result.summary == (
        "1 blank status filled from what was found: 1 Available now. These are “Looked after”. "
        "1 status stood there already and stayed. "
        "1 blank has no suggestion: answer it yourself, or press Check data availability first. "
        "Look them over; Undo last job takes them back."
    )


def test_only_the_status_is_written_and_each_is_listed_on_changes():
    book = workbook()
    (change,) = filled(book)
    assert change.cell == place_of(book, "status")
    assert (change.before, change.after) == (None, "Available now")
    assert change.because == "Suggested by what was found"
    after = play_in_memory(book, suggestions(book, context()).patch)
    (line,) = read_borough(after).tables["changes"].rows
    assert (line["job"], line["sheet"], line["after"]) == ("Take suggestions", "Data availability", "Available now")


FOUND = "| metric_id | metric | status | latest_period | suggested_status | found | found_period |"
FIVE = f"""{FOUND}
 | MET-001 | A plain figure | | | Available now | Found | 2024/25 |
 | MET-002 | One of our own | | 2023/24 | Available now | Found | 2024/25 |
 | MET-003 | A sum of parts | | | Available, needs work | Found, partial sum | 2024/25 |
 | MET-004 | A withheld one | | | Available, needs work | Published, but withheld for your borough | 2024/25 |
 | MET-005 | Answered before | Available now | | Available now | Found | 2024/25 |
"""


def test_the_period_that_was_found_comes_with_the_status_and_what_is_no_plain_figure_is_said():
    book = borough_book({"start": START, "availability": FIVE.strip()})
    result = suggestions(book, context())
    after = play_in_memory(book, result.patch)
    rows = read_borough(after).tables["availability"]
    assert [row["latest_period"] for row in rows] == ["2024/25", "2023/24", "2024/25", None, None]
    assert (
        "In 2 of them it is no plain figure, and Evidence says why: 1 “Found, partial sum” and "
        "1 “Published, but withheld for your borough”. 2 latest periods filled too, with the period that was found."
    ) in result.summary
    assert "AV06" not in [one.rule for one in check(after, context()).findings if one.cell.row == rows.rows[0].number]
    told = [row.text("because") for row in read_borough(after).tables["changes"]]
    assert "Suggested by what was found (Found, partial sum)" in told
    back = play_in_memory(after, undo(after, context(LATER)).patch)
    assert [row["latest_period"] for row in read_borough(back).tables["availability"]] == [
        None, "2023/24", None, None, None,
    ]  # fmt: skip


def test_taking_and_undoing_leaves_the_workbook_as_it_was():
    book = workbook()
    taken = play_in_memory(book, suggestions(book, context()).patch)
    back = play_in_memory(taken, undo(taken, context(LATER)).patch)
    assert {name: sheet.rows for name, sheet in back.sheets.items() if name not in ("Changes", "Undo record")} == {
        name: sheet.rows for name, sheet in book.sheets.items() if name not in ("Changes", "Undo record")
    }


def test_a_status_changed_since_stays_when_it_is_undone():
    book = workbook()
    taken = play_in_memory(book, suggestions(book, context()).patch)
    edited = with_cell(taken, "availability", "MET-001", "status", "Held by a partner")
    assert statuses(play_in_memory(edited, undo(edited, context(LATER)).patch))[0] == "Held by a partner"


def test_taking_twice_changes_nothing_the_second_time():
    book = workbook()
    result = suggestions(play_in_memory(book, suggestions(book, context()).patch), context())
    assert (len(result.patch), result.summary.split(",")[0]) == (0, "No blank status has a suggestion")


def test_a_suggestion_that_is_no_status_is_told_of_and_not_taken():
    book = workbook("| MET-001 | Looked after | | | yes |")
    result = suggestions(book, context())
    assert not result.patch
    (finding,) = result.findings
    assert finding.message == f"“yes” stands in {finding.cell.a1}, where a suggested status belongs. It was not taken."
    assert finding.cell == place_of(book, "suggested_status")


def test_a_status_filled_in_a_hidden_row_is_told_of():
    book = workbook()
    place = place_of(book, "status")
    sheet = replace(book.sheets[place.sheet], hidden_rows=frozenset({place.row}), filtered=True)
    (finding,) = suggestions(replace(book, sheets={**book.sheets, place.sheet: sheet}), context()).findings
    assert finding.message == f"{place.a1} was filled from what was found, in a row that is hidden or filtered away."


def test_a_formula_in_the_status_and_a_retired_metric_are_left():
    book = workbook()
    place = place_of(book, "status")
    sheet = replace(book.sheets[place.sheet], formulas={(place.row, place.column): '=""'})
    assert filled(replace(book, sheets={**book.sheets, place.sheet: sheet})) == []
    retired = "| metric_id | metric | state |\n| MET-001 | Looked after | Retired |"
    both = borough_book({"start": START, "framework": retired, "availability": COLUMNS + "\n" + THREE.strip()})
    assert filled(both) == []
    assert "1 retired metric left blank." in suggestions(both, context()).summary


def test_without_a_column_it_says_which_and_what_next():
    book = workbook()
    place = place_of(book, "suggested_status")
    heading = CellRef(place.sheet, place.row - 1, place.column)
    gone = play_in_memory(book, [SetCell(heading, "Suggested status", "Something else", "an officer")])
    table = gone.tables["tblAvailability"]
    headings = tuple("Something else" if one == "Suggested status" else one for one in table.headings)
    gone = replace(gone, tables={**gone.tables, "tblAvailability": replace(table, headings=headings)})
    with pytest.raises(CannotUse, match="The column “Suggested status” on Data availability is not there"):
        suggestions(gone, context())


WORDS = ["", "Available now", "Not collected", "Not yet assessed", "Held by a partner", "ask Ann"]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), min_size=1, max_size=8))
def test_nothing_typed_is_ever_lost(rows: list[tuple[str, str]]):
    text = "\n".join(f"| MET-{n:03} | Metric {n} | {typed} | | {hint} |" for n, (typed, hint) in enumerate(rows, 1))
    book = workbook(text)
    after = statuses(play_in_memory(book, suggestions(book, context()).patch))
    for (typed, hint), now in zip(rows, after, strict=True):
        assert now == (typed or (hint if hint in WORDS[1:5] else None) or None)
