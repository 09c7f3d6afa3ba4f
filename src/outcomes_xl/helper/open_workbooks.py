"""Which open workbook is meant where only its name was given: every Excel of this user is looked through for it.

The add-in hands the workbook itself over and does not come here.
"""

from __future__ import annotations

import ntpath
from collections.abc import Callable, Iterable

from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.com_retry import patient
from outcomes_xl.hosts.desktop.xlwings_objects import XlApp, XlBook
from outcomes_xl.model.cannot_use import CannotUse, WorkbookBusy


class NotOpen(CannotUse):
    """No workbook of that name is open, or more than one."""


def find(full_name: str, applications: Iterable[Callable[[], XlApp]]) -> XlBook:
    """Return the xlwings Book whose full name, a path or a web address, is this one.

    ``applications`` has for every running Excel a call that returns its xlwings App. The name is only ever compared,
    never opened, and a web address is not turned into a path. Raises NotOpen, or WorkbookBusy when the one Excel that
    may have the workbook does not answer.
    """
    engine_compat.finite_attempts()
    found: list[XlBook] = []
    silent = 0
    for application in applications:
        try:
            found += _books(application, full_name)
        except WorkbookBusy:
            silent += 1
        except OSError:
            continue  # an Excel without any workbook has no window to reach it by
    if len(found) == 1:
        return found[0]
    name = short(full_name)
    if found:
        raise NotOpen(f"“{name}” is open in two Excels.", "Close one of them, then press the button again.")
    if silent:
        raise WorkbookBusy(
            "Excel is busy: perhaps a cell is being edited or a box is waiting for an answer.",
            "Press Enter or Esc in Excel, then press the button again.",
        )
    raise NotOpen(
        f"“{name}” is not open in an Excel that the helper can reach.",
        "If it is in Protected View, choose Enable Editing; if Excel was started as administrator, start it as usual.",
    )


@patient
def _books(application: Callable[[], XlApp], full_name: str) -> list[XlBook]:
    return [book for book in application().books if _same(engine_compat.full_name(book), full_name)]


def short(full_name: str) -> str:
    """Return the workbook's own name out of a path or a web address."""
    return ntpath.basename(full_name.replace("/", "\\")) or full_name


def _same(one: str, other: str) -> bool:
    """Windows names differ in nothing but case; web addresses are compared as they stand but for that too."""
    return one.casefold() == other.casefold()
