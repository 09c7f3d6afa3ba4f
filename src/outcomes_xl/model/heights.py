"""How tall a row must be for its wrapped text to be read: an estimate, since only Excel measures.

Excel fits a row when someone types in it, not when it opens a file, so whoever writes text into a closed file says the
height too. Without ``customHeight`` the row is still Excel's to fit afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

LINE = 14.25
"""Points a line of Arial 11 takes."""

_AIR = 5.25
_LETTERS = 1.12  # letters to a unit of column width, which is a digit's: measured, most text has 1.17
_CODE = 1.0  # codes are digits and capitals
_PADDING = 1.5  # units of a column's width that indent and cell margins take


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of ``width`` characters, wrapped between words."""
    letters = _LETTERS if " " in text else _CODE
    room = max((width - _PADDING) * letters, 1)
    total = 0
    for paragraph in text.split("\n"):
        if len(paragraph) <= room:
            total += 1
            continue
        used, count = 0.0, 1
        for word in paragraph.split(" "):
            length = len(word)
            if used and used + 1 + length > room:
                count += 1
                used = 0.0
            while length > room:
                count += 1
                length -= int(room)
            used += length + (1 if used else 0)
        total += count
    return total


def row_height(cells: Iterable[tuple[object, float]], least: int = 1) -> float:
    """Return a row's height in points for its (value, column width) pairs; at least ``least`` lines."""
    tallest = max((lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return LINE * max(tallest, least) + _AIR
