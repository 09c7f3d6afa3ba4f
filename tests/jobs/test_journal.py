"""Every change has its line on the Changes sheet, from which it can be taken back exactly."""

from dataclasses import replace

from outcomes_xl.jobs.change_log import CONTINUED, kept_lines, logged
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import AddSheet, AppendRows, NewSheet, Patch, Result, SetCell
from outcomes_xl.model.cell_refs import LONGEST_TEXT
from outcomes_xl.model.cell_values import decode
from tests.jobs.small import context
from tests.workbooks import borough_book, play_in_memory

ROW = "| metric_id | status | note |\n| MET-001 | Not collected | |"


def lines_after(book, *changes):
    reading = read_borough(book)
    result = logged(Result((), Patch(changes), ""), "Check", book, reading, context())
    played = play_in_memory(book, result.patch)
    return played, read_borough(played).tables["changes"]


def note_cell(book):
    found = read_borough(book).tables["availability"]
    return found.cell(found.rows[0], "note")


def test_a_cell_that_was_set_has_a_line_an_officer_can_read():
    book = borough_book({"availability": ROW})
    _, changes = lines_after(book, SetCell(note_cell(book), None, "We asked in May", "an offer"))
    (row,) = changes
    shown = [row[name] for name in ("run", "done_at", "job", "change", "sheet", "cell", "before", "after", "because")]
    assert shown == [
        1, "2026-11-22 14:05", "Check", "filled in", "Data availability", "N6", None, "We asked in May", "an offer",
    ]  # fmt: skip
    assert row["record"] == (
        '{"set":{"table":"availability","field":"note","id":"MET-001"},"before":null,"after":"We asked in May"}'
    )


def test_runs_are_numbered_and_lines_added_below_the_earlier_ones():
    book = borough_book({"availability": ROW})
    book, _ = lines_after(book, SetCell(note_cell(book), None, "one", ""))
    book, changes = lines_after(book, SetCell(note_cell(book), "one", "two", ""))
    assert [(row["run"], row["after"]) for row in changes] == [(1, "one"), (2, "two")]


def test_an_added_row_is_kept_by_its_fields():
    book = borough_book({"availability": ROW})
    found = read_borough(book).tables["availability"]
    values = ("MET-002", *[None] * (found.width - 1))
    change = AppendRows(found.name, found.sheet, found.last_row + 1, found.first_column, (values,), "new")
    _, changes = lines_after(book, change)
    assert changes.rows[0]["record"] == '{"add":"availability","row":{"metric_id":"MET-002"}}'


def test_a_long_text_is_cut_for_showing_and_whole_in_the_record():
    book = borough_book({"availability": ROW})
    long = "\u201cé\u201d" * 10_000
    _, changes = lines_after(book, SetCell(note_cell(book), None, long, ""))
    assert len(changes.rows[0]["after"]) == 250
    assert all(len(str(row["record"])) < LONGEST_TEXT for row in changes)
    assert [row["change"] for row in changes][1:] == [CONTINUED] * (len(changes) - 1)
    for table in (changes, replace(changes, rows=changes.rows[::-1])):
        (line,) = kept_lines(table)
        assert decode(line.record["after"]) == long


def test_a_sheet_that_was_added_is_kept_whole():
    book = borough_book({"availability": ROW})
    sheet = NewSheet("Notes", "Notes", "About", "tblNotes", ("A",), (12.0,), ((1,),))
    _, changes = lines_after(book, AddSheet(sheet, "asked for"))
    assert kept_lines(changes)[0].record["sheet"]["table"] == "tblNotes"


def test_a_line_somebody_edited_has_no_record_and_does_no_harm():
    book = borough_book({"changes": "| run | job | record |\n| 1 | Check | not json |\n| two | Check | {} |"})
    assert [line.record for line in kept_lines(read_borough(book).tables["changes"])] == [{}]


def test_a_job_that_cannot_write_its_log_changes_nothing_and_says_why():
    book = borough_book({"availability": ROW})
    sheet = book.sheets["Changes"]
    crowded = replace(book, sheets={**book.sheets, "Changes": replace(sheet, rows={**sheet.rows, 7: {1: "mine"}})})
    changes = [SetCell(note_cell(book), None, "x" * 40_000, "")]
    result = logged(Result((), Patch.of(changes), ""), "Check", crowded, read_borough(crowded), context())
    assert not result.patch
    (finding,) = result.findings
    assert str(finding.cell) == "'Changes'!A7"
    assert finding.message == (
        "Check changed nothing, because it could not write down what it does on Changes: "
        "something stands just below it."
    )
    assert finding.fix == "Move what stands below the table somewhere else. Then run Check again."
