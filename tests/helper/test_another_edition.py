"""The button Another edition: asked in words; yes saves the open workbook and makes one beside it, no does nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import Edition, editions
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts import files
from outcomes_xl.jobs.next_edition import beside, newer_in_force
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.closed_workbook import do_job
from outcomes_xl.workflows.edition_of_workbook import edition_of
from tests.built import borough_workbook
from tests.routes import stand_in_com as com

NOW = datetime(2026, 11, 29, 2)
FIRST, NEXT = "starter-1", "starter-2"


@pytest.fixture
def excel() -> com.Application:
    return com.Application()


def made(tmp_path: Path, edition: str) -> Path:
    path = tmp_path / "Northbridge.xlsx"
    path.write_bytes(borough_workbook(load_framework(edition=edition), "Merton"))
    return path


def dispatcher(path: Path, excel: com.Application) -> Dispatcher:
    com.open_file(path, excel)
    return Dispatcher(
        lambda _: com.xlwings_book(excel.books[0]), version="0.1.0", settings=lambda: Settings(), now=lambda: NOW
    )


def test_yes_saves_the_workbook_and_makes_one_of_the_next_edition_beside_it(
    tmp_path: Path, excel: com.Application
) -> None:
    path = made(tmp_path, FIRST)
    helper, opened = dispatcher(path, excel), excel.books[0]
    word, about, what, _, question = helper.answer("carry", str(path)).for_a_macro().split("\n")
    assert (word, opened.saves, [one.name for one in tmp_path.iterdir()]) == ("ask", 0, ["Northbridge.xlsx"])
    assert what.startswith(
        "“Northbridge.xlsx” is of Starter edition 1. Outcomes can make a workbook of Starter edition 2 (illustrative), "
        "the next one, in the same folder."
    )
    assert what.endswith(
        "Yours is saved and stays as it is; everything you typed is carried, asked about on Changes, or listed on Not "
        "carried."
    )
    assert question == "Yes makes the new workbook and opens it. No changes nothing."

    said = helper.answer("carry", str(path), about)
    new = tmp_path / "Northbridge, Starter edition 2 (illustrative).xlsx"
    assert (said.opens, said.stopped, opened.saves, opened in excel.books) == (str(new), False, 1, True)
    assert said.for_a_macro().startswith(f"open\n{new}\nMade {new} from Northbridge.xlsx, which is as it was.")
    assert said.sentence.endswith(f"What became of each cell is listed in {new.stem} cells.csv, beside it.")
    assert (edition_of(files.read(new)).id, edition_of(files.read(path)).id) == (NEXT, FIRST)


def test_from_the_newest_edition_the_way_back_is_offered(tmp_path: Path, excel: com.Application) -> None:
    path = made(tmp_path, NEXT)
    said = dispatcher(path, excel).answer("carry", str(path)).sentence
    assert "a workbook of Starter edition 1, the one before; there is no newer one, in the same folder." in said


def test_a_workbook_on_a_web_address_is_to_be_saved_here_first(tmp_path: Path, excel: com.Application) -> None:
    said = dispatcher(made(tmp_path, FIRST), excel).answer("carry", "https://x.sharepoint.com/Northbridge.xlsx")
    assert (said.stopped, said.about) == (True, "")
    assert said.sentence == (
        "“Northbridge.xlsx” is not a file on this computer, so nothing was done. Save a copy on this computer (File, "
        "Save a Copy), open that, and press the button there."
    )


def edition(own_id: str, follows: str, in_force: bool) -> Edition:
    return Edition(own_id, f"Edition {own_id}", follows, in_force, "", editions()[0].folder)


def test_refresh_tells_of_a_newer_edition_only_once_it_is_in_force() -> None:
    first, draft, second = edition("1", "", True), edition("2x", "1", False), edition("2", "1", True)
    assert newer_in_force("Edition 1", [first, draft]) == ""
    assert newer_in_force("edition 1", [first, draft, second]) == (
        " There is a newer edition of the framework, Edition 2. Another edition, on the Outcomes tab, makes a new "
        "workbook of it beside this one, every answer accounted for."
    )
    assert newer_in_force("Edition 2", [first, draft, second]) == ""
    assert newer_in_force("Somebody's own", [first, second]) == ""
    assert [one.id for one in beside("Edition 1", [first, draft, second])] == ["2", "2x"]
    assert [one.id for one in beside("Edition 2", [first, draft, second])] == ["1"]


def test_as_a_job_it_only_says_which_edition_there_is(tmp_path: Path) -> None:
    said = do_job("carry", made(tmp_path, FIRST), NOW).result.summary
    assert said.startswith("This workbook is of Starter edition 1. There is Starter edition 2 (illustrative): ")
    assert said.endswith("makes a new workbook of it beside this one, every answer accounted for.")
