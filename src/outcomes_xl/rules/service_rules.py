"""Services and Service map: what families are offered, and which outcomes it contributes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.listed_services import listed_services, outcomes_in_force
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.rule_helpers import (
    again,
    blanks,
    said,
    several_unlisted,
    some_of,
    twice,
    unknown_outcomes,
    unknown_services,
    unlisted,
)


@rule("SV01")
def every_service_has_an_id(services: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(services, shape, "service_id")


@rule("SV02", "first")
def a_service_id_is_used_once(services: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(services, shape, "service_id")


@rule("SV03")
def every_service_has_a_name(services: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(services, shape, "service")


@rule("SV04", "words")
def service_choices_are_on_their_lists(services: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(services, shape, known, near, "layer", "reach", "service_state")


@rule("SV05")
def a_running_service_contributes_to_something(services: Table, service_map: Table) -> Iterator[Miss]:
    mapped = {said(row, "service_id").casefold() for row in service_map}
    for row in services:
        service_id = said(row, "service_id").casefold()
        if service_id and said(row, "service_state") == "Running" and service_id not in mapped:
            yield Miss(row, "service_id")


@rule("SV06", "first")
def a_service_is_listed_once(services: Table) -> Iterator[Miss]:
    for first, row in again(services, "service"):
        if said(first, "service_id") != said(row, "service_id"):
            yield Miss(row, "service", first=services.cell(first, "service").a1)


@rule("SV07", "words")
def kinds_of_provider_are_on_their_list(services: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(services, shape, known, near, "provider_kind")


@rule("SV08", "strange", "words")
def core_offer_elements_are_on_their_list(
    services: Table, shape: Shape, known: Framework, near: Near
) -> Iterator[Miss]:
    yield from several_unlisted(services, shape, known, near, "core_offer")


@rule("SV09")
def a_cost_has_its_year(services: Table) -> Iterator[Miss]:
    for row in services:
        if row["yearly_cost"] is not None and row["cost_year"] is None:
            yield Miss(row, "cost_year")


@rule("SM01", "nearest")
def mapped_services_are_known(service_map: Table, services: Table, near: Near) -> Iterator[Miss]:
    yield from unknown_services(service_map, services, near)


@rule("SM02", "nearest")
def mapped_outcomes_are_known(
    service_map: Table, known: Framework, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_outcomes(service_map, known, near, framework)


@rule("SM03", "words")
def the_contribution_is_on_the_list(service_map: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(service_map, shape, known, near, "contribution")


@rule("SM04", "first")
def a_contribution_is_said_once(service_map: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(service_map, shape, "service_id", "outcome_id")


@rule("SM05", "service", "state")
def mapped_services_have_not_ended(service_map: Table, services: Table) -> Iterator[Miss]:
    ended = {said(row, "service_id"): row for row in services if said(row, "service_state") == "Ended"}
    for row in service_map:
        if service := ended.get(said(row, "service_id")):
            yield Miss(row, "service_id", service=said(service, "service"), state=said(service, "service_state"))


@rule("SM06", "service")
def a_main_contribution_rests_on_something(service_map: Table, services: Table) -> Iterator[Miss]:
    names = {row["service_id"]: said(row, "service") for row in services}
    for row in service_map:
        if said(row, "contribution") == "Main" and row["basis"] is None:
            service = names.get(row["service_id"]) or said(row, "service_id") or _place(row)
            yield Miss(row, "basis", service=service)


def _place(row: Row) -> str:
    return f"Row {row.number}"


@rule("SM07")
def needed_cells_are_filled(service_map: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(service_map, shape, "service_id", "outcome_id", "contribution")


@rule("SM08", "how_many", "names")
def every_outcome_has_a_service(
    service_map: Table, known: Framework, tables: Mapping[str, Table], services: Table | None = None
) -> Iterator[Miss]:
    outcomes, rows = outcomes_in_force(tables, known), list(service_map)
    if services is not None:  # as the job Services counts: a service that has ended claims nothing
        listed = listed_services(tables)
        rows = [row for row in rows if listed.of(row) in listed.offered]
    served = {said(row, "outcome_id") for row in rows}
    left = [title for own_id, title in outcomes.items() if own_id not in served]
    if left and len(service_map):
        many = f"{len(left)} of {len(outcomes)}"
        yield Miss(service_map.heading_row, "outcome_id", found="", how_many=many, names=some_of(left, 4))
