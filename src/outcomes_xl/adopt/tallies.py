"""Tallies beside a table: how many rows are of each status, in columns of their own. They are no rows themselves."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from outcomes_xl.adopt.found_table import IsTitle
from outcomes_xl.adopt.total_rows import adds_up
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

_MOST_COLUMNS = 4
_FEWEST_ROWS = 2


def without_tallies(sheet: StyledSheet, is_title: IsTitle) -> StyledSheet:
    """Return a sheet without the counts that stand beside its table."""
    used = sorted({column for (_, column), cell in sheet.cells.items() if cell.value is not None or cell.formula})
    bands = [[c for _, c in run] for _, run in groupby(enumerate(used), key=lambda one: one[1] - one[0])]
    if len(bands) < 2:
        return sheet
    counted = {
        c for band in bands if len(band) <= _MOST_COLUMNS and _is_tally(sheet, set(band), is_title) for c in band
    }
    if not counted:
        return sheet
    return replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place[1] not in counted})


def _is_tally(sheet: StyledSheet, columns: set[int], is_title: IsTitle) -> bool:
    rows: dict[int, list[StyledCell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if column in columns and (cell.value is not None or cell.formula):
            rows.setdefault(row, []).append(cell)
    counts = [row for row in rows.values() if len(row) > 1 and all(_is_count(cell) for cell in row[1:])]
    others = [row for row in rows.values() if row not in counts]
    if len(counts) < _FEWEST_ROWS or any(_is_count(cell) or is_title(cell.text) for row in others for cell in row):
        return False
    labels = [row[0] for row in counts]
    if any(_is_count(label) or is_title(label.text) for label in labels):
        return False
    worked_out = all(adds_up(cell.formula) for row in counts for cell in row[1:])
    says = (words().status(label.text) or words().totals.search(one_line(label.text)) for label in labels)
    return worked_out or all(says)


def _is_count(cell: StyledCell) -> bool:
    number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return number or (bool(cell.formula) and not isinstance(cell.value, str))
