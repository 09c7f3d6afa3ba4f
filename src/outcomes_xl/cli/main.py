"""The command line: the same jobs as the ribbon, on a closed workbook. Heavy imports wait until a job needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.cohort_command import cohort
from outcomes_xl.cli.collate_command import collate, history
from outcomes_xl.cli.edition_commands import edition as edition_commands
from outcomes_xl.cli.job_commands import Workbook, command_of
from outcomes_xl.cli.journeys_commands import journeys
from outcomes_xl.cli.lead_commands import lead
from outcomes_xl.cli.lite_command import lite
from outcomes_xl.cli.report_command import report
from outcomes_xl.cli.services_commands import services
from outcomes_xl.cli.share_command import share
from outcomes_xl.cli.spine_command import spine
from outcomes_xl.cli.targets_command import targets
from outcomes_xl.cli.terminal import MUST_FIX, NOTHING_MUST_BE_FIXED, As, Format, now, plainly
from outcomes_xl.cli.typed_values import whole_number
from outcomes_xl.cli.work_list_commands import worklist
from outcomes_xl.jobs.registry import JOBS

app = typer.Typer(
    name="outcomes-xl",
    help="Check, refresh and fill the shared outcomes framework for children and families, in its own workbook.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def new(
    workbook: Annotated[Path, typer.Argument(help="Where the new workbook goes.", show_default=False)],
    borough: Annotated[str, typer.Option(help="The borough's code (E09000024) or name (Merton).", show_default=False)],
    edition: Annotated[
        str, typer.Option(help="The framework's edition, by its id.", show_default="the one in force")
    ] = "",
    lite: Annotated[
        bool, typer.Option("--lite", help="With the pane of xlwings Lite in it, as by outcomes-xl lite.")
    ] = False,
) -> None:
    """Make a new borough workbook."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        typer.echo(closed_workbook.new(workbook, borough, now(), edition, lite=lite))


