"""A problem solved: quickly, then with fewer cells where it is small; and tried by an attack from the start."""

from __future__ import annotations

from outcomes_xl.disclosure.fewest import fewer
from outcomes_xl.disclosure.nearby import Nearby
from outcomes_xl.disclosure.problem import Problem, Unsolvable, Witnesses
from outcomes_xl.disclosure.repair import Needs, shown_again, withheld_in_turn


def solved(problem: Problem) -> frozenset[int]:
    """Return the groups to withhold. Raises Unsolvable with a demand that is not met whatever is withheld."""
    needs: Needs = {}
    good = shown_again(problem, withheld_in_turn(problem, needs), needs)
    best = fewer(problem, good, needs)
    withheld = good if best == good else shown_again(problem, best, needs)
    audited(problem, withheld)
    return withheld


def audited(problem: Problem, withheld: frozenset[int]) -> None:
    """Raise Unsolvable unless every demand has a whole table of people that would have been shown just so."""
    nearby, witnesses = Nearby(problem, withheld), Witnesses(problem)
    for demand in witnesses.unmet(problem.demands_of(withheld)):
        if witnesses.unmet((demand,)):
            table = nearby.witness(demand)
            if table is None:
                raise Unsolvable(demand)
            witnesses.add(table)
