"""People counted by path and by what became of the asked pairs: the one cube from which everything shown is taken.

Each person is in exactly one path and one outcome. Steps that follow one another overlap (a person has several), so no
table of them is counted by itself, where one laid beside the paths would give somebody away: they are added up from
the paths that may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outcomes_xl.disclosure.cubes import Cube, Dimension
from outcomes_xl.journeys.events import Events
from outcomes_xl.journeys.paths import Pair, Reach, paths, reached, steps_of
from outcomes_xl.journeys.steps import Steps

if TYPE_CHECKING:
    from outcomes_xl.journeys.linkage import Numbers

THEN = " > "
_AND = "; "


@dataclass(frozen=True)
class Asked:
    """What is asked of the events: how many steps of a path are kept, and which pairs are looked for."""

    longest: int
    pairs: tuple[Pair, ...]


def path_dimension(longest: int) -> str:
    """Return the name of the dimension of paths, which says how they are made."""
    return f"path, first {longest} steps"


def outcome_dimension(steps: Steps, pairs: Sequence[Pair]) -> str:
    """Return the name of the dimension of what became of the pairs: "Help > Care in 12 months; …"."""
    return _AND.join(pair_name(steps, pair) for pair in pairs)


def pair_name(steps: Steps, pair: Pair) -> str:
    return f"{steps.step(pair.first).name}{THEN}{steps.step(pair.second).name} in {pair.months} months"


def counted(events: Events, people: int, steps: Steps, asked: Asked, column: str) -> Cube:
    """Return the people of the events by path and outcome. ``column`` names the sources, for outputs to come."""
    import numpy as np

    path = paths(events, people, asked.longest)
    outcome = _outcomes(events, people, asked.pairs)
    there = path > 0  # people whose every event was left out are not counted
    places = len(Reach) ** len(asked.pairs)
    together, many = np.unique(path[there] * places + outcome[there], return_counts=True)
    cells = {
        (path_words(steps, int(one) // places), outcome_words(int(one) % places, len(asked.pairs))): int(count)
        for one, count in zip(together, many, strict=True)
    }
    met = [tuple(sorted({cell[place] for cell in cells})) for place in (0, 1)]
    return Cube(
        (
            Dimension(path_dimension(asked.longest), met[0], column),
            # Most of it follows from the path: who never had help cannot have gone on from it.
            Dimension(outcome_dimension(steps, asked.pairs), met[1], column, open=True),
        ),
        cells,
    )


def path_words(steps: Steps, path: int) -> str:
    return THEN.join(steps.step(number).name for number in steps_of(path))


def outcome_words(outcome: int, pairs: int) -> str:
    """Return what became of each pair, in the order of the pairs: "within; no first"."""
    words = list(Reach)
    found = []
    for _ in range(pairs):
        outcome, one = divmod(outcome, len(words))
        found.append(words[one].value)
    return _AND.join(reversed(found))


def outcomes_of(words: str) -> tuple[Reach, ...]:
    """Return what became of each pair: ``outcome_words`` undone."""
    return tuple(Reach(word) for word in words.split(_AND))


def _outcomes(events: Events, people: int, pairs: Sequence[Pair]) -> Numbers:
    import numpy as np

    together = np.zeros(people, dtype=np.int64)
    for pair in pairs:
        together = together * len(Reach) + reached(events, people, pair)
    return together
