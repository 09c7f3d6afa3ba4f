"""The lines of a directory that is a text file, in whichever letters and with whichever marks between its values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.delimited_text import long_cells
from outcomes_xl.model.text_encoding import encoding_of
from outcomes_xl.services.directory_table import MOST_ROWS_ABOVE, columns_of

_HEAD = 64 * 1024
_LONGEST_CELL = 1024 * 1024
_MARKS = ",;\t|"


def numbered_lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield a text file's lines as cells, each with the number of its last line.

    Raises CannotUse for an empty file, and where a quotation mark is never closed.
    """
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.strip():
        raise CannotUse(f"“{file.name}” is empty.", "Download or save it again. Nothing was brought in.")
    encoding = encoding_of(head)
    mark = _mark(head.decode(encoding, errors="replace"))
    try:
        with long_cells(_LONGEST_CELL):
            _quotes_are_closed(file, encoding, mark)
        with long_cells(_LONGEST_CELL), file.open(encoding=encoding, errors="replace", newline="") as text:
            lines = csv.reader(text, delimiter=mark)
            for line in lines:
                yield lines.line_num, line
    except csv.Error:
        raise CannotUse(
            f"“{file.name}” cannot be read as a table: a quotation mark that was opened is never closed.",
            "Save it again as CSV UTF-8. Nothing was brought in.",
        ) from None


def _mark(text: str) -> str:
    """Return the mark between the values: the one by which some line is the headings, else the first line's most."""
    first = text.partition("\n")[0]
    by_count = sorted(_MARKS, key=first.count, reverse=True)
    for mark in by_count:
        above: list[str] = []
        with long_cells(_LONGEST_CELL):
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
            try:
                for line, _ in zip(lines, range(MOST_ROWS_ABOVE), strict=False):
                    if len(line) > 1 and columns_of(line, above):
                        return mark
                    above = line
            except csv.Error:
                continue
    return by_count[0]


def _quotes_are_closed(file: Path, encoding: str, mark: str) -> None:
    """Raise csv.Error where a quotation mark is never closed: all behind it would be one name, and nobody told."""
    with file.open(encoding=encoding, errors="replace", newline="") as text:
        try:
            for _ in csv.reader(text, delimiter=mark, strict=True):
                pass
        except csv.Error as error:
            # A mark within a word is read as it stands; only the file's end inside of one is a fault.
            if "end of data" in str(error) or "field limit" in str(error) or "field larger" in str(error):
                raise
