"""Any file of a folder as the tables in it: a CSV file is one, a workbook one a sheet, a zip file all it holds."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.sources.published import workbook_reader
from outcomes_xl.sources.published.csv_reader import opened, opened_bytes
from outcomes_xl.sources.published.not_read import HEAD, is_silent, kind_of
from outcomes_xl.sources.published.opened_table import Opened

Knows = Callable[[tuple[str, ...]], bool]

CSV_ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt")
_ZIP = ".zip"
_TABLES = (*CSV_ENDINGS, *workbook_reader.ENDINGS)
ENDINGS = (*_TABLES, _ZIP)
_MOST_MEMBERS = 500
_LARGEST_INNER = 300_000_000
"""Bytes all zip files inside one zip file may have together, unpacked: they are held in memory to be looked in."""
_LARGEST_MEMBER = 1_500_000_000
_DAMAGED = (
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What zipfile raises for a zip file that is damaged, locked or packed in a way it does not know."""
_IN_ZIP = CannotRead("It is damaged inside the zip file, or has a password.", "Download it again.")
_BUSY = CannotRead(
    "It could not be opened; another program may have it open, or it has not been downloaded to this computer yet.",
    "Close it there, or open its folder, wait until it has come down, and look again.",
)


@dataclass(frozen=True)
class FileSource:
    """One file, or one member of a zip file: its name for officers, and how its tables are had.

    ``inside`` leads from a zip file to the member: the member itself, or a zip file in it and then the member of that.
    """

    name: str
    path: Path
    inside: tuple[ZipInfo, ...] = ()

    @contextmanager
    def tables(self, knows: Knows) -> Iterator[Iterator[Opened]]:
        """Open the file and give its tables one after another. Raises CannotRead, also on the way."""
        if not self.inside and self.name.lower().endswith(CSV_ENDINGS):
            with opened(self.path, knows) as table:
                yield iter((table,))
        elif self.name.lower().endswith(workbook_reader.ENDINGS):
            yield workbook_reader.sheets(PurePosixPath(self.name).name, self._bytes(), knows)
        else:
            with opened_bytes(PurePosixPath(self.name).name, self._bytes(), knows) as table:
                yield iter((table,))

    def _bytes(self) -> bytes:
        try:
            return _read(self.path, self.inside)
        except _DAMAGED:
            raise _IN_ZIP from None
        except OSError:
            raise _BUSY from None


@dataclass
class Within:
    """What one file of a folder holds: what can be read, and what cannot, each with a name and two sentences."""

    sources: list[FileSource] = field(default_factory=list)
    strange: list[tuple[str, str, str]] = field(default_factory=list)
    """What is no table: its name, what it seems to be, and what next."""
    troubles: list[tuple[str, str, str]] = field(default_factory=list)
    """What should be readable and is not: its name, what, and what next."""


def sources_in(path: Path, name: str) -> Within:
    """Return what there is to read in one file: itself, or the members of a zip file. Raises CannotRead."""
    if not name.lower().endswith(ENDINGS):
        return Within(strange=[(name, *kind_of(name, partial(_head, path)))])
    if not name.lower().endswith(_ZIP):
        return Within([FileSource(name, path)])
    found = Within()
    try:
        with ZipFile(path) as package:
            _look_in(package, FileSource(name, path), found)
    except _DAMAGED:
        raise CannotRead("It breaks off in the middle or is damaged.", "Download it again.") from None
    except OSError:
        raise _BUSY from None
    if not found.sources and not found.troubles:
        raise CannotRead("It is a zip file without a table in it.", "Take it out of the folder.")
    return found


def _look_in(package: ZipFile, at: FileSource, found: Within) -> None:
    """Add what a zip file holds to what was found; a zip file in it is looked in too, and one in that is named."""
    members = [one for one in package.infolist() if not _is_hidden(one)]
    zips = [one for one in members if one.filename.lower().endswith(_ZIP)]
    tables = [one for one in members if one.filename.lower().endswith(_TABLES)]
    size = sum(one.file_size for one in zips)
    if len(members) + len(found.sources) > _MOST_MEMBERS or size > _LARGEST_INNER or _too_large(tables):
        raise CannotRead("It is a zip file that holds too much to look through.", "Unpack what you need of it.")
    for one in members:
        name = f"{at.name}/{one.filename}"
        if one in tables:
            found.sources.append(FileSource(name, at.path, (*at.inside, one)))
        elif one not in zips:
            found.strange.append((name, *kind_of(name, partial(_beginning, package, one))))
        elif at.inside:
            what = "It is a zip file, inside a zip file, inside a zip file: that far in nothing is read."
            found.troubles.append((name, what, f"Unpack {PurePosixPath(at.name).name} and put what is in it here."))
        else:
            _look_further_in(package, one, FileSource(name, at.path, (one,)), found)


def _look_further_in(package: ZipFile, member: ZipInfo, at: FileSource, found: Within) -> None:
    """Add what a zip file inside a zip file holds; what is wrong with it leaves the others as they are."""
    inner = Within()
    try:
        with ZipFile(io.BytesIO(package.read(member))) as inside:
            _look_in(inside, at, inner)
    except CannotRead as trouble:
        found.troubles.append((at.name, trouble.what, trouble.next_step))
        return
    except _DAMAGED:
        found.troubles.append((at.name, _IN_ZIP.what, _IN_ZIP.next_step))
        return
    if not inner.sources and not inner.troubles:
        inner.strange.append((at.name, "It is a zip file without a table in it.", "Nothing needs doing."))
    found.sources += inner.sources
    found.strange += inner.strange
    found.troubles += inner.troubles


def _read(path: Path, inside: tuple[ZipInfo, ...]) -> bytes:
    if not inside:
        return path.read_bytes()
    with ZipFile(path) as package:
        data = package.read(inside[0])
    for member in inside[1:]:
        with ZipFile(io.BytesIO(data)) as package:
            data = package.read(member)
    return data


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        raise _BUSY from None


def _beginning(package: ZipFile, member: ZipInfo) -> bytes:
    with package.open(member) as file:
        return file.read(HEAD)


def _too_large(tables: Iterable[ZipInfo]) -> bool:
    return any(one.file_size > _LARGEST_MEMBER for one in tables)


def _is_hidden(member: ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    return member.is_dir() or any(part.startswith("__MACOSX") or is_silent(part) for part in parts if part)
