"""An attack on what may be shown: with every number and none of our code, nobody is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from outcomes_xl.disclosure.cubes import Cube, Margin, with_totals
from outcomes_xl.disclosure.outputs import Population, Protected, Released, Rule
from outcomes_xl.disclosure.protect import protect
from tests.disclosure.attacker import Attacker, Found
from tests.disclosure.made_up import (
    ASKED,
    LATER,
    NEVER,
    SUMMER,
    YOUNG,
    as_seen,
    counted,
    groups_of,
    made_up_cube,
    pupils,
    questions,
)

SUPPRESSED, ROUNDED = Rule(method="suppress"), Rule()
SHAPES = ((4,), (3, 2), (3, 4), (5, 4), (2, 2, 2), (2, 3), (6, 5), (4, 4), (3, 2, 2), (7,), (2, 6))


def crossed(cube: Cube) -> tuple[Margin, ...]:
    return with_totals(*(dimension.name for dimension in cube.dimensions))


def attacked(cube: Cube, *outputs: Protected, whole: bool = False) -> list[Found]:
    private = [dimension.name for dimension in cube.dimensions if not dimension.open]
    seen = [one for output in outputs for one in as_seen(output)]
    return Attacker(questions(cube), seen, whole=whole).found(private=private)


def only_small_ones_withheld(protected: Protected, cube: Cube) -> Protected:
    """The same output with its second step taken back: what stands beside a small cell is shown."""
    values = {
        margin: {
            cell: None if protected.rule.hides(true) else protected.rule.shown(true)
            for cell, true in cube.table(margin).items()
        }
        for margin in protected.margins
    }
    return replace(protected, values=values)


@pytest.mark.parametrize("rule", [SUPPRESSED, ROUNDED], ids=["suppressed", "rounded"])
def test_nobody_is_found_in_any_of_three_hundred_tables(rule: Rule) -> None:
    alive = 0
    for seed in range(160):
        shape = SHAPES[seed % len(SHAPES)]
        cube = made_up_cube(seed, *shape, most=(20, 60, 200)[seed % 3], outcome=seed % 2)
        protected = protect(cube, crossed(cube), rule)
        assert attacked(cube, protected, whole=len(shape) > 2) == [], seed
        if seed < 40:
            alive += bool(attacked(cube, only_small_ones_withheld(protected, cube)))
    assert alive >= (30 if rule is SUPPRESSED else 5)


OUTPUTS: dict[str, tuple[tuple[Margin, ...], Rule]] = {
    "SEN by reached": (with_totals("sen", "reached"), SUPPRESSED),
    "free meals by reached": (with_totals("fsm", "reached"), SUPPRESSED),
    "SEN by free meals by reached": (with_totals("sen", "fsm", "reached"), ROUNDED),
    "wards": (with_totals("ward", "reached"), ROUNDED),
    "wards by SEN": (with_totals("ward", "sen"), SUPPRESSED),
    "younger bands": (with_totals(YOUNG.name, "ward"), SUPPRESSED),
    "later bands": (with_totals(LATER.name, "ward"), SUPPRESSED),
    "season": (with_totals("season", "sen"), SUPPRESSED),
    "summer-born": (with_totals(SUMMER.name, "sen"), SUPPRESSED),
    "who does not reach it": (with_totals("ward", where=(("reached", "no"),)), SUPPRESSED),
}
PEOPLE = Population("made-up pupils", "2026")


def released_one_after_the_other(cube: Cube, register: bool) -> Iterator[tuple[str, str, Protected, Protected]]:
    first = {name: protect(cube, margins, rule) for name, (margins, rule) in OUTPUTS.items()}
    for one, other in permutations(OUTPUTS, 2):
        margins, rule = OUTPUTS[other]
        before: tuple[Released, ...] = (first[one].released(PEOPLE, "2026-11-29", one),) if register else ()
        yield one, other, first[one], protect(cube, margins, rule, before)


@pytest.mark.parametrize("many", [90, 400])
def test_nobody_is_found_by_laying_any_two_outputs_side_by_side(many: int) -> None:
    cube = counted(pupils(many, many), ASKED)
    for one, other, first, second in released_one_after_the_other(cube, register=True):
        assert found_beside(first, second) == [], (one, other)


def test_without_the_register_somebody_is_found() -> None:
    cube = counted(pupils(90, 90), ASKED)
    found = [
        (one, other)
        for one, other, first, second in released_one_after_the_other(cube, register=False)
        if found_beside(first, second)
    ]
    assert len(found) >= 10


def found_beside(first: Protected, second: Protected) -> list[Found]:
    dimensions = {dimension.name: dimension for dimension in (*first.dimensions, *second.dimensions)}
    between = groups_of(*dimensions.values()) if {d.column for d in dimensions.values()} & {"age", "born"} else []
    attacker = Attacker(
        {name: dimension.categories for name, dimension in dimensions.items()},
        [*as_seen(first), *as_seen(second)],
        impossible=[group for group in NEVER if {name for name, _ in group} <= dimensions.keys()],
    )
    return attacker.found(between, [name for name, dimension in dimensions.items() if not dimension.open])
