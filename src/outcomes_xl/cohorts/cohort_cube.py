"""Counts of people as a cube that can be protected, and the tables of it that an output shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from outcomes_xl.cohorts.cohort_words import not_known
from outcomes_xl.cohorts.group_definition import Category
from outcomes_xl.cohorts.inner_cells import InnerCells
from outcomes_xl.cohorts.what_to_ask import CohortPlan
from outcomes_xl.cohorts.yes_or_no import SIDES
from outcomes_xl.disclosure.cubes import Cube, Dimension, Margin

_TOGETHER = 2
"""So many columns are crossed in what is shown: a crossing of three leaves groups of a few."""


def cube(cells: InnerCells, plan: CohortPlan) -> Cube:
    """Return the counts by every group and outcome that was asked, now and before."""
    groups = tuple(
        Dimension(name, made.labels, made.column, plan.is_open(number), definition(made.definition, made.categories))
        for number, (name, made) in enumerate(zip(plan.names, cells.groupings, strict=True))
    )
    sides = SIDES if plan.columns.out_of else (*SIDES, not_known())
    outcomes = tuple(
        Dimension(name, sides, column) for name, column in zip(plan.outcome_names, plan.columns.outcomes, strict=True)
    )
    return Cube((*groups, *outcomes), cells.counts)


def definition(about: str, categories: Sequence[Category]) -> str:
    """Return how groups are made, with the edges of each: what another output can be compared with."""
    edges = "; ".join(f"{one.label}: {one.edges}" for one in categories if one.edges)
    return f"{about} {edges}.".strip() if edges else about


def shown_tables(plan: CohortPlan) -> tuple[Margin, ...]:
    """Return the tables an output shows: everybody, each column by itself, and every two of them crossed."""
    own = plan.names[: plan.own]
    chosen = (some for many in range(_TOGETHER + 1) for some in combinations(own, many))
    return tuple(Margin((*some, plan.outcome)) for some in chosen)
