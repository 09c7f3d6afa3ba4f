"""Blocks of one measure each: its title with years beside it, and below it a row for each area, as in DfE's LAIT."""

from __future__ import annotations

import re
from itertools import zip_longest

from outcomes_xl.adopt.found_table import FoundTable, IsTitle
from outcomes_xl.adopt.heading_rows import may_head
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

_YEARS = 2
_TWO_DIGITS = re.compile(r"\d\d")

Row = dict[int, StyledCell]


def titles_over_years(
    sheet: StyledSheet, rows: dict[int, Row], order: list[int], is_title: IsTitle
) -> dict[int, FoundTable]:
    """Return the blocks of a sheet by the row each begins in, without their rows; all that is in one is of its title.

    Where one block's title is a metric's, those made alike are of measures as well, whatever they are called.
    """
    found = {}
    for number, following in zip_longest(order, order[1:], fillvalue=0):
        row = rows[number]
        first = min(row)
        if isinstance(row[first].value, str) and _is_headed(row, first, rows.get(following, {}), is_title):
            area = StyledCell(0, first, "Area")
            headings = {first: area} | {column: cell for column, cell in row.items() if column > first}
            found[number] = FoundTable(sheet, number, headings, used={(number, first)}, subject=row[first])
    return found if any(is_title(one.subject.text) for one in found.values() if one.subject) else {}


def _is_headed(row: Row, first: int, below: Row, is_title: IsTitle) -> bool:
    """Whether years stand beside the first cell of a row, and figures of something with a name below them."""
    beside = {column: cell for column, cell in row.items() if column > first}
    years = [column for column, cell in beside.items() if _TWO_DIGITS.search(cell.text) and year_of(cell)]
    if len(years) < _YEARS or not all(may_head(cell) for cell in beside.values()):
        return False
    called = below.get(first)
    named = called is not None and isinstance(called.value, str) and not is_title(called.text)
    return named and any(_is_number(below[column]) for column in years if column in below)


def _is_number(cell: StyledCell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
