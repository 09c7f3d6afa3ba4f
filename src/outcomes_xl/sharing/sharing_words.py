"""The words of data/sharing.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

_NOT_SHOWN = "a part of the file that Excel does not show"


@lru_cache(maxsize=1)
def sharing_words() -> Mapping[str, Any]:
    """Return what travels, what stays, and the words signs are told by."""
    text = (resources.files("outcomes_xl") / "data" / "sharing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4096)
def part_in_words(part: str) -> str:
    """Return what a part of the package is to an officer."""
    known: Mapping[str, str] = sharing_words()["parts"]
    wanted = part.casefold()
    found = [begins for begins in known if wanted.startswith(begins)]
    return known[max(found, key=len)] if found else _NOT_SHOWN


def element_in_words(name: str) -> str:
    """Return what the texts in an element of a part are to an officer, "" where the part says enough."""
    return str(sharing_words()["elements"].get(name, ""))


def is_known_part(part: str) -> bool:
    """Whether we know what a part is for: then the names of its elements say nothing of what stands in them."""
    return part_in_words(part) != _NOT_SHOWN and not part.casefold().startswith("customxml/")
