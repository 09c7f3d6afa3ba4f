"""Which parts of an open workbook are ours, and which a job reads: the same for the helper and for the pane."""

from __future__ import annotations

from outcomes_xl.jobs.registry import PASSED_OVER
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import layout


class NotOurs(CannotUse):
    """The workbook in front is not one of ours."""


def our_tables() -> frozenset[str]:
    """Return the names of every table of ours, casefolded: Summary's and an officer's own are not asked about."""
    sheets = (sheet for kind in ("borough", "central") for sheet in layout(kind).with_tables)
    return frozenset((sheet.table or "").casefold() for sheet in sheets)


def unread_by(button: str) -> frozenset[str]:
    """Return the names of our sheets a button's job reads nothing of: those with formulas alone, and what it passes
    over.
    """
    passed_over = PASSED_OVER.get(button, ())
    return frozenset(sheet.name for sheet in layout("borough") if not sheet.table or sheet.key in passed_over)


def must_be_ours(book: Book) -> None:
    """Raise NotOurs for a workbook without any table of ours."""
    if our_tables().isdisjoint(name.casefold() for name in book.tables):
        raise NotOurs(
            f"“{book.name}” is not a workbook of the shared outcomes framework, so nothing was done.",
            "Click into your borough's workbook, then press the button again.",
        )
