"""Writing a patch into a workbook file: whole or not at all, with a copy of what was there kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.beside import real_path
from outcomes_xl.hosts.files.edit_package import play
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.hosts.files.read_closed_workbook import OpenedWorkbook
from outcomes_xl.hosts.files.replace_file import as_seen, exchange
from outcomes_xl.model import Patch
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.saved_values import Recalculate, leave_to_excel


@dataclass(frozen=True, slots=True)
class Written:
    """The workbook that was written, and the copy of what was there before; None when nothing needed writing."""

    path: Path
    backup: Path | None


def write(
    path: str | os.PathLike[str],
    patch: Patch,
    now: datetime,
    recalculate: Recalculate = leave_to_excel,
    seen: OpenedWorkbook | None = None,
) -> Written:
    """Play a patch on a workbook file. ``now`` names the copy that is kept; ``recalculate`` is for ``play``.

    ``seen`` is the workbook as the job read it: where the file is still the same, it need not be read again.

    The new workbook is made and proved in memory, written under another name in the same folder, and put in place
    in one step: whoever looks finds the old one or the new one, never a half. Raises one of the CannotUse family
    with the file as it was.
    """
    path = Path(path)
    if not patch:
        return Written(path, None)
    real = _really(path)
    data = read_file(real)
    with _said_plainly(path):
        refuse_if_busy(real)
        there = as_seen(real, data)
        book = seen.book if seen and seen.data == data else None
        after = play(data, patch, real.name, recalculate, book)
        return Written(path, exchange(real, data, after, there, now))


def save_whole(path: Path, before: bytes, after: bytes, now: datetime) -> Written:
    """Put a whole workbook in another's place, which was read as ``before``; otherwise as ``write``."""
    real = _really(path)
    with _said_plainly(path):
        return Written(path, exchange(real, before, after, as_seen(real, before), now))


def _really(path: Path) -> Path:
    return real_path(path) if path.is_symlink() else path


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotUse(
            f"“{path.name}” could not be written ({error.strerror or 'the disk did not answer'}); it is as it was.",
            "Check that there is room on the disk and that nobody has it open, then try again.",
        ) from None
