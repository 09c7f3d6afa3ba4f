"""One cell in a three-way merge: what it said (base), what the centre says now (theirs), what stands here (mine)."""

from __future__ import annotations

from enum import StrEnum

from outcomes_xl.model import Value
from outcomes_xl.model.cell_values import same


class Verdict(StrEnum):
    """What a merge does with a cell."""

    SAME = "same"
    FOLLOW = "follow"
    DIFFERENCE = "difference"
    CONFLICT = "conflict"


def verdict(base: Value, mine: Value, theirs: Value) -> Verdict:
    """Return what to do with a cell.

    ``SAME``: both say the same. ``FOLLOW``: nobody here has written in it, so it takes theirs. ``DIFFERENCE``: only
    here was it rewritten; mine stays and theirs is offered. ``CONFLICT``: both sides rewrote it, each in words of its
    own; mine stays until somebody decides. A blank is nobody's words: an emptied cell is filled again, and a centre
    that blanks a cell has nothing to set against mine. So whatever conflicts one way conflicts the other way round.
    """
    if same(mine, theirs):
        return Verdict.SAME
    if same(mine, None) or same(mine, base):
        return Verdict.FOLLOW
    if same(theirs, None) or same(theirs, base):
        return Verdict.DIFFERENCE
    return Verdict.CONFLICT
