"""The attack that an output has to withstand: how far a group's count can go, for all that anybody can work out.

Everything is given in one order, so that the same question gets the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from outcomes_xl.disclosure.demands import NOTHING, Demand
from outcomes_xl.disclosure.knowledge import Groups, Ints
from outcomes_xl.disclosure.solver_work import Work, new_solver

Floats = NDArray[np.float64]
NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a group's count goes in one direction when people may be split, and which groups hold it there.

    ``pull`` says for each group shown how much farther the count would go for each person its upper bound is raised by
    (above 0) or its lower bound is lowered by (below 0).
    """

    value: float
    pull: Floats


class Attack:
    """Tables of people, split ones too, in which every group's count lies between what is known of it."""

    def __init__(self, groups: Groups, rows: Ints, low: Ints, high: Ints, pieces: int, most: int, work: Work) -> None:
        self.groups, self.rows, self._work = groups, rows, work
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
        model.a_matrix_.index_ = np.concatenate(members).astype(np.int32)
        model.a_matrix_.value_ = np.ones(len(model.a_matrix_.index_))
        self._solver = new_solver()
        self._solver.setOptionValue("simplex_strategy", 4)  # primal: the table stays possible, the question changes
        self._solver.passModel(model)

    def farthest(self, group: int, up: bool) -> Bound | None:
        """Return how far a group's count goes up, or down; None when the solver finds no answer."""
        self._ask(group, up)
        if self._work.run(self._solver) != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        count = float(np.array(solution.col_value)[self.groups.members[group]].sum())
        return Bound(count, -np.array(solution.row_dual))

    def short(self, demand: Demand) -> list[tuple[bool, Bound]] | None:
        """Return how far a count goes up, and down where that would do; None when it goes far enough, or nobody knows.

        That it does and still no whole table was found is possible: people can be split here.
        """
        found = []
        for up in (True, False) if demand.low != NOTHING else (True,):
            bound = self.farthest(demand.group, up)
            if bound is None or (bound.value > demand.high - NEARLY if up else bound.value < demand.low + NEARLY):
                return None
            found.append((up, bound))
        return found

    def _ask(self, group: int, up: bool) -> None:
        """Set what the solver makes least of: the group's count, or its opposite."""
        wanted = self.groups.members[group]
        columns = np.union1d(self._costed, wanted).astype(np.int32)
        costs = np.where(np.isin(columns, wanted), -1.0 if up else 1.0, 0.0)
        self._solver.changeColsCost(len(columns), columns, costs)
        self._costed = wanted


def meets(demand: Demand, count: int) -> bool:
    return count <= demand.low or count >= demand.high
