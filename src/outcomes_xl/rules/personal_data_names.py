"""Names that stand beside what says whose they are: a relative, a title, an age, a year group, what befell somebody.

A name with nothing beside it looks like a colleague's and is not seen. What is found is asked about, never sure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from outcomes_xl.framework import load_framework
from outcomes_xl.rules.personal_data_alone import is_of_services
from outcomes_xl.rules.personal_data_beside import named_child_in
from outcomes_xl.rules.personal_data_births import birth_date_in
from outcomes_xl.rules.personal_data_described import parted
from outcomes_xl.rules.personal_data_initials import YEAR_GROUP, YEARS, initials_in
from outcomes_xl.rules.personal_data_small_letters import (
    family_name_first,
    is_a_first_name,
    is_a_whole_name,
    whole_name_in_small_letters,
    with_capitals,
)
from outcomes_xl.rules.personal_data_spoken import family_in_small_letters, spoken_of_in
from outcomes_xl.rules.personal_data_words import (
    any_of,
    first_names,
    is_no_name,
    is_of_ordinary_words,
    of_the_field,
    personal_words,
)
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import NeedsWords, Patterns

_UPPER = "A-ZÀ-ÖØ-Þ"
_AFTER_CAPITAL = rf"['’]?[{_UPPER}]?[a-zß-öø-ÿ][\w'’-]{{0,24}}"
_NAME = rf"[{_UPPER}]{_AFTER_CAPITAL}"
_BEGINS = rf"[{_UPPER}](?<!\w[{_UPPER}])"
"""A capital at the beginning of a word. What is looked for begins with the letter: it is found far sooner than \\b."""
_FIRST = rf"{_BEGINS}{_AFTER_CAPITAL}"
_NAMES = rf"(?:(?:[{_UPPER}]\. ?){{1,2}}{_NAME}|{_NAME}(?: {_NAME})?|[{_UPPER}]\. ?[{_UPPER}]\.)"
_REST_OF_NAMES = rf"(?:\. ?(?:(?:[{_UPPER}]\. ?)?{_NAME}|[{_UPPER}]\.)|{_AFTER_CAPITAL}(?: {_NAME})?)"
_OWNER = rf"(?:(?:[{_UPPER}]\. ?){{1,2}}{_NAME}|{_NAME}(?: {_NAME}){{0,2}}?|[{_UPPER}]\.? ?[{_UPPER}]?\.?)"
"""Whoever something is said to be of: “Priya” in “Priya’s dad”, “J” in “J’s mum”."""
_AGE = r"\(?\d{1,2}(?: ?(?:yrs?|years?|months?|mths|m|y)\b(?! (?:of|to|data|period|plan|old data))| ?\)|, )"
_HER_AGE = NeedsWords(re.compile(rf"(?P<name>{_BEGINS}{_REST_OF_NAMES}),? (?:\(?aged? )?{_AGE}"), "0123456789")
_IS_AGED = NeedsWords(
    re.compile(rf"(?P<name>{_FIRST} {_NAME}),? (?:is|was|turned|who is|aged) \d{{1,2}}\b(?![%.,/:]\d|%| ?per| points)"),
    "0123456789",
)
_SURNAME_FIRST = re.compile(rf"(?P<name>[{_UPPER}](?<![\w'’-][{_UPPER}])[{_UPPER}'’-]{{3,24}}, {_NAME})\b")
_MAYS_MUM = NeedsWords(
    re.compile(
        r"\b(?:May|June|April|Summer|Autumn|August|Will|Mark)(?P<name>)['’]s (?:mum|dad|mother|father|sister"
        r"|brother|nan|gran|aunt"
        r"|uncle|son|daughter|twin)\b"
    ),
    ("'s ", "’s "),
)
"""Months and words of every day that are first names as well."""
_THE_FAMILY = NeedsWords(
    re.compile(
        rf"(?P<name>{_FIRST}) (?:family|siblings|twins|brothers|sisters|household)\b"
        r"(?! (?:hub|cent|serv|supp|link|group|team|view|record|module|portal|screen|login|app\b|tab\b|page|form"
        r"|work|law|court"
        r"|policy|rounds?\b|plan|time|size|type|level|data|table|field|help|approach|model|programme|safeguarding))"
    ),
    (" family", " siblings", " twins", " brothers", " sisters", " household"),
)
_ONE_INITIAL = NeedsWords(
    re.compile(
        rf"[{_UPPER}](?<![\w.'’&/-][{_UPPER}])\.? (?P<name>{_NAME}),? ?\(?"
        rf"(?:(?:in|of|from|at) )?(?:{YEAR_GROUP}|[Aa]ged? \d)"
    ),
    YEARS,
)
_IN_A_YEAR = NeedsWords(
    re.compile(
        rf"(?P<name>[{_UPPER}](?<![\w'’.-][{_UPPER}]){_AFTER_CAPITAL}),? ?\(?"
        rf"{YEAR_GROUP}(?=[),;.]|$| at\b| in\b)(?!\.\d)"
    ),
    YEARS,
)
"""A first name by a year group: Jayden (Y4)."""
_TO_BE_MENDED = NeedsWords(
    re.compile(
        rf"\b(?i:removed?|deleted?|excluded?|missing|unmatched|not (?:matched|found|in|on)|duplicated?|left out"
        rf"|lost)\b:? "
        rf"(?P<name>{_NAME} {_NAME})"
    ),
    ("remove", "delete", "exclude", "missing", "matched", "not ", "duplicate", "left out", "lost"),
)
"""Whom a record is about that is missing, or is to go."""
_AT_HOME = NeedsWords(
    re.compile(
        rf"(?P<name>{_FIRST} {_NAME}),? (?:of |at )?\d{{1,4}}[A-Za-z]?,? (?:[{_UPPER}][\w'’]{{1,20}} ){{1,3}}"
        r"(?:Road|Rd|Street|St|Avenue|Ave|Close|Lane|Drive|Gardens|Court|Terrace|Way|Crescent|Place|Grove|Square|Mews|Walk|Rise|Hill)\b"
    ),
    "0123456789",
)
_WITH_PRONOUNS = NeedsWords(
    re.compile(
        rf"(?P<name>{_FIRST}(?: {_NAME})?),? ?\(?(?:he|she|they) ?/ ?(?:him|his|hers?|they|them|theirs?)\)?"
        r",? ?\(?\d{1,2}\b"
    ),
    "/",
)
_IN_BRACKETS = NeedsWords(
    re.compile(rf"(?P<name>{_FIRST}(?: {_NAME})?) \((?:[A-Z]{{2,4}}|[mfMF]|(?i:boy|girl|male|female)),? ?(?:1?\d)\)"),
    "(",
)
"""A name by its age in brackets, with a word of a letter or a few before it: Lucas (SEN, 7)."""
_HAS_A_CONDITION = NeedsWords(
    re.compile(
        rf"(?<![\w'’./&-])(?P<name>{_NAME}(?: {_NAME})?) (?:has|is|was|had|may have) (?:an? |severe |got )?"
        r"(?:ADHD|ASD|autism|autistic|HIV|epilepsy|epileptic|Down['’]?s|leukaemia|cancer)\b"
        r"(?! (?:data|pathway|team|service|nurse|clinic|waiting|list|assessment|diagnos"
        r"|figure|count|field|flag|lead|prevalence|rate))"
    ),
    ("adhd", "asd", "autis", "hiv", "epilep", "down", "leukaemia", "cancer"),
)
_THIS_IS = NeedsWords(
    re.compile(
        rf"\b(?:(?i:this|that)(?: one| child| family)? (?:is|was) (?=\w+ [{_UPPER}][a-z])"
        r"|Little (?=\w+ (?:is|was|has|had|needs)\b))"
        rf"(?P<name>{_NAME}(?: {_NAME})?)"
    ),
    ("this", "that", "little"),
)
_ANY_NAME = re.compile(rf"[{_UPPER}]['’]?[{_UPPER}]?[a-zß-öø-ÿ]|[{_UPPER}]\.|\b[{_UPPER}]{{2}}\b|\b[{_UPPER}]['’]s")


def somebody_named_in(text: str) -> bool:
    """Whether a name, or initials, stand beside what says whose they are."""
    text = plain(text)
    if _ANY_NAME.search(text):
        read = parted(text)
        if _is_named(text) or (read and (named_child_in(read) or birth_date_in(read))):
            return True
    if family_in_small_letters(text) or (text.isupper() and _befell(with_capitals(text.lower()))):
        return True
    read = with_capitals(text)
    return bool(read) and (_is_named(read) or birth_date_in(read) or whole_name_in_small_letters(text))


def _is_named(text: str) -> bool:
    return (
        (_beside_a_word(text) or initials_in(text) or _befell(text) or named_child_in(text) or family_name_first(text))
        or spoken_of_in(text)
        or any(is_a_whole_name(match["name"]) for match in _TO_BE_MENDED.finditer(text))
        or any(is_a_first_name(match["name"]) for match in _IN_A_YEAR.finditer(text))
    )


def _beside_a_word(text: str) -> bool:
    if any(not _of_every_day(_of_the_name(match["name"])) for match in _beside_kin().finditer(text)):
        return True
    named = chain(_patterns().finditer(text), _SURNAME_FIRST.finditer(text))
    if any(not nobodys(_of_the_name(match["name"])) for match in named):
        return True
    return any(not _is_known(match["name"]) for match in _theirs().finditer(text))


def _befell(text: str) -> bool:
    """Whether what befalls only a person, such as an arrest, is said right after a name."""
    return any(not _is_known(found["name"]) for found in _befallen().finditer(text))


def _is_known(found: str) -> bool:
    """Whether any word of what looks like a name is everyday, a place or an organisation."""
    name = _of_the_name(found)
    return nobodys(name) or any(is_no_name(word) for word in name.split(" "))


def _of_every_day(name: str) -> bool:
    """Whether what stands beside a relative is no name but words of every day, none a first name: Parent Talk."""
    words = name.split(" ")
    return nobodys(name) or all(is_of_services(word) and word.casefold() not in first_names() for word in words)


def _of_the_name(found: str) -> str:
    """Return a name without what a sentence begins with: “Priya” of “Ask Priya”."""
    words = found.split(" ")
    leads = personal_words()["sentence_begins"] | personal_words()["before_colleagues"]
    while len(words) > 1 and words[0].casefold() in leads:
        words = words[1:]
    return " ".join(words)


def nobodys(name: str) -> bool:
    """Whether what looks like a name has a word of the field, of a publication or of a place in it."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    told = [word for place, word in enumerate(words) if not (place and word in personal_words()["surnames"])]
    return of_the_field(" ".join(told)) or any(word in _no_names() for word in told) or is_of_ordinary_words(name)


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    places = {word for one in load_framework().boroughs.values() for word in one.name.casefold().split()}
    return personal_words()["no_names"] | places


