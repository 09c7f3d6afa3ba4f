"""Counts so small that they point at somebody: n=4, “1 YP in custody”, “2/3 of the boys”, “1M, 2F”."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from outcomes_xl.rules.personal_data_words import any_of, personal_words
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import has_any

_SMALL = r"(?:[1-5]|one|two|three|four|five)"
_NOT_PART_OF_A_NUMBER = r"(?<![\w.,/-])"
_NO_RATE = r"(?<![\d)] in )(?<!one in )(?<!two in )(?<!three in )"
"""“1 in 4 children” is a share of all."""
_END = (
    r"(?=\s{0,2}(?:$|[.,;:)!?\n–-]|(?:and|but|so|in|for|at|this|last|only|here|child|children|pupils?|kids?)\b))"
    r"(?![.,]\d)"
)
_AFTER_PEOPLE = (
    r"(?=\s{0,2}(?:$|[.,;:)!?\n–-]|(?:and|or|but|in|on|with|who|are|is|was|were|at|from|this|last|only|out|not"
    r"|to|aged|under|over"
    r"|moved|left|arrived|missing|placed|have|has|had|went|came|died|still|counted|here|now|plans?)\b))"
)
_LEADS_TO_NO_PEOPLE = (
    r"(?<!capita )(?<!phase )(?<!tier )(?<!level )(?<!group )(?<!band )(?<!table )(?<!chapter )(?<!section )(?<!lot )"
    r"(?<!part )(?<!page )(?<!quarter )(?<!stage )(?<!step )(?<!item )(?<!wave )(?<!year )(?<!week )(?<!tab )"
    r"(?<!sheet )(?<!version )(?<!term )(?<!round )(?<!file )(?<!lot )(?<!day )(?<!call )(?<!volume )(?<!question )"
)


_FEW_FIGURES = re.compile(
    r"[1-5](?=yp|lac|cla|cin|uasc|kid|girl|boy)|\d(?: ?-?(?:yo|y/?o|yr|year)|(?<=[1-9])(?<![\d.,]\d)(?![\d.,]\d))",
    re.IGNORECASE,
)
_FEW_WORDS = (
    *("one", "two", "three", "four", "five", "single", "only", "sole", "couple", "handful", "pair", "another", "both"),
)
"""What a small count begins with: most texts have none of it."""


def few_children_in(text: str) -> bool:
    """Whether a text counts one to five children, or families: n=4, count is 3, LAC x 2, only one girl."""
    text = plain(text)
    if not (_FEW_FIGURES.search(text) or has_any(text, _FEW_WORDS)):
        return False
    words = _words_of_counts()
    return any(has_any(text, needed) and pattern().search(text) for pattern, needed in words.items())


@lru_cache(maxsize=1)
def _words_of_counts() -> Mapping[Callable[[], re.Pattern[str]], tuple[str, ...]]:
    """Return what each pattern needs one of: most texts with a small number count no people."""
    words = personal_words()
    groups = words["groups_of_children"]
    on = ("count", "numerator", "denominator", "cohort", "total", "figure", "looked", "in care", "on plans", "on roll")
    told = ("n=", "n =", "n:", "n :", "n(", "n (", "number of", "in foster")
    sexes = ("both ", "male", "lad", "son", "daughter", "of the", "only", "sole")
    short = (f"{few}{gap}{sex}" for few in range(1, 6) for gap in ("", " ") for sex in "mf")
    return {
        _counts: tuple(words["counted"]),
        _in_haste: (*groups, *on, *told),
        _of_them: (*groups, *words["where_children_are"], *words["befell"], *sexes, *short),
    }


@lru_cache(maxsize=1)
def _counts() -> re.Pattern[str]:
    between = "(?:of the |of our |local |other |more |looked[- ]after |disabled )?"
    no_people = "hub|cent|service|team|group|nurse|link|support|box|polic|school"
    return re.compile(
        rf"{_NOT_PART_OF_A_NUMBER}{_NO_RATE}{_LEADS_TO_NO_PEOPLE}(?<!every )(?<!any )(?<!each )(?<!per )(?:only "
        rf"|just )?(?:{any_of('numbers')}) {between}"
        rf"(?:{any_of('counted')})\b"
        rf"(?![’']s? (?:cent|serv|team|hub|board|trust|school)| (?:{no_people})| (?:per|a) (?:row|line)| ?= ?\d"
        rf"| (?:may|can|could|might) )",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _in_haste() -> re.Pattern[str]:
    groups = any_of("groups_of_children")
    counts = r"(?:head ?count|count|numerator|denominator|cohort(?: size)?|total|figure|(?:number|total) of children)"
    several = rf"(?![.,]?\d|%| ?(?:{any_of('no_group')})\b)"
    return re.compile(
        rf"\bnumber of (?:{groups})\b[^.:=\n]{{0,40}}[:=] ?{_SMALL}\b{_END}"
        rf"|(?<![\w.])n ?[=:(] ?{_SMALL}(?![.,]?\d|%|\w)"
        rf"(?! (?:schools|settings|wards|areas|sites|services|{any_of('no_group')})\b)"
        rf"|(?<![\w.,/-])[1-5](?:yps?|lac|cla|cin|uasc|kids|girls|boys)\b{several}"
        rf"|(?<![\w.-])(?:{counts}(?: was| is| of|:| ?=)|head ?count|numerator|denominator|cohort size)(?: only"
        rf"| just)?"
        rf"(?: |(?<==)|(?<=:))\(?{_SMALL}\b{_END}"
        rf"|\b(?:{groups}) ?[x×] ?[1-5]\b{several}"
        rf"|\b(?:{groups})(?: ?[=:] ?[1-5]\b{_END}| \([1-5]\))"
        rf"|{_NOT_PART_OF_A_NUMBER}(?:[1-5] )?[x×] ?[1-5] (?:{groups})\b{several}"
        rf"|{_NOT_PART_OF_A_NUMBER}[1-5] ?[x×] ?(?:{groups})\b{several}"
        rf"|{_NOT_PART_OF_A_NUMBER}{_NO_RATE}(?<!per )(?<!every )(?<!any )(?<!each )"
        rf"{_LEADS_TO_NO_PEOPLE}{_SMALL} (?:{groups})\b{_AFTER_PEOPLE}"
        rf"|\b(?:are|were|only|just) {_SMALL}"
        r" (?:looked[- ]after|in care|on plans?|on roll|in (?:the )?cohort|in foster)\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _of_them() -> re.Pattern[str]:
    """Counts of those whom the note spoke of before, and fractions of few."""
    groups, where = any_of("groups_of_children"), any_of("where_children_are")
    return re.compile(
        rf"(?=[\dotfab])(?:{_NOT_PART_OF_A_NUMBER}{_LEADS_TO_NO_PEOPLE}{_SMALL}"
        rf" (?:out )?of the (?:[2-9]|two|three|four|five|six|seven"
        rf"|eight"
        rf"|nine)(?=\s{{0,2}}(?:$|[.,;:)!?\n]|(?:were|are|was|have|had|went|moved|died"
        rf"|(?:{groups})(?!['’]))\b))(?![.,]\d)"
        rf"|{_NOT_PART_OF_A_NUMBER}[1-9]/[1-9] (?:of (?:the|our|these|those|them) ?)?(?:{groups})\b{_AFTER_PEOPLE}"
        rf"|{_NOT_PART_OF_A_NUMBER}{_SMALL} (?:(?:is|are|was|were) )?(?:currently |still |now )?(?:in|on"
        rf"|at) (?:{where})\b"
        rf"|{_NOT_PART_OF_A_NUMBER}{_SMALL} (?:of (?:them|whom) )?(?:(?:is|are|was|were|has|have|had) )?(?:been )?"
        rf"(?:{any_of('befell')})\b"
        rf"|\b(?:a single|the only|the sole|a couple of|a handful of|a pair of|another) (?:{groups})\b(?!['’-]"
        rf"| (?:{any_of('no_group')})\b)"
        rf"|\bthe (?:only|sole) (?:[\w-]{{1,12}} ){{0,2}}(?:{any_of('counted')})\b(?!['’-]| (?:{any_of('no_group')}"
        rf"|protection|benefit|health|poverty|development|care|hub|centre|support|help)\b)"
        rf"|\bboth (?:of the )?(?:{groups}) (?:(?:are|were|is|was|have|had|been|now"
        rf"|got) ){{0,2}}(?:{any_of('befell')}|adopted|excluded)\b"
        rf"|\bonly {_SMALL} (?:is|are|was|were) from (?:the )?(?-i:[A-Z])"
        r"|\b\d{1,2} ?-?(?:yo|y/?o|yr[- ]old|year[- ]old) (?:boy|girl|male|female|lad|son|daughter|twin)\b"
        rf"|{_NOT_PART_OF_A_NUMBER}(?-i:[1-5] ?[MF],? ?(?:and |& |/ ?)?[1-5] ?[MF])\b)",
        re.IGNORECASE,
    )
