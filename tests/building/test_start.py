"""Start: what is next, how far each step is, and the way to every sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from outcomes_xl.building.start_formulas import NAMED
from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Area, Book, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.building import made
from tests.built import borough_workbook
from tests.office import needed, printed

DAY = date(2026, 11, 20)
ALL = {metric: {"status": "Available now"} for metric in load_framework().metrics}
MUST_FIX = {"severity": "Must fix", "sheet": "Start", "message": "One", "finding_state": "New"}
MENDED = {**MUST_FIX, "finding_state": "No longer found"}


def started(*settings: str, borough: str | None = "Merton", **more: object) -> Book:
    entries: Entries = {"start": {one: {"answer": DAY} for one in settings}, **more}  # type: ignore[dict-item]
    return files.read_bytes(borough_workbook(load_framework(), borough, entries=entries), "x")


def column_of(book: Book, table: str, number: int) -> list[Value]:
    area = book.tables[table].area
    return [book.sheets["Start"].value(row, number) for row in range(area.first_row + 1, area.last_row + 1)]


LOOKED = ("Last refreshed", "Availability last checked")


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (lambda: started(borough=None), "step 1 – choose your borough."),
        (lambda: started(), "step 2 – bring in the latest links."),
        (lambda: started("Last refreshed"), "step 3 – look for the figures."),
        (
            lambda: started(*LOOKED, availability={"MET-001": {"suggested_status": "Available now"}}),
            f"step 4 – {len(ALL)} metrics have no status yet; suggestions that are ready: 1.",
        ),
        (
            lambda: started(*LOOKED, availability={**ALL, "MET-002": {"status": "Not yet assessed"}}),
            "step 4 – 1 metric has no status yet.",
        ),
        (lambda: started(*LOOKED, availability=ALL), "step 5 – have it checked."),
        (
            lambda: started(*LOOKED, "Last checked", availability=ALL, findings=[MUST_FIX, MENDED]),
            "step 5 – 1 entry to fix.",
        ),
        (lambda: started(*LOOKED, "Last checked", availability=ALL, findings=[MENDED]), "step 6 – print the Summary."),
    ],
)
def test_the_first_step_that_is_not_done_comes_next(book: Callable[[], Book], said: str) -> None:
    assert book().sheets["Start"].value(2, 1) == f"Next: {said}"


def test_each_step_says_how_far_it_is() -> None:
    every = len(ALL)
    assert column_of(started(borough=None), "tblSteps", 2) == [
        "► Choose your borough",
        f"► Not yet: the links are those it was made with (release {load_framework().release.id})",
        "► Not yet",
        f"► 0 of {every} answered",
        "► Not yet",
        "○ After step 5",
    ]
    done = started(*LOOKED, "Last checked", availability=ALL)
    assert column_of(done, "tblSteps", 2) == [
        "● Done: Merton",
        f"● Done on 20 November 2026: release {load_framework().release.id}",
        "● Looked on 20 November 2026: figures found 0, still to fetch 0, to look up 0",
        f"● Done: all {every} answered",
        "● Nothing open (checked on 20 November 2026)",
        "► Ready: one page",
    ]


def test_the_title_names_the_borough() -> None:
    assert started().sheets["Start"].value(1, 1) == "Merton: outcomes framework workbook"
    assert started(borough=None).sheets["Start"].value(1, 1) == "Outcomes framework workbook"


def test_every_sheet_is_on_the_list_with_how_it_stands_and_what_it_is_for() -> None:
    book = files.read_bytes(made.answered(), "x")
    others = [name for name, sheet in book.sheets.items() if name != "Start" and sheet.state == "visible"]
    assert column_of(book, "tblSheets", 1) == others
    assert all(column_of(book, "tblSheets", number) for number in (2, 3))
    stands = dict(zip(others, column_of(book, "tblSheets", 2), strict=True))
    assert (stands["Data availability"], stands["Findings"]) == ("10 of 101 answered", "1 to fix, 1 to look at")
    assert all(stands.values())


def test_one_is_one_and_several_are_several() -> None:
    service = {"service_id": "SVC-01", "service": "Stay and play"}
    book = started(services=[service], progress=[{"day": DAY}], changes=[{"run": 1}], figures=[{"metric": "GLD"}])
    stands = dict(zip(column_of(book, "tblSheets", 1), column_of(book, "tblSheets", 2), strict=True))
    names = ("Services", "Progress", "Changes", "Figures", "Targets")
    assert [stands[name] for name in names] == ["1 service", "1 day", "1 job done", "1 line", "0 targets"]


def test_every_link_goes_to_a_cell_that_is_there() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.answered()))
    links = {cell.value: cell.hyperlink.location for row in book["Start"].iter_rows() for cell in row if cell.hyperlink}
    assert len(links) == 6 + sum(sheet.sheet_state == "visible" for sheet in book.worksheets) - 1
    for where in links.values():
        sheet, _, cell = where.rpartition("!")
        assert Area.parse(cell) and sheet.strip("'") in book.sheetnames
    there = files.read_bytes(made.answered(), "x")
    status = read_tables(there, layout("borough")).tables["availability"]
    assert links["4  Answer what you know"] == str(status.cell(status.heading_row + 1, "status"))
    start = read_tables(there, layout("borough")).tables["start"]
    assert links["1  Say whose workbook this is"] == str(start.cell(start.heading_row + 1, "answer"))


def test_settings_have_names_for_formulas_and_are_read_by_their_rows() -> None:
    book = files.read_bytes(made.answered(), "x")
    start = read_tables(book, layout("borough")).tables["start"]
    answers = {row.text("setting"): row for row in start.rows}
    for name, setting in NAMED.items():
        assert book.names[name].replace("$", "") == str(start.cell(answers[setting], "answer"))


@pytest.mark.office
def test_the_steps_and_the_settings_are_one_page_and_the_sheets_another(tmp_path) -> None:  # type: ignore[no-untyped-def]
    needed("soffice", "Debian or Ubuntu: apt install libreoffice-calc fonts-liberation.")
    path = tmp_path / "made.xlsx"
    path.write_bytes(made.answered())
    pages = printed(path, tmp_path, "Start")
    assert [(page.width, page.height) for page in pages] == [(842, 595)] * 2
    assert "Lists" in pages[1].words and "Lists" not in pages[0].words
