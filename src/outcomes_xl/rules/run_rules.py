"""Running the rules: misses of one cause become one finding, and findings come in an officer's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import CellRef, Finding, Offer, Row, Severity, Table, cells_in_words
from outcomes_xl.model.sentences import BLANK, NOT_REPEATED, fill, gaps, shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.rules.engine import Miss, Rule, all_rules
from outcomes_xl.rules.rule_inputs import NAMELESS, ColumnMissing, RuleInputs
from outcomes_xl.rules.rule_words import RuleMistake, RuleWords, all_words

if TYPE_CHECKING:
    from outcomes_xl.reading.read_tables import Reading

_OPENING = re.compile(r"\{([a-z_]+)\}")
gaps_of = lru_cache(maxsize=1024)(gaps)


def run_rules(reading: Reading, framework: Framework, today: date) -> tuple[Finding, ...]:
    """Return what there is to look at, by sheet, then by how much it matters, then by row.

    Raises RuleMistake, naming the rule, when a rule stops: that is our mistake, never the officer's.
    """
    inputs, words = RuleInputs(reading, framework, today), all_words()
    found: list[Finding] = []
    for one in all_rules().values():
        try:
            for home, given in inputs.settings(one):
                found += findings_of(one, words[one.id], home, given, inputs)
        except Exception as error:
            raise RuleMistake(f"{one.id} ({one.claim}) stopped: {type(error).__name__}: {error}") from error
    severities = list(Severity)
    last = len(inputs.order)
    return tuple(
        sorted(
            found,
            key=lambda f: (
                inputs.order.get(f.cell.sheet, last),
                f.cell.sheet,
                severities.index(f.severity),
                f.cell.row,
                f.cell.column,
                f.rule,
            ),
        )
    )


def findings_of(
    one: Rule, words: RuleWords, home: Table | None, given: dict[str, Any], inputs: RuleInputs
) -> list[Finding]:
    """Return the findings of one rule on one table: misses whose sentences would read the same are one."""
    try:
        misses = [_Placed(miss, home, words, inputs) for miss in one.check(**given)]
    except ColumnMissing:
        return []
    groups: dict[object, list[_Placed]] = {}
    for placed in misses:
        groups.setdefault(placed.cause, []).append(placed)
    return [_finding(words, group) for group in groups.values()]


class _Placed:
    """A miss with its cell, and the words for its sentences."""

    def __init__(self, miss: Miss, home: Table | None, words: RuleWords, inputs: RuleInputs) -> None:
        self.miss, self.home, self.rule, self.inputs = miss, home, words, inputs
        if isinstance(miss.place, CellRef):
            self.cell = miss.place
        else:
            assert home is not None, f"{words.id}: a row needs the table it stands in"
            if miss.field not in home.columns:
                raise ColumnMissing(miss.field)
            self.cell = home.cell(miss.place, miss.field)
        self.row = miss.place if isinstance(miss.place, Row) else None
        typed = self.row.typed.get(miss.field) if self.row else None
        self.found = NOT_REPEATED if words.quiet else miss.words.get("found", shown(typed))

    @property
    def cause(self) -> object:
        """Misses with the same cause are said in one breath."""
        if not self.rule.several:
            return self.cell
        told = {name: self.word(name) for name in self.rule.templates["several"] - {"count"}}
        fix = self.fix(2)
        sheet = self.cell.sheet
        return (sheet, self.miss.field, tuple(sorted(told.items())), fix, self.miss.offer, type(self.miss.offer))

    def fix(self, count: int, words: Mapping[str, str] | None = None) -> str:
        template = self.rule.fix_for(count, self.miss.offer is not None, bool(self.miss.words.get("nearest")))
        return self.filled(template, words or {"count": "", "cells": ""})

    def filled(self, template: str, more: Mapping[str, str]) -> str:
        wanted = {name: more[name] if name in more else self.word(name) for name in gaps_of(template)}
        opening = _OPENING.match(template)
        if opening and opening[1] != "found" and wanted[opening[1]] == BLANK:
            wanted[opening[1]] = f"Row {self.cell.row}"  # a sentence cannot begin with what is not there
        text = fill(template, wanted)
        return text[0].upper() + text[1:] if text.startswith(NAMELESS) else text

    def word(self, name: str) -> str:
        if name in self.miss.words:
            return self.miss.words[name]
        match name:
            case "cell":
                return self.cell.a1
            case "cells":
                return ""
            case "found":
                return self.found or BLANK
            case "sheet":
                return self.cell.sheet
            case "row":
                return str(self.cell.row)
            case "offer":
                return shown(self.miss.offer)
            case "heading":
                return self._heading(self.miss.field)
            case "metric" if self.row is not None:
                return self.inputs.metric_word(self.row)
        field, _, part = name.partition(".")
        if part == "heading":
            return self._heading(field)
        if part == "cell":
            if self.home is None or field not in self.home.columns:
                return f"“{self._heading(field)}”"
            return self.home.cell(self.cell.row, field).a1
        if self.row is None:
            raise KeyError(f"{self.rule.id} says {{{name}}} and its miss does not bring it")
        try:
            return shown(self.row[field]) or BLANK
        except ColumnMissing:
            return BLANK  # the rule itself never looked at this column; only its sentence would have named it

    def _heading(self, field: str) -> str:
        if self.home is None:
            return field
        shape = layout("borough").sheet(self.home.key)
        return str(self.home.headings.get(field) or shape.field(field).heading)


def _finding(words: RuleWords, group: list[_Placed]) -> Finding:
    first, cells = group[0], tuple(placed.cell for placed in group)
    count = len(set(cells))
    more = {"count": str(count), "cells": cells_in_words(cells)}
    template = words.several if count > 1 else words.message
    offer = first.miss.offer
    message, fix = first.filled(template, more), first.fix(count, more)
    return Finding(
        rule=words.id,
        severity=words.severity,
        cell=min(cells, key=lambda cell: (cell.row, cell.column)),
        found=_all_found(group),
        message=message,
        fix=fix,
        offer=None if offer is None else Offer(offer, words.title),
        cells=tuple(sorted(set(cells))),
    )


def _all_found(group: Iterable[_Placed], most: int = 3) -> str:
    """Return what was typed; for several cells the different things, "MET-9, MET-10, MET-11 …"."""
    typed = list(dict.fromkeys(placed.found for placed in group))
    if len(typed) == 1:
        return typed[0]
    return ", ".join(text or BLANK for text in typed[:most]) + (" …" if len(typed) > most else "")
