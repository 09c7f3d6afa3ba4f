"""What Cohort and Journeys share: a box that lists a workbook's sources, and where what is made of them goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked
from outcomes_xl.workflows.adopted_files import free_name
from outcomes_xl.workflows.run_job import Around
from outcomes_xl.workflows.unpublished_output import unpublished_name

LONGEST_TROUBLE = 350
"""Letters of what was wrong with an answer; a box holds about a thousand in all."""


def folder_of(around: Around, button: str) -> Path:
    """Return the workbook's folder, which its sources are in. Raises CannotUse where it is on no disk here."""
    if around.folder is None or not around.folder.is_dir():
        raise CannotUse(
            "This workbook is not a file on this computer, so its sources cannot be found.",
            f"Save a copy in a folder of yours (File, Save a Copy), open that, and press {button} there.",
        )
    return around.folder


def place_beside(folder: Path, workbook: str, what: str) -> Path:
    """Return a free name beside a workbook: “Merton cohort GLD - Unpublished.xlsx”."""
    stem = workbook.rpartition(".")[0] or workbook
    return free_name(unpublished_name(folder / f"{stem} {what}.xlsx"))


def question(about: str, how: str, trouble: str, lines: Sequence[str], most: int, none: str = "") -> QuestionAsked:
    """Return the question that lists ``most`` sources, or says ``none``, below what was wrong before."""
    more = [f"and {len(lines) - most} more on Sources"] if len(lines) > most else []
    listed = "\n".join(["Your sources:", *lines[:most], *more]) if lines else none
    return QuestionAsked("\n\n".join(filter(None, (cut(trouble, LONGEST_TROUBLE), listed))), about, how, "reason")


def cut(text: str, longest: int) -> str:
    """Return a text that a box can hold."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
