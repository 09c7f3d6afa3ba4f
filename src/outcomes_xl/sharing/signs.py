"""What in a text could point at one person, or open a door: its kind, and whether it is sure. Never the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from outcomes_xl.rules import personal_data as seen
from outcomes_xl.sharing.sharing_words import sharing_words


class Sign(NamedTuple):
    """What could be there, in officers' words; ``sure`` where it must be mended before anything is sent."""

    what: str
    sure: bool


SMALL_COUNT = "count small enough to point at somebody"
NHS_BY_CHANCE = "number that could be an NHS number"
_BIRTH = "date of birth"
_CALLED_BIRTH = re.compile(r"\b(?:d\.?o\.?b\b|date of birth|birth ?date|birthday)[^\n]{0,12}\d", re.IGNORECASE)
_ANY_FIGURES = re.compile(r"\d")
_WITH_SPACES = re.compile(r"(?<![\d.,-])\d{3}[ -]\d{3}[ -]\d{4}(?!\d)")
_CALLED_NHS = re.compile(r"\b(?:nhs|chi|h&c)\b|\bpatient (?:no|number|id)\b", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+'-])([\w.+'-]{1,64})(?:@| ?[(\[]at[)\]] ?)([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_NAME = r"[A-Z][\w'’-]{1,24}"
_HER_AGE = re.compile(
    rf"\b(?P<name>{_NAME}(?: {_NAME})?),? (?:\(?aged? )?\(?\d{{1,2}}(?: ?(?:yrs?|years?|months?|mths|m|y)\b| ?\)|, )"
)
_SURNAME_FIRST = re.compile(r"(?<![\w'’-])(?P<name>[A-Z][A-Z'’-]{2,24}, [A-Z][a-z'’-]{1,24})\b")

# Each also in a text of its own: a note that says nothing else.
SURE: Mapping[str, Callable[[str], bool]] = {
    "pupil number": seen.upn_in,
    "learner number": seen.learner_number_in,
    "National Insurance number": seen.national_insurance_number_in,
    _BIRTH: seen.birth_date_in,
    "case id": seen.case_id_in,
    "password or key": seen.password_in,
}
LIKELY: Mapping[str, Callable[[str], bool]] = {
    "telephone number": seen.telephone_in,
    "full postcode": seen.postcode_in,
}


def signs(text: str, label: str = "", tools_own: bool = False) -> Iterator[Sign]:
    """Yield what of one person could stand in a text; ``label`` is what stands beside it, such as its heading.

    In the ``tools_own`` columns, whose sentences are full of publishers' names and days, only what has a form of its
    own is looked for: no names, and no days beside names.
    """
    text = seen.plain(text)
    labelled = f"{label}: {text}" if label else text
    if _ANY_FIGURES.search(text):
        yield from (sign for sign in _numbers(text, labelled) if not (tools_own and sign.what == _BIRTH))
        if tools_own and _CALLED_BIRTH.search(labelled):
            yield Sign(_BIRTH, True)
    elif seen.password_in(labelled):
        yield Sign("password or key", True)
    if any(_is_somebodys(*match.groups()) for match in _MAIL.finditer(text)):
        yield Sign("e-mail address of a person", False)
    if tools_own:
        return
    if _names_somebody(text):
        yield Sign("name of a child or a relative", False)
    if _small_counts().search(text):
        yield Sign(SMALL_COUNT, False)


def _numbers(text: str, labelled: str) -> Iterator[Sign]:
    if seen.nhs_number_in(labelled):
        sure = bool(_CALLED_NHS.search(labelled) or _WITH_SPACES.search(text))
        yield Sign("NHS number" if sure else NHS_BY_CHANCE, sure)
    yield from (Sign(what, True) for what, sees in SURE.items() if sees(labelled))
    yield from (Sign(what, False) for what, sees in LIKELY.items() if sees(text))


def could_be_nhs(text: str) -> bool:
    """Whether a text is ten figures and nothing else, as NHS numbers are in lists."""
    return bool(re.fullmatch(r"\d{10}", text.strip()))


def _is_somebodys(local: str, domain: str) -> bool:
    """Whether a mailbox is a person's: not where its name says what it is for."""
    words = set(re.split(r"[._+'-]+|\d+", local.casefold())) - {""}
    roles = set(sharing_words()["mail"]["roles"])
    if words & roles or any(word.removeprefix(role) in roles for word in words for role in roles if word != role):
        return False
    return not (words <= set(domain.casefold().split(".")))


@lru_cache(maxsize=1)
def _kin() -> re.Pattern[str]:
    words = sharing_words()["people"]
    kin = "|".join(sorted(map(re.escape, words["kin"]), key=len, reverse=True))
    titles = "|".join(words["titles"])
    near = rf"(?:[’']?s)?(?:,| is| was| called| named|:| [–-]|’s name is)? \(?(?P<name>{_NAME}(?: {_NAME})?)"
    before = rf"(?P<before>{_NAME}(?: {_NAME})?)(?:'s|’s|,| \() ?(?:the )?(?i:{kin})\b"
    return re.compile(rf"\b(?i:{kin})\b{near}|{before}|\b(?:{titles})\.? (?P<titled>{_NAME})")


def _names_somebody(text: str) -> bool:
    from outcomes_xl.rules.personal_data import _of_the_field  # the one list of words that are no names

    if not re.search(r"[A-Z][a-zà-öø-ÿ'’]", text):
        return False
    for match in _kin().finditer(text):
        name = match["name"] or match["before"] or match["titled"]
        if name and not _of_the_field(name):
            return True
    for pattern in (_HER_AGE, _SURNAME_FIRST):
        if any(not _of_the_field(match["name"]) for match in pattern.finditer(text)):
            return True
    return False


@lru_cache(maxsize=1)
def _small_counts() -> re.Pattern[str]:
    words = sharing_words()["people"]
    numbers, counted = ("|".join(map(re.escape, words[part])) for part in ("numbers", "counted"))
    between = "(?:of the |of our |local |other |more |looked[- ]after |disabled )?"
    no_people = "hub|cent|service|team|group|nurse|link|support"
    return re.compile(
        rf"(?<![\w.,/-])(?:only |just )?(?:{numbers}) {between}(?:{counted})\b"
        rf"(?![’']s? (?:cent|serv|team|hub|board|trust)| (?:{no_people}))",
        re.IGNORECASE,
    )
