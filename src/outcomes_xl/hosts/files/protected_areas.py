"""Areas of a sheet whose cells must not be written: merged blocks, array formulas, headings of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from outcomes_xl.model import Area


class Blocks:
    """Areas in which only the first cell may be touched, or none. Looked up by row, so that many cost little."""

    _TALL = 1000

    def __init__(self, areas: Iterable[tuple[Area, str]]) -> None:
        self._by_row: dict[int, list[tuple[Area, str]]] = defaultdict(list)
        self._tall: list[tuple[Area, str]] = []
        for area, why in areas:
            if area.last_row - area.first_row > self._TALL:
                self._tall.append((area, why))
            else:
                for row in range(area.first_row, area.last_row + 1):
                    self._by_row[row].append((area, why))

    def over(self, row: int, column: int) -> str | None:
        """Return why a cell must not be touched, or None. The first cell of a merged block may be."""
        for area, why in [*self._by_row.get(row, []), *self._tall]:
            first = (row, column) == (area.first_row, area.first_column)
            if (row, column) in area and not (first and "merged" in why):
                return why
        return None
