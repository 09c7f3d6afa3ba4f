"""An open workbook carried to another edition: the officer is asked, it is saved, and a new one is made beside it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from outcomes_xl.helper.layout_in_excel import local
from outcomes_xl.helper.open_workbooks import short
from outcomes_xl.hosts.desktop import reopen
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook
from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked

CARRIES = "carry"
"""The job that makes a workbook of another edition."""
PLACE = "the edition of "
"""What an agreement to carry begins with; the workbook's full name follows."""


def carried_beside(book: XlBook, full_name: str, agreed: str, now: datetime) -> tuple[Path, tuple[str, ...]]:
    """Return the new workbook and what to tell of it. Raises QuestionAsked to have the officer asked, once a press,
    and others of the CannotUse family where there is nothing to carry.
    """
    from outcomes_xl.workflows.carry_beside import carry_beside, edition_offered

    path = local(full_name)
    if path is None:
        raise CannotUse(
            f"“{short(full_name)}” is not a file on this computer, so nothing was done.",
            "Save a copy on this computer (File, Save a Copy), open that, and press the button there.",
        )
    own, other = edition_offered(path)
    if agreed != f"{PLACE}{full_name}":
        newer = other.follows == own.id
        is_it = "the next one" if newer else "the one before; there is no newer one"
        raise QuestionAsked(
            f"“{short(full_name)}” is of {own.title}. Outcomes can make a workbook of {other.title}, {is_it}, "
            f"in the same folder. {other.about} Yours is saved and stays as it is; everything you typed is carried, "
            "asked about on Changes, or listed on Not carried.",
            f"{PLACE}{full_name}",
            "Yes makes the new workbook and opens it. No changes nothing.",
            "ask",
        )
    reopen.saved(book)
    return carry_beside(path, other, now)
