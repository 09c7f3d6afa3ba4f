"""What of the counts is shown: paths, what comes next, what was reached. Made of protected counts and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from outcomes_xl.disclosure.cubes import Margin
from outcomes_xl.disclosure.outputs import CountRule, Protected
from outcomes_xl.journeys.journey_questions import OPEN, RARER, THEN, WhatBecame, WhichPath
from outcomes_xl.journeys.paths import Pair, Reach
from outcomes_xl.journeys.steps import JourneyStep, Steps

MOST_SHOWN = 25
"""Paths that are listed each for itself."""
EVERYBODY = Margin(())


@dataclass(frozen=True, slots=True)
class PerCent:
    """A share in per cent, and how many decimals of it rounding has left true."""

    value: float
    decimals: int


@dataclass(frozen=True, slots=True)
class PathShown:
    """A path and how many people took it; ``share`` is of everybody, in per cent. Without steps it is the rest.

    ``open`` is how several rarer paths begin.
    """

    steps: tuple[JourneyStep, ...]
    open: bool
    people: int
    share: PerCent | None

    @property
    def words(self) -> str:
        return THEN.join(step.name for step in self.steps) + (OPEN if self.open else "")


@dataclass(frozen=True, slots=True)
class NextShown:
    """A step, how many people's shown paths have it, and how many went on from it to each step in order, or to none.

    A count is None where no path that can be shown goes there: few people, or nobody.
    """

    step: JourneyStep
    people: int
    then: tuple[int | None, ...]
    nothing: int | None


@dataclass(frozen=True, slots=True)
class PairShown:
    """What became of a pair: people by Reach, None for withheld; the share reached in time of those watched so long."""

    pair: Pair
    first: JourneyStep
    second: JourneyStep
    people: dict[Reach, int | None]
    share: PerCent | None

    @property
    def words(self) -> str:
        return f"{self.first.name}{THEN}{self.second.name}"

    @property
    def watched(self) -> int | None:
        """How many have the first step, long enough ago; None where one of the counts is withheld."""
        found = [self.people[word] for word in (Reach.WITHIN, Reach.LATER, Reach.NOT)]
        return None if None in found else sum(one or 0 for one in found)


@dataclass(frozen=True)
class JourneysShown:
    """All that is shown. ``people`` is everybody counted; ``in_paths`` those whose path can be shown by itself."""

    people: int | None
    in_paths: int
    paths: tuple[PathShown, ...]
    next_steps: tuple[NextShown, ...]
    pairs: tuple[PairShown, ...]


def margins(steps: Steps, path: WhichPath, pairs: Sequence[WhatBecame]) -> tuple[Margin, ...]:
    """Return the tables that are counted: everybody, by path, and by what became of each pair."""
    return (EVERYBODY, Margin((path.name(steps),)), *(Margin((pair.name(steps),)) for pair in pairs))


def shown(protected: Protected, steps: Steps, path: WhichPath, pairs: Sequence[WhatBecame]) -> JourneysShown:
    """Return what is shown of protected counts."""
    people = protected.value(EVERYBODY, ())
    every = sorted(
        (
            _path(cell[0], value, steps, people, protected.rule)
            for cell, value in protected.values[Margin((path.name(steps),))].items()
            if value and cell[0] != RARER
        ),
        key=lambda one: (-one.people, one.words),
    )
    listed = every[:MOST_SHOWN]
    rest = max(0, (people or 0) - sum(one.people for one in listed))
    if rest >= protected.rule.threshold:
        listed.append(PathShown((), False, rest, _share(rest, people, protected.rule)))
    return JourneysShown(
        people,
        sum(one.people for one in every),
        tuple(listed),
        tuple(_next_steps(every, steps, path.longest)),
        tuple(_pair(protected, steps, one) for one in pairs),
    )


def _path(words: str, many: int, steps: Steps, people: int | None, rule: CountRule) -> PathShown:
    names = words.removesuffix(OPEN).split(THEN)
    return PathShown(tuple(map(steps.named_step, names)), words.endswith(OPEN), many, _share(many, people, rule))


def _next_steps(paths: Sequence[PathShown], steps: Steps, longest: int) -> list[NextShown]:
    """Return what comes after each step. A person counts once for a pair, however often she went that way."""
    having: Counter[JourneyStep] = Counter()
    going: Counter[tuple[JourneyStep, JourneyStep | None]] = Counter()
    for path in paths:
        for step in set(path.steps):
            having[step] += path.people
        for pair in {*pairwise(path.steps)}:
            going[pair] += path.people
        # Of an open path, and of one that was cut, it is not known what came after.
        if not path.open and len(path.steps) < longest:
            going[path.steps[-1], None] += path.people
    every = [step for step in (*steps.named, steps.other) if having[step]]
    return [
        NextShown(step, having[step], tuple(going[step, other] or None for other in every), going[step, None] or None)
        for step in every
    ]


def _pair(protected: Protected, steps: Steps, asked: WhatBecame) -> PairShown:
    margin = Margin((asked.name(steps),))
    people = {word: protected.value(margin, (word.value,)) for word in Reach}
    found = PairShown(asked.pair, steps.step(asked.pair.first), steps.step(asked.pair.second), people, None)
    within, watched = people[Reach.WITHIN], found.watched
    return found if within is None else replace(found, share=_share(within, watched, protected.rule))


def _share(part: int, whole: int | None, rule: CountRule) -> PerCent | None:
    return PerCent(min(100.0, 100 * part / whole), rule.decimals(whole)) if whole else None
