"""The command line: the same jobs as the ribbon, on a closed workbook. Heavy imports wait until a job needs them."""

from __future__ import annotations

import sys

import typer

from outcomes_xl.cli.cohort_command import cohort
from outcomes_xl.cli.collate_command import collate, history
from outcomes_xl.cli.edition_commands import edition
from outcomes_xl.cli.install_commands import doctor, helper, install, uninstall
from outcomes_xl.cli.job_commands import command_of
from outcomes_xl.cli.journeys_commands import journeys
from outcomes_xl.cli.lead_commands import lead
from outcomes_xl.cli.lite_command import lite
from outcomes_xl.cli.making_commands import build, demo, schema
from outcomes_xl.cli.published_commands import fetch, key, smoke
from outcomes_xl.cli.report_command import report
from outcomes_xl.cli.services_commands import services
from outcomes_xl.cli.share_command import share
from outcomes_xl.cli.spine_command import spine
from outcomes_xl.cli.targets_command import targets
from outcomes_xl.cli.work_list_commands import worklist
from outcomes_xl.cli.workbook_commands import adopt, carry, changed, highlight, new, tables
from outcomes_xl.jobs.registry import JOBS

app = typer.Typer(
    name="outcomes-xl",
    help="Check, refresh and fill the shared outcomes framework for children and families, in its own workbook.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for begin in (new, adopt, carry):
    app.command()(begin)
for job in JOBS:
    if job.writes and not job.own_command:
        app.command(job.name)(command_of(job))
for command in (
    *(spine, targets, collate, history, share, report, lite, cohort, highlight),
    *(smoke, fetch, key, changed, tables, build, schema),
    *(install, uninstall, doctor, helper, demo),
):
    app.command()(command)
for several in (lead, edition, worklist, services, journeys):
    app.add_typer(several)


def main() -> None:
    """Run the command line; the exit code is 0, 1, 2 or 3 as the documentation says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
