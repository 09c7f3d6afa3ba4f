"""The first step of every job: read the workbook as what it should be, or say plainly that it is something else."""

from __future__ import annotations

from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import WrongTemplate
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading, read_tables, which_layout


def read_borough(book: Book) -> Reading:
    """Return a borough workbook's tables. Raises WrongTemplate for any other workbook."""
    if which_layout(book).layout != "borough":
        raise WrongTemplate(
            f"“{book.name}” is a central file, not a borough's workbook.",
            "Choose your borough's workbook; the central file is what it is refreshed from.",
        )
    return read_tables(book, layout("borough"))


def read_central(book: Book) -> Reading:
    """Return a central file's tables. Raises WrongTemplate for any other workbook."""
    if which_layout(book).layout != "central":
        raise WrongTemplate(
            f"“{book.name}” is a borough's workbook, not a central file.",
            "Choose the central file that the lead for London sent out; it has a sheet called Release.",
        )
    return read_tables(book, layout("central"))
