"""Copies of a workbook as it was, in a folder of their own beside it; the last ten stay.

Which copies are ours is written down in the folder, by name and SHA-256. Only those are ever deleted, and only as they
were made: a copy that somebody has worked in is theirs, and so is every file that is not on the list.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.beside import cut
from outcomes_xl.write_whole import put_in_place, write_whole, written_beside

KEPT = 10
ABOUT = "About these backups.txt"
_BEFORE = "Backups of "
_LONGEST_NAME, _LONGEST_PATH = 255, 259
"""Bytes of a name; letters of a path that Windows opens everywhere."""
_SAID = (
    "Each of these is the workbook as it was before a job. The last ten are kept. An older one is deleted only if it\n"
    "is on this list and nobody has changed it since; nothing else in this folder is ever touched.\n\n"
)
_LISTED = re.compile(r"([0-9a-f]{64})  (.+)")


@contextmanager
def copy_kept(path: Path, data: bytes, now: datetime) -> Iterator[Path]:
    """Keep what a workbook holds while it is replaced, and give where; of one that was not replaced no copy stays."""
    folder = _folder(path)
    copy = _copied(path, folder, data, now)
    try:
        yield copy
    except BaseException:
        copy.unlink(missing_ok=True)
        if folder != path.parent:
            with suppress(OSError):  # a folder with anything in it stays
                folder.rmdir()
        raise
    if folder != path.parent:
        with suppress(OSError, UnicodeDecodeError):  # the workbook is replaced: this must not say that it is not
            _forget_the_oldest(folder, copy, data)


def _folder(path: Path) -> Path:
    """Return the folder for a workbook's copies, made if need be; the workbook's own where that cannot be."""
    folder = path.with_name(f"{_BEFORE}{cut(path.stem, _LONGEST_NAME - len(_BEFORE))}".rstrip(" ."))
    if len(str(folder / _name(path, datetime.max, 999))) > _LONGEST_PATH:
        return path.parent
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return path.parent
    return folder


def _copied(path: Path, folder: Path, data: bytes, now: datetime) -> Path:
    number = 1
    while (copy := folder / _name(path, now, number)).exists():
        number += 1
    with written_beside(copy, data) as new:
        shutil.copystat(path, new)
        put_in_place(new, copy)
    return copy


def _name(path: Path, now: datetime, number: int) -> str:
    which = f"-{number}" if number > 1 else ""
    after = f" (backup {now:%Y-%m-%d %H%M}{which}){path.suffix}"
    return f"{cut(path.stem, _LONGEST_NAME - len(after.encode()))}{after}"


def _forget_the_oldest(folder: Path, copy: Path, data: bytes) -> None:
    about = folder / ABOUT
    lines = about.read_text(encoding="utf-8").splitlines() if about.is_file() else []
    listed = {found[2]: found[1] for line in lines if (found := _LISTED.fullmatch(line))}
    listed.pop(copy.name, None)  # of an earlier file by this name, which somebody has deleted
    listed[copy.name] = hashlib.sha256(data).hexdigest()
    there = {name: digest for name, digest in listed.items() if Path(name).name == name and (folder / name).is_file()}
    of_this = [name for name in there if Path(name).suffix == copy.suffix]
    for name in of_this[:-KEPT]:
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() == there.pop(name):
            (folder / name).unlink()
    said = "".join(f"{line}\n" for line in lines if not _LISTED.fullmatch(line)) or _SAID
    write_whole(about, (said + "".join(f"{digest}  {name}\n" for name, digest in there.items())).encode())
