"""How the cells of a sheet are to be read beyond their values, and how far a sheet may reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.sources.published.shown_cells import IN_A_HIDDEN_COLUMN, IN_A_HIDDEN_ROW, SHOWN_AS_NOTHING, STRUCK

Cells = set[tuple[int, int]]
"""Cells by row and column, counted from 0."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_MOST_CELLS = 20_000_000
"""The most cells from A1 to the furthest filled one, blank ones too: calamine keeps room for each."""
_MOST_ODD = 200_000
"""The most cells with an error or without a result that are kept in mind; a table of more has nothing to say."""
_SAVE_ANEW = "Open it in Excel, save it, and look again."


@dataclass
class CellLooks:
    """How cells are to be read: ``per_cent`` as shown; ``odd`` have "#N/A" or NO_RESULT, not a blank.

    ``words`` are what a number format shows in place of the number: "c" for a stored 0.
    """

    per_cent: Cells = field(default_factory=set)
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    months: Cells = field(default_factory=set)
    """Days that are shown as their month: "Mar-25"."""
    beside: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """The words a number format shows before and after the number: 56 that reads "56*"."""
    blanked: Cells = field(default_factory=set)
    struck: Cells = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def of(self, row: int, column: int) -> str:
        """Say how a cell looks that may not count, as the end of a sentence; "" for any other."""
        if (row, column) in self.struck:
            return STRUCK
        if (row, column) in self.blanked:
            return SHOWN_AS_NOTHING
        if row in self.hidden_rows:
            return IN_A_HIDDEN_ROW
        return IN_A_HIDDEN_COLUMN if column in self.hidden_columns else ""

    @property
    def some_may_not_count(self) -> bool:
        return bool(self.struck or self.blanked or self.hidden_rows or self.hidden_columns)

    odd: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_odd(self, row: int, column: int, says: str) -> None:
        self.odd[row, column] = says
        if len(self.odd) > _MOST_ODD:
            raise CannotRead("Almost all its cells hold errors or formulas without a saved result.", _SAVE_ANEW)


def must_reach_no_further(rows: int, columns: int, title: str) -> None:
    """Raise CannotRead for a sheet whose cells reach further than a table's."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise CannotRead(
            f"Its sheet “{title}” has a cell far away from any table, or in no place a sheet has.",
            "In Excel delete unused rows and columns and save it anew, or save the sheet as CSV.",
        )
