"""Check and Apply fixes over the pane's engine in this machine's Python: pandas has no build to run in Pyodide here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from outcomes_xl.workflows import demonstration
from tests.lite.compared import as_the_closed_file_host_does, differences
from tests.lite.conftest import press, standing_in
from tests.routes.pane import Pane


@pytest.mark.parametrize("button", ["check", "apply_fixes"])
def test_check_leaves_in_the_pane_what_the_closed_file_host_leaves(demonstrated: Path, pane: Pane, button: str) -> None:
    (step,) = as_the_closed_file_host_does(demonstrated / demonstration.WORKBOOK, (button,))
    reply = press(pane, button)
    assert not reply.stopped, reply.sentence
    assert not differences(standing_in(json.loads(json.dumps(pane.state()))), step)
