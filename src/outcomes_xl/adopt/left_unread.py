"""Sheets of which little was read: most of what stands there is of no row that we know, and the officer is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from outcomes_xl.adopt.above_table import ENOUGH
from outcomes_xl.adopt.cell_accounts import NOT_CARRIED, Accounts
from outcomes_xl.adopt.words import one_line
from outcomes_xl.model.styled_cells import StyledBook, StyledCell, StyledSheet

BESIDE = "It stands beside the table, and no row is about it."
NO_TABLE = "There is no table of metrics on this sheet, and no row is about it."
SOMETHING_ELSE = "It belongs to a table about something else: no heading and no row of it names a metric."
ABOVE = "It stands above the table, under no heading that could be read."
BELOW = "A remark beside or below the table, of no one row."
_SHORT, _FEW = 4, 3
_EXPLAINS = re.compile(r"\b(key|legend|guidance|glossary|instructions|read ?me|about|lookups?|cover)\b")
_OF_NO_ROW = frozenset({BESIDE, NO_TABLE, SOMETHING_ELSE, BELOW, ABOVE})


@dataclass(frozen=True)
class LeftUnread:
    """A sheet: how many of its cells are of no row, and how many say something."""

    sheet: str
    unread: int
    cells: int


def left_unread(accounts: Accounts, book: StyledBook) -> list[LeftUnread]:
    """Return the sheets of which more than two thirds of a table's worth of cells are of no row we know, and those with
    a table's worth of rows above the first heading that could be read."""
    unread: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    lost: dict[str, set[int]] = {}
    blank = {(sheet.name, number) for sheet in book.sheets for number, row in sheet.rows.items() if _says_nothing(row)}
    for (sheet, row, _, kind), line in accounts.lines.items():
        if kind == "cell" and (sheet, row) not in blank:
            cells[sheet] += 1
            unread[sheet] += line.became == NOT_CARRIED and line.reason in _OF_NO_ROW
            if line.reason == ABOVE:
                lost.setdefault(sheet, set()).add(row)
    return [
        LeftUnread(sheet.name, unread[sheet.name], cells[sheet.name])
        for sheet in book.sheets
        if sheet.state == "visible"
        and _may_be_a_table(sheet)
        and not _is_a_key(sheet)
        and (unread[sheet.name] * 3 > cells[sheet.name] * 2 or len(lost.get(sheet.name, ())) >= ENOUGH)
    ]


def _says_nothing(row: Mapping[int, StyledCell]) -> bool:
    """Whether a row has nothing but boxes that nobody ticked, as drawn down a sheet for rows to come."""
    return all(cell.value is False for cell in row.values() if cell.value is not None)


def _may_be_a_table(sheet: StyledSheet) -> bool:
    """Whether three rows or more have two cells or more: a cover sheet or a letter has none, and is no loss."""
    return sum(len(row) > 1 and not _says_nothing(row) for row in sheet.rows.values()) >= 3


def _is_a_key(sheet: StyledSheet) -> bool:
    """Whether a sheet plainly explains and lists nothing: by its name, or as short words, each beside another."""
    columns = {column for (_, column), cell in sheet.cells.items() if cell.value is not None}
    first = [
        cell.text for (_, column), cell in sheet.cells.items() if column == min(columns) and cell.value is not None
    ]
    short = len(columns) <= 2 and all(len(text) <= _SHORT for text in first)
    explains = _EXPLAINS.search(one_line(sheet.name)) is not None and len(columns) <= _FEW
    return short or explains