@lru_cache(maxsize=1)
def _beside_kin() -> Patterns:
    kin, words = any_of("kin"), personal_words()["kin"]
    near = rf"(?:['’]?s)?(?:,| is| was| of| called| named|:| [=–-]|['’]s name is)? \(?(?P<name>{_NAMES})"
    return Patterns(
        NeedsWords(re.compile(rf"\b(?i:{kin})\b{near}"), words),
        NeedsWords(
            re.compile(rf"\b(?P<name>{_OWNER})(?:['’]s?|,| \() ?(?:the |new |old |late |step-?|ex-?)?(?i:{kin})\b"),
            words,
        ),
    )


@lru_cache(maxsize=1)
def _patterns() -> Patterns:
    before = rf"\b(?i:{any_of('before_names')})\b:?[ –-]{{1,3}}(?P<name>{_NAMES})"
    return Patterns(
        NeedsWords(re.compile(before), personal_words()["before_names"]),
        NeedsWords(
            re.compile(rf"\b(?:{any_of('titles')})\.? (?P<name>{_NAMES})"),
            tuple(title.casefold() for title in personal_words()["titles"]),
        ),
        _MAYS_MUM,
        *(_HER_AGE, _IS_AGED, _THE_FAMILY),
    )


@lru_cache(maxsize=1)
def _theirs() -> Patterns:
    """Return what beside a name is only said of somebody: what is theirs, where they live, what they have."""
    said = (_of_what_is_theirs(), _spoken_of())
    return Patterns(*said, _AT_HOME, _ONE_INITIAL, _WITH_PRONOUNS, _IN_BRACKETS, _HAS_A_CONDITION, _THIS_IS)


