"""A borough's workbook with figures, services and targets, and reports of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from outcomes_xl.board.board_report import ReportChoice, board_report
from outcomes_xl.board.report_content import Report
from outcomes_xl.building import borough_workbook
from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.workbooks import borough_book

FRAMEWORK = load_framework()
NOW = datetime(2026, 11, 29, 9, 30)
LONG = "A title that goes on " * 10
"""Of 210 letters, as an officer may type one."""
BETTER, WORSE = "▲ better", "▼ worse"
_PERIODS = ("2020/21", "2021/22", "2022/23", "2023/24", "2024/25")


def figure(value: float | str, unit: str, london: float, beside: str, since: str, **more: object) -> dict[str, object]:
    """Return the answers of a metric whose figure was found."""
    return {
        "found": "Found",
        "found_figure": value,
        "found_unit": unit,
        "found_period": "2024/25",
        "london": london,
        "england": london - 1,
        "beside_london": beside,
        "since_before": since,
        **more,
    }


ANSWERS: Entries = {
    "start": {"Prepared on": {"answer": date(2026, 11, 12)}},
    "availability": {
        "MET-039": figure(71, "%", 70.7, BETTER, BETTER, status="Available now", board_page="Yes"),
        "MET-040": figure(21.9, "percentage points", 15.4, WORSE, WORSE, status="Available now"),
        "MET-045": figure(52.3, "score", 50.5, BETTER, WORSE),
        "MET-099": figure("c", "%", 9, "not compared", "not compared", latest_figure=4),
        "MET-002": {"status": "Held by a partner", "holder": "Health visiting provider", "note": "Asked in May."},
        "MET-001": {"latest_figure": 18.25, "latest_period": "2025/26", "status": "Available, needs work"},
        "MET-010": {"status": "Not collected", "note": "Nobody asks."},
    },
    "figures": [
        {"metric_id": "MET-039", "metric": "GLD", "period": period, "borough": 66 + place, "london": 65 + place}
        | {"england": 64 + place, "unit": "%", "periods_ago": 4 - place, "key": f"MET-039|{4 - place}"}
        for place, period in enumerate(_PERIODS)
    ],
    "services": [
        {
            "service_id": "SVC-01",
            "service": "Stay and play",
            "lead": "Family hubs",
            "reach": "Universal",
            "ages": "0-5",
        },
        {"service_id": "SVC-02", "service": LONG.strip(), "reach": "Targeted"},
        {"service_id": "SVC-03", "service": "Youth clubs"},
    ],
    "service_map": [
        {"service_id": "SVC-01", "outcome_id": "C-LRN-01", "contribution": "Main", "basis": "Screening at sessions"},
        {"service_id": "SVC-02", "outcome_id": "C-LRN-01", "contribution": "To find out"},
        {"service_id": "SVC-02", "outcome_id": "C-OLD-99", "contribution": "Some"},
    ],
    "targets": [
        {"metric_id": "MET-039", "baseline": 70.1, "baseline_period": "2023/24", "target": 75, "owner": "Early years"}
        | {"target_kind": "Level to reach", "by_period": "2027/28"},
    ],
}


@lru_cache
def workbook() -> bytes:
    """Return the workbook's bytes."""
    return borough_workbook(FRAMEWORK, "Merton", entries=ANSWERS)


@lru_cache
def report(domain: str = "", service: str = "", held_back: int = 0) -> Report:
    """Return a report of it."""
    tables = read_borough(files.read_bytes(workbook(), "Merton.xlsx")).tables
    return board_report(tables, FRAMEWORK, ReportChoice(domain, service, held_back))


def drawn(choice: ReportChoice | None = None, **sheets: str) -> Report:
    """Return the report of a workbook drawn with bars."""
    tables = read_tables(borough_book(sheets), layout("borough")).tables
    return board_report(tables, FRAMEWORK, choice or ReportChoice())


def saved(folder: Path) -> Path:
    """Return the workbook as a file."""
    path = folder / "Merton.xlsx"
    path.write_bytes(workbook())
    return path
