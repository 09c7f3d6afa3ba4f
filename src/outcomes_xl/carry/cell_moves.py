"""Where each cell of a sheet of ours goes in the new layout: rows by their place, columns by their field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import LAST_COLUMN, LAST_ROW
from outcomes_xl.model.patches import Place


@dataclass(frozen=True)
class SheetMoves:
    """The way of one sheet's cells from the old layout to the new.

    ``area`` is the old table with its headings, ``last_row`` and ``width`` are the new one's end. ``columns`` and
    ``rows`` map the table's own; ``cells`` are places outside it that were found one by one. A sheet without a table
    of the layout has an empty map, and only ``cells``. ``headings`` gives, by old heading, the new one.
    """

    sheet: str
    area: Area | None = None
    heading_row: int = 0
    last_row: int = 0
    width: int = 0
    columns: Mapping[int, int] = field(default_factory=dict)
    rows: Mapping[int, int] = field(default_factory=dict)
    cells: dict[Place, Place] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    new_table: str = ""

    @property
    def new_area(self) -> Area | None:
        """The new table with its headings, None for a sheet without one."""
        first = min(self.columns.values(), default=0)
        return Area(self.heading_row, first, self.last_row, self.width) if first else None

    def place(self, row: int, column: int) -> Place | None:
        """Return where a cell goes; None for one that the new layout has no like of."""
        if found := self.cells.get((row, column)):
            return found
        new_row, new_column = self.row(row), self.column(column)
        if new_row is None or new_column is None or (self.area and row < self.area.first_row):
            return None
        return new_row, new_column

    def row(self, row: int) -> int | None:
        """Return where a row of the table goes, or one below it."""
        if self.area is None:
            return None
        if row > self.area.last_row:
            return min(self.last_row + row - self.area.last_row, LAST_ROW)
        if row < self.area.first_row:
            return min(row, self.heading_row)
        return self.rows.get(row)

    def column(self, column: int) -> int | None:
        """Return where a column of the table goes, or one to the right of it."""
        if self.area is None:
            return None
        if column > self.area.last_column:
            return min(self.width + column - self.area.last_column, LAST_COLUMN)
        return self.columns.get(column)

    def block(self, area: Area) -> Area | None:
        """Return where an area goes that a formula speaks of; None where its cells no longer stand side by side."""
        if self.area is None or area.first_row == area.last_row < self.area.first_row:
            return self._block_of_cells(area)
        columns = [self.column(number) for number in range(area.first_column, area.last_column + 1)]
        rows = self._span(area.first_row, area.last_row)
        first = columns[0]
        if rows is None or first is None or columns != [*range(first, first + len(columns))]:
            return self._block_of_cells(area)
        return Area(rows[0], first, rows[1], first + len(columns) - 1)

    def _span(self, first: int, last: int) -> tuple[int, int] | None:
        assert self.area is not None
        if first == 1 and last == LAST_ROW:
            return first, last
        inside = [*range(max(first, self.area.first_row), min(last, self.area.last_row) + 1)]
        # What is over every row of the table stays so, whatever rows the table has now, and in whatever order.
        if first <= self.area.first_row + 1 and last >= self.area.last_row and inside[1:]:
            top = self.heading_row + 1 if first == self.area.first_row + 1 else self.row(first)
            end = self.last_row if last == self.area.last_row else self.row(last)
            return None if top is None or end is None else (top, end)
        to = [place for row in inside if (place := self.rows.get(row)) is not None]
        if (inside and not to) or (to and not self._follow_each_other(inside, to)):
            return None
        # A row that is left out shortens the block, as it does in Excel when it is deleted; a new one lengthens it.
        one = to[0] if to and first in inside else self.row(first)
        other = to[-1] if to and last in inside else self.row(last)
        return None if one is None or other is None else (one, other)

    def _follow_each_other(self, inside: list[int], to: list[int]) -> bool:
        """Whether rows stand in their order still, with none of the table's other rows that moved between them."""
        between = set(range(to[0], to[-1] + 1)) - set(to)
        strangers = (place for row, place in self.rows.items() if row not in inside)
        return to == sorted(to) and between.isdisjoint(strangers)

    def _block_of_cells(self, area: Area) -> Area | None:
        """Return where an area goes whose cells were moved one by one, if they still stand as they stood."""
        if (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1) > 500:
            return None
        start = self.place(area.first_row, area.first_column)
        if start is None:
            return None
        down, right = start[0] - area.first_row, start[1] - area.first_column
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                if self.place(row, column) != (row + down, column + right):
                    return None
        return Area(start[0], start[1], area.last_row + down, area.last_column + right)

    def run(self, first: str, last: str) -> tuple[str, str] | None:
        """Return the headings that a run of columns from one to another has now; None where they stand apart."""
        order = [*self.headings]
        folded = [heading.casefold() for heading in order]
        if first.casefold() not in folded or last.casefold() not in folded or self.area is None:
            return None
        one, other = sorted((folded.index(first.casefold()), folded.index(last.casefold())))
        columns = [self.columns.get(self.area.first_column + at) for at in range(one, other + 1)]
        start = columns[0]
        if start is None or columns != [*range(start, start + len(columns))]:
            return None
        return self.headings[order[one]], self.headings[order[other]]

    def heading(self, heading: str) -> str | None:
        """Return what a column is called now; None when it has gone."""
        folded = heading.casefold()
        return next((new or None for old, new in self.headings.items() if old.casefold() == folded), None)
