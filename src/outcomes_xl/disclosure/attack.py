"""The attack that an output has to withstand: how far a group's count can go, for all that anybody can work out.

HiGHS with its output off, on one thread, with a seed, given everything in one order: the same question gets the same
answer. Every answer that counts is a whole table of people, checked in whole numbers, so nothing rests on rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from outcomes_xl.disclosure.demands import NOTHING, Demand
from outcomes_xl.disclosure.knowledge import Groups, Ints

Floats = NDArray[np.float64]
MOST_NODES = 500
"""Branchings of a search for one whole table; beyond, it counts as not found, and more is withheld."""


class _Silent(highspy.Highs):
    """HiGHS that prints nothing: it says its name as callbacks are set up, before its output could be turned off."""

    def enableCallbacks(self) -> None:  # noqa: N802, highspy's own name
        self.silent()


def new_solver() -> Any:
    """Return HiGHS, silent and on one thread."""
    solver = _Silent()
    for name, value in {
        "threads": 1,
        "parallel": "off",
        "random_seed": 1,
        "mip_max_nodes": MOST_NODES,
    }.items():
        solver.setOptionValue(name, value)
    return solver


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a group's count goes in one direction when people may be split, and which groups hold it there.

    ``pull`` says for each group shown how much farther the count would go for each person its upper bound is raised by
    (above 0) or its lower bound is lowered by (below 0).
    """

    value: float
    point: Floats
    pull: Floats


class Attack:
    """Tables of people in which every group shown has the count it is shown with. Bounds can be changed."""

    def __init__(self, groups: Groups, rows: Ints, low: Ints, high: Ints, pieces: int, most: int) -> None:
        self.groups, self.rows, self.most = groups, rows, most
        self.low, self.high = low.copy(), high.copy()
        self._row = {int(group): place for place, group in enumerate(rows)}
        self._solver = new_solver()
        self._pieces = pieces
        self._costed: Ints = np.zeros(0, dtype=np.int64)
        members = [groups.members[group] for group in rows]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = pieces, len(rows)
        model.col_cost_ = np.zeros(pieces)
        model.col_lower_, model.col_upper_ = np.zeros(pieces), np.full(pieces, float(most))
        model.row_lower_ = low[rows].astype(float)
        model.row_upper_ = high[rows].astype(float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum([len(m) for m in members]))).astype(np.int32)
        model.a_matrix_.index_ = np.concatenate(members).astype(np.int32) if members else np.zeros(0, dtype=np.int32)
        model.a_matrix_.value_ = np.ones(len(model.a_matrix_.index_))
        self._solver.passModel(model)
        self._solver.setOptionValue("simplex_strategy", 4)  # primal: the table stays possible, the question changes

    def bound(self, group: int, low: int, high: int) -> None:
        """Say what is known of a group that has a row."""
        self.low[group], self.high[group] = low, high
        self._solver.changeRowBounds(self._row[group], float(low), float(high))

    def farthest(self, group: int, up: bool) -> Bound | None:
        """Return how far a group's count goes up, or down; None when the solver finds no answer."""
        self._ask(group, up)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        point = np.array(solution.col_value)
        return Bound(float(point[self.groups.members[group]].sum()), point, -np.array(solution.row_dual))

    def whole(self, demand: Demand, point: Floats) -> Ints | None:
        """Return a whole table of people that meets a demand, from a table with split ones if that is near enough."""
        table = np.rint(point).astype(np.int64)
        if self.possible(table) and meets(demand, int(table[self.groups.members[demand.group]].sum())):
            return table
        return self._searched(demand)

    def possible(self, table: Ints) -> bool:
        """Whether a whole table of people would have been shown just so."""
        if (table < 0).any():
            return False
        counts = self.groups.counts(table)[self.rows]
        return bool(((counts >= self.low[self.rows]) & (counts <= self.high[self.rows])).all())

    def witness(self, demand: Demand) -> tuple[Ints | None, list[tuple[bool, Bound]]]:
        """Return a whole table that meets a demand, or None with how far each direction went that did not."""
        short: list[tuple[bool, Bound]] = []
        for up in (True, False):
            if not up and demand.low == NOTHING:
                continue
            bound = self.farthest(demand.group, up)
            if bound is None:
                continue
            if bound.value >= demand.high - 1e-6 if up else bound.value <= demand.low + 1e-6:
                table = self.whole(demand, bound.point)
                if table is not None:
                    return table, []
            else:
                short.append((up, bound))
        return None, short

    def _ask(self, group: int, up: bool) -> None:
        """Set what the solver makes least of: the group's count, or its opposite."""
        wanted = self.groups.members[group]
        columns = np.union1d(self._costed, wanted).astype(np.int32)
        costs = np.where(np.isin(columns, wanted), -1.0 if up else 1.0, 0.0)
        self._solver.changeColsCost(len(columns), columns, costs)
        self._costed = wanted

    def _searched(self, demand: Demand) -> Ints | None:
        solver, columns = self._solver, np.arange(self._pieces, dtype=np.int32)
        basis = solver.getBasis()
        solver.changeColsIntegrality(self._pieces, columns, np.full(self._pieces, 1, dtype=np.uint8))
        found = None
        for up in (True, False):
            if found is None and (up or demand.low != NOTHING):
                self._ask(demand.group, up)
                solver.run()
                table = np.rint(np.array(solver.getSolution().col_value or [-1.0])).astype(np.int64)
                if len(table) == self._pieces and self.possible(table):
                    count = int(table[self.groups.members[demand.group]].sum())
                    found = table if meets(demand, count) else None
        solver.changeColsIntegrality(self._pieces, columns, np.zeros(self._pieces, dtype=np.uint8))
        solver.setBasis(basis)
        return found


def meets(demand: Demand, count: int) -> bool:
    return count <= demand.low or count >= demand.high
