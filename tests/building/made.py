"""A borough workbook with some of everything in it, for the tests of building."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from outcomes_xl.building import borough_workbook, central_workbook
from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework

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
        {
            "rank": 2,
            "metric_id": "MET-039",
            "metric": "GLD at age 5",
            "outcomes_waiting": 1,
            "frameworks_waiting": 2,
            "holder": "Perhaps: early years",
        },
        {
            "rank": 1,
            "metric_id": "MET-020",
            "metric": "Low birth weight of term babies",
            "outcomes_waiting": 2,
            "frameworks_waiting": 3,
            "holder": "Public health",
        },
    ],
    "findings": [
        {"severity": "Must fix", "sheet": "Start", "message": "One", "finding_state": "New"},
        {"severity": "Please check", "sheet": "Start", "message": "Two"},
        {"severity": "Please check", "sheet": "Start", "message": "Three", "finding_state": "No longer found"},
    ],
}


@lru_cache
def blank() -> bytes:
    return borough_workbook(load_framework())


@lru_cache
def answered() -> bytes:
    return borough_workbook(load_framework(), "Merton", entries=ANSWERS)


@lru_cache
def central() -> bytes:
    return central_workbook(load_framework())
