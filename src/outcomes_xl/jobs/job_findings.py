"""Findings that jobs make themselves, with their words in data/jobs.toml, publishing.toml, sources/findings.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from outcomes_xl.model import CellRef, Finding, Offer, Value, cells_in_words
from outcomes_xl.model.sentences import fill, shown
from outcomes_xl.rules.rule_words import RuleWords, read_words


@dataclass(frozen=True)
class Told:
    """One thing to tell: its rule, its cell, what stands there, the words its sentence needs, a value to offer."""

    rule: str
    cell: CellRef
    found: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    offer: Value = None


@lru_cache(maxsize=1)
def words() -> Mapping[str, RuleWords]:
    """Return the entries of data/jobs.toml, data/publishing.toml and data/sources/findings.toml by id."""
    data = resources.files("outcomes_xl") / "data"
    files = (data / "jobs.toml", data / "publishing.toml", data / "sources" / "findings.toml")
    return {entry.id: entry for file in files for entry in read_words(file.read_text(encoding="utf-8"))}


def findings(told: Iterable[Told]) -> tuple[Finding, ...]:
    """Return the findings; what is told of several cells of a sheet in the same words becomes one."""
    groups: dict[object, list[Told]] = {}
    for one in told:
        entry = words()[one.rule]
        # Grouped by what the sentence for several would say: a word only the sentence for one needs may differ.
        spoken = entry.templates["several"] | entry.templates["fix_several"]
        said = tuple(sorted((name, word) for name, word in one.words.items() if name in spoken))
        cause = (said, one.offer) if entry.several else (one.cell, tuple(sorted(one.words.items())))
        groups.setdefault((one.rule, one.cell.sheet, cause), []).append(one)
    return tuple(_finding(words()[group[0].rule], group) for group in groups.values())


def _finding(entry: RuleWords, group: list[Told]) -> Finding:
    first = group[0]
    cells = tuple(sorted({one.cell for one in group}))
    several = len(cells) > 1 and bool(entry.several)
    more = {
        "count": str(len(cells)),
        "cells": cells_in_words(cells),
        "cell": first.cell.a1,
        "sheet": first.cell.sheet,
        "found": first.found,
        "offer": shown(first.offer),
        **first.words,
    }
    return Finding(
        entry.id,
        entry.severity,
        cells[0],
        found=first.found,
        message=fill(entry.several if several else entry.message, more),
        fix=fill(entry.fix_for(len(cells), first.offer is not None, False), more),
        offer=None if first.offer is None else Offer(first.offer, entry.title),
        cells=cells,
    )
