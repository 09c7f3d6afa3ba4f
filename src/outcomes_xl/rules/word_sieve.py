"""Which of many lists of words a text could hold one of: each word of a text is looked at once, however often it comes.

A text is looked over for people by some forty patterns, each of which needs one word of a list to stand there. Texts
are made of the same few thousand words; so each word is asked once which lists it could be of, and a text could hold
what its words could. What the sieve keeps back is not there; what it lets through is still to be looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...] | frozenset[str] | str
"""A list of words; a text stands for its letters."""

_FIGURES = str.maketrans("123456789", "0" * 9)
"""Every figure counts as a nought: numbers would otherwise be thousands of words."""
_EVERY_TEXT = 1
_MOST_WORDS = 20_000


class _Sieve(dict[str, int]):
    """By each word met so far, a number whose bits are the lists of which something stands in it."""

    def __init__(self, pieces: Mapping[str, int], lists: int) -> None:
        """``pieces`` has, by what is looked for within words, the bits of its lists; of lists there are ``lists``."""
        super().__init__()
        self.pieces = pieces
        self.lists = lists
        self.lists_of = lru_cache(maxsize=16)(self._lists_of)

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bits = 0
        for piece, lists in self.pieces.items():
            if piece in word:
                bits |= lists
        self[word] = bits
        return bits

    def _lists_of(self, letters: str) -> int:
        bits = _EVERY_TEXT
        for word in letters.translate(_FIGURES).split():
            bits |= self[word]
        return bits


class _Current:
    """The sieve that knows every list asked about so far: a list that is new makes a new one."""

    def __init__(self) -> None:
        self.sieve = _Sieve({}, 1)
        self.lock = Lock()


_CURRENT = _Current()
_MOST_LISTS = 512
_BITS: dict[int, tuple[Words, int]] = {}


def could_hold(letters: str, words: Words) -> bool:
    """Whether a text in small letters could hold any of some words, be it within another; where not, none is there."""
    bit = bit_of(words)
    return bool(lists_in(letters) & bit)


def lists_in(letters: str) -> int:
    """Return the bits of all lists of which a text in small letters could hold a word; those asked about by now."""
    return _CURRENT.sieve.lists_of(letters)


def bit_of(words: Words) -> int:
    """Return the bit of a list, which it has for good; it is asked for before the bits of a text are."""
    known = _BITS.get(id(words))
    return known[1] if known else _bit_by_place(words)


def _bit_by_place(words: Words) -> int:
    """Return the bit of a list, and keep it by where the list is: to look it up by its words each time takes longer.

    The list is kept with it, so that no other comes to lie in its place.
    """
    bit = _bit_of(words)
    if len(_BITS) < _MOST_LISTS:
        _BITS[id(words)] = (words, bit)
    return bit


@lru_cache(maxsize=1024)
def _bit_of(words: Words) -> int:
    """Return the bit of a list; one that is asked about for the first time is put into the sieve."""
    pieces = {max(one.translate(_FIGURES).split(), key=_tells, default="") for one in words}
    if "" in pieces:
        return _EVERY_TEXT
    with _CURRENT.lock:
        before = _CURRENT.sieve
        bit = 1 << before.lists
        new = {piece: before.pieces.get(piece, 0) | bit for piece in pieces}
        _CURRENT.sieve = _Sieve({**before.pieces, **new}, before.lists + 1)
    return bit


def _tells(piece: str) -> tuple[bool, int]:
    """Return how much a piece of what is looked for tells: “=” of “n =” more than “n”."""
    return not piece.isalnum(), len(piece)
