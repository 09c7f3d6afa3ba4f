"""One list of jobs, which everything that offers them is checked against."""

from importlib import import_module
from inspect import signature

import pytest

from outcomes_xl.cli.main import app
from outcomes_xl.jobs.new import new
from outcomes_xl.jobs.registry import JOBS, job
from outcomes_xl.model.cannot_use import CannotUse
from tests.jobs.small import context


def test_every_job_can_be_called_and_takes_a_context():
    for one in JOBS:
        assert "context" in signature(one.function).parameters, one.name


def test_every_job_is_a_command_and_takes_what_it_needs():
    commands = {command.callback.__name__: command.callback for command in app.registered_commands}
    for one in JOBS:
        assert set(one.needs) <= set(signature(commands[one.name]).parameters), one.name


def test_a_job_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="tidy"):
        job("tidy")


def test_titles_in_the_log_are_the_registrys():
    for name in ("check", "refresh", "availability", "undo"):
        module = import_module(job(name).place.partition(":")[0])
        assert job(name).title == module.JOB


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
