"""A workbook of another edition made beside a borough's own, as the button does: which edition, then the deed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from outcomes_xl.framework.editions import Edition, editions
from outcomes_xl.hosts import files
from outcomes_xl.jobs.next_edition import beside
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.adopted_files import free_name
from outcomes_xl.workflows.carry_workbook import carry_to
from outcomes_xl.workflows.edition_of_workbook import edition_of


def edition_offered(workbook: Path) -> tuple[Edition, Edition]:
    """Return a workbook's edition and the one it may be carried to: the next, or from the newest the one before.

    Raises one of the CannotUse family where there is none, or the file is no workbook of a borough.
    """
    book = files.read(workbook)
    read_borough(book)
    own = edition_of(book)
    there = beside(own.title, editions())
    if not there:
        raise CannotUse(f"“{workbook.name}” is of {own.title}, the only edition there is.", "There is nothing to do.")
    return own, there[0]


def carry_beside(workbook: Path, target: Edition, now: datetime) -> tuple[Path, tuple[str, ...]]:
    """Make the workbook of another edition in the folder of the borough's own; return it and what to tell."""
    title = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", target.title).strip()
    to = free_name(workbook.with_name(f"{workbook.stem}, {title}{workbook.suffix}"))
    cells = free_name(to.with_name(f"{to.stem} cells.csv"))
    said = carry_to(workbook, to, now, edition=target.id, accounts=cells)
    return to, (*said, f"What became of each cell is listed in {cells.name}, beside it.")
