"""The outcomes of a workbook, and the services said to contribute to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes_xl.board.report_words import A_NAME, say, short
from outcomes_xl.model import Row, Table
from outcomes_xl.reading.listed_services import ListedServices, listed_services
from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.offer import STRONG, WEAK


@dataclass(frozen=True, slots=True)
class OutcomeOfOurs:
    """An outcome: ``retired`` where every measure of it is, or the framework of this workbook has it no longer."""

    id: str
    title: str
    layer: str
    domain: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a service contributes to an outcome, how much, and what that rests on: a row of Service map.

    ``counts`` is whether it is a claim: the service stands on Services and has not ended.
    """

    service_id: str
    service: str
    outcome_id: str
    how_much: str
    basis: str
    note: str
    counts: bool

    def __str__(self) -> str:
        how_much = f" ({self.how_much.lower() if self.how_much else say('services.not_said')})"
        return f"{short(self.service, A_NAME - len(how_much))}{how_much}"


def outcomes(tables: Mapping[str, Table]) -> dict[str, OutcomeOfOurs]:
    """Return the outcomes that stand on Framework, by id, in its order."""
    rows: dict[str, list[Row]] = {}
    for row in tables.get("framework") or ():
        if row["outcome_id"]:
            rows.setdefault(row.text("outcome_id"), []).append(row)
    return {
        own_id: OutcomeOfOurs(
            own_id,
            found[0].text("outcome") or own_id,
            found[0].text("layer"),
            found[0].text("domain"),
            all(row.text("state") == "Retired" for row in found),
        )
        for own_id, found in rows.items()
    }


def contributions(tables: Mapping[str, Table]) -> tuple[Contribution, ...]:
    """Return the rows of Service map, those that contribute most first, each service by its name.

    One that Services has not keeps what was typed.
    """
    listed = listed_services(tables)
    found = (
        Contribution(
            listed.of(row),
            _called(listed.of(row), listed),
            row.text("outcome_id"),
            row.text("contribution"),
            row.text("basis"),
            row.text("note"),
            listed.of(row) in listed.offered,
        )
        for row in tables.get("service_map") or ()
        if row["service_id"] and row["outcome_id"]
    )
    return tuple(sorted(found, key=_how_little))


def _how_little(one: Contribution) -> int:
    words = [folded(word) for word in (*STRONG, *WEAK)]
    return words.index(folded(one.how_much)) if folded(one.how_much) in words else len(words)


def _called(own_id: str, listed: ListedServices) -> str:
    if own_id in listed.offered:
        return listed.offered[own_id].text("service") or own_id
    if own_id in listed.ended:
        return say("services.ended", service=listed.ended[own_id].text("service") or own_id)
    return say("services.unknown", service=own_id)


def claimed(contributions: Iterable[Contribution]) -> frozenset[str]:
    """Return the ids of the outcomes that a service claims, as the job Services counts them."""
    return frozenset(one.outcome_id for one in contributions if one.counts)
