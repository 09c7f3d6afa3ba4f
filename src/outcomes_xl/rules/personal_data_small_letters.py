"""Names in small letters, or all in capitals: “spoke to jayden okafor”, “JAYDEN'S MUM RANG”.

Without a capital of its own a name is told by its first name: one that the Office for National Statistics counts
(data/first_names.txt) and that is no word of every day. What follows it in the same letters, and is no word of the
field, is its family name. What is found is asked about, never sure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.rules.personal_data_words import first_names, is_no_name, is_of_ordinary_words, personal_words
from outcomes_xl.rules.word_sieve import has_any

_WORD = re.compile(r"[a-z]{3,}|[A-Z]{3,}")
_FIRST = re.compile(r"(?<![\w@/.&-])(?:[a-z]{3,20}|[A-Z]{3,20})(?![\w@/]|\.\w)")
_TITLES = ("mr ", "mr.", "mrs ", "mrs.", "ms ", "ms.", "mx ")
_TITLED = re.compile(r"(?<!\d )\b(mr|mrs|ms|mx|MR|MRS|MS|MX)\.? ([a-z]{3,20}|[A-Z]{3,20})\b")
_FAMILY = re.compile(
    r" (?:(?P<small>[a-z]['’]?[a-z]{2,20}(?:-[a-z]{3,20})?|[b-hj-z](?=[ (,;.)\n]|$))"
    r"|(?P<large>[A-Z]['’]?[A-Z]{2,20}(?:-[A-Z]{3,20})?))(?![\w@/])"
)
_GOES_ON = re.compile(
    r"$|[.,;:()\n!?]|['’]s\b| ?[(–-]| (?:about|re|regarding|on|who|whose|has|had|is|was|at|in|from|and|for|did"
    r"|will|wont|moved"
    r"|left|went|said|says|needs|wants|again|today|yesterday|to be|not|still|twice|missing|counted|removed|in year)\b"
)
_FAMILY_FIRST = re.compile(
    r"(?P<family>[A-Z](?:(?<=^.)|(?<=[\n;:].)|(?<=[\n;:] .)|(?<=[\n;:]  .))[A-Za-z'’-]{2,20})"
    r"(?:, (?P<first>[A-Z][a-z]{2,20})(?=$| [–(-]|[;.\n])| (?<=[A-Z]{3} )(?P<then>[A-Z][a-z]{2,20}),? (?:19|20)\d\d\b)"
)
_WHOLE = re.compile(r"(?<![\w'’.-])(?=([A-Z][a-z]{2,20}) ([A-Z]['’]?[A-Z]?[a-z][a-z'’-]{1,24})(?![\w]))[A-Z]")
_NEAR = 40
"""How many letters before and after a name are looked at for what colleagues are asked for."""


@lru_cache(maxsize=1024)
def with_capitals(text: str) -> str:
    """Return a text with its names in capitals as names have them; "" where none stands there without."""
    read = _TITLED.sub(_with_a_title, text) if has_any(text, _TITLES) else text
    if not _plain_names().isdisjoint(map(str.casefold, _WORD.findall(read))):
        read = _names_capitalised(read)
    return read if read != text else ""


def _with_a_title(found: re.Match[str]) -> str:
    return f"{found[1].capitalize()} {found[2].capitalize()}" if _is_a_family(found[2].casefold()) else found[0]


def _names_capitalised(text: str) -> str:
    pieces, at = [], 0
    for found in _FIRST.finditer(text):
        if found.start() >= at and is_a_first_name(found[0]):
            family = _family_after(text, found)
            pieces += [text[at : found.start()], found[0].capitalize(), f" {family.title()}" if family else ""]
            at = found.end() + (len(family) + 1 if family else 0)
    return "".join((*pieces, text[at:]))


def whole_name_in_small_letters(text: str) -> bool:
    """Whether a first name and a family name stand in small letters, and nothing near says it is a colleague's."""
    if _plain_names().isdisjoint(_WORD.findall(text)):
        return False
    for found in _FIRST.finditer(text):
        family = _family_after(text, found) if found[0].islower() and is_a_first_name(found[0]) else ""
        end = found.end() + len(family) + 1
        if family and _GOES_ON.match(text, end):
            near = f"{text[max(0, found.start() - _NEAR) : found.start()]} {text[end : end + _NEAR]}"
            if _of_work().isdisjoint(re.findall(r"[a-z-]+", near.casefold())):
                return True
    return False


def _family_after(text: str, first: re.Match[str]) -> str:
    """Return the family name right after a first name and in letters of its kind, "" where none stands there."""
    found = _FAMILY.match(text, first.end())
    family = (found["small"] if first[0].islower() else found["large"]) if found else None
    return family if family and _is_a_family(family.casefold()) else ""


def is_a_first_name(word: str) -> bool:
    """Whether a word is a first name, and none of every day."""
    return word.casefold() in _plain_names()


def _is_a_family(word: str) -> bool:
    words = personal_words()
    return not (
        is_no_name(word) or is_of_ordinary_words(word) or word in words["of_colleagues"] or word in words["kin"]
    )


def is_a_whole_name(name: str) -> bool:
    """Whether two words are a first name that is no word of every day, and a family name."""
    first, _, family = name.partition(" ")
    return is_a_first_name(first) and _is_a_family(family.casefold())


def whole_name_in(text: str) -> bool:
    """Whether a first name and a family name stand side by side in a text, with capitals or without."""
    text = with_capitals(text) or text
    return any(is_a_whole_name(f"{found[1]} {found[2]}") for found in _WHOLE.finditer(text))


def family_name_first(text: str) -> bool:
    """Whether a name stands as registers have it: Osei, Amelia – see file; MENSAH Kwame 2009."""
    for found in _FAMILY_FIRST.finditer(text):
        family = found["family"].casefold()
        after = re.findall(r"[a-z-]+", text[found.end() : found.end() + _NEAR].casefold())
        is_one = (
            is_a_first_name(found["first"] or found["then"]) and family not in first_names() and _is_a_family(family)
        )
        if is_one and _of_work().isdisjoint(after):
            return True
    return False


@lru_cache(maxsize=1)
def _plain_names() -> frozenset[str]:
    words = personal_words()
    return (
        first_names()
        - words["first_names_that_are_words"]
        - words["field"]
        - words["everyday"]
        - words["organisations"]
    )


@lru_cache(maxsize=1)
def _of_work() -> frozenset[str]:
    return (personal_words()["of_the_work"] | personal_words()["of_colleagues"]) - {"worker"}
