"""The words of data/personal_words.toml, and by them whether a word with a capital is nobody's name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from itertools import dropwhile

from outcomes_xl.framework import load_framework

_NO_NAMES_ENDING = re.compile(
    r"(?:[ts]ions?|ments?|ness|ings?|ships?|ances?|ences?|it(?:y|ies)|ewals?|ires|ables?|ology|ically"
    r"|(?:[aeiou]t|[cprsn]t|i[sz]|ss|ll|nn|pp|gg|ew|ow|ain|ail|sh|tch|as|os|us|ac|uc|ang|ir|ur|or|iv|ov|id|ad|od|ud|nd"
    r"|ld|rd|rm|um|lv|rv|nc|rs)ed)$"
)
"""What words end in that officers begin a sentence or a title with; hardly a first name does."""


@lru_cache(maxsize=1)
def personal_words() -> Mapping[str, frozenset[str]]:
    """Return the words by which what is about one person is told from what is not, by the name of their list."""
    found = tomllib.loads((resources.files("outcomes_xl") / "data" / "personal_words.toml").read_text(encoding="utf-8"))
    return {part: frozenset(words) for part, words in found.items()}


def of_the_field(name: str) -> bool:
    """Whether a word of the field stands in what looks like a name: Key Stage, Data Team."""
    return any(word in personal_words()["field"] for word in re.findall(r"[^\W\d_]+", name.casefold()))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return first names in small letters."""
    return _lines("first_names.txt")


@lru_cache(maxsize=4096)
def is_of_ordinary_words(name: str) -> bool:
    """Whether what looks like a name is made of words that benefits, bodies and programmes are called by.

    Universal Credit is; Amira Banks and Visited Ngozi are not: a first name speaks for a person, and a word that a
    sentence begins with is passed over.
    """
    words = re.findall(r"[^\W\d_]+", name.casefold())
    left = [*dropwhile(_is_ordinary, words)]
    return bool(words) and (not left or (left[0] not in first_names() and any(map(_is_ordinary, left))))


def _is_ordinary(word: str) -> bool:
    return word in _ordinary() and word not in personal_words()["family_names"]


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return _lines("ordinary_words.txt")


def _lines(name: str) -> frozenset[str]:
    text = (resources.files("outcomes_xl") / "data" / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def begins_as_no_name(name: str) -> bool:
    """Whether the first word of what looks like a name is everyday: a family name may be one, a first name hardly."""
    return not name.isupper() and (is_no_name(re.split(r"[ ,]", name)[0]) or is_of_ordinary_words(name))


@lru_cache(maxsize=4096)
def is_no_name(word: str) -> bool:
    """Whether a word with a capital is nobody's name: of the field, a place, an organisation, or of every day."""
    small = word.casefold()
    if small in personal_words()["also_first_names"]:
        return False
    parts = {small, *re.split(r"[-'’]", small)}
    return of_the_field(word) or bool(_NO_NAMES_ENDING.search(small)) or not _everyday().isdisjoint(parts)


def any_of(part: str) -> str:
    """Return the words of a list as a part of a pattern, the longest first, those with one first letter together."""
    return alternatives(personal_words()[part])


def alternatives(words: Iterable[str]) -> str:
    """Return words as a part of a pattern: only those that begin with the letter that stands there are tried."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    framework = load_framework()
    own = " ".join(f"{one.title} {one.definition} {one.outcome} {one.indicator}" for one in framework.metrics.values())
    small = set(re.findall(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])", own))
    places = {word for one in framework.boroughs.values() for word in one.name.casefold().split()}
    words = personal_words()
    return frozenset(small | places | words["everyday"] | words["organisations"] | words["systems"])
