"""The parts of the checklist that need no eyes, in real Excel over COM. THIS HAS NOT BEEN RUN.

    python docs/maintainers/excel_checklist.py

Needs Windows, Excel, the add-in installed and the helper running; windows-workflow.yml has them. An Excel that is
started over COM does not open what lies in XLSTART, so the add-in is opened by its path. Each button's callback is run
as the ribbon would run it, on the demonstration's workbook, and the cells compared with what the command line leaves.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from outcomes_xl import settings
from outcomes_xl.building.addin.ribbon import jobs_named
from outcomes_xl.building.addin.xlam import every_module
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import THEIRS, questions
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.model import Book, CellRef, Patch, SetCell
from outcomes_xl.workflows import closed_workbook, demonstration

ADDIN = Path(os.environ.get("APPDATA", "")) / "Microsoft" / "Excel" / "XLSTART" / "outcomes.xlam"
TIMES = ("Findings", "Changes", "Start")  # sheets that say when a job ran
COMPILE = 578  # the id of Debug, Compile in the macro editor
LONGEST = 180.0  # seconds that Excel may take over one step: a box that nobody presses would hold it for ever
PHOTOGRAPH = """
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
$screen = [Windows.Forms.SystemInformation]::VirtualScreen
$picture = New-Object Drawing.Bitmap $screen.Width, $screen.Height
[Drawing.Graphics]::FromImage($picture).CopyFromScreen($screen.Left, $screen.Top, 0, 0, $picture.Size)
$picture.Save("excel-stuck.png")
"""


def main() -> int:
    import win32com.client

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        demonstration.lay_out(folder)
        shutil.copy(folder / demonstration.WORKBOOK, folder / "closed.xlsx")
        settings.save(
            central_file=str(folder / demonstration.CENTRAL), published_files=str(folder / demonstration.PUBLISHED)
        )
        excel: Any = win32com.client.DispatchEx("Excel.Application")
        excel.Visible = True
        excel.DisplayAlerts = False
        try:
            return walk(excel, folder)
        finally:
            with watched(excel, "Excel's leaving"):
                excel.Quit()


@contextmanager
def watched(excel: Any, what: str) -> Iterator[None]:
    """Do one step; when it does not end, take a picture of the screen and end this Excel, so that the step raises."""
    import win32process

    _, process = win32process.GetWindowThreadProcessId(excel.Hwnd)

    def end() -> None:
        print(f"{what} did not end within {LONGEST:g} seconds; excel-stuck.png shows what was in the way", flush=True)
        subprocess.run(["powershell", "-NoProfile", "-Command", PHOTOGRAPH], check=False, timeout=60)
        os.kill(process, signal.SIGTERM)  # on Windows: ends it at once

    watch = threading.Timer(LONGEST, end)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def walk(excel: Any, folder: Path) -> int:
    troubles: list[str] = []
    addin = excel.Workbooks.Open(str(ADDIN))
    excel.VBE.ActiveVBProject = addin.VBProject
    compiling = excel.VBE.CommandBars.FindControl(Id=COMPILE)
    with watched(excel, "Debug, Compile"):
        compiling.Execute()
    if compiling.Enabled:
        troubles.append("Debug, Compile did not go through")
    book = excel.Workbooks.Open(str(folder / demonstration.WORKBOOK))
    troubles += press_every_job(excel, addin.Name, book, folder)
    sheet = excel.Workbooks.Add().Worksheets(1)
    sheet.Range("A1").Formula2 = '=OUTCOMES_BOROUGH("E09000024")'
    if sheet.Range("A1").Value != "Merton":
        troubles.append(f"OUTCOMES_BOROUGH answers {sheet.Range('A1').Value!r}")
    print("\n".join(troubles) or "All is well.")
    return bool(troubles)


def press_every_job(excel: Any, addin: str, book: Any, folder: Path) -> list[str]:
    """Press each button with a job on the open workbook, do its job on the closed copy, and return what differs."""
    import pythoncom
    from win32com.client import VARIANT

    closed, now = folder / "closed.xlsx", datetime.now().replace(second=0, microsecond=0)
    found = []
    nothing = VARIANT(pythoncom.VT_DISPATCH, None)  # VBA's Nothing; a bare None is its Null, which no control can be
    named = jobs_named(every_module())
    places = {
        "refresh": {"central": folder / demonstration.CENTRAL},
        "availability": {"sources": folder / demonstration.PUBLISHED},
    }
    every = [(job, word, chosen) for job in JOBS for word, chosen in job.buttons.items()]
    for job, word, chosen in every:
        callback = named[word]
        if callback == "OnRefresh":
            type_in(book, closed, reworded(closed), "Our own words", now)
        if callback == "OnDecide":
            type_in(book, closed, decision(closed), THEIRS, now)
        book.Activate()
        with watched(excel, callback):
            excel.Run(f"{addin}!Ribbon.{callback}", nothing)
        print(f"{callback}: {excel.StatusBar}")
        closed_workbook.do_job(job.name, closed, now, **chosen, **places.get(job.name, {}))
        copy = folder / f"{callback}.xlsx"
        book.SaveCopyAs(str(copy))
        found += [f"{callback}: {one}" for one in differences(files.read(copy), files.read(closed))[:20]]
    return found


def type_in(book: Any, closed: Path, cell: CellRef, text: str, now: datetime) -> None:
    """Type into a cell, in the open workbook and in the closed copy."""
    before = files.read(closed).value(cell)
    files.write(closed, Patch.of([SetCell(cell, before, text, "typed")]), now)
    book.Worksheets(cell.sheet).Range(cell.a1).Value = text


def reworded(closed: Path) -> CellRef:
    """Return the cell where the officer puts her own words over the centre's, so that a refresh asks."""
    table = read_borough(files.read(closed)).tables["framework"]
    return table.cell(table.by("metric_id")["MET-010"], "metric")


def decision(closed: Path) -> CellRef:
    """Return the cell on Changes where the question about those words is answered."""
    changes = read_borough(files.read(closed)).tables["changes"]
    (asked,) = [one for one in questions(changes) if one.place[1:] == ("MET-010", "metric")]
    return changes.cell(asked.row, "decision")


def differences(live: Book, closed: Book) -> list[str]:
    """Every cell that differs outside formulas and outside the sheets that say when something was done."""
    found = []
    for name, sheet in closed.sheets.items():
        other = live.sheets[name]
        places = {(row, column) for one in (sheet, other) for row in one.rows for column in one.rows[row]}
        for row, column in sorted(places - set(sheet.formulas) - set(other.formulas)):
            if name not in TIMES and sheet.value(row, column) != other.value(row, column):
                found.append(f"{name} R{row}C{column}: {other.value(row, column)!r}, not {sheet.value(row, column)!r}")
    return found


if __name__ == "__main__":
    sys.exit(main())
