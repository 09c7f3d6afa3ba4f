"""Each person's path: her steps in the order of their days, one that repeats itself folded, the first few kept.

And, for a pair of steps, how soon the second followed the first. A path is a whole number, four bits a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from outcomes_xl.journeys.events import Events
from outcomes_xl.journeys.linkage import Numbers

_BITS = 4


class Reach(StrEnum):
    """Of one person and a pair of steps: whether and when the second came after the first, first times of each.

    A pair whose first step began less than the asked months before the last day of the sources is TOO_SOON to say,
    reached or not: only the quick could be seen to reach it.
    """

    NO_FIRST = "no first"
    WITHIN = "within"
    LATER = "later"
    NOT = "not"
    TOO_SOON = "too soon"


@dataclass(frozen=True, slots=True)
class Pair:
    """The second of two steps looked for after the first, within so many months."""

    first: int
    second: int
    months: int


def paths(events: Events, people: int, longest: int) -> Numbers:
    """Return the path of each person from 0 to ``people``; 0 for one without any event."""
    changes = np.ones(len(events.person), dtype=bool)
    changes[1:] = (events.person[1:] != events.person[:-1]) | (events.step[1:] != events.step[:-1])
    person, step = events.person[changes], events.step[changes]
    begins = np.ones(len(person), dtype=bool)
    begins[1:] = person[1:] != person[:-1]
    first = np.flatnonzero(begins)
    at = np.arange(len(person)) - np.repeat(first, np.diff(np.append(first, len(person))))
    kept = at < longest
    # A sum of numbers below 2^53 is exact as a float, which is what bincount adds up.
    parts = (step[kept] << (_BITS * at[kept])).astype(np.float64)
    return np.bincount(person[kept], weights=parts, minlength=people).astype(np.int64)


def steps_of(path: int) -> tuple[int, ...]:
    """Return the numbers of a path's steps: the pairs of ``paths`` undone."""
    found = []
    while path:
        found.append(path & ((1 << _BITS) - 1))
        path >>= _BITS
    return tuple(found)


def reached(events: Events, people: int, pair: Pair) -> Numbers:
    """Return for each person the place in Reach of what became of the pair."""
    never = np.iinfo(np.int64).max
    first = _first_days(events, events.step == pair.first, people, never)
    after = (events.step == pair.second) & (events.day >= first[events.person])
    second = _first_days(events, after, people, never)
    has_first = first < never
    until = np.full(people, never)
    until[has_first] = _months_later(first[has_first], pair.months)
    last = events.day.max() if len(events.day) else 0
    order = list(Reach)
    answers = [
        (~has_first, Reach.NO_FIRST),
        (until > last, Reach.TOO_SOON),
        (second <= until, Reach.WITHIN),
        (second < never, Reach.LATER),
    ]
    return np.select([so for so, _ in answers], [order.index(word) for _, word in answers], order.index(Reach.NOT))


def _first_days(events: Events, among: NDArray[np.bool_], people: int, never: int) -> Numbers:
    person, day = events.person[among], events.day[among]
    begins = np.ones(len(person), dtype=bool)
    begins[1:] = person[1:] != person[:-1]  # they come in the order of person and day
    found = np.full(people, never, dtype=np.int64)
    found[person[begins]] = day[begins]
    return found


def _months_later(days: Numbers, months: int) -> Numbers:
    """Return the same day so many months on, the month's last where it has no such day."""
    on = days.astype("datetime64[D]")
    month = on.astype("datetime64[M]")
    later = month + months
    same = later.astype("datetime64[D]") + (on - month.astype("datetime64[D]"))
    ends = (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    found: Numbers = np.minimum(same, ends).astype(np.int64)
    return found
