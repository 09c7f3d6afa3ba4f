"""The targets of a closed workbook: written on their sheet, and as a page where one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

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

_PAGE, _CHARTS = (".html", ".htm"), (".xlsx",)
_OUR_PAGE, _OUR_CHARTS = b"<title>Targets and where they stand", b"outcomes_xl targets"


def show_targets(
    workbook: Path, now: datetime, page: Path | None, charts: Path | None, *, preview: bool = False
) -> Done:
    """Do the job on a workbook, and write the page and the charts where they are asked for; a preview writes none."""
    if page is not None:
        _must_be_free(page, _PAGE, "a browser opens it", lambda there: _OUR_PAGE in there.read_bytes()[:2000])
    if charts is not None:
        _must_be_free(charts, _CHARTS, "Excel opens it", _is_ours)
    done = do_job("targets", workbook, now, preview=preview)
    if preview or (page is None and charts is None):
        return done
    book = files.read(workbook)
    reading = read_borough(book)
    found = all_progress(reading.tables, framework_of(book), now.date())
    sentence, whose = in_a_sentence(found), start_answer(reading, "Borough")
    written = []
    if page is not None:
        write_whole(page, targets_page(found, sentence, whose, f"{now.day} {now:%B %Y}").encode("utf-8"))
        written.append(str(page))
    if charts is not None:
        from outcomes_xl.building.targets_workbook import targets_workbook

        write_whole(charts, targets_workbook(found, sentence, whose, now))
        written.append(str(charts))
    return replace(done, sentence=f"{done.sentence} Written: {', '.join(written)}.".strip())


def _must_be_free(path: Path, endings: tuple[str, ...], why: str, ours: Callable[[Path], bool]) -> None:
    if path.suffix.casefold() not in endings:
        raise WrongUsage(f"{path.name} should end in {endings[0]}, so that {why}. Give it that ending.")
    if not path.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {path.absolute().parent}. Make it first, or choose another.")
    if path.exists() and not ours(path):
        raise WrongUsage(
            f"{path.name} is already there and is not of this kind. Choose another name; nothing was written."
        )


def _is_ours(path: Path) -> bool:
    try:
        with ZipFile(path) as package:
            return _OUR_CHARTS in package.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError):
        return False
