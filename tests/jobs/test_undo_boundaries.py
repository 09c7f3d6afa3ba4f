"""What undo takes back and what it leaves, at the edges: which run, which row, and what stands there already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import AddSheet, Book, NewSheet, Patch, Result
from tests.jobs.releases import A, B, Edit, central, contents_at, edited
from tests.jobs.small import LATER, borough_at, context
from tests.workbooks import cell_of, play_in_memory, with_cell

WAS = contents_at(A)
BOOK = borough_at(A)
ONE, OTHER = "MET-002", "MET-003"
REWORDED = edited(WAS, [Edit("framework", ONE, "metric", "Reworded"), Edit("framework", OTHER, "metric", "Also")])
AT_B = central({A: WAS, B: REWORDED})
GROWN = {**WAS, "framework": {**WAS["framework"], "MET-900": {**WAS["framework"][ONE], "metric_id": "MET-900"}}}


def refreshed(book: Book, source: Book = AT_B) -> Book:
    return play_in_memory(book, refresh(book, source, context()).patch)


def undone(book: Book) -> tuple[Result, Book]:
    result = undo(book, context(LATER))
    return result, play_in_memory(book, result.patch)


def marks(book: Book) -> dict[str, str]:
    """What Changes says in its column undone, by the cell the line is about."""
    return {f"{row['sheet']}!{row['cell']}": row.text("undone") for row in read_borough(book).tables["changes"]}


def place(book: Book, metric: str) -> str:
    table = read_borough(book).tables["framework"]
    row = next(row for row in table if row["metric_id"] == metric)
    return f"Framework!{table.cell(row, 'metric').a1}"


def test_a_refresh_that_only_asked_is_not_what_undo_takes_back() -> None:
    ours = with_cell(refreshed(BOOK), "framework", ONE, "metric", "In our own words")
    result, _ = undone(refreshed(ours))
    assert result.summary.startswith("Took back Refresh mapping tabs (run 1): ")


def test_a_cell_that_says_the_old_words_again_already_is_neither_changed_nor_left() -> None:
    old = cell_of(BOOK, "framework", ONE, "metric")
    book = with_cell(refreshed(BOOK), "framework", ONE, "metric", old)
    result, after = undone(book)
    assert result.findings == ()
    assert "left" not in result.summary
    assert marks(after)[place(BOOK, ONE)] == "2026-11-23 09:30"
    assert cell_of(after, "framework", OTHER, "metric") == cell_of(BOOK, "framework", OTHER, "metric")


def test_each_line_says_whether_it_was_taken_back_or_left() -> None:
    book = with_cell(refreshed(BOOK), "framework", ONE, "metric", "In our own words")
    result, after = undone(book)
    assert (marks(after)[place(BOOK, ONE)], marks(after)[place(BOOK, OTHER)]) == (
        "left as edited since",
        "2026-11-23 09:30",
    )
    assert [finding.rule for finding in result.findings] == ["UN01"]
    assert "; 1 change left, because of later edits." in result.summary


def test_a_column_somebody_took_out_is_named_and_the_rest_is_put_back() -> None:
    book = refreshed(BOOK)
    entry, sheet = book.tables["tblFramework"], book.sheets["Framework"]
    table = read_borough(book).tables["framework"]
    column, heading = table.columns["metric"], table.heading_row
    rows = {**sheet.rows, heading: {**sheet.rows[heading], column: "Ours"}}
    headings = tuple("Ours" if at == column - table.first_column else one for at, one in enumerate(entry.headings))
    without = replace(
        book,
        sheets={**book.sheets, "Framework": replace(sheet, rows=rows)},
        tables={**book.tables, "tblFramework": replace(entry, headings=headings)},
    )
    result, after = undone(without)
    assert {finding.rule for finding in result.findings} == {"UN03"}
    assert cell_of(after, "start", "Release in use", "answer") == A


def test_rows_above_a_totals_row_are_left_and_named() -> None:
    book = refreshed(BOOK, central({A: WAS, B: GROWN}))
    entry, sheet = book.tables["tblFramework"], book.sheets["Framework"]
    last = entry.area.last_row + 1
    total = replace(entry, area=replace(entry.area, last_row=last), has_totals=True)
    rows = {**sheet.rows, last: {1: "Total"}}
    with_total = replace(
        book,
        sheets={**book.sheets, "Framework": replace(sheet, rows=rows)},
        tables={**book.tables, "tblFramework": total},
    )
    result, after = undone(with_total)
    assert "MET-900" in [row["metric_id"] for row in read_borough(after).tables["framework"]]
    (finding,) = [one for one in result.findings if one.cell.sheet == "Framework"]
    assert (finding.rule, finding.found) == ("UN02", "MET-900")
    assert "its table has a totals row now" in finding.message


def test_rows_in_what_is_no_longer_an_excel_table_are_left_and_named() -> None:
    book = refreshed(BOOK, central({A: WAS, B: GROWN}))
    plain = replace(book, tables={name: one for name, one in book.tables.items() if name != "tblFramework"})
    result, after = undone(plain)
    (finding,) = [one for one in result.findings if one.cell.sheet == "Framework"]
    assert (finding.rule, finding.found) == ("UN02", "MET-900")
    assert "its cells are no longer an Excel table" in finding.message
    assert after.sheets["Framework"].rows == plain.sheets["Framework"].rows


def test_added_rows_that_were_sorted_among_themselves_are_taken_away() -> None:
    two = {**GROWN["framework"], "MET-901": {**WAS["framework"][OTHER], "metric_id": "MET-901"}}
    book = refreshed(BOOK, central({A: WAS, B: {**GROWN, "framework": two}}))
    table, sheet = read_borough(book).tables["framework"], book.sheets["Framework"]
    last = table.rows[-1].number
    rows = {**sheet.rows, last: sheet.rows[last - 1], last - 1: sheet.rows[last]}
    result, after = undone(replace(book, sheets={**book.sheets, "Framework": replace(sheet, rows=rows)}))
    assert [finding for finding in result.findings if finding.cell.sheet == "Framework"] == []
    assert str(after.tables["tblFramework"].area) == str(BOOK.tables["tblFramework"].area)


@pytest.mark.parametrize("sheet", ["Framework", "Start"])
def test_a_sheet_whose_name_has_an_apostrophe_is_put_back_too(sheet: str) -> None:
    name = f"Children's {sheet}"
    sheets = {}
    for key, one in BOOK.sheets.items():
        sheets[name if key == sheet else key] = replace(one, name=name) if key == sheet else one
    tables = {key: replace(one, sheet=name) if one.sheet == sheet else one for key, one in BOOK.tables.items()}
    result, after = undone(refreshed(replace(BOOK, sheets=sheets, tables=tables)))
    assert result.findings == ()
    assert cell_of(after, "framework", ONE, "metric") == cell_of(BOOK, "framework", ONE, "metric")
    assert cell_of(after, "start", "Release in use", "answer") == A


def test_the_id_itself_is_put_back_at_its_address() -> None:
    book = with_cell(refreshed(BOOK), "framework", ONE, "metric_id", None)
    result, after = undone(book)
    assert {finding.rule for finding in result.findings} == {"UN03"}
    assert cell_of(after, "framework", OTHER, "metric") == cell_of(BOOK, "framework", OTHER, "metric")


# Sheets a job has made ----------------------------------------------------------------------------------------------

MADE = NewSheet("Extra", "A list", "What this is for.", "tblExtra", ("One", "Two"), (10, 10), (("a", 1), ("b", None)))


def with_sheet() -> Book:
    made = Result((), Patch.of([AddSheet(MADE, "a list was asked for")]), "")
    return play_in_memory(BOOK, logged(made, "Some job", BOOK, read_borough(BOOK), context()).patch)


def typed(book: Book, row: int, column: int, value: object) -> Book:
    sheet = book.sheets["Extra"]
    rows = {**sheet.rows, row: {**sheet.rows.get(row, {}), column: value}}
    return replace(book, sheets={**book.sheets, "Extra": replace(sheet, rows=rows)})  # type: ignore[arg-type]


def test_a_sheet_nobody_has_worked_in_is_taken_away() -> None:
    result, after = undone(with_sheet())
    assert "Extra" not in after.sheets
    assert result.findings == ()
    assert result.summary == "Took back Some job (run 1): 0 cells put back, 0 rows removed, 1 sheet removed."


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [(1, 1, "Our list"), (2, 1, None), (4, 2, "2"), (5, 1, "ours"), (6, 2, 0), (7, 1, "c"), (40, 9, "a note")],
)
def test_a_sheet_somebody_has_worked_in_stays_and_is_named(row: int, column: int, value: object) -> None:
    result, after = undone(typed(with_sheet(), row, column, value))
    assert after.sheets["Extra"].value(row, column) == value
    (finding,) = result.findings
    assert (finding.rule, str(finding.cell)) == ("UN02", "'Extra'!A1")
    assert "somebody has worked in it since" in finding.message


def test_a_sheet_somebody_has_taken_out_is_nothing_to_speak_of() -> None:
    book = with_sheet()
    gone = replace(book, sheets={name: sheet for name, sheet in book.sheets.items() if name != "Extra"})
    result, after = undone(gone)
    assert (result.findings, after.sheets.keys()) == ((), gone.sheets.keys())
