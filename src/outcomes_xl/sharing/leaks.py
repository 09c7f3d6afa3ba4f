"""What a look through a workbook came to: signs of people and secrets, and what a copy leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import CellRef


@dataclass(frozen=True, slots=True)
class Leak:
    """A place that something of one person, or a secret, could leave by.

    ``cell`` is None outside the cells, where ``place`` says what it is. ``travels`` where the cell is one that a copy
    would hold: there it is left out.
    """

    what: str
    sure: bool
    place: str
    cell: CellRef | None = None
    travels: bool = False


@dataclass(frozen=True)
class LookThrough:
    """All that was seen: the leaks, in order, and what does not travel; ``hidden`` rows do, by the sheet's name."""

    leaks: tuple[Leak, ...] = ()
    stays: tuple[str, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)

    @property
    def in_the_way(self) -> tuple[Leak, ...]:
        """The sure ones: they are mended first, or left out for a reason given."""
        return tuple(leak for leak in self.leaks if leak.sure)

    @property
    def left_out(self) -> frozenset[CellRef]:
        """The cells that a copy holds nothing of."""
        return frozenset(leak.cell for leak in self.leaks if leak.cell is not None and leak.travels)
