"""A borough workbook with some of everything in it, for the tests of building."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework
from tests.built import borough_workbook, central_workbook

LOCAL = {
    "origin": "Local",
    "state": "Current",
    "layer": "Parents and carers",
    "domain": "Happy",
    "metric": "Parents who say the hub helped",
}
ANSWERS: Entries = {
    "start": {
        "Prepared by": {"answer": "An officer"},
        "Prepared on": {"answer": date(2026, 10, 16)},
        "Last checked": {"answer": "16 October 2026"},
        "Availability last checked": {"answer": "16 October 2026"},
    },
    "framework": {"LOC-001": LOCAL},
    "availability": {
        "MET-001": {"status": "Available now", "latest_period": "2024/25", "latest_figure": 21.5},
        "MET-002": {"status": "available now", "latest_figure": "c"},
        "MET-003": {"status": "Available, needs work"},
        "MET-019": {"status": "Held by a partner", "note": "Public health"},
        "MET-020": {"status": "Not collected", "note": "Nobody records it; asked on 3 November"},
        "MET-021": {"status": "Not collected"},
        "MET-039": {"status": "Collected, not extractable", "note": "=no report in the system"},
        "MET-040": {"status": "Not applicable"},
        "MET-041": {"status": "Not yet assessed"},
        "MET-043": {"status": "Ask Priya"},
        "LOC-001": {"layer": "Parents and carers", "domain": "Happy", "status": "Available now"},
    },
    "targets": [
        {"metric_id": "MET-001", "target": 15, "target_kind": "Level to reach", "by_period": "2027/28"},
        {"metric_id": "MET-039", "target_kind": "Change in points", "by_period": "2027/28"},
    ],
    "gaps": [
        {"metric_id": "MET-039", "metric": "GLD at age 5", "holder": "Perhaps: early years"},
        {"metric_id": "MET-020", "metric": "Low birth weight of term babies", "holder": "Public health"},
    ],
    "findings": [
        {"severity": "Must fix", "sheet": "Start", "message": "One", "finding_state": "New"},
        {"severity": "Please check", "sheet": "Start", "message": "Two"},
        {"severity": "Please check", "sheet": "Start", "message": "Three", "finding_state": "No longer found"},
    ],
}


FIRST_FIGURE = {
    "found_figure": 30.4,
    "found_unit": "%",
    "found_period": "2024/25",
    "london": 19.2,
    "england": 24.5,
    "beside_london": "▼ worse",
    "since_before": "▼ worse",
}
"""A figure found, for a percentage."""


@lru_cache
def with_figures(board: tuple[str, ...] = ()) -> bytes:
    """A workbook in which figures were found, on the second day of work; ``board`` are the metrics a board is shown."""
    found = {f"MET-{number:03}": {"found": "Found", **FIRST_FIGURE} for number in range(1, 12)}
    for number in range(3, 11):
        found[f"MET-{number:03}"] |= {"beside_london": "▲ better"}
    found["MET-002"] |= {"found_figure": 1234.46, "found_unit": "per 10,000", "found_period": "31 March 2025"}
    found["MET-002"] |= {"london": "c", "england": None, "since_before": None}
    found["MET-011"] |= {"beside_london": "≈ level", "status": "Available now"}
    found["MET-012"] = {"found": "Not in these files"}
    for metric in board:
        found[metric] |= {"board_page": "Yes"}
    days = {"Last checked": date(2026, 11, 18), "Availability last checked": date(2026, 11, 20)}
    progress = [
        {"day": date(2026, 11, 20), **_stood(1, 10, len(load_framework().metrics) - 12)},
        {"day": date(2026, 9, 12), **_stood(0, 2, len(load_framework().metrics) - 3)},
    ]
    entries: Entries = {
        "start": {setting: {"answer": day} for setting, day in days.items()},
        "availability": found,
        "progress": progress,
    }
    return borough_workbook(load_framework(), "Merton", entries=entries)


def _stood(use_now: int, take: int, unanswered: int) -> dict[str, int]:
    others = ("fetch", "withheld", "without_us", "partner", "needs_work", "nobody", "not_ours")
    return {"use_now": use_now, "take": take, "unanswered": unanswered, **dict.fromkeys(others, 1)}


@lru_cache
def blank() -> bytes:
    return borough_workbook(load_framework())


@lru_cache
def answered() -> bytes:
    return borough_workbook(load_framework(), "Merton", entries=ANSWERS)


@lru_cache
def central() -> bytes:
    return central_workbook(load_framework())
