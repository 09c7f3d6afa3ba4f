"""A published CSV file opened as rows of text, however it was saved: UTF-8, UTF-16 or Windows-1252, plain or gzip.

Text stays text. Reading "202425", "204" or "c" as numbers or blanks is how figures and symbols get lost.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.model.text_encoding import encoding_of
from outcomes_xl.sources.published.decimal_commas import commas_of, with_points
from outcomes_xl.sources.published.opened_table import LINES_ABOVE_THE_HEADINGS, Opened, tidied, with_headings

_HEAD = 65_536
_LONGEST_LAST_LINE = 65_536
_SEPARATORS = (",", "\t", ";", "|")


_BROKEN = CannotRead("It breaks off in the middle or is damaged.", "Download it again.")


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    # A byte that is not UTF-8 is read as Excel for Windows would have written it: 0x92 is an apostrophe.
    assert isinstance(problem, UnicodeDecodeError)
    odd = problem.object[problem.start : problem.end]
    return odd.decode("windows-1252", "replace"), problem.end


codecs.register_error("as_windows_1252", _as_windows)


@contextmanager
def opened(path: Path, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Open a CSV file. ``knows`` says whether a row is the headings of a file we know.

    The headings are the first row ``knows`` accepts among the first forty lines, else the first row that is not blank.
    Raises CannotRead when the file is empty, is no text, or is damaged, also while its rows are gone through.
    """
    with _plainly(), _binary(path) as raw, _read(path.name, raw, knows) as file:
        with path.open("rb") as again:
            file.open_end = _open_end(again)
        yield file


@contextmanager
def opened_bytes(name: str, data: bytes, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Open a CSV file that is in memory already, as ``opened`` does."""
    with _plainly(), _unpacked(io.BytesIO(data)) as raw, _read(name, raw, knows) as file:
        file.open_end = _open_end(io.BytesIO(data))
        yield file


def _open_end(raw: BinaryIO) -> str:
    """Return the last line of a file that ends without an end of line; "" for any other, and for a packed one."""
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(max(0, raw.seek(0, io.SEEK_END) - _LONGEST_LAST_LINE))
    end = raw.read()
    if packed or end.endswith((b"\n", b"\r", b"\0")):
        return ""
    return end.rpartition(b"\n")[2].decode("utf-8", "ignore")


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, csv.Error, UnicodeError):
        raise _BROKEN from None
    except OSError:
        raise CannotRead(
            "It could not be opened; another program may have it open.", "Close it there, or copy it to another folder."
        ) from None


@contextmanager
def _read(name: str, raw: io.BufferedReader[Any], knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    head = raw.peek(_HEAD)[:_HEAD]
    _must_be_text(head)
    encoding = _encoding(head)
    beginning = head.decode(encoding, "ignore")
    separator = _separator(beginning, knows)
    decimal, guessed = commas_of(beginning) if separator == ";" else (False, False)
    with io.TextIOWrapper(raw, encoding, errors="as_windows_1252", newline="") as text:
        rows = with_points(csv.reader(text, delimiter=separator), decimal)
        file = with_headings(name, rows, knows, of_text=True)
        file.lines, file.separator, file.comma_is_decimal, file.comma_guessed = text, separator, decimal, guessed
        yield file


@contextmanager
def _binary(path: Path) -> Iterator[io.BufferedReader[Any]]:
    with path.open("rb") as raw, _unpacked(raw) as buffered:
        yield buffered


@contextmanager
def _unpacked(raw: io.BufferedReader[Any] | io.BytesIO) -> Iterator[io.BufferedReader[Any]]:
    gzipped = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    source = cast(io.RawIOBase, gzip.GzipFile(fileobj=raw) if gzipped else raw)
    with io.BufferedReader(source, _HEAD) as buffered:
        yield buffered


def _must_be_text(head: bytes) -> None:
    if not head.strip():
        raise CannotRead("It is empty.", "Download it again, or take it out of the folder.")
    if head[:4] == b"PK\x03\x04":
        raise CannotRead("It is a workbook or a zip file by another name.", "Save it as CSV, or unpack it first.")
    if head.lstrip()[:1] == b"<":
        raise CannotRead("It is a web page, not a CSV file.", "Download it again; you may have to sign in first.")
    if len(head) == _HEAD and not (b"\n" in head or b"\r" in head):
        raise CannotRead("It is not a CSV file: its first line has no end.", "Take it out of the folder.")


def _encoding(head: bytes) -> str:
    """Return the encoding; a text of Windows is read as UTF-8, letter by letter as Windows has it where it is not."""
    told = encoding_of(head)
    return "utf-8" if told == "cp1252" else told


def _separator(head: str, knows: Callable[[tuple[str, ...]], bool]) -> str:
    """Return the separator with which known headings stand in the first lines, else the one the first line has most of.

    A title above the headings can hold commas, and says nothing of what parts the cells below.
    """
    lines = [line for line in head.splitlines(keepends=True) if line.strip()][: LINES_ABOVE_THE_HEADINGS + 1]
    for separator in _SEPARATORS:
        try:
            if any(separator in line for line in lines) and any(
                knows(tidied(cells)) for cells in csv.reader(lines, delimiter=separator)
            ):
                return separator
        except csv.Error:
            continue
    return max(_SEPARATORS, key=lambda mark: lines[0].count(mark)) if lines else ","
