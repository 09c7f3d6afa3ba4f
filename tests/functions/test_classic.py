"""Functions through xlwings' own classic call path, with its own converters, over stand-ins for Excel's COM objects."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.building.addin.function_wrappers import cell_functions
from tests.functions.small import PUBLISHED

ROOT = Path(__file__).resolve().parents[2]
CELLS = [
    ["MET-012", "2024/25", 22.5, 18, "Merton", None],
    ["MET-001", 2025, "c", 18, "Hackny", "#N/A"],
    [None, None, None, None, None, None],
    ["Metric id", "Status", "Note", "Assessed on", None, None],
    ["MET-012", "Not collected", None, "day 2025-12-31", None, None],
]
NO_KIND = (
    "There is no period kind #N/A. There are: Academic year; Financial year; Calendar year; At 31 March; "
    "At 30 September; Three years together; Edition; Any period."
)
ASKED: dict[str, tuple[list[Any], list[list[Any]]]] = {
    "OUTCOMES_TITLE": (["@A1:A3"], [["Placed over 20 miles from home"], ["Repeat child protection plans"], [""]]),
    "OUTCOMES_PLACE": (
        ["MET-012"],
        [["Children and young people", "Safe", "Children have stable, loving homes", "Stability of home"]],
    ),
    "OUTCOMES_MAPPED": (
        ["@A1", None],
        [
            ["CSC-46", "% CLA on 31 March placed more than 20 miles from home", "Primary", "Exact", "MET-012"],
            ["LOF-2026-07-036", "Title not read: placed more than 20 miles from home", "Primary", "Exact", "MET-012"],
        ],
    ),
    "OUTCOMES_BOROUGH": (["E09000024"], [["Merton"]]),
    "OUTCOMES_BOROUGH_CODE": (
        ["@E1:E3"],
        [["E09000024"], ["Hackny is no London borough. Did you mean Hackney?"], [""]],
    ),
    "OUTCOMES_PROBLEMS": (
        ["@A4:D5"],
        [
            [
                "C6",
                "Placed over 20 miles from home is marked “Not collected” with nothing in the note.",
                "That is a fair answer. Say in this cell why, or who might hold the data; or change the status in B6.",
            ]
        ],
    ),
    "OUTCOMES_STATUS_COUNTS": (
        ["@B5"],
        [
            ["Available now", 0],
            ["Available, needs work", 0],
            ["Held by a partner", 0],
            ["Collected, not extractable", 0],
            ["Not collected", 1],
            ["Not applicable", 0],
            ["Not yet assessed", 0],
            ["(blank)", 0],
        ],
    ),
    "OUTCOMES_CONTRIBUTION": (
        ["Hub", "C-LRN-01", "@A4:D5"],
        [["These are not the headings of a service map. Give it whole, such as tblServiceMap[#All]."]],
    ),
    "OUTCOMES_PERIOD_START": (
        ["@B1:B3", "Academic year"],
        [["2024-09-01 00:00:00+00:00"], ["2024-09-01 00:00:00+00:00"], [""]],
    ),
    "OUTCOMES_PERIOD_END": (
        ["@B1:B3", "@F2"],
        [[NO_KIND]],
    ),
    "OUTCOMES_FIGURE": (["MET-002", "Kingston upon Thames"], [["c"]]),
    "OUTCOMES_DISTANCE": (["@A1:A3", "@C1:C3", "@D1:D3"], [[4.5], ["c"], [""]]),
    "OUTCOMES_DISTANCE_SAID": (
        ["@A1:A3", "@C1:C3", "@D1:D3"],
        [["4.5 to go: above, as the figures stand"], ["c"], [""]],
    ),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("home")
    (home / "outcomes_xl").mkdir()
    (home / "outcomes_xl" / "settings.toml").write_text(f"published_files = '{PUBLISHED}'\n", "utf-8")
    lines = [json.dumps(CELLS), *(json.dumps([name, *given]) for name, (given, _) in ASKED.items())]
    run = subprocess.run(
        [sys.executable, "-m", "tests.functions.classic_calls"],
        input="\n".join(lines),
        cwd=ROOT,
        env={**os.environ, "OUTCOMES_XL_HOME": str(home / "outcomes_xl"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(ASKED, json.loads(run.stdout.splitlines()[-1]), strict=True))


def test_every_function_is_called() -> None:
    assert list(ASKED) == [one.name for one in cell_functions()]


@pytest.mark.parametrize("name", ASKED)
def test_a_function_answers_the_same_through_xlwings(answers: dict[str, Any], name: str) -> None:
    assert answers[name] == ASKED[name][1]
