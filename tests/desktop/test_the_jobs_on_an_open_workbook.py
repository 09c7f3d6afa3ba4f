"""The real jobs on a whole borough workbook: an open workbook ends up as the closed file does, within the budget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.hosts import desktop, files
from outcomes_xl.jobs.registry import ABOUT_LOOKS
from outcomes_xl.model import Book, Result
from outcomes_xl.reading.layouts import layout
from tests.routes import stand_in_com as com
from tests.routes import uno_engine
from tests.workbooks import without_formats

NOW = datetime(2026, 11, 22, 15, 0)
BUDGET = 500
PUBLISHED = Path(str(resources.files("outcomes_xl") / "data" / "published"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.framework import load_framework

    path = tmp_path_factory.mktemp("demo") / "Merton.xlsx"
    known = load_framework()
    path.write_bytes(borough_workbook(known, known.borough("E09000024")))
    return path


def check(book: Book) -> Result:
    from outcomes_xl.jobs.check import check as job

    return job(book, _context())


def availability(book: Book) -> Result:
    """Every metric gets its answer, found or not: hundreds of cells."""
    from outcomes_xl.jobs.availability import availability as job
    from outcomes_xl.jobs.availability import borough_of
    from outcomes_xl.sources import look

    context = _context()
    return job(book, look(PUBLISHED, context.framework, borough_of(book, context), NOW.date()), context)


def undo(book: Book) -> Result:
    from outcomes_xl.jobs.undo import undo as job

    return job(book, _context())


def pressed(book: Any, job: Callable[[Book], Result]) -> Result:
    """Do a job as its button has it done: how a workbook looks is asked for a few jobs, of tables only ours."""
    wanted = {shape.table.casefold() for shape in layout("borough").with_tables if shape.table}
    formulas_alone = [shape.name for shape in layout("borough") if not shape.table]
    met: desktop.Handles = {}
    looks = job.__name__ in ABOUT_LOOKS
    result = job(desktop.read(book, looks, tables_wanted=wanted, handles=met, only_named=formulas_alone))
    desktop.play(book, result.patch, handles=met)
    return result


def _context() -> Any:
    from outcomes_xl.framework import load_framework
    from outcomes_xl.jobs.context import Context

    return Context(now=NOW, framework=load_framework())


@pytest.mark.parametrize("job", [check, availability])
def test_a_job_ends_up_the_same_open_and_closed_within_its_budget_of_calls(
    template: Path, job: Callable[[Book], Result]
) -> None:
    book = com.xlwings_book(com.open_file(template))
    com.CALLS.clear()
    result = pressed(book, job)
    assert len(com.CALLS) <= BUDGET
    assert result.patch
    same(desktop.read(book), closed(template, job))


def test_undo_in_the_open_workbook_puts_back_what_a_job_wrote(template: Path) -> None:
    book = com.xlwings_book(com.open_file(template))
    before = desktop.read(book)
    desktop.play(book, availability(before).patch)
    com.CALLS.clear()
    pressed(book, undo)
    assert len(com.CALLS) <= BUDGET
    after = desktop.read(book)
    assert after.sheets["Data availability"] == before.sheets["Data availability"]


@pytest.mark.office
def test_a_job_ends_up_the_same_in_live_libreoffice(template: Path, tmp_path: Path, live_office: Any) -> None:
    own = tmp_path / "Merton.xlsx"
    own.write_bytes(template.read_bytes())
    document = uno_engine.open_file(live_office, own)
    try:
        book = uno_engine.xlwings_book(document)
        desktop.play(book, availability(desktop.read(book)).patch)
        # LibreOffice works formulas out as cells change; a closed file keeps Excel's last figures until it is opened.
        same(desktop.read(book), closed(template, availability), formulas=False)
    finally:
        document.close(True)


def closed(template: Path, job: Callable[[Book], Result]) -> Book:
    data = template.read_bytes()
    return files.read_bytes(files.play(data, job(files.read_bytes(data, "Merton.xlsx")).patch), "Merton.xlsx")


def same(one: Book, other: Book, *, formulas: bool = True) -> None:
    assert one.tables == other.tables
    assert list(one.sheets) == list(other.sheets)
    for name, sheet in one.sheets.items():
        theirs = other.sheets[name]
        assert set(sheet.formulas) == set(theirs.formulas), name
        # What a column of formulas comes to in a new row is for Excel to work out, or for whoever saves the file.
        skipped = {place for place in sheet.formulas if not formulas or theirs.value(*place) is None}
        assert cells(sheet.rows, skipped) == cells(theirs.rows, skipped), name


def cells(rows: Any, skipped: set[tuple[int, int]]) -> dict[tuple[int, int], Any]:
    return {
        (r, c): without_formats(value)
        for r, row in rows.items()
        for c, value in row.items()
        # A formula that says nothing gives an empty text in a file, and Excel shows nothing.
        if (r, c) not in skipped and value != ""
    }
