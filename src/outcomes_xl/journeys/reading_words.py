"""The words by which a source of events is read, and its limits: data/journeys/reading.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def reading_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the words and limits by part: headings, nobody, days, limits, reach."""
    text = (resources.files("outcomes_xl") / "data" / "journeys" / "reading.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
