"""What a column of a borough's own list holds."""

from __future__ import annotations

from dataclasses import dataclass

NEVER_TAKEN = frozenset({"elsewhere", "left out", "worked out"})
"""The fields of columns of which nothing is carried: another borough's, left out by the officer, sums of the others."""


@dataclass(frozen=True)
class Column:
    """What a column holds. ``word`` is what a tick in it says; ``ask`` why nothing of it is carried unasked."""

    field: str
    heading: str
    word: str = ""
    ask: str = ""
    usual_tick: str = ""
    whose: str = ""
    says: str = ""
    """What the column tells of each row's figure beside: "group", whom it is of; "unit", what it is counted in."""
    ends: frozenset[int] = frozenset()
    """Of a column of periods: the years that a split year in it ends in, and none begins in."""
