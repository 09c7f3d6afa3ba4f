"""How tall a row must be for its wrapped text to be read: reckoned from Arial's own letters.

Excel fits a row when someone types in it, not when it opens a file, so whoever writes text into a closed file says the
height too. Without ``customHeight`` the row is still Excel's to fit afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

LINE = 14.25
"""Points a line of Arial 11 takes."""

Cell = tuple[object, float] | tuple[object, float, bool]
"""A value and its column's width as Excel shows it; and whether its letters are bold."""

_AIR = 5.25
_DIGIT = 556  # thousandths of the letters' size; a digit's width is what Excel counts columns in
_BOLD = 1.1  # bold Arial is 6 to 10 per cent wider
_IN_A_UNIT = 0.98  # a unit of column width is 8 pixels, in which a digit of Arial 11 takes 8.16
_PADDING = 1.1  # of those units: what indent and margins take, less the 5 pixels Excel adds to every column

# The widths of Arial's letters, in thousandths of their size; a letter that is not here is taken as wide.
_LETTERS = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft\u00a0", 333: '()-`r“”›‹', 355: '"{}•', 400: "*°",
    500: "Jcksvxyz^ç", 556: "#$0123456789?L_abdeghnopqu£éèüöñ–€≈≤≥÷", 611: "+<=>~×FTZß●○■□",
    667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ©", 833: "Mm½", 889: "%",
}  # fmt: skip
_WIDE = 1000


class _Widths(dict[str, int]):
    def __missing__(self, letter: str) -> int:
        return _WIDE


_WIDTH_OF = _Widths((letter, width) for width, letters in _LETTERS.items() for letter in letters).__getitem__


@lru_cache(maxsize=8192)
def length(word: str) -> float:
    """Return how wide a text is printed, in digits."""
    return sum(map(_WIDTH_OF, word)) / _DIGIT


def lines(text: str, width: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of ``width`` characters, wrapped between words."""
    room = max((width * _IN_A_UNIT - _PADDING) / (_BOLD if bold else 1), 1)
    return sum(_of_one(paragraph, room) for paragraph in text.split("\n"))


def _of_one(paragraph: str, room: float) -> int:
    if len(paragraph) * _WIDE <= room * _DIGIT or length(paragraph) <= room:
        return 1
    used, count = 0.0, 1
    for word in paragraph.split(" "):
        wide = length(word)
        if used and used + length(" ") + wide > room:
            count += 1
            used = 0.0
        while wide > room:
            count += 1
            wide -= room
        used += wide + (length(" ") if used else 0)
    return count


def row_height(cells: Iterable[Cell], least: int = 1) -> float:
    """Return a row's height in points for what stands in its cells; at least ``least`` lines."""
    tallest = max((_lines_of(*cell) for cell in cells), default=1)
    return LINE * max(tallest, least) + _AIR


def _lines_of(value: object, width: float, bold: bool = False) -> int:
    return lines(value, width, bold=bold) if isinstance(value, str) else 1
