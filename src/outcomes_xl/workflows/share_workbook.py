"""A borough's workbook shared: looked through whole, then built anew as a copy that holds what is known and no more."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.carry.layout_marker import is_older
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.share import CopyToShare
from outcomes_xl.jobs.share import share as told_in
from outcomes_xl.model import Book, Finding, Patch, Result
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.leak_check import THRESHOLD, look
from outcomes_xl.sharing.leak_findings import leak_findings
from outcomes_xl.sharing.leaks import LookThrough
from outcomes_xl.sharing.safe_copy import CopyLine, safe_copy
from outcomes_xl.sharing.signs import NAME_ALONE, signs
from outcomes_xl.workflows.closed_workbook import Done

_MOST_THRESHOLD = 1000


@dataclass(frozen=True)
class LookedThrough:
    """A workbook as it was looked through, and what was seen as findings."""

    data: bytes
    book: Book
    reading: Reading
    seen: LookThrough
    findings: tuple[Finding, ...]


def share(
    workbook: Path, to: Path, now: datetime, *, threshold: int = THRESHOLD, anyway: str = "", preview: bool = False
) -> Done:
    """Look through a closed workbook and write the copy; nothing is written where something must be mended first.

    ``anyway`` is the officer's reason for a copy all the same: the cells concerned are blank in it even so, and the
    reason is written on the workbook's own Changes sheet. Without one the workbook is only read.
    """
    may_be_written(workbook, to, threshold)
    looked = looked_through(workbook, threshold)
    reason = " ".join(anyway.split())
    if looked.seen.in_the_way and not reason:
        return Done(Result(looked.findings, Patch(), refused(looked.seen)), f"{to.name} was not written.", refused=True)
    copy = copy_of(looked, now, threshold)
    result = Result(looked.findings, Patch(), in_a_sentence(looked.seen))
    if preview:
        return Done(result, "This was a preview: nothing was written.")
    put(to, copy, now)
    if not looked.seen.in_the_way:
        return Done(result, f"Written: {to}. {workbook.name} is as it was.")
    return Done(result, f"Written: {to}. {_written_down(workbook, looked, reason, now)}")


def _written_down(workbook: Path, looked: LookedThrough, reason: str, now: datetime) -> str:
    """Write the reason on the workbook's own Changes sheet; return where it stands, or why it does not."""
    told = told_in(looked.book, Context(now, load_framework()), CopyToShare((), "", reason))
    try:
        if not told.patch:
            raise CannotUse(told.summary)
        with alone(workbook, "outcomes-xl"):
            opened = files.OpenedWorkbook(looked.data, looked.book)
            backup = files.write(workbook, told.patch, now, recalculate, opened).backup
    except CannotUse as trouble:
        return f"Your reason could not be written on the sheet Changes of {workbook.name}; keep it yourself. {trouble}"
    return f"Your reason stands on the sheet Changes of {workbook.name}. The workbook as it was before: {backup}"


def looked_through(workbook: Path, threshold: int = THRESHOLD) -> LookedThrough:
    """Return a borough's workbook looked through whole. Raises one of the CannotUse family, in officers' words."""
    data = read_file(workbook)
    book = files.read_bytes(data, workbook.name)
    reading = read_borough(book)
    if is_older(book, reading, layout("borough")):
        raise CannotUse(
            f"“{workbook.name}” has an older layout, so no copy was made.",
            "Bring it to today's: press Refresh mapping tabs, or run outcomes-xl refresh. Then share.",
        )
    seen = look(book, reading, open_package(data, workbook.name), threshold)
    return LookedThrough(data, book, reading, seen, leak_findings(seen, book, threshold))


def copy_of(looked: LookedThrough, now: datetime, threshold: int = THRESHOLD) -> bytes:
    """Return the copy, looked through in its turn. Raises CannotUse where anything at all is seen in it."""
    line = CopyLine(now, len(looked.seen.left_out))
    copy = safe_copy(looked.reading, load_framework(), looked.seen.left_out, line)
    book = files.read_bytes(copy, "the copy")
    again = look(book, read_borough(book), open_package(copy, "the copy"), threshold)
    if seen := [leak for leak in again.leaks if leak.what != NAME_ALONE]:
        where = "; ".join(f"{leak.what} in {leak.place}" for leak in seen[:3])
        raise CannotUse(
            f"The copy was looked through again before it was kept, and was not kept: it seems to hold {where}.",
            "Mend that in your workbook and share again; tell whoever looks after the toolkit.",
        )
    return copy


def may_be_written(workbook: Path, to: Path, threshold: int = THRESHOLD) -> None:
    """Raise WrongUsage, before anything is read, where the copy could not be written."""
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if signs(to.stem):
        raise WrongUsage("The name you gave the copy could point at somebody, and all will read it. Choose another.")
    if not 0 <= threshold <= _MOST_THRESHOLD:
        raise WrongUsage(f"A threshold of {threshold} makes no sense here. Give one from 0 to {_MOST_THRESHOLD}.")
    if _same_file(workbook, to):
        raise WrongUsage(f"The copy cannot take the place of {workbook.name} itself. Choose another name.")
    if to.is_dir():
        raise WrongUsage(f"{to.name} is a folder. Give the name of a file in it.")
    if to.exists() or to.is_symlink():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")
    if not to.parent.is_dir():
        raise WrongUsage(f"There is no folder {to.parent}. Make it first, or choose another.")
    if not os.access(to.parent, os.W_OK):
        raise CannotUse(f"You may not write in the folder {to.parent}.", "Choose another folder for the copy.")


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


# In words -------------------------------------------------------------------------------------------------------------


def in_a_sentence(seen: LookThrough) -> str:
    """Return what became of the look, in a sentence or two."""
    left = len(seen.left_out)
    if not left:
        return (
            "Nothing that travels seems to be about one person. "
            "Read your notes yourself once more: a name alone is not seen."
        )
    return f"{counted(left, 'cell')} left out of the copy, each named below."


def refused(seen: LookThrough) -> str:
    """Return why no copy is made, and what next."""
    return (
        f"No copy was made: {counted(len(seen.in_the_way), 'place')} must be mended first. Mend them and share again; "
        "or give a reason with --anyway, and the copy is made without them."
    )
