"""What is typed on the sheets for services, targets and partners goes wherever the workbook goes: each column of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.workflows.carry_workbook import carry_to
from outcomes_xl.workflows.closed_workbook import do_job
from outcomes_xl.workflows.read_return import read_return
from outcomes_xl.workflows.share_workbook import copy_of, looked_through
from tests.built import borough_workbook, central_workbook

NOW = datetime(2026, 11, 29, 9, 0)
FRAMEWORK = load_framework()
OUTCOME, METRIC = "C-SAFE-01", "MET-001"
TYPED: Mapping[str, Mapping[str, Value]] = {
    "services": {
        "service": "Stay and play",
        "lead": "Family hubs",
        "provider_kind": "Voluntary or community",
        "layer": "Children and young people",
        "reach": "Universal",
        "ages": "0-5",
        "core_offer": "Stay and play groups; Health visiting",
        "place": "All hubs",
        "service_state": "Running",
        "yearly_cost": 184_000,
        "cost_year": "2025/26",
        "note": "Term time",
        "service_id": "SVC-01",
    },
    "service_map": {
        "service_id": "SVC-01",
        "outcome_id": OUTCOME,
        "contribution": "Significant",
        "basis": "Screening at sessions",
        "note": "Looked at in May",
    },
    "targets": {
        "metric_id": METRIC,
        "baseline_period": "2022/23",
        "baseline": 25.1,
        "baseline_source": "Published",
        "target": -9,
        "target_kind": "Change in per cent",
        "by_period": "2027/28",
        "confirmed": "Yes",
        "owner": "Partnership",
        "note": "Agreed",
        "counted": 52,
        "out_of": 171,
        "baseline_means": "Without transfers in",
    },
    "milestones": {
        "metric_id": METRIC,
        "period": "2026/27",
        "value": 23,
        "milestone_kind": "Milestone",
        "note": "Half way",
    },
    "priorities": {
        "outcome_id": OUTCOME,
        "partner": "Public health",
        "contributes": "Commissions reviews",
        "how_sure": "Fairly sure",
        "votes": 3,
        "headline": "Yes",
        "owner": "Health and wellbeing board",
        "note": "First of two",
    },
    "qualitative": {
        "what": "Families hear of it late.",
        "evidence_kind": "What families say",
        "from_whom": "Parents at three groups",
        "heard": "May 2026",
        "how_sure": "Sure",
        "outcome_id": OUTCOME,
        "service_id": "SVC-01",
        "note": "To be asked again",
    },
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("columns") / "Merton.xlsx"
    path.write_bytes(borough_workbook(FRAMEWORK, "Merton", entries={key: [row] for key, row in TYPED.items()}))
    return path


def stands(path: Path) -> dict[str, dict[str, Value]]:
    tables = read_borough(files.read(path)).tables
    return {key: {name: tables[key].rows[0][name] for name in row} for key, row in TYPED.items()}


def shared(path: Path) -> None:
    path.write_bytes(copy_of(looked_through(path), NOW))


def carried(path: Path) -> None:
    new = path.with_name("Merton, next.xlsx")
    carry_to(path, new, NOW, edition="starter-2")
    new.replace(path)


def refreshed(path: Path) -> None:
    central = path.with_name("central.xlsx")
    central.write_bytes(central_workbook(FRAMEWORK))
    do_job("refresh", path, NOW, central=central)


def test_each_column_an_officer_fills_is_tried() -> None:
    for key, row in TYPED.items():
        officers = {column.field for column in layout("borough").sheet(key).columns if column.owner is Owner.OFFICER}
        assert officers == {*row}, key


@pytest.mark.parametrize("way", [shared, carried, refreshed], ids=lambda way: way.__name__)
def test_it_stands_there_still(way: Callable[[Path], None], workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / workbook.name
    path.write_bytes(workbook.read_bytes())
    way(path)
    stays = {"counted", "out_of"} if way is shared else set()  # which may be small though the figure is a share
    for key, row in stands(path).items():
        assert row == {name: None if name in stays else value for name, value in TYPED[key].items()}, key


def test_the_london_picture_reads_what_it_counts(workbook: Path) -> None:
    rows = read_return(workbook.read_bytes(), workbook.name, FRAMEWORK).rows
    (service,), (target,), (priority,) = (rows[key] for key in ("services", "targets", "priorities"))
    assert (service.service, service.place) == ("Stay and play", "All hubs")  # type: ignore[union-attr]
    assert (target.metric_id, target.target, target.target_kind) == (METRIC, -9, "Change in per cent")  # type: ignore[union-attr]
    assert (priority.outcome_id, priority.partner, priority.headline) == (OUTCOME, "Public health", "Yes")  # type: ignore[union-attr]
    assert [len(rows[key]) for key in ("service_map", "milestones", "qualitative")] == [1, 1, 1]
