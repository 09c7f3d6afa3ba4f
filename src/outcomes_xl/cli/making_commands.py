"""Commands that make what officers receive: templates, a demonstration, the shape of a sheet's entries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.terminal import now, plainly


def build(
    to: Annotated[Path, typer.Option("--to", help="The folder to write the templates to.")] = Path("xlsx_templates"),
) -> None:
    """Build what officers receive: the borough workbook, the central file and the Excel add-in."""
    from outcomes_xl.workflows import closed_workbook

    with plainly():
        for path in closed_workbook.build(to):
            typer.echo(f"Written: {path}")


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


def demo(
    to: Annotated[Path, typer.Option("--to", help="The folder to make the demonstration in.")] = Path("demo"),
) -> None:
    """Make Merton's workbook and a central file, and do the three jobs on published figures."""
    from outcomes_xl.workflows.demonstration import demonstrate

    with plainly():
        demonstrate(to, now())
