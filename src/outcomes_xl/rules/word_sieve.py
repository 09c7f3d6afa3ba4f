"""Words that are looked for before patterns: each word of a text is looked at once, however often it comes.

A text is looked over for people by some sixty patterns, most of which need one word of a list to stand there. Texts are
made of the same few thousand words; so each word is asked once which lists it could be of, and a text could hold what
its words could. What the sieve keeps back is not there; what it lets through is still to be looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_
from threading import Lock
from typing import NamedTuple, TypeAlias

Words: TypeAlias = tuple[str, ...] | frozenset[str] | str
"""A list of words in small letters; a text stands for its letters."""

_FIGURES = str.maketrans("123456789", "0" * 9)
"""Every figure counts as a nought: numbers would otherwise be thousands of words."""
_EVERY_TEXT = 1
_MOST_WORDS = 20_000


def small(text: str) -> str:
    """Return a text in small letters as patterns take them that look past capitals: an i with or without its dot."""
    letters = text.casefold()
    return letters if text.isascii() else letters.replace("i\u0307", "i").replace("ı", "i")


class _Sieve(dict[str, int]):
    """By each word met so far, a number whose bits are the lists of which something stands in it."""

    def __init__(self, pieces: Mapping[str, int], lists: int) -> None:
        """``pieces`` has, by what is looked for within words, the bits of its lists; of lists there are ``lists``."""
        super().__init__()
        self.pieces = pieces
        self.lists = lists
        self.look_at = lru_cache(maxsize=16)(self._look_at)

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bits = 0
        for piece, lists in self.pieces.items():
            if piece in word:
                bits |= lists
        self[word] = bits
        return bits

    def _look_at(self, text: str) -> tuple[str, int]:
        """Return a text in small letters, and the bits of all lists of which it could hold a word."""
        letters, bits = small(text), _EVERY_TEXT
        for word in letters.translate(_FIGURES).split():
            bits |= self[word]
        return letters, bits


class _Current:
    """The sieve that knows every list asked about so far: a list that is new makes a new one."""

    def __init__(self) -> None:
        self.sieve = _Sieve({}, 1)
        self.lock = Lock()


_CURRENT = _Current()
_MOST_LISTS = 512
_BITS: dict[int, tuple[Words, int]] = {}
"""The bits of lists by where these are, which is sooner found than by their words; kept, so that they stay there."""


def has_any(text: str, words: Words) -> bool:
    """Whether any of some words stands anywhere in a text, with capitals or without, be it within another word.

    Asked before a pattern that needs one of them: most texts have none, and this is many times quicker.
    """
    known = _BITS.get(id(words))
    bit = known[1] if known else _bit_of(words)
    letters, bits = _CURRENT.sieve.look_at(text)
    return bool(bits & bit) and any(map(letters.__contains__, words))


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of a few words stands in a text, just as they are written here: the quickest question of all."""
    return any(map(text.__contains__, words))


class NeedsWords(NamedTuple):
    """A pattern, and words in small letters of which one stands in whatever it finds: these are looked for first."""

    pattern: re.Pattern[str]
    needs: Words

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if has_any(text, self.needs) else iter(())


class Patterns:
    """Patterns that are looked for together: what a text could hold is asked once for all of them."""

    def __init__(self, *patterns: NeedsWords) -> None:
        self.patterns = patterns
        self._each = [(_bit_of(one.needs), one.needs, one.pattern) for one in patterns]
        self._bits = reduce(or_, (bit for bit, *_ in self._each))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        letters, bits = _CURRENT.sieve.look_at(text)
        if bits & self._bits:
            for bit, needs, pattern in self._each:
                if bits & bit and any(map(letters.__contains__, needs)):
                    yield from pattern.finditer(text)


def _bit_of(words: Words) -> int:
    """Return the bit of a list, which it has for good; it is asked for before a text is looked at."""
    known = _BITS.get(id(words))
    if known:
        return known[1]
    bit = _bit_by_its_words(words)
    if len(_BITS) < _MOST_LISTS:
        _BITS[id(words)] = (words, bit)
    return bit


@lru_cache(maxsize=1024)
def _bit_by_its_words(words: Words) -> int:
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
