"""Qualitative evidence and Priorities: what they are about is known, and their choices are words of their lists."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.figures import number_in
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.reading.tidy import is_yes
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.rule_helpers import said, twice, unknown_outcomes, unknown_services, unlisted


@rule("QE01", "nearest")
def evidence_is_about_a_known_outcome(
    qualitative: Table, known: Framework, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_outcomes(qualitative, known, near, framework)


@rule("QE02", "nearest")
def evidence_is_about_a_known_service(qualitative: Table, services: Table, near: Near) -> Iterator[Miss]:
    yield from unknown_services(qualitative, services, near)


@rule("QE03", "words")
def choices_of_evidence_are_on_their_lists(
    qualitative: Table, shape: Shape, known: Framework, near: Near
) -> Iterator[Miss]:
    yield from unlisted(qualitative, shape, known, near, "evidence_kind", "how_sure")


@rule("PR01", "nearest")
def priorities_are_known_outcomes(
    priorities: Table, known: Framework, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_outcomes(priorities, known, near, framework)


@rule("PR02", "words")
def choices_of_priorities_are_on_their_lists(
    priorities: Table, shape: Shape, known: Framework, near: Near
) -> Iterator[Miss]:
    for miss in unlisted(priorities, shape, known, near, "how_sure", "headline"):
        # "yes" is read as Yes.
        if not (miss.field == "headline" and isinstance(miss.place, Row) and is_yes(miss.place["headline"])):
            yield miss


@rule("PR03")
def a_headline_has_an_owner(priorities: Table) -> Iterator[Miss]:
    owned = {said(row, "outcome_id") for row in priorities if row["owner"] is not None}
    for row in priorities:
        if is_yes(row["headline"]) and said(row, "outcome_id") not in owned:
            yield Miss(row, "owner")


@rule("PR04")
def votes_are_whole(priorities: Table) -> Iterator[Miss]:
    for row in priorities:
        votes = number_in(row["votes"])
        if votes is not None and (votes < 0 or not float(votes).is_integer()):
            yield Miss(row, "votes")


@rule("PR05", "first")
def a_partner_stands_once_beside_an_outcome(priorities: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(priorities, shape, "outcome_id", "partner")
