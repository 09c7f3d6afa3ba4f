"""What in a text could point at one person, or open a door: its kind, and whether it is sure. Never the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from outcomes_xl.framework import load_framework
from outcomes_xl.rules import personal_data as seen
from outcomes_xl.rules.personal_data_beside import birth_beside_a_name_in, few_children_in, named_child_in
from outcomes_xl.rules.personal_data_loose import loosely_written
from outcomes_xl.rules.personal_data_words import of_the_field
from outcomes_xl.sharing.sharing_words import sharing_words


class Sign(NamedTuple):
    """What could be there, in officers' words; ``sure`` where it must be mended before anything is sent."""

    what: str
    sure: bool


NHS = "an NHS number"
PASSWORD = "a password or key"
NAME_ALONE = "what could be somebody's name"
SMALL_COUNT = "a count small enough to point at somebody"
NHS_BY_CHANCE = "a number that could be an NHS number"
_BIRTH = "a date of birth"
_CALLED_BIRTH = re.compile(rf"{seen.CALLED_BIRTH}[^\n]{{0,12}}\d", re.IGNORECASE)
_TELLING = 5
_NEAR = 30
"""How many letters before and after a number are looked at for a word of a person."""
_ANY_FIGURES = re.compile(r"\d")
_NO_NUMBER_OF_ANYBODY = re.compile(r"-?[\d,]{1,8}(?:\.\d{1,20})?%?|\d{4}[/-]\d{2,4}|\W*")
"""Figures too short for anybody's number, with nothing beside them; and years."""
_CALLED_NHS = re.compile(
    r"(?:\b(?:nhs|chi|h&c)(?![a-z])|\bpatient (?:no|number|id)\b)(?:\D{0,24}|.{0,40}:\D{0,3})$", re.IGNORECASE
)
_LONG_SECRET = re.compile(
    r"\b(?:pass|passwd|pw|pwd|pass ?word|pass ?code|credentials|log-?in)\b"
    r"[\s:=/–-]{1,4}(?=\S*\d)(?=\S*[A-Za-z])\S{6,60}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+'-])([\w.+'-]{1,64})(?:@| ?[(\[]at[)\]] ?)([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_UPPER = "A-ZÀ-ÖØ-Þ"
_NAME = rf"[{_UPPER}]['’]?[{_UPPER}]?[a-zß-öø-ÿ][\w'’-]{{0,24}}"
_NAMES = rf"(?:(?:[{_UPPER}]\. ?){{1,2}}{_NAME}|{_NAME}(?: {_NAME})?|[{_UPPER}]\. ?[{_UPPER}]\.)"
_NAME_ALONE = re.compile(rf"(?<![\w'’.-])(?P<name>{_NAME}(?: {_NAME}){{1,9}})(?![\w'’-])")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_AGE = r"\(?\d{1,2}(?: ?(?:yrs?|years?|months?|mths|m|y)\b(?! (?:of|to|data|period|plan|old data))| ?\)|, )"
_HER_AGE = re.compile(rf"\b(?P<name>{_NAMES}),? (?:\(?aged? )?{_AGE}")
_IS_AGED = re.compile(
    rf"\b(?P<name>{_NAME} {_NAME}),? (?:is|was|turned|who is|aged) \d{{1,2}}\b(?![%.,/:]\d|%| ?per| points)"
)
_SURNAME_FIRST = re.compile(rf"(?<![\w'’-])(?P<name>[{_UPPER}][{_UPPER}'’-]{{2,24}}, {_NAME})\b")
_THE_FAMILY = re.compile(
    rf"\b(?P<name>{_NAME}) (?:family|siblings|twins|brothers|sisters|household)\b"
    r"(?! (?:hub|cent|serv|supp|link|group|team))"
)

# Each also in a text of its own: a note that says nothing else.
SURE: Mapping[str, Callable[[str], bool]] = {
    "a pupil number": seen.upn_in,
    "a learner number": seen.learner_number_in,
    "a National Insurance number": seen.national_insurance_number_in,
    _BIRTH: seen.birth_date_in,
    "a case id": seen.case_id_in,
    PASSWORD: seen.password_in,
}
LIKELY: Mapping[str, Callable[[str], bool]] = {
    "a telephone number": seen.telephone_in,
    "a full postcode": seen.postcode_in,
}


@lru_cache(maxsize=65536)
def signs(text: str, label: str = "", tools_own: bool = False) -> tuple[Sign, ...]:
    """Return what of one person could stand in a text; ``label`` is what stands beside it, such as its heading.

    In the ``tools_own`` columns, whose sentences are full of publishers' names and days, only what has a form of its
    own is looked for: no names, and no days beside names.
    """
    return tuple(dict.fromkeys(_signs(seen.plain(text), seen.plain(label), tools_own)))


def _signs(text: str, label: str, tools_own: bool) -> Iterator[Sign]:
    if not label and _NO_NUMBER_OF_ANYBODY.fullmatch(text):
        return
    labelled = f"{label}: {text}" if label else text
    if _ANY_FIGURES.search(text):
        yield from (sign for sign in _numbers(text, labelled) if not (tools_own and sign.what == _BIRTH))
        if tools_own and _CALLED_BIRTH.search(labelled):
            yield Sign(_BIRTH, True)
    elif seen.password_in(labelled):
        yield Sign(PASSWORD, True)
    if _LONG_SECRET.search(text):
        yield Sign(PASSWORD, True)
    if any(_is_somebodys(*match.groups()) for match in _MAIL.finditer(text)):
        yield Sign("an e-mail address of a person", False)
    if tools_own:
        return
    if _ANY_FIGURES.search(text) and not seen.birth_date_in(labelled) and birth_beside_a_name_in(text):
        yield Sign(_BIRTH, False)
    yield from (Sign(what, False) for what in loosely_written(text))
    if _names_somebody(text) or named_child_in(text):
        yield Sign("a name of a child or a relative", False)
    if _small_counts().search(text) or few_children_in(text):
        yield Sign(SMALL_COUNT, False)


@lru_cache(maxsize=65536)
def could_be_a_name(text: str) -> bool:
    """Whether two words stand side by side as names do: asked only where no officer of a team would be named."""
    for match in _NAME_ALONE.finditer(seen.plain(text)):
        words = match["name"].split(" ")
        if any(not _nobodys(f"{one} {other}") for one, other in pairwise(words)):
            return True
    return False


def _numbers(text: str, labelled: str) -> Iterator[Sign]:
    labelled, text = labelled.translate(_DASHES), text.translate(_DASHES)
    yield from _nhs_signs(labelled)
    yield from (Sign(what, True) for what, sees in SURE.items() if sees(labelled))
    yield from (Sign(what, False) for what, sees in LIKELY.items() if sees(text))


def _nhs_signs(labelled: str) -> Iterator[Sign]:
    """Yield a sure sign for a number that is called one, or has the usual spacing; one in eleven passes by chance."""
    for figures, match in seen.nhs_numbers(labelled):
        before = labelled[: match.start()]
        spaced = seen.is_usual_nhs(match[0]) and match[0][3] in (" ", "-")
        if spaced or _CALLED_NHS.search(before):
            yield Sign(NHS, True)
        elif seen.could_be_given_out(figures) and not _called_something_else().search(before):
            near = f"{before[-_NEAR:]} {labelled[match.end() : match.end() + _NEAR]}"
            sure = seen.of_a_person(near, apart=not match[0].isdigit())
            yield Sign(NHS, True) if sure else Sign(NHS_BY_CHANCE, False)


@lru_cache(maxsize=1)
def _called_something_else() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sharing_words()["people"]["no_people_have"]))
    return re.compile(rf"\b(?:{words})\b[^\d]{{0,20}}$", re.IGNORECASE)


