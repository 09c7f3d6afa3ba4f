"""What a rule is: a function that takes what it needs by name and yields its misses, and words of the same id.

A rule is a function named for what must be true. What it can ask for, as parameters:

* a table by its layout key: start, framework, availability, services, service_map, sources, targets;
* ``mapping``: the rule runs once for each mapping tab; ``table``: once for each sheet officers use;
* ``known`` the released Framework; ``metrics`` the release's metrics and the borough's own; ``near`` for
  "did you mean"; ``shape`` what pandera finds out of shape; ``troubles`` what reading met; ``odd`` the cells of
  ``table`` that want a second look; ``today``.

The first table a rule takes is the one its misses stand in. A rule whose table, or any column it looks at, is missing
is not run: reading says so once, in a finding of its own. A parameter with a default is not required.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from outcomes_xl.model import CellRef, Row, Value
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.rules.rule_words import RuleMistake, RuleWords

EACH = {"mapping", "table"}
ALWAYS = {"known", "metrics", "near", "troubles", "today", "tables", "odd", "shape"}
SAID_BY_THE_ENGINE = frozenset({"cell", "cells", "count", "found", "sheet", "heading", "metric", "offer", "row"})


@dataclass(frozen=True, init=False, slots=True)
class Miss:
    """One place where a rule's claim does not hold: a row (or its number) and a field, or a cell on its own.

    ``offer`` is a value that may be meant. Check --apply-fixes writes it where it is ``sure``: unless the rule says,
    that is where it cannot change what was typed (``spelling.keeps_meaning``); anywhere else it is shown, and asked.
    ``words`` are what the rule's sentences ask for beyond the row's own fields.
    """

    place: Row | int | CellRef
    field: str
    offer: Value
    sure: bool | None
    words: Mapping[str, str]

    def __init__(
        self, place: Row | int | CellRef, field: str = "", offer: Value = None, sure: bool | None = None, **words: Value
    ) -> None:
        for name, value in (("place", place), ("field", field), ("offer", offer), ("sure", sure)):
            object.__setattr__(self, name, value)
        object.__setattr__(
            self, "words", {name: value if isinstance(value, str) else shown(value) for name, value in words.items()}
        )

    def only_asked(self) -> Miss:
        """Return the miss with its offer to be asked, and not written."""
        return Miss(self.place, self.field, self.offer, False, **self.words)


Check = Callable[..., Iterable[Miss]]
C = TypeVar("C", bound=Check)


@dataclass(frozen=True)
class Rule:
    """A rule: its id, the function that finds misses, what that takes, and the words it adds to its sentences."""

    id: str
    check: Check
    says: frozenset[str]
    takes: Mapping[str, bool]

    @property
    def claim(self) -> str:
        return self.check.__name__

    @property
    def home(self) -> str | None:
        """The first table it takes, whose cells its misses stand in."""
        return next((name for name in self.takes if name not in ALWAYS), None)


_rules: dict[str, Rule] = {}


def rule(rule_id: str, *says: str) -> Callable[[C], C]:
    """Make a function the rule of this id. ``says`` are the words its misses bring with them."""

    def keep(check: C) -> C:
        if rule_id in _rules:
            raise RuleMistake(f"{rule_id} is there twice: {_rules[rule_id].claim} and {check.__name__}")
        takes = {name: p.default is p.empty for name, p in inspect.signature(check).parameters.items()}
        _rules[rule_id] = Rule(rule_id, check, frozenset(says), takes)
        return check

    return keep


def all_rules() -> Mapping[str, Rule]:
    return _rules


def hold(rules: Mapping[str, Rule], words: Mapping[str, RuleWords]) -> None:
    """Check that rules and words hold together. Raises RuleMistake, naming the rule, where they do not."""
    sheets = layout("borough")
    keys = {sheet.key for sheet in sheets.with_tables}
    for one in rules.values():
        if one.id not in words:
            raise RuleMistake(f"{one.id} ({one.claim}) has no words in rules.toml")
        if words[one.id].withdrawn:
            raise RuleMistake(f"{one.id} ({one.claim}) is withdrawn in rules.toml, and still has a function")
        if strange := [name for name in one.takes if name not in keys | EACH | ALWAYS]:
            raise RuleMistake(f"{one.id} ({one.claim}) asks for {strange[0]!r}, which no rule can have")
        shape = {"mapping": sheets.mappings[0].key, "table": None}.get(one.home or "", one.home)
        own = {column.field for column in sheets.sheet(shape).columns} if shape else set()
        allowed = one.says | SAID_BY_THE_ENGINE | own
        allowed |= {f"{name}.{part}" for name in own for part in ("cell", "heading")}
        for which, asked in words[one.id].templates.items():
            if missing := sorted(asked - allowed):
                raise RuleMistake(f"{one.id} ({one.claim}): nobody fills {{{missing[0]}}} in its {which}")
    for entry in words.values():
        if not entry.withdrawn and entry.id not in rules:
            raise RuleMistake(f"{entry.id} has words in rules.toml and no function")
