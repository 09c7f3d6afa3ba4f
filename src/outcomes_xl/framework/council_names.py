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
}  # fmt: skip
"""The short names that officers write, but for those by which several boroughs go: LBB, LBH, LBR."""
_WORD = re.compile(r"[a-z&]+", re.IGNORECASE)


def boroughs_in(text: str) -> frozenset[str]:
    """Return the boroughs that the short names in a text mean: "LBRuT & RBK" -> Richmond and Kingston."""
    return frozenset(name for word in _WORD.findall(text) if (name := _SHORT.get(word.casefold())))


def first_word_of(typed: str, names: Iterable[str]) -> str | None:
    """Return the one borough whose name begins with the words typed: "City" -> City of London; None for several."""
    words = typed.casefold().split()
    found = [name for name in names if words and name.casefold().split()[: len(words)] == words]
    return found[0] if len(found) == 1 else None


def without_council(typed: str) -> str:
    """Return a borough's name without what makes it a council's: "LB of Kensington & Chelsea" -> its two places."""
    return _AFTER.sub("", _BEFORE.sub("", typed.strip())).replace("&", " and ")
