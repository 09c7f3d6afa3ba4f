"""One workbook put in another's place in one step, with a copy of the one before kept."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.backups import copy_kept
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.model.cannot_use import ChangedMeanwhile, WorkbookBusy
from outcomes_xl.write_whole import put_in_place, written_beside

Seen = tuple[int, int, bytes]
"""By what a file is known again: its size, when it was written, and the SHA-256 of its bytes."""


def as_seen(path: Path, data: bytes) -> Seen:
    """Return by what a file that holds these bytes will be known again."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest()


def exchange(path: Path, before: bytes, after: bytes, seen: Seen, now: datetime) -> Path:
    """Put ``after`` in the file's place and keep ``before``; return that copy, whose name says ``now``.

    Raises WorkbookBusy or ChangedMeanwhile, with the file as it was, when it is open or not as ``seen`` any more.
    """
    with written_beside(path, after) as new:
        shutil.copymode(path, new)
        with copy_kept(path, before, now) as backup:
            _exchanged(new, path, seen)
    return backup


def _exchanged(new: Path, path: Path, seen: Seen) -> None:
    refuse_if_busy(path)
    if as_seen(path, path.read_bytes()) != seen:
        raise ChangedMeanwhile(
            f"“{path.name}” was saved by somebody else a moment ago; their version stays.", "Run the job again."
        )
    try:
        put_in_place(new, path)
    except PermissionError:
        raise WorkbookBusy(f"“{path.name}” was opened a moment ago.", "Close it and try again.") from None
