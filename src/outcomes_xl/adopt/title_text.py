"""A title as it is compared: without its numbering and footnotes, as words that are each in one form."""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.adopt.title_words import stem
from outcomes_xl.adopt.words import one_line, words

_NUMBERING = re.compile(
    r"^\s*(?:[-•●▪◦*–·»>]+|\(?[a-z]\)|\(?[ivx]{1,4}\)|\(\d{1,3}\)|[A-Z]\d{0,2}[.)]|"
    r"\d+(?:\.\d+)*[.)]?(?=\s+\D)(?!\s+(?:or\b|to\b|and\b|years?\b|hours?\b|weeks?\b|months?\b|doses?\b|plus\b)))\s*"
)
_FOOTNOTE = re.compile(r"\s*(?:[¹²³⁰-⁹†‡*^]+|\[(?:note )?\w{1,2}\])+$")
NOT_STATED = re.compile(r"\((?:measure not (?:stated|settled)|not captured yet|national indicator to come)\)", re.I)
_TOKEN = re.compile(r"\d+½?|[a-z&½]+\d*")
_ANY_CODE = re.compile(r"(?:[A-Za-z]{1,8}[ -]?)?\d{2,6}[a-z]?(?: ?\([ivx]+\))?")
_SMALL = frozenset(one_line("a an and are at be by for from in is of on or per that the their them to with").split())


def is_code(text: str) -> bool:
    """Whether a text looks like some framework's id, letters and a number: C11a, LGI 19346, MET-001."""
    return bool(_ANY_CODE.fullmatch(text)) and any(letter.isalpha() for letter in text)


@lru_cache(maxsize=300_000)
def plain_title(text: str) -> str:
    """Return a title without the bullet or number before it, or a footnote's mark after it."""
    stripped = _FOOTNOTE.sub("", _NUMBERING.sub("", text.strip(), count=1), count=1)
    return stripped.strip() or text.strip()


@lru_cache(maxsize=300_000)
def tokens(text: str) -> frozenset[str]:
    """Return the words of a title, each in one form."""
    said = one_line(NOT_STATED.sub("", text) if "(" in text else text).replace("'", "").replace("’", "")
    if any(one.search(said) for one in words().said_otherwise):
        for pattern, other in words().said_as:
            said = pattern.sub(other, said)
    turned = any(one.search(said) for one in words().turned_at_all)
    for one, opposite, word in words().turned if turned else ():
        if one.search(said) and not opposite.search(said):
            said = f"{one.sub(' ', said)} {word}"  # a title turned round finds its row; its figure is not carried
    return frozenset(stem(word) for word in _TOKEN.findall(said) if word not in _SMALL)
