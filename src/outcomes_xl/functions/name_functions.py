"""Titles, places and boroughs: what an id or a code stands for, and a sentence for one that stands for nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.functions.formula_arguments import Answer, Answers, Memo, column, is_error, words
from outcomes_xl.model.spelling import did_you_mean

LOCAL = "LOC-"
_MOST_GUESSES = 500
"""Somebody whose every cell is unknown has given the wrong column: a guess takes 15 ms, and Excel waits."""


class Named:
    """Answers about ids and codes, from one framework."""

    def __init__(self, known: Framework) -> None:
        self._known = known
        self._guesses = 0
        self._by_code = {borough.code: borough.name for borough in known.boroughs.values()}
        self.titles = Memo(self._title)
        self.boroughs = Memo(self._borough)
        self.codes = Memo(self._code)

    def place(self, ids: Any) -> Answers:
        """Return layer, domain, outcome and indicator for each id, a row each."""
        return [self._place(cell) for cell in column(ids, "ids")]

    def unknown(self, typed: str, items_too: bool = False) -> str:
        """Return the sentence for an id that is not ours; ``items_too`` where a national item's would do."""
        if typed.upper().startswith(LOCAL):
            return f"{typed} is a row of your own: see your Framework sheet."
        ids: Collection[str] = [*self._known.metrics, *self._known.outcomes]
        kinds = "metric or outcome"
        if items_too:
            ids, kinds = [*ids, *self._known.items], "metric, outcome or item"
        return f"There is no {kinds} {typed}.{self._guess(typed, ids)}"

    def _title(self, cell: Any) -> Answer:
        typed = words(cell)
        if not typed or is_error(cell):
            return typed
        item = self._known.items.get(typed)
        return self._known.title(typed) or (item.title if item else self.unknown(typed, items_too=True))

    def _place(self, cell: Any) -> list[Answer]:
        typed = words(cell)
        metric, outcome = self._known.metrics.get(typed), self._known.outcomes.get(typed)
        if metric:
            return [metric.layer, metric.domain, metric.outcome, metric.indicator]
        if outcome:
            return [outcome.layer, outcome.domain, outcome.title, ""]
        return [self.unknown(typed) if typed and not is_error(cell) else typed, "", "", ""]

    def _borough(self, cell: Any) -> Answer:
        typed = words(cell)
        if not typed or is_error(cell):
            return typed
        found = self._known.borough(typed)
        if found:
            return found.name
        guess = did_you_mean(typed, self._by_code) if self._may_guess() else None
        ask = f" Did you mean {guess} ({self._by_code[guess]})?" if guess else ""
        return f"{typed} is no London borough's code.{ask}"

    def _code(self, cell: Any) -> Answer:
        typed = words(cell)
        if not typed or is_error(cell):
            return typed
        found = self._known.borough(typed)
        return found.code if found else f"{typed} is no London borough.{self._guess(typed, self._by_code.values())}"

    def _guess(self, typed: str, ids: Collection[str]) -> str:
        guess = did_you_mean(typed, ids) if self._may_guess() else None
        return f" Did you mean {guess}?" if guess else ""

    def _may_guess(self) -> bool:
        self._guesses += 1
        return self._guesses <= _MOST_GUESSES
