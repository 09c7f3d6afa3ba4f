"""Somebody told as colleagues talk: “Little Ava”, “Jamals mum”, “the begum family”, “Mohammed, 7”.

A name is one here that the Office for National Statistics counts as a first name and that is no word of every day, so
a colleague is told from a child by what stands beside the name alone. What is found is asked about, never sure. Every
pattern has bounded repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from outcomes_xl.rules.personal_data_small_letters import is_a_first_name
from outcomes_xl.rules.personal_data_words import any_of, is_no_name, is_of_ordinary_words, personal_words
from outcomes_xl.rules.word_sieve import NeedsWords, holds

_UPPER = "A-ZÀ-ÖØ-Þ"
_GIVEN = rf"[{_UPPER}](?<![\w'’./&-][{_UPPER}])[a-zß-öø-ÿ]{{2,20}}(?:-[{_UPPER}][a-zß-öø-ÿ]{{1,20}})?"
_AND_ANOTHER = rf"(?:,| ?[+/&]| and) ?{_GIVEN}"
_AGE = re.compile(r"(?:, \(?| \()1?\d\)?(?=[.;,)]|$| (?:and|is|was|has)\b)(?![.,]\d)")
_BEFORE = re.compile(r"(?P<name>(?<![\w'’./&-])[^\W\d_]{3,21}(?:-[^\W\d_]{2,21})?)\Z")
_LONGEST = 45
_SAID = ("ittle ", "il ", "il' ", "il’ ", "aby ", "ee ", "oung ", "nly ", "est ", " last ", " first ")
_SAID_OF = (
    re.compile(rf"\b(?:[Ll]ittle|[Ll]il['’]?|[Bb]aby|[Ww]ee|[Yy]oung) (?P<name>{_GIVEN})\b"),
    re.compile(
        rf"\b[Oo]nly (?P<name>{_GIVEN}){_AND_ANOTHER} (?:(?:are |were )?left|remain|stayed?)\b(?! in the| to do)"
    ),
    re.compile(
        rf"(?P<name>{_GIVEN}) (?:is|was) (?:the|our) (?:only|youngest|eldest|oldest|last|first) (?:one|child)\b"
    ),
)
_FAMILIES = (" family", " twins", " siblings", " brothers", " sisters", " kids", " household")
_SMALL_FAMILY = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]hose) (?P<name>[a-z]['’]?[a-z]{2,20}) "
    r"(?:family|twins|siblings|brothers|sisters|kids|household)\b"
    r"(?! (?:hub|cent|serv|supp|link|group|team|view|record|module|portal|work|law|court|policy|plan|data|model))"
)
"""A family named in small letters: by a word that is neither of every day nor of the field."""

_ENDS_OF_ADJECTIVES = (
    *("s", "ed", "ing", "er", "est", "al", "ish", "ous", "ful", "less", "ive", "ate", "ary", "ent", "ant", "ic", "lar"),
    *("ble", "ire", "ick"),
)


def spoken_of_in(text: str) -> bool:
    """Whether a first name stands in a text, plain or with its capitals put back, as one speaks of a child."""
    befell, theirs = _told()
    for after in (_AGE, theirs):
        if after.search(text) and any(map(_is_given, _names_before(after, text))):
            return True
    if any(map(_is_given, befell.finditer(text))):
        return True
    return holds(text, _SAID) and any(_is_given(found) for one in _SAID_OF for found in one.finditer(text))


def _names_before(after: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the names that stand right before what is found."""
    before = (text[max(0, found.start() - _LONGEST) : found.start()] for found in after.finditer(text))
    return (name for one in before if (name := _BEFORE.search(one)))


def _is_given(found: re.Match[str]) -> bool:
    return is_a_first_name(found[found.lastgroup or 0].split("-")[0])


def family_in_small_letters(text: str) -> bool:
    """Whether a family is named by a name in small letters: the begum family."""
    return holds(text, _FAMILIES) and any(_is_a_name(found["name"]) for found in _SMALL_FAMILY.finditer(text))


def _is_a_name(word: str) -> bool:
    words = personal_words()
    known = is_no_name(word) or is_of_ordinary_words(word) or any(word in words[part] for part in ("no_names", "kin"))
    return not (known or word.endswith(_ENDS_OF_ADJECTIVES))


@lru_cache(maxsize=1)
def _told() -> tuple[NeedsWords, re.Pattern[str]]:
    """Return a name or two with what befalls a child, and what stands behind a name: “s mum” in “Jamals mum”."""
    small = "is|was|are|were|has|have|had|been|be|being|got|still|now|again|both|to be|will be"
    befell = rf"(?i:(?:(?:{small}) ){{0,3}}(?:{any_of('befell_by_name')})\b)"
    return (
        NeedsWords(
            re.compile(rf"(?P<name>{_GIVEN})(?:{_AND_ANOTHER})?,? {befell}"),
            tuple(word.casefold() for word in personal_words()["befell_by_name"]),
        ),
        re.compile(rf"s (?i:{any_of('kin')})\b"),
    )
