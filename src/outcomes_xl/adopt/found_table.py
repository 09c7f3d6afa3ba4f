"""A table found on a sheet, and a sheet's key: what structure gives to those who read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

IsTitle = Callable[[str], bool]
NamedIn = Callable[[str], frozenset[str]]
"""The boroughs that a text names, ours as it was given."""


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
    worked_out: set[int] = field(default_factory=set)
    """The rows that are worked out from others."""
    units: dict[int, str] = field(default_factory=dict)
    """What a row straight below the headings says that figures are counted in, by column."""
    ours: set[int] = field(default_factory=set)
    """The columns that our borough's name heads under a year, beside those of others."""
    asks: dict[int, str] = field(default_factory=dict)
    """Why nothing of a column is carried unasked, where its structure does not say what it holds."""
    subject: StyledCell | None = None
    """The title that all of its rows are about, where it stands among the headings."""
    foreign: bool = False
    """Whether it begins after a gap and no word of it is of a framework: contacts, actions, sums of money."""


@dataclass
class SheetKey:
    """What letters, words and colours mean: by word, and by fill."""

    words: dict[str, str] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    used: dict[str, set[Place]] = field(default_factory=dict)
    twice: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What two explanations say of one word or fill, where they are two statuses."""
    every: dict[str, list[str]] = field(default_factory=dict)
    """All that is said of a word: A may be Available under one heading and Annual under another."""
    explained: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    """By sheet, every explanation as it stands there: what, its meaning, whether it is a fill."""

    def mark(self, sheet: StyledSheet, *places: Place) -> None:
        self.used.setdefault(sheet.name, set()).update(places)

    def explain(self, sheet: StyledSheet, what: str, means: str, *, fill: bool = False) -> None:
        """Add an explanation that stands on a sheet."""
        self.explained.setdefault(sheet.name, []).append((what, means, fill))

    def on(self, sheet: str, says: Callable[[str], object]) -> SheetKey:
        """Return the key as it holds on a sheet: what is explained there counts before what is explained elsewhere.

        ``says`` gives what a meaning comes to, None for one that comes to nothing by itself.
        """
        made = SheetKey(used=self.used)
        here = self.explained.get(sheet, [])
        known = {(what, fill) for what, _, fill in here}
        others = [one for name, listed in self.explained.items() if name != sheet for one in listed]
        for what, means, fill in [*here, *(one for one in others if (one[0], one[2]) not in known)]:
            there = made.fills if fill else made.words
            before = there.setdefault(what, means)
            if not fill:
                made.every.setdefault(what, []).append(means)
            if says(before) is None and says(means) is not None:
                there[what] = means
            elif None not in (says(before), says(means)) and says(before) != says(means):
                made.twice.setdefault(what, (before, means))
        return made


def is_filled(sheet: StyledSheet, row: int, column: int) -> bool:
    """Whether something stands in a cell."""
    cell = sheet.cells.get((row, column))
    return cell is not None and cell.value is not None
