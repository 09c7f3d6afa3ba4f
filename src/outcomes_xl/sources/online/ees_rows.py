"""A query's rows laid out again as the release file they were made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from outcomes_xl.sources.online.ees_api import DataSet, Meta, Results
from outcomes_xl.sources.online.service_base import read_at
from outcomes_xl.sources.online.service_client import Answer
from outcomes_xl.sources.published.opened_table import Opened

_LEVELS = {"NAT": "National", "REG": "Regional", "LA": "Local authority", "LAD": "Local authority district"}
_LEVELS |= {"WARD": "Ward", "SCH": "School"}
_KINDS = {"AY": "Academic year", "FY": "Financial year", "CY": "Calendar year", "RY": "Reporting year"}
_KINDS |= {"TY": "Tax year", "T1": "Autumn term", "T2": "Spring term", "T3": "Summer term", "T1T2": "Autumn and spring"}
_GEOGRAPHY = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "la_name", "new_la_code", "lad_code", "lad_name"),
)


def as_release_file(
    data_set: DataSet, meta: Meta, indicators: Mapping[str, str], results: Results, now: datetime
) -> Opened:
    """Return a query's rows laid out as the release file: words for ids, codes and names for places."""
    headings = (*_GEOGRAPHY, *(facet.column for facet in meta.filters), *indicators)
    rows = []
    for row in results.rows:
        period, at = row["timePeriod"], row["locations"]
        national, regional, la, district = (
            meta.locations.get((level, at.get(level, ""))) for level in ("NAT", "REG", "LA", "LAD")
        )
        level = str(row["geographicLevel"])
        words = [facet.options.get(row["filters"].get(facet.id, ""), "") for facet in meta.filters]
        figures = [str(row["values"].get(id_, "")) for id_ in indicators.values()]
        code = str(period["code"])
        rows.append(
            [
                *(_year(str(period["period"])), _KINDS.get(code, code), _LEVELS.get(level, level)),
                *((national.code, national.name) if national else ("", "")),
                *((regional.code, regional.name) if regional else ("", "")),
                *((la.old_code, la.name, la.code) if la else ("", "", "")),
                *((district.code, district.name) if district else ("", "")),
                *words,
                *figures,
            ]
        )
    return Opened(called(data_set, results.answers, now), headings, (), iter(rows))


def called(data_set: DataSet, answers: Sequence[Answer], now: datetime) -> str:
    """Return how evidence names what was read: title, version and moment."""
    return f"“{data_set.title}” version {data_set.version}, {read_at(answers, now)}"


def _year(period: str) -> str:
    """Return a period as release files print it: "2024/2025" is 202425."""
    first, slash, last = period.partition("/")
    return f"{first}{last[-2:]}" if slash else first
