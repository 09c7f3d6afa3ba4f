"""Check lists what it found on the Findings sheet, keeps notes with their findings, and is calm the next day."""

from dataclasses import replace
from datetime import date

import pytest

from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import SetCell, Severity, Value
from outcomes_xl.model.cannot_use import WrongTemplate
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.reading.layouts import layout
from tests.jobs.small import LATER, NEW, borough_at, central_at, context, released_rows
from tests.workbooks import Rows, play_in_memory, with_cell


def workbook(*answers: tuple[str, str, str | None]):
    """A workbook with these (metric id, status, note) on Data availability, and nothing else to say about it."""
    rows: Rows = {
        "availability": [
            {"metric_id": metric, "layer": None, "status": status, "note": note} for metric, status, note in answers
        ]
    }
    return borough_at(NEW, rows)


def listed(book) -> list[tuple]:
    table = read_borough(book).tables["findings"]
    return [(row["rule"], row["cells"], row["finding_state"], row["why"]) for row in table]


BAD_STATUS = ("MET-001", "Availble now", "x")


def cell(sheet: str, field: str, row: int) -> str:
    """Return where a field stands in a workbook as it is made."""
    names = [column.field for column in layout("borough").sheet(sheet).columns]
    return f"{column_letters(names.index(field) + 1)}{row}"


STATUS = cell("availability", "status", 6)


def test_what_was_found_is_listed_with_its_cells_and_one_line_goes_to_changes():
    book = workbook(BAD_STATUS)
    result = check(book, context())
    played = play_in_memory(book, result.patch)
    worst = next(one for severity in Severity for one in result.findings if one.severity is severity)
    assert (worst.rule, len(listed(played))) == (listed(played)[0][0], len(result.findings))
    assert {state for _, _, state, _ in listed(played)} == {"New"}
    (line,) = read_borough(played).tables["changes"]
    assert line["because"].startswith("findings listed: ")
    assert line["record"] is None
    start = read_borough(played).tables["start"].by("setting")
    assert start["Last checked"]["answer"] == date(2026, 11, 22)


def test_checking_twice_changes_nothing_the_second_time():
    book = workbook(BAD_STATUS)
    once = play_in_memory(book, check(book, context()).patch)
    assert len(check(once, context(LATER)).patch) == 0


def test_findings_that_were_sorted_by_the_officer_stay_sorted():
    book = workbook(BAD_STATUS)
    once = play_in_memory(book, check(book, context()).patch)
    table = read_borough(once).tables["findings"]
    cells = once.sheets["Findings"].rows
    first, last = table.rows[0].number, table.rows[-1].number
    cells[first], cells[last] = cells[last], cells[first]
    assert len(check(once, context(LATER)).patch) == 0


def test_a_note_stays_with_its_finding_when_other_findings_come_and_go():
    book = workbook(BAD_STATUS)
    once = play_in_memory(book, check(book, context()).patch)
    rule, cells, _, _ = next(line for line in listed(once) if line[1] == STATUS)
    noted = _note(once, rule, cells, "Asked Ade on Monday")
    worse = with_cell(noted, "start", "Borough code", "answer", "E0900002")
    again = play_in_memory(worse, check(worse, context(LATER)).patch)
    assert (rule, STATUS, "Still there", "Asked Ade on Monday") in listed(again)
    assert ("ST02", "B6", "New", None) in listed(again)


def test_a_finding_that_is_gone_stays_only_with_its_note():
    book = workbook(BAD_STATUS)
    once = play_in_memory(book, check(book, context()).patch)
    rule, cells, _, _ = next(line for line in listed(once) if line[1] == STATUS)
    noted = _note(once, rule, cells, "Ade will ask")
    mended = with_cell(noted, "availability", "MET-001", "status", "Not collected")
    after = play_in_memory(mended, check(mended, context(LATER)).patch)
    assert (rule, STATUS, "No longer found", "Ade will ask") in listed(after)
    assert len(check(after, context(LATER)).patch) == 0
    without = _note(after, rule, cells, None)
    assert rule not in [line[0] for line in listed(play_in_memory(without, check(without, context(LATER)).patch))]


def _note(book, rule, cells, note):
    table = read_borough(book).tables["findings"]
    row = next(row for row in table if row["rule"] == rule and row["cells"] == cells)
    return play_in_memory(book, [SetCell(table.cell(row, "why"), row.typed.get("why"), note, "an officer")])


def test_sure_fixes_are_taken_only_when_asked_for_and_logged_each():
    book = workbook(BAD_STATUS)
    offered = [finding for finding in check(book, context()).findings if finding.offer]
    assert "Available now" in [finding.offer.value for finding in offered]
    result = check(book, context(), apply_fixes=True)
    played = play_in_memory(book, result.patch)
    assert read_borough(played).tables["availability"].rows[0]["status"] == "Available now"
    kinds = [row["change"] for row in read_borough(played).tables["changes"]]
    assert kinds.count("list") == 1 and kinds.count("Status: changed") == len(kinds) - 1 >= 1
    assert "Availble now" not in [finding.found for finding in result.findings]
    assert result.summary.split(" taken. ")[0].endswith(("fix was", "fixes were"))
    assert len(check(played, context(LATER), apply_fixes=True).patch) == 0


