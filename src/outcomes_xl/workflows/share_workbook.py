"""A borough's workbook shared: looked through whole, then built anew as a copy that holds what is known and no more."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import CellRef, Finding, Patch, Result, Severity
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.sharing.leak_check import THRESHOLD, look
from outcomes_xl.sharing.leaks import Leak, Look
from outcomes_xl.sharing.safe_copy import Told, safe_copy
from outcomes_xl.workflows.closed_workbook import Done

_MOST_THRESHOLD = 1000
RULE = "Share"


def share(
    workbook: Path, to: Path, now: datetime, *, threshold: int = THRESHOLD, anyway: str = "", preview: bool = False
) -> Done:
    """Look through a closed workbook and write the copy; nothing is written where something must be mended first.

    ``anyway`` is the officer's reason for a copy all the same: the cells concerned are blank in it even so. The
    workbook itself is only read.
    """
    _may_be_written(workbook, to, threshold)
    data = read_file(workbook)
    book = files.read_bytes(data, workbook.name)
    reading = read_borough(book)
    seen = look(book, reading, open_package(data, workbook.name), threshold)
    findings = tuple(as_findings(seen))
    if seen.in_the_way and not anyway.strip():
        return Done(Result(findings, Patch(), _refused(seen)), f"{to.name} was not written.", refused=True)
    told = Told(now, len(seen.left_out), anyway.strip())
    copy = safe_copy(reading, load_framework(), seen.left_out, told)
    if not preview:
        put(to, copy, now)
    written = "Nothing was written: this was a preview." if preview else f"Written: {to}."
    return Done(Result(findings, Patch(), in_a_sentence(seen)), written)


def _may_be_written(workbook: Path, to: Path, threshold: int) -> None:
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if to.exists():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")
    if not 0 <= threshold <= _MOST_THRESHOLD:
        raise WrongUsage(f"A threshold of {threshold} makes no sense here. Give one from 0 to {_MOST_THRESHOLD}.")
    if to.absolute() == workbook.absolute():
        raise WrongUsage("The copy cannot be the workbook itself. Choose another name.")


def as_findings(seen: Look) -> list[Finding]:
    """Return the leaks as findings: one for each kind of sign on a sheet, or in a kind of place outside the cells."""
    together: dict[tuple[str, bool, str, bool], list[Leak]] = defaultdict(list)
    for leak in seen.leaks:
        where = leak.cell.sheet if leak.cell else leak.place
        together[leak.what, leak.sure, where, leak.travels].append(leak)
    return [_finding(leaks) for leaks in together.values()]


def _finding(leaks: list[Leak]) -> Finding:
    first = leaks[0]
    cells = tuple(leak.cell for leak in leaks if leak.cell is not None)
    severity = Severity.MUST_FIX if first.sure else Severity.PLEASE_CHECK
    if first.cell is None:
        message = f"It could be this: {first.what}: in {first.place}. It does not travel, and stays in your workbook."
        cell = CellRef("The file", 1, 1)
        return Finding(
            RULE, severity, cell, first.what, message, "Take it out of the workbook if it need not be there."
        )
    if first.travels:
        message = (
            f"It could be this: {first.what}. The copy holds nothing of {'this cell' if len(cells) == 1 else 'these cells'}."
        )
        return Finding(RULE, severity, first.cell, first.what, message, _FIX[first.sure], cells=cells)
    message = f"It could be this: {first.what}. It does not travel: the sheet or column is not one the copy holds."
    return Finding(RULE, severity, first.cell, first.what, message, "Take it out if it need not be there.", cells=cells)


_FIX = {
    True: "Take it out of the workbook, then share again.",
    False: "Look whether it is about one person; if so, take it out. If not, write it so that nobody could think so.",
}


def in_a_sentence(seen: Look) -> str:
    """Return what became of the look, in a sentence or two."""
    left = len(seen.left_out)
    said = "Nothing about one person was seen in what travels." if not left else f"{counted(left, 'cell')} left out."
    stays = [f"{number} {what}" for what, number in sorted(seen.stays.items())]
    return f"{said} Does not travel: {'; '.join(stays)}." if stays else said


def _refused(seen: Look) -> str:
    count = counted(len(seen.in_the_way), "cell")
    return (
        f"{count} must be mended before this workbook is shared. Mend them and share again; or give a reason with "
        "--anyway, and the copy is made without them."
    )
