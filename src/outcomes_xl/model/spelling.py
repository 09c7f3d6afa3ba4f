"""What an officer probably meant: the known id, code or word nearest to what was typed, and whether that is sure.

Everything that guesses does it here, so that there is one place to say what may be offered for writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1"})
_NEAR_ENOUGH = 82.0
"""Of 100, for words. "Not colected" scores 96 against "Not collected"; "Available" 82 against "Available now"."""
_CLEAR_LEAD = 6.0
_MOST_COMPARISONS = 12_000

Key = tuple[str | int, ...]


# How two texts are compared ---------------------------------------------------------------------------------------


def _folded(text: str) -> list[str]:
    """Return the words and numbers of a text, without capitals, spaces and punctuation: "Met-053 " -> met, 053."""
    return _PARTS.findall(text.casefold())


def bare(text: str) -> str:
    """Return only the letters and digits, folded: how two headings are compared. "Your note:" -> "yournote"."""
    return "".join(_folded(text))


def _confused(text: str) -> str:
    return bare(text).translate(_CONFUSED)


def _key(text: str) -> Key:
    """Return what is meant by an id, however it is spaced and padded with noughts: "met 53 " -> "met", 53."""
    return tuple(int(part) if part.isdecimal() else part for part in _folded(text))


# What was meant ---------------------------------------------------------------------------------------------------


def did_you_mean(typed: str, known: Iterable[str]) -> str | None:
    """Return the one known id, code or word that was probably meant, or None when there is none or more than one.

    Case, spaces, punctuation, O for 0, l for 1 and missing zeros are forgiven: "met 1" is MET-001. In a code
    one missing or extra character, two swapped ones or one wrong letter are forgiven: "E0900012" is E09000012.
    Returns None for what is known already.
    """
    options = tuple(dict.fromkeys(known))
    if not bare(typed) or typed in options:
        return None
    for same in (bare, _confused, _key):
        if found := _only(typed, options, same):
            return found
    if any(character.isdigit() for character in typed):
        return _one_slip(typed, options)
    return _longer(typed, options) or _like(typed, options)


def _only(typed: str, options: tuple[str, ...], same: Callable[[str], Hashable]) -> str | None:
    wanted = same(typed)
    found = [option for option in options if same(option) == wanted]
    return found[0] if len(found) == 1 else None


def _one_slip(typed: str, options: tuple[str, ...]) -> str | None:
    from rapidfuzz.distance import OSA  # only when something is wrong: a clean workbook never pays for it

    wanted = _confused(typed)
    close = [option for option in options if OSA.distance(wanted, _confused(option), score_cutoff=1) <= 1]
    found = [option for option in close if not _another_digit(wanted, _confused(option))]
    return found[0] if len(found) == 1 else None


def _another_digit(left: str, right: str) -> bool:
    # Ids stand close together: with one digit exchanged for another, 555 would be 055, which is only a guess.
    if len(left) != len(right) or sorted(left) == sorted(right):
        return False
    return any(a != b and a.isdigit() and b.isdigit() for a, b in zip(left, right, strict=True))


def _longer(typed: str, options: tuple[str, ...], shortest: int = 5) -> str | None:
    wanted = bare(typed)
    found = [option for option in options if bare(option).startswith(wanted)] if len(wanted) >= shortest else []
    return found[0] if len(found) == 1 else None


def _like(typed: str, options: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extract(typed, options, scorer=fuzz.ratio, processor=str.casefold, limit=2)
    if not best or best[0][1] < _NEAR_ENOUGH:
        return None
    return best[0][0] if len(best) == 1 or best[0][1] - best[1][1] >= _CLEAR_LEAD else None


# What may be offered ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guess:
    """The known word that was probably meant; ``sure`` when it is safe to offer it for writing."""

    value: str
    sure: bool


class Near:
    """Find the known word that was probably meant, and say whether that is sure. Remembered for one check.

    An id is sure only when it is the same id written differently: MET-53 for MET-053. A slip of a figure may be
    somebody else's metric, so it is named but never offered for writing. A word of a list is sure when it is near
    and about as long: "Collected" is not offered as "Collected, not extractable". After some thousands of
    comparisons the answer is "no idea": someone whose every id is unknown has another trouble than spelling, and
    the check must stay quick.
    """

    def __init__(self) -> None:
        self._asked: dict[tuple[str, int], Guess | None] = {}
        self._meant: dict[int, tuple[Collection[str], dict[Key, str | None]]] = {}
        self._left = _MOST_COMPARISONS

    def __call__(self, typed: str, options: Collection[str]) -> Guess | None:
        key = (typed, id(options))
        if key not in self._asked:
            self._asked[key] = self._look(typed, options)
        return self._asked[key]

    def sure(self, typed: str, options: Collection[str]) -> str | None:
        """Return the word surely meant, or None."""
        guess = self(typed, options)
        return guess.value if guess and guess.sure else None

    def _look(self, typed: str, options: Collection[str]) -> Guess | None:
        if same := self._same(options).get(_key(typed)):
            return Guess(same, sure=True)
        if self._left < len(options):
            return None
        self._left -= len(options)
        value = did_you_mean(typed, options)
        if value is None:
            return None
        is_id = any(letter.isdigit() for letter in value)
        return Guess(value, sure=not is_id and abs(len(value) - len(typed)) <= 2)

    def _same(self, options: Collection[str]) -> dict[Key, str | None]:
        # The options are kept beside their index, so that no other collection can take their place in memory.
        if id(options) not in self._meant:
            index: dict[Key, str | None] = {}
            for option in options:
                index[_key(option)] = None if _key(option) in index else option
            self._meant[id(options)] = (options, index)
        return self._meant[id(options)][1]
