"""Refresh on a closed workbook of an older layout: carried to today's first, then refreshed, and saved in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.save import save_whole
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.workflows.carry_workbook import carried

Doing = Callable[[Book], Result]


@dataclass(frozen=True)
class LayoutKept:
    """The workbook stays in its layout: today's, or with ``why`` an older one, such as for a pivot table in the way."""

    why: str = ""


def carry_and_refresh(workbook: Path, now: datetime, preview: bool, doing: Doing) -> tuple[Result, str] | LayoutKept:
    """Return the result and what became of the file, or why nothing was done about its layout.

    A refresh that changes nothing because of what was found, such as an older central file, carries nothing either.
    """
    data = read_file(workbook)
    try:
        made = carried(data, workbook.name, now)
    except CannotEdit as trouble:
        return LayoutKept(f" The workbook keeps its older layout. {trouble}")
    if made is None:
        return LayoutKept()
    book = files.read_bytes(made.data, workbook.name)
    result = doing(book)
    if result.stopped_by:
        return result, "The workbook is as it was, in its older layout too."
    result = replace(result, summary=" ".join([*made.sentences, result.summary]))
    after = files.play(made.data, result.patch, workbook.name, recalculate, book)
    if preview:
        return result, "This was a preview: nothing was written."
    saved = save_whole(workbook, data, after, now)
    return result, f"Saved {saved.path}. The workbook as it was before, in its older layout: {saved.backup}"
