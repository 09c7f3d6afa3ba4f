"""Jottings beside a table: a short list of words to oneself, in a column of its own, of which no row is the owner."""

from __future__ import annotations

import re
from dataclasses import replace

from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

_TO_ONESELF = re.compile(
    r"^(to[ -]?dos?|jobs|chase|chasing|reminders?|notes? to self|don.?t forget|ring|call|ask|check|"
    r"e-?mail|see|nb)\b|^\?+$"
)


def is_to_oneself(text: str) -> bool:
    """Whether words are to oneself: to do, ring Housing, ??."""
    return bool(_TO_ONESELF.search(one_line(text)))


def without_jottings(sheet: StyledSheet) -> StyledSheet:
    """Return a sheet without the jottings that stand beside its rows."""
    columns: dict[int, list[StyledCell]] = {}
    for (_, column), cell in sorted(sheet.cells.items()):
        if cell.value is not None or cell.formula:
            columns.setdefault(column, []).append(cell)
    alone = [c for c in columns if c > min(columns) and c - 1 not in columns and c + 1 not in columns]
    jotted = {c for c in alone if _are_jottings(sheet, columns[c])}
    if not jotted:
        return sheet
    return replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place[1] not in jotted})


def _are_jottings(sheet: StyledSheet, cells: list[StyledCell]) -> bool:
    """Whether a column is a list that begins with words to oneself or runs on beside rows that say nothing else."""
    known = words()
    numbers = [cell.row for cell in cells]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or not all(
        isinstance(cell.value, str) for cell in cells
    ):
        return False
    beside = {n: sum(cell.value is not None for cell in row.values()) for n, row in sheet.rows.items()}
    rows = sum(count > 1 + (n in numbers) for n, count in beside.items())
    if not 1 < len(cells) < rows or known.heading(cells[0].text) is not None:
        return False
    of_no_row = any(beside.get(n, 0) <= 2 for n in numbers) and len(cells) * 2 <= rows
    return of_no_row or is_to_oneself(cells[0].text)
