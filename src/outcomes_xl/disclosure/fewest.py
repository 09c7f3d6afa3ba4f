"""The cheapest cells to withhold in a small output: found with cuts, each the proof that too little is withheld.

The way of M. Fischetti and J. J. Salazar (Management Science 47, 2001): a master problem chooses cells, the attack
tries them, and each attack that succeeds says which cells would have stopped it.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import highspy
import numpy as np

from outcomes_xl.disclosure.attack import NEARLY, Attack, Floats
from outcomes_xl.disclosure.demands import Demand
from outcomes_xl.disclosure.nearby import Nearby
from outcomes_xl.disclosure.problem import Problem, Unsolvable, Witnesses
from outcomes_xl.disclosure.repair import Needs, shown_again
from outcomes_xl.disclosure.solver_work import TooMuchWork, new_solver

MOST_FREE = 120
"""Cells to decide about up to which the fewest are looked for."""
MOST_ROUNDS = 25
MOST_NODES = 400
A_CELL_LESS = 0.5
"""How much cheaper the fewest must be to be looked for further: for less, only other cells would be withheld."""
A_FEW_MORE = 4.0


def fewer(
    problem: Problem, good: frozenset[int], needs: Needs, witnesses: Witnesses
) -> tuple[frozenset[int], Witnesses]:
    """Return the cheapest groups to withhold, or ``good``, which does, when nothing cheaper is found soon enough.

    How soon is counted in steps, never in seconds, so that the answer is the same on any machine. ``witnesses`` are of
    ``good``; beside what is to be withheld come tables that would have been shown just so.
    """
    if not good - problem.forced or len(problem.free) > MOST_FREE:
        return good, witnesses
    known = Witnesses(problem, witnesses.counts.copy())
    best, cuts = good, list[_Cut]()
    with suppress(Unsolvable, TooMuchWork):  # a whole table that is there may not be found soon enough
        for _ in range(MOST_ROUNDS):
            chosen = _chosen(problem, cuts)
            if chosen is None or _cost(problem, chosen) > _cost(problem, best - problem.forced) - A_CELL_LESS:
                break
            enough, more = _made_enough(problem, problem.forced | chosen, known)
            if not more:
                best = enough
                break
            cuts += more
            if _cost(problem, enough - problem.forced) < _cost(problem, best - problem.forced) + A_FEW_MORE:
                enough = shown_again(problem, enough, needs, known.of(enough))
                best = min(best, enough, key=lambda groups: (_cost(problem, groups - problem.forced), sorted(groups)))
    return best, known.of(best)


def _made_enough(problem: Problem, withheld: frozenset[int], known: Witnesses) -> tuple[frozenset[int], list[_Cut]]:
    """Return groups that do, grown from some that may not, and every proof on the way that it was not enough yet."""
    cuts: list[_Cut] = []
    while new := _cuts(problem, withheld, known):
        cuts += new
        grown = set(withheld)
        while open_cuts := [cut for cut in new if cut.lacks(grown)]:
            gain = Counter[int]()
            for cut in open_cuts:
                gain.update({group: weight for group, weight in cut.weights.items() if group not in grown})
            if not gain:
                raise Unsolvable(open_cuts[0].demand)
            grown.add(min(gain, key=lambda group: (-gain[group] / problem.cost[group], group)))
        withheld = frozenset(grown)
    return withheld, cuts


def _cost(problem: Problem, groups: frozenset[int]) -> float:
    return sum(problem.cost[group] for group in sorted(groups))


@dataclass(frozen=True, slots=True)
class _Cut:
    """Of these groups enough must be withheld for the weights to come to 1; only ``if_withheld`` is, when named."""

    demand: Demand
    weights: dict[int, float]
    if_withheld: int | None

    def lacks(self, withheld: set[int]) -> bool:
        return sum(weight for group, weight in self.weights.items() if group in withheld) < 1 - NEARLY


def _cuts(problem: Problem, withheld: frozenset[int], all_known: Witnesses) -> list[_Cut]:
    """Return for every demand that is not met which groups would have met it; none when all are.

    Tables that are found on the way come to those known.
    """
    known = problem.knowledge
    attack = Attack(known.groups, problem.rows, *problem.bounds(withheld), len(known.truth), problem.most, problem.work)
    nearby, witnesses = Nearby(problem, withheld), all_known.of(withheld)
    always = problem.forced | {demand.group for demand in problem.demands}
    cuts = []
    for demand in witnesses.unmet(problem.demands_of(withheld)):
        if not witnesses.unmet((demand,)):
            continue
        table = nearby.witness(demand)
        if table is not None:
            witnesses.add(table)
            all_known.add(table)
        else:
            only_if = None if demand.group in always else demand.group
            cuts.append(_Cut(demand, _weights(problem, attack, withheld, demand), only_if))
    return cuts


def _weights(problem: Problem, attack: Attack, withheld: frozenset[int], demand: Demand) -> dict[int, float]:
    shown = [group for group in problem.free if group not in withheld]
    short = attack.short(demand)
    if short is None:  # possible with split people, and not with whole ones: something more has to be withheld
        return dict.fromkeys(shown, 1.0)
    weights: dict[int, float] = {}
    for up, bound in short:
        need = demand.high - bound.value if up else bound.value - demand.low
        pull = dict(zip(attack.rows.tolist(), bound.pull.tolist(), strict=True))
        for group in shown:
            gain = _gain(problem, group, pull[group], need) / need
            if gain > NEARLY:
                weights[group] = max(weights.get(group, 0.0), min(1.0, gain + NEARLY))
    return weights


def _gain(problem: Problem, group: int, pull: float, need: float) -> float:
    """Return how far withholding a group may let the attacked one go, never less than it does."""
    if abs(pull) < NEARLY:
        return 0.0
    wider = problem.known_high[group] - problem.shown_high[group], problem.shown_low[group] - problem.known_low[group]
    return min(need, abs(pull) * float(wider[0] if pull > 0 else wider[1]))


def _chosen(problem: Problem, cuts: list[_Cut]) -> frozenset[int] | None:
    """Return the cheapest groups that satisfy every cut; None when there are none, or not found soon enough."""
    free = problem.free
    at = {group: place for place, group in enumerate(free)}
    solver = new_solver(MOST_NODES)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-7)
    lower = np.zeros(len(free))
    solver.addVars(len(free), lower, lower + 1)
    columns = np.arange(len(free), dtype=np.int32)
    solver.changeColsCost(len(free), columns, np.array([problem.cost[group] for group in free]))
    solver.changeColsIntegrality(len(free), columns, np.full(len(free), 1, dtype=np.uint8))
    for cut in cuts:
        weights: dict[int, float] = {at[group]: weight for group, weight in cut.weights.items()}
        if cut.if_withheld is not None:
            weights[at[cut.if_withheld]] = weights.get(at[cut.if_withheld], 0.0) - 1.0
        index = np.array(sorted(weights), dtype=np.int32)
        value: Floats = np.array([weights[place] for place in index.tolist()])
        solver.addRow(0.0 if cut.if_withheld is not None else 1.0, highspy.kHighsInf, len(index), index, value)
    if problem.work.search(solver) != highspy.HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return frozenset(group for group, value in zip(free, values, strict=True) if value > 0.5)
