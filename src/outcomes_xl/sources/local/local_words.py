"""The words by which the columns of a local table are recognised: data/sources/local_columns.toml."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any
from unicodedata import normalize

_WORDS = re.compile(r"[^\W_\d]+|\d+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1)
def known_words() -> dict[str, Any]:
    """Return the lists by part: breakdowns, levels, people, units, boroughs."""
    text = (resources.files("outcomes_xl") / "data" / "sources" / "local_columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def heading_words(heading: str) -> frozenset[str]:
    """Return a heading's words, folded: "LAchildID" has lachild and id, "Time period" time and period."""
    return frozenset(word.casefold() for word in _WORDS.findall(_HUMPS.sub(" ", normalize("NFKC", heading))))
