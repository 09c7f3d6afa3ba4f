"""A table that was text, as it comes back from a spreadsheet: other letters, other separators, blank rows.

Excel saves the same sheet as UTF-8 with a mark, in Windows' own letters, or in UTF-16 with tabs, as the officer happens
to choose; puts quotes round lines that were remarks, and fills every line up to the width of the widest.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.delimited_text import long_cells

_SEPARATORS = ("\t", ",", ";")
_MOST_LETTERS = 10_000_000
"""Letters of one field; Excel has 32,767 to a cell."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be taken, and why not."""

    line: int
    why: str


# A Mac's ’ – — “ ” é, read as Windows' letters: no language has these capitals after a small letter or alone.
_A_MACS = re.compile("[a-z][ÐÑÒÓÔÕŽ]|(?<= )[ÐÑ](?= )|ÒÓ")


def decoded(data: bytes, name: str) -> str:
    """Return a file's text: UTF-8, UTF-16 by its mark, or letters of Windows or a Mac. Raises CannotUse for no text."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for way in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(way)
        except UnicodeError:
            continue
        if "\0" not in text:
            return data.decode("mac_roman") if way == "cp1252" and _A_MACS.search(text) else text
    raise CannotUse(f"“{name}” is not a text file.", "In Excel save it as CSV UTF-8, and use that file.")


@dataclass
class Rows:
    """The rows under a heading line that have anything in them, each with its line; ``unread`` is where they break."""

    lines: list[tuple[int, dict[str, str]]]
    heading_line: int
    unread: list[Unread] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        return iter(self.lines)


def rows_of(text: str) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of a table kept as text, and its headings. Remarks before the headings begin with a #."""
    text = text.removeprefix("\ufeff")
    lines = (text if "\n" in text else text.replace("\r", "\n")).split("\n")  # older Macs end their lines with CR alone
    skip = next((number for number, line in enumerate(lines) if _begins_the_table(line)), 0)
    separator = max(_SEPARATORS, key=lines[skip].count)
    with long_cells(_MOST_LETTERS):
        return _read(csv.reader(io.StringIO("\n".join(lines[skip:]), newline=""), delimiter=separator), skip)


def _begins_the_table(line: str) -> bool:
    return bool(line.strip("\t,; \r")) and not line.lstrip('"').startswith("#")


def _read(reader: Iterator[list[str]], skip: int) -> tuple[Rows, tuple[str, ...]]:
    rows = Rows([], skip + 1)
    headings: tuple[str, ...] = ()
    try:
        for cells in reader:
            line = skip + reader.line_num  # type: ignore[attr-defined]
            if not headings:
                headings = tuple(cell.strip() for cell in cells)
            elif any(cell.strip() for cell in cells):
                filled = [*cells, *[""] * (len(headings) - len(cells))]
                rows.lines.append((line, dict(zip(headings, filled, strict=False))))
    except csv.Error as broken:
        rows.unread.append(Unread(skip + reader.line_num, f"it cannot be read from there on ({broken})"))  # type: ignore[attr-defined]
    return rows, headings


def is_sssom(text: str) -> bool:
    """Tell whether a table kept as text is an SSSOM file, whatever the file is called: it has SSSOM's columns."""
    _, headings = rows_of(text)
    return "subject_id" in headings
