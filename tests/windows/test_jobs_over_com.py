"""Buttons pressed over real COM: pywin32, xlwings' Windows engine and the helper as they are, each in its process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.workflows.cohort_from_excel import ABOUT as A_COHORT
from outcomes_xl.workflows.journeys_from_excel import ABOUT as JOURNEYS
from outcomes_xl.workflows.share_from_excel import ABOUT

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows"), pytest.mark.timeout(900)]
ASKED_ABOUT = {
    "fetch": "ask\nthe internet",
    "share": f"ask\n{ABOUT}",
    "carry": "ask\nthe edition of C:\\every\\Merton outcomes.xlsx",
    "cohort": f"reason\n{A_COHORT}",
    "journeys": f"reason\n{JOURNEYS}",
}
"""Buttons that ask before anything leaves or is made, and what about."""
MOST_CALLS = 580
"""540, as in the demonstration, and what the sheets cost that are added before, since none can be added here."""
BUSY = "Excel is busy: perhaps a cell is being edited or a box is waiting for an answer."


@pytest.fixture(scope="module")
def helped(windows: Any) -> Iterator[Any]:
    """A Windows on which the helper has been started."""
    windows.start("-P", "-m", "outcomes_xl", "helper")
    yield windows
    windows.python("-P", "-m", "outcomes_xl", "helper", "--stop", seconds=60)


def said_by(windows: Any, script: str, folder: str) -> Any:
    said = windows.python("-m", f"tests.windows.inside.{script}", folder, seconds=280)
    return json.loads(said.strip().splitlines()[-1])


def test_every_button_leaves_the_cells_that_the_closed_way_leaves(helped: Any) -> None:
    every = said_by(helped, "every_job", r"C:\every")
    found = every["jobs"]
    assert [one["job"] for one in found] == [word for job in JOBS for word in job.buttons]
    for one in found:
        if one["job"] in ASKED_ABOUT:
            assert one["said"].startswith(f"{ASKED_ABOUT[one['job']]}\n")
        else:
            assert not one["said"].startswith(("stop", "ask")), one
        assert one["differs"] == [], one["job"]
        assert one["settings"] == [True, -4105, True, True, False], "Excel's settings are as they were"
        assert one["calls"] <= MOST_CALLS, one
    assert every["shared"]["how"] == "ask"
    assert every["shared"]["made"] == ["Merton outcomes to share.xlsx"], every["shared"]
    assert every["adopted"]["word"] == "open"
    assert every["adopted"]["made"] == r"C:\every\Outcomes Merton.xlsx"
    assert every["adopted"]["answer"] == ["Available now", "Mosaic, every quarter"]
    print(*(f"{one['job']}: {one['seconds']} s, {one['calls']} calls" for one in found), sep="\n")


def test_the_hard_moments_are_met_in_words_and_nothing_hangs(helped: Any) -> None:
    found = said_by(helped, "hard_moments", r"C:\hard")
    assert found["a function"] == [["Merton"], [None]] or found["a function"] == [["Merton"], [""]]
    assert found["a table as its answer"][0][1] == "Safe", "all of a row, not its first alone"
    assert found["a formula meanwhile"] == "Merton" or found["a formula meanwhile"] == [["Merton"]]
    assert found["a second press"].startswith("stop\nThe helper is still at work on “check”.")
    assert not found["check"][0].startswith("stop")
    assert not found["not now, three times"][0].startswith("stop")
    told, seconds = found["not now, for good"]
    assert told.startswith(f"stop\n{BUSY}")
    assert seconds < 30
    assert (found["the helper ended"], found["asked anew"]) == (-2147023174, -2147221021)
    assert not found["the new helper"].startswith("stop")
