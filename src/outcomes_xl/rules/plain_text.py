"""A text as it is looked at for people: without what only hides a number or a name from a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, digit, normalize

_BROKEN = re.compile(r"(?<=\d)[ \t]*[\r\n]\s*(?=\d)")
"""A line's end within figures: “943”, and “476 5919” on the next line of the cell."""
_LISTED = re.compile(r"(?<=\S)([,;|])(?=[^\s\d]|\d(?!\d\d(?!\d)))")
"""A mark of a list with nothing behind it: “Jo,07700 900123”; not the comma of 1,200."""
_UNSEEN = frozenset({"Cf", "Me"})
_VARIANTS = re.compile("[\ufe00-\ufe0f]")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return a text as it is looked at.

    Letters and figures of other widths and scripts are ours, spaces and dashes of every kind are plain ones; marks that
    nobody sees are gone, pictures are spaces, figures that a line's end parts stand side by side, and a space follows
    what parts a list.
    """
    if not text.isascii():
        text = "".join(map(_plain_letter, _VARIANTS.sub("", normalize("NFKC", text))))
    if "," in text or ";" in text or "|" in text:
        text = _LISTED.sub(r"\1 ", text)
    return _BROKEN.sub(" ", text) if "\n" in text or "\r" in text else text


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether any of some words in small letters stands anywhere in a text, be it within another word.

    Asked before a pattern that needs one of them: most texts have none, and this is many times quicker.
    """
    return any(map(small(text).__contains__, words))


@lru_cache(maxsize=16)
def small(text: str) -> str:
    """Return a text in small letters as patterns take them that look past capitals: an i with or without its dot."""
    letters = text.casefold()
    return letters if text.isascii() else letters.replace("i\u0307", "i").replace("ı", "i")


class NeedsWords(NamedTuple):
    """A pattern, and words in small letters of which one stands in whatever it finds: these are looked for first."""

    pattern: re.Pattern[str]
    needs: Iterable[str]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if has_any(text, self.needs) else iter(())


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    kind = category(letter)
    if kind in _UNSEEN:
        return ""
    if kind == "Nd":
        return str(digit(letter))
    if kind == "Pd":
        return "-"
    return " " if kind in ("Zs", "So", "Sk") else letter
