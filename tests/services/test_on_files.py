"""A directory brought into a file, again with a new name, and taken back: what was chosen follows, all comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.workflows.closed_workbook import do_job
from outcomes_xl.workflows.import_services import imported
from tests.jobs.small import NOW

MANY = 600


def feed(folder: Path, first: str) -> Path:
    names = [first, *(f'Club {n} < 99 & "all"\n_x0041_' for n in range(1, MANY))]
    listed = [{"id": f"id-{n}", "name": name, "minimum_age": n % 9} for n, name in enumerate(names)]
    path = folder / "directory.json"
    path.write_text(json.dumps({"contents": listed}), encoding="utf-8")
    return path


def stands(path: Path) -> dict[str, list[dict[str, Any]]]:
    tables = read_borough(files.read(path)).tables
    return {
        key: [
            {n: v for n, v in row.typed.items() if (row.number, n) not in tables[key].formulas} for row in tables[key]
        ]
        for key in ("services", "qualitative", "priorities")
    }


def test_evidence_follows_a_new_name_and_each_import_is_taken_back_whole(tmp_path: Path) -> None:
    evidence = [{"what": "Families like it", "service_id": "Baby play"}]
    entries: Any = {"qualitative": evidence, "priorities": [{"outcome_id": "C-LRN-01", "partner": "Hubs", "votes": 2}]}
    path = tmp_path / "Northbridge.xlsx"
    path.write_bytes(borough_workbook(load_framework(), entries=entries))
    before = stands(path)
    imported(feed(tmp_path, "Baby play"), path, NOW)
    once = stands(path)
    assert len(once["services"]) == MANY
    assert once["services"][7]["service"] == 'Club 7 < 99 & "all" _x0041_' and once["services"][7]["ages"] == "7+"
    assert once["qualitative"] == before["qualitative"]

    done = imported(feed(tmp_path, "Baby play and songs"), path, NOW)
    assert "1 choice on Qualitative evidence follows the new name." in done.result.summary
    twice = stands(path)
    assert [row["service_id"] for row in twice["qualitative"]] == ["Baby play and songs"]
    assert twice["priorities"] == before["priorities"]
    for was in (once, before):
        do_job("undo", path, NOW)
        assert stands(path) == was
