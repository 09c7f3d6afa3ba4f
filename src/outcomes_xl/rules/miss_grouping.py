"""From misses to findings: what would be said in the same words of several cells is said once.

Rules and jobs both come this way: a rule's misses stand in rows of its table, a job's at cells with their own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from outcomes_xl.model import CellRef, Finding, Offer, Row, Table, cells_in_words
from outcomes_xl.model.sentences import BLANK, NOT_REPEATED, fill, gaps, shown
from outcomes_xl.model.spelling import keeps_meaning
from outcomes_xl.reading.layouts import layout
from outcomes_xl.rules.engine import Miss
from outcomes_xl.rules.rule_inputs import NAMELESS, ColumnMissing
from outcomes_xl.rules.rule_words import RuleWords

_OPENING = re.compile(r"\{([a-z_]+)\}")
Named = Callable[[Row], str]
gaps_of = lru_cache(maxsize=1024)(gaps)


def findings_from(misses: Iterable[PlacedMiss]) -> list[Finding]:
    """Return the findings, in the order they were first met: misses whose sentences would read the same are one."""
    groups: dict[object, list[PlacedMiss]] = {}
    for placed in misses:
        groups.setdefault((placed.rule.id, placed.cause), []).append(placed)
    return [_finding(group) for group in groups.values()]


class PlacedMiss:
    """A miss with its cell, and the words for its sentences. ``named`` gives a row's metric a name."""

    def __init__(self, miss: Miss, words: RuleWords, home: Table | None = None, named: Named | None = None) -> None:
        self.miss, self.home, self.rule, self.named = miss, home, words, named
        if isinstance(miss.place, CellRef):
            self.cell = miss.place
        else:
            assert home is not None, f"{words.id}: a row needs the table it stands in"
            if miss.field not in home.columns:
                raise ColumnMissing(miss.field)
            self.cell = home.cell(miss.place, miss.field)
        self.row = miss.place if isinstance(miss.place, Row) else None
        typed = self.row.typed.get(miss.field) if self.row else None
        typed_here = typed if self.row else miss.words.get("found")
        self.sure = miss.sure if miss.sure is not None else keeps_meaning(typed_here, miss.offer)
        if self.row and home and (self.row.number, miss.field) in home.per_cent:
            typed = f"{shown(self.row[miss.field])}%"
        self.found = NOT_REPEATED if words.quiet else miss.words.get("found", shown(typed))

    @property
    def cause(self) -> object:
        """Misses with the same cause are said in one breath."""
        if not self.rule.several:
            # The cell alone is not enough: two columns missing from one list are two things to say of its corner.
            return self.cell, tuple(sorted(self.miss.words.items())), self.miss.offer, self.sure
        told = {name: self.word(name) for name in self.rule.templates["several"] - {"count"}}
        fix = self.fix(2)
        sheet = self.cell.sheet
        offer = (self.miss.offer, type(self.miss.offer), self.sure)
        return (sheet, self.miss.field, tuple(sorted(told.items())), fix, offer)

    def fix(self, count: int, words: Mapping[str, str] | None = None) -> str:
        nearest, offered = bool(self.miss.words.get("nearest")), self.miss.offer is not None
        template = self.rule.fix_for(count, offered and (self.sure or not nearest), nearest)
        return self.filled(template, words or {"count": "", "cells": ""})

    def filled(self, template: str, more: Mapping[str, str]) -> str:
        known = {**more, **self.miss.words}
        wanted = {name: known[name] if name in known else self.word(name) for name in gaps_of(template)}
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
            case "metric" if self.row is not None and self.named is not None:
                return self.named(self.row)
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


def _finding(group: list[PlacedMiss]) -> Finding:
    first, words, cells = group[0], group[0].rule, tuple(placed.cell for placed in group)
    count = len(set(cells))
    more = {"count": str(count), "cells": cells_in_words(cells)}
    template = words.several if count > 1 and words.several else words.message
    offer = first.miss.offer
    message, fix = first.filled(template, more), first.fix(count, more)
    return Finding(
        rule=words.id,
        severity=words.severity,
        cell=min(cells, key=lambda cell: (cell.row, cell.column)),
        found=_all_found(group),
        message=message,
        fix=fix,
        offer=None if offer is None else Offer(offer, words.title, first.sure),
        cells=tuple(sorted(set(cells))),
    )


def _all_found(group: Iterable[PlacedMiss], most: int = 3) -> str:
    """Return what was typed; for several cells the different things, "MET-9, MET-10, MET-11 …"."""
    typed = list(dict.fromkeys(placed.found for placed in group))
    if len(typed) == 1:
        return typed[0]
    return ", ".join(text or BLANK for text in typed[:most]) + (" …" if len(typed) > most else "")
