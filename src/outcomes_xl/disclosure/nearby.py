"""Whole tables of people near the true one that would have been shown just so, and in which a demand is met.

Near, because people moved along the shortest way come out whole; and from one demand to the next only bounds change, so
that the solver goes on from where it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from outcomes_xl.disclosure.attack import Floats, meets
from outcomes_xl.disclosure.demands import NOTHING, Demand
from outcomes_xl.disclosure.knowledge import Ints
from outcomes_xl.disclosure.problem import Problem
from outcomes_xl.disclosure.solver_work import new_solver

OTHER_WAYS = 3
"""How many other shortest ways are tried before a search for whole tables: most often one of them is whole."""
MOST_NODES = 500
"""Branchings of a search for one whole table; beyond, it counts as not found, and more is withheld."""
SEED = 1
MOST_LEFT = 8
"""How often pieces are left as they are before a table far from the true one is given up."""
A_LITTLE = 1e-3
"""What each person costs who moves where groups go far: nobody moves to and fro."""
NEARLY = 1e-9
_NONE_THERE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Nearby:
    """The tables that agree with what is shown when some groups are withheld; which ones can be changed."""

    def __init__(self, problem: Problem, withheld: frozenset[int] | set[int]) -> None:
        self._problem = problem
        self._truth, self._groups = problem.knowledge.truth, problem.knowledge.groups
        self.low, self.high = problem.bounds(withheld)
        demanded = {demand.group for demand in problem.demands}
        self._rows = np.array(sorted({*problem.rows.tolist(), *demanded}), dtype=np.int64)
        self._row = {int(group): place for place, group in enumerate(self._rows)}
        self._nobody = np.zeros(len(self._truth), dtype=np.int64)
        for group in self._rows[self.high[self._rows] == 0]:
            self._nobody[self._groups.members[group]] += 1
        come = np.where(self._nobody > 0, 0.0, float(problem.most))
        self._upper = np.concatenate((come, self._truth.astype(float)))
        self._columns = np.arange(len(self._upper), dtype=np.int32)
        dice = np.random.default_rng(SEED)
        self._other_costs = [1 + dice.random(len(self._upper)) for _ in range(OTHER_WAYS)]
        self.asked = 0
        self._last: Floats = np.zeros(len(self._truth))
        self.proved = True
        self._solver = new_solver(MOST_NODES)
        self._solver.setOptionValue("mip_max_improving_sols", 1)
        self._solver.passModel(self._model())

    def withhold(self, group: int) -> None:
        self._bound(group, int(self._problem.known_low[group]), int(self._problem.known_high[group]))

    def show(self, group: int) -> None:
        self._bound(group, int(self._problem.shown_low[group]), int(self._problem.shown_high[group]))

    def witness(self, demand: Demand) -> Ints | None:
        """Return a whole table that meets a demand, None when there is none, or none was found soon enough.

        ``proved`` says of the last None that there is none.
        """
        self.asked += 1
        self.proved = True
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

    def far(self, demands: Sequence[Demand], wanted: NDArray[np.float64]) -> Ints | None:
        """Return a whole table in which many groups at once go far; None when it came out in halves.

        ``wanted`` says how much of each demand: it may be met in the table, and others beside it, or not. Pieces whose
        people come out in halves are left as they are, and the others moved anew.
        """
        pieces = len(self._truth)
        pull = np.zeros(pieces)
        for demand, much in zip(demands, wanted.tolist(), strict=True):
            members = self._groups.members[demand.group]
            pull[members] += (-much if demand.low == NOTHING else much) / len(members)
        self._solver.changeColsCost(2 * pieces, self._columns, np.concatenate((pull, -pull)) + A_LITTLE)
        upper, table = self._upper.copy(), None
        for _ in range(MOST_LEFT):
            moved = self._moved()
            if moved is None:
                break
            halves = np.flatnonzero(np.abs(moved - np.rint(moved)) > 1e-5)
            if not len(halves):
                table = self._truth + np.rint(moved).astype(np.int64)
                break
            upper[np.concatenate((halves, halves + pieces))] = 0.0
            self._solver.changeColsBounds(2 * pieces, self._columns, np.zeros(2 * pieces), upper)
        self._solver.changeColsBounds(2 * pieces, self._columns, np.zeros(2 * pieces), self._upper)
        self._solver.changeColsCost(2 * pieces, self._columns, np.ones(2 * pieces))
        return table if table is not None and self.possible(table) else None

    def possible(self, table: Ints) -> bool:
        """Whether a whole table of people would have been shown just so."""
        counts = self._groups.counts(table)[self._rows]
        within = (counts >= self.low[self._rows]) & (counts <= self.high[self._rows])
        return bool(within.all()) and not (table < 0).any()

    def _table(self, demand: Demand) -> Ints | None:
        """Return a whole table, by the cheapest of the ways there are that leads to one."""
        if self._moved() is None:
            return None
        if (table := self._straight(demand)) is not None:
            return table
        many = len(self._columns)
        for costs in self._other_costs:
            self._solver.changeColsCost(many, self._columns, costs)
            table = self._straight(demand) if self._moved() is not None else None
            if table is not None:
                break
        self._solver.changeColsCost(many, self._columns, np.ones(many))
        if table is None:
            moved = self._moved()
            table = self._searched(demand, moved) if moved is not None else None
        return table if table is not None else self._searched(demand, None)

    def _straight(self, demand: Demand) -> Ints | None:
        """Return the table the last moves lead to; people split in halves are whole when all go twice as far."""
        moved = self._last
        for times in (1, 2, 3):
            table = self._checked(demand, moved * times)
            if table is not None:
                return table
        return None

    def _moved(self) -> Floats | None:
        """Return how many move into each piece, split ones too; None when the demand cannot be met even so."""
        status = self._problem.work.run(self._solver)
        if status != highspy.HighsModelStatus.kOptimal:
            self.proved &= status in _NONE_THERE
            return None
        values = np.array(self._solver.getSolution().col_value)
        self._last = values[: len(self._truth)] - values[len(self._truth) :]
        return self._last

    def _checked(self, demand: Demand, moved: Floats) -> Ints | None:
        """Return the table these moves lead to, if they are whole, it is possible and it meets the demand."""
        whole = np.rint(moved)
        if np.abs(whole - moved).max() > 1e-5:
            return None
        table = self._truth + whole.astype(np.int64)
        met = meets(demand, int(table[self._groups.members[demand.group]].sum()))
        return table if met and self.possible(table) else None

    def _searched(self, demand: Demand, moved: Floats | None) -> Ints | None:
        """Return the first whole table that branching comes to, among all or where only the pieces move that did."""
        solver, columns, many = self._solver, self._columns, len(self._columns)
        basis = solver.getBasis()
        if moved is not None:
            still = np.tile(np.abs(moved) < NEARLY, 2)
            solver.changeColsBounds(many, columns, np.zeros(many), np.where(still, 0.0, self._upper))
        solver.changeColsIntegrality(many, columns, np.full(many, 1, dtype=np.uint8))
        status = self._problem.work.search(solver)
        self.proved &= moved is not None or status in _NONE_THERE
        values = np.rint(np.array(solver.getSolution().col_value))
        found = self._checked(demand, values[: many // 2] - values[many // 2 :]) if len(values) == many else None
        solver.changeColsIntegrality(many, columns, np.zeros(many, dtype=np.uint8))
        solver.changeColsBounds(many, columns, np.zeros(many), self._upper)
        solver.setBasis(basis)
        return found

    def _bound(self, group: int, low: int, high: int) -> None:
        if nobody := int(high == 0) - int(self.high[group] == 0):
            self._close(self._groups.members[group], nobody)
        self.low[group], self.high[group] = low, high
        self._set(group, low, high)

    def _close(self, pieces: Ints, more: int) -> None:
        """Have nobody come to pieces of a group in which nobody is known to be: the solver need not look at them."""
        self._nobody[pieces] += more
        self._upper[pieces] = np.where(self._nobody[pieces] > 0, 0.0, float(self._problem.most))
        columns = pieces.astype(np.int32)
        self._solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), self._upper[pieces])

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
        model.col_upper_ = self._upper
        model.row_lower_ = (self.low[self._rows] - true).astype(float)
        model.row_upper_ = (self.high[self._rows] - true).astype(float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum([2 * len(m) for m in members]))).astype(np.int32)
        index = [part for m in members for part in (m, m + pieces)]
        signs = [part for m in members for part in (np.ones(len(m)), -np.ones(len(m)))]
        model.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate(signs)
        return model
