"""A job of the registry done on a Book, for every host alike: what it needs is got first. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any

from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.day_by_day import kept
from outcomes_xl.jobs.registry import JOBS, Job, at
from outcomes_xl.model import Book, Result
from outcomes_xl.settings import Settings, load
from outcomes_xl.workflows.edition_of_workbook import framework_of

Progress = Callable[[str], None]


def say_nothing(_: str) -> None:
    """What hears how far a job is where nobody listens."""


@dataclass(frozen=True)
class Around:
    """What a host knows beside the book: the moment, the user's settings, how to say how far it is, what was chosen.

    ``stopped`` says whether the officer has stopped the job; ``agreed`` is what she has answered to its question.
    ``got`` are needs that the host has got in its own way.

    ``folder`` is the workbook's, None when it is not on this computer, such as one at a OneDrive address. ``settings``
    are asked for only by what needs them, so that a slip in them stops no other job.
    """

    now: datetime
    folder: Path | None = None
    settings: Callable[[], Settings] = load
    say: Progress = say_nothing
    stopped: Callable[[], bool] = lambda: False
    choices: Mapping[str, Any] = field(default_factory=dict)
    agreed: str = ""
    got: Mapping[str, Got] = field(default_factory=dict)


@dataclass(frozen=True)
class Got:
    """What a job needed: the value, what the job should know besides, and what the officer should know of it."""

    value: object
    context: Context | None = None
    sentence: str = ""


Button = Callable[[Book, Around], Result]
Getter = Callable[..., Got]
"""Takes the Book, the Context and the Around, and the choices it has parameters for."""

NEEDS: Mapping[str, str] = {
    "central": "outcomes_xl.workflows.get_central_file:central_for",
    "looked": "outcomes_xl.workflows.look_for_figures:looked_for",
    "shared": "outcomes_xl.workflows.share_from_excel:shared_for",
    "reported": "outcomes_xl.workflows.report_from_excel:reported_for",
    "made_cohort": "outcomes_xl.workflows.cohort_from_excel:cohort_for",
    "made_journeys": "outcomes_xl.workflows.journeys_from_excel:journeys_for",
    "fetched": "outcomes_xl.workflows.get_published_files:fetched_for",
}
"""Who gets what a job needs, by the name of the job's parameter. Each is a Getter."""


def run_job(job: Job, book: Book, around: Around) -> Result:
    """Return what a job answers, with its needs got and its choices passed on. Raises the CannotUse family."""
    unknown = around.choices.keys() - {choice.name for choice in job.choices}
    if unknown:
        raise TypeError(f"the job {job.name!r} has no choice {', '.join(sorted(unknown))}")
    context = Context(now=around.now.replace(second=0, microsecond=0), framework=framework_of(book))
    given: dict[str, Any] = {**taken(job.function, around.choices)}
    sentences: list[str] = []
    for need in job.needs:
        got = around.got.get(need) or _got(need, book, context, around)
        given[need], context = got.value, got.context or context
        sentences.append(got.sentence)
    result: Result = job.function(book, context=context, **given)
    summary = " ".join([result.summary, *filter(None, sentences)])
    # Jobs that write nothing answer with something else than a patch.
    patch = kept(book, result.patch, context) if job.writes else result.patch
    return replace(result, summary=summary, patch=patch)


def _got(need: str, book: Book, context: Context, around: Around) -> Got:
    get: Getter = at(NEEDS[need])
    return get(book, context, around, **taken(get, around.choices))


def taken(function: Callable[..., Any], choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the choices made that a function has parameters for."""
    parameters = signature(function).parameters
    return {name: value for name, value in choices.items() if name in parameters and value is not None}


def buttons() -> dict[str, Button]:
    """Return what each button of the ribbon does, by the word its macro asks with."""
    return {word: partial(_pressed, job, chosen) for job in JOBS for word, chosen in job.buttons.items()}


def _pressed(job: Job, chosen: Mapping[str, Any], book: Book, around: Around) -> Result:
    return run_job(job, book, replace(around, choices={**around.choices, **chosen}))
