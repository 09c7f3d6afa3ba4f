"""What a carrying to another edition leaves to be told: what has no place there, what is asked, what wants a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from outcomes_xl.carry.carried_tables import OWN
from outcomes_xl.carry.merged_before import MergedRow
from outcomes_xl.model import Value
from outcomes_xl.model.patches import Place

NOT_CARRIED_KEY = "not_carried"
CELL, COMMENT = "cell", "comment"
Spot = tuple[str, int, int]
"""A sheet's name, a row and a column of the old workbook."""


@dataclass(frozen=True)
class Left:
    """One thing an officer had typed that has no place in the new edition. ``place`` is "availability:status"."""

    spot: Spot
    what: str
    about: str
    column: str
    value: Value
    why: str
    row_id: str
    place: str

    def entry(self, stood_in: str, cell: str) -> dict[str, Value]:
        """Return the line for the sheet Not carried."""
        return {
            "about": self.about,
            "column": self.column,
            "value": self.value,
            "why": self.why,
            "stood_in": stood_in,
            "sheet": self.spot[0],
            "cell": cell,
            "what": self.what,
            "row_id": self.row_id,
            "place": self.place,
        }


@dataclass(frozen=True)
class TwoAnswers:
    """Two answers for one cell of the new edition. ``mine`` stands there; ``theirs`` stood at ``spot``, if it did."""

    key: str
    row_id: str
    field: str
    mine: Value
    theirs: Value
    why: str
    spot: Spot | None = None


@dataclass(frozen=True)
class ToLookAt:
    """A row that was carried and that somebody should look at: its table, the number of its entry, and why."""

    key: str
    entry: int
    field: str
    before: str
    why: str


@dataclass
class EditionNotes:
    """Everything to be told of, while a workbook is carried to another edition.

    ``ours`` are cells of the tool's own, written anew, each with why; ``joined`` are cells whose value stands in a cell
    of another row now: its table, the number of its entry there, and its field.
    """

    stood_in: str
    left: list[Left] = field(default_factory=list)
    questions: list[TwoAnswers] = field(default_factory=list)
    looks: list[ToLookAt] = field(default_factory=list)
    ours: dict[Spot, str] = field(default_factory=dict)
    joined: dict[Spot, tuple[str, int, str]] = field(default_factory=dict)
    renamed: dict[Spot, Value] = field(default_factory=dict)
    """Cells where something was chosen that is called otherwise in the new edition, each with the word it has now."""
    gone: dict[tuple[str, int], Left] = field(default_factory=dict)
    """By sheet and number the old rows that have no row of their own any more: what is said of anything in them."""
    beside: dict[Spot, tuple[str, int, int, Value]] = field(default_factory=dict)
    """Lines of Not carried that stand beside a table again: by the place of what stood there, the table, the number of
    the entry, the column it stood in, and the value."""
    comments: list[tuple[str, int, str | int, str]] = field(default_factory=list)
    """Comments that are in their place again: the table, the number of the entry, field or column, and the words."""
    merged: list[MergedRow] = field(default_factory=list)
    """What rows said before they were merged, to be kept for a way back."""
    first_left: int = 0
    """How many lines stood on Not carried before these."""

    def without(self, sheet: str) -> frozenset[Place]:
        """Return the places of the comments on a sheet that are left out, their words on Not carried."""
        return frozenset(one.spot[1:] for one in self.left if one.what == COMMENT and one.spot[0] == sheet)


def storable(value: Value) -> Value:
    """Return a value as a sheet can be made with it: a time of day without a day becomes text."""
    return str(value) if isinstance(value, time) and not isinstance(value, date) else value


def place_of(key: str, name: str, headings: Mapping[str, str]) -> str:
    """Return where a value stood, for a later way back: a field of the layout, or a column of the officer's own."""
    return f"{key}:own:{headings[name]}" if name.startswith(OWN) else f"{key}:{name}"
