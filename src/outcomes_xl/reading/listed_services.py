"""Which services count, and for which outcomes: asked by the rules, the job Services and a report alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from outcomes_xl.model import Row, Table
from outcomes_xl.reading.chosen_names import same_name
from outcomes_xl.reading.tidy import folded

if TYPE_CHECKING:
    from outcomes_xl.framework.entries import Framework

ENDED = "Ended"


@dataclass(frozen=True)
class ListedServices:
    """The rows of Services by id: those in the offer, those that have ended, and further rows under an id.

    One that has no id yet stands under its name.
    """

    offered: Mapping[str, Row]
    ended: Mapping[str, Row]
    twice: tuple[tuple[str, Row], ...]

    def of(self, row: Row) -> str:
        """Return what a row's service stands under: its id, or its name where Services has no id for it yet."""
        typed = row.text("service_id")
        return typed if typed in self.offered or typed in self.ended else self._without_ids.get(same_name(typed), typed)

    @cached_property
    def _without_ids(self) -> Mapping[str, str]:
        rows = {**self.ended, **self.offered}
        return {same_name(name): name for name, row in rows.items() if not row.text("service_id")}


def listed_services(tables: Mapping[str, Table]) -> ListedServices:
    """Return which services count: whatever says that an outcome has a service, or has none, asks here."""
    offered: dict[str, Row] = {}
    ended: dict[str, Row] = {}
    twice: list[tuple[str, Row]] = []
    for row in tables.get("services") or ():
        own_id = row.text("service_id") or row.text("service")
        if not own_id:
            continue
        if folded(row.text("service_state")) == folded(ENDED):
            ended[own_id] = row
        elif own_id in offered:
            twice.append((own_id, row))
        else:
            offered[own_id] = row
    return ListedServices(offered, ended, tuple(twice))


def outcomes_in_force(tables: Mapping[str, Table], known: Framework) -> dict[str, str]:
    """Return the titles of the outcomes in force, by id: the release's, and those of rows of the borough's own.

    One whose every row on the Framework sheet is retired is in force no more.
    """
    outcomes = {one.id: one.title for one in known.outcomes.values()}
    states: dict[str, set[str]] = {}
    for row in tables.get("framework") or ():
        own_id = row.text("outcome_id")
        if own_id:
            states.setdefault(own_id, set()).add(row.text("state"))
            outcomes.setdefault(own_id, row.text("outcome") or own_id)
    retired = {own_id for own_id, said in states.items() if said == {"Retired"}}
    return {key: title for key, title in outcomes.items() if key not in retired}
