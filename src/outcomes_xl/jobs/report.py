"""Report: say what was written. It is made before (workflows/write_report.py), and no workbook is changed."""

from __future__ import annotations

from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Patch, Result


def report(book: Book, reported: str, context: Context) -> Result:
    """Return the sentences about a report. The workbook stays as it is."""
    return Result((), Patch(), reported)
