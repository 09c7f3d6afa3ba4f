"""The report's words, from data/report.toml: an analyst mends a sentence there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from outcomes_xl.model.sentences import fill

A_NAME = 60
"""Letters of a name among others, at most."""


@cache
def report_words() -> Mapping[str, Any]:
    """Return the words, by group."""
    text = (resources.files("outcomes_xl") / "data" / "report.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say(key: str, **words: str | int) -> str:
    """Return a sentence by its group and name, "domain.position", with its gaps filled. Raises KeyError, by name."""
    group, _, name = key.partition(".")
    return fill(report_words()[group][name], {word: str(value) for word, value in words.items()})


def some(number: int, key: str) -> str:
    """Return so many of something, "1 measure", "3 measures", in the words of the group ``counts``."""
    one, many = report_words()["counts"][key]
    return f"{number:,} {one if number == 1 else many}"


def short(title: str, letters: int = A_NAME) -> str:
    """Return a title as it is named among others: whole, or cut."""
    return title if len(title) <= letters else f"{title[: letters - 1].rstrip()}…"
