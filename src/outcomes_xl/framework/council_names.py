"""A borough by its council's full name: LB Merton, London Borough of Merton, Merton Council."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"^(the\s+)?(((london|royal)\s+borough\s+of|l\.?\s?b\.?(\s+of)?)\s+)?", re.IGNORECASE)
_AFTER = re.compile(r"(\s+(london\s+)?borough)?\s+council$", re.IGNORECASE)


def without_council(typed: str) -> str:
    """Return a borough's name without what makes it a council's: "LB of Kensington & Chelsea" -> its two places."""
    return _AFTER.sub("", _BEFORE.sub("", typed.strip())).replace("&", " and ")
