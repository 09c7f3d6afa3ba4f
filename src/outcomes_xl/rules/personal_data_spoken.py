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

_UPPER = "A-ZÀ-ÖØ-Þ"
_GIVEN = rf"[{_UPPER}](?<![\w'’./&-][{_UPPER}])[a-zß-öø-ÿ]{{2,20}}(?:-[{_UPPER}][a-zß-öø-ÿ]{{1,20}})?"
_AND_ANOTHER = rf"(?:,| ?[+/&]| and) ?{_GIVEN}"
_AGE = re.compile(r"(?:, \(?| \()1?\d\)?(?=[.;,)]|$| (?:and|is|was|has)\b)(?![.,]\d)")
_BEFORE = re.compile(rf"(?P<name>{_GIVEN})\Z")
_LONGEST = 45
_SAID_OF = re.compile(
    rf"[BLWYblwy](?<!\w\w)(?:ittle|il['’]?|aby|ee|oung) (?P<little>{_GIVEN})\b"
    rf"|[Oo](?<!\w\w)nly (?P<only>{_GIVEN}){_AND_ANOTHER} (?:(?:are |were )?left|remain|stayed?)\b(?! in the| to do)"
)
_ALONE = re.compile(
    rf"(?P<name>{_GIVEN}) (?:is|was) (?:the|our) (?:only|youngest|eldest|oldest|last|first) (?:one|child)\b"
)
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
    return any(map(_is_given, _by_an_age(text))) or any(
        _is_given(found) for one in _told() for found in one.finditer(text)
    )


def _by_an_age(text: str) -> Iterator[re.Match[str]]:
    before = (text[max(0, age.start() - _LONGEST) : age.start()] for age in _AGE.finditer(text))
    return (found for one in before if (found := _BEFORE.search(one)))


def _is_given(found: re.Match[str]) -> bool:
    return is_a_first_name(found[found.lastgroup or 0].split("-")[0])


def family_in_small_letters(text: str) -> bool:
    """Whether a family is named by a name in small letters: the begum family."""
    return any(_is_a_name(found["name"]) for found in _SMALL_FAMILY.finditer(text))


def _is_a_name(word: str) -> bool:
    words = personal_words()
    known = is_no_name(word) or is_of_ordinary_words(word) or any(word in words[part] for part in ("no_names", "kin"))
    return not (known or word.endswith(_ENDS_OF_ADJECTIVES))


@lru_cache(maxsize=1)
def _told() -> tuple[re.Pattern[str], ...]:
    """Return what a first name stands in: a name with an s and a relative, one or two with what befalls a child."""
    small = "is|was|are|were|has|have|had|been|be|being|got|still|now|again|both|to be|will be"
    befell = rf"(?i:(?:(?:{small}) ){{0,3}}(?:{any_of('befell_by_name')})\b)"
    return (
        re.compile(rf"\b(?P<name>[{_UPPER}a-z][a-zß-öø-ÿ]{{2,20}})s (?i:{any_of('kin')})\b"),
        re.compile(rf"(?P<name>{_GIVEN})(?:{_AND_ANOTHER})?,? {befell}"),
        _SAID_OF,
        _ALONE,
    )
