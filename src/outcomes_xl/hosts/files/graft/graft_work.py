"""What a graft is told: where the cells of each sheet go, which are copied whole, and how a formula reads then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import Area
from outcomes_xl.model.patches import Place


@dataclass(frozen=True)
class SheetWork:
    """One sheet of ours that is replaced. ``place`` and ``block`` say where a cell and an area go, None for nowhere.

    ``whole`` are cells copied as they are, formula and all; ``texts`` are words put into cells of the new sheet;
    ``outside`` are those of ``whole`` that stand in no table of ours, whose look is all their own. ``without`` are
    comments that are left out, since the row they stood in is.
    """

    place: Callable[[int, int], Place | None]
    block: Callable[[Area], Area | None]
    whole: Mapping[Place, Place] = field(default_factory=dict)
    outside: frozenset[Place] = frozenset()
    texts: Mapping[Place, str] = field(default_factory=dict)
    own_columns: frozenset[int] = frozenset()
    without: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class GraftWork:
    """``rewrite`` takes a formula, and the name of its sheet ("" for none), and returns it as it must read.

    ``tables`` are the names of tables that are ours, casefolded; ``edition`` is the layout's.
    """

    sheets: Mapping[str, SheetWork]
    rewrite: Callable[[str, str], str]
    shifted: Callable[[str, int, int], str]
    tables: frozenset[str]
    edition: int
