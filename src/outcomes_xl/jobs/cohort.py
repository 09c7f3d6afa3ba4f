"""Cohort: say what was written. It is made before (workflows/cohort_from_excel.py), and no workbook is changed."""

from __future__ import annotations

from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.made_beside import MadeBeside
from outcomes_xl.model import Book, Patch, Result


def cohort(book: Book, made_cohort: MadeBeside, context: Context) -> Result:
    """Return the sentences about a cohort, and what to open. The workbook stays as it is."""
    return Result((), Patch(), made_cohort.sentence, made_cohort.place)
