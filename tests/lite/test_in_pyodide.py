"""Real Pyodide with our wheel: the middle imports there, and the jobs leave what the closed-file host leaves.

One Python in WebAssembly for all of it. Beside its own library it has our wheel, and from this machine's packages
those in Python alone that the pane needs: no pandas, no lxml, no threads, no sockets. Check needs pandas, of which
there is no build to run here: what it says without it is seen there, what it does with it in
`test_check_over_the_pane`. What each job costs on 300 metrics is measured by hand: benchmarks/pane.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.packages import AT_ONCE
from outcomes_xl.lite.pane_wheel import pane_wheel, wheel_name
from outcomes_xl.lite.scripts import main_py, pane_scripts
from outcomes_xl.lite.way_in import way_in
from outcomes_xl.workflows import demonstration
from outcomes_xl.workflows.pane_rule import with_pane_rule
from tests.lite.compared import Step, as_the_closed_file_host_does, differences
from tests.lite.conftest import NOW, beside, standing_in
from tests.office import ROOT, missing, needed
from tests.test_house import MIDDLE

HERE = Path(__file__).parent
PYODIDE = ROOT / ".venv" / "tools" / "node_modules" / "pyodide"
HOW = "Install Node.js and run: python3 run.py test"
PACKAGES = ("xlwings", *AT_ONCE)
"""In Python alone, or with a part in Python for where their compiled part is not: they come from this machine."""
WITHOUT = ("cohorts", "disclosure", "journeys")
"""Rooms of the middle that count people in a borough's own source, which a pane does not reach."""
ROOMS = (*(room for room in MIDDLE if room not in WITHOUT), "sources.published", "lite", "hosts.lite", "functions")
DEMONSTRATION = ("refresh", "availability", "highlight", "suggestions", "decide", "undo", "highlight off")
FUNCTIONS: list[tuple[str, list[str]]] = [
    ("OUTCOMES_BOROUGH_CODE", ["Merton"]),
    ("OUTCOMES_PERIOD_START", ["2024/25", "Financial year"]),
    ("OUTCOMES_PROBLEMS", [[["Metric", "Status", "Note"], ["GLD at age 5", "Available", None]]]),
]
PATIENCE = 240
"""Seconds for all of it, on a machine that has much else to do; alone it takes a tenth."""


@dataclass(frozen=True)
class Tried:
    """What was given to Pyodide, what it answered, and the steps in their order."""

    said: dict[str, Any]
    steps: list[Step]

    @property
    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = self.said["answer"]
        return found

    @property
    def pairs(self) -> list[tuple[Step, dict[str, Any]]]:
        return list(zip(self.steps, self.answer["steps"][: len(self.steps)], strict=True))


