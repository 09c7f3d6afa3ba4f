"""One thing in the way of saying where a target stands."""

from __future__ import annotations

from dataclasses import dataclass

from outcomes_xl.model import Row


@dataclass(frozen=True, slots=True)
class TargetTrouble:
    """One thing in the way. ``field`` is the column to mend, "" for none; ``drawn``: a path can be drawn.

    The column is one of Targets, or of Milestones where ``milestone`` is the row to mend there.
    """

    field: str
    why: str
    next: str
    drawn: bool = False
    milestone: Row | None = None
