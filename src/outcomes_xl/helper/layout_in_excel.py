"""An open workbook of an older layout: the officer is asked once, and after a yes it is saved, closed, carried, opened.

A workbook cannot be rebuilt while Excel holds it, so the carrying is the closed file's own; Excel is asked for nothing
that not every engine of xlwings can do: save, close, open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from outcomes_xl.helper.open_workbooks import short
from outcomes_xl.hosts.desktop import reopen
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook
from outcomes_xl.model.cannot_use import CannotUse, NewLayoutOffered

PLACE = "the layout of "
"""What an agreement to carry begins with; the workbook's full name follows."""
_KEPT = "no "
_ELSEWHERE = (
    " This workbook has an older layout. To bring it to the new one, save a copy on this computer (File, Save a Copy), "
    "open that, and press Refresh mapping tabs there."
)


class LayoutInExcel:
    """Asks about the layout once a workbook, as long as the helper runs; a no leaves everything as it is."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._answered: set[str] = set()

    def carried(self, book: XlBook, full_name: str, agreed: str, now: datetime) -> str:
        """Return the sentence about a workbook that was carried; "" when there is nothing to carry, or not wanted.

        Raises NewLayoutOffered to have the officer asked, and CannotUse where it could not be carried.
        """
        if agreed == f"{_KEPT}{PLACE}{full_name}":
            self._answered.add(full_name.casefold())
        path = local(full_name)
        if path is None or full_name.casefold() in self._answered or not is_older_on_disk(path):
            return ""
        if agreed != f"{PLACE}{full_name}":
            raise NewLayoutOffered(
                f"Outcomes can bring “{short(full_name)}” to the new layout: it is saved, closed, carried and opened "
                "again; a copy of it as it was is kept. Nothing you typed is lost.",
                f"{PLACE}{full_name}",
                "Yes brings it to the new layout. No leaves it as it is and refreshes the mapping tabs.",
            )
        return _carried(book, path, now, self._say)

    def elsewhere(self, full_name: str, older: bool) -> str:
        """Return what to do about a workbook that is not a file on this computer, "" when there is nothing to do."""
        return _ELSEWHERE if older and local(full_name) is None else ""


def local(full_name: str) -> Path | None:
    """Return an open workbook's file, None when it is not on this computer or was never saved."""
    path = Path(full_name)
    return path if "://" not in full_name and path.is_absolute() and path.is_file() else None


def is_older_on_disk(path: Path) -> bool:
    """Tell whether the file of an open workbook has an older layout; one that cannot be read is left alone."""
    from outcomes_xl.workflows.carry_workbook import has_older_layout

    try:
        return has_older_layout(path)
    except CannotUse:
        return False


def _carried(book: XlBook, path: Path, now: datetime, say: Callable[[str], None]) -> str:
    from outcomes_xl.workflows.carry_workbook import carry_in_place

    say(f"Saving and closing {path.name}")
    opener = reopen.saved_and_closed(book, path)
    try:
        made = carry_in_place(path, now)
    except CannotUse as trouble:
        opener()
        raise CannotUse(
            f"{trouble.what}", f"{trouble.next_step} The workbook is open again, as you saved it."
        ) from None
    opener()
    return f"{' '.join(made)} Press Refresh mapping tabs once more for the latest links."
