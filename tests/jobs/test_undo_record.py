"""Undo works from a sheet nobody sees: whatever is done to Changes, and in workbooks made before there was one."""

from dataclasses import replace

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.change_log import lines_of
from outcomes_xl.jobs.changed import changed
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import OURS, questions
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, FoldRows, SetCell
from outcomes_xl.workflows.closed_workbook import do_job
from tests.built import borough_workbook
from tests.jobs.small import LATER, NOW, borough_at, central_at, context
from tests.workbooks import cell_of, play_in_memory, with_cell

CENTRAL = central_at()
OWN = ("Findings", "Changes", "Undo record")


def before_there_was_one(book: Book) -> Book:
    """The workbook as it was made before: no hidden sheet, and Changes without the columns that came with it."""
    return replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Undo record"},
        tables={name: table for name, table in book.tables.items() if name != "tblUndo"},
    )


def refreshed(book: Book) -> Book:
    return play_in_memory(book, refresh(book, CENTRAL, context()).patch)


def undone(book: Book) -> Book:
    return play_in_memory(book, undo(book, context(LATER)).patch)


def content(book: Book) -> dict:
    return {name: sheet.rows for name, sheet in book.sheets.items() if name not in OWN}


def cleared(book: Book, keep: int) -> Book:
    """The workbook after an officer has deleted all lines of Changes but the first ones."""
    entry, sheet = book.tables["tblChanges"], book.sheets["Changes"]
    last = entry.area.first_row + max(keep, 1)
    rows = {number: cells for number, cells in sheet.rows.items() if number <= entry.area.first_row + keep}
    tables = {**book.tables, "tblChanges": replace(entry, area=replace(entry.area, last_row=last))}
    return replace(book, sheets={**book.sheets, "Changes": replace(sheet, rows=rows)}, tables=tables)


@pytest.mark.parametrize("keep", [0, 1, 5])
def test_deleting_lines_of_changes_takes_nothing_from_undo(keep):
    book = cleared(refreshed(borough_at()), keep)
    assert content(undone(book)) == content(borough_at())


def test_after_all_lines_are_deleted_the_next_run_has_a_number_of_its_own():
    book = cleared(refreshed(borough_at()), 0)
    typed = with_cell(book, "framework", "MET-001", "metric", "In our own words")
    again = refreshed(typed)
    assert {row["run"] for row in read_borough(again).tables["changes"]} == {2}


def test_sorting_changes_takes_nothing_from_undo_and_each_line_is_marked():
    book = refreshed(borough_at())
    table, cells = read_borough(book).tables["changes"], book.sheets["Changes"].rows
    numbers = [row.number for row in table]
    turned = {**cells, **dict(zip(numbers, [cells[number] for number in reversed(numbers)], strict=True))}
    after = undone(replace(book, sheets={**book.sheets, "Changes": replace(book.sheets["Changes"], rows=turned)}))
    assert content(after) == content(borough_at())
    assert {row["undone"] for row in read_borough(after).tables["changes"] if row["job"] != "Undo"} == {
        "2026-11-23 09:30"
    }


def test_a_line_of_which_one_cell_was_edited_since_says_so_and_the_others_are_put_back():
    book = with_cell(refreshed(borough_at()), "start", "Release in use", "answer", "mine")
    rows = read_borough(undone(book)).tables["changes"]
    told = {row["about"]: row["undone"] for row in rows if row["sheet"] == "Start"}
    assert told["Release in use"] == "left as edited since"
    assert told["Last refreshed"] == "2026-11-23 09:30"


def test_a_workbook_made_before_keeps_its_records_on_changes_and_is_undone():
    old = before_there_was_one(borough_at())
    book = refreshed(old)
    assert "Undo record" not in book.sheets
    assert all(row["record"] for row in read_borough(book).tables["changes"] if row["cell"])
    assert content(undone(book)) == content(old)


