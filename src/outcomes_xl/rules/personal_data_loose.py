"""Numbers and days of one person as people write them in haste: without their check digit, their spaces or their dots.

What has a form of its own is seen by personal_data; here a word beside it says what it is, so all of it is only
likely, and asked about before a copy is shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from outcomes_xl.rules.personal_data_births import CALLED_BIRTH, DAY, DAY_OF_A_YEAR, ONWARDS, may_speak_of_birth
from outcomes_xl.rules.word_sieve import NeedsWords, has_any

_ANY_DAY = rf"(?:{DAY}|(?:19|20)\d\d[/. ]\d{{1,2}}[/. ]\d{{1,2}}|\d{{1,2}} \d{{1,2}} (?:19|20)\d\d)(?!\d)"
_APART = r" ?[,|\\/~+*:;] ?"
_BIRTH = re.compile(
    rf"{CALLED_BIRTH}[\W_]{{0,5}}(?:{_ANY_DAY}|\d{{1,2}}{_APART}\d{{1,2}}{_APART}(?:19|20)?\d\d(?!\d)|\d{{6}}(?!\d))",
    re.IGNORECASE,
)
_DAY_CALLED = re.compile(
    rf"{DAY} ?(?:\(|[=–-] ?|(?:is|was|as) )(?:(?:his|her|their|the|a) )?{CALLED_BIRTH}", re.IGNORECASE
)
_BIRTHDAY = re.compile(rf"{CALLED_BIRTH}[^\w]{{0,5}}(?:is |was )?(?:on )?(?:the )?{DAY_OF_A_YEAR}", re.IGNORECASE)
_BORN = NeedsWords(
    re.compile(
        rf"\bborn (?:on )?(?:the )?{_ANY_DAY}"
        rf"|\b(?:turn(?:s|ed|ing)?|will be) 1?\d (?:on|in) (?:the )?(?:{_ANY_DAY}|{DAY_OF_A_YEAR})",
        re.IGNORECASE,
    ),
    ("born", "turned", "turns ", "turning", "will be"),
)
_A_COHORT = re.compile(r"\b(?:children|babies|those|anyone|pupils|cohort|if|all|infants|people|mothers)\b.{0,20}$")
_AT_HOME = ("gmail", "hotmail", "outlook", "yahoo", "icloud", "aol", "btinternet", "protonmail", "msn", "virginmedia")
_MAILS = rf"(?:{'|'.join(_AT_HOME)}|googlemail)"
_AREAS = "br|cr|da|ec|en|ha|ig|kt|nw|rm|se|sm|sw|tn|tw|ub|wc|wd"
_LIKELY: Mapping[str, re.Pattern[str]] = {
    "a number called an NHS number": re.compile(
        r"(?<![A-Za-z])(?:nhs|n\.h\.s\.?|chi|h&c)(?:[ _.-]?(?:no|number|num|nr|id|#)\b\.?)?(?: (?:is"
        r"|was))?[ :;|=#_–-]{0,3}\(?"
        r"(?:\d{3}, ?\d{3}, ?\d{4}(?!\d)"
        r"|(?!\d{1,2}[./-]\d{1,2}[./-]\d)\d(?:[ ._/()|:;*~+·•-]{0,3}\d){9}(?![ ._/:-]?\d))",
        re.IGNORECASE,
    ),
    "a pupil number": re.compile(
        r"(?<![A-Za-z])UPN(?![A-Za-z])[^\dA-Za-z]{0,12}[A-Z](?:[ ._/-]{0,2}\d){11}[ ._/-]{0,2}[A-Z\d](?![A-Za-z0-9])",
        re.IGNORECASE,
    ),
    "a learner number": re.compile(
        r"(?<![A-Za-z])(?:ULN|unique learner number)(?![A-Za-z])\D{0,12}\d(?:[ ._/-]{0,2}\d){9}(?!\d)", re.IGNORECASE
    ),
    "a case id": re.compile(
        r"/(?:person|people|child|children|case|cases|clients?|referrals?)/\d{4,12}\b"
        r"|(?:^|[.;,(\n]\s{0,2})ID ?[:#=] ?\d{6,9}\b(?![.,]\d)"
        r"|(?<![A-Za-z0-9])(?:LL|LCS|EHM|CIN|LAC|CLA|EHCP)\d{6,9}\b"
        r"|\b(?:ref|reference|case|id)\b[ :#.]{1,2}(?:CP|CIN|LAC|CLA|EH|EHM|SEN|EHCP|YJ|FH)/\d{2,4}/\d{3,6}\b"
        r"|\b(?:case|child|family|client)(?: ref\.?| reference| no\.?| id)?[ :#]{1,2}"
        r"(?:\d{4}/\d{4,6}|[A-Z]{2,4}(?:-\d{2,4}){2})\b",
        re.IGNORECASE,
    ),
    "a telephone number": re.compile(
        r"(?<![A-Za-z])(?:tel|mob|mobile|phone|ph|call|ring|t)(?![A-Za-z])[.:_]{0,2} ?(?:(?:\+"
        r"|00 ?)44 ?)?\(?\d(?:[ /()-]{0,2}\d){6,11}\b"
        r"|(?<![A-Za-z0-9])O7\d{3}[ -]?\d{3}[ -]?\d{3}\b",
        re.IGNORECASE,
    ),
    "an e-mail address of a person": re.compile(
        rf"(?<![\w.+'-])[\w.+-]{{2,64}} ?(?:@|[(\[]at[)\]]) ?{_MAILS}(?!\.?\w)"
        r"|(?<![\w.+'-])[\w.+-]{2,64} ?(?:@|[(\[]at[)\]]|\bat ) ?[\w-]{2,30} ?(?:[(\[]dot[)\]]|\bdot\b) ?(?:com|co|org"
        r"|net|uk)\b"
        rf"|(?<![\w.+'-])[\w.+-]{{2,64}} at {_MAILS}\.(?:com|co|uk|net)\b",
        re.IGNORECASE,
    ),
    "a full postcode": re.compile(
        rf"(?<![\w-])(?:{_AREAS})\d{{1,2}}[a-z]?[ _.-]{{0,2}}(?!\d(?:st|nd|rd|th)\b)\d[abd-hjlnp-uw-z]{{2}}(?![\w-])",
        re.IGNORECASE,
    ),
}


def _one_of(*words: str) -> Callable[[str], object]:
    return lambda text: has_any(text, words)


_NEEDS: Mapping[str, tuple[int, Callable[[str], object]]] = {
    "a number called an NHS number": (10, _one_of("nhs", "n.h.s", "chi", "h&c")),
    "a pupil number": (11, _one_of("upn")),
    "a learner number": (10, _one_of("uln", "learner")),
    "a case id": (4, re.compile(r"[-/\d](?:(?<=[-/])\d\d|(?<=\d)(?:\d{5}|\d{3}/\d))").search),
    "a telephone number": (7, bool),
    "an e-mail address of a person": (0, _one_of("@", "(at", "[at", "dot", *_AT_HOME)),
    "a full postcode": (2, re.compile(r"\d[a-z]{2}", re.IGNORECASE).search),
}
"""A text in which one of these stands has at least so many figures, and answers to what is quick to ask."""


def loosely_written(text: str) -> Iterator[str]:
    """Yield what of one person seems to stand in a text, in officers' words."""
    called = may_speak_of_birth(text) and any(one.search(text) for one in (_BIRTH, _BIRTHDAY, _DAY_CALLED))
    if called or any(_of_one(text, born) for born in _BORN.finditer(text)):
        yield "a date of birth"
    figures = sum(map(text.count, "0123456789"))
    for what, seen in _LIKELY.items():
        least, may_stand_in = _NEEDS[what]
        if figures >= least and may_stand_in(text) and seen.search(text):
            yield what


def _of_one(text: str, born: re.Match[str]) -> bool:
    return not ONWARDS.match(text, born.end()) and not _A_COHORT.search(text[: born.start()].casefold())
