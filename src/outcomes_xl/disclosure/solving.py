"""A problem solved: quickly, then with fewer cells where it is small; and tried by an attack from the start."""

from __future__ import annotations

from outcomes_xl.disclosure.fewest import fewer
from outcomes_xl.disclosure.problem import Problem, Unsolvable, Witnesses
from outcomes_xl.disclosure.repair import shown_again, withheld_in_turn


def solved(problem: Problem) -> frozenset[int]:
    """Return the groups to withhold. Raises Unsolvable with a demand that is not met whatever is withheld."""
    good = shown_again(problem, withheld_in_turn(problem))
    best = fewer(problem, good)
    withheld = good if best == good else shown_again(problem, best)
    audited(problem, withheld)
    return withheld


def audited(problem: Problem, withheld: frozenset[int]) -> None:
    """Raise Unsolvable unless every demand has a whole table of people that would have been shown just so."""
    attack, witnesses = problem.attack(withheld), Witnesses(problem)
    for demand in witnesses.unmet(problem.demands_of(withheld)):
        if witnesses.unmet((demand,)):
            table, _ = attack.witness(demand)
            if table is None:
                raise Unsolvable(demand)
            witnesses.add(table)
