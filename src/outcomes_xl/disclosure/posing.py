"""An output and those before it as one problem to solve; and its solution as cells shown and withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from outcomes_xl.disclosure.cubes import Cell, Cube, Margin
from outcomes_xl.disclosure.demands import NOTHING, AllInOne, Demand, all_in_one, of_crossings, of_withheld, strictest
from outcomes_xl.disclosure.knowledge import Ints, Knowledge, knowledge
from outcomes_xl.disclosure.outputs import CountRule, Protected, Released
from outcomes_xl.disclosure.problem import Problem
from outcomes_xl.disclosure.solver_work import Work

A_TOTALS_WEIGHT = 0.005
"""How much dearer a cell is to withhold for each dimension it sums over: among as many cells, inner ones go first."""
A_COUNTS_WEIGHT = 0.002
"""How much dearer the largest cell is than an empty one."""


class SourceHasChanged(Exception):
    """An earlier output shows a cell that is too small today, so it was made from other records."""

    def __init__(self, released: Released, margin: Margin, cell: Cell) -> None:
        super().__init__(released.title)
        self.released, self.margin, self.cell = released, margin, cell


class OneCategoryOnly(Exception):
    """Everybody of a group is in the one category a dimension has, so there is nothing to hide it among."""

    def __init__(self, margin: Margin, everybody: int) -> None:
        super().__init__(str(margin))
        self.margin, self.everybody = margin, everybody


@dataclass(frozen=True)
class Posed:
    """A problem, and which cells its groups are."""

    cube: Cube
    margins: tuple[Margin, ...]
    rule: CountRule
    problem: Problem

    def protected(self, withheld: frozenset[int]) -> Protected:
        """Return what is shown when these groups are withheld."""
        cells = self.problem.knowledge.cells
        values: dict[Margin, Mapping[Cell, int | None]] = {}
        for margin in self.margins:
            groups = cells[margin]
            of = ((cell, groups[cell]) for cell in self.cube.cells(margin))
            values[margin] = {cell: None if group in withheld else self._shown(group) for cell, group in of}
        small = frozenset(
            (margin, cell)
            for margin in self.margins
            for cell, group in cells[margin].items()
            if group in self.problem.forced
        )
        asked = {name for margin in self.margins for name in margin.names}
        dimensions = tuple(dimension for dimension in self.cube.dimensions if dimension.name in asked)
        return Protected(self.margins, dimensions, self.rule, values, small)

    def _shown(self, group: int) -> int:
        """Return what stands for a group; one that is too small to be rounded is shown only where it is out already."""
        count = int(self.problem.counts[group]) if group >= 0 else 0
        return count if self.rule.hides(count) else self.rule.shown(count)


def in_order(margins: Iterable[Margin]) -> tuple[Margin, ...]:
    """Return every table once, in an order that does not hang on how they were given."""
    return tuple(sorted(set(margins), key=lambda m: (sorted(m.dimensions), sorted(m.where), m.dimensions, m.where)))


def posed(cube: Cube, margins: tuple[Margin, ...], rule: CountRule, before: Sequence[Released], work: Work) -> Posed:
    """Return the problem of an output beside earlier ones. Raises TooManyGroups, SourceHasChanged, OneCategoryOnly."""
    lowest = min(rule.threshold, *(released.rule.threshold for released in before)) if before else rule.threshold
    own, earlier = in_order(margins), in_order(margin for released in before for margin in released.margins)
    known = knowledge(cube, in_order((*own, *earlier)))
    counts = known.counts()
    cost = _costs(cube, own, known, counts)
    demands: list[Demand] = []
    all_of_them: set[int] = set()
    for margin in in_order((*own, *earlier)):
        for found in all_in_one(cube, known, margin):
            demands.append(_some_elsewhere(known, margin, found, lowest))
            all_of_them.add(known.groups.add(found.everybody))
    demands += of_crossings(known, earlier, own, lowest)
    counts = known.counts()  # of the groups added meanwhile as well
    most = 2 * (int(known.truth.sum()) + rule.threshold) + 10
    known_low, known_high = _known(known, before, most)
    out = {int(group) for group in np.flatnonzero(known_low == known_high) if counts[group] >= lowest}
    gone = {group for released in before for group in _withheld(known, released)} - out
    demands += [of_withheld(group, int(counts[group]), lowest) for group in sorted(gone)]
    hidden = {group for group in cost if rule.hides(int(counts[group]))}
    shown_low, shown_high = known_low.copy(), known_high.copy()
    for group in cost.keys() - out:
        low, high = rule.could_be(rule.shown(int(counts[group])))
        shown_low[group], shown_high[group] = max(low, known_low[group]), min(high, known_high[group])
    problem = Problem(
        known,
        known_low,
        known_high,
        shown_low,
        shown_high,
        cost,
        frozenset(((hidden | all_of_them | gone) & cost.keys()) - out),
        strictest(demands),
        lowest,
        most,
        work,
    )
    return Posed(cube, margins, rule, problem)


def _costs(cube: Cube, margins: tuple[Margin, ...], known: Knowledge, counts: Ints) -> dict[int, float]:
    """Return what it costs to withhold each group of the new output: about one for every cell it stands in."""
    cost: dict[int, float] = {}
    widest = max((len(margin.names) for margin in margins), default=0)
    largest = max(1, cube.total)
    for margin in margins:
        dear = 1 + A_TOTALS_WEIGHT * (widest - len(margin.names))
        for group in known.cells[margin].values():
            if group >= 0:
                cost[group] = cost.get(group, 0.0) + dear + A_COUNTS_WEIGHT * float(counts[group]) / largest
    return cost


def _some_elsewhere(known: Knowledge, margin: Margin, found: AllInOne, threshold: int) -> Demand:
    nobody = known.groups.add(found.nobody)
    if nobody < 0:
        raise OneCategoryOnly(margin, known.groups.add(found.everybody))
    return Demand(nobody, NOTHING, threshold)


def _withheld(known: Knowledge, released: Released) -> Iterator[int]:
    for margin in released.margins:
        yield from (
            known.cells[margin][cell] for cell in released.withheld_of(margin) if known.cells[margin][cell] >= 0
        )


def _known(known: Knowledge, before: Sequence[Released], most: int) -> tuple[Ints, Ints]:
    """Return between which counts each group is, for all that earlier outputs show of it."""
    counts = known.counts()
    low, high = np.zeros(len(counts), dtype=np.int64), np.full(len(counts), most, dtype=np.int64)
    for released in before:
        for margin in released.margins:
            withheld = released.withheld_of(margin)
            for cell, group in known.cells[margin].items():
                if group < 0 or cell in withheld:
                    continue
                count, by = int(counts[group]), released.rule
                if low[group] == high[group] == count:
                    continue  # shown as it was out already
                if 0 < count < by.threshold:
                    raise SourceHasChanged(released, margin, cell)
                least, greatest = (count, count) if by.hides(count) else by.could_be(by.shown(count))
                low[group], high[group] = max(low[group], least), min(high[group], greatest)
    return low, high
