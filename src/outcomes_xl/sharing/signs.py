"""What in a text could point at one person, or open a door: its kind, and whether it is sure. Never the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from outcomes_xl.rules import personal_data as seen
from outcomes_xl.rules.personal_data_alone import person_alone_in
from outcomes_xl.rules.personal_data_beside import birth_beside_a_name_in
from outcomes_xl.rules.personal_data_births import CALLED_BIRTH, birth_date_in
from outcomes_xl.rules.personal_data_counts import few_children_in
from outcomes_xl.rules.personal_data_likely import likely_in
from outcomes_xl.rules.personal_data_names import nobodys, somebody_named_in
from outcomes_xl.rules.personal_data_secrets import password_in
from outcomes_xl.rules.personal_data_small_letters import with_capitals
from outcomes_xl.rules.personal_data_words import personal_words
from outcomes_xl.rules.plain_text import has_figures, plain
from outcomes_xl.rules.word_sieve import has_any
from outcomes_xl.sharing.sharing_words import sharing_words


class Sign(NamedTuple):
    """What could be there, in officers' words; ``sure`` where it must be mended before anything is sent."""

    what: str
    sure: bool


class NumberSign(NamedTuple):
    """What sees a number of somebody's, and how many figures a text has at least in which it can stand."""

    figures: int
    sees: Callable[[str], bool]


NHS = "an NHS number"
PASSWORD = "a password or key"
NAME = "a name of a child or a relative"
NAME_ALONE = "what could be somebody's name"
SMALL_COUNT = "a count small enough to point at somebody"
NHS_BY_CHANCE = "a number that could be an NHS number"
BIRTH = "a date of birth"
_CALLED_BIRTH = re.compile(rf"{CALLED_BIRTH}[^\n]{{0,12}}\d", re.IGNORECASE)
_TELLING = 5
_NEAR = 30
"""How many letters before and after a number are looked at for a word of a person."""
_NO_NUMBER_OF_ANYBODY = re.compile(r"-?[\d,]{1,8}(?:\.\d{1,20})?%?|\d{4}[/-]\d{2,4}|\W*")
"""Figures too short for anybody's number, with nothing beside them; and years."""
_CALLED_NHS = re.compile(
    r"(?:\b(?:nhs|n\.h\.s|chi|h&c)(?![a-z])|\bpatient (?:no|number|id)\b)(?:\D{0,24}|.{0,40}:\D{0,3})$", re.IGNORECASE
)
_MAIL = re.compile(r"(?<![\w.+'-])([\w.+'-]{1,64})(?:@| ?[(\[]at[)\]] ?)([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_UPPER = "A-ZÀ-ÖØ-Þ"
_NAME = rf"[{_UPPER}]['’]?[{_UPPER}]?[a-zß-öø-ÿ][\w'’-]{{0,24}}"
_NAME_ALONE = re.compile(rf"(?<![\w'’.-])(?P<name>{_NAME}(?: {_NAME}){{1,9}})(?![\w'’-])")
# Each also in a text of its own: a note that says nothing else.
SURE: Mapping[str, NumberSign] = {
    "a pupil number": NumberSign(11, seen.upn_in),
    "a learner number": NumberSign(10, seen.learner_number_in),
    "a National Insurance number": NumberSign(6, seen.national_insurance_number_in),
    BIRTH: NumberSign(0, birth_date_in),
    "a case id": NumberSign(4, seen.case_id_in),
    PASSWORD: NumberSign(0, password_in),
}
LIKELY: Mapping[str, NumberSign] = {
    "a telephone number": NumberSign(9, seen.telephone_in),
    "a full postcode": NumberSign(1, seen.postcode_in),
}
_FIGURES_OF_NHS = 10


@lru_cache(maxsize=65536)
def signs(text: str, label: str = "", tools_own: bool = False, of_no_person: bool = False) -> tuple[Sign, ...]:
    """Return what of one person could stand in a text; ``label`` is what stands beside it, such as its heading.

    In the ``tools_own`` columns, whose sentences are full of publishers' names and days, only what has a form of its
    own is looked for: no names, and no days beside names. In a column ``of_no_person`` a name alone is asked about.
    """
    found = dict.fromkeys(_signs(plain(text), plain(label), tools_own))
    if of_no_person and person_alone_in(text):
        found[Sign(NAME, False)] = None
    return tuple(found)


def _signs(text: str, label: str, tools_own: bool) -> Iterator[Sign]:
    if not label and _NO_NUMBER_OF_ANYBODY.fullmatch(text):
        return
    labelled = f"{label}: {text}" if label else text
    figures = has_figures(text)
    numbers = list(_numbers(text, labelled, births=not tools_own)) if figures else []
    yield from numbers
    if figures:
        if tools_own and _CALLED_BIRTH.search(labelled):
            yield Sign(BIRTH, True)
    elif password_in(labelled):
        yield Sign(PASSWORD, True)
    at_something = has_any(text, ("@", "(at", "[at"))
    if at_something and any(_is_somebodys(*match.groups()) for match in _MAIL.finditer(text)):
        yield Sign("an e-mail address of a person", False)
    if tools_own:
        return
    if figures and Sign(BIRTH, True) not in numbers and birth_beside_a_name_in(text):
        yield Sign(BIRTH, False)
    yield from (Sign(what, False) for what in likely_in(labelled))
    if somebody_named_in(text):
        yield Sign(NAME, False)
    if few_children_in(text):
        yield Sign(SMALL_COUNT, False)


@lru_cache(maxsize=65536)
def could_be_a_name(text: str) -> bool:
    """Whether two words stand side by side as names do: asked only where no officer of a team would be named."""
    text = plain(text)
    for read in (text, with_capitals(text)):
        for match in _NAME_ALONE.finditer(read):
            words = match["name"].split(" ")
            if any(not nobodys(f"{one} {other}") for one, other in pairwise(words)):
                return True
    return False


def says_of_somebody(name: str) -> bool:
    """Whether the name of a sheet or a file says of somebody: then a sentence does not repeat it."""
    return bool(signs(name)) or could_be_a_name(name)


def _numbers(text: str, labelled: str, births: bool) -> Iterator[Sign]:
    figures = sum(map(labelled.count, "0123456789"))
    if figures >= _FIGURES_OF_NHS:
        yield from _nhs_signs(labelled)
    for what, (least, sees) in SURE.items():
        if figures >= least and (births or what != BIRTH) and sees(labelled):
            yield Sign(what, True)
    for what, (least, sees) in LIKELY.items():
        if figures >= least and sees(text):
            yield Sign(what, False)


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
    words = "|".join(map(re.escape, personal_words()["no_people_have"]))
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
