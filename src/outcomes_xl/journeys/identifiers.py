"""A person's identifier as every source writes it the same: what is hashed, and kept nowhere."""

from __future__ import annotations

import re
import string
from functools import cache
from unicodedata import normalize

from outcomes_xl.journeys.reading_words import reading_words

_WHOLE = re.compile(r"^(\d+)\.0+$")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_PARTS = re.compile(r"[^\W_]+")
_BARE = {ord(letter): None for letter in string.punctuation + string.whitespace}
_SHORT = 4
"""A longer number of one figure again and again, 9999999999, is what is typed where one must be and none is known."""


def plain_identifier(written: str) -> str:
    """Return an identifier without what differs between systems: "943 476 5919" -> "9434765919"; "" for nobody's.

    Capitals, spaces, hyphens and the like go everywhere; leading noughts where it is figures only, since Excel takes
    them away: A00123 and A123 may be two people, 000123 and 123 are one. A number that Excel rounded is nobody's.
    """
    text = (written if written.isascii() else normalize("NFKC", written)).strip().upper()
    if "." in text or "+" in text:
        if _ROUNDED.fullmatch(text):
            return ""
        text = _WHOLE.sub(r"\1", text)
    plain = text.translate(_BARE)
    if not plain.isascii():
        plain = "".join(_PARTS.findall(plain))
    if plain.isdecimal():
        plain = plain.lstrip("0")
        return "" if len(plain) > _SHORT and len(set(plain)) == 1 else plain
    return "" if plain.casefold() in _nobody() else plain


def is_rounded(written: str) -> bool:
    """Whether it is what Excel makes of a long number, 4.86E+09: nobody can say any more whose it was."""
    return bool(_ROUNDED.fullmatch(written.strip().upper()))


@cache
def _nobody() -> frozenset[str]:
    return frozenset(reading_words()["nobody"]["words"])


def shape(plain: str) -> str:
    """Return how an identifier is made, and nothing of it: "10 figures", "1 letter and 12 figures"."""
    figures = sum(letter.isdecimal() for letter in plain)
    letters = len(plain) - figures
    parts = [
        f"{many} {word}{'' if many == 1 else 's'}" for many, word in ((letters, "letter"), (figures, "figure")) if many
    ]
    return " and ".join(parts)
