"""The outcomes of a workbook, and the services said to contribute to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes_xl.board.report_words import say
from outcomes_xl.model import Row, Table
from outcomes_xl.reading.chosen_names import names_of


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
    """What a service contributes to an outcome, how much, and what that rests on: a row of Service map."""

    service_id: str
    service: str
    outcome_id: str
    how_much: str
    basis: str
    note: str

    def __str__(self) -> str:
        return f"{self.service} ({self.how_much.lower() if self.how_much else say('services.not_said')})"


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
    """Return the rows of Service map, each service by its name; one that Services has not keeps what was typed."""
    names = names_of("services", tables).names
    return tuple(
        Contribution(
            row.text("service_id"),
            names.get(row.text("service_id")) or say("services.unknown", service=row.text("service_id")),
            row.text("outcome_id"),
            row.text("contribution"),
            row.text("basis"),
            row.text("note"),
        )
        for row in tables.get("service_map") or ()
        if row["service_id"] and row["outcome_id"]
    )
