"""A CSV file as a table to ask, however it was saved: DuckDB reads it where it lies, as texts."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.model.text_encoding import encoding_of
from outcomes_xl.sources.local.file_table import TABLE, Here, headings_among
from outcomes_xl.sources.local.odd_rows import without_odd_rows
from outcomes_xl.sources.local.source_limits import limits
from outcomes_xl.sources.local.source_rows import SourceRow

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_HEAD = 262_144
_DAMAGED = CannotLook("It breaks off in the middle or is damaged.", "Get it again from where it comes from.")
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, UnicodeError)
_PIECE = 1_048_576


def table_of(path: Path, plain: Path, row: SourceRow, engine: Backend, careful: bool) -> Here:
    """Return a file whose text is ``plain``. ``careful`` is for one that is not made as its first lines promise."""
    head = _head_of(plain)
    if not head.strip():
        raise CannotLook("It is empty.", "Get it again from where it comes from.")
    if head[:4] == b"PK\x03\x04":
        raise CannotLook("It is a workbook or a zip file by another name.", "Choose its right kind.", "kind")
    text = head.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<":
        raise CannotLook("It is a web page, not a CSV file.", "Get it again; you may have to sign in first.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",\t;|", key=first.count)
    return table_of_text(path.name, plain, row, engine, mark, careful)


def table_of_text(name: str, plain: Path, row: SourceRow, engine: Backend, mark: str, careful: bool = False) -> Here:
    """Return the table that is in a file of UTF-8 text, its columns apart by ``mark``; ``careful`` is for a copy."""
    text = _head_of(plain).decode("utf-8-sig", "replace")
    try:
        skip, headings = headings_among(_numbered(csv.reader(io.StringIO(text), delimiter=mark)), row)
    except csv.Error:
        raise _DAMAGED from None  # a cell longer than any is, where a quotation mark is never closed
    names = _unlike(headings)
    left_out = without_odd_rows(plain, skip, len(names), mark) if careful else None
    table = engine.read_csv(
        as_named(plain),
        table_name=TABLE,
        columns=dict.fromkeys(names, "VARCHAR"),
        auto_detect=False,
        hive_partitioning=False,  # a folder called year=2024 would add a column of that name
        header=True,
        skip=skip,
        delim=mark,
        quote='"',
        escape='"',
        # Excel leaves out the commas of blank cells at a row's end; a stray quotation mark is no reason to stop.
        **({"null_padding": True, "strict_mode": False, "parallel": False} if careful else {}),
    )
    return Here(name, headings, names, lambda _: table, left_out=left_out)


def _numbered(lines: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each row after the number of lines above it: a cell may hold several lines."""
    above = 0
    for cells in lines:
        yield above, cells
        above = lines.line_num


def as_named(path: Path) -> str:
    """Return a path for DuckDB, which takes *, ? and [ for patterns."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


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
        try:
            return source.read(_HEAD)
        except _BROKEN:
            raise _DAMAGED from None


@contextmanager
def as_utf8(path: Path, scratch: Path, careful: bool) -> Iterator[Path]:
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
                _copied(text, out)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _copied(text: io.TextIOWrapper, out: io.TextIOWrapper) -> None:
    """Copy a text that may be packed, up to the most that may come of it: a megabyte can unpack to a gigabyte."""
    left: int = limits()["files"]["largest_unpacked"]
    try:
        while piece := text.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise CannotLook(
                    "It unpacks to far more than a table of data should hold.",
                    "Get a smaller extract, of fewer years or columns.",
                )
            out.write(piece)
    except _BROKEN:
        raise _DAMAGED from None


def _encoding(head: bytes) -> str:
    """Return the encoding as DuckDB and Python call it; the mark of UTF-8 is no matter to either."""
    told = encoding_of(head)
    return {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(told, told)
