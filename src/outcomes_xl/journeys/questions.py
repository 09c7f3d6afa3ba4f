"""What is asked of linked events: which path each person took, and what became of pairs of steps.

Each question has a name that says how its answer is made, so that a later run can ask again what an earlier output told
and be solved together with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from outcomes_xl.journeys.events import Events
from outcomes_xl.journeys.linkage import Numbers
from outcomes_xl.journeys.paths import Pair, Reach, paths, reached, steps_of
from outcomes_xl.journeys.steps import Steps
from outcomes_xl.model.cannot_use import WrongUsage

THEN = " > "
RARER = "Rarer paths"
"""The paths of too few people, and those beyond the most common ones, all together."""
_PATH = re.compile(r"path of (\d+) steps, (\d+) people or more, the first (\d+)")
_PAIR = re.compile(rf"(.+){THEN}(.+) in (\d+) months?")


@dataclass(frozen=True)
class Answers:
    """Each person's answer to a question, as the number of a category."""

    categories: tuple[str, ...]
    of_person: Numbers


@dataclass(frozen=True, slots=True)
class WhichPath:
    """Which path a person took, in so many steps; paths of fewer people, or beyond the most, are gathered."""

    longest: int
    fewest: int
    most: int

    def name(self, steps: Steps) -> str:
        return f"path of {self.longest} steps, {self.fewest} people or more, the first {self.most}{steps.mark}"

    def answers(self, events: Events, people: int, steps: Steps) -> Answers:
        different, at, many = np.unique(paths(events, people, self.longest), return_inverse=True, return_counts=True)
        words = [path_words(steps, int(path)) for path in different]
        # A person whose every event was left out has no path, and is not counted.
        able = [n for n in range(len(words)) if many[n] >= self.fewest and different[n]]
        most = sorted(able, key=lambda n: (-many[n], words[n]))[: self.most]
        kept = sorted(most, key=lambda n: words[n])  # in the order of their counts they would tell something of these
        place = np.full(len(words), len(kept), dtype=np.int64)
        place[kept] = np.arange(len(kept))
        place[different == 0] = -1
        return Answers((*(words[n] for n in kept), RARER), place[at])


@dataclass(frozen=True, slots=True)
class WhatBecame:
    """What became of a pair of steps."""

    pair: Pair

    def name(self, steps: Steps) -> str:
        return f"{pair_words(steps, self.pair)} in {self.pair.months} months{steps.mark}"

    def answers(self, events: Events, people: int, steps: Steps) -> Answers:
        return Answers(tuple(word.value for word in Reach), reached(events, people, self.pair))


Question = WhichPath | WhatBecame


def question_named(name: str, steps: Steps) -> Question | None:
    """Return the question of this name, None where it is of other steps than these, or not one of ours."""
    plain = name.removesuffix(steps.mark) if steps.mark else name
    if found := _PATH.fullmatch(plain):
        return WhichPath(int(found[1]), int(found[2]), int(found[3]))
    if found := _PAIR.fullmatch(plain):
        try:
            pair = Pair(steps.numbered(found[1]), steps.numbered(found[2]), int(found[3]))
        except WrongUsage:
            return None
        return WhatBecame(pair)
    return None


def path_words(steps: Steps, path: int) -> str:
    return THEN.join(steps.step(number).name for number in steps_of(path))


def pair_words(steps: Steps, pair: Pair) -> str:
    return f"{steps.step(pair.first).name}{THEN}{steps.step(pair.second).name}"
