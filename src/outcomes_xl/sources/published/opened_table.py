"""One published table, however it came: its headings, the lines above them, and its rows of text, gone through once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.reading.tidy import bare, tidy_text
from outcomes_xl.sources.published.row_widths import LeftOut, widened

LINES_ABOVE_THE_HEADINGS = 40
"""Title lines, contents and footnotes that may stand above the headings; MHCLG and Ofsted have up to some twenty."""
# What R, Excel and old text tools make of a byte-order mark they took for letters.
_MISREAD_MARK = re.compile(r"(?:ï»¿|ï\.\.|ï¿½|ÿþ|þÿ|п»ї|ďťż|X\.U\.FEFF\.|∩╗┐)\"?")


@dataclass
class Opened:
    """An open CSV file: its headings as they stand, where each is, the lines above them, and the rows below.

    ``at`` finds a column by its heading without regard to capitals, spaces and underscores.
    ``rows`` can be gone through once. ``cut_short`` says afterwards that the last row ended early and was left out.
    """

    name: str
    headings: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    rows: Iterator[list[str]]
    cut_short: bool = False
    comma_guessed: bool = False
    """Whether semicolons part the cells, so that a comma is read as decimal, and nothing in the file shows it."""
    unread: str = ""
    """Of a workbook: which cells hold an error, or a formula that was never worked out; "" where there is none."""
    blanks_unsure: bool = False
    """Whether a blank may be an error or a formula without a result: an .xls or .xlsb does not tell them apart."""
    hidden: bool = False
    """Whether it is a sheet that is hidden in its workbook."""
    lines: Iterator[str] | None = None
    """The same rows before they are taken apart, for long tables; None where they never were lines of text."""
    separator: str = ","
    comma_is_decimal: bool = False
    lines_read: int = 0
    """How many rows there are down to the headings, as Excel counts them."""
    asked: frozenset[str] = frozenset()
    """The words, bare, by which any rows of such a file are asked for; others need no reading. Empty: all may be."""
    open_end: str = ""
    """The last line of a text file that ends without an end of line, as it was: it may have broken off."""
    left_out: LeftOut | None = None
    """Of a text file: the rows with more cells than headings; known when all rows were gone through."""

    @property
    def at(self) -> Mapping[str, int]:
        return places(self.headings)


def places(headings: tuple[str, ...]) -> dict[str, int]:
    """Return the position of each heading, by its letters and digits; the first wins when one is there twice."""
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        found.setdefault(bare(heading), position)
    return found


def tidied(cells: Iterable[str]) -> tuple[str, ...]:
    """Return a row's texts without unseen characters, and without a byte-order mark that was read as letters."""
    row = tuple(tidy_text(cell) for cell in cells)
    if row and (found := _MISREAD_MARK.match(row[0])):
        return (row[0][found.end() :].strip('"'), *row[1:])
    return row


def with_headings(
    name: str, lines: Iterator[list[str]], knows: Callable[[tuple[str, ...]], bool], *, of_text: bool = False
) -> Opened:
    """Return rows of text as a table: its headings are the first row ``knows`` accepts, among the first lines.

    ``of_text`` is for rows that were parted by their separators, where one too many makes a row another's length.
    """
    first: list[tuple[str, ...]] = []
    for number, cells in enumerate(lines, 1):
        row = tidied(cells)
        if knows(row):
            left_out = LeftOut(len(row)) if of_text else None
            return _rows_below(Opened(name, row, tuple(first), lines, lines_read=number, left_out=left_out))
        if any(row):
            first.append(row)
        if len(first) == LINES_ABOVE_THE_HEADINGS:
            break
    if not first:
        raise CannotRead("It is empty.", "Download it again, or take it out of the folder.")
    return Opened(name, first[0], tuple(first), iter(()))


def _rows_below(file: Opened) -> Opened:
    lines, width, left_out = file.rows, len(file.headings), file.left_out

    def rows() -> Iterator[list[str]]:
        held: list[str] = []
        before: list[str] = []
        for number, cells in enumerate(lines, file.lines_read + 1):
            if held:
                if left_out is not None:
                    left_out.is_short(number - 1, held)
                # Excel leaves out the commas of blank cells at a row's end when it saves a CSV file.
                yield widened(held, width)
                before, held = held, []
            if len(cells) > width and left_out is not None and left_out.takes(number, cells):
                continue
            if len(cells) >= width:
                yield cells
                before = cells
            elif any(cells):
                held = cells
            else:
                before = []
        # The file's last row: where a download that broke off shows, and where footnotes end.
        file.cut_short = bool(held) and not _is_a_note(held, before)

    file.rows = rows()
    return file


def _is_a_note(cells: list[str], before: list[str]) -> bool:
    """Whether a short last row is a footnote: below a blank line or another one, or words unlike the row above."""
    if sum(map(bool, before)) < 2:
        return True
    return len(cells) == 1 and " " in cells[0].strip() and not before[0].startswith(cells[0])
