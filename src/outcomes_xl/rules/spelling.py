"""Did you mean …? Asked only when something was not found, and remembered for the length of one check."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from outcomes_xl.framework.suggest import did_you_mean

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_MOST_COMPARISONS = 12_000


@dataclass(frozen=True, slots=True)
class Guess:
    """The known word that was probably meant; ``sure`` when it is safe to offer it for writing."""

    value: str
    sure: bool


def folded(text: str) -> tuple[str | int, ...]:
    """Return what is meant by a word or id, without capitals, spaces, dashes and leading noughts: "met 53 "."""
    return tuple(int(part) if part[0].isdigit() else part for part in _PARTS.findall(text.casefold()))


class Near:
    """Find the known word that was probably meant, and say whether that is sure.

    An id is sure only when it is the same id written differently: MET-53 for MET-053. A slip of a figure may be
    somebody else's metric, so it is named but never offered for writing. A word of a list is sure when it is near
    and about as long: "Collected" is not offered as "Collected, not extractable". After some thousands of
    comparisons the answer is "no idea": someone whose every id is unknown has another trouble than spelling, and
    the check must stay quick.
    """

    def __init__(self) -> None:
        self._asked: dict[tuple[str, int], Guess | None] = {}
        self._meant: dict[int, tuple[Collection[str], dict[tuple[str | int, ...], str | None]]] = {}
        self._left = _MOST_COMPARISONS

    def __call__(self, typed: str, options: Collection[str]) -> Guess | None:
        key = (typed, id(options))
        if key not in self._asked:
            self._asked[key] = self._look(typed, options)
        return self._asked[key]

    def _look(self, typed: str, options: Collection[str]) -> Guess | None:
        if same := self._same(options).get(folded(typed)):
            return Guess(same, sure=True)
        if self._left < len(options):
            return None
        self._left -= len(options)
        value = did_you_mean(typed, options)
        if value is None:
            return None
        is_id = any(letter.isdigit() for letter in value)
        return Guess(value, sure=not is_id and abs(len(value) - len(typed)) <= 2)

    def _same(self, options: Collection[str]) -> dict[tuple[str | int, ...], str | None]:
        # The options are kept beside their index, so that no other collection can take their place in memory.
        if id(options) not in self._meant:
            index: dict[tuple[str | int, ...], str | None] = {}
            for option in options:
                index[folded(option)] = None if folded(option) in index else option
            self._meant[id(options)] = (options, index)
        return self._meant[id(options)][1]
