"""Somebody told as colleagues talk: “Little Ava”, “Jamals mum”, “the begum family”, “Mohammed, 7”.

A name is one here that the Office for National Statistics counts as a first name and that is no word of every day, so
a colleague is told from a child by what stands beside the name alone. What is found is asked about, never sure. Every
pattern has bounded repeats.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.rules.personal_data_small_letters import is_a_first_name
from outcomes_xl.rules.personal_data_words import any_of, is_no_name, is_of_ordinary_words, personal_words
from outcomes_xl.rules.plain_text import NeedsWords

_UPPER = "A-ZÀ-ÖØ-Þ"
_GIVEN = rf"[{_UPPER}](?<![\w'’./&-][{_UPPER}])[a-zß-öø-ÿ]{{2,20}}(?:-[{_UPPER}][a-zß-öø-ÿ]{{1,20}})?"
_AND_ANOTHER = rf"(?:,| ?[+/&]| and) ?{_GIVEN}"
_LITTLE = NeedsWords(
    re.compile(rf"\b(?:[Ll]ittle|[Ll]il['’]?|[Bb]aby|[Ww]ee|[Yy]oung) (?P<name>{_GIVEN})\b"),
    ("little", "lil", "baby", "wee ", "young"),
)
_AGE_AFTER = NeedsWords(
    re.compile(rf"(?P<name>{_GIVEN})(?:, \(?| \()1?\d\)?(?=[.;,)]|$| (?:and|is|was|has)\b)(?![.,]\d)"), "0123456789"
)
_ALONE_OF_KIND = NeedsWords(
    re.compile(
        rf"(?P<name>{_GIVEN}) (?:is|was) (?:the|our) (?:only|youngest|eldest|oldest|last|first) (?:one|child)\b"
    ),
    ("only", "youngest", "eldest", "oldest", "last", "first"),
)
_ONLY_THESE = NeedsWords(
    re.compile(
        rf"\b[Oo]nly (?P<name>{_GIVEN}){_AND_ANOTHER} (?:(?:are |were )?left|remain|stayed?)\b(?! in the| to do)"
    ),
    ("only",),
)
_SMALL_FAMILY = NeedsWords(
    re.compile(
        r"\b(?:[Tt]he|[Tt]hat|[Tt]hose) (?P<name>[a-z]['’]?[a-z]{2,20}) "
        r"(?:family|twins|siblings|brothers|sisters|kids|household)\b"
        r"(?! (?:hub|cent|serv|supp|link|group|team|view|record|module|portal|work|law|court|policy|plan|data|model))"
    ),
    (" family", " twins", " siblings", " brothers", " sisters", " kids", " household"),
)
"""A family named in small letters: by a word that is neither of every day nor of the field."""

_ENDS_OF_ADJECTIVES = (
    *("s", "ed", "ing", "er", "est", "al", "ish", "ous", "ful", "less", "ive", "ate", "ary", "ent", "ant", "ic", "lar"),
    *("ble", "ire", "ick"),
)


def spoken_of_in(text: str) -> bool:
    """Whether a first name stands in a text, plain or with its capitals put back, as one speaks of a child."""
    given = (*_besides(), _LITTLE, _AGE_AFTER, _ALONE_OF_KIND, _ONLY_THESE)
    return any(is_a_first_name(found["name"].split("-")[0]) for one in given for found in one.finditer(text))


def family_in_small_letters(text: str) -> bool:
    """Whether a family is named by a name in small letters: the begum family."""
    return any(_is_a_name(found["name"]) for found in _SMALL_FAMILY.finditer(text))


def _is_a_name(word: str) -> bool:
    words = personal_words()
    known = is_no_name(word) or is_of_ordinary_words(word) or any(word in words[part] for part in ("no_names", "kin"))
    return not (known or word.endswith(_ENDS_OF_ADJECTIVES))


@lru_cache(maxsize=1)
def _besides() -> tuple[NeedsWords, ...]:
    """Return a first name with an s and a relative, and one or two with what befalls only a child."""
    kin, befell = sorted(personal_words()["kin"]), personal_words()["befell_by_name"]
    small = "is|was|are|were|has|have|had|been|be|being|got|still|now|again|both|to be|will be"
    return (
        NeedsWords(
            re.compile(rf"\b(?P<name>[{_UPPER}a-z][a-zß-öø-ÿ]{{2,20}})s (?i:{any_of('kin')})\b"),
            tuple(f"s {one}" for one in kin),
        ),
        NeedsWords(
            re.compile(
                rf"(?P<name>{_GIVEN})(?:{_AND_ANOTHER})?,? (?i:(?:(?:{small}) ){{0,3}}(?:{any_of('befell_by_name')})\b)"
            ),
            befell,
        ),
    )
