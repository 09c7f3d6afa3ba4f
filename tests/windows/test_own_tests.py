"""The project's own tests, run by the Windows Python: where Windows differs from here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.windows.wine import ROOT, seen

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows"), pytest.mark.timeout(900)]
RUN = (
    "test_write_whole.py",
    "test_settings.py::test_a_share_that_is_away_is_bridged_by_the_copy_of_monday",
    "test_settings.py::test_trusting_a_place_leaves_the_rest_as_it_was_written",
    "hosts/test_central_places.py",
    "hosts/test_saving.py",
    "helper/test_process.py::test_on_windows_the_helper_starts_without_a_window",
    "helper/test_process.py::test_a_helper_in_each_session_and_all_are_asked_to_leave_by_name",
    "install",
)
"""Where files, locks, paths and the installer meet Windows. What a helper does as a process, the others here show."""
NOT_HERE = (
    # Asks a stand-in for this Windows, for every way in which a machine can be; the installer's whole life asks it.
    "install/test_doctor.py",
    # Reads the pins with a Python that has packaging, and needs no Windows.
    "install/test_for_it.py",
    # What there is to say where nothing can be installed.
    "install/test_command_line.py",
    # The installer's whole life does it for real.
    "install/test_doing.py::test_install_runs_straight_out_of_the_wheel_with_pythons_own_library_alone",
)


def test_our_own_tests_hold_on_windows(windows: Any) -> None:
    tests = [seen(ROOT / "tests" / one) for one in RUN]
    off = [f"--deselect=tests/{one}" if "::" in one else f"--ignore={seen(ROOT / 'tests' / one)}" for one in NOT_HERE]
    how = ["-q", "-p", "no:cacheprovider", "-m", "not slow and not office", f"--rootdir={seen(ROOT)}", *off]
    said = windows.python("-m", "pytest", *how, *tests, seconds=280)
    print(said.strip().splitlines()[-1])
    assert " passed" in said
