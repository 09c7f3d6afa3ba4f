"""Which of two releases is the newer: their ids are compared number by number, so that 2026.9 is before 2026.12."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[0-9]{1,9}")
_SPELLING = re.compile(r"[0-9]{4}\.[0-9]{1,2}(?:\.[0-9]{1,3})?")


def numbers(release: str) -> tuple[int, ...]:
    """Return what a release's id is ordered by: "2026.9" -> (2026, 9). An id without a number is before all others.

    Every id that was ever published can be ordered so, "2026.10-2" too; new ones are held to ``is_spelled_well``.
    """
    return tuple(map(int, _NUMBER.findall(release)))


def is_before(release: str, other: str) -> bool:
    """Whether a release was made before another."""
    return numbers(release) < numbers(other)


def newest(releases: Iterable[str]) -> str:
    """Return the newest of some releases, "" of none."""
    return max(releases, key=numbers, default="")


def is_spelled_well(release: object) -> bool:
    """Whether an id is one that may be published: a year and a month, and a number more if need be ("2026.12.2")."""
    return isinstance(release, str) and _SPELLING.fullmatch(release) is not None


def one_after(release: str, month: str) -> str:
    """Return an id for the release that follows: the month's ("2026.11") if it is later, else one number more."""
    if is_before(release, month):
        return month
    year, number, *more = (*numbers(release), 0)
    return f"{year}.{number}.{(more[0] if len(more) > 1 else 1) + 1}"
