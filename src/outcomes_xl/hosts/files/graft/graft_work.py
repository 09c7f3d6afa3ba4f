"""What a graft is told: where the cells of each sheet go, which are copied whole, and how a formula reads then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import Area
from outcomes_xl.model.patches import Place


@dataclass(frozen=True)
class MarkTold:
    """Something besides a cell that an officer made on one of our sheets, and whether it came along.

    ``area`` is where it stood, ``kind`` what it is in a word, ``to`` where it stands now; ``why`` is why it does not.
    ``words`` are what a conditional format or a drop-down says.
    """

    sheet: str
    area: str
    kind: str
    carried: bool
    to: str = ""
    why: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetWork:
    """One sheet of ours that is replaced. ``place`` and ``block`` say where a cell and an area go, None for nowhere.

    ``whole`` are cells copied as they are, formula and all; ``texts`` are words put into cells of the new sheet;
    ``outside`` are those of ``whole`` that stand in no table of ours, whose look is all their own; ``own_columns`` are
    the officer's columns in the old table, which stood in ``old_area`` and stands in ``new_area`` now. ``without`` are
    comments that are left out, since the row they stood in is, and ``comments`` such as come back, in the new sheet.
    """

    place: Callable[[int, int], Place | None]
    block: Callable[[Area], Area | None]
    whole: Mapping[Place, Place] = field(default_factory=dict)
    outside: frozenset[Place] = frozenset()
    texts: Mapping[Place, str] = field(default_factory=dict)
    own_columns: frozenset[int] = frozenset()
    without: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    old_area: Area | None = None
    new_area: Area | None = None

    @property
    def last_column(self) -> int:
        return self.old_area.last_column if self.old_area else 0


@dataclass(frozen=True)
class GraftWork:
    """What a graft asks while it works, of a caller who knows the layouts.

    ``rewrite`` takes a formula, and the name of its sheet, or of what else it stands in ("" for a chart), and returns
    it as it must read; ``reads_now`` does so too, and returns None for one that cannot be said any more. ``is_ours``
    tells of a mark on a sheet (its kind and its words) whether our templates made it. ``tell`` hears what became of
    what is no cell.

    ``tables`` are the names of tables that are ours, casefolded; ``edition`` is the layout's, ``gone`` are defined
    names of ours, casefolded, that the new layout has no more.
    """

    sheets: Mapping[str, SheetWork]
    rewrite: Callable[[str, str], str]
    reads_now: Callable[[str, str], str | None]
    shifted: Callable[[str, int, int], str]
    is_ours: Callable[[str, str, tuple[str, ...]], bool]
    tell: Callable[[MarkTold], None]
    tables: frozenset[str]
    edition: int
    gone: frozenset[str] = frozenset()
