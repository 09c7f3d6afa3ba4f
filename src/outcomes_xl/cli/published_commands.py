"""Commands about what publishers give: their files, their services, and the keys to those."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.terminal import MUST_FIX, NOTHING_MUST_BE_FIXED, plainly


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


def key(
    name: Annotated[
        str, typer.Argument(help="lg-inform-key, lg-inform-secret, or a connection's name.", show_default=False)
    ],
) -> None:
    """Put a key of your own into this computer's key store. It is asked for, and not shown while you type."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        typer.echo(closed_workbook.keep_key(name, typer.prompt("The key", hide_input=True)))
