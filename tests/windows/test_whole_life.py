"""The installer's whole life: a real registry, real shortcuts, a real helper, and Windows' own ways with files."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows")]


def test_install_doctor_install_again_and_uninstall_leave_nothing(windows: Any) -> None:
    from tests.windows.wine import seen

    words = ["-m", "tests.windows.inside.whole_life", seen(windows.house), r"C:\life"]
    found = json.loads(windows.python(*words, seconds=280).strip().splitlines()[-1])
    assert found["dry"][-1] == "This was a dry run: nothing was done."
    assert found["nothing yet"]
    assert found["install"][-1] == "Outcomes 0.1.0 is installed. Start Excel and choose the Outcomes tab."
    assert found["helper runs"] and found["helper runs again"]
    assert not [line for line in found["doctor"] if line.startswith(("Missing", "Ask IT"))]
    assert [line for line in found["again"] if line.endswith(": done.")] == [
        line for line in found["again"] if line.startswith("Put ") and ".lnk" in line
    ], "the second time only the shortcuts are made anew"
    assert "is running already" in found["a second helper"]
    assert found["links are there"]
    (backup,) = found["a job on a closed workbook"]
    assert "(backup " in backup, "no lock file stays beside the workbook"
    assert found["uninstall"][-1].endswith("done.")
    assert (found["left"], found["registered"]) == ([], None)
    assert found["held for a moment"] == ["after", "refused", "before"]
