"""A table found on a sheet, and a sheet's key: what structure gives to those who read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

IsTitle = Callable[[str], bool]


@dataclass
class FoundTable:
    """A table: its heading cells by column, the cells of group headings above, and its rows' numbers."""

    sheet: StyledSheet
    heading_row: int
    headings: dict[int, StyledCell]
    groups: dict[int, str] = field(default_factory=dict)
    used: set[Place] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)
    records: list[dict[int, StyledCell]] | None = None
    """The rows of a table that is made of cards; a place keeps its own cell."""
    foreign: bool = False
    """Whether it begins after a gap and no word of it is of a framework: contacts, actions, sums of money."""


@dataclass
class SheetKey:
    """What letters, words and colours mean: by word, and by fill."""

    words: dict[str, str] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    used: dict[str, set[Place]] = field(default_factory=dict)

    def mark(self, sheet: StyledSheet, *places: Place) -> None:
        self.used.setdefault(sheet.name, set()).update(places)


def is_filled(sheet: StyledSheet, row: int, column: int) -> bool:
    """Whether something stands in a cell."""
    cell = sheet.cells.get((row, column))
    return cell is not None and cell.value is not None
