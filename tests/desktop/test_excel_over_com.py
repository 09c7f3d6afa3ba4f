"""What only Excel does: its error numbers, busy moments, filters, and a price for every call between processes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from outcomes_xl.hosts import desktop
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    CellRef,
    ErrorValue,
    NewSheet,
    Patch,
    RemoveRows,
    SetCell,
    Value,
)
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, ChangedMeanwhile, WorkbookBusy
from tests.routes import stand_in_com as com

SHEET = "Data availability"


def opened(excel: com.Application, rows: list[list[Any]], table: str = "A1:C3") -> tuple[com.Worksheet, Any]:
    workbook = com.Workbook(excel)
    sheet = workbook.sheet(SHEET, rows)
    sheet.table("tblAvailability", table)
    return sheet, com.xlwings_book(workbook)


def small(excel: com.Application) -> tuple[com.Worksheet, Any]:
    return opened(excel, [["metric", "status", "note"], ["GLD at age 5", "Available now", None], ["NEET 16-17"]])


def cell(row: int, column: int, before: Value, after: Value) -> SetCell:
    return SetCell(CellRef(SHEET, row, column), before, after, "a test")


def patch(*changes: Any) -> Patch:
    return Patch(tuple(changes))


def settings(excel: com.Application) -> tuple[Any, ...]:
    return excel.Calculation, excel.EnableEvents, excel.ScreenUpdating, excel.DisplayAlerts, excel.StatusBar


@pytest.mark.parametrize("word", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#SPILL!", "#CALC!"])
def test_an_error_is_told_from_the_same_word_as_text(excel: com.Application, word: str) -> None:
    sheet, book = small(excel)
    sheet.put(2, 2, word)
    sheet.put(3, 2, word, form="@")
    read = desktop.read(book)
    assert read.value(CellRef(SHEET, 2, 2)) == ErrorValue(word)
    assert read.value(CellRef(SHEET, 3, 2)) == word


def test_na_as_text_can_be_written_and_as_an_error_put_back(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.put(2, 2, "#N/A")
    desktop.play(book, patch(cell(2, 2, ErrorValue("#N/A"), "Not collected"), cell(3, 2, None, "#N/A")))
    assert desktop.read(book).value(CellRef(SHEET, 3, 2)) == "#N/A"
    desktop.play(book, patch(cell(2, 2, "Not collected", ErrorValue("#N/A"))))
    assert desktop.read(book).value(CellRef(SHEET, 2, 2)) == ErrorValue("#N/A")


def test_only_what_would_be_converted_gets_the_text_format(excel: com.Application) -> None:
    sheet, book = small(excel)
    desktop.play(book, patch(cell(2, 3, None, "Ask the school"), cell(3, 3, None, 12), cell(4, 3, None, "5-9")))
    assert [sheet.cells[row, 3].form for row in (2, 3, 4)] == ["General", "General", "@"]


def test_a_long_text_never_gets_the_text_format_in_which_excel_shows_hashes(excel: com.Application) -> None:
    sheet, book = small(excel)
    desktop.play(book, patch(cell(2, 3, None, "2024/25 " * 60), cell(3, 3, None, "2024/25")))
    assert [sheet.cells[row, 3].form for row in (2, 3)] == ["General", "@"]


def test_a_long_text_loses_the_text_format_that_a_short_one_left(excel: com.Application) -> None:
    sheet, book = small(excel)
    desktop.play(book, patch(cell(2, 3, None, "2024/25"), cell(3, 3, None, "5-9")))
    desktop.play(book, patch(cell(2, 3, "2024/25", "2024/25 " * 60)))
    assert [sheet.cells[row, 3].form for row in (2, 3)] == ["General", "@"]
    desktop.play(book, patch(cell(2, 3, "2024/25 " * 60, "2024/25")))
    assert sheet.cells[2, 3].value == "2024/25"


def test_five_thousand_cells_are_written_within_120_calls(excel: com.Application) -> None:
    _, book = opened(excel, [["metric"]], "A1:J2")
    values = [(r, c, "2024/25" if c % 2 else float(r)) for r in range(3, 503) for c in range(1, 11)]
    com.CALLS.clear()
    desktop.play(book, patch(*(cell(r, c, None, value) for r, c, value in values)))
    assert len(com.CALLS) <= 120


def test_a_job_on_a_workbook_of_the_demonstrations_size_stays_within_its_budget_of_calls(
    excel: com.Application,
) -> None:
    """18 sheets, 300 metrics; three of the tool's columns filled with a gap in every tenth row."""
    workbook = com.Workbook(excel)
    for number in range(18):
        sheet = workbook.sheet(f"Sheet {number}", [[f"heading {c}" for c in range(20)], *[["x"] * 12] * 300])
        sheet.table(f"tbl{number}", "A1:T301")
    book = com.xlwings_book(workbook)
    com.CALLS.clear()
    read = desktop.read(book)
    changes = [
        SetCell(CellRef("Sheet 2", row, column), None, "2024/25", "a test")
        for row in range(2, 302)
        if row % 10
        for column in (13, 14, 15)
    ]
    log = AppendRows("tbl5", "Sheet 5", 302, 1, (("a", "1/4", 3, *[None] * 17),) * 50, "a test")
    desktop.play(book, Patch((*changes, log)))
    assert len(read.sheets) == 18
    assert len(com.CALLS) <= 420


