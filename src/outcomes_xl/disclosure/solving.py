"""A problem solved: quickly, then with fewer cells where it is small; and tried by an attack from the start."""

from __future__ import annotations

from contextlib import suppress

from outcomes_xl.disclosure.fewest import fewer
from outcomes_xl.disclosure.nearby import Nearby
from outcomes_xl.disclosure.problem import Problem, Unsolvable, Witnesses
from outcomes_xl.disclosure.repair import Needs, shown_again, withheld_in_turn
from outcomes_xl.disclosure.solver_work import TooMuchWork

FOR_SHOWING_AGAIN, FOR_THE_FEWEST = 0.6, 0.2
"""The share of the work left that each may take; what it does not come to, stays withheld."""


def solved(problem: Problem) -> frozenset[int]:
    """Return the groups to withhold.

    Raises Unsolvable with a demand that is not met whatever is withheld, and TooMuchWork. Where there is only so much
    left to do, a few more are withheld than must be.
    """
    needs: Needs = {}
    witnesses, work = Witnesses(problem), problem.work
    withheld = withheld_in_turn(problem, needs, witnesses)
    with suppress(TooMuchWork, Unsolvable), work.at_most(FOR_SHOWING_AGAIN):
        withheld = shown_again(problem, withheld, needs, witnesses)
        with work.at_most(FOR_THE_FEWEST):
            best, tables = fewer(problem, withheld, needs, witnesses)
        if best != withheld:
            withheld, witnesses = shown_again(problem, best, needs, tables), tables
    audited(problem, withheld, witnesses)
    return withheld


def audited(problem: Problem, withheld: frozenset[int], witnesses: Witnesses) -> None:
    """Raise Unsolvable unless every demand has a whole table of people that would have been shown just so."""
    witnesses = witnesses.of(withheld)
    unmet = witnesses.unmet(problem.demands_of(withheld))
    nearby = Nearby(problem, withheld) if unmet else None
    for demand in unmet:
        if nearby and witnesses.unmet((demand,)):
            table = nearby.witness(demand)
            if table is None:
                raise Unsolvable(demand, nearby.proved)
            witnesses.add(table)
