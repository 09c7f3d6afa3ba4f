"""Cells withheld one demand after the other, each at least cost given those before; then shown again where they may be.

This is quick for tables of any size and seldom a cell away from the fewest; `fewest.py` looks further in small ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import highspy
import numpy as np

from outcomes_xl.disclosure.demands import NOTHING, Demand
from outcomes_xl.disclosure.nearby import SEED, Nearby
from outcomes_xl.disclosure.problem import Problem, Unsolvable, Witnesses
from outcomes_xl.disclosure.solver_work import TooMuchWork, new_solver

MOST_ASKED = 700
"""How many tables are looked for to show cells again; in large outputs some that could be shown stay withheld then."""
Needs = dict[int, Demand]
"""For a withheld group, a demand that was not met without it: the first to ask when it is tried again."""
MANY = 150
"""So many demands are asked for all at once before one by one."""
SHARES = (0.5, 0.5, 0.5, 0.3, 0.3, 0.3, 0.1, 0.1)
"""How many of them are wanted of a table, turn by turn."""
MOST_STEPS = 4
"""How often more is withheld for one demand before everything that can be is."""


def withheld_in_turn(problem: Problem, needs: Needs, witnesses: Witnesses) -> frozenset[int]:
    """Return groups to withhold, the forced ones included, with which every demand is met; raises Unsolvable.

    ``witnesses`` are in the end the tables that show it.
    """
    withheld = set(problem.forced)
    nearby, mend = Nearby(problem, withheld), _Mending(problem)
    _met_at_once(problem.demands_of(withheld), nearby, witnesses)
    while True:
        unmet = witnesses.unmet(problem.demands_of(withheld))
        if not unmet:
            return frozenset(withheld)
        for demand in unmet:
            if not witnesses.unmet((demand,)):
                continue
            for step in range(MOST_STEPS + 2):
                table = nearby.witness(demand)
                if table is not None:
                    witnesses.add(table)
                    break
                more = mend.cheapest(demand, step) if step < MOST_STEPS else set(problem.free)
                for group in sorted(more - withheld):
                    needs[group] = demand
                    withheld.add(group)
                    mend.withhold(group)
                    nearby.withhold(group)
            else:
                raise Unsolvable(demand, nearby.proved)


def _met_at_once(demands: Sequence[Demand], nearby: Nearby, witnesses: Witnesses) -> None:
    """Find tables in which hundreds of demands are met at once, where there are so many: quicker than one by one."""
    dice = np.random.default_rng(SEED)
    for share in SHARES:
        unmet = witnesses.unmet(tuple(demands))
        if len(unmet) < MANY:
            return
        wanted = (dice.random(len(unmet)) < share).astype(float)
        table = nearby.far(unmet, wanted)
        if table is not None:
            witnesses.add(table)


def shown_again(problem: Problem, withheld: frozenset[int], needs: Needs, witnesses: Witnesses) -> frozenset[int]:
    """Return what is left when each group without which every demand is met as well is shown again, dearest first.

    ``witnesses`` are tables that would have been shown just so, in the end those that show that what is left will do.
    Raises Unsolvable and TooMuchWork where that much is not known of what is withheld; later some more stay withheld.
    """
    left = set(withheld)
    nearby = Nearby(problem, left)
    candidates = [group for group in problem.free if group in left]
    for demand in witnesses.unmet(problem.demands_of(left)):
        if witnesses.unmet((demand,)):
            table = nearby.witness(demand)
            if table is None:
                raise Unsolvable(demand, nearby.proved)
            witnesses.add(table)
    waiting = sorted(candidates, key=lambda group: (problem.cost[group], problem.counts[group], -group))
    with suppress(TooMuchWork):
        while waiting and nearby.asked <= MOST_ASKED:
            group = waiting.pop()
            nearby.show(group)
            if _still_met(problem, left - {group}, nearby, witnesses, group, needs):
                left.remove(group)
                witnesses.keep(witnesses.agree(group, int(nearby.low[group]), int(nearby.high[group])))
            else:
                nearby.withhold(group)
        for group in reversed(waiting):
            if _follows(problem, group, nearby, witnesses):
                left.remove(group)
    return frozenset(left)


def _follows(problem: Problem, group: int, nearby: Nearby, witnesses: Witnesses) -> bool:
    """Whether a large group's count can be worked out from all that is shown: to withhold it hides nothing."""
    count = int(problem.counts[group])
    another = Demand(group, count - 1, count + 1)
    if count < problem.threshold or not witnesses.unmet((another,)):
        return False
    table = nearby.witness(another)
    if table is not None:
        witnesses.add(table)
    return table is None and nearby.proved


