"""Cells into rectangles, so that a patch of thousands of cells is written in a few blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outcomes_xl.hosts.desktop.excel_values import LONGEST_AS_TEXT, needs_text_format
from outcomes_xl.model import Area, Value

Place = tuple[int, int]


def areas(places: Iterable[Place]) -> list[Area]:
    """Return few rectangles that hold exactly these places, each once: runs along rows or along columns, whichever are
    fewer, equal ones joined.
    """
    some = set(places)
    down = _joined((column, row) for row, column in some)
    turned = sorted(Area(a.first_column, a.first_row, a.last_column, a.last_row) for a in down)
    return min(_joined(some), turned, key=len)


def _joined(places: Iterable[Place]) -> list[Area]:
    """Return rectangles of runs along a row; equal runs are joined downwards."""
    open_runs: dict[tuple[int, int], tuple[int, int]] = {}
    made: list[Area] = []
    for row, first, last in _runs(sorted(places)):
        top, bottom = open_runs.get((first, last), (row, row - 1))
        if bottom != row - 1:
            made.append(Area(top, first, bottom, last))
            top = row
        open_runs[first, last] = (top, row)
    made += [Area(top, first, bottom, last) for (first, last), (top, bottom) in open_runs.items()]
    return sorted(made)


def hull(all_areas: Iterable[Area]) -> Area:
    """Return the smallest rectangle around some areas; there must be one at least."""
    some = list(all_areas)
    return Area(
        min(a.first_row for a in some),
        min(a.first_column for a in some),
        max(a.last_row for a in some),
        max(a.last_column for a in some),
    )


def rows_of(area: Area, values: Mapping[Place, Value]) -> list[list[Value]]:
    """Return the area's values as rows, blank where there is none."""
    columns = range(area.first_column, area.last_column + 1)
    return [[values.get((row, column)) for column in columns] for row in range(area.first_row, area.last_row + 1)]


def text_areas(area: Area, rows: list[list[Value]]) -> list[Area]:
    """Return the parts of an area that need the number format Text before these rows are written.

    A column that holds nothing but text goes whole, so that a mixed column of words and codes is one block.
    """
    places: list[Place] = []
    for offset, column in enumerate(range(area.first_column, area.last_column + 1)):
        values = [row[offset] for row in rows]
        needing = [needs_text_format(value) for value in values]
        if any(needing) and all(_short_text(value) for value in values):
            needing = [True] * len(values)
        places += [(area.first_row + number, column) for number, needed in enumerate(needing) if needed]
    return areas(places)


def _short_text(value: Value) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= LONGEST_AS_TEXT)


def _runs(places: list[Place]) -> Iterable[tuple[int, int, int]]:
    start = 0
    for index, (row, column) in enumerate(places):
        if index + 1 < len(places) and places[index + 1] == (row, column + 1):
            continue
        yield row, places[start][1], column
        start = index + 1
