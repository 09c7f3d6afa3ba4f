"""A target of an invented borough in a workbook of a few rows, and its progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from outcomes_xl.framework import load_framework
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.targets.progress import TargetProgress, all_progress
from tests.workbooks import filled_book

KNOWN = load_framework()
TODAY = date(2026, 11, 29)
GLD, WORKFORCE, IN_NEED = "MET-039", "MET-095", "MET-004"
SETTLED: Mapping[str, Value] = {
    "metric_id": GLD,
    "baseline_period": "2022/23",
    "baseline": 67,
    "target": 76,
    "target_kind": "Level to reach",
    "by_period": "2027/28",
}
FOUND: Mapping[str, Value] = {
    "metric_id": GLD,
    "found": "Found",
    "found_figure": 71.0,
    "found_unit": "%",
    "found_period": "2024/25",
}
COUNTS: Mapping[str, Value] = {"counted": 1775, "out_of": 2500}


def progress(
    target: Mapping[str, Value],
    found: Mapping[str, Value] = FOUND,
    milestones: Sequence[Mapping[str, Value]] = (),
    figures: Sequence[Mapping[str, Value]] = (),
    framework: Sequence[Mapping[str, Value]] = (),
) -> TargetProgress:
    (made,) = each_progress([target], found, milestones, figures, framework)
    return made


def each_progress(
    targets: Sequence[Mapping[str, Value]],
    found: Mapping[str, Value] = FOUND,
    milestones: Sequence[Mapping[str, Value]] = (),
    figures: Sequence[Mapping[str, Value]] = (),
    framework: Sequence[Mapping[str, Value]] = (),
) -> tuple[TargetProgress, ...]:
    """Several targets; the milestones are the first one's metric's."""
    rows: dict[str, Iterable[Mapping[str, Value]]] = {
        "targets": targets,
        "availability": [found],
        "milestones": [{"metric_id": targets[0]["metric_id"], **one} for one in milestones],
        "figures": figures,
        "framework": framework,
    }
    tables = read_tables(filled_book("borough", rows, "Millwick.xlsx"), layout("borough")).tables
    return all_progress(tables, KNOWN, TODAY)


def years(metric: str, unit: str, values: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    return [{"metric_id": metric, "period": label, "borough": value, "unit": unit} for label, value in values.items()]
