"""A borough by its council's full name: LB Merton, London Borough of Merton, Merton Council."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BEFORE = re.compile(r"^(the\s+)?(((london|royal)\s+borough\s+of|l\.?\s?b\.?(\s+of)?)\s+)?", re.IGNORECASE)
_AFTER = re.compile(r"(\s+(london\s+)?borough)?\s+council$", re.IGNORECASE)


def first_word_of(typed: str, names: Iterable[str]) -> str | None:
    """Return the one borough whose name begins with the words typed: "City" -> City of London; None for several."""
    words = typed.casefold().split()
    found = [name for name in names if words and name.casefold().split()[: len(words)] == words]
    return found[0] if len(found) == 1 else None


def without_council(typed: str) -> str:
    """Return a borough's name without what makes it a council's: "LB of Kensington & Chelsea" -> its two places."""
    return _AFTER.sub("", _BEFORE.sub("", typed.strip())).replace("&", " and ")
