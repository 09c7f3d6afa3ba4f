"""Tiles of a dashboard and lists without headings: titles of metrics, each with what stands straight around it.

A tile is a title and what stands above and below it, in the columns that the title lies over. Which side its number is
on must be the same for all; where it is on both, or there are several, the officer is asked. So it is with numbers that
stand to the right of titles under no heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from outcomes_xl.adopt.figure_meanings import figure_of
from outcomes_xl.adopt.found_table import FoundTable, IsTitle
from outcomes_xl.adopt.words import words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

_ENOUGH = 3
"""Titles of metrics that make a dashboard."""
_FARTHEST = 4
"""Cells from a title to the last of its tile."""
_METRIC, _FIGURE, _PERIOD, _STATUS, _EXTRA = range(5)
_HEADINGS = ("Metric", "Latest figure", "Period", "Status", "On the tile")
_WHICH = "A tile has several numbers: is this one the latest figure? Answer “Latest figure you hold”, or “leave out”."
_UNNAMED = "No heading stands over it: is it the latest figure? Answer “Latest figure you hold”, or “leave out”."

Record = dict[int, StyledCell]


@dataclass
class _Tile:
    title: StyledCell
    above: list[StyledCell] = field(default_factory=list)
    below: list[StyledCell] = field(default_factory=list)
    right: list[StyledCell] = field(default_factory=list)
    """Each the nearest first."""

    def told_by(self, side: str) -> bool:
        """Whether a number or a status stands on a side."""
        return any(_kind(cell) in (_FIGURE, _STATUS) for cell in getattr(self, side))


def tiles(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> FoundTable | None:
    """Return the tiles of a sheet as a table of records; None where it has none."""
    around = _Around(sheet, is_title, taken)
    sure = around.tiles(around.titles)
    sides = {side for side in ("above", "below") if all(one.told_by(side) for one in sure)}
    if len(sure) < _ENOUGH or not sides or len({one.title.column for one in sure}) < 2:
        return None
    theirs = {cell for one in sure for cell in (one.title, *one.above, *one.below)}
    alike = around.tiles([cell for cell in around.called_alike if cell not in theirs])
    return _as_records(sheet, [*sure, *(one for one in alike if any(map(one.told_by, sides)))], sides, taken)


def list_without_headings(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> FoundTable | None:
    """Return titles with numbers or statuses to the right of each, as a table of records; None where it has none."""
    around = _Around(sheet, is_title, taken)
    found = around.tiles(around.titles)
    if len(found) < _ENOUGH or not all(one.told_by("right") for one in found) or _are_pages(found):
        return None
    return _as_records(sheet, found, {"right"}, taken)


@dataclass
class _Around:
    """What stands around the titles of a sheet."""

    sheet: StyledSheet
    is_title: IsTitle
    taken: set[Place]

    @cached_property
    def titles(self) -> list[StyledCell]:
        cells = sorted(self.sheet.cells.items())
        return [cell for place, cell in cells if place not in self.taken and self.is_title(cell.text)]

    @cached_property
    def called_alike(self) -> list[StyledCell]:
        """Words in a row with titles of metrics that look as they do: perhaps tiles of the borough's own."""
        looks, known = {(one.row, one.look) for one in self.titles}, set(self.titles)
        return [
            cell
            for place, cell in sorted(self.sheet.cells.items())
            if place not in self.taken and (cell.row, cell.look) in looks and cell not in known
            if _kind(cell) == _EXTRA
        ]

    @cached_property
    def _begin(self) -> dict[int, list[int]]:
        """The columns in which tiles begin, by the row of their titles."""
        found: dict[int, list[int]] = {}
        for cell in sorted({*self.titles, *self.called_alike}):
            found.setdefault(cell.row, []).append(cell.column)
        return found

    def tiles(self, titles: list[StyledCell]) -> list[_Tile]:
        """Return the tiles of titles: as wide as to the next title in the row, the last as wide as the others."""
        return [self._tile(title) for title in titles]

    def _tile(self, title: StyledCell) -> _Tile:
        area = self.sheet.merged.get((title.row, title.column))
        last_row, last_column = (area.last_row, area.last_column) if area else (title.row, title.column)
        begin = self._begin[title.row]
        width = min((b - a for a, b in pairwise(begin)), default=1)
        wide = min([column for column in begin if column > title.column], default=title.column + width) - 1
        columns, rows = range(title.column, max(wide, last_column) + 1), range(title.row, last_row + 1)
        made = _Tile(title)
        for side, first, step in ((made.above, title.row - 1, -1), (made.below, last_row + 1, 1)):
            for row in range(first, first + step * _FARTHEST, step):
                cells = self._at([(row, column) for column in columns])
                if cells is None or any(_last_column(self.sheet, cell) > columns[-1] for cell in cells):
                    break  # another tile's title, or a banner over several
                side += cells
                if not cells and not any((row, column) in self.sheet.merged for column in columns):
                    break
        for column in range(last_column + 1, last_column + 1 + _FARTHEST):
            cells = self._at([(row, column) for row in rows])
            if cells is None:
                break
            made.right += cells
        return made

    def _at(self, places: list[Place]) -> list[StyledCell] | None:
        """Return what stands in some places, None where a title does."""
        found = [c for p in places if (c := self.sheet.cells.get(p)) and c.value is not None and p not in self.taken]
        return None if any(self.is_title(cell.text) for cell in found) else found


