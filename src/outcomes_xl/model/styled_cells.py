"""A spreadsheet of somebody else's as plain values: what stands in each cell, and how it is made to look.

Structure is read from looks: bold, indents, fills, merged cells. They are kept here; a Book has no use for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from outcomes_xl.model.book import Value
from outcomes_xl.model.cell_refs import Area, column_letters

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. ``fill`` is six hexadecimal digits, "" without one; ``number_format`` as Excel calls it.

    A ``number_format`` of "" is one that the kind of file does not show us.
    """

    fill: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    indent: int = 0
    number_format: str = "General"
    symbols: str = ""
    """The font, where it is one that draws marks for letters, such as Wingdings."""


PLAIN = Look()
NOT_SEEN = Look(number_format="")
"""The look of a cell in a file that gives values only."""


class StyledCell(NamedTuple):
    """A cell that says something: by what stands in it, by its fill, or by a comment. A tuple, since there are many."""

    row: int
    column: int
    value: Value
    look: Look = PLAIN
    comment: str = ""
    formula: str = ""

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What stands there as text, "" when nothing does."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        return "" if value is None else str(value).strip()


@dataclass(frozen=True)
class StyledSheet:
    """One sheet: its cells by place, and what is merged and hidden."""

    name: str
    cells: Mapping[Place, StyledCell]
    state: str = "visible"
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    pictures: int = 0
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def rows(self) -> dict[int, dict[int, StyledCell]]:
        """The cells with something in them, by row and column; those that are only filled are left out."""
        found: dict[int, dict[int, StyledCell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if cell.value is not None:
                found.setdefault(row, {})[column] = cell
        return found

    @cached_property
    def merged(self) -> dict[Place, Area]:
        """The merged area that begins at a place."""
        return {(area.first_row, area.first_column): area for area in self.merges}


@dataclass(frozen=True)
class StyledBook:
    """The workbook: ``digest`` is its bytes' SHA-256; ``not_seen`` says what its kind of file does not show us."""

    name: str
    digest: str
    sheets: tuple[StyledSheet, ...]
    not_seen: tuple[str, ...] = field(default=())
