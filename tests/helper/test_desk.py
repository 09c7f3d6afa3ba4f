"""The desk answers every press of a button with one sentence, and changes nothing when it cannot do the job."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import pytest

from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.helper.open_workbooks import find
from outcomes_xl.model import Book, CellRef, Patch, Result, SetCell
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.run_job import Around
from tests.routes import stand_in_com as com

NAME = "C:\\Work\\Northbridge.xlsx"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outcomes_xl.hosts.desktop.com_retry.pause", lambda seconds: None)


@pytest.fixture
def excel() -> com.Application:
    return com.Application()


def workbook(excel: com.Application, full_name: str = NAME, table: str = "tblAvailability") -> com.Workbook:
    made = com.Workbook(excel, full_name)
    made.sheet("Data availability", [["metric", "note"], ["GLD at age 5", None]]).table(table, "A1:B2")
    return made


def dispatcher(*excels: com.Application, **jobs: Any) -> Dispatcher:
    windows = com.install()
    import xlwings

    def finder(full_name: str) -> Any:
        def reach(one: com.Application) -> Any:
            return xlwings.App(impl=windows.App(xl=windows.COMRetryObjectWrapper(one)))

        return find(full_name, [partial(reach, one) for one in excels])

    return Dispatcher(finder, {"check": note_it, **jobs}, version="0.1.0", settings=Settings, log="helper.log")


def note_it(book: Book, around: Around) -> Result:
    note = SetCell(CellRef("Data availability", 2, 2), None, "Ask the school", "a test")
    return Result((), Patch((note,)), "One note was written.")


def note(book: com.Workbook) -> Any:
    cell = book.sheets[0].cells.get((2, 2))
    return cell and cell.value


def test_a_job_is_done_on_the_open_workbook_and_said_in_a_sentence(excel: com.Application) -> None:
    book = workbook(excel)
    assert dispatcher(excel).run("check", NAME) == "One note was written."
    assert note(book) == "Ask the school"


def test_a_macro_hears_beside_the_sentence_whether_the_job_was_stopped(excel: com.Application) -> None:
    workbook(excel)
    assert dispatcher(excel).answer("check", NAME).for_a_macro() == "One note was written."
    said = dispatcher(excel).answer("check", "").for_a_macro()
    assert said == "stop\nNo workbook is open. Open your borough's workbook, then press the button again."


def test_the_workbook_meant_is_found_among_others_and_in_a_second_excel(excel: com.Application) -> None:
    other = com.Application()
    workbook(excel, "C:\\Work\\Easthaven.xlsx")
    book = workbook(other, NAME)
    assert dispatcher(excel, other).run("check", NAME.upper()) == "One note was written."
    assert note(book) == "Ask the school"


def test_a_onedrive_address_is_compared_and_never_opened_or_turned_into_a_path(excel: com.Application) -> None:
    address = "https://northbridge-my.sharepoint.com/personal/ama/Documents/Northbridge.xlsx"
    book = workbook(excel, address)
    book.sheet("xlwings.conf", [["ONEDRIVE_COMMERCIAL_WIN", "C:\\elsewhere"]])
    assert dispatcher(excel).run("check", address) == "One note was written."
    assert note(book) == "Ask the school"


def test_no_workbook_open(excel: com.Application) -> None:
    said = dispatcher(excel).run("check", "")
    assert said == "No workbook is open. Open your borough's workbook, then press the button again."


def test_a_workbook_in_an_excel_out_of_reach(excel: com.Application) -> None:
    assert dispatcher(excel).run("check", NAME) == (
        "“Northbridge.xlsx” is not open in an Excel that the helper can reach. If it is in Protected View, choose "
        "Enable Editing; if Excel was started as administrator, start it as usual."
    )


def test_the_same_workbook_open_in_two_excels(excel: com.Application) -> None:
    other = com.Application()
    books = workbook(excel), workbook(other)
    said = dispatcher(excel, other).run("check", NAME)
    assert said == "“Northbridge.xlsx” is open in two Excels. Close one of them, then press the button again."
    assert [note(book) for book in books] == [None, None]


def test_a_foreign_workbook_in_front(excel: com.Application) -> None:
    book = workbook(excel, table="Budget")
    assert dispatcher(excel).run("check", NAME) == (
        "“Northbridge.xlsx” is not a workbook of the shared outcomes framework, so nothing was done. "
        "Click into your borough's workbook, then press the button again."
    )
    assert note(book) is None


def test_a_workbook_open_for_reading_only(excel: com.Application) -> None:
    book = workbook(excel)
    book.read_only = True
    assert dispatcher(excel).run("check", NAME) == (
        "“Northbridge.xlsx” is open for reading only, so nothing was done. "
        "Open it for editing (or ask who has it open), then press the button again."
    )
    assert note(book) is None


def test_a_protected_sheet(excel: com.Application) -> None:
    book = workbook(excel)
    book.sheets[0].protected = True
    assert dispatcher(excel).run("check", NAME).startswith("The sheet “Data availability” is protected.")
    assert note(book) is None


@pytest.mark.parametrize("hresult", [com.BUSY, com.EDITING])
def test_a_cell_being_edited(excel: com.Application, hresult: int) -> None:
    book = workbook(excel)
    at = dispatcher(excel)
    excel.busy, excel.busy_with = 10_000, hresult
    assert at.run("check", NAME) == (
        "Excel is busy: perhaps a cell is being edited or a box is waiting for an answer. "
        "Press Enter or Esc in Excel, then press the button again."
    )
    excel.busy = 0
    assert note(book) is None


def test_a_cell_edited_while_the_job_ran(excel: com.Application) -> None:
    book = workbook(excel)

    def slow(seen: Book, around: Around) -> Result:
        book.sheets[0].put(2, 2, "Ama has it")
        return note_it(seen, around)

    assert dispatcher(excel, check=slow).run("check", NAME) == (
        "B2 on “Data availability” now holds “Ama has it”, where nothing was expected. Nothing was written. "
        "Start the job again; it will take the newer entry into account."
    )
    assert note(book) == "Ama has it"


def test_an_add_in_of_another_version(excel: com.Application) -> None:
    at = dispatcher(excel)
    assert at.run("profile", NAME) == (
        "The helper 0.1.0 does not know the job “profile”, so the add-in has another version. "
        "Install both again, then press the button again."
    )
    assert at.version() == "0.1.0"
    assert at.same_version("0.1.0") == ""
    assert at.same_version("0.2.0").startswith("The add-in is version 0.2.0 and the helper is version 0.1.0")


def test_what_a_job_cannot_use_is_said_as_it_is(excel: com.Application) -> None:
    workbook(excel)

    def refuse(book: Book, around: Around) -> Result:
        raise CannotUse("No central file is set, so nothing was done.", "Choose it under Outcomes, Settings.")

    said = dispatcher(excel, check=refuse).run("check", NAME)
    assert said == "No central file is set, so nothing was done. Choose it under Outcomes, Settings."


@pytest.mark.parametrize("mistake", [KeyError("E0900012"), RecursionError("deep"), com.ComError(-2147023174, "gone")])
def test_a_mistake_of_ours_is_one_sentence_and_a_log_never_an_error_across_com(
    excel: com.Application, mistake: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    workbook(excel)

    def stumble(book: Book, around: Around) -> Result:
        raise mistake

    with caplog.at_level(logging.ERROR):
        said = dispatcher(excel, check=stumble).run("check", NAME)
    assert said == (
        "Something went wrong on our side; the workbook has not been saved. "
        "What happened is in helper.log: please send it to whoever looks after the toolkit."
    )
    assert "Traceback" in caplog.text


def test_a_second_press_while_the_first_is_at_work(excel: com.Application) -> None:
    book = workbook(excel)
    heard: list[str] = []

    def press_again(seen: Book, around: Around) -> Result:
        heard.append(at.run("check", NAME))
        return note_it(seen, around)

    at = dispatcher(excel, check=press_again)
    assert at.run("check", NAME) == "One note was written."
    assert heard == ["The helper is still at work on “check”. Wait until it is done and try again."]
    assert note(book) == "Ask the school"


def test_a_cell_function_answers_in_words_instead_of_an_error() -> None:
    def divide(by: float) -> float:
        return 1 / by

    at = Dispatcher(
        lambda name: None, {}, version="0.1.0", settings=Settings, functions={"share": divide}, log="helper.log"
    )
    assert at.call("share", 4) == 0.25
    assert at.call("share", 0) == "This could not be worked out; see helper.log."
    assert at.call("other") == "The helper 0.1.0 has no function other; install the add-in of the same version."
