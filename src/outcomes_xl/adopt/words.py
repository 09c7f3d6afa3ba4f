"""The words that spreadsheets are read by: headings, statuses, lists, ways of saying nothing. From data/adoption."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.model.spelling import bare as plain_bare
from outcomes_xl.reading.tidy import folded

LISTS = ("geography", "frequency", "quality", "breakdown", "reach")
NAMES = frozenset({"ref", "metric_id", "outcome", "indicator", "metric", "domain", "layer"})
"""Fields that find a row, and are no answers."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")


@dataclass(frozen=True)
class Words:
    """The data file, its patterns compiled."""

    headings: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]
    services: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]
    statuses: tuple[tuple[str, re.Pattern[str]], ...]
    lists: Mapping[str, Mapping[str, str]]
    ticks: frozenset[str]
    no_ticks: frozenset[str]
    nothing: frozenset[str]
    totals: re.Pattern[str]
    said_otherwise: re.Pattern[str]
    """Whether any of ``said_as`` fits at all: most titles have none, and are done with one look."""
    said_as: tuple[tuple[re.Pattern[str], str], ...]
    turned: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]
    belongs: tuple[tuple[re.Pattern[str], str], ...]

    def status(self, text: str) -> str | None:
        """Return the status that words mean, None when they do not say one."""
        return _status(one_line(text))

    def of_list(self, name: str, text: str) -> str | None:
        """Return a list's word for what somebody typed, None when it is not known."""
        return self.lists[name].get(bare(text))

    def is_nothing(self, text: str) -> bool:
        """Whether a text says that there is nothing to say, such as "-" or "TBC"."""
        return one_line(text) in self.nothing

    def heading(self, text: str, *, service: bool = False) -> str | None:
        """Return the field that a heading names, None when it names none we know."""
        said = one_line(_BRACKETS.sub(" ", text)) or one_line(text)
        for field, pattern, but in self.services if service else self.headings:
            if pattern.search(said) and not (but and but.search(said)):
                return field
        return None

    def is_turned(self, typed: str, title: str) -> bool:
        """Whether a title says the opposite of ours, such as attending for absence."""
        ours, theirs = folded(title), folded(typed)
        for one, other, _ in self.turned:
            for left, right in ((one, other), (other, one)):
                if left.search(theirs) and not right.search(theirs) and right.search(ours) and not left.search(ours):
                    return True
        return False


@lru_cache(maxsize=10_000)
def _status(said: str) -> str | None:
    return next((means for means, pattern in words().statuses if pattern.search(said)), None)


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Return only the letters and digits of a text, as headings are compared; remembered, since columns repeat."""
    return plain_bare(text)


@lru_cache(maxsize=50_000)
def one_line(text: str) -> str:
    """Return a text folded and on one line, as patterns read it; remembered, since columns repeat."""
    return " ".join(folded(text).split())


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words as shipped."""
    text = (resources.files("outcomes_xl") / "data" / "adoption" / "words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        _patterns(data["heading"]),
        _patterns(data["service"]),
        tuple((entry["means"], re.compile(entry["pattern"])) for entry in data["status"]),
        {name: {bare(said): word for word, ways in data[name].items() for said in (word, *ways)} for name in LISTS},
        frozenset(data["ticks"]["usual"]),
        frozenset(data["ticks"]["none"]),
        frozenset(data["nothing"]["words"]),
        re.compile(data["totals"]["pattern"]),
        re.compile("|".join(f"(?:{one})" for one in data["said_as"])),
        tuple((re.compile(one), other) for one, other in data["said_as"].items()),
        tuple((re.compile(entry["one"]), re.compile(entry["other"]), entry["word"]) for entry in data["turned"]),
        tuple((re.compile(entry["pattern"]), entry["domain"]) for entry in data["belongs"]),
    )


def _patterns(entries: list[dict[str, Any]]) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (entry["field"], re.compile(entry["pattern"]), re.compile(entry["not"]) if "not" in entry else None)
        for entry in entries
    )
