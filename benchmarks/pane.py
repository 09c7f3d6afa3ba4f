"""What a session in Excel's pane costs: Pyodide's start, and each job on a workbook of 300 metrics. Run by hand:

    python benchmarks/pane.py [METRICS]

Real Pyodide in Node with our wheel, beside a stand-in for the pane's page (tests/routes/pane.py), whose own share of
the time is in it. Seconds are those the process worked; memory is what the page has taken for Python by then, which it
never gives back. In a browser the start also fetches Pyodide and the packages, which depends on the network.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from check import workbook
from tests.lite.conftest import NOW, beside
from tests.lite.test_in_pyodide import run_there
from tests.office import needed

from outcomes_xl.framework import load_framework
from outcomes_xl.lite.scripts import main_py
from outcomes_xl.workflows.pane_rule import with_pane_rule

BUTTONS = (
    *(
        "what_next",
        "refresh",
        "availability",
        "suggestions",
        "decide",
        "spine",
        "services",
        "targets",
        "undo",
        "changed",
    ),
    *("worklist", "next_finding", "highlight"),
)


def main() -> None:
    metrics = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Merton.xlsx"
        made = workbook(metrics, load_framework().releases[0].id)
        path.write_bytes(with_pane_rule(made, path.name)[0])
        steps = [{"press": button, "kept": False} for button in BUTTONS]
        given = {
            "now": NOW.isoformat(),
            "main.py": main_py(),
            "rooms": [],
            "workbooks": [{"state": beside(path).state(), "steps": steps}],
            "functions": [],
        }
        said = run_there(needed("node", "Install Node.js."), Path(folder), json.loads(json.dumps(given)))
    python = said["answer"]["python"]
    print(
        f"Python {python} in Pyodide: {said['boot'] / 1000:.1f} s to begin, {said['unpack'] / 1000:.1f} s to unpack\n"
    )
    print(f"{metrics:,} metrics".ljust(20) + " seconds   memory   flushes   questions   actions")
    for one in said["answer"]["steps"]:
        print(
            f"{one['press']:18} {one['seconds']:9.1f} {one['memory']:6.0f} MB {one['flushes']:9} "
            f"{one['questions']:11} {one['actions']:9}"
        )


if __name__ == "__main__":
    main()
