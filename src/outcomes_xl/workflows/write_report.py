"""A report of a workbook written whole: looked through first, as before sharing, then made and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from outcomes_xl.board.board_report import ReportChoice, board_report
from outcomes_xl.board.report_content import Report
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.sharing.held_back import without
from outcomes_xl.sharing.leak_check import look
from outcomes_xl.workflows.edition_of_workbook import framework_of

MARK = b"outcomes_xl report"
"""What every report says of itself: another file of that name is never written over."""
_MOST_NAMED = 6


def _word(report: Report) -> bytes:
    from outcomes_xl.building.word_document import word_document

    return word_document(report)


def _page(report: Report) -> bytes:
    from outcomes_xl.reports.board_page import board_page

    return board_page(report).encode("utf-8")


def _workbook(report: Report) -> bytes:
    from outcomes_xl.building.report_workbook import report_workbook

    return report_workbook(report)


WRITERS: Mapping[str, Callable[[Report], bytes]] = {".docx": _word, ".html": _page, ".htm": _page, ".xlsx": _workbook}
"""Who writes a report, by how its file's name ends."""


def write_report(workbook: Path, to: Path, now: datetime, domain: str = "", service: str = "") -> tuple[str, ...]:
    """Write the report of a closed workbook, which is only read; return what is to be told. May raise a CannotUse."""
    may_be_written(workbook, to)
    data = read_file(workbook)
    book = files.read_bytes(data, workbook.name)
    report, told = report_of(book, open_package(data, workbook.name), domain, service)
    put(to, WRITERS[to.suffix.lower()](report), now, keep_a_copy=False)
    return (report.lead, *told, f"Written: {to}. {workbook.name} is as it was.")


def report_of(
    book: Book, package: Package | None, domain: str = "", service: str = ""
) -> tuple[Report, tuple[str, ...]]:
    """Return the report of a workbook and what was held back from it; ``package`` is its file, where there is one."""
    reading = read_borough(book)
    left_out = look(book, reading, package).left_out
    tables = without(reading.tables, left_out)
    report = board_report(tables, framework_of(book), ReportChoice(domain, service, len(left_out)))
    if not left_out:
        return report, ()
    cells = sorted(map(str, left_out))
    more = [f"{len(cells) - _MOST_NAMED} more"] if len(cells) > _MOST_NAMED else []
    named = "; ".join([*cells[:_MOST_NAMED], *more])
    return report, (f"Held back, since it may point at one person: {counted(len(left_out), 'cell')} ({named}).",)


def may_be_written(workbook: Path, to: Path) -> None:
    """Raise WrongUsage, before anything is read, where the report could not be written."""
    if to.suffix.lower() not in WRITERS:
        raise WrongUsage(f"{to.name} should end in .docx, .html or .xlsx: the ending says what is written.")
    if to.absolute() == workbook.absolute() or (to.exists() and workbook.exists() and to.samefile(workbook)):
        raise WrongUsage(f"The report cannot take the place of {workbook.name} itself. Choose another name.")
    if to.is_dir():
        raise WrongUsage(f"{to.name} is a folder. Give the name of a file in it.")
    if not to.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {to.absolute().parent}. Make it first, or choose another.")
    if to.exists() and not _is_ours(to):
        raise WrongUsage(f"{to.name} is already there, and is no report. Choose another name; nothing was written.")


def _is_ours(path: Path) -> bool:
    if path.suffix.lower() in (".html", ".htm"):
        return MARK in path.read_bytes()[:2000]
    try:
        with ZipFile(path) as package:
            return MARK in package.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, ValueError):
        return False