def test_a_workbook_that_is_given_the_hidden_sheet_still_undoes_what_was_done_before():
    before = refreshed(before_there_was_one(borough_at()))
    empty = borough_at()
    carried = replace(
        before,
        sheets={**before.sheets, "Undo record": empty.sheets["Undo record"]},
        tables={**before.tables, "tblUndo": empty.tables["tblUndo"]},
    )
    assert content(undone(carried)) == content(borough_at())


def test_a_question_is_still_answered_on_changes_and_taken_back_with_its_run():
    typed = with_cell(refreshed(borough_at()), "framework", "MET-001", "metric", "In our own words")
    asked = refreshed(typed)
    changes = read_borough(asked).tables["changes"]
    (question,) = questions(changes)
    answered = play_in_memory(asked, [SetCell(changes.cell(question.row, "decision"), None, OURS, "an officer")])
    decided = play_in_memory(answered, decide(answered, context()).patch)
    (settled,) = questions(read_borough(decided).tables["changes"])
    assert settled.kept_ours
    (again,) = questions(read_borough(undone(decided)).tables["changes"])
    assert again.settled == ""
    assert cell_of(undone(decided), "framework", "MET-001", "metric") == "In our own words"


def test_what_changed_tells_every_cell_though_changes_tells_every_row():
    book = refreshed(borough_at())
    lines = changed(book, context()).lines
    tables = read_borough(book).tables
    done = [line for line in lines if line.cell]
    assert len(done) == len(tables["undo"]) > len([row for row in tables["changes"] if row["cell"]])


def test_the_run_before_is_folded_and_a_question_that_waits_stays_in_sight():
    typed = with_cell(refreshed(borough_at()), "framework", "MET-001", "metric", "In our own words")
    asked = refreshed(typed)
    fixable = with_cell(asked, "availability", "MET-002", "status", "Availble now")
    result = check(fixable, context(), apply_fixes=True)
    folds = [change for change in result.patch if isinstance(change, FoldRows)]
    changes = read_borough(asked).tables["changes"]
    last_run = {row.number for row in changes if row["run"] == 2}
    (question,) = questions(changes)
    folded = {number for one in folds for number in range(one.first, one.last + 1)}
    assert folded == last_run - {question.row.number}


def test_a_folded_log_is_no_finding_and_stays_undoable_in_a_closed_file(tmp_path):
    path = tmp_path / "Merton.xlsx"
    framework = load_framework()
    answers = {"availability": {"MET-001": {"status": "Availble now"}, "MET-002": {"status": "Not colected"}}}
    path.write_bytes(borough_workbook(framework, "Merton", entries=answers))
    do_job("check", path, NOW, apply_fixes=True)
    assert not files.read(path).sheets["Changes"].hidden_rows
    do_job("undo", path, NOW)
    assert folded_runs(path) == {1}
    do_job("check", path, NOW)
    assert folded_runs(path) == {1}
    do_job("check", path, NOW, apply_fixes=True)
    assert folded_runs(path) == {1, 2, 3}
    assert not [one for one in do_job("check", path, NOW).result.findings if one.cell.sheet == "Changes"]


def folded_runs(path):
    book = files.read(path)
    hidden = book.sheets["Changes"].hidden_rows
    runs = {row.number: row["run"] for row in read_borough(book).tables["changes"]}
    folded = {run for number, run in runs.items() if number in hidden}
    assert not folded & {run for number, run in runs.items() if number not in hidden}
    return folded


def test_a_published_figure_is_said_as_its_cell_shows_it_and_an_officers_as_typed():
    book = with_cell(borough_at(), "availability", "MET-001", "latest_figure", 0.21987)
    reading = read_borough(book)
    table, row = reading.tables["availability"], reading.tables["availability"].rows[0].number
    figures = {table.cell(row, "found_figure"): 54.60734, table.cell(row, "latest_figure"): 0.21987}
    lines = [*lines_of([SetCell(cell, None, figure, "looked") for cell, figure in figures.items()], book, reading)]
    assert [line.after for line in lines] == ["54.61", "0.21987"]
    assert "54.60734" in lines[0].record