@pytest.mark.parametrize("hresult", [com.BUSY, com.EDITING])
def test_a_busy_excel_is_asked_again_and_then_does_it(
    excel: com.Application, no_waiting: list[float], hresult: int
) -> None:
    sheet, book = small(excel)
    excel.busy, excel.busy_with = 4, hresult
    desktop.play(book, patch(cell(2, 3, None, "Ask the school")))
    assert sheet.cells[2, 3].value == "Ask the school"
    assert no_waiting


def test_an_excel_that_stays_busy_is_given_up_after_a_few_seconds(
    excel: com.Application, no_waiting: list[float]
) -> None:
    _, book = small(excel)
    excel.busy = 1000
    with pytest.raises(WorkbookBusy) as told:
        desktop.read(book)
    assert str(told.value) == (
        "Excel is busy: perhaps a cell is being edited or a box is waiting for an answer. "
        "Press Enter or Esc in Excel, then press the button again."
    )
    assert sum(no_waiting) < 5
    assert excel.busy > 900  # not asked for ever


@pytest.mark.parametrize("after", range(0, 60, 3))
def test_whenever_excel_turns_busy_the_workbook_ends_up_whole_or_as_it_was(excel: com.Application, after: int) -> None:
    sheet, book = small(excel)
    before = desktop.read(book)
    was = settings(excel)
    wanted = patch(
        cell(2, 3, None, "2024/25"),
        AppendRows("tblAvailability", SHEET, 4, 1, (("Take-up", "5-9", 3),), "a test"),
        cell(3, 2, None, "Not collected"),
    )
    excel.busy_after = after

    def excel_comes_back(_: float) -> None:
        excel.busy_after = None

    with pytest.MonkeyPatch.context() as waiting:
        waiting.setattr("outcomes_xl.hosts.desktop.com_retry.pause", excel_comes_back)
        desktop.play(book, wanted)
    excel.busy_after = None
    assert sheet.cells[2, 3].value == "2024/25"
    assert settings(excel) == was
    desktop.play(book, wanted.inverse())
    assert desktop.read(book) == before


def test_settings_are_given_back_when_a_patch_is_refused_in_the_middle(excel: com.Application) -> None:
    sheet, book = small(excel)
    excel.Calculation, excel.StatusBar = -4135, "Ready for you"
    was = settings(excel)
    sheet.merged.append(Area.parse("A3:B3"))
    before = desktop.read(book)
    with pytest.raises(CannotEdit) as told:
        desktop.play(book, patch(cell(2, 3, None, "2024/25"), cell(3, 2, None, "Not collected")))
    assert str(told.value).startswith("Excel kept something else than was written in B3 on “Data availability”")
    assert settings(excel) == was
    assert desktop.read(book) == before


