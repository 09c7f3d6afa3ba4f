"""Where a measure stands, said once: for the jobs as a function, for the sheets as the formula of the same rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A word, and the statuses and findings it is for; without any it is for all."""

    says: str
    status: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    def fits(self, status: str, found: str) -> bool:
        return _is_one(status, self.status) and _is_one(found, self.found)


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("outcomes_xl") / "data" / "standing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def rules() -> tuple[StandingRule, ...]:
    """Return the rules of data/standing.toml; the last one fits everything."""
    return tuple(
        StandingRule(one["says"], tuple(one.get("status", ())), tuple(one.get("found", ())))
        for one in _data()["first_that_fits"]
    )


def standing(status: str, found: str) -> str:
    """Return where a measure stands: a word of the list "stands"."""
    return next(rule.says for rule in rules() if rule.fits(status, found))


@cache
def figure_found_words() -> frozenset[str]:
    """Return the words under What was found that mean a figure: what every count of figures found goes by."""
    return frozenset(_data()["figure_found"])


@cache
def waits(count: str) -> tuple[str, str]:
    """Return what one of the counts of what waits is called, for one and for many: a name under data's [waits]."""
    one, many = _data()["waits"][count]
    return one, many


def figures_found_formula(column: str) -> str:
    """Return the formula that counts the figures found, in a column as Excel calls it; without its "="."""
    return "(" + "+".join(f'COUNTIF({column},"{word}")' for word in sorted(figure_found_words())) + ")"


def standing_formula(status: str, found: str) -> str:
    """Return the formula of the same, of two cells as Excel calls them; without its "="."""
    *first, last = rules()
    tests = [(_all([*_any(status, rule.status), *_any(found, rule.found)]), rule.says) for rule in first]
    return "".join(f'IF({test},"{says}",' for test, says in tests) + f'"{last.says}"' + ")" * len(tests)


def _is_one(said: str, words: tuple[str, ...]) -> bool:
    """Excel's "=" compares without looking at capitals; so do we."""
    return not words or said.casefold() in {word.casefold() for word in words}


def _any(cell: str, words: Iterable[str]) -> list[str]:
    tests = [f'{cell}="{word}"' for word in words]
    return [f"OR({','.join(tests)})"] if len(tests) > 1 else tests


def _all(tests: list[str]) -> str:
    return f"AND({','.join(tests)})" if len(tests) > 1 else tests[0]
