"""Every change has its line on the Changes sheet, from which it can be taken back exactly."""

from dataclasses import replace

from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.undo_record import CONTINUED, kept_lines
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
    tables = read_borough(played).tables
    return played, tables["changes"], tables["undo"]


def note_cell(book):
    found = read_borough(book).tables["availability"]
    return found.cell(found.rows[0], "note")


def start_cell(book):
    found = read_borough(book).tables["start"]
    return found.cell(found.rows[0], "answer")


def test_a_cell_that_was_set_has_a_line_an_officer_can_read():
    book = borough_book({"availability": ROW})
    _, changes, hidden = lines_after(book, SetCell(note_cell(book), None, "We asked in May", "an offer"))
    (row,) = changes
    shown = [row[name] for name in ("run", "done_at", "job", "change", "sheet", "cell", "before", "after", "because")]
    assert shown == [
        1, "2026-11-22 14:05", "Check", "Note: filled in", "Data availability", note_cell(book).a1, None,
        "We asked in May", "an offer",
    ]  # fmt: skip
    assert row["record"] is None
    (kept,) = hidden
    assert kept["record"] == (
        '{"set":{"table":"availability","field":"note","id":"MET-001"},"before":null,"after":"We asked in May"}'
    )


def test_what_a_job_did_in_one_row_is_one_line_with_its_columns_and_its_name():
    book = borough_book(
        {"availability": "| metric_id | metric | status | note |\n| MET-001 | A metric | Not collected | |"}
    )
    status = read_borough(book).tables["availability"].cell(6, "status")
    changes = [
        SetCell(status, "Not collected", "Available now", "asked"),
        SetCell(note_cell(book), None, "Ask", "asked"),
    ]
    _, told, hidden = lines_after(book, *changes)
    (row,) = told
    assert (row["about"], row["change"], row["because"]) == ("A metric", "Status, Note: changed", "asked")
    assert (row["before"], row["after"]) == ("Status: Not collected", "Status: Available now; Note: Ask")
    assert [one["line"] for one in hidden] == [row["line"]] * 2 == [1, 1]


def test_a_row_with_many_columns_names_the_first_three_and_counts_the_rest():
    names = ("status", "holder", "note", "system", "quality")
    book = borough_book(
        {"availability": f"| metric_id | metric | {' | '.join(names)} |\n| MET-001 | A metric | | | | | |"}
    )
    table = read_borough(book).tables["availability"]
    changes = [SetCell(table.cell(6, name), None, f"a {name}", "found") for name in names]
    _, (row,), hidden = lines_after(book, *changes)
    assert row["change"] == "Status, Who holds it, Note and 2 more: filled in"
    assert row["after"] == "Status: a status; Who holds it: a holder; Note: a note"
    assert len(list(hidden)) == len(names)
    _, (row,), _ = lines_after(book, *changes[:4])
    assert row["change"] == "Status, Who holds it, Note, System: filled in"


def test_runs_are_numbered_and_lines_added_below_the_earlier_ones():
    book = borough_book({"availability": ROW})
    book, *_ = lines_after(book, SetCell(note_cell(book), None, "one", ""))
    book, changes, _ = lines_after(book, SetCell(note_cell(book), "one", "two", ""))
    assert [(row["run"], row["after"]) for row in changes] == [(1, "one"), (2, "two")]


def test_an_added_row_is_kept_by_its_fields():
    book = borough_book({"availability": ROW})
    found = read_borough(book).tables["availability"]
    values = tuple("MET-002" if column == found.columns["metric_id"] else None for column in range(1, found.width + 1))
    change = AppendRows(found.name, found.sheet, found.last_row + 1, found.first_column, (values,), "new")
    _, _, hidden = lines_after(book, change)
    assert hidden.rows[0]["record"] == '{"add":"availability","row":{"metric_id":"MET-002"}}'


def test_a_long_text_is_cut_for_showing_and_whole_in_the_record():
    book = borough_book({"availability": ROW})
    long = "\u201cé\u201d" * 10_000
    _, changes, hidden = lines_after(book, SetCell(note_cell(book), None, long, ""))
    assert len(changes.rows[0]["after"]) == 250
    assert all(len(str(row["record"])) < LONGEST_TEXT for row in hidden)
    assert [row["change"] for row in hidden][1:] == [CONTINUED] * (len(hidden) - 1)
    for table in (hidden, replace(hidden, rows=hidden.rows[::-1])):
        _, line = kept_lines(changes, table)
        assert decode(line.record["after"]) == long


def test_a_sheet_that_was_added_is_kept_whole():
    book = borough_book({"availability": ROW})
    sheet = NewSheet("Notes", "Notes", "About", "tblNotes", ("A",), (12.0,), ((1,),))
    _, changes, hidden = lines_after(book, AddSheet(sheet, "asked for"))
    assert kept_lines(changes, hidden)[-1].record["sheet"]["table"] == "tblNotes"


def test_a_line_somebody_edited_has_no_record_and_does_no_harm():
    book = borough_book({"changes": "| run | job | record |\n| 1 | Check | not json |\n| two | Check | {} |"})
    assert [line.record for line in kept_lines(read_borough(book).tables["changes"])] == [{}]


def test_a_job_that_cannot_write_its_log_changes_nothing_and_says_why():
    book = borough_book({"availability": ROW})
    sheet = book.sheets["Changes"]
    crowded = replace(book, sheets={**book.sheets, "Changes": replace(sheet, rows={**sheet.rows, 7: {1: "mine"}})})
    changes = [SetCell(note_cell(book), None, "x", ""), SetCell(start_cell(book), None, "y", "")]
    result = logged(Result((), Patch.of(changes), ""), "Check", crowded, read_borough(crowded), context())
    assert not result.patch
    (finding,) = result.findings
    assert str(finding.cell) == "'Changes'!A7"
    assert finding.message == (
        "Check changed nothing, because it could not write down what it does on Changes: "
        "something stands just below it."
    )
    assert finding.fix == "Move what stands below the table somewhere else. Then run Check again."
