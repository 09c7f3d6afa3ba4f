"""What has to be decided for an output: which cells may be withheld, at what cost, and what must stay possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from outcomes_xl.disclosure.demands import Demand, of_withheld, strictest
from outcomes_xl.disclosure.knowledge import Ints, Knowledge
from outcomes_xl.disclosure.solver_work import Work


class Unsolvable(Exception):
    """A demand that is not met whatever is withheld; or, where it is not ``proved``, was not seen to be met."""

    def __init__(self, demand: Demand, proved: bool = True) -> None:
        super().__init__(str(demand))
        self.demand, self.proved = demand, proved


@dataclass(frozen=True)
class Problem:
    """Every number is by group. ``known`` is what is out already, ``shown`` what somebody knows once a group is shown.

    ``cost`` is of withholding a group of the new output, ``forced`` are those of them withheld in any case.
    """

    knowledge: Knowledge
    known_low: Ints
    known_high: Ints
    shown_low: Ints
    shown_high: Ints
    cost: Mapping[int, float]
    forced: frozenset[int]
    demands: tuple[Demand, ...]
    threshold: int
    most: int
    work: Work

    @cached_property
    def counts(self) -> Ints:
        return self.knowledge.counts()

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The groups there is something to decide about, in order: to withhold what is out already hides nothing."""
        return tuple(
            group
            for group in sorted(self.cost)
            if group not in self.forced
            and (self.shown_low[group], self.shown_high[group]) != (self.known_low[group], self.known_high[group])
        )

    @cached_property
    def rows(self) -> Ints:
        """Every group somebody knows something of, or would."""
        out = (self.known_low > 0) | (self.known_high < self.most)
        return np.array(sorted({*np.flatnonzero(out).tolist(), *self.cost}), dtype=np.int64)

    def bounds(self, withheld: Iterable[int]) -> tuple[Ints, Ints]:
        """Return what is known of every group when these are withheld."""
        gone = np.array(sorted(withheld), dtype=np.int64)
        low, high = self.shown_low.copy(), self.shown_high.copy()
        low[gone], high[gone] = self.known_low[gone], self.known_high[gone]
        return low, high

    def demands_of(self, withheld: Iterable[int]) -> tuple[Demand, ...]:
        """Return every demand when these are withheld.

        Of a large group that stands beside a small one nothing is asked: should it follow from the rest, then showing
        it tells nothing, and it is shown in the end.
        """
        asked = (group for group in withheld if group in self.forced or self.counts[group] < self.threshold)
        return strictest([*self.demands, *(of_withheld(g, int(self.counts[g]), self.threshold) for g in asked)])


class Witnesses:
    """Whole tables of people that would have been shown just so: while there is one for a demand, the demand is met."""

    def __init__(self, problem: Problem, counts: Ints | None = None) -> None:
        self._problem = problem
        self._kept = problem.counts[None, :] if counts is None else counts
        self._many = len(self._kept)

    @property
    def counts(self) -> Ints:
        """The count of every group, a row a table; the true table is the first."""
        return self._kept[: self._many]

    def add(self, table: Ints) -> None:
        if self._many == len(self._kept):
            room = np.empty((max(8, self._many), self._kept.shape[1]), dtype=np.int64)
            self._kept = np.vstack((self._kept, room))
        self._kept[self._many] = self._problem.knowledge.groups.counts(table)
        self._many += 1

    def unmet(self, demands: tuple[Demand, ...], usable: NDArray[np.bool_] | None = None) -> list[Demand]:
        """Return the demands that no table meets, or none of the usable ones."""
        counts = self.counts if usable is None else self.counts[usable]
        group = np.array([demand.group for demand in demands], dtype=np.int64)
        low, high = (np.array([getattr(demand, side) for demand in demands]) for side in ("low", "high"))
        held = counts[:, group]
        met = np.asarray(((held <= low) | (held >= high)).any(axis=0)).tolist()
        return [demand for demand, there in zip(demands, met, strict=True) if not there]

    def of(self, withheld: Iterable[int]) -> Witnesses:
        """Return the tables that would have been shown just so when these are withheld."""
        low, high = self._problem.bounds(withheld)
        rows = self._problem.rows
        held = self.counts[:, rows]
        possible = ((held >= low[rows]) & (held <= high[rows])).all(axis=1)
        return Witnesses(self._problem, self.counts[possible])

    def agree(self, group: int, low: int, high: int) -> NDArray[np.bool_]:
        """Return which tables have a group's count between two numbers."""
        agree: NDArray[np.bool_] = (self.counts[:, group] >= low) & (self.counts[:, group] <= high)
        return agree

    def keep(self, usable: NDArray[np.bool_], most: int = 300) -> None:
        """Let go of all others, and of the oldest when there are many; the true table stays."""
        kept = self.counts[usable]
        self._kept = kept if len(kept) <= most else np.vstack((kept[:1], kept[1 - most :]))
        self._many = len(self._kept)
