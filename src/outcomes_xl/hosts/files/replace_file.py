"""One file put in another's place, or where there was none, in one step: whoever looks finds the old or the new one."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.beside import cut
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.model.cannot_use import ChangedMeanwhile, WorkbookBusy

BACKUPS_KEPT = 5
HALF_WRITTEN = (".outcomes-", ".tmp")
"""How the name of a file that is not all written yet begins and ends."""

Seen = tuple[int, int, bytes]
"""By what a file is known again: its size, when it was written, and the SHA-256 of its bytes."""


def as_seen(path: Path, data: bytes) -> Seen:
    """Return by what a file that holds these bytes will be known again."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest()


def put_new(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, with the rights of any new file of this user's; what stood there is gone."""
    new = _write_beside(path, content)
    try:
        new.chmod(0o666 & ~_mask())
        os.replace(new, path)  # noqa: PTH105 - in one step, whoever looks
    finally:
        new.unlink(missing_ok=True)


def exchange(path: Path, before: bytes, after: bytes, seen: Seen, now: datetime) -> Path:
    """Put ``after`` in the file's place and keep ``before`` beside it; return that copy, whose name says ``now``.

    Raises WorkbookBusy or ChangedMeanwhile, with the file as it was, when it is open or not as ``seen`` any more.
    """
    new = _write_beside(path, after)
    try:
        shutil.copymode(path, new)
        backup = _keep_a_copy(path, before, now)
        try:
            _put_in_place(new, path, seen)
        except BaseException:
            backup.unlink(missing_ok=True)  # of a file that is as it was
            raise
    finally:
        new.unlink(missing_ok=True)
    with suppress(OSError):  # the new file is in its place: what fails from here on must not say that it is not
        _sync_folder(path.parent)
        _forget_old_copies(path)
    return backup


def _put_in_place(new: Path, path: Path, seen: Seen) -> None:
    refuse_if_busy(path)
    if as_seen(path, path.read_bytes()) != seen:
        raise ChangedMeanwhile(
            f"“{path.name}” was saved by somebody else a moment ago; their version stays.", "Run the job again."
        )
    try:
        os.replace(new, path)  # noqa: PTH105 - the one call whose promise this module rests on
    except PermissionError:
        raise WorkbookBusy(f"“{path.name}” was opened a moment ago.", "Close it and try again.") from None


def _write_beside(path: Path, content: bytes) -> Path:
    """Have the bytes on the disk under another name in the same folder, which only this user may read; return it."""
    prefix, suffix = HALF_WRITTEN
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)  # a full disk is not made fuller
        raise
    return Path(name)


def _mask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _keep_a_copy(path: Path, data: bytes, now: datetime) -> Path:
    stem = _stem_of_copies(path)
    number = 1
    while True:
        which = f"-{number}" if number > 1 else ""
        backup = path.with_name(f"{stem} (backup {now:%Y-%m-%d %H%M}{which}){path.suffix}")
        if not backup.exists():
            break
        number += 1
    new = _write_beside(path, data)
    try:
        shutil.copystat(path, new)
        os.replace(new, backup)  # noqa: PTH105
    finally:
        new.unlink(missing_ok=True)
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


def _sync_folder(folder: Path) -> None:
    """Have the folder itself on the disk, so that the exchange survives a power cut. Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
