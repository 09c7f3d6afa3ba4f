"""Where a local file is: beside the workbook, or in a folder the user's settings name. No link leads elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.links import leads_into
from outcomes_xl.sources.local.source_limits import limits
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow

ENDINGS = {
    SourceKind.CSV: (".csv", ".txt", ".tsv", ".csv.gz"),
    SourceKind.EXCEL: (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    SourceKind.PARQUET: (".parquet", ".pq"),
}
_SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")
"""File Explorer hides .lnk and .url, so that a shortcut "gld.csv.lnk" is shown as "gld.csv"."""
_BEGINS = (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b"[Desktop Entry]", b"book\0\0\0\0mark\0\0\0\0")
"""How a shortcut of Windows, an address, one of Linux and an alias of a Mac begin, whatever they are called."""


def place(row: SourceRow, beside: Path, folders: Sequence[Path]) -> Path:
    """Return the file or folder a row of Sources names: beside the workbook, or in a folder the user's settings name.

    Raises CannotLook for any other place, before anything is opened: naming another server's folder would be enough
    to have Windows sign in there.
    """
    text = row.place.strip().strip('"')
    whole = PureWindowsPath(text).is_absolute() or PurePosixPath(text).is_absolute() or text.startswith(("\\\\", "//"))
    if "://" in text or "\0" in text or (not whole and PureWindowsPath(text).drive):
        raise CannotLook("It is not the name of a file.", "Write the file's name, with its folder if it has one.")
    wanted = Path(text) if whole else beside / text.replace("\\", "/")
    allowed = [beside, *folders]
    if ".." in wanted.parts or not any(wanted.is_relative_to(folder) for folder in allowed):
        raise CannotLook(
            "It is not in the workbook's own folder, nor in a folder your settings name.",
            "Move it there, or add its folder to folders in your connections file; see the page Local data.",
        )
    if not any(leads_into(folder, wanted) for folder in allowed):
        raise CannotLook("It is a link to somewhere else.", "Name the file itself.")
    if not wanted.exists():
        raise CannotLook("It is not there.", _near(wanted))
    return wanted


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Have what was made of a file count only if nobody saved it anew meanwhile. Raises CannotLook otherwise."""
    before = _as_saved(path)
    yield
    if _as_saved(path) != before:
        raise CannotLook("It changed while it was read, so nothing was made of it.", "Try again when it is finished.")


def _as_saved(path: Path) -> tuple[int, int, int]:
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def files_of(row: SourceRow, at: Path) -> tuple[Path, ...]:
    """Return the files to read: the file itself, or all of a folder's by name, links and shortcuts among them.

    Raises CannotLook when there is none. ``must_be_a_file`` says of each whether it may be read.
    """
    if row.kind != SourceKind.FOLDER:
        if at.is_dir():
            raise CannotLook("It is a folder.", "Choose “Folder of extracts” as its kind.", "kind")
        return (at,)
    if not at.is_dir():
        raise CannotLook("It is a file, not a folder.", "Choose the file's kind, or name the folder.", "kind")
    most: int = limits()["files"]["most_in_a_folder"]
    every = (*(ending for endings in ENDINGS.values() for ending in endings), *_SHORTCUTS)
    found = [one for one in sorted(at.iterdir()) if one.name.lower().endswith(every)]
    found = [one for one in found if not one.name.startswith((".", "~$")) and (one.is_symlink() or one.is_file())]
    if not found:
        raise CannotLook("The folder holds no CSV, Excel or Parquet file.", "Name the folder that holds the extracts.")
    if len(found) > most:
        raise CannotLook(f"The folder holds more than {most} files.", "Name a folder for this source alone.")
    return tuple(found)


def must_be_a_file(path: Path, folder: Path) -> None:
    """Raise CannotLook for what is no file of this folder: a link that leads out of it, a shortcut, a device."""
    if not leads_into(folder, path):
        raise CannotLook("It is a link to somewhere else.", "Put the file itself there, or name its own folder.")
    if not path.is_file():
        # A named pipe would be waited for, and a device never ends.
        raise CannotLook("It is not a file that can be read.", "Put the file itself there.")
    with path.open("rb") as file:
        begins = file.read(32)
    if path.name.lower().endswith(_SHORTCUTS) or begins.lstrip(b"\xef\xbb\xbf\r\n ").startswith(_BEGINS):
        raise CannotLook("It is a shortcut, which is not followed.", "Put the file itself there, or name its folder.")


def _near(wanted: Path) -> str:
    from outcomes_xl.model.spelling import did_you_mean

    folder = wanted.parent
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    if any(f"{wanted.name}{ending}".casefold() in map(str.casefold, names) for ending in _SHORTCUTS):
        return "There is a shortcut of that name, which is not followed. Put the file itself there."
    near = did_you_mean(wanted.name, names)
    return f"Did you mean “{near}”?" if near else "Write the file's name and folder as they stand in File Explorer."
