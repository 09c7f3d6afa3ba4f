"""Which pairs of steps are looked for: "Help > Care", "Help > Care: 6" for other months than the usual ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from outcomes_xl.disclosure.outputs import CountRule
from outcomes_xl.journeys.journey_questions import WhatBecame, WhichPath
from outcomes_xl.journeys.paths import Pair
from outcomes_xl.journeys.reading_words import reading_words
from outcomes_xl.journeys.steps import Steps
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import quoted_short

_MOST_MONTHS = 240
_PAIR = re.compile(r"(.+?)\s*(?:>|→)\s*(.+?)(?:\s*:\s*(\d+)(?:\s*months?)?)?")


def pairs_asked(steps: Steps, written: Sequence[str], months: int) -> tuple[WhatBecame, ...]:
    """Return the pairs to look for, the usual ones where none is written. Raises WrongUsage for what is no pair."""
    if not 1 <= months <= _MOST_MONTHS:
        raise WrongUsage(f"--within takes months from 1 to {_MOST_MONTHS}, not {months}.")
    usual = [f"{first} > {second}" for first, second in reading_words()["reach"]["pairs"]]
    found = tuple(dict.fromkeys(WhatBecame(_pair(steps, one, months)) for one in written or usual))
    most: int = reading_words()["reach"]["most_pairs"]
    if len(found) > most:
        raise WrongUsage(
            f"{len(found)} pairs at once leave too little that can be shown. Ask for {most} at most.",
            "The register remembers what was told, so the others can be asked for after it.",
        )
    return found


def _pair(steps: Steps, written: str, months: int) -> Pair:
    match = _PAIR.fullmatch(written.strip())
    if match is None:
        raise WrongUsage(f"“{quoted_short(written)}” is no pair of steps.", 'Write it like this: --reach "Help > Care"')
    pair = Pair(steps.numbered(match[1]), steps.numbered(match[2]), int(match[3] or months))
    if pair.first == pair.second:
        raise WrongUsage(f"“{quoted_short(written)}” is twice the same step.", "Name two steps.")
    if not 1 <= pair.months <= _MOST_MONTHS:
        raise WrongUsage(f"“{quoted_short(written)}”: give months from 1 to {_MOST_MONTHS}.")
    return pair


def path_asked(longest: int | None, rule: CountRule) -> WhichPath:
    """Return how paths are told: so many steps, the usual number without one. Raises WrongUsage for another number.

    Gathered are paths of so few people that the rule would hide them: 7 would be shown as 5, below a threshold of 6.
    """
    limits = reading_words()["limits"]
    most: int = limits["longest_path"]
    if longest is not None and not 2 <= longest <= most:
        raise WrongUsage(f"--longest takes 2 to {most} steps, not {longest}.")
    fewest = next(many for many in count(rule.threshold) if not rule.hides(many))
    return WhichPath(longest or most, fewest, limits["most_paths"])
