"""Sources: each says which metric, where it sits and which column to take, and never a password."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.known_metrics import Metrics
from outcomes_xl.rules.personal_data_secrets import password_in
from outcomes_xl.rules.rule_helpers import again, blank_cells, said, unknown_metrics, unlisted

_ENDINGS = {
    "CSV file": (".csv", ".txt", ".tsv", ".csv.gz", ".zip"),
    "Excel file": (".xlsx", ".xlsm", ".xls", ".xlsb"),
    "Parquet file": (".parquet", ".pq"),
}
_ONES_OWN = re.compile(r"^(?:[a-z]:[\\/](?:users|documents and settings)[\\/]|/users/|/home/|~/)", re.IGNORECASE)


_OF_A_METRIC = ("metric_id", "value_column")


def _is_of_events(row: Row) -> bool:
    """Whether a source is for Journeys alone: a file or a table is named, and neither a metric nor a value."""
    return bool(said(row, "place")) and not any(said(row, field) for field in _OF_A_METRIC)


@rule("SO01", "nearest")
def sources_are_for_known_metrics(
    sources: Table, metrics: Metrics, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_metrics(sources, metrics, near, framework)


@rule("SO02", "words")
def the_kind_of_source_is_on_the_list(sources: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(sources, shape, known, near, "source_kind")


@rule("SO03")
def a_source_says_what_it_needs_to(sources: Table, shape: Shape) -> Iterator[Miss]:
    for row, field in blank_cells(sources, shape, "metric_id", "source_kind", "place", "value_column"):
        if field not in _OF_A_METRIC or not _is_of_events(row):
            yield Miss(row, field)


@rule("SO04")
def no_password_stands_in_a_source(sources: Table) -> Iterator[Miss]:
    for row in sources:
        for name in ("place", "source_table", "note"):
            if name in sources.columns and password_in(said(row, name)):
                yield Miss(row, name)


@rule("SO05", "endings")
def the_file_is_of_the_kind_said(sources: Table) -> Iterator[Miss]:
    every = tuple(ending for endings in _ENDINGS.values() for ending in endings)
    for row in sources:
        endings, place = _ENDINGS.get(said(row, "source_kind")), said(row, "place").casefold()
        if endings and place.endswith(every) and not place.endswith(endings):
            yield Miss(row, "place", endings=endings[0])


@rule("SO06", "first")
def a_source_is_listed_once(sources: Table) -> Iterator[Miss]:
    for first, row in again(sources, "metric_id", "place", "value_column"):
        if said(first, "source_table") == said(row, "source_table"):
            yield Miss(row, "place", first=sources.cell(first, "place").a1)


@rule("SO07")
def colleagues_can_reach_the_file(sources: Table) -> Iterator[Miss]:
    for row in sources:
        if _ONES_OWN.search(said(row, "place")):
            yield Miss(row, "place")


@rule("SO08")
def a_source_names_its_area_and_period(sources: Table) -> Iterator[Miss]:
    for row in sources:
        for name in ("area_column", "period_column"):
            if row[name] is None and row["value_column"] is not None:
                yield Miss(row, name)
