"""Check, Apply fixes, and sheets that come and go, over the pane's engine in this machine's own Python.

Check needs pandas, of which there is no build to run in Pyodide here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from outcomes_xl.workflows import demonstration
from tests.lite.compared import as_the_closed_file_host_does, differences
from tests.lite.conftest import press, standing_in
from tests.routes.pane import Pane


@pytest.mark.parametrize("buttons", [("check",), ("apply_fixes",), ("services", "undo")], ids=", ".join)
def test_jobs_leave_in_the_pane_what_the_closed_file_host_leaves(
    demonstrated: Path, pane: Pane, buttons: tuple[str, ...]
) -> None:
    for step in as_the_closed_file_host_does(demonstrated / demonstration.WORKBOOK, buttons):
        reply = press(pane, step.press)
        assert not reply.stopped, reply.sentence
        assert not differences(standing_in(json.loads(json.dumps(pane.state()))), step)
