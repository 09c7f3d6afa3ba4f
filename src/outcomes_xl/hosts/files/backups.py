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
from zlib import crc32

from outcomes_xl.hosts.files.beside import cut
from outcomes_xl.write_whole import put_in_place, write_whole, written_beside

KEPT = 10
ABOUT = "About these backups.txt"
_BEFORE = "Backups of "
_LONGEST_NAME, _LONGEST_STEM, _LONGEST_PATH, _LEAST_ROOM = 255, 200, 259, 16
"""Bytes of a name, and of a workbook's in it; letters of a path that Windows opens everywhere, and for a name in it."""
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
    stem = _short_stem(path)
    folder = path.with_name(f"{_BEFORE}{stem}".rstrip(" ."))
    try:
        if stem:
            folder.mkdir(exist_ok=True)
            return folder
    except OSError:
        pass  # a file by that name, or a place where no folder may be made
    return path.parent


def _short_stem(path: Path) -> str:
    """Return what the folder and the copies are called after: the workbook's name, which they hold twice, or a part of
    it and a sign of the whole where a path would grow too long; "" where there is no room even for that.
    """
    room = (_LONGEST_PATH - len(str(path.parent)) - len(f"/{_BEFORE}/{_after(path, datetime.max, 999)}")) // 2
    if len(path.stem) <= room and len(path.stem.encode()) <= _LONGEST_STEM:
        return path.stem
    sign = f" {crc32(path.stem.encode('utf-8', 'surrogateescape')):08x}"
    return f"{cut(path.stem, min(room, _LONGEST_STEM) - len(sign))}{sign}" if room >= _LEAST_ROOM else ""


def _copied(path: Path, folder: Path, data: bytes, now: datetime) -> Path:
    number = 1
    while (copy := folder / _name(path, folder, now, number)).exists():
        number += 1
    with written_beside(copy, data) as new:
        shutil.copystat(path, new)
        put_in_place(new, copy)
    return copy


def _name(path: Path, folder: Path, now: datetime, number: int) -> str:
    after = _after(path, now, number)
    stem = path.stem if folder == path.parent else _short_stem(path)
    return f"{cut(stem, _LONGEST_NAME - len(after.encode()))}{after}"


def _after(path: Path, now: datetime, number: int) -> str:
    which = f"-{number}" if number > 1 else ""
    return f" (backup {now:%Y-%m-%d %H%M}{which}){path.suffix}"


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
