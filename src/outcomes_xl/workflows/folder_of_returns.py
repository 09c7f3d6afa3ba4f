"""A folder of boroughs' workbooks: each file found, read or not, with what became of it; nothing in it is changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.london.counts_file import NAME as COUNTS_NAME
from outcomes_xl.london.ledger import FoundFile
from outcomes_xl.london.returns import Return, packed
from outcomes_xl.model.cannot_use import CannotUse, WrongTemplate, WrongUsage
from outcomes_xl.sharing.signs import signs
from outcomes_xl.workflows.few_collections import few_collections
from outcomes_xl.workflows.london_mark import PAGES, is_a_picture
from outcomes_xl.workflows.read_return import read_return

WORKBOOKS = (".xlsx", ".xlsm")
_HALF_WRITTEN = (".tmp", ".part", ".partial", ".crdownload", ".download", ".~tmp")
_SYSTEMS_OWN = (".ds_store", "thumbs.db", "desktop.ini")
_ZIPS = (".zip", ".7z", ".rar", ".gz", ".tar")
NO_WORKBOOK = frozenset(
    {"our_own", "counts", "beside_an_open_one", "systems_own", "half_written", "zip", "no_workbook", "earlier_picture"}
)
"""How a file ended that is not looked into: a folder with no other files holds nothing to make a picture of."""
_MOST_FILES = 20_000
_TIMES = 2
_MOST_UNPACKED = 400
"""Readings of so many files are held as they are; of more, each takes a tenth of the room, and a little longer."""

Kept = Callable[[str], Return | None]
"""The reading kept of a file with this digest, None where there is none."""


@dataclass(frozen=True)
class Progress:
    """What somebody who waits is told: how many of how many files are done, and the one just read."""

    done: int
    of: int
    file: str


Tell = Callable[[Progress], None]


@dataclass(frozen=True)
class FolderRead:
    """What a folder gave: every file once, and the readings of this time by digest that were not kept before."""

    seen: tuple[FoundFile, ...]
    fresh: Mapping[str, Return]


def read_folder(
    folder: Path,
    framework: Framework,
    *,
    ours: frozenset[Path],
    kept: Kept = lambda _: None,
    tell: Tell = lambda _: None,
) -> FolderRead:
    """Return what became of each file in a folder and those in it. ``ours`` are files and folders this command writes.

    Raises WrongUsage where the folder is none, or holds more than a folder of returns would.
    """
    files = list(_files(folder))
    fresh: dict[str, Return] = {}
    seen = []
    with few_collections():
        for number, path in enumerate(files, 1):
            name = _told_as(path.relative_to(folder).as_posix())
            tell(Progress(number, len(files), name))
            ended = "our_own" if ours and _is_ours(path.resolve(), ours) else _passed_over(path)
            if name.casefold() == COUNTS_NAME:
                ended = "counts"
            hold = packed if len(files) > _MOST_UNPACKED else _as_it_is
            seen.append(FoundFile(name, ended=ended) if ended else _read(path, name, framework, kept, fresh, hold))
    return FolderRead(tuple(seen), fresh)


def _told_as(name: str) -> str:
    """Return a file's name as the picture says it, which others will read.

    Bytes in it that are no letters, from another system, are told by number; a name that could point at somebody is not
    repeated.
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if not any(signs(part) for part in name.rpartition(".")[0].split("/")):
        return name
    return f"A file whose name could point at somebody ({hashlib.sha256(name.encode()).hexdigest()[:8]})"


def _is_ours(path: Path, ours: frozenset[Path]) -> bool:
    return not ours.isdisjoint((path, *path.parents))


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file, those in folders in it too; links to folders are not followed, so that none is read twice."""
    if not folder.is_dir():
        raise WrongUsage(f"“{folder}” is no folder. Name the folder that the boroughs' workbooks are in.")
    count = 0
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                raise WrongUsage(
                    f"“{folder}” holds more than {_MOST_FILES:,} files. Name the folder with the workbooks alone."
                )
            yield Path(at, name)


def _passed_over(path: Path) -> str:
    """Return the ending of a file that is not looked into, "" of one that is."""
    name = path.name.casefold()
    if name.startswith("~$"):
        return "beside_an_open_one"
    if name in _SYSTEMS_OWN or name.startswith("._"):
        return "systems_own"
    if name.endswith(_HALF_WRITTEN) or name.startswith((".outcomes-", ".~lock.")):
        return "half_written"
    if name.endswith(_ZIPS):
        return "zip"
    if name.endswith(PAGES) and is_a_picture(path):
        return "earlier_picture"
    return "" if name.endswith(WORKBOOKS) else "no_workbook"


def _as_it_is(one: Return) -> Return:
    return one


def _read(
    path: Path,
    name: str,
    framework: Framework,
    kept: Kept,
    fresh: dict[str, Return],
    hold: Callable[[Return], Return] = _as_it_is,
) -> FoundFile:
    for _ in range(_TIMES):
        try:
            before = _stamp(path)
            data = read_file(path)
            digest = hashlib.sha256(data).hexdigest()
            reading = fresh.get(digest) or hold(kept(digest) or read_return(data, path.name, framework))
            unchanged = before == _stamp(path) and len(data) == before[0]
        except FileNotFoundError:
            return FoundFile(name, ended="gone")
        except CannotUse as trouble:
            if not path.exists():
                return FoundFile(name, ended="gone")
            if _stamp(path) != before:
                continue
            if is_a_picture(path):
                return FoundFile(name, ended="earlier_picture")
            kind = "not_ours" if isinstance(trouble, WrongTemplate) else "cannot_use"
            why, what_next = (
                said.replace(path.name, name.rpartition("/")[2]) for said in (trouble.what, trouble.next_step)
            )
            return FoundFile(name, ended=kind, why=why, next=what_next)
        if unchanged:
            fresh[digest] = reading
            return FoundFile(name, digest, reading)
    return FoundFile(name, ended="changed_while_read")


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
