"""What the closed-file host leaves of the same jobs, and where a pane has left something else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.highlight import highlight_choices, listed_in, listing, tied_ids
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import THEIRS, questions
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.lite.pane_highlight import OFF
from outcomes_xl.lite.pane_needs import NEEDS
from outcomes_xl.lite.scripts import in_the_pane
from outcomes_xl.model import Area, Book, CellRef, Patch, Result, SetCell, Sheet
from outcomes_xl.model.cell_values import same
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.run_job import Around, run_job
from tests.lite.conftest import NOW

LOF = next(one for one in highlight_choices() if one.edition)
SAID = {"highlight": {"framework": LOF.label}, "highlight off": {"framework": OFF}}
"""What is chosen in the form of a button; one that is pressed in two ways has two names here."""


@dataclass(frozen=True)
class Step:
    """A button, what somebody edited before it, and what the closed-file host leaves."""

    press: str
    edits: tuple[SetCell, ...]
    left: Book

    def as_given(self) -> dict[str, Any]:
        """Return the step as JSON: what is typed, what is pressed, and what the form says."""
        typed = [[one.cell.sheet, one.cell.row, one.cell.column, one.after] for one in self.edits]
        return {"press": self.press.partition(" ")[0], "edits": typed, "said": SAID.get(self.press, {})}


def as_the_closed_file_host_does(path: Path, buttons: tuple[str, ...]) -> Iterator[Step]:
    """Do jobs one after the other on a closed workbook, with what a pane has at hand. Nothing is saved."""
    data = path.read_bytes()
    book = files.read_bytes(data, path.name)
    for button in buttons:
        if edits := _edits(book, button):
            data = files.play(data, Patch(edits), path.name, book=book)
            book = files.read_bytes(data, path.name)
        # A pane is not told how a number is shown, so Undo's record does not say it.
        told = replace(book, number_format=lambda _: "")
        patch = _listing(told, button) if button in SAID else _result(told, button).patch
        data = files.play(data, patch, path.name, book=book)
        book = files.read_bytes(data, path.name)
        yield Step(button, edits, book)


def _result(book: Book, button: str) -> Result:
    one = next(job for job in JOBS if in_the_pane(job) and button in job.buttons)
    context = Context(NOW, framework_of(book))
    got = {need: asyncio.run(NEEDS[need](book, context, {}, str)) for need in one.needs}  # type: ignore[arg-type]
    return run_job(one, book, Around(NOW, settings=Settings, choices=one.buttons[button], got=got))


def _listing(book: Book, button: str) -> Patch:
    """Return what Highlight writes: the ids that a framework's tab names, in the cells that the rule asks."""
    (sheet, area), tables = listed_in(book.names) or ("", Area(1, 1, 1, 1)), read_borough(book).tables
    now = {row: book.sheets[sheet].value(row, area.first_column) for row in range(area.first_row, area.last_row + 1)}
    return listing(sheet, area, now, () if button.endswith("off") else tied_ids(tables, LOF.framework, LOF.edition))


def _edits(book: Book, button: str) -> tuple[SetCell, ...]:
    """What an officer types before a button: words of her own before a refresh, and her answers to what it asks."""
    tables = read_borough(book).tables
    if button == "refresh":
        framework = tables["framework"]
        cell = framework.cell(framework.by("metric_id")["MET-010"], "metric")
        return (SetCell(cell, book.value(cell), "Our own words", "typed"),)
    if button != "decide":
        return ()
    changes = tables["changes"]
    cells = [changes.cell(one.row, "decision") for one in questions(changes)]
    return tuple(SetCell(cell, book.value(cell), THEIRS, "chosen") for cell in cells)


def differences(left: Book, step: Step) -> list[str]:
    """Return where a pane has left something else than the closed-file host: sheets, tables, cells with no formula."""
    wanted = step.left
    found = [f"{step.press}: the sheets are {list(left.sheets)}"] if list(left.sheets) != list(wanted.sheets) else []
    areas = {name: table.area for name, table in left.tables.items()}
    found += [
        f"{step.press}: {one.name} is {areas.get(one.name)}"
        for one in wanted.tables.values()
        if areas.get(one.name) != one.area
    ]
    for name, sheet in wanted.sheets.items():
        theirs = left.sheets.get(name, Sheet(name, {}))
        for place in sorted(_places(sheet) | _places(theirs)):
            one, other = theirs.value(*place), sheet.value(*place)
            if place not in sheet.formulas and not same(one, other):
                found.append(f"{step.press}: {CellRef(name, *place)} holds {one!r}, not {other!r}")
    return found


def _places(sheet: Sheet) -> set[tuple[int, int]]:
    return {(row, column) for row, cells in sheet.rows.items() for column in cells}
