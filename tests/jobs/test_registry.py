"""One list of jobs: what a job still lacks is said by name, wherever it is lacking."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from inspect import signature
from pathlib import Path

import pytest
import typer

from outcomes_xl.building.addin.ribbon import jobs_named
from outcomes_xl.building.addin.xlam import every_module
from outcomes_xl.cli.main import app
from outcomes_xl.jobs.new import new
from outcomes_xl.jobs.registry import JOBS, Choice, Job, at, job
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.run_job import NEEDS
from tests.jobs.small import context

PAGES = Path(__file__).resolve().parents[2] / "docs" / "officers"
COMMANDS = typer.main.get_group(app).commands
ASKED_FOR = jobs_named(every_module())


def lacking(one: Job) -> Iterator[str]:
    """Yield what a job of the registry still lacks before an officer can use it, a sentence each."""
    try:
        takes = signature(one.function).parameters
    except (ImportError, AttributeError) as missing:
        yield f"There is no job at {one.place}: {missing}."
        return
    if "context" not in takes:
        yield f"{one.place} has no parameter context: a job is told the day, it never asks the clock."
    for need in one.needs:
        if need not in takes:
            yield f"{one.place} has no parameter {need}, which it needs."
        if need not in NEEDS:
            yield f"Nobody gets {need}: name who does in NEEDS, in workflows/run_job.py."
    getters = [signature(at(NEEDS[need])).parameters for need in one.needs if need in NEEDS]
    for choice in one.choices:
        if not any(choice.name in parameters for parameters in (takes, *getters)):
            yield f"Nobody takes the choice {choice.name}: neither the job nor what gets its needs."
    if one.name not in COMMANDS:
        yield f"There is no command {one.name}: write one in cli/, since the job writes into no workbook."
    page = PAGES / f"{one.page or one.name}.md"
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    if not re.search(rf"^#+ {re.escape(one.title)}$", text, re.MULTILINE):
        yield f"docs/officers/{page.name} has no heading “{one.title}”."
    if f"\n$ outcomes-xl {one.name} " not in text:
        yield f"docs/officers/{page.name} does not show outcomes-xl {one.name} in a console block."
    for word in one.buttons.keys() - ASKED_FOR.keys():
        yield f'No button asks for {word}: a callback in macros/Ribbon.bas with RunJob "{word}".'
    logged_as = getattr(sys.modules[one.function.__module__], "JOB", one.title)
    if one.writes and logged_as != one.title:
        yield f"The job writes “{logged_as}” into the log, and its title is “{one.title}”."


@pytest.mark.parametrize("one", JOBS, ids=lambda one: one.name)
def test_a_job_lacks_nothing(one: Job):
    assert list(lacking(one)) == []


def test_what_a_new_job_lacks_is_said():
    unmade = Job("lend", "Lend", "Lend what we have.", "outcomes_xl.jobs.lend:lend")
    assert list(lacking(unmade)) == [
        "There is no job at outcomes_xl.jobs.lend:lend: No module named 'outcomes_xl.jobs.lend'."
    ]
    begun = replace(unmade, place="outcomes_xl.jobs.undo:undo", needs=("extract",), choices=(Choice("whole", "All."),))
    assert list(lacking(begun)) == [
        "outcomes_xl.jobs.undo:undo has no parameter extract, which it needs.",
        "Nobody gets extract: name who does in NEEDS, in workflows/run_job.py.",
        "Nobody takes the choice whole: neither the job nor what gets its needs.",
        "There is no command lend: write one in cli/, since the job writes into no workbook.",
        "docs/officers/lend.md has no heading “Lend”.",
        "docs/officers/lend.md does not show outcomes-xl lend in a console block.",
        'No button asks for lend: a callback in macros/Ribbon.bas with RunJob "lend".',
        "The job writes “Undo” into the log, and its title is “Lend”.",
    ]


def test_the_options_of_a_command_are_the_choices_of_its_job():
    shared = {"workbook", "preview", "shown_as"}
    for one in JOBS:
        if one.writes and not one.own_command:
            assert {option.name for option in COMMANDS[one.name].params} == {c.name for c in one.choices} | shared
        elif one.own_command:  # it does more than the workbook, and may be told more
            command = COMMANDS[one.name]
            command = getattr(command, "commands", {}).get("show", command)  # a group's, where the word may be left out
            assert {option.name for option in command.params} >= {c.name for c in one.choices} | shared


def test_two_jobs_never_share_a_name_or_a_button():
    words = [word for one in JOBS for word in one.buttons or [one.name]]
    assert len(set(words)) == len(words)


def test_a_choice_that_a_job_has_not_is_refused_by_name(tmp_path: Path):
    from outcomes_xl.model import Book
    from outcomes_xl.workflows.run_job import Around, run_job

    with pytest.raises(TypeError, match="the job 'undo' has no choice centrl"):
        run_job(job("undo"), Book("", {}, {}), Around(context().now, choices={"centrl": "x"}))


def test_a_job_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="tidy"):
        job("tidy")


def test_a_new_workbook_is_for_a_london_borough_by_code_or_name():
    made = new("merton", context())
    assert (made.borough.code, made.file_name) == ("E09000024", "Outcomes framework Merton 2026.xlsx")
    with pytest.raises(CannotUse, match="Did you mean Merton"):
        new("Mertn", context())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("LB Merton", "Merton"),
        ("London Borough of Merton", "Merton"),
        ("merton council", "Merton"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("the City of London", "City of London"),
    ],
)
def test_a_new_workbook_is_for_a_council_by_its_full_name(typed, name):
    assert new(typed, context()).borough.name == name
