"""Which words of a title say nothing, and which always tell two measures apart; and the one form of a word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a word without its ending, as titles are compared."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}i"
    for ending in ("es", "s", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    if word.endswith("y") and len(word) > 3:
        return f"{word[:-1]}i"
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@dataclass(frozen=True)
class TitleWords:
    """Which words of a title say nothing, and which always tell two measures apart. From data/adoption/titles.toml."""

    plain: frozenset[str]
    telling: frozenset[str]
    of_metric: Mapping[str, frozenset[str]]
    """Words by which one metric is meant, though its title has none of them."""


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """Return the words as shipped, in the form that titles are compared in."""
    data = tomllib.loads((resources.files("outcomes_xl") / "data" / "adoption" / "titles.toml").read_text("utf-8"))
    telling = {stem(word) for listed in data["telling"].values() for word in listed}
    of_metric = {one: frozenset(map(stem, listed)) for one, listed in data["of_metric"].items()}
    return TitleWords(frozenset(map(stem, data["plain"]["words"])), frozenset(telling), of_metric)
