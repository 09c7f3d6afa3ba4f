"""The one list of jobs. The command line, the ribbon and the macros offer these, and are checked against this list.

A job's function is imported only when it is asked for: a button press pays for its own job, not for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Job:
    """A verb an officer would say: its name for the command line, its title, its sentence, and where it is done."""

    name: str
    title: str
    sentence: str
    place: str
    needs: tuple[str, ...] = ()
    writes: bool = True

    @property
    def function(self) -> Callable[..., Any]:
        """Return the job itself; it takes values and answers with a Result (new answers with what to build)."""
        module, _, name = self.place.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


JOBS: tuple[Job, ...] = (
    Job(
        "check",
        "Check",
        "Check every entry where it stands, and list what to look at on the Findings sheet.",
        "outcomes_xl.jobs.check:check",
    ),
    Job(
        "refresh",
        "Refresh mapping tabs",
        "Bring the framework and the mapping tabs to the central file's release. Your own columns are never touched.",
        "outcomes_xl.jobs.refresh.refresh_job:refresh",
        needs=("central",),
    ),
    Job(
        "decide",
        "Apply decisions",
        "Do what you have chosen on the Changes sheet, where your words and the central file's differ.",
        "outcomes_xl.jobs.decide:decide",
    ),
    Job(
        "changed",
        "What changed",
        "Show what a job did to this workbook, sheet by sheet and line by line.",
        "outcomes_xl.jobs.changed:changed",
        writes=False,
    ),
    Job(
        "availability",
        "Check data availability",
        "Look for every metric in the published files, and fill in what was found.",
        "outcomes_xl.jobs.availability:availability",
        needs=("sources",),
    ),
    Job(
        "undo",
        "Undo",
        "Take back the last job, except where somebody has worked since.",
        "outcomes_xl.jobs.undo:undo",
    ),
    Job(
        "new",
        "New workbook",
        "Make a new borough workbook.",
        "outcomes_xl.jobs.new:new",
        needs=("borough",),
        writes=False,
    ),
)


def job(name: str) -> Job:
    """Return a job by its name. Raises KeyError, naming it, when there is none."""
    for one in JOBS:
        if one.name == name:
            return one
    raise KeyError(f"there is no job {name!r}")
