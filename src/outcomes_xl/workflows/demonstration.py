"""The demonstration: Merton's workbook and a central file, and the three jobs on published figures.

The workbook is made at the first release, so that refreshing has something to bring. The officer's answers
are made up and stand in `data/demo/`, with what is made up about them; every figure is published.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime
from importlib import resources
from itertools import chain, count
from pathlib import Path
from typing import Any

from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.registry import job
from outcomes_xl.model import Value
from outcomes_xl.model.cannot_use import WorkbookBusy
from outcomes_xl.model.sentences import sentences
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.sources.published.shipped import shipped_figures
from outcomes_xl.workflows import closed_workbook

BOROUGH = "Merton"
WORKBOOK = "Merton outcomes.xlsx"
CENTRAL = "central file.xlsx"
PUBLISHED = "published"
PEOPLE = "made-up people"
_MADE_UP = "The answers in this workbook are made up to show what the tool does; the figures are published ones."


def lay_out(folder: Path) -> None:
    """Put the workbook, the central file, the published figures and the made-up people into a folder.

    It writes over an earlier lay-out.
    """
    from outcomes_xl.building import borough_workbook, central_workbook

    newest = load_framework()
    earlier = load_framework(newest.releases[0].id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORKBOOK).write_bytes(borough_workbook(earlier, BOROUGH, entries=entries()))
    (folder / CENTRAL).write_bytes(central_workbook(newest))
    shutil.copytree(shipped_figures(), folder / PUBLISHED, dirs_exist_ok=True)
    with resources.as_file(resources.files("outcomes_xl") / "data" / "made_up") as people:
        shutil.copytree(people, folder / PEOPLE, dirs_exist_ok=True)


def put_aside(folder: Path, now: datetime) -> list[Path]:
    """Give an earlier demonstration's workbooks other names, since somebody may have typed in them; return these.

    Not among the backups: the jobs that follow would push them out of the ten that are kept there.
    """
    kept = []
    for path in (folder / WORKBOOK, folder / CENTRAL):
        if path.exists():
            kept.append(_other_name(path, now))
            try:
                path.rename(kept[-1])
            except OSError:
                raise WorkbookBusy(
                    f"“{path.name}” is there already and cannot be given another name.",
                    "Close it in Excel, or name another folder, then try again.",
                ) from None
    return kept


def _other_name(path: Path, now: datetime) -> Path:
    more_words = chain([""], (f"-{n}" for n in count(2)))
    names = (f"{path.stem} (kept {now:%Y-%m-%d %H%M}{more}){path.suffix}" for more in more_words)
    return next(other for name in names if not (other := path.with_name(name)).exists())


def entries() -> dict[str, dict[str, dict[str, Value]] | list[dict[str, Value]]]:
    """Return the made-up answers by layout key: by the row's own id where the sheet has one, else rows in order."""
    made: dict[str, dict[str, dict[str, Value]] | list[dict[str, Value]]] = {
        "start": {
            "Prepared by": {"answer": "A. Officer (made up)"},
            "Prepared on": {"answer": date(2026, 10, 16)},
        }
    }
    for file in sorted((resources.files("outcomes_xl") / "data" / "demo").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".csv"):
            continue
        sheet = layout("borough").sheet(file.name.removesuffix(".csv"))
        rows = [
            {field: _as_excel_takes(sheet, field, text) for field, text in row.items() if text}
            for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        ]
        ids = [str(row[sheet.row_key]) for row in rows if sheet.row_key]
        # An id that stands twice is one of the slips shown, so those rows go in as they are.
        made[sheet.key] = dict(zip(ids, rows, strict=True)) if ids and len(set(ids)) == len(ids) else rows
    return made


def demonstrate(folder: Path, now: datetime) -> None:
    """Lay the demonstration out, do the three jobs, and say what happened and which files to open."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"Making {BOROUGH}'s workbook, a central file and a folder of published figures in {folder}")
    for kept in put_aside(folder, now):
        console.print(f"What was there is kept as {kept}", soft_wrap=True)
    lay_out(folder)
    workbook = folder / WORKBOOK
    chosen: dict[str, dict[str, Any]] = {
        "availability": {"sources": folder / PUBLISHED},
        "refresh": {"central": folder / CENTRAL},
    }
    for name in ("check", "refresh", "availability", "check"):
        done = closed_workbook.do_job(name, workbook, now, **chosen.get(name, {}))
        console.print()
        console.print(job(name).title, style="bold")
        for sentence in sentences(done.result.summary):
            console.print(f"  {sentence}", soft_wrap=True)
    console.print()
    console.print("Open these:", style="bold")
    console.print(f"  {workbook.resolve()}", soft_wrap=True)
    console.print("      begin with Start, then Summary, Data availability, Findings and Changes", soft_wrap=True)
    console.print(f"  {(folder / CENTRAL).resolve()}", soft_wrap=True)
    console.print(f"  {(folder / PEOPLE).resolve()}", soft_wrap=True)
    console.print(
        "      made-up pupils and what happened to them, to try cohort and journeys with; the sheet Sources names them",
        soft_wrap=True,
    )
    console.print()
    console.print(_MADE_UP, soft_wrap=True)
    console.print(
        "Contains public sector information licensed under the Open Government Licence v3.0: statistics of the"
        " Department for Education, OHID, UKHSA, MHCLG, Ofsted, ONS and DWP. Sources: published/ORIGIN.md",
        soft_wrap=True,
    )


def _as_excel_takes(sheet: SheetLayout, field: str, text: str) -> Value:
    """Return typed text as Excel would take it in that column: numbers and dates where the column is not text."""
    kind = sheet.field(field).kind
    if kind == "date":
        return date.fromisoformat(text)
    if kind in ("number", "figure"):
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return text
    return text
