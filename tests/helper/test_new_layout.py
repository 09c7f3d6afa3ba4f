"""Refresh on an open workbook of an older layout: asked once, in words; yes carries it, no leaves it and refreshes."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts import files
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.carry_workbook import has_older_layout
from tests.built import central_workbook
from tests.routes import stand_in_com as com

FIRST_EDITION = Path(__file__).parents[1] / "data" / "first_edition" / "workbook.xlsx"


@pytest.fixture
def excel() -> com.Application:
    return com.Application()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST_EDITION, tmp_path / "Northbridge.xlsx"))


def dispatcher(path: Path, excel: com.Application) -> Dispatcher:
    central = path.with_name("central.xlsx")
    central.write_bytes(central_workbook(load_framework()))
    own = Settings(central_file=str(central))
    com.open_file(path, excel)
    return Dispatcher(
        lambda _: com.xlwings_book(excel.books[0]),
        version="0.1.0",
        settings=lambda: own,
        now=lambda: datetime(2026, 11, 28, 18),
    )


def test_the_question_is_in_words_and_yes_carries_the_workbook_and_opens_it_again(
    path: Path, excel: com.Application
) -> None:
    helper, before = dispatcher(path, excel), path.read_bytes()
    opened = excel.books[0]
    word, about, what, _, question = helper.answer("refresh", str(path)).for_a_macro().split("\n")
    assert (word, opened.saves, path.read_bytes() == before) == ("either", 0, True)
    assert what == (
        "Outcomes can bring “Northbridge.xlsx” to the new layout: it is saved, closed, carried and opened again; "
        "a copy of it as it was is kept. Nothing you typed is lost."
    )
    assert question == "Yes brings it to the new layout. No leaves it as it is and refreshes the mapping tabs."

    said = helper.answer("refresh", str(path), about).for_a_macro()
    assert said.endswith("Press Refresh mapping tabs once more for the latest links.")
    assert (opened.saves, opened in excel.books, len(excel.books)) == (1, False, 1)
    assert not has_older_layout(path)
    (backup,) = path.parent.glob("Backups of Northbridge/*.xlsx")
    assert backup.read_bytes() == before
    assert not helper.answer("refresh", str(path)).stopped


def test_no_leaves_the_layout_and_refreshes_and_is_not_asked_again(path: Path, excel: com.Application) -> None:
    helper, before = dispatcher(path, excel), path.read_bytes()
    about = helper.answer("refresh", str(path)).about
    said = helper.answer("refresh", str(path), f"no {about}")
    assert not said.stopped
    assert said.sentence.startswith("Now at release")
    assert path.read_bytes() == before
    assert not helper.answer("refresh", str(path)).about


def test_other_buttons_do_not_ask(path: Path, excel: com.Application) -> None:
    assert not dispatcher(path, excel).answer("check", str(path)).about


def test_a_workbook_on_a_web_address_is_refreshed_and_what_to_do_is_said(path: Path, excel: com.Application) -> None:
    said = dispatcher(path, excel).answer("refresh", "https://northbridge.sharepoint.com/Northbridge.xlsx")
    assert not said.stopped
    assert said.sentence.endswith("open that, and press Refresh mapping tabs there.")


def test_what_cannot_be_carried_is_open_again_and_says_why(path: Path, excel: com.Application) -> None:
    from openpyxl import load_workbook
    from openpyxl.worksheet.table import Table

    book = load_workbook(path)
    sheet = book["Targets"]
    sheet["Z40"], sheet["Z41"] = "Mine", 1
    sheet.add_table(Table(displayName="tblMine", ref="Z40:Z41"))
    book.save(path)
    helper, before = dispatcher(path, excel), path.read_bytes()
    about = helper.answer("refresh", str(path)).about
    said = helper.answer("refresh", str(path), about)
    assert said.stopped
    assert "The sheet “Targets” has a table of your own (tblMine) on it" in said.sentence
    assert said.sentence.endswith("The workbook is open again, as you saved it.")
    assert (len(excel.books), files.read(path).name, path.read_bytes() == before) == (1, path.name, True)