def could_be_nhs(text: str) -> bool:
    """Whether a text is ten figures and nothing else, as NHS numbers are in lists."""
    return bool(re.fullmatch(r"\d{10}", text.strip()))


def _is_somebodys(local: str, domain: str) -> bool:
    """Whether a mailbox is a person's: not where its name says what it is for."""
    words = set(re.split(r"[._+'-]+|\d+", local.casefold())) - {""}
    roles = set(sharing_words()["mail"]["roles"])
    if words & roles or any(_is_made_of(word, role) for word in words for role in roles):
        return False
    return not (words <= set(domain.casefold().split(".")))


def _is_made_of(word: str, role: str) -> bool:
    """Whether a word begins or ends with what a mailbox is for: cypperformance, censusreturns."""
    return len(role) >= _TELLING and (word.startswith(role) or word.endswith(role))


@lru_cache(maxsize=1)
def _kin() -> tuple[re.Pattern[str], ...]:
    words = sharing_words()["people"]
    kin, before = ("|".join(sorted(map(re.escape, words[part]), key=len, reverse=True)) for part in ("kin", "before"))
    titles = "|".join(words["titles"])
    near = rf"(?:[’']?s)?(?:,| is| was| called| named|:| [–-]|[’']s name is)? \(?(?P<name>{_NAMES})"
    return (
        re.compile(rf"\b(?i:{kin})\b{near}"),
        re.compile(rf"\b(?i:{before})\b:?[ –-]{{1,3}}(?P<name>{_NAMES})"),
        re.compile(rf"\b(?P<name>{_NAMES})(?:'s|’s|,| \() ?(?:the )?(?i:{kin})\b"),
        re.compile(rf"\b(?:{titles})\.? (?P<name>{_NAMES})"),
        *(_HER_AGE, _IS_AGED, _SURNAME_FIRST, _THE_FAMILY),
    )


def _names_somebody(text: str) -> bool:
    if not re.search(rf"[{_UPPER}]['’]?[{_UPPER}]?[a-zß-öø-ÿ]", text):
        return False
    return any(not _nobodys(match["name"]) for pattern in _kin() for match in pattern.finditer(text))


def _nobodys(name: str) -> bool:
    """Whether what looks like a name has a word of the field, of a publication or of a place in it."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    told = [word for place, word in enumerate(words) if not (place and word in sharing_words()["people"]["surnames"])]
    return of_the_field(" ".join(told)) or any(word in _no_names() for word in told)


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    places = {word for one in load_framework().boroughs.values() for word in one.name.casefold().split()}
    return frozenset(sharing_words()["people"]["no_names"]) | places


@lru_cache(maxsize=1)
def _small_counts() -> re.Pattern[str]:
    words = sharing_words()["people"]
    numbers, counted = ("|".join(map(re.escape, words[part])) for part in ("numbers", "counted"))
    between = "(?:of the |of our |local |other |more |looked[- ]after |disabled )?"
    no_people = "hub|cent|service|team|group|nurse|link|support|box|polic|school"
    return re.compile(
        rf"(?<![\w.,/-])(?<!every )(?<!any )(?<!each )(?<!per )(?:only |just )?(?:{numbers}) {between}(?:{counted})\b"
        rf"(?![’']s? (?:cent|serv|team|hub|board|trust|school)| (?:{no_people})| (?:per|a) (?:row|line)| ?= ?\d)",
        re.IGNORECASE,
    )