@pytest.fixture(scope="module")
def tried(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Everything that is tried in Pyodide, in one Python there; the demonstration's workbook has the pane's rule."""
    node = needed("node", HOW)
    if not PYODIDE.exists():
        missing("Pyodide", HOW)
    folder = tmp_path_factory.mktemp("pyodide")
    small = folder / demonstration.WORKBOOK
    small.write_bytes(with_pane_rule((demonstrated / demonstration.WORKBOOK).read_bytes(), small.name)[0])
    steps = [*as_the_closed_file_host_does(small, DEMONSTRATION)]
    pressed = [*(one.as_given() for one in steps), {"press": "check", "kept": False}]
    given = {
        "now": NOW.isoformat(),
        "main.py": way_in(CodeFrom.INSIDE, main_py()).main,
        "rooms": ROOMS,
        "workbooks": [{"state": beside(small).state(), "steps": pressed}],
        "functions": FUNCTIONS,
    }
    return Tried(run_there(node, folder, given), steps)


def run_there(
    node: str, folder: Path, given: dict[str, Any], environment: dict[str, str] | None = None
) -> dict[str, Any]:
    """Run in_pyodide.py there with what it is given; return how long it took to begin, and its answer."""
    (folder / wheel_name()).write_bytes(pane_wheel())
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    words = {
        "pyodide": str(PYODIDE.resolve()),
        "environment": environment or {},
        "packages": "/packages",
        "archives": [str(folder / wheel_name()), str(packed(folder / "packages.zip"))],
        "rest": str(of_the_middle(folder / "rest.zip")),
        "given": str(folder / "given.json"),
        "runs": str(HERE / "in_pyodide.py"),
        "answer": str(folder / "answer.json"),
    }
    (folder / "job.json").write_text(json.dumps(words), encoding="utf-8")
    run = subprocess.run(
        [node, HERE / "run_in_pyodide.mjs", folder / "job.json"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-4000:] or run.stdout[-4000:]
    found: dict[str, Any] = json.loads((folder / "answer.json").read_text("utf-8"))
    return found


def of_the_middle(path: Path) -> Path:
    """Return an archive of the whole middle, of which the pane's wheel has only what a button needs."""
    with zipfile.ZipFile(path, "w") as archive:
        for room in (*MIDDLE, "data", "sharing"):
            for file in sorted((ROOT / "src" / "outcomes_xl" / room).rglob("*")):
                if file.suffix in (".py", ".toml", ".csv") and "published" not in file.parts:
                    archive.write(file, f"outcomes_xl/{file.relative_to(ROOT / 'src' / 'outcomes_xl')}")
    return path


def packed(path: Path) -> Path:
    """Return an archive of the packages in Python that the pane needs, and of the stand-in for the pane."""
    with zipfile.ZipFile(path, "w") as archive:
        for package in PACKAGES:
            for file in metadata.files(package) or ():
                if file.suffix == ".py":
                    archive.write(file.locate(), file.as_posix())
        for name in ("__init__", "routes/__init__", "routes/stand_in_com", "routes/remote_engine"):
            archive.write(ROOT / "tests" / f"{name}.py", f"tests/{name}.py")
        for name in ("pane", "lite_engine"):
            archive.write(ROOT / "tests" / "routes" / f"{name}.py", f"tests/routes/{name}.py")
    return path


def test_the_middle_imports_in_pyodide_without_pandas_or_lxml(tried: Tried) -> None:
    assert tried.answer["platform"] == "emscripten"
    assert tried.answer["not_loaded"] == ""  # the code that stands in main.py was unpacked there, and is whole
    assert tried.answer["lacking"] == {}
    assert tried.answer["loaded"] == []


def test_jobs_leave_in_the_pane_what_the_closed_file_host_leaves(tried: Tried) -> None:
    for step, there in tried.pairs:
        assert [mode for mode, _ in there["alerts"]] == ["info"], there["alerts"]
        assert not differences(standing_in(there["state"]), step)


def test_each_job_is_one_flush_of_few_writes(tried: Tried) -> None:
    for step, there in tried.pairs:
        assert there["flushes"] <= 3, (step.press, there)  # whether sheets take writing, the patch, the box at the end
        assert there["questions"] <= 80, (step.press, there)


def test_check_says_in_words_that_its_packages_did_not_come(tried: Tried) -> None:
    ((mode, sentence),) = tried.answer["steps"][-1]["alerts"]
    assert mode == "critical"
    assert sentence.startswith("This button needs pandas and pandera, which could not be loaded into the pane.")


def test_functions_answer_in_pyodide(tried: Tried) -> None:
    assert tried.answer["functions"] == {
        "OUTCOMES_BOROUGH_CODE": [["E09000024"]],
        "OUTCOMES_PERIOD_START": [["2024-04-01"]],
        "OUTCOMES_PROBLEMS": [
            ["This needs pandas and pandera: press Check in the pane once, then enter the formula again."]
        ],
    }


def test_a_session_stays_far_below_what_a_pane_may_take(tried: Tried) -> None:
    assert max(one["memory"] for one in tried.answer["steps"]) < 500  # MB, of 2,000
    assert max(one["seconds"] for one in tried.answer["steps"]) < 30  # a start and a look through all figures take most


KEY = "XLWINGS_LICENSE_KEY"


@pytest.mark.pro
@pytest.mark.skipif(not os.environ.get(KEY), reason="needs a licence of your own for xlwings PRO")
def test_xlwings_own_engine_does_what_the_stand_in_does(demonstrated: Path, tmp_path: Path) -> None:
    """Over xlwings' own engine and decorators, in Pyodide, with a page that answers from JavaScript's side."""
    path = demonstrated / demonstration.WORKBOOK
    buttons = ("refresh", "suggestions", "decide", "undo", "services", "undo")
    steps = [*as_the_closed_file_host_does(path, buttons)]
    pressed = [one.as_given() for one in steps]
    given = {
        "real_engine": True,
        "now": NOW.isoformat(),
        "main.py": main_py(),
        "rooms": [],
        "workbooks": [{"state": beside(path).state(), "steps": pressed}],
        "functions": [],
    }
    environment = {KEY: os.environ[KEY], "XLWINGS_ON_SERVER": "true"}
    said = run_there(needed("node", HOW), tmp_path, given, environment)["answer"]
    assert {one.button for one in pane_scripts()} <= {*said["scripts"], "next"}
    for step, there in zip(steps, said["steps"], strict=True):
        assert [mode for mode, _ in there["alerts"]] == ["info"], there["alerts"]
        assert not differences(standing_in(there["state"]), step)
