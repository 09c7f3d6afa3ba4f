"""Any file of a folder as the tables in it: a CSV file is one, a workbook one a sheet, a zip file all it holds."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.sources.published import workbook_reader
from outcomes_xl.sources.published.csv_reader import opened, opened_bytes
from outcomes_xl.sources.published.opened_table import Opened

Knows = Callable[[tuple[str, ...]], bool]

CSV_ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt")
ENDINGS = (*CSV_ENDINGS, *workbook_reader.ENDINGS, ".zip")
_MOST_MEMBERS = 500
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
_BUSY = CannotRead(
    "It could not be opened; another program may have it open, or it has not been downloaded to this computer yet.",
    "Close it there, or open its folder, wait until it has come down, and look again.",
)


@dataclass(frozen=True)
class FileSource:
    """One file, or one member of a zip file: its name for officers, and how its tables are had."""

    name: str
    path: Path
    member: ZipInfo | None = None

    @contextmanager
    def tables(self, knows: Knows) -> Iterator[Iterator[Opened]]:
        """Open the file and give its tables one after another. Raises CannotRead, also on the way."""
        if self.member is None and self.name.lower().endswith(CSV_ENDINGS):
            with opened(self.path, knows) as table:
                yield iter((table,))
        elif self.name.lower().endswith(workbook_reader.ENDINGS):
            yield workbook_reader.sheets(PurePosixPath(self.name).name, self._bytes(), knows)
        else:
            with opened_bytes(PurePosixPath(self.name).name, self._bytes(), knows) as table:
                yield iter((table,))

    def _bytes(self) -> bytes:
        try:
            if self.member is None:
                return self.path.read_bytes()
            with ZipFile(self.path) as package:
                return package.read(self.member)
        except _DAMAGED:
            raise CannotRead("It is damaged inside the zip file, or has a password.", "Download it again.") from None
        except OSError:
            raise _BUSY from None


def sources_in(path: Path, name: str) -> list[FileSource]:
    """Return what there is to read in one file: itself, or the members of a zip file. Raises CannotRead."""
    if not name.lower().endswith(".zip"):
        return [FileSource(name, path)]
    try:
        with ZipFile(path) as package:
            members = [one for one in package.infolist() if _wanted(one)]
    except _DAMAGED:
        raise CannotRead("It breaks off in the middle or is damaged.", "Download it again.") from None
    except OSError:
        raise _BUSY from None
    if not members:
        raise CannotRead("It is a zip file without a table in it.", "Take it out of the folder.")
    if len(members) > _MOST_MEMBERS or any(one.file_size > _LARGEST_MEMBER for one in members):
        raise CannotRead("It is a zip file that holds too much to look through.", "Unpack what you need of it.")
    return [FileSource(f"{name}/{one.filename}", path, one) for one in members]


def _wanted(member: ZipInfo) -> bool:
    plain = member.filename.replace("\\", "/")
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in plain.split("/"))
    return not member.is_dir() and not hidden and plain.lower().endswith((*CSV_ENDINGS, *workbook_reader.ENDINGS))
