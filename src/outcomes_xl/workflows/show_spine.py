"""The spine of a closed workbook: written on its sheets, and as a page where one is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.spine_figures import spine
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.reports.spine_page import spine_page
from outcomes_xl.workflows.closed_workbook import Done, do_job
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.write_whole import write_whole

_ENDINGS = (".html", ".htm")


def show_spine(
    workbook: Path, now: datetime, framework: str, edition: str, page: Path | None, *, preview: bool = False
) -> Done:
    """Do the job on a workbook, and write the page beside it if ``page`` is given; a preview writes neither."""
    if page is not None:
        _must_be_free(page)
    done = do_job("spine", workbook, now, preview=preview, framework=framework or None, edition=edition or None)
    if page is None or preview:
        return done
    write_whole(page, _made(workbook, now, framework, edition).encode("utf-8"))
    return replace(done, sentence=f"{done.sentence} Written: {page}.".strip())


def _must_be_free(page: Path) -> None:
    if page.suffix.casefold() not in _ENDINGS:
        raise WrongUsage(f"{page.name} should end in .html, so that a browser opens it. Give it that ending.")
    if not page.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {page.absolute().parent}. Make it first, or choose another.")
    if page.exists() and b"One spine" not in page.read_bytes()[:2000]:
        raise WrongUsage(f"{page.name} is already there and is no such page. Choose another name; nothing was written.")


def _made(workbook: Path, now: datetime, framework: str, edition: str) -> str:
    book = files.read(workbook)
    edition_of_ours = framework_of(book)
    reading = read_borough(book)
    found = spine(reading.tables, edition_of_ours, framework, edition)
    release = start_answer(reading, "Release in use") or edition_of_ours.release.id
    return spine_page(found, start_answer(reading, "Borough"), release, f"{now.day} {now:%B %Y}")
