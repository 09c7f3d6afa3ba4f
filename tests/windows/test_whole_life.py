"""The installer's whole life: a real registry, real shortcuts, a real helper, and Windows' own ways with files."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import run

from outcomes_xl import __version__
from outcomes_xl.install import embedded

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows"), pytest.mark.timeout(900)]


def test_install_doctor_install_again_and_uninstall_leave_nothing(windows: Any) -> None:
    from tests.windows.wine import seen

    words = ["-m", "tests.windows.inside.whole_life", seen(windows.house), r"C:\life"]
    found = json.loads(windows.python(*words, seconds=280).strip().splitlines()[-1])
    assert found["dry"][-1] == "This was a dry run: nothing was done."
    assert found["nothing yet"]
    assert found["install"][-1] == f"Outcomes {__version__} is installed. Start Excel and choose the Outcomes tab."
    assert found["helper runs"] and found["helper runs again"]
    assert not [line for line in found["doctor"] if line.startswith(("Missing", "Ask IT"))]
    assert [line for line in found["again"] if line.endswith(": done.")] == [
        line for line in found["again"] if line.startswith("Put ") and ".lnk" in line
    ], "the second time only the shortcuts are made anew"
    assert "is running already" in found["a second helper"]
    assert found["links are there"]
    assert found["a job on a closed workbook"] == ["Backups of Merton outcomes"], "no lock file stays beside it"
    assert found["uninstall"][-1].endswith("done.")
    assert (found["left"], found["registered"]) == ([], None)
    assert found["held for a moment"] == ["after", "refused", "before"]


def test_officers_without_a_python_get_the_one_in_its_folder(windows: Any, tmp_path: Path) -> None:
    """The command files as an officer starts them: nothing is taken from anywhere but the folder."""
    from tests.windows.wine import seen

    archive, house = windows.archive(), tmp_path / "house"
    version = embedded.version_in(archive, hashlib.sha256(archive.read_bytes()).hexdigest())
    shutil.copytree(windows.house, house, symlinks=True)
    embedded.put_in(house, archive, house / "requirements.txt")
    run.commands(house, version)
    said = windows.command(house / "install.cmd", seconds=200)
    assert f"Outcomes {__version__} is installed. Start Excel and choose the Outcomes tab." in said
    (own,) = (windows.drive / "users").glob("*/AppData/Local/outcomes_xl/python-*")
    asked = windows.python("-c", ASK, seconds=150, program=seen(own / "python.exe"))
    assert f"helper {__version__} says Merton" in asked
    assert not re.search("^(Missing|Ask IT)", windows.command(house / "doctor.cmd", seconds=90), re.M)
    windows.command(house / "uninstall.cmd", "--settings", seconds=120)
    assert not own.parent.exists()


ASK = """
import sys, time, pathlib, pythoncom, pywintypes, win32com.client, outcomes_xl
assert pathlib.Path(outcomes_xl.__file__).is_relative_to(sys.prefix), outcomes_xl.__file__
end = time.monotonic() + 120
while True:
    try:
        helper = pythoncom.GetActiveObject(pywintypes.IID("OutcomesXL.Helper"))
        break
    except pythoncom.com_error:
        if time.monotonic() > end:
            raise
        time.sleep(0.2)
helper = win32com.client.Dispatch(helper.QueryInterface(pythoncom.IID_IDispatch))
print("helper", helper.Version(), "says", helper.Answer("OUTCOMES_BOROUGH", "E09000024")[0][0])
"""
