"""The commands of editions: which there are, one made from a file, two compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.terminal import As, Format, now, plainly

edition = typer.Typer(
    name="edition",
    help="List the framework's editions, compare two of them, or make one from a spreadsheet.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@edition.command("list")
def list_editions() -> None:
    """List the editions this copy of the tool has."""
    from outcomes_xl.workflows import edition_answers

    with plainly():
        for line in edition_answers.listed():
            typer.echo(line)


@edition.command("diff")
def diff(
    one: Annotated[str, typer.Argument(help="An edition's id, or its folder.", show_default=False)],
    other: Annotated[str, typer.Argument(help="The edition to compare it with.", show_default=False)],
    shown_as: As = Format.TEXT,
) -> None:
    """Say what became of each outcome and metric from one edition to another, in words, or as a table."""
    from outcomes_xl.workflows import edition_answers

    shown = {Format.TEXT: edition_answers.as_text, Format.CSV: edition_answers.as_csv}
    with plainly(shown_as):
        typer.echo(shown.get(shown_as, edition_answers.as_json)(edition_answers.compared(one, other)), nl=False)


@edition.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The framework: .xlsx or .csv, under our headings.", show_default=False)],
    own_id: Annotated[str, typer.Option("--id", help="The new edition's id.", show_default=False)],
    follows: Annotated[str, typer.Option("--from", help="The edition it follows, by its id.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="The folder to make.", show_default=False)],
    title: Annotated[str, typer.Option(help="What it is called on Start.", show_default="its id")] = "",
    release: Annotated[str, typer.Option(help="Its first release's id.", show_default="this month's")] = "",
) -> None:
    """Make an edition's folder from a spreadsheet or CSV; what cannot be used is named, cell by cell."""
    from outcomes_xl.workflows.import_edition import import_edition

    with plainly():
        for sentence in import_edition(file, own_id, follows, to, now(), title=title, release=release):
            typer.echo(sentence)
