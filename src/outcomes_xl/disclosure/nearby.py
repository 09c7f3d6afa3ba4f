"""Whole tables of people near the true one that would have been shown just so, and in which a demand is met.

Near, because people moved along the shortest way come out whole; and from one demand to the next only bounds change, so
that the solver goes on from where it was.
"""

from __future__ import annotations

import highspy
import numpy as np

from outcomes_xl.disclosure.attack import meets, new_solver
from outcomes_xl.disclosure.demands import NOTHING, Demand
from outcomes_xl.disclosure.knowledge import Ints
from outcomes_xl.disclosure.problem import Problem


class Nearby:
    """The tables that agree with what is shown when some groups are withheld; which ones can be changed."""

    def __init__(self, problem: Problem, withheld: frozenset[int] | set[int]) -> None:
        self._problem = problem
        self._truth, self._groups = problem.knowledge.truth, problem.knowledge.groups
        self.low, self.high = problem.bounds(withheld)
        demanded = {demand.group for demand in problem.demands}
        self._rows = np.array(sorted({*problem.rows.tolist(), *demanded}), dtype=np.int64)
        self._row = {int(group): place for place, group in enumerate(self._rows)}
        self._solver = new_solver()
        self._solver.passModel(self._model())

    def withhold(self, group: int) -> None:
        self._bound(group, int(self._problem.known_low[group]), int(self._problem.known_high[group]))

    def show(self, group: int) -> None:
        self._bound(group, int(self._problem.shown_low[group]), int(self._problem.shown_high[group]))

    def witness(self, demand: Demand) -> Ints | None:
        """Return a whole table that meets a demand, None when there is none, or none was found soon enough."""
        group = demand.group
        for low, high in ((demand.high, self._problem.most), (0, demand.low)):
            least, greatest = max(low, int(self.low[group])), min(high, int(self.high[group]))
            if (demand.low == NOTHING and low == 0) or least > greatest:
                continue
            self._set(group, least, greatest)
            table = self._table(demand)
            self._set(group, int(self.low[group]), int(self.high[group]))
            if table is not None:
                return table
        return None

    def possible(self, table: Ints) -> bool:
        """Whether a whole table of people would have been shown just so."""
        counts = self._groups.counts(table)[self._rows]
        within = (counts >= self.low[self._rows]) & (counts <= self.high[self._rows])
        return bool(within.all()) and not (table < 0).any()

    def _table(self, demand: Demand) -> Ints | None:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return self._checked(demand) if self._is_whole() else self._searched(demand)

    def _is_whole(self) -> bool:
        values = np.array(self._solver.getSolution().col_value)
        return bool((np.abs(values - np.rint(values)) < 1e-6).all())

    def _checked(self, demand: Demand) -> Ints | None:
        moved = np.rint(np.array(self._solver.getSolution().col_value)).astype(np.int64)
        if len(moved) != 2 * len(self._truth):
            return None
        table = self._truth + moved[: len(self._truth)] - moved[len(self._truth) :]
        met = meets(demand, int(table[self._groups.members[demand.group]].sum()))
        return table if met and self.possible(table) else None

    def _searched(self, demand: Demand) -> Ints | None:
        solver, many = self._solver, 2 * len(self._truth)
        columns, basis = np.arange(many, dtype=np.int32), self._solver.getBasis()
        solver.changeColsIntegrality(many, columns, np.full(many, 1, dtype=np.uint8))
        solver.run()
        table = self._checked(demand)
        solver.changeColsIntegrality(many, columns, np.zeros(many, dtype=np.uint8))
        solver.setBasis(basis)
        return table

    def _bound(self, group: int, low: int, high: int) -> None:
        self.low[group], self.high[group] = low, high
        self._set(group, low, high)

    def _set(self, group: int, low: int, high: int) -> None:
        true = int(self._problem.counts[group])
        self._solver.changeRowBounds(self._row[group], float(low - true), float(high - true))

    def _model(self) -> highspy.HighsLp:
        pieces, true = len(self._truth), self._problem.counts[self._rows]
        members = [self._groups.members[group] for group in self._rows]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * pieces, len(self._rows)
        model.col_cost_ = np.ones(2 * pieces)
        model.col_lower_ = np.zeros(2 * pieces)
        model.col_upper_ = np.concatenate((np.full(pieces, float(self._problem.most)), self._truth.astype(float)))
        model.row_lower_ = (self.low[self._rows] - true).astype(float)
        model.row_upper_ = (self.high[self._rows] - true).astype(float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum([2 * len(m) for m in members]))).astype(np.int32)
        index = [part for m in members for part in (m, m + pieces)]
        signs = [part for m in members for part in (np.ones(len(m)), -np.ones(len(m)))]
        model.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate(signs)
        return model
