"""Counts and pupils made up from a seed, and an output as somebody outside sees it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping

from outcomes_xl.disclosure.cubes import Cube, Dimension
from outcomes_xl.disclosure.outputs import Protected
from tests.disclosure.attacker import Group, Seen

THRESHOLD, BASE = 6, 5


def letters(name: str, many: int, **options: object) -> Dimension:
    return Dimension(name, tuple(f"{name}{place:02}" for place in range(many)), **options)  # type: ignore[arg-type]


def made_up_cube(seed: int, *sizes: int, most: int = 30, empty: float = 0.15, outcome: int = 0) -> Cube:
    """Counts of which many are small and some nothing; ``outcome`` is how many dimensions are the people's own."""
    dice = random.Random(seed)
    dimensions = tuple(letters("abcdef"[at], size, open=at >= outcome) for at, size in enumerate(sizes))
    cells: list[tuple[str, ...]] = [()]
    for dimension in dimensions:
        cells = [(*cell, category) for cell in cells for category in dimension.categories]
    counts = {cell: 0 if dice.random() < empty else int(most * dice.random() ** 2) for cell in cells}
    if sum(counts.values()) < THRESHOLD:
        counts[cells[0]] += THRESHOLD
    return Cube(dimensions, counts)


def as_seen(protected: Protected) -> list[Seen]:
    """What stands in an output, cell by cell."""
    rule = protected.rule
    base = rule.base if rule.method == "round" else 0
    return [
        Seen(tuple(sorted((*zip(margin.dimensions, cell, strict=True), *margin.where))), value, rule.threshold, base)
        for margin in protected.margins
        for cell, value in protected.values[margin].items()
    ]


def questions(*cubes: Cube) -> dict[str, tuple[str, ...]]:
    return {dimension.name: dimension.categories for cube in cubes for dimension in cube.dimensions}


def groups_of(*dimensions: Dimension) -> list[Group]:
    groups: list[Group] = [()]
    for dimension in dimensions:
        groups = [(*group, (dimension.name, category)) for group in groups for category in dimension.categories]
    return groups


SEN = Dimension("sen", ("none", "support", "plan"))
FSM = Dimension("fsm", ("no", "yes"))
WARD = Dimension("ward", ("Abbey", "Cannon Hill", "Dundonald", "Hillside"), open=True)
REACHED = Dimension("reached", ("no", "yes"))
YOUNG = Dimension("age: 0-4, 5-9", ("0-4", "5-9"), column="age", open=True)
LATER = Dimension("age: 0-5, 6-9", ("0-5", "6-9"), column="age", open=True)
SEASON = Dimension("season", ("autumn", "spring", "summer"), column="born", open=True)
SUMMER = Dimension("summer-born", ("no", "yes"), column="born", open=True)
NEVER: tuple[Group, ...] = (
    ((YOUNG.name, "0-4"), (LATER.name, "6-9")),
    ((SEASON.name, "spring"), (SUMMER.name, "yes")),
    ((SEASON.name, "autumn"), (SUMMER.name, "yes")),
)
"""What nobody can be, and everybody knows it."""
ASKED = (SEN, FSM, WARD, REACHED, YOUNG, LATER, SEASON, SUMMER)


def pupils(seed: int, many: int) -> list[Mapping[str, str]]:
    """Made-up pupils. Nobody is like them."""
    dice = random.Random(seed)
    made = []
    for _ in range(many):
        age, month = dice.randrange(10), dice.randrange(1, 13)
        season = "autumn" if month >= 9 else "spring" if month <= 3 else "summer"
        sen = dice.choices(SEN.categories, (80, 15, 5))[0]
        poor = dice.random() < 0.3
        chance = 0.7 - 0.25 * poor - {"none": 0, "support": 0.3, "plan": 0.6}[sen] - 0.1 * (season == "summer")
        made.append(
            {
                SEN.name: sen,
                FSM.name: "yes" if poor else "no",
                WARD.name: dice.choices(WARD.categories, (4, 3, 2, 1))[0],
                REACHED.name: "yes" if dice.random() < chance else "no",
                YOUNG.name: "0-4" if age <= 4 else "5-9",
                LATER.name: "0-5" if age <= 5 else "6-9",
                SEASON.name: season,
                SUMMER.name: "yes" if 5 <= month <= 8 else "no",
            }
        )
    return made


def counted(people: Iterable[Mapping[str, str]], dimensions: Iterable[Dimension]) -> Cube:
    asked = tuple(dimensions)
    return Cube(asked, dict(Counter(tuple(person[d.name] for d in asked) for person in people)))
