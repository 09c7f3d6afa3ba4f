"""After every job on a closed file, what is saved beside each formula is what an office program works out of it.

So Protected View, previews, phones and readers of values see today's page: compared with LibreOffice, which works
everything out anew, and read by openpyxl and calamine, which work out nothing.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from benchmarks.check import workbook as three_hundred
from python_calamine import CalamineWorkbook

from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.hosts import files
from outcomes_xl.model import Book, CellRef, Patch, SetCell
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.workflows import closed_workbook, demonstration
from tests.office import recalculated_together

NOW = datetime(2026, 11, 20, 10, 0)
THREE_HUNDRED = "three hundred.xlsx"
FIRST = Path(__file__).resolve().parents[1] / "data" / "first_edition"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's central file and figures, and the three workbooks."""
    folder = tmp_path_factory.mktemp("given")
    demonstration.lay_out(folder)
    (folder / THREE_HUNDRED).write_bytes(three_hundred(300))
    (folder / "first edition.xlsx").write_bytes(of_merton((FIRST / "workbook.xlsx").read_bytes()))
    return folder


def of_merton(data: bytes) -> bytes:
    """The workbook of the first edition with a borough chosen, as the jobs need it."""
    start = read_tables(files.read_bytes(data, "x"), layout("borough")).tables["start"]
    answers = {"Borough code": "E09000024", "Borough": "Merton"}
    cells = {row.text("setting"): CellRef(start.sheet, row.number, start.columns["answer"]) for row in start.rows}
    return files.play(data, Patch.of(SetCell(cells[one], None, said, "a test") for one, said in answers.items()))


def out_of_date(paths: list[Path]) -> list[str]:
    """The formulas whose saved value is another than LibreOffice works out."""
    return [
        f"{path.name}, {CellRef(name, *place)}: {sheet.value(*place)!r}, not {worked_out.sheets[name].value(*place)!r}"
        for path, worked_out in zip(paths, recalculated_together(paths), strict=True)
        for name, sheet in files.read(path).sheets.items()
        for place in sheet.formulas
        if not same(sheet.value(*place), worked_out.sheets[name].value(*place))
    ]


def asks_to_recalculate(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return b"fullCalcOnLoad" in archive.read("xl/workbook.xml")


def decided(path: Path) -> None:
    """Choose the central file's words wherever a refresh has asked."""
    book = files.read(path)
    changes = read_tables(book, layout("borough")).tables["changes"]
    asked = [row for row in changes.rows if row["change"] in ("conflict", "difference")]
    column = changes.columns["decision"]
    cells = [CellRef(changes.sheet, row.number, column) for row in asked]
    patch = Patch.of([SetCell(cell, book.value(cell), "Take theirs", "a test") for cell in cells])
    path.write_bytes(files.play(path.read_bytes(), patch, path.name, recalculate))


@pytest.mark.office
@pytest.mark.parametrize("name", [demonstration.WORKBOOK, THREE_HUNDRED, "first edition.xlsx"])
def test_figures_saved_in_the_file_are_those_worked_out_after_every_job(given: Path, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copy(given / name, path)
    jobs: list[tuple[str, dict[str, Any]]] = [
        ("check", {"apply_fixes": True}),
        ("refresh", {"central": str(given / demonstration.CENTRAL), "older_is_fine": True}),
        ("decide", {}),
        ("availability", {"sources": given / demonstration.PUBLISHED}),
        ("check", {}),
        ("undo", {}),
    ]
    written: list[tuple[str, Path]] = []
    for number, (job, choices) in enumerate(jobs, start=1):
        if job == "decide":
            decided(path)
        before = path.read_bytes()
        closed_workbook.do_job(job, path, NOW, **choices)
        if path.read_bytes() != before:
            written.append((job, Path(shutil.copy(path, tmp_path / f"after {number} {job}.xlsx"))))
            assert not asks_to_recalculate(path), job
    assert out_of_date([after for _, after in written]) == []
    # The workbook with 300 metrics is made at the central file's own release, so that there is nothing to refresh.
    assert {"check", "refresh", "availability", "undo"} - {job for job, _ in written} <= (
        {"refresh"} if name == THREE_HUNDRED else set()
    )
    assert readers_agree(path, files.read(path))


def readers_agree(path: Path, book: Book) -> bool:
    """Tell whether those who read values alone find on the Summary what we saved there."""
    ours = book.sheets["Summary"]
    theirs = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)["Summary"]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary").to_python(skip_empty_area=False)
    return len(ours.formulas) > 100 and all(
        same(ours.value(row, column), theirs.cell(row, column).value)
        and same(ours.value(row, column), rows[row - 1][column - 1])
        for row, column in ours.formulas
    )
