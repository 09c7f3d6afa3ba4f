"""An attack on what may be shown: with every number and none of our code, nobody is found."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from outcomes_xl.disclosure.cubes import Cube, Margin, with_totals
from outcomes_xl.disclosure.outputs import CountRule, Population, Protected, Released
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

SUPPRESSED, ROUNDED = CountRule(method="suppress"), CountRule()
SHAPES = ((4,), (3, 2), (3, 4), (5, 4), (2, 2, 2), (2, 3), (6, 5), (4, 4), (7,), (2, 6))


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
def test_nobody_is_found_in_any_of_three_hundred_tables(rule: CountRule) -> None:
    alive = 0
    for seed in range(150):
        shape = SHAPES[seed % len(SHAPES)]
        cube = made_up_cube(seed, *shape, most=(20, 60, 200)[seed % 3], outcome=seed % 2)
        protected = protect(cube, crossed(cube), rule)
        assert attacked(cube, protected, whole=len(shape) > 2) == [], seed
        if seed < 40:
            alive += bool(attacked(cube, only_small_ones_withheld(protected, cube)))
    assert alive >= (30 if rule is SUPPRESSED else 5)


OUTPUTS: dict[str, tuple[tuple[Margin, ...], CountRule]] = {
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


FIRST = ("SEN by reached", "free meals by reached", "younger bands", "later bands", "season", "summer-born")
"""Those that pairs of are laid side by side in every run; all are in the long one."""


def released_one_after_the_other(
    cube: Cube, names: Iterable[str], register: bool
) -> Iterator[tuple[str, str, Protected, Protected]]:
    first = {name: protect(cube, *OUTPUTS[name]) for name in names}
    for one, other in permutations(first, 2):
        margins, rule = OUTPUTS[other]
        before: tuple[Released, ...] = (first[one].released(PEOPLE, "2026-11-29", one),) if register else ()
        yield one, other, first[one], protect(cube, margins, rule, before)


@pytest.mark.parametrize(
    ("many", "names"),
    [
        (120, FIRST),
        pytest.param(90, tuple(OUTPUTS), marks=pytest.mark.fuzz),
        pytest.param(400, tuple(OUTPUTS), marks=pytest.mark.fuzz),
    ],
    ids=["six", "ten", "ten of more pupils"],
)
def test_nobody_is_found_by_laying_any_two_outputs_side_by_side(many: int, names: tuple[str, ...]) -> None:
    cube = counted(pupils(many, many), ASKED)
    for one, other, first, second in released_one_after_the_other(cube, names, register=True):
        assert found_beside(first, second) == [], (one, other)


def test_without_the_register_somebody_is_found() -> None:
    cube = counted(pupils(120, 120), ASKED)
    found = [
        (one, other)
        for one, other, first, second in released_one_after_the_other(cube, FIRST[2:], register=False)
        if found_beside(first, second)
    ]
    assert found


def found_beside(*outputs: Protected) -> list[Found]:
    dimensions = {dimension.name: dimension for output in outputs for dimension in output.dimensions}
    banded = len(outputs) == 2 and {d.column for d in dimensions.values()} & {"age", "born"}
    between = groups_of(*dimensions.values()) if banded else []
    attacker = Attacker(
        {name: dimension.categories for name, dimension in dimensions.items()},
        [one for output in outputs for one in as_seen(output)],
        impossible=[group for group in NEVER if {name for name, _ in group} <= dimensions.keys()],
    )
    return attacker.found(between, [name for name, dimension in dimensions.items() if not dimension.open])


@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(1000, 1080, 5))
def test_nobody_is_found_by_laying_three_outputs_side_by_side_whatever_their_rules(first: int) -> None:
    rules = (SUPPRESSED, ROUNDED, CountRule(10, "round", 10), CountRule(5, "suppress"))
    for seed in range(first, first + 5):
        dice = random.Random(seed)
        cube = counted(pupils(seed, dice.choice((60, 120, 300))), ASKED)
        outputs: list[Protected] = []
        for _ in range(3):
            margins = with_totals(*(dimension.name for dimension in dice.sample(ASKED, dice.choice((1, 2, 2, 3)))))
            before = [output.released(PEOPLE, "2026-11-29", "earlier") for output in outputs]
            outputs.append(protect(cube, margins, dice.choice(rules), before))
        assert found_beside(*outputs) == [], seed