def test_a_setting_that_excel_will_not_lend_is_left_alone(
    excel: com.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, book = small(excel)

    def refuse(self: com.Application, mode: int) -> None:
        raise com.ComError(com.REFUSED, "not while a macro runs")

    excel.__dict__.pop("Calculation")
    monkeypatch.setattr(com.Application, "Calculation", property(lambda self: -4105, refuse), raising=False)
    was = settings(excel)
    desktop.play(book, patch(cell(2, 3, None, "Ask the school")))
    assert sheet.cells[2, 3].value == "Ask the school"
    assert settings(excel) == was


def test_the_officer_sees_in_the_status_bar_what_is_being_written(excel: com.Application) -> None:
    _, book = small(excel)
    heard: list[str] = []
    desktop.play(book, patch(cell(2, 3, None, "Ask the school")), heard.append)
    assert heard == ["Outcomes: writing Data availability"]
    assert com.CALLS.count("Application.StatusBar=") == 2  # the sentence, and Excel's own bar back


def test_a_protected_sheet_is_said_in_a_sentence(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.protected = True
    with pytest.raises(CannotEdit) as told:
        desktop.play(book, patch(cell(2, 3, None, "x")))
    assert str(told.value) == (
        "The sheet “Data availability” is protected. "
        "Choose Review, Unprotect Sheet, then press the button again. Nothing was written."
    )


@pytest.mark.parametrize("whose", ["sheet", "table"])
def test_a_filtered_sheet_is_said_in_a_sentence(excel: com.Application, whose: str) -> None:
    sheet, book = small(excel)
    (sheet if whose == "sheet" else sheet.tables[0]).filtered = True
    sheet.hidden = {2}
    with pytest.raises(CannotEdit, match="hidden by a filter"):
        desktop.play(book, patch(cell(2, 3, None, "x")))
    assert desktop.read(book).sheets[SHEET].filtered


def test_a_table_sorted_meanwhile_is_refused_by_the_cells_that_moved(excel: com.Application) -> None:
    sheet, book = small(excel)
    wanted = patch(cell(2, 2, "Available now", "Not collected"))
    for column in (1, 2):
        sheet.cells[2, column], sheet.cells[3, column] = sheet.cells.get((3, column)), sheet.cells.get((2, column))
    sheet.cells = {place: held for place, held in sheet.cells.items() if held}
    with pytest.raises(ChangedMeanwhile) as told:
        desktop.play(book, wanted)
    assert str(told.value) == (
        "B2 on “Data availability” now holds nothing, where “Available now” was expected. Nothing was written. "
        "Start the job again; it will take the newer entry into account."
    )


def test_a_locked_structure_is_said_in_a_sentence(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.book.locked = True
    new = NewSheet("Findings", "Findings", "What.", "tblFindings", ("rule",), (12,), (("AV03",),))
    with pytest.raises(CannotEdit, match="structure is protected"):
        desktop.play(book, patch(AddSheet(new, "a test")))


def test_a_new_sheet_leaves_the_officers_sheet_in_front(excel: com.Application) -> None:
    sheet, book = small(excel)
    new = NewSheet("Findings", "Findings", "What.", "tblFindings", ("rule", "n"), (12, 40), (("AV03", 1),))
    desktop.play(book, patch(AddSheet(new, "a test")))
    assert sheet.book.front is sheet
    assert sheet.book.sheets[-1].widths == {1: 12, 2: 40}


def test_a_calculated_column_of_a_table_is_left_to_excel(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.tables[0].calculated = {3: "=LEN([@metric])"}
    sheet.put_formula(3, 3, "=LEN([@metric])", 10.0)
    added = AppendRows("tblAvailability", SHEET, 4, 1, (("Take-up", "Not collected", "given"),), "a test")
    desktop.play(book, patch(added))
    assert sheet.cells[4, 3].formula == "=LEN([@metric])"
    desktop.play(book, patch(added.inverse()))
    assert str(sheet.tables[0].area) == "A1:C3"
    assert sheet.cells[4, 3].value is None


def test_a_total_row_keeps_rows_from_being_added(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.tables[0].totals = True
    with pytest.raises(CannotEdit, match="total row"):
        desktop.play(book, patch(AppendRows("tblAvailability", SHEET, 4, 1, (("x", None, None),), "a test")))


def test_rows_edited_since_are_not_taken_off(excel: com.Application) -> None:
    _, book = small(excel)
    gone = RemoveRows("tblAvailability", SHEET, 3, 1, (("NEET 16-18", None, None),), "undo")
    with pytest.raises(ChangedMeanwhile, match="A3 on"):
        desktop.play(book, patch(gone))


def test_hidden_rows_and_merged_cells_are_known(excel: com.Application) -> None:
    sheet, book = opened(excel, [["metric"], *[[f"metric {n}", 1] for n in range(60)]], "A1:B61")
    sheet.hidden = set(range(4, 61, 2))
    sheet.merged = [Area.parse("A2:B3"), Area.parse("A40:A44")]
    read = desktop.read(book).sheets[SHEET]
    assert read.hidden_rows == frozenset(range(4, 61, 2))
    assert read.merges == (Area.parse("A2:B3"), Area.parse("A40:A44"))


def test_a_sheet_that_reaches_to_the_last_row_is_not_read_for_ever(excel: com.Application) -> None:
    sheet, book = small(excel)
    sheet.put(1_048_576, 12, " ")
    with pytest.raises(CannotUse, match="reaches to cell L1048576"):
        desktop.read(book)


def test_nothing_is_asked_of_excel_for_an_empty_patch(excel: com.Application) -> None:
    _, book = small(excel)
    com.CALLS.clear()
    assert desktop.play(book, Patch()) == desktop.Played()
    assert com.CALLS == []


def test_a_date_column_keeps_dates(excel: com.Application) -> None:
    sheet, book = small(excel)
    desktop.play(book, patch(cell(2, 3, None, date(2026, 11, 22))))
    assert sheet.cells[2, 3].form == "dd/mm/yyyy"
    assert desktop.read(book).value(CellRef(SHEET, 2, 3)) == date(2026, 11, 22)


def test_on_a_protected_sheet_that_does_not_say_what_is_hidden_nothing_is_said_to_be(excel: com.Application) -> None:
    """A refusal was once read as “no row can be seen”, and Check spoke of rows 2 to 61 as hidden."""
    sheet, book = opened(excel, [["metric"], *[[f"metric {n}", 1] for n in range(60)]], "A1:B61")
    sheet.protected = sheet.shows_nothing_of_itself = True
    assert desktop.read(book).sheets[SHEET].hidden_rows == frozenset()
