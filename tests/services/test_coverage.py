"""Service gaps and the matrix: each count made again by DuckDB, and the answers an officer would look for first."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd
import pytest

from outcomes_xl.board.outcomes_served import claimed, contributions
from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.services import GAPS, MATRIX, NO_MEASURE, headings_of, services
from outcomes_xl.model import AddSheet, Book, NewSheet, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.services.coverage import ALIKE, ASTRAY, NO_SERVICE, NOBODY, ONLY_WEAK, SERVES_NONE, TWICE, gaps_of
from outcomes_xl.services.offer import offer_of
from tests.jobs.small import NEW, borough_at, context

FRAMEWORK = load_framework()
Row = dict[str, Value]


def made(listed: list[Row], mapped: list[Row]) -> Book:
    book = borough_at(NEW, {"services": listed, "service_map": mapped})
    ours = {layout("borough").sheet(key).name for key in (GAPS, MATRIX)}  # a new workbook has neither yet
    tables = {name: table for name, table in book.tables.items() if table.sheet not in ours}
    return replace(book, sheets={name: one for name, one in book.sheets.items() if name not in ours}, tables=tables)


def sheets(book: Book) -> tuple[dict[str, NewSheet], str]:
    done = services(book, context())
    return {one.sheet.name: one.sheet for one in done.patch if isinstance(one, AddSheet)}, done.summary


def some(seed: int, many: int) -> tuple[list[Row], list[Row]]:
    chance = random.Random(seed)
    elements, outcomes = FRAMEWORK.list("core_offer"), [*FRAMEWORK.outcomes]
    listed: list[Row] = [
        {
            "service": f"Service {n}",
            "service_id": f"SVC-{n}",
            "service_state": chance.choice(["Running", "Ended", None, "Planned"]),
            "core_offer": "; ".join(chance.sample(elements, chance.randrange(3))) or None,
        }
        for n in range(many)
    ]
    pairs = {(chance.randrange(many + 3), chance.choice(outcomes[:20])) for _ in range(many * 2)}
    mapped: list[Row] = [
        {"service_id": f"SVC-{n}", "outcome_id": outcome, "contribution": chance.choice(FRAMEWORK.list("contribution"))}
        for n, outcome in sorted(pairs)
    ]
    return listed, mapped


@pytest.mark.parametrize("seed", range(3))
def test_gaps_and_matrix_are_what_duckdb_counts(seed: int) -> None:
    listed, mapped = some(seed, 12)
    found, _ = sheets(made(listed, mapped))
    by_sql = duckdb.connect()
    by_sql.register("listed", pd.DataFrame(listed))
    by_sql.register("mapped", pd.DataFrame(mapped))
    outcomes = [{"outcome_id": one.id, "title": one.title} for one in FRAMEWORK.outcomes.values()]
    by_sql.register("outcome", pd.DataFrame(outcomes))
    by_sql.register("element", pd.DataFrame({"element": FRAMEWORK.list("core_offer")}))
    by_sql.sql("create table offered as from listed where service_state is distinct from 'Ended'")
    by_sql.sql(
        "create table tie as select * from mapped join offered using (service_id) join outcome using (outcome_id)"
    )

    def of(kind: str) -> set[Any]:
        return {row[1] for row in found["Service gaps"].rows if row[0] == kind}

    def sql(query: str) -> set[Any]:
        return {row[0] for row in by_sql.sql(query).fetchall()}

    assert of(NOBODY) == sql("select title from outcome where outcome_id not in (select outcome_id from tie)")
    assert of(ONLY_WEAK) == sql(
        "select title from tie group by title having not bool_or(contribution in ('Main', 'Significant'))"
    )
    assert of(SERVES_NONE) == sql("select service from offered where service_id not in (select service_id from tie)")
    assert of(NO_SERVICE) == sql(
        "select element from element where element not in "
        "(select unnest(string_split(core_offer, '; ')) from offered where core_offer is not null)"
    )
    matrix = found["Service matrix"]
    cells = {
        (row[0], heading, said)
        for row in matrix.rows
        for heading, said in zip(matrix.headings[2:], row[2:], strict=True)
        if said
    }
    assert cells == set(by_sql.sql("select service, title, contribution from tie").fetchall())
    counted = by_sql.sql(
        "select service, count(outcome_id) from offered left join tie using (service_id, service) group by 1"
    )
    assert {(row[0], row[1]) for row in matrix.rows} == set(counted.fetchall())


def test_outcomes_nobody_claims_come_first_and_counting_is_called_no_measure_of_effort() -> None:
    found, said = sheets(made([{"service": "Hub", "service_id": "SVC-01"}], []))
    first = [row[0] for row in found["Service gaps"].rows[: len(FRAMEWORK.outcomes)]]
    assert set(first) == {NOBODY}
    assert said.endswith(NO_MEASURE) and NO_MEASURE in found["Service gaps"].about


def test_a_service_twice_under_two_names_is_asked_and_a_line_of_an_outcome_retired_since_is_named() -> None:
    listed: list[Row] = [
        {"service": "Stay & Play sessions", "service_id": "SVC-01", "lead": "Hubs"},
        {"service": "Sessions: stay and play", "service_id": "SVC-02", "lead": "hubs"},
        {"service": "Stay and play", "service_id": "SVC-03", "lead": "Library"},
    ]
    mapped: list[Row] = [
        {"service_id": "SVC-01", "outcome_id": "C-OLD-99", "contribution": "Main"},
        {"service_id": "SVC-77", "outcome_id": "C-LRN-01", "contribution": "Main"},
    ]
    offer = offer_of(read_borough(made(listed, mapped)).tables, FRAMEWORK)
    gaps = gaps_of(offer, FRAMEWORK)
    assert [(one.about, one.named) for one in gaps if one.kind == TWICE] == [
        ("Stay & Play sessions", "Stay & Play sessions (SVC-01); Sessions: stay and play (SVC-02)")
    ]
    assert [(one.about, one.to_do.partition(":")[0]) for one in gaps if one.kind == ASTRAY] == [
        ("Stay & Play sessions – C-OLD-99", "The outcome is retired, or is none of this edition's"),
        (
            "SVC-77 – Children learn and communicate well in the early years",
            "No service on the Services sheet is called that.",
        ),
    ]


def test_a_service_chosen_by_name_counts_before_it_has_an_id() -> None:
    listed: list[Row] = [{"service": "School nurses"}, {"service": "Mentors", "service_state": "Ended"}]
    mapped: list[Row] = [
        {"service_id": "school  nurses", "outcome_id": "C-HLTH-02", "contribution": "Main"},
        {"service_id": "Mentors", "outcome_id": "C-LRN-01", "contribution": "Main"},
    ]
    tables = read_borough(made(listed, mapped)).tables
    offer = offer_of(tables, FRAMEWORK)
    assert offer.ties == {("School nurses", "C-HLTH-02"): "Main"}
    assert [why for _, why in offer.astray] == ["The service has ended: it claims nothing any more."]
    assert claimed(contributions(tables)) == {"C-HLTH-02"}


def test_services_for_the_same_families_at_the_same_ages_and_place_are_shown_together() -> None:
    same: Row = {"reach": "Universal", "place": "Hub 1"}
    listed: list[Row] = [
        {"service": "Play", "service_id": "SVC-01", "ages": "0-5", **same},
        {"service": "Songs", "service_id": "SVC-02", "ages": "under 3", **same},
        {"service": "Clubs", "service_id": "SVC-03", "ages": "11-19", **same},
        {"service": "Stories", "service_id": "SVC-04", "ages": None, **same},
    ]
    mapped: list[Row] = [
        {"service_id": f"SVC-0{n}", "outcome_id": "C-LRN-01", "contribution": "Main"} for n in range(1, 5)
    ]
    offer = offer_of(read_borough(made(listed, mapped)).tables, FRAMEWORK)
    assert [one.about for one in gaps_of(offer, FRAMEWORK) if one.kind == ALIKE] == ["Play and Songs"]


def test_ages_that_are_not_understood_are_named_and_counted_in_no_band() -> None:
    listed: list[Row] = [
        {"service": name, "service_id": f"SVC-{n}", "ages": ages}
        for n, (name, ages) in enumerate([("Play", "0-5"), ("Clubs", "over 16"), ("Stories", None)])
    ]
    offer = offer_of(read_borough(made(listed, [])).tables, FRAMEWORK)
    by_age = {one.about: one.named for one in gaps_of(offer, FRAMEWORK) if one.kind == "By age"}
    assert (by_age["0 to 4"], by_age["16 to 19"]) == ("Play", "none")
    assert (by_age["not said"], by_age["not understood"]) == ("Stories", "Clubs (over 16)")


def test_two_outcomes_of_one_name_have_two_columns() -> None:
    offer = offer_of(read_borough(made([], [])).tables, FRAMEWORK)
    twice = {**offer.outcomes, "LOC-1": next(iter(offer.outcomes.values()))}
    headings = headings_of(type(offer)(offer.services, twice, offer.ties, ()))
    assert len(set(headings.values())) == len(headings)


def test_one_service_in_two_spellings_is_asked_about_and_another_leads_is_not() -> None:
    listed: list[Row] = [
        {"service": "Stay & Play Groups", "service_id": "SVC-1", "lead": "Parents' Hub"},
        {"service": "The stay-and-play group service", "service_id": "SVC-2", "lead": "parents hub"},
        {"service": "Stay and play group", "service_id": "SVC-3", "lead": "Another hub"},
        {"service": "Songs", "service_id": "SVC-4", "lead": "Parents' Hub", "service_state": "Ended"},
        {"service": "Songs", "service_id": "SVC-5", "lead": "Parents' Hub"},
    ]
    offer = offer_of(read_borough(made(listed, [])).tables, FRAMEWORK)
    twice = [one.named for one in gaps_of(offer, FRAMEWORK) if one.kind == TWICE]
    assert twice == ["Stay & Play Groups (SVC-1); The stay-and-play group service (SVC-2)"]
