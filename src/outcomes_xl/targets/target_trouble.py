"""One thing in the way of saying where a target stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetTrouble:
    """One thing in the way. ``field`` is the column of Targets to mend, "" for none; ``drawn``: a path can be drawn."""

    field: str
    why: str
    next: str
    drawn: bool = False
