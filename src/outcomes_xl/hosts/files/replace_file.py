"""One workbook put in another's place in one step, with a copy of the one before kept beside it."""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.beside import cut
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.model.cannot_use import ChangedMeanwhile, WorkbookBusy
from outcomes_xl.write_whole import put_in_place, written_beside

BACKUPS_KEPT = 5

Seen = tuple[int, int, bytes]
"""By what a file is known again: its size, when it was written, and the SHA-256 of its bytes."""


def as_seen(path: Path, data: bytes) -> Seen:
    """Return by what a file that holds these bytes will be known again."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest()


def exchange(path: Path, before: bytes, after: bytes, seen: Seen, now: datetime) -> Path:
    """Put ``after`` in the file's place and keep ``before`` beside it; return that copy, whose name says ``now``.

    Raises WorkbookBusy or ChangedMeanwhile, with the file as it was, when it is open or not as ``seen`` any more.
    """
    with written_beside(path, after) as new:
        shutil.copymode(path, new)
        backup = _keep_a_copy(path, before, now)
        try:
            _exchanged(new, path, seen)
        except BaseException:
            backup.unlink(missing_ok=True)  # of a file that is as it was
            raise
    with suppress(OSError):  # the new file is in its place: what fails from here on must not say that it is not
        _forget_old_copies(path)
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


def _keep_a_copy(path: Path, data: bytes, now: datetime) -> Path:
    stem = _stem_of_copies(path)
    number = 1
    while True:
        which = f"-{number}" if number > 1 else ""
        backup = path.with_name(f"{stem} (backup {now:%Y-%m-%d %H%M}{which}){path.suffix}")
        if not backup.exists():
            break
        number += 1
    with written_beside(backup, data) as new:
        shutil.copystat(path, new)
        put_in_place(new, backup)
    return backup


def _stem_of_copies(path: Path) -> str:
    """Return what the names of a workbook's copies begin with: its own, as far as there is room for the rest."""
    return cut(path.stem, 255 - len(f" (backup 2026-11-28 1405-999){path.suffix}".encode()))


def _forget_old_copies(path: Path) -> None:
    stem = re.escape(_stem_of_copies(path))
    ours = re.compile(stem + r" \(backup (\d{4}-\d\d-\d\d \d{4})(?:-(\d+))?\)" + re.escape(path.suffix))
    found = [(ours.fullmatch(beside.name), beside) for beside in path.parent.iterdir()]
    copies = sorted((match[1], int(match[2] or 1), beside) for match, beside in found if match)
    for _, _, old in copies[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
