"""Local files as tables one can ask: CSV in any of its encodings, Excel and Parquet, alone or in a folder of extracts.

DuckDB reads CSV and Parquet where they lie. Excel sheets are read by python-calamine, since DuckDB's own reader is an
extension that has to be downloaded; only the columns that are needed are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.csv_files import as_named, as_utf8, table_of
from outcomes_xl.sources.local.excel_files import sheet
from outcomes_xl.sources.local.file_table import TABLE, Here
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_MOST_FILES = 500
_ENDINGS = {
    SourceKind.CSV: (".csv", ".txt", ".tsv", ".csv.gz"),
    SourceKind.EXCEL: (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    SourceKind.PARQUET: (".parquet", ".pq"),
}


# Where a file is --------------------------------------------------------------------------------------------------


def place(row: SourceRow, beside: Path, folders: Sequence[Path]) -> Path:
    """Return the file or folder a row of Sources names: beside the workbook, or in a folder the user's settings name.

    Raises CannotLook for any other place, before anything is opened: naming another server's folder would be enough
    to have Windows sign in there.
    """
    text = row.place.strip().strip('"')
    whole = PureWindowsPath(text).is_absolute() or PurePosixPath(text).is_absolute() or text.startswith(("\\\\", "//"))
    if ("://" in text) or (not whole and PureWindowsPath(text).drive):
        raise CannotLook("It is not the name of a file.", "Write the file's name, with its folder if it has one.")
    wanted = Path(text) if whole else beside / text.replace("\\", "/")
    allowed = [beside, *folders]
    if ".." in wanted.parts or not any(_inside(wanted, folder) for folder in allowed):
        raise CannotLook(
            "It is not in the workbook's own folder, nor in a folder your settings name.",
            "Move it there, or add its folder to folders in your connections file; see the page Local data.",
        )
    if not any(_inside(wanted.resolve(), folder.resolve()) for folder in allowed):
        raise CannotLook("It is a link to somewhere else.", "Name the file itself.")
    if not wanted.exists():
        raise CannotLook("It is not there.", _near(wanted))
    return wanted


def _inside(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def _near(wanted: Path) -> str:
    from outcomes_xl.framework.suggest import did_you_mean

    folder = wanted.parent
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    near = did_you_mean(wanted.name, names)
    return f"Did you mean “{near}”?" if near else "Write the file's name and folder as they stand in File Explorer."


def files_of(row: SourceRow, at: Path) -> tuple[Path, ...]:
    """Return the files to read: the file itself, or all of a folder's by name. Raises CannotLook when there is none."""
    if row.kind != SourceKind.FOLDER:
        if at.is_dir():
            raise CannotLook("It is a folder.", "Choose “Folder of extracts” as its kind.", "kind")
        return (at,)
    if not at.is_dir():
        raise CannotLook("It is a file, not a folder.", "Choose the file's kind, or name the folder.", "kind")
    every = tuple(ending for endings in _ENDINGS.values() for ending in endings)
    found = [one for one in sorted(at.iterdir()) if one.name.lower().endswith(every)]
    found = [one for one in found if not one.name.startswith((".", "~$")) and one.is_file()]
    if not found:
        raise CannotLook("The folder holds no CSV, Excel or Parquet file.", "Name the folder that holds the extracts.")
    if len(found) > _MOST_FILES:
        raise CannotLook(f"The folder holds more than {_MOST_FILES} files.", "Name a folder for this source alone.")
    return tuple(found)


def kind_of(path: Path, row: SourceRow) -> SourceKind:
    """Return what a file is: its ending says, else the row of Sources."""
    by_ending = next((kind for kind, endings in _ENDINGS.items() if path.name.lower().endswith(endings)), None)
    return by_ending or (
        SourceKind(row.kind) if row.kind in (SourceKind.CSV, SourceKind.EXCEL, SourceKind.PARQUET) else SourceKind.CSV
    )


# One file ---------------------------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path, row: SourceRow, engine: Backend, scratch: Path, careful: bool = False) -> Iterator[Here]:
    """Give one file as a table. ``careful`` reads a CSV file that is not made as its first lines promise.

    Raises CannotLook for a file that cannot be read. Copies made on the way are gone afterwards.
    """
    try:
        match kind_of(path, row):
            case SourceKind.EXCEL:
                yield sheet(path, row, engine)
            case SourceKind.PARQUET:
                table = engine.read_parquet(as_named(path), table_name=TABLE)
                yield Here(path.name, tuple(table.columns), tuple(table.columns), lambda _: table)
            case _:
                with as_utf8(path, scratch, careful) as plain:
                    yield table_of(path, plain, row, engine, careful)
    except OSError:
        raise CannotLook("It could not be opened; another program may have it open.", "Close it there.") from None
