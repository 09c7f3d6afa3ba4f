"""A person's name and nothing beside it, in a column where a service, an organisation or a group stands by name.

Elsewhere a name alone is a colleague's and no matter. In these columns no person belongs, and two words with capitals
are mostly a service; so a name is one that begins with a first name: one that the Office for National Statistics
counts (data/first_names.txt), and that is no word of the field or of every day. It is asked about, never sure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.rules.personal_data_words import first_names, is_no_name, personal_words
from outcomes_xl.rules.plain_text import plain

_WORD = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+){0,2}"
_ALONE = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? )?(?P<first>{_WORD})(?P<family>(?: (?:{_WORD}|[A-Z]\.)){{0,2}} {_WORD})",
    re.DOTALL,
)
_WHAT_FOLLOWS = re.compile(
    r" ?[(,;:–].*| - .*|['’]s? .*| (?:(?:registered|home|ofsted) )*(?:child ?mind|nann(?:y|ies)\b|au pair).*",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=1)
def of_no_person() -> frozenset[str]:
    """Return the columns in which a service, an organisation or a group stands by name: services.service."""
    return personal_words()["of_no_person"]


@lru_cache(maxsize=16384)
def person_alone_in(text: str) -> bool:
    """Whether a text is a person's name, or begins with one before a bracket, a comma or a childminder's trade."""
    found = _ALONE.fullmatch(_WHAT_FOLLOWS.sub("", plain(text).strip(), count=1))
    if not found or not _is_a_first_name(found["first"]):
        return False
    return not any(is_of_services(word) and not _is_a_family_name(word) for word in found["family"].split(" ")[1:])


def is_of_services(word: str) -> bool:
    """Whether a word is no name where a service may be named: what services are called, of the field, of every day."""
    small = word.casefold()
    words = personal_words()
    return (
        small in words["of_services"]
        or small in words["no_names"]
        or small in words["things_named"]
        or is_no_name(word)
    )


def _is_a_first_name(word: str) -> bool:
    small = word.casefold()
    return small not in personal_words()["of_services"] and bool({small, re.split("['’-]", small)[0]} & first_names())


def _is_a_family_name(word: str) -> bool:
    return word.casefold() in personal_words()["family_names"]
