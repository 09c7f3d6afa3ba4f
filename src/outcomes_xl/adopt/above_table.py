"""What stands above a sheet's first table: its title, or a table whose headings are no words we know.

A title is a few short words. Rows that hold figures, ticks or titles of metrics never are one: they are read under the
row above them where that can be their headings, and else the officer is told that they were not read.
"""

from __future__ import annotations

from outcomes_xl.adopt.found_table import FoundTable, IsTitle
from outcomes_xl.adopt.heading_rows import may_head
from outcomes_xl.adopt.words import words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

ENOUGH = 3
"""Rows that make a table: fewer are a line or two about the sheet itself, such as its version."""
_FARTHEST = 3
"""Rows from headings to the first row below them, banners between counted."""

Row = dict[int, StyledCell]


def table_under_unknown_headings(
    sheet: StyledSheet, rows: dict[int, Row], above: list[int], is_title: IsTitle
) -> FoundTable | None:
    """Return the table among the rows above the first one found, headed by the row over its first; None without."""
    kept = above[:-1] if above and len(rows[above[-1]]) == 1 else above  # the title of the table below
    answers = rows_with_answers(rows, kept, is_title)
    if len(answers) < ENOUGH:
        return None
    first = kept.index(answers[0])
    over = [n for n in kept[max(first - _FARTHEST, 0) : first] if len(rows[n]) > 1]
    if not over or not _could_head(rows[over[-1]]):
        return None
    made = FoundTable(sheet, over[-1], dict(rows[over[-1]]))
    made.rows = [n for n in kept if n > over[-1]]
    return made


def rows_with_answers(rows: dict[int, Row], order: list[int], is_title: IsTitle) -> list[int]:
    """Return the rows that say something of something, each in two cells or more: the rows of a table."""
    return [n for n in order if len(rows[n]) > 1 and any(is_an_answer(cell, is_title) for cell in rows[n].values())]


def is_an_answer(cell: StyledCell, is_title: IsTitle) -> bool:
    """Whether a cell is a figure, a tick or the title of a metric; the day a sheet is of may stand in its title."""
    known = words()
    if isinstance(cell.value, bool):
        return True
    if isinstance(cell.value, int | float):
        return year_of(cell) is None
    return isinstance(cell.value, str) and (cell.text in known.ticks | known.no_ticks or is_title(cell.text))


def _could_head(row: Row) -> bool:
    texts = [cell.text for cell in row.values()]
    return all(may_head(cell) for cell in row.values()) and len(set(texts)) == len(texts)