def test_what_is_out_of_shape_and_no_rule_speaks_of_is_told_too():
    words = [{"list": 12, "value": "dozen", "meaning": "twelve"}, *released_rows(NEW)["lists"]]
    result = check(borough_at(NEW, {"lists": words}), context())
    (finding,) = [finding for finding in result.findings if finding.rule == "JB03"]
    assert finding.message == "“12” stands in A6 on Lists, where an id typed as text belongs."


def test_a_number_too_small_and_an_id_written_in_no_form_are_told_where_no_rule_does():
    book = borough_at("2026.10", {"gaps": [{"rank": 0, "metric_id": "nobody", "metric": "A gap"}]})
    told = [(finding.cell.a1, finding.message) for finding in check(book, context()).findings if finding.rule == "JB03"]
    rank = cell("gaps", "rank", 6)
    assert told == [
        (rank, f"“0” stands in {rank} on Gaps, where a number from 1 belongs."),
    ]


def test_every_cell_out_of_shape_is_in_some_finding():
    bad: dict[str, Value] = {"number": "lots", "date": "last week", "id": 12}
    book = borough_at(NEW)
    for key, table in read_borough(book).tables.items():
        wrong = [c for c in layout("borough").sheet(key).columns if c.kind in bad and table.rows]
        for column in wrong:
            cell = table.cell(table.rows[-1], column.field)
            typed = play_in_memory(book, [SetCell(cell, book.value(cell), bad[column.kind], "")])
            assert any(cell in finding.cells for finding in check(typed, context()).findings), str(cell)


def test_a_workbook_without_its_findings_sheet_is_still_checked():
    book = workbook(BAD_STATUS)
    bare = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Findings"},
        tables={name: table for name, table in book.tables.items() if name != "tblFindings"},
    )
    result = check(bare, context())
    assert len(result.patch) == 0
    assert any(finding.severity is Severity.MUST_FIX for finding in result.findings)


def test_a_central_file_is_not_checked():
    with pytest.raises(WrongTemplate, match="is a central file, not a borough's workbook"):
        check(central_at(), context())


def test_a_column_an_officer_added_goes_with_its_finding():
    """Findings move when others come; what somebody wrote in a column of their own used to stay at the old row."""
    book = workbook(BAD_STATUS)
    once = _with_added_column(play_in_memory(book, check(book, context()).patch), STATUS, "Ade, by May")
    worse = with_cell(once, "start", "Borough code", "answer", "E0900002")
    again = play_in_memory(worse, check(worse, context(LATER)).patch)
    assert _beside(again) == {STATUS: "Ade, by May"}
    assert len(check(again, context(LATER)).patch) == 0
    mended = with_cell(again, "availability", "MET-001", "status", "Not collected")
    after = play_in_memory(mended, check(mended, context(LATER)).patch)
    assert _beside(after) == {STATUS: "Ade, by May"}
    assert [line[2] for line in listed(after) if line[1] == STATUS] == ["No longer found"]


@pytest.mark.parametrize("place", range(20))
def test_a_renamed_heading_on_findings_does_not_make_every_check_write(place):
    book = workbook(BAD_STATUS)
    entry, sheet = book.tables["tblFindings"], book.sheets["Findings"]
    headings = (*entry.headings[:place], "Something else", *entry.headings[place + 1 :])
    row = {**sheet.rows[entry.area.first_row], entry.area.first_column + place: "Something else"}
    sheets = {**book.sheets, "Findings": replace(sheet, rows={**sheet.rows, entry.area.first_row: row})}
    book = replace(book, sheets=sheets, tables={**book.tables, "tblFindings": replace(entry, headings=headings)})
    once = play_in_memory(book, check(book, context()).patch)
    assert len(check(once, context(LATER)).patch) == 0


def _with_added_column(book, cells, words):
    entry, sheet = book.tables["tblFindings"], book.sheets["Findings"]
    column = entry.area.last_column + 1
    row = next(row for row in read_borough(book).tables["findings"] if row["cells"] == cells)
    beside = {entry.area.first_row: "Who", row.number: words}
    rows = {number: {**at, column: beside[number]} if number in beside else at for number, at in sheet.rows.items()}
    area = replace(entry.area, last_column=column)
    tables = {**book.tables, "tblFindings": replace(entry, area=area, headings=(*entry.headings, "Who"))}
    return replace(book, sheets={**book.sheets, "Findings": replace(sheet, rows=rows)}, tables=tables)


def _beside(book):
    column = book.tables["tblFindings"].area.last_column
    table = read_borough(book).tables["findings"]
    sheet = book.sheets["Findings"]
    return {row["cells"]: value for row in table if (value := sheet.value(row.number, column)) is not None}
