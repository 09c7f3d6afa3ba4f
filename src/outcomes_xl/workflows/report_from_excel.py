"""Report from Excel: the workbook in front as a Word document beside it, made from what stands in it now."""

from __future__ import annotations

from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.adopted_files import free_name
from outcomes_xl.workflows.run_job import Around, Got
from outcomes_xl.workflows.write_report import WRITERS, report_of


def reported_for(book: Book, context: Context, around: Around) -> Got:
    """Return the sentences about the report, which is written beside the workbook under a name that is free."""
    if around.folder is None or not around.folder.is_dir():
        raise CannotUse(
            "This workbook is not a file on this computer, so there is no folder to put a report in.",
            "Save a copy in a folder of yours (File, Save a Copy), open that, and press Report there.",
        )
    around.say("Putting the report together")
    report, told = report_of(book, None)
    stem = book.name.rpartition(".")[0] or book.name
    to = free_name(around.folder / f"{stem} report.docx")
    around.say(f"Writing {to.name}")
    put(to, WRITERS[".docx"](report), context.now)
    return Got(" ".join((report.lead, *told, f"The report is {to.name}, beside your workbook.")))