@app.command()
def adopt(
    theirs: Annotated[Path, typer.Argument(help="The borough's own spreadsheet. It is only read.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="Where the new workbook goes.", show_default=False)],
    borough: Annotated[str, typer.Option(help="The borough's name or code.", show_default=False)],
    notes: Annotated[
        Path | None, typer.Option(help="Reading notes: your answers, and what was learnt.", show_default=False)
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(help="A CSV of what became of every cell.", show_default=False)
    ] = None,
    sheet: Annotated[list[str] | None, typer.Option(help="Read this sheet; may be given again.")] = None,
) -> None:
    """Begin from the spreadsheet the borough already has: a new workbook with its answers, each cell accounted for."""
    from outcomes_xl.workflows.adopt_workbook import adopt_workbook

    with plainly():
        made = adopt_workbook(theirs, to, borough, now(), notes=notes, accounts=accounts, sheets=tuple(sheet or ()))
        for sentence in made.sentences:
            typer.echo(sentence)
    if made.little_read:
        raise typer.Exit(1)


@app.command()
def carry(
    workbook: Annotated[
        Path, typer.Argument(help="The borough's workbook, closed. It is only read.", show_default=False)
    ],
    to: Annotated[Path, typer.Option("--to", help="Where the carried workbook goes.", show_default=False)],
    edition: Annotated[
        str,
        typer.Option(
            help="The framework's edition to carry it to, by its id (edition list shows them); without it, its own.",
            show_default=False,
        ),
    ] = "",
    accounts: Annotated[
        Path | None, typer.Option(help="A CSV of what became of every cell.", show_default=False)
    ] = None,
) -> None:
    """Carry a workbook in use to today's layout, and to another edition: a new file, every answer accounted for."""
    from outcomes_xl.workflows.carry_workbook import carry_to

    with plainly():
        for sentence in carry_to(workbook, to, now(), edition=edition, accounts=accounts):
            typer.echo(sentence)


for one in JOBS:
    if one.writes and not one.own_command:
        app.command(one.name)(command_of(one))


app.command("spine")(spine)
app.command("targets")(targets)
app.command("collate")(collate)
app.command("history")(history)
app.command("share")(share)
app.command("report")(report)
app.command("lite")(lite)
app.command("cohort")(cohort)


@app.command()
def highlight(
    workbook: Workbook,
    framework: Annotated[str, typer.Option(help="The framework, by its key or title, such as LOF.")] = "",
    edition: Annotated[str, typer.Option(help="One edition of it, such as 2026-07.", show_default="all")] = "",
    off: Annotated[bool, typer.Option("--off", help="Take the highlight away.")] = False,
) -> None:
    """Show in bold on the Framework sheet which of our metrics a national framework ties to, or take that away."""
    from outcomes_xl.workflows.highlight_framework import highlight

    with plainly():
        typer.echo(highlight(workbook, now(), framework, edition, off=off))


@app.command()
def smoke() -> None:
    """Ask each national statistics service one small question, and say whether it answers as this tool expects."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        words = {True: "As expected", False: "Not as expected", None: "Not asked"}
        unwell = False
        for seen in closed_workbook.smoke():
            typer.echo(f"{words[seen.well]}: {seen.service}: {seen.said}")
            unwell = unwell or seen.well is False
    raise typer.Exit(MUST_FIX if unwell else NOTHING_MUST_BE_FIXED)


@app.command()
def fetch(
    to: Annotated[
        Path | None, typer.Option(help="The folder to put the files in; without it, your settings' own.")
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="Only show each file, its name and its address.")] = False,
) -> None:
    """Get the publishers' files into your folder, and say which only you can get."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        if list_only:
            for line in closed_workbook.files_to_fetch():
                typer.echo(line)
            return
        done = closed_workbook.fetch(to)
        typer.echo(done.sentence)
        for line in done.lines():
            typer.echo(f"- {line}")
    raise typer.Exit(NOTHING_MUST_BE_FIXED if done.well else MUST_FIX)


@app.command()
def key(
    name: Annotated[
        str, typer.Argument(help="lg-inform-key, lg-inform-secret, or a connection's name.", show_default=False)
    ],
) -> None:
    """Put a key of your own into this computer's key store. It is asked for, and not shown while you type."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        typer.echo(closed_workbook.keep_key(name, typer.prompt("The key", hide_input=True)))


@app.command()
def changed(
    workbook: Workbook,
    run: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="<number>",
            help="The run to show; without it the last one.",
            show_default=False,
        ),
    ] = None,
    shown_as: As = Format.TEXT,
) -> None:
    """Show what the last job changed, or the run you name, sheet by sheet and line by line. Nothing is written."""
    from outcomes_xl.workflows import closed_workbook

    with plainly(shown_as):
        account = closed_workbook.changed(workbook, now(), run)
        if shown_as is Format.TEXT:
            from rich.console import Console

            from outcomes_xl.reports import terminal_text

            terminal_text.show_account(account, Console(highlight=False))
        else:
            from outcomes_xl.reports import json_csv

            as_text = json_csv.account_as_json if shown_as is Format.JSON else json_csv.account_as_csv
            typer.echo(as_text(account), nl=False)


@app.command()
def tables(
    workbook: Workbook,
    preview: Annotated[bool, typer.Option("--preview", help="Show what would happen and write nothing.")] = False,
) -> None:
    """Make every list an Excel table again, after another program saved the workbook without them."""
    from outcomes_xl.workflows.rebuild_tables import rebuild_tables

    with plainly():
        said, all_made = rebuild_tables(workbook, now(), preview=preview)
        for sentence in said:
            typer.echo(sentence)
        raise typer.Exit(NOTHING_MUST_BE_FIXED if all_made else MUST_FIX)


@app.command()
def build(
    to: Annotated[Path, typer.Option("--to", help="The folder to write the templates to.")] = Path("xlsx_templates"),
) -> None:
    """Build what officers receive: the borough workbook, the central file and the Excel add-in."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        for path in closed_workbook.build(to):
            typer.echo(f"Written: {path}")


@app.command()
def schema(
    sheet: Annotated[
        str | None, typer.Argument(help="A sheet, such as availability; without it, every sheet.", show_default=False)
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help="The file to write to.", show_default=False)] = None,
) -> None:
    """Show what shape a sheet's entries must have, as a pandera schema in YAML, or write it to a file."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        text = closed_workbook.schema(sheet)
        if to is None:
            typer.echo(text, nl=False)
        else:
            to.write_text(text, encoding="utf-8", newline="\n")
            typer.echo(f"Written: {to}")


DryRun = Annotated[bool, typer.Option("--dry-run", help="Say every step and do nothing.")]


@app.command()
def install(
    wheelhouse: Annotated[
        Path | None, typer.Option(help="The folder of packages that IT handed out; no internet is used.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Put the add-in into Excel and have the helper start when you sign in, for you alone."""
    from outcomes_xl.install import install_command

    with plainly():
        install_command.install(typer.echo, wheelhouse=wheelhouse, dry_run=dry_run)


@app.command()
def uninstall(
    dry_run: DryRun = False,
    settings: Annotated[bool, typer.Option("--settings", help="Take your settings and the helper's log too.")] = False,
) -> None:
    """Take away exactly what install put there. What was changed since is left and named."""
    from outcomes_xl.install import install_command

    with plainly():
        install_command.uninstall(typer.echo, settings=settings, dry_run=dry_run)


@app.command()
def doctor() -> None:
    """Say what is well, what is missing, and what to ask IT for. Nothing is changed."""
    from outcomes_xl.install import install_command

    with plainly():
        if not install_command.doctor(typer.echo):
            raise typer.Exit(MUST_FIX)


@app.command()
def helper(
    restart: Annotated[bool, typer.Option("--restart", help="End the helper that runs and take its place.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End the helper that runs.")] = False,
) -> None:
    """Be the helper that the buttons in Excel ask; it starts by itself when you sign in."""
    from outcomes_xl.helper import helper_command

    with plainly():
        typer.echo(helper_command.helper(restart=restart, stop=stop))


@app.command()
def demo(
    to: Annotated[Path, typer.Option("--to", help="The folder to make the demonstration in.")] = Path("demo"),
) -> None:
    """Make Merton's workbook and a central file, and do the three jobs on published figures."""
    from outcomes_xl.workflows.demonstration import demonstrate

    with plainly():
        demonstrate(to, now())


app.add_typer(lead)
app.add_typer(edition_commands)
app.add_typer(worklist)
app.add_typer(services)
app.add_typer(journeys)


def main() -> None:
    """Run the command line; the exit code is 0, 1, 2 or 3 as the documentation says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