@lru_cache(maxsize=1)
def _of_what_is_theirs() -> NeedsWords:
    titles = r"(?! (?:Review|Report|Hub|Cent|Serv|Fund|Act|Law|Learning|Support|Group|Team|Survey)[a-z]{0,8}\b)"
    theirs = re.compile(rf"\b(?P<name>{_OWNER})['’]s? (?i:{any_of('kin_of')})\b{titles}")
    return NeedsWords(theirs, ("'", "’"))


@lru_cache(maxsize=1)
def _spoken_of() -> NeedsWords:
    """What is said about somebody by two names, but for a colleague's work: Jayden Okafor about his placement."""
    theirs = rf"(?:about|re|regarding|over) (?:his|her|their|him|them)\b(?! (?:{any_of('of_the_work')})\b)"
    return NeedsWords(
        re.compile(rf"(?P<name>{_FIRST} {_NAME}) (?i:{theirs})"), (" his", " her", " their", " him", " them")
    )


@lru_cache(maxsize=1)
def _befallen() -> NeedsWords:
    small = "is|was|has|had|been|being|got|gets|in|into|on|took|an?|now|again|who|sadly|recently|may be|could be"
    befell = re.compile(
        rf"(?P<name>[{_UPPER}](?<![\w'’./&-][{_UPPER}]){_AFTER_CAPITAL}(?: {_NAME}"
        rf"| [{_UPPER}]\.?)?)[,:-]? (?:(?:{small}) ){{0,3}}(?:{any_of('befell')})\b"
    )
    return NeedsWords(befell, tuple(word.casefold() for word in personal_words()["befell"]))
