"""Every button's job, called as the macro calls it, and the same job on a closed copy; prints what differs, as JSON.

A spreadsheet of a borough's own is adopted, too, which is a call of its own.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from outcomes_xl import settings
from outcomes_xl.hosts import files
from outcomes_xl.hosts.desktop.excel_values import from_excel
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import THEIRS, questions
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.model import CellRef, Patch, SetCell, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.workflows import closed_workbook, demonstration
from tests.routes import stand_in_com
from tests.windows.inside.excel_like import CALLS, Helper, given, opened

TIMES = ("Findings", "Changes", "Start")  # sheets that say when a job ran
SHOWN_AS = re.compile(r',"shown_as":"[^"]*"')  # a closed file's undo knows number formats, which Excel is not asked for
MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


ASK_FIRST = ("fetch", "share", "carry", "cohort", "journeys")  # and are told nothing in the round of every button


def main(folder: Path) -> None:
    folder.mkdir()
    demonstration.lay_out(folder)
    # xlwings says Sheets.Add(Before=…), and pywin32 takes names only where there is a type library, which our stand-in
    # has not (a TypeError). So no sheet can be added here: those that a job adds are there before.
    for adds in ("spine", "services", "targets"):
        closed_workbook.do_job(adds, folder / demonstration.WORKBOOK, datetime.now())
    closed, now = folder / "closed.xlsx", datetime.now().replace(second=0, microsecond=0)
    shutil.copy(folder / demonstration.WORKBOOK, closed)
    central, published = folder / demonstration.CENTRAL, folder / demonstration.PUBLISHED
    settings.save(central_file=str(central), published_files=str(published))
    helper, book = Helper(), opened(folder / demonstration.WORKBOOK)
    handed = given(book)
    places: dict[str, dict[str, Any]] = {"refresh": {"central": central}, "availability": {"sources": published}}
    found = []
    for job, word, chosen in [(one, *how) for one in JOBS for how in one.buttons.items()]:
        if word == "refresh":
            type_in(book, closed, reworded(closed), "Our own words", now)
        if word == "decide":
            type_in(book, closed, decision(closed), THEIRS, now)
        CALLS.clear()
        began = time.perf_counter()
        said = helper.Run(word, handed, book.full_name, "")
        took = time.perf_counter() - began
        if word not in ASK_FIRST:
            closed_workbook.do_job(job.name, closed, now, **chosen, **places.get(job.name, {}))
        app = book.app_
        lent = [app.ScreenUpdating, app.Calculation, app.DisplayAlerts, app.EnableEvents, app.StatusBar]
        found.append(
            {
                "job": word,
                "said": said,
                "seconds": round(took, 2),
                "calls": len(CALLS) - CALLS.count("StatusBar"),  # how often that is told, the clock says
                "settings": lent,
                "differs": differences(book, closed)[:20],
            }
        )
    print(json.dumps({"jobs": found, "shared": shared(helper, book), "adopted": adopted(helper, folder)}))


def shared(helper: Helper, book: stand_in_com.Workbook) -> dict[str, Any]:
    """Ask for a copy to share and say yes to the question; return what was said, and the copies beside the workbook."""
    how, about, _ = helper.Run("share", given(book), book.full_name, "").split("\n", 2)
    said = helper.Run("share", given(book), book.full_name, about)
    return {"how": how, "said": said, "made": [one.name for one in Path(book.full_name).parent.glob("* to share.xlsx")]}


def adopted(helper: Helper, folder: Path) -> dict[str, Any]:
    """Have a borough's own spreadsheet adopted; return what was said, and the answer as the new workbook has it."""
    own = folder / "Our metrics.xlsx"
    theirs = openpyxl.Workbook()
    for row in (["Metric ID", "Status", "Notes"], ["MET-012", "Available now", "Mosaic, every quarter"]):
        theirs.active.append(row)
    theirs.save(own)
    word, made, said = helper.Adopt(str(own), "Merton").split("\n", 2)
    answer = read_borough(files.read(Path(made))).tables["availability"].by("metric_id")["MET-012"]
    return {"word": word, "made": made, "said": said, "answer": [answer.text("status"), answer.text("note")]}


def type_in(book: stand_in_com.Workbook, closed: Path, cell: CellRef, text: str, now: datetime) -> None:
    """Type into a cell, in the open workbook and in the closed copy."""
    before = files.read(closed).value(cell)
    files.write(closed, Patch.of([SetCell(cell, before, text, "typed")]), now)
    (sheet,) = [one for one in book.sheets if one.title == cell.sheet]
    stand_in_com.take(sheet.cells.setdefault((cell.row, cell.column), stand_in_com.Cell()), text)


def reworded(closed: Path) -> CellRef:
    table = read_borough(files.read(closed)).tables["framework"]
    return table.cell(table.by("metric_id")["MET-010"], "metric")


def decision(closed: Path) -> CellRef:
    changes = read_borough(files.read(closed)).tables["changes"]
    (asked,) = [one for one in questions(changes) if one.place[1:] == ("MET-010", "metric")]
    return changes.cell(asked.row, "decision")


def differences(book: stand_in_com.Workbook, closed: Path) -> list[str]:
    """Every cell that differs outside formulas and outside the sheets that say when something was done."""
    found, there = [], files.read(closed)
    for sheet in book.sheets:
        other = there.sheets[sheet.title]
        places = set(sheet.cells) | {(row, column) for row in other.rows for column in other.rows[row]}
        for place in sorted(places - set(other.formulas)):
            cell = sheet.cells.get(place, stand_in_com.Cell())
            live, wanted = from_excel(stand_in_com.shown(cell), errors_are_words=False), other.value(*place)
            if sheet.title == "Undo record":
                live, wanted = record(live), record(wanted)
            if sheet.title not in TIMES and not cell.formula and not same(live, wanted):
                found.append(f"{sheet.title} {place}: {live!r}, not {wanted!r}")
    return found


def record(value: Value) -> Value:
    """Return what the sheet for undo holds in a cell, without the minute and without number formats."""
    return MINUTE.sub("", SHOWN_AS.sub("", value)) if isinstance(value, str) else value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
