"""What is asked of linked events: which path each person took, and what became of pairs of steps.

Each question has a name that says how its answer is made, so that a later run can ask again what an earlier output told
and be solved together with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from outcomes_xl.journeys.events import Events
from outcomes_xl.journeys.linkage import Numbers
from outcomes_xl.journeys.paths import Pair, Reach, paths, reached, steps_of
from outcomes_xl.journeys.steps import Steps
from outcomes_xl.model.cannot_use import WrongUsage

THEN = " > "
OPEN = f"{THEN}…"
"""Behind how several rarer paths begin."""
RARER = "Rarer paths"
"""The paths that share no beginning with enough others, and those beyond the most common ones, all together."""
_PATH = re.compile(r"path of (\d+) steps, (\d+) people or more, the first (\d+)")
_PAIR = re.compile(rf"(.+){THEN}(.+) in (\d+) months?")


@dataclass(frozen=True)
class JourneyAnswers:
    """Each person's answer to a question, as the number of a category."""

    categories: tuple[str, ...]
    of_person: Numbers


@dataclass(frozen=True, slots=True)
class WhichPath:
    """Which path a person took, in so many steps. Paths of fewer people are told as far as enough went the same way."""

    longest: int
    fewest: int
    most: int

    def name(self, steps: Steps) -> str:
        return f"path of {self.longest} steps, {self.fewest} people or more, the first {self.most}{steps.mark}"

    def answers(self, events: Events, people: int, steps: Steps) -> JourneyAnswers:
        different, at, many = np.unique(paths(events, people, self.longest), return_inverse=True, return_counts=True)
        counts = {steps_of(int(path)): int(count) for path, count in zip(different, many, strict=True) if path}
        told = told_as(counts, self.fewest)
        gathered: Counter[PathTold] = Counter()
        for path, count in counts.items():
            gathered[told[path]] += count
        words = {way: way_words(steps, way) for way in gathered}
        ways = sorted((way for way in gathered if way.steps), key=lambda way: (-gathered[way], words[way]))[: self.most]
        # In the order of their counts they would tell something of these.
        categories = (*sorted(words[way] for way in ways), RARER)
        number = {words[way]: categories.index(words[way]) for way in ways}
        # A person whose every event was left out has no path, and is not counted.
        places = [
            number.get(words[told[path]], len(categories) - 1) if (path := steps_of(int(one))) else -1
            for one in different
        ]
        return JourneyAnswers(categories, np.array(places, dtype=np.int64)[at])


@dataclass(frozen=True, slots=True)
class PathTold:
    """A path, or how several rarer ones begin that are told together (``open``); without steps it is the rest."""

    steps: tuple[int, ...]
    open: bool = False


def told_as(counts: Mapping[tuple[int, ...], int], fewest: int) -> dict[tuple[int, ...], PathTold]:
    """Return for each path what it is told as: itself where enough people took it, else the longest beginning that it
    shares with enough others that are not told by themselves.
    """
    told = {path: PathTold(path) for path in counts}
    for length in range(max(map(len, counts), default=0), 0, -1):
        here: Counter[PathTold] = Counter()
        for path, way in told.items():
            if len(way.steps) == length:
                here[way] += counts[path]
        for path, way in told.items():
            if len(way.steps) == length and here[way] < fewest:
                told[path] = PathTold(way.steps[:-1], True)
    return told


def way_words(steps: Steps, way: PathTold) -> str:
    """Return a way in words: "Checks > School"; "Checks > Help > …" where several rarer ones begin so."""
    if not way.steps:
        return RARER
    return THEN.join(steps.step(number).name for number in way.steps) + (OPEN if way.open else "")


@dataclass(frozen=True, slots=True)
class WhatBecame:
    """What became of a pair of steps."""

    pair: Pair

    def name(self, steps: Steps) -> str:
        return f"{pair_words(steps, self.pair)} in {self.pair.months} months{steps.mark}"

    def answers(self, events: Events, people: int, steps: Steps) -> JourneyAnswers:
        return JourneyAnswers(tuple(word.value for word in Reach), reached(events, people, self.pair))


Question = WhichPath | WhatBecame


def question_named(name: str, steps: Steps) -> Question | None:
    """Return the question of this name, None where it is of other steps than these, or not one of ours."""
    if not name.endswith(steps.mark) or (not steps.mark and name.endswith(")")):
        return None
    plain = name.removesuffix(steps.mark)
    if found := _PATH.fullmatch(plain):
        return WhichPath(int(found[1]), int(found[2]), int(found[3]))
    if found := _PAIR.fullmatch(plain):
        try:
            pair = Pair(steps.numbered(found[1]), steps.numbered(found[2]), int(found[3]))
        except WrongUsage:
            return None
        return WhatBecame(pair)
    return None


def pair_words(steps: Steps, pair: Pair) -> str:
    return f"{steps.step(pair.first).name}{THEN}{steps.step(pair.second).name}"
