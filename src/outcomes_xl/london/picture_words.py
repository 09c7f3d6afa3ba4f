"""The words of the picture: what became of a file, and the groups that answers fall into. From data/london.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.reading.tidy import folded


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """A group of statuses: its key, its letter and word in the grid, and what it says of a borough."""

    key: str
    letter: str
    word: str
    says: str
    status: tuple[str, ...]


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("outcomes_xl") / "data" / "london.toml").read_text(encoding="utf-8"))


@cache
def groups() -> tuple[AnswerGroup, ...]:
    """Return the groups in the order the picture shows them; the last is for what is not answered."""
    return tuple(AnswerGroup(**{**one, "status": tuple(one["status"])}) for one in _data()["group"])


@cache
def group(key: str) -> AnswerGroup:
    """Return a group by key. Raises KeyError."""
    return {one.key: one for one in groups()}[key]


@lru_cache(maxsize=4096)
def group_of(status: str) -> AnswerGroup:
    """Return the group of a status; a word that is none of the list's counts as not answered."""
    return _by_status().get(folded(status), groups()[-1])


def is_a_status(status: str) -> bool:
    """Whether a text is a status of the list, or blank."""
    return folded(status) in _by_status()


@cache
def _by_status() -> Mapping[str, AnswerGroup]:
    return {folded(status): one for one in groups() for status in one.status}


@cache
def ledger_words(kind: str) -> Mapping[str, Any]:
    """Return the words of one kind of ending. Raises KeyError."""
    words: Mapping[str, Any] = _data()["ledger"][kind]
    return words


def left_out_words() -> Mapping[str, str]:
    """Return the words about what the check before sharing keeps out."""
    words: Mapping[str, str] = _data()["left_out"]
    return words
