"""The ways of a table's rows from one edition to another, by the id that ties a row to an outcome, metric or link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes_xl.framework.data_readers import link_id
from outcomes_xl.framework.editions import METRIC, OTHER_FIGURES, OUTCOME, ChangeKind, EditionStep
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout

TIED = {"metrics": METRIC, "outcomes": OUTCOME}
"""Of what may be chosen by name, what an edition is made of; a borough's services are its own."""
_CHOSEN = {
    shape.key: (column.field, TIED[column.chosen_from])
    for shape in layout("borough").with_tables
    for column in shape.columns
    if column.chosen_from in TIED
}
_FIELDS = {
    **dict.fromkeys(("framework", "availability", "gaps", "figures"), ("metric_id", METRIC)),
    **_CHOSEN,
    "lists": ("value", "word"),
}
_NOT_THE_SAME = frozenset({*OTHER_FIGURES, ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.RETIRED})


@dataclass(frozen=True)
class Way:
    """What becomes of a row: its new ids, none where it has no place; ``to_id`` is the one this row of it goes to."""

    from_id: str
    to_ids: tuple[str, ...]
    kinds: tuple[ChangeKind, ...]
    why: str
    to_id: str = ""

    def each(self) -> list[Way]:
        return [Way(self.from_id, self.to_ids, self.kinds, self.why, one) for one in self.to_ids]

    @property
    def means_the_same(self) -> bool:
        return not _NOT_THE_SAME.intersection(self.kinds)

    @property
    def in_words(self) -> str:
        return "; ".join(self.kinds)


def stays(own_id: str) -> Way:
    """Return the way of what another edition makes no difference to."""
    return Way(own_id, (own_id,), (ChangeKind.KEPT,), "kept", own_id)


class Ways:
    """The ways from one edition's rows to another's."""

    def __init__(self, step: EditionStep, before: Framework, after: Framework) -> None:
        self.step, self.before, self.after = step, before, after
        self.stood_in = step.source.title
        self._items: dict[str, list[str]] = {}
        for link in after.links.values():
            self._items.setdefault(link.item_id, []).append(link.our_id)

    def concerns(self, key: str) -> bool:
        """Whether a table's rows are tied to the edition's."""
        return key in _FIELDS or key.startswith("map_")

    def is_chosen(self, key: str) -> bool:
        """Whether a table's rows are tied to the edition by what its officer chose, by name or by id."""
        return key in _CHOSEN

    def field_of(self, key: str) -> str:
        return _FIELDS[key][0] if key in _FIELDS else "link_id"

    def what(self, key: str) -> str:
        """Return what the rows of a table are tied to: METRIC or OUTCOME, or something of the table's own."""
        return _FIELDS[key][1] if key in _FIELDS else "link"

    def of(self, key: str, own_id: Value) -> Way | None:
        """Return the way of a row; None for one that is not of the edition, such as a borough's own."""
        if not isinstance(own_id, str):
            return None
        if key == "lists":
            return None if own_id not in self.before.outcomes else self._word(own_id)
        if key.startswith("map_"):
            return self._link(own_id)
        return self._ours(_FIELDS[key][1], own_id)

    def back(self, what: str, new_id: str) -> list[Way]:
        """Return the ways that lead to an outcome or metric of the new edition; its own where nothing became it."""
        lines = [one for one in self.step.changes if one.what == what and one.to_id == new_id]
        found = [self._ours(what, one.from_id) for one in lines if one.from_id]
        return [way for way in found if way] or [stays(new_id)]

    def outcome(self, own_id: Value) -> Way | None:
        return self._ours(OUTCOME, str(own_id))

    def title(self, key: str, named: str) -> str:
        """Return what a row is called: its metric's or outcome's title where it is known by an id."""
        return self.before.title(named) or self.after.title(named) or named

    def title_of(self, from_id: str) -> str:
        """Return what an outcome or metric of the edition before is called; of a link, what it ties to."""
        return self.title("", from_id.partition("~")[2] or from_id)

    def _ours(self, what: str, own_id: str) -> Way | None:
        changes = self.step.of(what, own_id)
        if not changes:
            return None
        kinds = tuple(dict.fromkeys(kind for one in changes for kind in one.kinds))
        note = next((one.note for one in changes if one.note), "")
        said = "; ".join(kinds)
        return Way(
            own_id, tuple(one.to_id for one in changes if one.to_id), kinds, f"{said}{f' ({note})' if note else ''}"
        )

    def _word(self, own_id: str) -> Way:
        """A word of a list stays while its outcome does; new outcomes' words are there already."""
        stays = own_id in self.after.outcomes
        return Way(own_id, (own_id,) if stays else (), (ChangeKind.KEPT if stays else ChangeKind.RETIRED,), "retired")

    def _former_link(self, own_id: str) -> Way | None:
        """A link of an earlier release stays as it is while what it ties to is there; else it has no place."""
        our_id = own_id.partition("~")[2]
        way = self._ours(METRIC, our_id) or self._ours(OUTCOME, our_id)
        if way is None or way.to_ids == (our_id,):
            return None
        return Way(
            own_id,
            (),
            (ChangeKind.RETIRED,),
            f"“{self.title_of(our_id)}” is {way.in_words}, and the link was retired before",
        )

    def _link(self, own_id: str) -> Way | None:
        link = self.before.links.get(own_id)
        if link is None:
            return self._former_link(own_id)
        there: Sequence[str] = self._items.get(link.item_id, ())
        way = self._ours(METRIC, link.our_id) or self._ours(OUTCOME, link.our_id)
        if not link.our_id:
            kinds: tuple[ChangeKind, ...] = (ChangeKind.KEPT if "" in there else ChangeKind.REWORDED,)
            return Way(own_id, tuple(link_id(link.item_id, one) for one in there), kinds, "what covers it has changed")
        to = tuple(link_id(link.item_id, one) for one in (way.to_ids if way else ()) if one in there)
        kinds = way.kinds if way else (ChangeKind.RETIRED,)
        why = (
            f"“{self.title_of(link.our_id)}” is {way.in_words if way else 'not in this edition'}, and the link with it"
        )
        return Way(own_id, to, kinds if to else (ChangeKind.RETIRED,), why)
