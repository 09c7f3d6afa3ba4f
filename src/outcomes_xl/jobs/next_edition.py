"""Another edition: which there is for a workbook, and what the button does that makes one of it."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.framework.editions import Edition, editions
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.model import Book, Patch, Result

EDITION = "Framework edition"
"""The setting on Start that names it."""
BUTTON = "Another edition"
_DOES = f"{BUTTON}, on the Outcomes tab, makes a new workbook of it beside this one, every answer accounted for."


def carry(book: Book, context: Context) -> Result:
    """Return the sentence about the edition next to a workbook's own; whoever holds the file makes the new one."""
    said = start_answer(read_borough(book), EDITION) or context.framework.release.edition
    there = next((one for one in beside(said, editions())), None)
    sentence = f"This workbook is of {said}, the only edition there is." if there is None else _offer(said, there)
    return Result((), Patch(), sentence)


def _offer(mine: str, other: Edition) -> str:
    return f"This workbook is of {mine}. There is {other.title}: {other.about} {_DOES}"


def beside(mine: str, known: Sequence[Edition]) -> list[Edition]:
    """Return the editions a workbook of an edition, by its title, may be carried to: the next ones, then the last."""
    own = next((one for one in known if one.title.casefold() == mine.casefold()), None)
    return [*following(mine, known), *(one for one in known if own and own.follows == one.id)]


def following(mine: str, known: Sequence[Edition]) -> list[Edition]:
    """Return the editions that follow one, by its title; those in force first."""
    own = next((one for one in known if one.title.casefold() == mine.casefold()), None)
    return sorted((one for one in known if own and one.follows == own.id), key=lambda one: not one.in_force)


def newer_in_force(mine: str, known: Sequence[Edition]) -> str:
    """Return what Refresh says where an edition in force follows that of a workbook; "" where none does."""
    newer = [one for one in following(mine, known) if one.in_force]
    return f" There is a newer edition of the framework, {newer[0].title}. {_DOES}" if newer else ""
