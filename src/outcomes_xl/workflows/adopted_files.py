"""The files an adoption reads and writes: is it one of ours, was anything read, and all that is written or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import layout

if TYPE_CHECKING:
    from outcomes_xl.adopt.adopted_so_far import Adoption
    from outcomes_xl.model.styled_cells import StyledBook

_OURS = frozenset({"Start", "Framework", "Data availability", "Changes", "Lists"})
_FEW = 3
"""Rows below which it may be chance that none of them is about a metric of the framework."""


def is_ours(book: StyledBook) -> bool:
    """Whether a workbook is one of this tool's own."""
    return {sheet.name for sheet in book.sheets} >= _OURS


def borough_on_start(book: StyledBook) -> str:
    """Return the borough that Start of one of our workbooks names, "" when it names none."""
    (start,) = (sheet for sheet in book.sheets if sheet.name == "Start")
    for row in start.rows.values():
        label = min(row)
        if row[label].text == "Borough":
            return row[label + 1].text if label + 1 in row else ""
    return ""


def refuse_a_central_file(book: StyledBook) -> None:
    """Raise WrongUsage for a central file, which holds the framework and nobody's answers."""
    if {sheet.name for sheet in book.sheets} >= {sheet.name for sheet in layout("central")}:
        raise WrongUsage(
            f"“{book.name}” is a central file of this tool and holds no borough's answers. "
            "Choose your borough's own spreadsheet."
        )


def accounts_of_ours(book: StyledBook) -> str:
    """Return the accounts of a workbook of ours, in which every cell is carried to itself."""
    from outcomes_xl.adopt.cell_accounts import CARRIED, Accounts

    said = Accounts()
    places = {}
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            stands = cell.value is not None or bool(cell.formula)
            for kind in (*(["cell"] if stands else []), *(["comment"] if cell.comment else [])):
                place = (sheet.name, cell.a1, kind)
                said.put(sheet.name, cell, CARRIED, to=place, kind=kind)
                places[place] = (sheet.name, cell.a1)
    return said.as_csv(places)


def something_was_read(made: Adoption, book: StyledBook, *, named: bool) -> None:
    """Return when a workbook is about outcomes. Raises CannotUse, saying what was found instead.

    ``named``: the officer has named the sheets, so rows that meet none of our metrics are meant all the same.
    """
    national = made.availability.keys() - made.local.keys()
    if national or made.service_map or made.accounts.count("asked"):
        return
    if made.local:
        if named or len(made.local) < _FEW:
            return
        first = str(next(iter(made.local.values()))["metric"])
        raise CannotUse(
            f"None of the {len(made.local)} rows in “{book.name}” is about a metric of the framework; the first is "
            f"“{first}”.",
            "Choose another file; or, if they are measures of your own, say so of one of them in the reading notes "
            "(about “row”, typed as it stands there, means “a row of our own”), or name their sheet with --sheet.",
        )
    if made.services:
        raise CannotUse(
            f"“{book.name}” lists services, and nothing in it is about outcomes or metrics.",
            "Choose the spreadsheet with your answers.",
        )
    pictures = sum(sheet.pictures for sheet in book.sheets)
    if pictures and not made.tables:
        raise CannotUse(
            f"“{book.name}” holds {counted(pictures, 'picture')} and no table that can be read.",
            "Ask whoever made it for the spreadsheet behind the picture.",
        )
    if not any(cell.value is not None or cell.formula for sheet in book.sheets for cell in sheet.cells.values()):
        raise CannotUse(f"There is nothing in “{book.name}”.", "Choose the spreadsheet with your answers.")
    if made.tables:
        raise CannotUse(
            f"No answers about outcomes were found in “{book.name}”.",
            "If it is the right file, see that headings stand in a row above the table; name the sheet with --sheet.",
        )
    raise CannotUse(
        f"No table of metrics was found in “{book.name}”.",
        "Choose another file, or see that its headings stand in a row above the table.",
    )


def open_in_excel(path: Path) -> bool:
    """Whether somebody has the spreadsheet open, so that there may be more in it than the file says."""
    return path.with_name(f"~${path.name}").exists() or path.with_name(f".~lock.{path.name}#").exists()


def free_name(path: Path) -> Path:
    """Return a name that nothing has: the one given, else one with the next number after it."""
    ending = ".notes.toml" if path.name.endswith(".notes.toml") else path.suffix
    stem = path.name.removesuffix(ending)
    numbers = (path.with_name(f"{stem} {number}{ending}") for number in range(2, 10_000))
    return path if not path.exists() else next(one for one in numbers if not one.exists())


def put_all(files: Mapping[Path, bytes], now: datetime) -> None:
    """Write every file, or none: what was new is taken away again when one of them cannot be written.

    The reading notes of an earlier time keep their copy beside them. Raises one of the CannotUse family.
    """
    from outcomes_xl.hosts.files.write_new_file import put

    made: list[Path] = []
    try:
        for path, content in files.items():
            new = not path.exists()
            if new:
                made.append(path)
            put(path, content, now, keep_a_copy=not new and path.suffix.lower() == ".toml")
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
