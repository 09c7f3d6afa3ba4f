"""Each button's job asks Excel at most 500 things (540 in the demonstration): each is a call between processes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from benchmarks.check import workbook as three_hundred

from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.helper.layout_in_excel import PLACE
from outcomes_xl.hosts import desktop
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import THEIRS, questions
from outcomes_xl.jobs.registry import ABOUT_LOOKS
from outcomes_xl.model import Book, CellRef, Patch, SetCell
from outcomes_xl.reading.layouts import layout
from outcomes_xl.settings import Settings
from outcomes_xl.workflows import demonstration
from tests.routes import stand_in_com as com

BUDGET = 500
OF_THE_DEMONSTRATION = 540
"""It has everything in it: conflicts to ask about, and sheets of services, evidence and targets, twelve calls each."""
A_SHEET = 75
"""What adding a tab may take on top, which happens once in a workbook's life."""
NOW = datetime(2026, 11, 22, 14, 30)
ROOT = Path(desktop.__file__).parents[2]
PRESSED = [
    ("check",),
    ("apply_fixes",),
    ("refresh",),
    ("availability",),
    ("availability", "suggestions"),
    ("refresh", "undo"),
    ("availability", "undo"),
    ("apply_fixes", "undo"),
    ("targets", "undo"),
]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    demonstration.lay_out(folder)
    (folder / "three hundred.xlsx").write_bytes(three_hundred(300))
    return folder


def at_the_desk(laid_out: Path, name: str) -> tuple[Any, Callable[..., int]]:
    """Return the open workbook, and how to press a button on it: it answers with the calls that took."""
    path = laid_out / name
    book = com.xlwings_book(com.open_file(path))
    own = Settings(
        central_file=str(laid_out / demonstration.CENTRAL), published_files=laid_out / demonstration.PUBLISHED
    )
    desk = Dispatcher(lambda _: book, version="0.1.0", settings=lambda: own, now=lambda: NOW)

    def press(job: str, agreed: str = "") -> int:
        com.CALLS.clear()
        answer = desk.answer(job, str(path), agreed)
        assert not answer.stopped, answer.sentence
        return len(com.CALLS)

    return book, press


@pytest.mark.parametrize("pressed", PRESSED, ids=", ".join)
@pytest.mark.parametrize("name", [demonstration.WORKBOOK, "three hundred.xlsx"])
def test_a_job_stays_within_its_budget(laid_out: Path, name: str, pressed: tuple[str, ...]) -> None:
    _, press = at_the_desk(laid_out, name)
    calls = [press(job) for job in pressed]
    assert calls[-1] <= (OF_THE_DEMONSTRATION if name == demonstration.WORKBOOK else BUDGET)


def test_decisions_stay_within_their_budget(laid_out: Path) -> None:
    book, press = at_the_desk(laid_out, demonstration.WORKBOOK)
    framework = read_borough(desktop.read(book)).tables["framework"]
    put(book, framework.cell(framework.by("metric_id")["MET-010"], "metric"), "Our own words")
    press("refresh")
    changes = read_borough(desktop.read(book)).tables["changes"]
    (asked,) = [one for one in questions(changes) if one.place[1:] == ("MET-010", "metric")]
    put(book, changes.cell(asked.row, "decision"), THEIRS)
    assert press("decide") <= OF_THE_DEMONSTRATION
    assert press("undo") <= BUDGET


def put(book: Any, cell: CellRef, value: str) -> None:
    before = desktop.read(book).value(cell)
    desktop.play(book, Patch.of([SetCell(cell, before, value, "typed")]))


@pytest.mark.parametrize("unasked", ["names", "has_macros", "external_links", "protected"])
def test_what_an_open_workbook_is_not_asked_is_used_by_no_job(unasked: str) -> None:
    """Reading leaves these out to save calls; whoever needs one must have it asked for again."""
    assert unasked in {*Book.__dataclass_fields__, *desktop.read.__globals__["Sheet"].__dataclass_fields__}
    for room in ("jobs", "rules", "reading", "helper"):
        for path in (ROOT / room).rglob("*.py"):
            assert f"book.{unasked}" not in path.read_text("utf-8"), path
            assert f"sheet.{unasked}" not in path.read_text("utf-8"), path


def test_a_refresh_that_adds_a_tab_stays_within_its_budget(laid_out: Path) -> None:
    """A workbook of the first edition whose officer keeps its layout: a refresh gives it the tabs that came since."""
    shutil.copy(Path(__file__).parents[1] / "data" / "first_edition" / "workbook.xlsx", laid_out / "first edition.xlsx")
    book, press = at_the_desk(laid_out, "first edition.xlsx")
    sheets = len(desktop.read(book).sheets)
    come = sum(shape.later for shape in layout("borough").mappings)
    kept = f"no {PLACE}{laid_out / 'first edition.xlsx'}"
    assert press("refresh", kept) <= OF_THE_DEMONSTRATION + A_SHEET * come
    assert len(desktop.read(book).sheets) == sheets + come
    assert press("undo") <= BUDGET
    assert len(desktop.read(book).sheets) == sheets


@pytest.mark.parametrize(
    "looks", [".merges", ".hidden_rows", ".hidden_columns", ".filtered", "sheet.state", "reading.troubles"]
)
def test_only_check_and_suggestions_tell_what_a_workbook_looks_like(looks: str) -> None:
    """Other buttons read an open workbook without these; whoever needs one must be put among those about looks."""
    assert {"check", "apply_fixes", "suggestions"} == ABOUT_LOOKS
    for path in (ROOT / "jobs").rglob("*.py"):
        if path.name not in ("check.py", "suggestions.py", "publish.py", "read_workbook.py", "disagreements.py"):
            assert looks not in path.read_text("utf-8"), path
