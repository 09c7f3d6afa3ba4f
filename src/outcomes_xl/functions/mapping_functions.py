"""What a metric or an outcome is mapped to in the national frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outcomes_xl.framework.entries import Framework, Item, Link
from outcomes_xl.functions.formula_arguments import Answer, Answers, CannotAnswer, column, is_error, single, words
from outcomes_xl.functions.name_functions import Named

_RETIRED = "Retired"


class Mapped:
    """The links of one framework, by our id. Items that are retired stand on the mapping tabs and not here."""

    def __init__(self, known: Framework, named: Named) -> None:
        self._known, self._named = known, named
        self._links: dict[str, list[tuple[Link, Item]]] = {}
        for link in known.links.values():
            item = known.items[link.item_id]
            if link.our_id and item.state != _RETIRED:
                self._links.setdefault(link.our_id, []).append((link, item))

    def mapped(self, ids: Any, framework: Any = None) -> Answers:
        """Return a row for each link: their id, title, role, closeness, and our id. Blank ids are passed over."""
        key = self._key(single(framework, "framework"))
        found = [row for cell in column(ids, "ids") if words(cell) for row in self._of(cell, key)]
        return found or [[""]]

    def _key(self, given: object) -> str:
        """Return a framework's key; "" for all of them."""
        typed = words(given)
        for key, national in self._known.nationals.items():
            if typed.casefold() in (key.casefold(), national.title.casefold()):
                return key
        if not typed:
            return ""
        keys = list(self._known.nationals)
        choose = f"Give {', '.join(keys[:-1])} or {keys[-1]}, or leave it out for all of them."
        raise CannotAnswer(f"There is no national framework {typed}.", choose)

    def _of(self, cell: Any, key: str) -> Iterator[list[Answer]]:
        our_id = words(cell)
        if is_error(cell):
            yield [our_id, "", "", "", our_id]
            return
        if not self._known.title(our_id):
            yield [self._named.unknown(our_id), "", "", "", our_id]
            return
        links = self._in(our_id, key)
        for link, item in links:
            yield [item.id, item.title, link.role, link.closeness, our_id]
        if not links:
            yield [self._nothing(our_id, key), "", "", "", our_id]

    def _in(self, our_id: str, key: str) -> list[tuple[Link, Item]]:
        return [pair for pair in self._links.get(our_id, ()) if key in ("", pair[1].framework)]

    def _nothing(self, our_id: str, key: str) -> str:
        sentence = f"Nothing in {key or 'a national framework'} is tied to {our_id}."
        metric = self._known.metrics.get(our_id)
        if metric and self._in(metric.outcome_id, key):
            return f"{sentence} Its outcome {metric.outcome_id} is."
        return sentence
