"""The one list of jobs: commands and the helper are made from it, the ribbon and the pages are held to it.

A job's function is imported only when it is asked for: a button press pays for its own job, not for all of them.
To add one, follow docs/maintainers/add-a-job.md; a test says what a job still lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Choice:
    """Something the officer may choose, by the name of the parameter that takes it: the job's, or of what it needs.

    On the command line it is an option: ``apply_fixes`` is --apply-fixes. A ``kind`` of bool is off unless chosen,
    anything else None; ``default`` says in words what that means.
    """

    name: str
    help: str
    kind: type = bool
    default: str = ""


@dataclass(frozen=True)
class Job:
    """A verb an officer would say: its name for the command line, its title, its sentence, and where it is done.

    ``needs`` are parameters that somebody must get for the job first (workflows/run_job.py says who). ``also`` are
    buttons beside its own, and what each has chosen. ``page`` is the officers' page, its own name unless it says so.
    One that ``writes`` into no workbook has a command of its own, and a button only when it is ``pressed``; so has one
    with an ``own_command``, which does more than the workbook.
    ``about_looks`` are those that tell of hidden, filtered and merged parts; for others Excel is not asked about them.
    ``passes_over`` are sheets, by their key in the layout, it reads nothing of: Excel is asked for their names alone.
    """

    name: str
    title: str
    sentence: str
    place: str
    needs: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    also: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    page: str = ""
    writes: bool = True
    about_looks: bool = False
    passes_over: tuple[str, ...] = ()
    pressed: bool = False
    own_command: bool = False

    @property
    def function(self) -> Callable[..., Any]:
        """Return the job itself: it takes a Book, the Context, its needs and choices, and answers with a Result.

        Those that write nothing into a workbook answer otherwise: new with what to build, changed with an account.
        """
        return at(self.place)

    @property
    def buttons(self) -> dict[str, Mapping[str, Any]]:
        """Return what each button of the job has chosen, by the word a macro asks for it with."""
        return {self.name: {}, **self.also} if self.writes or self.pressed else {}


def at(place: str) -> Callable[..., Any]:
    """Return the function at a place such as "outcomes_xl.jobs.check:check", importing its module."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


_NOT_ABOUT_FIGURES = ("services", "service_map", "qualitative", "milestones", "priorities")

JOBS: tuple[Job, ...] = (
    Job(
        "check",
        "Check",
        "Check every entry where it stands, and list what to look at on the Findings sheet.",
        "outcomes_xl.jobs.check:check",
        choices=(Choice("apply_fixes", "Take the sure fixes that findings offer."),),
        also={"apply_fixes": {"apply_fixes": True}},
        about_looks=True,
    ),
    Job(
        "refresh",
        "Refresh mapping tabs",
        "Bring the framework and the mapping tabs to the central file's release. Your own columns are never touched.",
        "outcomes_xl.jobs.refresh.refresh_job:refresh",
        needs=("central",),
        choices=(
            Choice("central", "The central file: a file or an https:// address.", str, "your settings' or Start's"),
            Choice("older_is_fine", "Go back to an older release, on purpose."),
            Choice("kept_copy", "Use the copy fetched last; fetch nothing."),
        ),
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
        page="what-changed",
        writes=False,
    ),
    Job(
        "availability",
        "Check data availability",
        "Look for every metric in published files and services, and fill in what was found.",
        "outcomes_xl.jobs.availability:availability",
        needs=("looked",),
        choices=(
            Choice("sources", "A folder of published CSV files.", Path, "your settings'"),
            Choice("online", "Ask the national statistics services."),
            Choice("offline", "Use the services' kept answers only."),
            Choice("keep_cache", "The folder the services' answers are kept in.", Path, "your own"),
        ),
        page="check-data-availability",
        passes_over=_NOT_ABOUT_FIGURES,
    ),
    Job(
        "fetch",
        "Get published files",
        "Get the publishers' files into your folder, and say which only you can get.",
        "outcomes_xl.jobs.fetched_files:fetch",
        needs=("fetched",),
        page="get-published-files",
        writes=False,
        pressed=True,
    ),
    Job(
        "suggestions",
        "Take suggestions",
        "Fill blank statuses on Data availability from what was found. What somebody answered stays.",
        "outcomes_xl.jobs.suggestions:suggestions",
        page="take-suggestions",
        about_looks=True,
        passes_over=_NOT_ABOUT_FIGURES,
    ),
    Job(
        "worklist",
        "Work list",
        "List what is open, by who holds it.",
        "outcomes_xl.jobs.work_list:work_list",
        page="work-list",
        writes=False,
    ),
    Job(
        "spine",
        "Spine",
        "Show how far each national framework is covered by ours, edition by edition, and what is left over.",
        "outcomes_xl.jobs.spine:spine",
        choices=(
            Choice("framework", "One national framework, by its key or title, such as LOF.", str, "all"),
            Choice("edition", "One edition of it, such as 2026-07.", str, "all"),
        ),
        own_command=True,
    ),
    Job(
        "services",
        "Services",
        "Show which outcomes no service claims, what else is missing, and a matrix of services and outcomes.",
        "outcomes_xl.jobs.services:services",
        own_command=True,
    ),
    Job(
        "targets",
        "Targets",
        "Say where every target stands beside its path: on it, above, below, or too near to say.",
        "outcomes_xl.jobs.targets:targets",
        own_command=True,
    ),
    Job(
        "share",
        "Share a copy",
        "Look through the whole workbook for what must not leave the borough, and make a copy that is safe to send.",
        "outcomes_xl.jobs.share:share",
        needs=("shared",),
        page="share-a-copy",
        own_command=True,
    ),
    Job(
        "report",
        "Report",
        "Write a report for a board: a page a domain, with figures, gaps, services and targets.",
        "outcomes_xl.jobs.report:report",
        needs=("reported",),
        writes=False,
        pressed=True,
    ),
    Job(
        "cohort",
        "Cohort",
        "Show who reaches a metric and who does not, by group and crossing, so that nobody can be found in it.",
        "outcomes_xl.jobs.cohort:cohort",
        needs=("made_cohort",),
        page="cohorts",
        writes=False,
        pressed=True,
    ),
    Job(
        "journeys",
        "Journeys",
        "Show what came after what for the people in the borough's own sources, as counts that point at nobody.",
        "outcomes_xl.jobs.journeys:journeys",
        needs=("made_journeys",),
        writes=False,
        pressed=True,
    ),
    Job(
        "undo",
        "Undo",
        "Take back the last job, except where somebody has worked since.",
        "outcomes_xl.jobs.undo:undo",
    ),
    Job(
        "carry",
        "Another edition",
        "Make a workbook of another edition of the framework from this one, with every answer accounted for.",
        "outcomes_xl.jobs.next_edition:carry",
        writes=False,
        pressed=True,
    ),
    Job(
        "new",
        "New workbook",
        "Make a new borough workbook.",
        "outcomes_xl.jobs.new:new",
        writes=False,
    ),
)


ABOUT_LOOKS = frozenset(word for one in JOBS if one.about_looks for word in one.buttons)
"""The buttons of the jobs that tell what a workbook looks like."""

PASSED_OVER = {word: one.passes_over for one in JOBS for word in one.buttons}
"""The sheets that the job of a button reads nothing of."""


def job(name: str) -> Job:
    """Return a job by its name. Raises KeyError, naming it, when there is none."""
    for one in JOBS:
        if one.name == name:
            return one
    raise KeyError(f"there is no job {name!r}")
