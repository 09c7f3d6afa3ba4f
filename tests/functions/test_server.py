"""The same module behind xlwings Server, called in process as Server and Lite do. Needs xlwings PRO, so off by default.

Run with -m pro and your own XLWINGS_LICENSE_KEY. Server hands over "" or 0 for a blank cell and numbers for days.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.pro,
    pytest.mark.skipif(not os.environ.get("XLWINGS_LICENSE_KEY"), reason="needs a licence of your own for xlwings PRO"),
]
ROOT = Path(__file__).resolve().parents[2]
CALL = """
import asyncio, json, sys
import outcomes_udfs, xlwings
from xlwings.server import custom_functions_call
words = {"version": xlwings.__version__, "client": "Office.js", "runtime": "1.4", "date_format": "dd/mm/yyyy",
         "culture_info_name": "en-GB", "caller_address": None}
for line in sys.stdin:
    name, *arguments = json.loads(line)
    asked = {"func_name": name, "args": arguments, **words}
    print(json.dumps(asyncio.run(custom_functions_call(asked, outcomes_udfs))))
"""


def called(*calls: list[Any]) -> list[Any]:
    run = subprocess.run(
        [sys.executable, "-c", CALL],
        input="\n".join(map(json.dumps, calls)),
        env={**os.environ, "XLWINGS_ON_SERVER": "true", "PYTHONPATH": f"{ROOT / 'udfs'}{os.pathsep}{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_functions_answer_a_server_as_they_answer_excel() -> None:
    table = [["Metric id", "Status", "Note", "Assessed on"], ["MET-012", "Not collected", "", 46000]]
    titles, mapped, start, problems, distance = called(
        ["OUTCOMES_TITLE", [["MET-012"], [""], [0]]],
        ["OUTCOMES_MAPPED", [["MET-012"]], None],
        ["OUTCOMES_PERIOD_START", [["2024/25"]], [["Academic year"]]],
        ["OUTCOMES_PROBLEMS", table],
        ["OUTCOMES_DISTANCE", [["MET-001"], ["MET-001"]], [[22.5], ["c"]], [[18]]],
    )
    assert titles == [["Placed over 20 miles from home"], [""], [""]]
    assert [row[0] for row in mapped] == ["CSC-46", "LOF-2026-07-036"]
    assert "45536" in json.dumps(start)
    assert [row[0] for row in problems] == ["C6"]
    assert distance == [[4.5], ["c"]]
