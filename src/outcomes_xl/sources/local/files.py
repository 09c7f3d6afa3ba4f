"""Local files as tables one can ask: CSV in any of its encodings, Excel and Parquet, alone or in a folder of extracts.

DuckDB reads CSV and Parquet where they lie. Excel sheets are read by python-calamine, since DuckDB's own reader is an
extension that has to be downloaded; only the columns that are needed are kept.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from outcomes_xl.reading.tidy import tidy_text

from .. import opening  # also registers the reading of odd bytes as Windows-1252
from .columns import has_columns
from .rows import Kind, SourceRow
from .trouble import CannotLook

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

_HEAD = 262_144
_LINES_ABOVE = 10
_MOST_FILES = 500
_ENDINGS = {
    Kind.CSV: (".csv", ".txt", ".tsv", ".csv.gz"),
    Kind.EXCEL: (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    Kind.PARQUET: (".parquet", ".pq"),
}
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Here:
    """A table that can be asked: its headings as they stand, and what its columns are called when it is asked."""

    name: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    table: Callable[[Sequence[str]], ir.Table]
    """Give the table, with at least the columns that are needed."""


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
    if row.kind != Kind.FOLDER:
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


def _kind_of(path: Path, row: SourceRow) -> Kind:
    by_ending = next((kind for kind, endings in _ENDINGS.items() if path.name.lower().endswith(endings)), None)
    return by_ending or (Kind(row.kind) if row.kind in (Kind.CSV, Kind.EXCEL, Kind.PARQUET) else Kind.CSV)


# One file ---------------------------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path, row: SourceRow, engine: Backend, scratch: Path, careful: bool = False) -> Iterator[Here]:
    """Give one file as a table. ``careful`` reads a CSV file that is not made as its first lines promise.

    Raises CannotLook for a file that cannot be read. Copies made on the way are gone afterwards.
    """
    try:
        match _kind_of(path, row):
            case Kind.EXCEL:
                yield _sheet(path, row)
            case Kind.PARQUET:
                table = engine.read_parquet(_as_named(path))
                yield Here(path.name, tuple(table.columns), tuple(table.columns), lambda _: table)
            case _:
                with _as_utf8(path, scratch, careful) as plain:
                    yield _csv(path, plain, row, engine, careful)
    except OSError:
        raise CannotLook("It could not be opened; another program may have it open.", "Close it there.") from None


def _as_named(path: Path) -> str:
    """Return a path for DuckDB, which takes *, ? and [ for patterns."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def _csv(path: Path, plain: Path, row: SourceRow, engine: Backend, careful: bool) -> Here:
    head = _head_of(plain)
    if not head.strip():
        raise CannotLook("It is empty.", "Get it again from where it comes from.")
    if head[:4] == b"PK\x03\x04":
        raise CannotLook("It is a workbook or a zip file by another name.", "Choose its right kind.", "kind")
    text = head.decode("utf-8-sig", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",\t;|", key=first.count)
    skip, headings = _headings(text, mark, row)
    names = _unlike(headings)
    table = engine.read_csv(
        _as_named(plain),
        columns=dict.fromkeys(names, "VARCHAR"),
        auto_detect=False,
        header=True,
        skip=skip,
        delim=mark,
        quote='"',
        escape='"',
        # Excel leaves out the commas of blank cells at a row's end; a stray quotation mark is no reason to stop.
        **({"null_padding": True, "strict_mode": False, "parallel": False} if careful else {}),
    )
    return Here(path.name, headings, names, lambda _: table)


def _headings(text: str, mark: str, row: SourceRow) -> tuple[int, tuple[str, ...]]:
    """Return how many lines stand above the headings, and the headings: the first line with the named columns."""
    lines = csv.reader(io.StringIO(text), delimiter=mark)
    first: tuple[int, tuple[str, ...]] | None = None
    above = 0
    for cells in lines:
        tidied = tuple(tidy_text(cell) for cell in cells)
        if has_columns(row, tidied):
            return above, tidied
        if first is None and any(tidied):
            first = above, tidied
        above = lines.line_num
        if above >= _LINES_ABOVE:
            break
    return first or (0, ())


def _unlike(headings: Sequence[str]) -> tuple[str, ...]:
    """Return headings as DuckDB can have them: none blank, none twice, capitals apart."""
    found: dict[str, None] = {}
    for number, heading in enumerate(headings, 1):
        name = heading or f"column {number}"
        found[name if name.casefold() not in {one.casefold() for one in found} else f"{name} ({number})"] = None
    return tuple(found)


def _head_of(path: Path) -> bytes:
    with path.open("rb") as raw:
        gzipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        source = gzip.GzipFile(fileobj=raw) if gzipped else raw
        return source.read(_HEAD)


@contextmanager
def _as_utf8(path: Path, scratch: Path, careful: bool) -> Iterator[Path]:
    """Give the file itself when it is UTF-8 as far as can be seen, else a copy in UTF-8 that is gone afterwards."""
    encoding = _encoding(_head_of(path))
    if encoding == "utf-8" and not careful:
        yield path
        return
    copy = scratch / f"{path.name.removesuffix('.gz')}.utf-8.csv"
    try:
        with path.open("rb") as raw:
            source = gzip.GzipFile(fileobj=raw) if path.name.lower().endswith(".gz") else raw
            errors = "as_windows_1252" if encoding in ("utf-8", "windows-1252") else "replace"
            known = "utf-8-sig" if encoding == "windows-1252" else encoding
            with (
                io.TextIOWrapper(source, known, errors=errors, newline="") as text,
                copy.open("w", encoding="utf-8", newline="") as out,
            ):
                shutil.copyfileobj(text, out, 1_048_576)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _encoding(head: bytes) -> str:
    if head.startswith(_MARKS):
        return "utf-16"
    if b"\0" in head[:1000]:
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


# Excel ------------------------------------------------------------------------------------------------------------


def _sheet(path: Path, row: SourceRow) -> Here:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(str(path))
        name = _sheet_name(row, book.sheet_names)
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        raise CannotLook(
            "It cannot be read as a workbook; it may be damaged or have a password.", "Open it and save it anew."
        ) from None
    at, headings = _headings_among(cells, row)

    def table(needed: Sequence[str]) -> ir.Table:
        import ibis
        import pyarrow as pa

        places = {heading: headings.index(heading) for heading in needed}
        below = cells[at + 1 :]
        columns = {heading: pa.array([_cell(line[p]) for line in below], pa.string()) for heading, p in places.items()}
        return ibis.memtable(pa.table(columns))

    return Here(path.name, headings, headings, table)


def _sheet_name(row: SourceRow, names: Sequence[str]) -> str:
    if not row.table and len(names) == 1:
        return names[0]
    if found := [name for name in names if name.strip().casefold() == row.table.casefold()]:
        return found[0]
    listed = ", ".join(f"“{name}”" for name in names[:8])
    if not row.table:
        raise CannotLook(
            f"The workbook has {len(names)} sheets: {listed}.", "Write in Sheet or table which.", "table", tuple(names)
        )
    from outcomes_xl.framework.suggest import did_you_mean

    near = did_you_mean(row.table, names)
    raise CannotLook(
        f"It has no sheet “{row.table}”.", f"Did you mean “{near}”?" if near else f"It has {listed}.", "table"
    )


def _headings_among(cells: Sequence[Sequence[Any]], row: SourceRow) -> tuple[int, tuple[str, ...]]:
    first: tuple[int, tuple[str, ...]] | None = None
    for at, line in enumerate(cells[:_LINES_ABOVE]):
        tidied = tuple(tidy_text(str(cell)) for cell in line)
        if has_columns(row, tidied):
            return at, tidied
        if first is None and any(tidied):
            first = at, tidied
    return first or (0, ())


def _cell(value: Any) -> str | None:
    """Return a cell as text: whole numbers without their .0, dates as Excel's day in figures, blanks as nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


__all__ = ["Here", "files_of", "opened", "opening", "place"]
