"""The targets of a closed workbook: written on their sheet, and as a page where one is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.jobs.targets import in_a_sentence
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.reports.targets_page import targets_page
from outcomes_xl.targets.progress import all_progress
from outcomes_xl.workflows.closed_workbook import Done, do_job
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.write_whole import write_whole

_ENDINGS = (".html", ".htm")
_OURS = b"<title>Targets and where they stand"


def show_targets(workbook: Path, now: datetime, page: Path | None, *, preview: bool = False) -> Done:
    """Do the job on a workbook, and write the page beside it if ``page`` is given; a preview writes neither."""
    if page is not None:
        _must_be_free(page)
    done = do_job("targets", workbook, now, preview=preview)
    if page is None or preview:
        return done
    book = files.read(workbook)
    reading = read_borough(book)
    found = all_progress(reading.tables, framework_of(book), now.date())
    made = targets_page(found, in_a_sentence(found), start_answer(reading, "Borough"), f"{now.day} {now:%B %Y}")
    write_whole(page, made.encode("utf-8"))
    return replace(done, sentence=f"{done.sentence} Written: {page}.".strip())


def _must_be_free(page: Path) -> None:
    if page.suffix.casefold() not in _ENDINGS:
        raise WrongUsage(f"{page.name} should end in .html, so that a browser opens it. Give it that ending.")
    if not page.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {page.absolute().parent}. Make it first, or choose another.")
    if page.exists() and _OURS not in page.read_bytes()[:2000]:
        raise WrongUsage(f"{page.name} is already there and is no such page. Choose another name; nothing was written.")
