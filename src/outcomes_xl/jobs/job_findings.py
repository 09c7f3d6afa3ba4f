"""Findings that jobs make themselves, with their words in data/jobs.toml, publishing.toml, sources/findings.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from outcomes_xl.model import CellRef, Finding, Value
from outcomes_xl.rules.engine import Miss
from outcomes_xl.rules.miss_grouping import PlacedMiss, findings_from
from outcomes_xl.rules.rule_words import RuleWords, read_words

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, init=False, slots=True)
class Told(Miss):
    """A miss that a job tells of, with its rule: a cell, what stands there, the words of its sentence, an offer."""

    rule: str

    def __init__(
        self, rule: str, cell: CellRef, found: str = "", words: Mapping[str, str] = _NOTHING, offer: Value = None
    ) -> None:
        Miss.__init__(self, cell, offer=offer)
        object.__setattr__(self, "rule", rule)
        object.__setattr__(self, "words", {"found": found, **words})


@lru_cache(maxsize=1)
def words() -> Mapping[str, RuleWords]:
    """Return the entries of data/jobs.toml, data/publishing.toml and data/sources/findings.toml by id."""
    data = resources.files("outcomes_xl") / "data"
    files = (data / "jobs.toml", data / "publishing.toml", data / "sources" / "findings.toml")
    return {entry.id: entry for file in files for entry in read_words(file.read_text(encoding="utf-8"))}


def findings(told: Iterable[Told]) -> tuple[Finding, ...]:
    """Return the findings, by the same road as those of the rules."""
    return tuple(findings_from(PlacedMiss(one, words()[one.rule]) for one in told))
