"""Each button with a job on the demonstration's workbook: ribbon callback, VBA, Python, live document, for real.

The cells a job leaves in the live document are those it leaves in the closed file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from outcomes_xl import deeds, demonstration
from outcomes_xl.hosts import desktop, files
from outcomes_xl.model import Book, Value

from . import answering_for_real as real
from .office import Office, Open
from .test_running import compiled, press
from .workbook import workbook_with_macros

pytestmark = [pytest.mark.office, pytest.mark.slow]
ANSWERING = "tests.addin.answering_for_real"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Merton's workbook, the central file and the published figures, as the demonstration lays them out."""
    folder = tmp_path_factory.mktemp("desk")
    demonstration.lay_out(folder)
    return folder


@pytest.fixture
def addin(office: Office, desk: Path) -> Iterator[Open]:
    path = desk / "macros.xlsm"
    path.write_bytes(workbook_with_macros(desk, ANSWERING, office.pipe))
    with office.opened(path) as opened:
        compiled(opened)
        yield opened


def closed(desk: Path, path: Path, button: str) -> Book:
    """Do the button's job on a closed copy; return what stands in it then."""
    match button:
        case "checkButton":
            deeds.check(path, real.NOW)
        case "applyFixesButton":
            deeds.check(path, real.NOW, apply_fixes=True)
        case "refreshButton":
            deeds.refresh(path, desk / demonstration.CENTRAL, real.NOW)
        case "availabilityButton":
            deeds.availability(path, desk / demonstration.PUBLISHED, real.NOW)
        case "undoButton":
            deeds.undo(path, real.NOW)
    return files.read(path)


@pytest.mark.parametrize(
    "buttons",
    [
        ("checkButton",),
        ("applyFixesButton",),
        ("availabilityButton",),
        ("refreshButton", "undoButton"),
    ],
    ids=lambda buttons: ", ".join(button.removesuffix("Button") for button in buttons),
)
def test_a_button_leaves_the_cells_that_the_command_leaves(
    office: Office, desk: Path, addin: Open, tmp_path: Path, buttons: tuple[str, ...]
) -> None:
    copy = tmp_path / demonstration.WORKBOOK
    shutil.copy(desk / demonstration.WORKBOOK, copy)
    with office.opened(desk / demonstration.WORKBOOK) as workbook:
        for button in buttons:
            before = files.read(copy)
            (said,) = press(addin, button)
            assert said[0] == "bar"
            assert "went wrong" not in said[1], (desk / "helper.log").read_text("utf-8")
            live = desktop.read(real.uno_engine.xlwings_book(workbook.document))
            assert len(differences(live, before)) > 10, "the job did nothing"
            assert differences(live, closed(desk, copy, button)) == []


def differences(live: Book, shut: Book) -> list[str]:
    """Every cell that differs, but formulas: a closed file keeps the value Excel last saved."""
    found = []
    assert set(live.sheets) == set(shut.sheets)
    for name in sorted(shut.sheets):
        one, other = live.sheets[name], shut.sheets[name]
        places = {(row, column) for sheet in (one, other) for row in sheet.rows for column in sheet.rows[row]}
        for row, column in sorted(places - set(one.formulas) - set(other.formulas)):
            if same(one.value(row, column)) != same(other.value(row, column)):
                found.append(f"{name} R{row}C{column}: {one.value(row, column)!r}, not {other.value(row, column)!r}")
    return found


def same(value: Value) -> Value:
    """Text as a cell shows it, whatever the host's line ends."""
    return re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else value
