"""Qualitative evidence and Priorities: what they are about is known, and their choices are words of their lists."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.rule_helpers import said, unknown_outcomes, unknown_services, unlisted


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
    yield from unlisted(priorities, shape, known, near, "how_sure", "headline")


@rule("PR03")
def a_headline_has_an_owner(priorities: Table) -> Iterator[Miss]:
    owned = {said(row, "outcome_id") for row in priorities if row["owner"] is not None}
    for row in priorities:
        if said(row, "headline") == "Yes" and said(row, "outcome_id") not in owned:
            yield Miss(row, "owner")
