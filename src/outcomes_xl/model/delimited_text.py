"""Text that goes into CSV and TSV files so that no spreadsheet runs it, and comes back as it was.

After OWASP's page on CSV injection: a spreadsheet takes a cell that begins with one of these signs for a formula. East
Asian Excel takes their full-width forms for the same; so does a program that folds them. Tabs and line ends at a cell's
beginning are cut off by some, and what stands behind them is then the beginning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

RUNS = frozenset("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
"""The signs, and their full-width and small forms."""


def disarmed(text: str) -> str:
    """Return a text with an apostrophe before it where it could be taken for a formula. ``armed`` takes it off."""
    return f"'{text}" if _could_run(text) else text


def armed(text: str) -> str:
    """Return a text as it was before it was disarmed."""
    return text[1:] if text[:1] == "'" and _could_run(text) else text


def _could_run(text: str) -> bool:
    # Blanks before the sign are left out by some programs; apostrophes there are ours, or look as if.
    return text.lstrip("' \u00a0\u3000")[:1] in RUNS and text.strip("' \u00a0\u3000") != ""


def line(cells: Iterable[object], delimiter: str = ",") -> str:
    """Return cells as one line of a file, its end included; a cell with a line end of any kind in it is quoted.

    Python's own writer quotes those of the kind it ends lines with only, and a bare "\\r" then ends the line.
    """
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()[:-2] + "\n"


@contextmanager
def long_cells(letters: int) -> Iterator[None]:
    """Let a cell have up to so many letters while a file is read; csv by itself stops at 131,072.

    The limit is the whole program's, and tells other readers that a quotation mark is never closed: it comes back.
    """
    before = csv.field_size_limit(letters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
