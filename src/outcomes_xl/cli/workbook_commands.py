"""Commands about one workbook that are no job: a new one, one from the borough's own spreadsheet, what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import MUST_FIX, NOTHING_MUST_BE_FIXED, As, Format, now, plainly
from outcomes_xl.cli.typed_values import whole_number


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
