"""A work list made from a workbook, written to a small file of its own, and one that came back taken in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.work_list import WorkList, work_list
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.workflows.closed_workbook import Done, on_workbook
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.run_job import Progress


def listed(workbook: Path, now: datetime, holder: str = "", by: str = "") -> WorkList:
    """Return what is open in a workbook, all of it or one holder's."""
    book = files.read(workbook)
    return work_list(book, Context(now=now, framework=framework_of(book)), holder, by)


def written(work: WorkList, to: Path, now: datetime) -> str:
    """Write a work list to a new workbook; return the sentence that says so. What is there is never written over."""
    from outcomes_xl.building.work_list_workbook import work_list_workbook
    from outcomes_xl.hosts.files.write_new_file import put

    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if to.exists():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")
    put(to, work_list_workbook(work, load_framework(), now.date()), now)
    return f"Written: {to}. Notes stay with you: they are not on it."


def taken(returned: Path, workbook: Path, now: datetime, *, preview: bool = False) -> Done:
    """Take a work list that came back into a workbook; the list itself is only read."""

    def doing(book: Book, say: Progress) -> Result:
        from outcomes_xl.jobs.take_work_list import take_work_list

        say(f"Reading {returned.name}")
        return take_work_list(book, files.read(returned), Context(now=now, framework=framework_of(book)))

    return on_workbook(workbook, now, preview, doing)
