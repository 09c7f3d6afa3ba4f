"""Tables of counts of people on sheets of the borough's own, or beside our tables, by which somebody could be found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from outcomes_xl.disclosure.unsafe_tables import UnsafeCell, adds_up, find_totals, find_unsafe
from outcomes_xl.model import Book, CellRef, Sheet, Table
from outcomes_xl.reading.layouts import layout
from outcomes_xl.rules.personal_data_words import personal_words
from outcomes_xl.sharing.leaks import Leak
from outcomes_xl.sharing.sharing_words import sharing_words
from outcomes_xl.sharing.tables_of_counts import CountTable, no_counts, one_of, tables_of_counts

SMALL_IN_TABLE = "a count in a table small enough to find somebody by"
GIVEN_AWAY = "a withheld count that the totals beside it give away"
_WHAT = {"small": SMALL_IN_TABLE, "follows": GIVEN_AWAY}


def unsafe_counts(book: Book, tables: Mapping[str, Table], threshold: int) -> Iterator[Leak]:
    """Yield a leak for each such cell. Fields of our tables are not looked at: they are judged one by one."""
    for sheet in book.sheets.values():
        of_sheet = [table for table in tables.values() if table.sheet == sheet.name]
        if (sheet.name in _sheets_of_ours() and not of_sheet) or any(table.key == "start" for table in of_sheet):
            continue
        yield from unsafe_on(sheet, of_sheet, threshold)


def unsafe_on(sheet: Sheet, ours: list[Table], threshold: int) -> Iterator[Leak]:
    """Yield a leak for each cell of one sheet; ``ours`` are the tables of ours on it."""
    fields = [(range(table.last_row + 1), frozenset(table.columns.values())) for table in ours]

    def is_looked_at(row: int, column: int) -> bool:
        return not any(row in rows and column in columns for rows, columns in fields)

    for table in tables_of_counts(sheet, is_looked_at):
        for cell in _unsafe(table, threshold):
            at = CellRef(sheet.name, table.rows[cell.row], table.columns[cell.column])
            yield Leak(_WHAT[cell.why], False, str(at), at)


def _unsafe(table: CountTable, threshold: int) -> Iterator[UnsafeCell]:
    totals = _totals(table)
    if not _counts_people(table, totals):
        return
    for cell in find_unsafe(table.values, *totals, threshold):
        not_there = (cell.row, cell.column) in table.blank
        if not not_there or cell.low > 0:  # a blank may be nobody; not where the totals say that there is somebody
            yield cell


_Totals = tuple[int | None, int | None]


def _totals(table: CountTable) -> _Totals:
    """Return which row and column are the sums of the others: those called so, or else those that add up."""
    row, column = find_totals(table.row_headings, table.column_headings)
    called = ((row, column), (row, None), (None, column))
    values = table.values
    for total_row, total_column in called:
        if (total_row, total_column) != (None, None) and adds_up(values, total_row, total_column):
            return (
                total_row if total_row is not None else _by_adding(table, 0),
                total_column if total_column is not None else _by_adding(table, 1),
            )
    return _by_adding(table, 0), _by_adding(table, 1)


def _by_adding(table: CountTable, axis: int) -> int | None:
    """Return the last row (axis 0) or column, or the first, if all of it that can be added up does so exactly."""
    lines = table.values if axis else tuple(zip(*table.values, strict=True))
    for total in (len(lines[0]) - 1, 0):
        sums = [
            (line[total], sum(value or 0 for at, value in enumerate(line) if at != total))
            for line in lines
            if None not in line
        ]
        if len(lines[0]) > 2 and any(shown for shown, _ in sums) and all(shown == added for shown, added in sums):
            where = (None, total) if axis else (total, None)
            return total if adds_up(table.values, *where) else None
    return None


def _counts_people(table: CountTable, totals: _Totals) -> bool:
    """Whether people are counted, going by the words: those nearest to the numbers first, of each text the first.

    Where no word tells, a table whose rows and columns both add up is taken for one.
    """
    title = table.title.casefold()
    if no_counts().search(title.rpartition(" | ")[0]) and not _number().search(title):
        return False
    for text in (" | ".join(table.column_headings), table.corner, *reversed(table.title.split(" | "))):
        if found := _told().search(text):
            return found.lastgroup == "people"
    if any((found := _told().search(label)) and found.lastgroup == "people" for label in table.row_headings):
        return True
    some = totals != (None, None)
    texts = " | ".join((*table.column_headings, *table.row_headings, table.title))
    return None not in totals or (some and bool(_groups().search(texts)))


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    words = sharing_words()["count_tables"]
    people = one_of({*personal_words()["counted"], *personal_words()["groups_of_children"], *words["people"]})
    things = one_of(words["things"])
    return re.compile(f"(?P<things>{things.pattern})|(?P<people>{people.pattern})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _groups() -> re.Pattern[str]:
    return one_of(sharing_words()["count_tables"]["groups"])


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    return one_of(sharing_words()["count_tables"]["numbers"])


@lru_cache(maxsize=1)
def _sheets_of_ours() -> frozenset[str]:
    return frozenset(shape.name for shape in layout("borough"))
