"""The words of data/sharing.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def sharing_words() -> Mapping[str, Any]:
    """Return what travels, what stays, and the words signs are told by."""
    text = (resources.files("outcomes_xl") / "data" / "sharing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def part_in_words(part: str) -> str:
    """Return what a part of the package is to an officer."""
    known: Mapping[str, str] = sharing_words()["parts"]
    wanted = part.casefold()
    found = [begins for begins in known if wanted.startswith(begins)]
    return known[max(found, key=len)] if found else "a part of the file that Excel does not show"
