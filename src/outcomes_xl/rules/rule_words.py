"""The words of the rules: severity, title, message, fix and why of each, kept in data/rules.toml.

An analyst can mend a sentence without opening Python; the officers' pages are made from the same entries.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.model import Severity
from outcomes_xl.model.sentences import gaps

_ID = re.compile(r"[A-Z]{2}[0-9]{2}")
TEMPLATES = ("message", "several", "fix", "fix_several", "fix_with_offer", "fix_with_nearest")


class RuleMistake(Exception):
    """A rule, or its words, does not hold together: our mistake, never the officer's."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule says.

    ``message`` and ``fix`` are for one cell. ``several`` and ``fix_several`` are for one slip found in many cells:
    misses that would read the same, but for {count} and {cells}, become one finding. A rule without ``several``
    says in ``apart`` why each of its misses needs its own line. ``fix_with_offer`` is said when a value is offered,
    ``fix_with_nearest`` when a miss brings the word {nearest}: something like it, but not surely it.
    ``settled`` rules hold a cell against the central file: where somebody has chosen to keep ours, that is the end of
    it. What a ``first`` rule finds stands before all else. ``quiet`` rules never repeat what stands in the cell.
    Of an ``always_asked`` rule no finding can be settled: what it guards is not one officer's to decide.
    ``example`` is shown on the rule's page.
    """

    id: str
    severity: Severity
    title: str
    message: str
    fix: str
    why: str
    example: str
    several: str = ""
    fix_several: str = ""
    fix_with_offer: str = ""
    fix_with_nearest: str = ""
    apart: str = ""
    quiet: bool = False
    withdrawn: str = ""
    trouble: str = ""
    settled: bool = False
    first: bool = False
    always_asked: bool = False
    templates: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fix_for(self, count: int, offered: bool, nearest: bool) -> str:
        """Return the template of the fix: with an offer, with the nearest, for several cells, or for one."""
        if offered and self.fix_with_offer:
            return self.fix_with_offer
        if nearest and self.fix_with_nearest:
            return self.fix_with_nearest
        return self.fix_several if count > 1 and self.fix_several else self.fix


def read_words(text: str) -> Iterator[RuleWords]:
    """Yield the entries of rules.toml. Raises RuleMistake, naming the rule, for an entry that does not hold."""
    known = {f.name for f in fields(RuleWords)} - {"id", "templates"}
    for rule_id, entry in tomllib.loads(text).items():
        yield _entry(rule_id, entry, known)


def _entry(rule_id: str, entry: dict[str, Any], known: set[str]) -> RuleWords:
    if not _ID.fullmatch(rule_id):
        raise RuleMistake(f"rules.toml: {rule_id!r} is not two letters and two figures")
    if stray := sorted(set(entry) - known):
        raise RuleMistake(f"rules.toml, {rule_id}: no rule has {stray[0]!r}")
    for name in ("severity", "title", "message", "fix", "why", "example"):
        if not str(entry.get(name, "")).strip():
            raise RuleMistake(f"rules.toml, {rule_id}: {name} is missing")
    try:
        severity = Severity(entry["severity"])
    except ValueError:
        raise RuleMistake(f"rules.toml, {rule_id}: {entry['severity']!r} is not a severity") from None
    if bool(entry.get("several")) == bool(entry.get("apart")):
        raise RuleMistake(f"rules.toml, {rule_id}: say either several (one line for many cells) or apart (why not)")
    templates = {name: gaps(entry.get(name, "")) for name in TEMPLATES}
    if entry.get("several"):
        fixes = templates["fix_with_offer"] | templates["fix_with_nearest"]
        many = templates["several"] | templates["fix_several" if entry.get("fix_several") else "fix"] | fixes
        if placed := sorted(word for word in many if word.endswith(".cell") or word == "cell"):
            raise RuleMistake(f"rules.toml, {rule_id}: {{{placed[0]}}} differs in every row, so it would never group")
    return RuleWords(**{**entry, "id": rule_id, "severity": severity, "templates": templates})


@lru_cache(maxsize=1)
def all_words() -> Mapping[str, RuleWords]:
    """Return every entry of the shipped rules.toml by its id, in the file's order. TOML itself refuses an id twice."""
    text = (resources.files("outcomes_xl") / "data" / "rules.toml").read_text(encoding="utf-8")
    return {words.id: words for words in read_words(text)}
