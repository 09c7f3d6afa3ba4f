"""Who is likely to hold a metric's data in a borough, and where: what to ask for when nobody publishes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.framework.entries import Metric
from outcomes_xl.sources.evidence import Found


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is likely to hold the data, and the kind of system it is likely to sit in, both for a sentence."""

    who: str
    system: str

    def __str__(self) -> str:
        return f"{self.who}, in {self.system}"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is published of a metric that this tool has no series for: the word for it, and why, in a sentence."""

    found: Found
    line: str


def likely_holder(metric: Metric) -> Holder | None:
    """Return who is likely to hold a metric's data: by its id, else by the words of its source; None for nobody."""
    entries = _data("holders.toml")["holder"]
    named = next((one for one in entries if metric.id in one.get("metrics", ())), None)
    text = metric.source.casefold()
    said = named or next((one for one in entries if any(word.casefold() in text for word in one["words"])), None)
    return Holder(said["who"], said["system"]) if said else None


def published_elsewhere(metric: Metric) -> Elsewhere | None:
    """Return where a metric without a series is published all the same; None where nobody publishes it by borough."""
    if found := next((one for one in _data("unread.toml")["metric"] if one["id"] == metric.id), None):
        return Elsewhere(Found(found["found"]), found["line"])
    if not metric.source or any(metric.source.startswith(word) for word in _data("unread.toml")["unpublished"]):
        return None
    return Elsewhere(Found.NOT_READ, f"This tool has no reader yet for its source: {metric.source}.")


@lru_cache(maxsize=4)
def _data(name: str) -> Mapping[str, Any]:
    text = (resources.files("outcomes_xl") / "data" / "sources" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)
