"""Tables of whole numbers anywhere on a sheet, with their headings: found by how they lie, whoever made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from outcomes_xl.model import Sheet, Value
from outcomes_xl.reading.figures import Number, Suppressed, figure_in_file
from outcomes_xl.sharing.sharing_words import sharing_words

_HEADING_ABOVE, _TITLE_ABOVE, _WORDS_LEFT = 4, 8, 5
"""So many rows above its numbers a table's headings are looked for, and its title; and columns of words left of it."""
_MOST_BLANK = 2
_FEWEST_IN_A_ROW = 3
_YEARS = range(1900, 2101)
_MOST_CELLS = 20_000
"""A table of more counts than that is an extract, and a list of people is told by its headings."""

_At = tuple[int, int]
_WITHHELD, _OTHER = "withheld", "other"
_Kind = int | str
"""A whole number; or that it is withheld; or that it is a number of another kind, such as a share."""


@dataclass(frozen=True)
class CountTable:
    """Counts by row and column of the sheet, None for one that is withheld or not there; ``blank`` are the latter.

    ``title`` is what stands above it, and the sheet's name; the corner is what stands above its row headings.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    values: tuple[tuple[int | None, ...], ...]
    blank: frozenset[_At]
    row_headings: tuple[str, ...]
    column_headings: tuple[str, ...]
    corner: str
    title: str


def tables_of_counts(sheet: Sheet, is_looked_at: Callable[[int, int], bool]) -> Iterator[CountTable]:
    """Yield the tables among the cells that are looked at, told by row and column; headings are taken from any cell."""
    kinds: dict[_At, _Kind] = {}
    for row, cells in sheet.rows.items():
        for column, value in cells.items():
            kind = _kind(value) if value is not None and is_looked_at(row, column) else None
            if kind is not None:
                kinds[row, column] = kind
    for cells_together in _together(kinds, sheet):
        if len(cells_together) <= _MOST_CELLS and (found := _table(sheet, kinds, cells_together)):
            yield found


def _kind(value: Value) -> _Kind | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str):
        if value.strip().casefold() in _marks():
            return _WITHHELD
        if not value or len(value) > 20:
            return None
    read = figure_in_file(value)
    if isinstance(read, Suppressed):
        return _WITHHELD if read.withheld else None
    if not isinstance(read, Number):
        return None
    marked = isinstance(value, str) and not set("%+£").isdisjoint(value)
    whole = float(read.value).is_integer() and read.value >= 0 and not marked
    return int(read.value) if whole else _OTHER


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset(sharing_words()["count_tables"]["withheld"])


def _together(kinds: Mapping[_At, _Kind], sheet: Sheet) -> Iterator[list[_At]]:
    """Yield the cells that lie beside one another, over one blank cell as well, but over no word."""
    left = dict.fromkeys(sorted(kinds))
    while left:
        first = next(iter(left))
        del left[first]
        found, waiting = [first], [first]
        while waiting:
            row, column = waiting.pop()
            for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
                beside = (row + down, column + right)
                if beside not in kinds and sheet.value(*beside) is None:
                    beside = (row + 2 * down, column + 2 * right)
                if beside in left:
                    del left[beside]
                    found.append(beside)
                    waiting.append(beside)
        yield sorted(found)


def _table(sheet: Sheet, kinds: Mapping[_At, _Kind], cells: Collection[_At]) -> CountTable | None:
    """Return the table that cells make once headings, shares and other measures are taken from them."""
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    first = rows[0]
    while rows and (not _counts(kinds, rows[:1], columns) or _is_a_heading(sheet, kinds, rows, columns)):
        rows = rows[1:]
    while columns and rows and (not _counts(kinds, rows, columns[:1]) or _is_of_labels(sheet, kinds, rows, columns)):
        columns = columns[1:]
    if not rows or not columns:
        return None
    left, lines = columns[0], _lines_above(sheet, first, rows[0])
    heads = {column: _above(sheet, lines, column, left) for column in columns}
    labels = {row: _left_of(sheet, row, left) for row in rows}
    beside = range(max(left - _WORDS_LEFT, 1), left)
    units = {row: " | ".join(_text(sheet.value(row, at)) for at in beside) for row in rows}
    columns = [one for one in columns if not _is_no_count(heads[one]) and not _mostly(kinds, [(r, one) for r in rows])]
    rows = [row for row in rows if not no_counts().search(units[row]) and _are_counts(kinds, row, columns)]
    if not _counts(kinds, rows, columns):
        return None
    at = [[kinds.get((row, column)) for column in columns] for row in rows]
    return CountTable(
        tuple(rows),
        tuple(columns),
        tuple(tuple(kind if isinstance(kind, int) else None for kind in line) for line in at),
        frozenset((i, j) for i, line in enumerate(at) for j, kind in enumerate(line) if kind is None),
        tuple(labels[row] for row in rows),
        tuple(heads[column] for column in columns),
        " | ".join(text for at in beside if (text := _above(sheet, lines, at, at))),
        _title(sheet, lines, range(beside.start, columns[-1] + 1)),
    )


def _counts(kinds: Mapping[_At, _Kind], rows: Collection[int], columns: Collection[int]) -> list[int]:
    found = (kinds.get((row, column)) for row in rows for column in columns)
    return [kind for kind in found if isinstance(kind, int)]


def _are_counts(kinds: Mapping[_At, _Kind], row: int, columns: Collection[int]) -> bool:
    return all(kinds.get((row, column)) != _OTHER for column in columns)


def _mostly(kinds: Mapping[_At, _Kind], line: Collection[_At]) -> bool:
    """Whether more than half of the numbers in a column are no whole ones."""
    found = [kinds[at] for at in line if at in kinds]
    return found.count(_OTHER) * 2 > len(found)


def _is_a_heading(sheet: Sheet, kinds: Mapping[_At, _Kind], rows: list[int], columns: list[int]) -> bool:
    """Whether the first row of numbers is of years, or counts on with no heading of its own: ages, terms."""
    numbers = _counts(kinds, rows[:1], columns)
    if len(rows) == 1 or len(numbers) < len(columns):
        return False
    headed = any(isinstance(sheet.value(rows[0] - 1, column), str) for column in columns)
    return _are_years(numbers) or (not headed and _counts_on(numbers))


def _is_of_labels(sheet: Sheet, kinds: Mapping[_At, _Kind], rows: list[int], columns: list[int]) -> bool:
    numbers = _counts(kinds, rows, columns[:1])
    if len(columns) == 1 or len(numbers) < len(rows) - 1:
        return False
    return _are_years(numbers) or (_counts_on(numbers) and not any(_left_of(sheet, row, columns[0]) for row in rows))


def _are_years(numbers: Collection[int]) -> bool:
    return all(number in _YEARS for number in numbers)


def _counts_on(numbers: list[int]) -> bool:
    return len(numbers) >= _FEWEST_IN_A_ROW and all(after == before + 1 for before, after in pairwise(numbers))


def _text(value: Value) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS else ""


def _lines_above(sheet: Sheet, first: int, top: int) -> list[int]:
    """Return the rows above a table's counts that are its own, the nearest first.

    Its headings from ``first`` on may be numbers; a row with numbers above these is another table's.
    """
    lines = [*range(top - 1, first - 1, -1)]
    blank = 0
    for row in range(first - 1, max(first - _TITLE_ABOVE, 1) - 1, -1):
        cells = [value for value in sheet.row(row).values() if value is not None]
        blank = blank + 1 if not cells else 0
        if blank > _MOST_BLANK or any(_kind(value) not in (None, _WITHHELD) for value in cells if not _text(value)):
            break
        lines.append(row)
    return lines


def _above(sheet: Sheet, lines: list[int], column: int, left: int) -> str:
    """Return the nearest heading above, or that of the merged cells it lies under."""
    for row in lines[:_HEADING_ABOVE]:
        for at in range(column, left - 1, -1):
            if text := _text(sheet.value(row, at)):
                return text
            if sheet.value(row, at) is not None:
                break
    return ""


def _left_of(sheet: Sheet, row: int, left: int) -> str:
    return next((text for at in range(left - 1, 0, -1) if (text := _text(sheet.value(row, at)))), "")


def _title(sheet: Sheet, lines: list[int], columns: range) -> str:
    """Return the words in the lines above the numbers, the nearest line last, and the sheet's name."""
    said = [_text(sheet.value(row, column)) for row in reversed(lines) for column in columns]
    return " | ".join(text for text in (*said, sheet.name) if text)


@lru_cache(maxsize=4096)
def _is_no_count(heading: str) -> bool:
    """Whether a heading is of a share, a rank, a day, a cost: of anything but a count."""
    words = sharing_words()["count_tables"]
    return heading.casefold().strip(" .:#") in words["headings_of_no_count"] or bool(no_counts().search(heading))


@lru_cache(maxsize=1)
def no_counts() -> re.Pattern[str]:
    """Return what finds a word of a number that is no count."""
    return one_of(sharing_words()["count_tables"]["no_counts"])


def one_of(words: Collection[str]) -> re.Pattern[str]:
    """Return what finds one of these words, whole, in small letters or capitals."""
    some = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{some})(?![\w’'])", re.IGNORECASE)
