"""Events of linked people, gathered piece by piece from one source after another: numbers, nothing as it was written.

An event is one whole number, person, day and kind packed together: a million of them take 8 MB and sort in a tenth of a
second. Which step a kind is comes last, so that the same events can be told in other steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outcomes_xl.journeys.days import DayReader
from outcomes_xl.journeys.linkage import NOBODY, ROUNDED_AWAY, Linkage, Numbers, once_each
from outcomes_xl.journeys.reading_words import reading_words
from outcomes_xl.journeys.steps import OTHER, Steps
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.reading.tidy import bare

if TYPE_CHECKING:
    import pyarrow as pa

_DAY, _STEP, _KIND = 16, 4, 12
"""Bits of a packed number: days from 1970 to 2149, 15 steps, 4,096 kinds; what is left is the person's."""
_EPOCH = date(1970, 1, 1).toordinal()
NO_ID, ROUNDED, NO_EVENT, NO_DAY, TO_COME, TOO_OLD, LATER, ODD = (
    "no_id",
    "rounded",
    "no_event",
    "no_day",
    "to_come",
    "too_old",
    "later",
    "odd",
)
"""Why a row was left out."""
_NO_DAY, _TO_COME, _TOO_OLD, _LATER = -1, -2, -3, -4


@dataclass
class SourceSeen:
    """What was seen in one source: its rows, those left out by reason, how its ids are made, its unknown events."""

    name: str
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    first_piece: int = 0
    either_first: bool = False
    """Whether none of its days says that the day comes before the month, as they were read."""


class Events(NamedTuple):
    """Events in the order of person and day, each once; those of one day in the order of their steps."""

    person: Numbers
    day: Numbers
    """Days since 1 January 1970."""
    step: Numbers


class EventsGathered:
    """Takes pieces of sources and keeps their events as numbers, up to a day.

    ``today`` is the day after which nothing can have happened.
    """

    def __init__(self, linkage: Linkage, steps: Steps, today: date, until: date) -> None:
        self.linkage, self.steps, self.today, self.until = linkage, steps, today, until
        self.seen: list[SourceSeen] = []
        self.twice = 0
        self.made_up = False
        self._kinds: dict[str, int] = {}
        self._pieces: list[Numbers] = []
        self._days = DayReader(today)

    def begin(self, name: str) -> None:
        """Say that the pieces that follow are of this source; of one that is begun again the earlier ones are void."""
        self._days = DayReader(self.today)
        if self.seen and self.seen[-1].name == name:
            del self._pieces[self.seen.pop().first_piece :]
        self.seen.append(SourceSeen(name, first_piece=len(self._pieces)))

    def take(self, columns: Sequence[pa.Array]) -> None:
        """Take a piece: whose, what and when, as texts. Raises CannotLook for what is no column of kinds."""
        person, event, day = columns
        seen = self.seen[-1]
        people = self.linkage.numbers(person, seen.shapes)
        kinds = self._kind_numbers(event)
        days = self._day_numbers(day)
        seen.rows += len(people)
        good = np.ones(len(people), dtype=bool)
        for reason, wrong in (
            (NO_ID, people == NOBODY),
            (ROUNDED, people == ROUNDED_AWAY),
            (NO_EVENT, kinds < 0),
            (NO_DAY, days == _NO_DAY),
            (TO_COME, days == _TO_COME),
            (TOO_OLD, days == _TOO_OLD),
            (LATER, days == _LATER),
        ):
            seen.left_out[reason] += int(np.count_nonzero(wrong & good))
            good &= ~wrong
        packed = (((people << _DAY) + days) << _KIND) + kinds
        self._pieces.append(packed[good])

    def end(self, odd_rows: int) -> None:
        """Say that a source has been read whole, but for odd rows. Raises CannotLook where its days may be others."""
        self.seen[-1].left_out[ODD] += odd_rows
        self.seen[-1].either_first = self._days.either_first
        if self._days.month_first:
            raise CannotLook(
                "Its days seem to have the month first, all or some, as in 05/13/2021; then 03/05/2021 is another day.",
                "Have them written as 2021-05-13, or as dates, and read it again.",
                "period",
            )

    def events(self, steps: Steps | None = None) -> Events:
        """Return all events, in these steps or the analyst's own; one that stands twice, in a source or two, is one."""
        every = _once_each(self._pieces)
        self.twice = sum(map(len, self._pieces)) - len(every)
        told = steps or self.steps
        of_kind = np.array([told.number(kind) for kind in self._kinds], dtype=np.int64)
        if not len(every):
            return Events(every, every, every)
        together = _once_each([((every >> _KIND) << _STEP) + of_kind[every & ((1 << _KIND) - 1)]])
        rest = together >> _STEP
        return Events(rest >> _DAY, rest & ((1 << _DAY) - 1), together & ((1 << _STEP) - 1))

    def days(self) -> Numbers:
        """Return the day of every event, each person's first marked: what is known of the sources' state."""
        every = _once_each(self._pieces) >> _KIND
        firsts = np.diff(every >> _DAY, prepend=-1) > 0
        return ((every & ((1 << _DAY) - 1)) << 1) + firsts

    def people_of(self, place: int) -> Numbers:
        """Return the people of one source, each once."""
        firsts = [*(seen.first_piece for seen in self.seen), len(self._pieces)]
        pieces = self._pieces[firsts[place] : firsts[place + 1]]
        return _once_each([piece >> (_KIND + _DAY) for piece in pieces])

    def _kind_numbers(self, event: pa.Array) -> Numbers:
        different, places = once_each(event)
        rows = np.bincount(places + 1, minlength=len(different) + 1)[1:]
        found = np.full(len(different) + 1, -1, dtype=np.int64)
        for at, text in enumerate(different):
            if plain := bare(text):
                found[at] = self._kinds.setdefault(plain, len(self._kinds))
                if self.steps.number(plain) == OTHER:
                    self.seen[-1].unknown[text.strip()] += int(rows[at])
        if len(self._kinds) > reading_words()["limits"]["kinds"]:
            raise CannotLook(
                "Its column with the event has thousands of different words, so it is no column of kinds of event.",
                "Name the column that says what kind of event a row is: --event COLUMN.",
                "value",
            )
        return found[places]

    def _day_numbers(self, day: pa.Array) -> Numbers:
        different, places = once_each(day)
        found = np.array([*map(self._day_number, different), _NO_DAY], dtype=np.int64)
        return found[places]

    def _day_number(self, text: str) -> int:
        day = self._days.read(text)
        if day is None:
            return _NO_DAY
        if day > self.today:
            return _TO_COME
        if day > self.until:
            return _LATER
        return _TOO_OLD if day < reading_words()["days"]["earliest"] else day.toordinal() - _EPOCH


def _once_each(pieces: Sequence[Numbers]) -> Numbers:
    """Return numbers in order, each once: by sorting, which NumPy does five times as fast as ``unique`` finds them."""
    together: Numbers = np.sort(np.concatenate(pieces)) if pieces else np.empty(0, dtype=np.int64)
    return np.delete(together, 1 + np.flatnonzero(np.diff(together) == 0))
