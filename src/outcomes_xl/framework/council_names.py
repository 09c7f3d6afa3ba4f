"""A borough by its council's full name: LB Merton, London Borough of Merton, Merton Council."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BEFORE = re.compile(r"^(the\s+)?(((london|royal)\s+borough\s+of|l\.?\s?b\.?(\s+of)?)\s+)?", re.IGNORECASE)
_AFTER = re.compile(r"(\s+(london\s+)?borough)?\s+council$", re.IGNORECASE)

_SHORT = {
    "lbbd": "Barking and Dagenham", "rbg": "Greenwich", "lbhf": "Hammersmith and Fulham",
    "h&f": "Hammersmith and Fulham", "rbkc": "Kensington and Chelsea", "k&c": "Kensington and Chelsea",
    "rbk": "Kingston upon Thames", "lbm": "Merton", "lbn": "Newham",
    "lbrut": "Richmond upon Thames", "lbth": "Tower Hamlets", "lbwf": "Waltham Forest",
    "wcc": "Westminster", "col": "City of London",
    "kingston": "Kingston upon Thames", "richmond": "Richmond upon Thames", "barking": "Barking and Dagenham",
    "hammersmith": "Hammersmith and Fulham", "kensington": "Kensington and Chelsea",
}  # fmt: skip
"""The short names that officers write, but for those by which several boroughs go: LBB, LBH, LBR."""
_WORD = re.compile(r"[a-z&]+", re.IGNORECASE)
_LONGEST_CODE = 5
_COUNCIL = r"(?:(?:the )?(?:(?:London|Royal) Borough of|L\.?B\.?(?: of)?|R\.?B\.?(?: of)?) )?"
PLACE = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?"
_NO_PLACE = re.compile(
    r"(?:partners?|partnership|nhs|health|icb|schools?|district|surrounding|all|others?|sub|region\w*|national\w*|"
    r"london|england|greater|outer|inner|south|north|east|west|central|statistical|nearest|our|its|the|data|outcomes?|"
    r"famil(?:y|ies)|children\w*|young|best|early|services?|hubs?|borough|council)",
    re.IGNORECASE,
)
"""Words after “Merton and” that are no second council."""


def boroughs_in(text: str) -> frozenset[str]:
    """Return the boroughs that the short names in a text mean: "LBRuT & RBK" -> Richmond and Kingston."""
    return frozenset(name for word in _WORD.findall(text) if (name := _SHORT.get(word.casefold())))


def boroughs_named(text: str, names: Iterable[str], ours: str) -> frozenset[str]:
    """Return the boroughs that a text names, in full or in short, of ``names`` and ``ours``.

    A name tied to ours by “and” is one too, though we do not know it: “Merton and Easthaven”.
    """
    said = " ".join(text.replace("&", " and ").replace("+", " and ").split())
    folded = said.casefold()
    # A code counts in capitals only: “col” in a sentence is no City of London.
    short = (word for word in _WORD.findall(text) if len(word) > _LONGEST_CODE or sum(map(str.isupper, word)) > 1)
    found = {name for name in names if name.casefold() in folded and _stands_in(name, said)}
    found |= boroughs_in(" ".join(short))
    mine = without_council(ours)
    if not mine or not (ours in found or _stands_in(mine, said)):
        return frozenset(found)
    found.add(ours)
    if len(found) == 1 and mine.casefold() in folded:
        named = re.escape(mine)
        beside = re.search(
            rf"(?i:{named})(?i: and ){_COUNCIL}({PLACE})|({PLACE})(?i: and ){_COUNCIL}(?i:{named})", said
        )
        other = (beside[1] or beside[2]) if beside else ""
        if place := " ".join(word for word in other.split() if not _NO_PLACE.fullmatch(word)):
            found.add(place)
    return frozenset(found)


def may_be_a_place(name: str) -> bool:
    """Whether words that begin with capitals may be a council's name, and are none of those that never are."""
    return not all(_NO_PLACE.fullmatch(word) for word in name.split())


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def first_word_of(typed: str, names: Iterable[str]) -> str | None:
    """Return the one borough whose name begins with the words typed: "City" -> City of London; None for several."""
    words = typed.casefold().split()
    found = [name for name in names if words and name.casefold().split()[: len(words)] == words]
    return found[0] if len(found) == 1 else None


def without_council(typed: str) -> str:
    """Return a borough's name without what makes it a council's: "LB of Kensington & Chelsea" -> its two places."""
    return _AFTER.sub("", _BEFORE.sub("", typed.strip())).replace("&", " and ")