def _still_met(
    problem: Problem, left: set[int], nearby: Nearby, witnesses: Witnesses, shown: int, needs: Needs
) -> bool:
    """Whether every demand is met with one group shown more; the one it was withheld for is asked first."""
    while True:
        usable = witnesses.agree(shown, int(nearby.low[shown]), int(nearby.high[shown]))
        unmet = witnesses.unmet(problem.demands_of(left), usable)
        if not unmet:
            return True
        demand = needs[shown] if needs.get(shown) in unmet else unmet[0]
        table = nearby.witness(demand)
        if table is None:
            needs[shown] = demand
            return False
        witnesses.add(table)


class _Mending:
    """The cheapest way to meet one demand: people moved so that shown groups change least, at the cost of each."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._groups, self._rows = problem.knowledge.groups, problem.rows
        self._row = {int(group): place for place, group in enumerate(problem.rows)}
        self._free = problem.free
        self._slack = {group: len(problem.knowledge.truth) + 2 * place for place, group in enumerate(problem.free)}
        self._solver = new_solver()
        self._solver.passModel(self._model())

    def withhold(self, group: int) -> None:
        """Let a group's count be whatever it may: it costs nothing any more."""
        problem, slack = self._problem, self._slack[group]
        low, high = float(problem.known_low[group]), float(problem.known_high[group])
        self._solver.changeRowBounds(self._row[group], low, high)
        self._solver.changeColsCost(2, np.array([slack, slack + 1], dtype=np.int32), np.zeros(2))
        self._solver.changeColsBounds(2, np.array([slack, slack + 1], dtype=np.int32), np.zeros(2), np.zeros(2))

    def cheapest(self, demand: Demand, step: int) -> set[int]:
        """Return the shown groups that have to give way; ``step`` asks for so many people more than the demand does."""
        best: tuple[float, set[int]] | None = None
        for low, high in ((demand.high + step, self._problem.most), (0, demand.low - step)):
            if low == 0 and (demand.low == NOTHING or high < 0):
                continue
            found = self._solved(demand.group, low, high)
            if found and (best is None or found[0] < best[0]):
                best = found
        return best[1] if best else set()

    def _solved(self, group: int, low: int, high: int) -> tuple[float, set[int]] | None:
        solver, members = self._solver, self._groups.members[group].astype(np.int32)
        solver.addRow(float(low), float(high), len(members), members, np.ones(len(members)))
        status = self._problem.work.run(solver)
        found = None
        if status == highspy.HighsModelStatus.kOptimal:
            values = np.array(solver.getSolution().col_value)
            moved = {group for group, at in self._slack.items() if values[at] + values[at + 1] > 1e-7}
            found = sum(self._problem.cost[group] for group in moved), moved
        solver.deleteRows(1, np.array([len(self._rows)], dtype=np.int32))
        return found

    def _model(self) -> Any:
        problem, pieces = self._problem, len(self._problem.knowledge.truth)
        columns = pieces + 2 * len(self._free)
        low, high = problem.bounds(problem.forced)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, len(self._rows)
        cost = np.zeros(columns)
        lower, upper = np.zeros(columns), np.full(columns, float(problem.most))
        for group, slack in self._slack.items():
            cost[slack : slack + 2] = problem.cost[group]
            upper[slack + 1] = float(low[group])
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
        model.row_lower_, model.row_upper_ = low[self._rows].astype(float), high[self._rows].astype(float)
        index: list[Any] = []
        value: list[Any] = []
        starts = [0]
        for group in self._rows.tolist():
            members = self._groups.members[group]
            over = [] if group not in self._slack else [self._slack[group], self._slack[group] + 1]
            index += [members, over]
            value += [np.ones(len(members)), [-1.0, 1.0][: len(over)]]
            starts.append(starts[-1] + len(members) + len(over))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate(value).astype(float)
        return model
