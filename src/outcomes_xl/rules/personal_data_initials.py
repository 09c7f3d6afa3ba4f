"""Initials that stand beside what says whose they are: a year group, an age, a school, a word for a child.

What is found is asked about, never sure. Every pattern has bounded repeats.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.rules.personal_data_words import personal_words

_UPPER = "A-ZÀ-ÖØ-Þ"
YEARS = ("year", "yer", "yr", *(f"y{gap}{group}" for gap in ("", " ") for group in "123456789r"), "age")
"""What a text has in it that names a year group, or an age."""
YEAR_GROUP = r"(?:[Yy]ea?r|[Yy]r|Y) ?(?:1[0-3]|[1-9]|R)\b"
_TWO_CAPITALS = re.compile(rf"[{_UPPER}]\.? ?[{_UPPER}]")
"""What initials have."""
_INITIALS = re.compile(
    rf"(?<![\w.'’&/-])(?P<name>[{_UPPER}]\. ?[{_UPPER}]\.?(?: ?[{_UPPER}]\.)?"
    rf"|[{_UPPER}]{{2}}),? {{0,2}}[(\[,-]{{0,2}} ?(?:(?:[mfMF]|male|female|boy|girl),? (?=\d))?"
    rf"(?:(?:in|of|from|at) )?(?:{YEAR_GROUP}|[Aa]ged? \d|[Rr]eception\b|\d{{1,2}} ?(?:yrs?|y/?o|years old)\b"
    rf"|(?<=[mfMFely][, ] )1?\d\)|(?<=, )1?\d, (?:of|at|in|from)\b)"
    rf"|(?<![\w.'’&/-])(?P<dotted>[{_UPPER}]\. ?[{_UPPER}]\.)(?=[^.\n]{{0,40}}\b(?:[Ss]chool|[Nn]ursery"
    rf"|[Pp]rimary|[Aa]cademy"
    r"|[Cc]ollege|St\.? [A-Z]|mum|dad|mother|father|sibling|brother|sister|placement|foster|carer|EHCP|plan)\b)"
)
_INITIALS_BESIDE = (
    re.compile(
        rf"(?<![\w.'’&/-])(?P<name>[{_UPPER}]{{2}}),? \(?(?:at |of |from |attends |goes to )?(?:St\.? )?"
        rf"(?:[{_UPPER}][\w'’]{{1,20}} ){{1,3}}(?:Primary|School|Academy|Nursery|Juniors?|Infants?|High|College)\b"
    ),
    re.compile(rf"(?<![\w.'’&/-])(?P<name>[{_UPPER}]{{2}}) (?:at|of|from|attends|goes to) St\.? [{_UPPER}]"),
    re.compile(rf"\((?P<name>[{_UPPER}]{{2}}), ?(?:1[0-7]|[2-9])\)"),
    re.compile(rf"\b{YEAR_GROUP},? {{0,2}}[(,-]{{0,2}} ?(?P<name>[{_UPPER}]\. ?[{_UPPER}]\.)(?! ?[{_UPPER}]\.|\w)"),
)
"""Initials before a school's name, by an age in brackets, and after a year group."""
_SET_APART = re.compile(r"[(,](?!.*1[23])")
"""What parts initials from a year group; not AS (Year 12), the examination."""
_BY_SEX = re.compile(r"\((?:[mfMF]|male|female|boy|girl),? ?\d")


def initials_in(text: str) -> bool:
    """Whether initials stand beside what says whose they are."""
    if not _TWO_CAPITALS.search(text):
        return False
    mixed = not text.isupper()
    found = [(match["name"] or match["dotted"], match[0]) for match in _INITIALS.finditer(text)]
    found += [(match["name"], "") for pattern in _INITIALS_BESIDE for match in pattern.finditer(text)]
    found += [(match["name"], "(") for match in _called_initials().finditer(text)]
    return any(
        _are_initials(one, told="." in one or (mixed and bool(_SET_APART.search(whole)))) or _BY_SEX.search(whole)
        for one, whole in found
    )


def _are_initials(found: str, told: bool) -> bool:
    """Whether capitals are no abbreviation; a small word is one no more where points or a word beside it tell."""
    letters = re.sub(r"[. ]", "", found).casefold()
    words = personal_words()
    pointed = "." in found and letters not in words["abbreviations_with_points"]
    return letters not in words["abbreviations"] or pointed or (told and letters in words["small_words"])


@lru_cache(maxsize=1)
def _called_initials() -> re.Pattern[str]:
    """Initials after a word for a child: child KT, pupil J.O., initials AB."""
    return re.compile(
        rf"\b(?i:child|pupil|boy|girl|yp|young person|student|patient|client|initials|mum|dad|sibling|case of"
        rf"|concerns about|referral for)\b:? "
        rf"(?P<name>[{_UPPER}]\.? ?[{_UPPER}]\.?)(?![\w'’&/-])"
    )
