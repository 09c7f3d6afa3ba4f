"""Writing a patch into a workbook file: whole or not at all, with a copy of what was there kept beside it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.model import Patch
from outcomes_xl.model.trouble import CannotUse, ChangedMeanwhile, WorkbookBusy

from .locks import refuse_if_busy
from .opening import read_file
from .playing import play

BACKUPS_KEPT = 5


@dataclass(frozen=True, slots=True)
class Written:
    """The workbook that was written, and the copy of what was there before; None when nothing needed writing."""

    path: Path
    backup: Path | None


def write(path: str | os.PathLike[str], patch: Patch, now: datetime) -> Written:
    """Play a patch on a workbook file. ``now`` names the copy kept beside it.

    The new workbook is made and proved in memory, written under another name in the same folder, and put in place
    in one step: whoever looks finds the old one or the new one, never a half. Raises one of the CannotUse family
    with the file as it was.
    """
    path = Path(path)
    if not patch:
        return Written(path, None)
    real = path.resolve() if path.is_symlink() else path
    data = read_file(real)
    refuse_if_busy(real)
    seen = _fingerprint(real, data)
    after = play(data, patch, real.name)
    try:
        return Written(path, _put_in_place(real, data, after, seen, now))
    except OSError as error:
        raise CannotUse(
            f"“{path.name}” could not be written ({error.strerror or 'the disk did not answer'}); it is as it was.",
            "Check that there is room on the disk and that nobody has it open, then try again.",
        ) from None


def _put_in_place(path: Path, data: bytes, after: bytes, seen: tuple[int, int, bytes], now: datetime) -> Path:
    new = _write_beside(path, after)
    try:
        backup = _keep_a_copy(path, data, now)
        refuse_if_busy(path)
        if _fingerprint(path, path.read_bytes()) != seen:
            raise ChangedMeanwhile(
                f"“{path.name}” was saved by somebody else a moment ago; their version stays.", "Run the job again."
            )
        try:
            os.replace(new, path)  # noqa: PTH105 - the one call whose promise this module rests on
        except PermissionError:
            raise WorkbookBusy(f"“{path.name}” was opened a moment ago.", "Close it and try again.") from None
    finally:
        new.unlink(missing_ok=True)
    _sync_folder(path.parent)
    _forget_old_copies(path)
    return backup


def _fingerprint(path: Path, data: bytes) -> tuple[int, int, bytes]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest()


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".outcomes-", suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(path, name)
    return Path(name)


def _keep_a_copy(path: Path, data: bytes, now: datetime) -> Path:
    stem = f"{path.stem} (backup {now:%Y-%m-%d %H%M}"
    number = 1
    while True:
        backup = path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}){path.suffix}")
        if not backup.exists():
            break
        number += 1
    new = _write_beside(path, data)
    shutil.copystat(path, new)
    os.replace(new, backup)  # noqa: PTH105
    return backup


def _forget_old_copies(path: Path) -> None:
    ours = re.compile(re.escape(path.stem) + r" \(backup (\d{4}-\d\d-\d\d \d{4})(?:-(\d+))?\)" + re.escape(path.suffix))
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
