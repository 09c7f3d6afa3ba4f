"""Two outputs of the same small sources laid side by side: an attacker with both of them finds nobody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from random import Random

import pytest

from outcomes_xl.disclosure.cubes import Cube
from outcomes_xl.disclosure.outputs import CountRule, Population, Protected, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe, protect
from outcomes_xl.journeys.counted import counted, told_apart
from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.pairs_asked import pairs_asked, path_asked
from outcomes_xl.journeys.shown import margins
from outcomes_xl.journeys.steps import shipped_steps
from tests.disclosure.attacker import Attacker, Found, Seen
from tests.journeys.events import gathered

PEOPLE = Population("events", "to 2026-01")
STEPS = shipped_steps()


def some_events(key: LinkageKey, seed: int, people: int) -> EventsGathered:
    """The events of so many people, most of whom go one of a few ways."""
    chance = Random(seed)
    rows = []
    for person in range(1, people + 1):
        kinds = chance.choice([["NCMP", "EHA"], ["NCMP", "EHA", "CIN"], ["EHA", "CIN"], ["NCMP"], ["CIN", "EHA"]])
        day = 1
        for kind in kinds if chance.random() < 0.85 else chance.sample(["NCMP", "EHA", "CIN", "nursery"], 2):
            rows.append((f"P{person}", kind, f"{2020 + day // 365}-{day % 365 // 31 + 1:02}-01"))
            day += chance.choice([40, 200, 500])
    return gathered(key, one=rows)


def output(
    events: EventsGathered, rule: CountRule, reach: Sequence[str], longest: int, before: Sequence[Released]
) -> tuple[Cube, Protected] | None:
    path, pairs = path_asked(longest, rule), pairs_asked(STEPS, reach, 12)
    cube = counted(events, (path, *pairs), "events", before)
    pairs = tuple(pair for pair in pairs if told_apart(cube, pair, STEPS))
    try:
        return cube, protect(cube, margins(STEPS, path, pairs), rule, before)
    except CannotBeMadeSafe:
        return None


def found_in(cube: Cube, outputs: Sequence[Protected]) -> list[Found]:
    """Who is found by somebody who has the outputs and knows which answers go together."""
    asked = {name for one in outputs for dimension in one.dimensions for name in [dimension.name]}
    places = {dimension.name: place for place, dimension in enumerate(cube.dimensions) if dimension.name in asked}
    questions = {name: cube.dimension[name].categories for name in places}
    impossible = []
    for one, other in combinations(places, 2):
        met = {(cell[places[one]], cell[places[other]]) for cell, many in cube.counts.items() if many}
        impossible += [
            ((one, left), (other, right))
            for left, right in product(questions[one], questions[other])
            if (left, right) not in met
        ]
    seen = [
        Seen(tuple(zip(margin.dimensions, cell, strict=True)), value, one.rule.threshold, base(one.rule))
        for one in outputs
        for margin in one.margins
        for cell, value in one.values[margin].items()
    ]
    return Attacker(questions, seen, impossible).found()


def base(rule: CountRule) -> int:
    return rule.base if rule.method == "round" else 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", ["round", "suppress"])
def test_nobody_is_found_in_two_outputs_of_the_same_people(key: LinkageKey, seed: int, method: str) -> None:
    rule = CountRule(6, "round" if method == "round" else "suppress", 5)
    events = some_events(key, seed, 40 + 25 * seed)
    first = output(events, rule, ["Help > Care"], 3, ())
    assert first is not None
    told = first[1].released(PEOPLE, "2026-11-27", "Journeys")
    assert found_in(first[0], [first[1]]) == []
    second = output(events, rule, ["Help > Care: 6", "Checks > Help"], 2, [told])
    if second is not None:  # what cannot be made safe is refused
        assert found_in(second[0], [first[1], second[1]]) == []


def test_with_the_register_switched_off_the_attack_finds_somebody(key: LinkageKey) -> None:
    rule, reach = CountRule(6, "suppress", 5), ["Help > Care: 6", "Checks > Help"]
    found = []
    for seed in range(4):
        events = some_events(key, seed, 40 + 25 * seed)
        outputs = [output(events, rule, *asked, ()) for asked in ((["Help > Care"], 3), (reach, 2))]
        first, second = (one[1] for one in outputs if one is not None)
        told = first.released(PEOPLE, "2026-11-27", "Journeys")
        both = counted(events, (path_asked(2, rule), *pairs_asked(STEPS, reach, 12)), "events", [told])
        found += found_in(both, [first, second])
    assert found