def _as_records(sheet: StyledSheet, found: list[_Tile], sides: set[str], taken: set[Place]) -> FoundTable:
    beside = "right" in sides
    found.sort(key=lambda one: (one.title.row, one.title.column))
    made = FoundTable(sheet, min(min(c.row for c in (one.title, *one.above)) for one in found), {})
    spoken_for: set[Place] = set()
    made.records = [_record(made, one, sides, spoken_for) for one in found]
    for number in sorted({number for record in made.records for number in record}):
        again = f" {number // len(_HEADINGS) + 1}" if number >= len(_HEADINGS) else ""
        word = "Beside it" if beside and number % len(_HEADINGS) == _EXTRA else _HEADINGS[number % len(_HEADINGS)]
        made.headings[number] = StyledCell(0, 0, f"{word}{again}")
        if beside and number % len(_HEADINGS) == _FIGURE:
            made.asks[number] = _UNNAMED
    made.used = {
        place
        for place, cell in sheet.cells.items()
        if place not in spoken_for | taken and cell.row >= made.heading_row and _is_wide(sheet, cell)
    }
    return made


def _record(made: FoundTable, tile: _Tile, sides: set[str], spoken_for: set[Place]) -> Record:
    """Return a tile's cells by what each is: a second number or remark under a number of its own."""
    record = {_METRIC: tile.title}
    for cell in tile.right if "right" in sides else _its_own(tile, sides, spoken_for):
        number = _kind(cell)
        while number in record:
            number += len(_HEADINGS)
        record[number] = cell
    figures = [number for number in record if number % len(_HEADINGS) == _FIGURE]
    if len(figures) > 1:
        made.asks |= dict.fromkeys(figures, _WHICH)
    spoken_for |= {(cell.row, cell.column) for cell in record.values()}
    return record


def _are_pages(found: list[_Tile]) -> bool:
    """Whether nothing but whole numbers stand beside titles, as the pages of a list of contents."""
    return all(_kind(cell) == _FIGURE and isinstance(cell.value, int) for one in found for cell in one.right)


def _last_column(sheet: StyledSheet, cell: StyledCell) -> int:
    area = sheet.merged.get((cell.row, cell.column))
    return area.last_column if area else cell.column


def _is_wide(sheet: StyledSheet, cell: StyledCell) -> bool:
    """Whether a cell is a banner over tiles: words merged over columns."""
    return isinstance(cell.value, str) and _last_column(sheet, cell) > cell.column


def _its_own(tile: _Tile, sides: set[str], spoken_for: set[Place]) -> Iterator[StyledCell]:
    """Give a tile's cells, without what stands between two titles and is the other's: beyond the number above it."""
    for cell in tile.above:
        if (cell.row, cell.column) in spoken_for:
            break
        yield cell
        if sides == {"above"} and _kind(cell) == _FIGURE:
            break
    for at, cell in enumerate(tile.below):
        if sides == {"above"} and any(_kind(other) == _FIGURE for other in tile.below[: at + 1]):
            break
        yield cell


def _kind(cell: StyledCell) -> int:
    """Return what a cell says by itself; a mark or a symbol alone is no figure, since a tile may have arrows."""
    if year_of(cell) is not None:
        return _PERIOD
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _FIGURE
    if (cell.text[:1].isdigit() or cell.text[:1] in "£-+") and figure_of(cell, "").became == "carried":
        return _FIGURE
    return _STATUS if words().status(cell.text) is not None else _EXTRA
