"""Rows with more or fewer cells than there are headings: under which heading a cell of theirs stands is not sure.

A name with a comma in it and without quotation marks makes one cell two, and every cell after it stands under the next
heading. Such a row is never used and is named. A shorter row may be one whose blanks Excel left off; it is used, and
where other rows have something in those places its figure carries a caution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


class _Lacking(str):
    """A cell its row does not have: like a blank, and told from one that is there."""

    __slots__ = ()


LACKING = _Lacking()
CELLS_OF_A_NOTE = 2
"""A row of no more cells than this below a table is a note, and none of the table's."""
NEXT_FOR_ODD_ROWS = "A cell with a comma in it lacks its quotation marks: mend the row, or get the file again."
_MOST_KEPT = 2_000
"""Rows that were left out and are kept in mind word for word, to know whose they are; the others are only counted."""


@dataclass
class LeftOut:
    """The rows of a table that have something beyond its last heading, by their numbers as Excel counts rows.

    ``short`` are those with fewer cells than headings; most of them are read, as blanks at a row's end may be left off.
    """

    width: int
    count: int = 0
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    short: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def takes(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row is one of these; it is then kept in mind. Blank cells beyond the headings change nothing."""
        if len(cells) <= self.width or not any(cell.strip() for cell in cells[self.width :]):
            return False
        self.add(number, cells)
        return True

    def add(self, number: int, cells: Sequence[str]) -> None:
        self.count += 1
        if len(self.rows) < _MOST_KEPT:
            self.rows.append((number, tuple(cells)))

    def is_short(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row with too few cells in mind; a note of a cell or two below a table is none."""
        if len(cells) > CELLS_OF_A_NOTE and len(self.short) < _MOST_KEPT:
            self.short.append((number, tuple(cells)))

    def told(self) -> str:
        """Say which rows were left out: "Row 24 has 15 cells below 14 headings, so they may stand under …"."""
        number, cells = self.rows[0]
        which = f"Row {number}" if self.count == 1 else f"{self.count:,} rows, of which row {number} is the first,"
        has = f"has {len(cells)} cells" if self.count == 1 else "have too many or too few cells"
        return f"{which} {has} below {self.width} headings, so they may stand under the wrong ones."


def widened(cells: Sequence[str], width: int) -> list[str]:
    """Return a row with as many cells as there are headings."""
    return [*cells, *[LACKING] * (width - len(cells))]


def lacking(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what ends a reader's own row where the file's row is too short; nothing for any other."""
    return (LACKING,) if cells and cells[-1] is LACKING else ()


def may_have_slipped(cells: Sequence[str], others: Iterable[Sequence[str]], headings: Sequence[str]) -> str:
    """Say in what a row is of another width than the others of its table, "" where it is like them.

    A row that lacks only what the others leave blank was saved by Excel, which leaves blanks at a row's end off.
    """
    width = len(headings)
    short = bool(lacking(cells))
    if not short and len(cells) <= width:
        return ""
    others = list(others)
    if short:
        gone = [at for at, cell in enumerate(cells) if cell is LACKING]
        there = any(at >= width or other[at].strip() for other in others if not lacking(other) for at in gone[:1000])
        return "fewer cells than the file has headings" if there else ""
    like_it = sum(len(other) > width for other in others)
    return "" if 2 * like_it > len(others) else "more cells than the file has headings"
