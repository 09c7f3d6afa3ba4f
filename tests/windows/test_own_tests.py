"""The project's own tests, run by the Windows Python: where Windows differs from here, and the packages without pip."""

from __future__ import annotations

from typing import Any

import pytest

from tests.windows.wine import ROOT, seen

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows")]
RUN = (
    "test_write_whole.py",
    "test_settings.py",
    "hosts/test_central_places.py",
    "hosts/test_saving.py",
    "helper/test_process.py",
    "install",
    "whole/test_local.py::test_a_file_beside_the_workbook_is_looked_in_and_a_second_run_changes_nothing",
)
NOT_HERE = (
    # Its library in Python is this machine's 3.11, which may be of an earlier month than the interpreter.
    "helper/test_process.py::test_the_helper_leaves_the_folder_it_was_started_in",
    # Reads the pins with a Python that has packaging, and needs no Windows.
    "install/test_for_it.py",
)


def test_our_own_tests_hold_on_windows(windows: Any) -> None:
    tests = [seen(ROOT / "tests" / one) for one in RUN]
    off = [f"--deselect=tests/{one}" if "::" in one else f"--ignore={seen(ROOT / 'tests' / one)}" for one in NOT_HERE]
    how = ["-q", "-p", "no:cacheprovider", "-m", "not slow and not office", f"--rootdir={seen(ROOT)}", *off]
    said = windows.python("-m", "pytest", *how, *tests, seconds=280)
    print(said.strip().splitlines()[-1])
    assert " passed" in said
