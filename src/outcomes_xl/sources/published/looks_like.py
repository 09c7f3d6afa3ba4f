"""What a file looks like that no reader knows, and what its officer can do: never passed over in silence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.published.opened_table import Opened

_LONGEST = 40


def looks_like(file: Opened) -> tuple[str, str]:
    """Return what a table looks like, and what next, both as sentences; by its first lines and its name."""
    lines = [" ".join(line) for line in (*file.above, file.headings)]
    text = folded(" ".join([*lines, file.name]))
    for entry in _entries():
        if any(all(word in text for word in words) for words in entry["words"]):
            return entry["what"], entry["next"]
    first = next((cell for cell in file.headings if cell), "")
    shown = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
    return f"It begins with “{shown}”, which is no published table this tool knows.", _ELSE


_ELSE = "Nothing needs doing. If it is a published table, see the page Check data availability for the kinds."


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    text = (resources.files("outcomes_xl") / "data" / "sources" / "looks_like.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["looks_like"])
