"""The words by which groups are made of a source's columns: data/cohorts.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def cohort_words() -> dict[str, Any]:
    """Return the words by part: limits, not_known, outcome, season, age, parts, labels, person, people, sides."""
    text = (resources.files("outcomes_xl") / "data" / "cohorts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def not_known() -> str:
    """Return what the group is called of those of whom nothing is known."""
    return str(cohort_words()["not_known"]["label"])
