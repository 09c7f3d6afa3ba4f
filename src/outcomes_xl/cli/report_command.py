"""The command that writes a report for a board."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.terminal import now, plainly


def report(
    workbook: Annotated[
        Path, typer.Argument(help="The borough's workbook, closed. It is only read.", show_default=False)
    ],
    to: Annotated[
        Path,
        typer.Option("--to", help="The report, such as board.docx, board.html or board.xlsx.", show_default=False),
    ],
    domain: Annotated[str, typer.Option(help="One domain's page alone, such as Learning.", show_default="all")] = "",
    service: Annotated[
        str, typer.Option(help="A service's commissioning schedule instead, by its name or id.", show_default=False)
    ] = "",
) -> None:
    """Write a report for a board: a page a domain, the framework's view, or a service's commissioning schedule."""
    from outcomes_xl.workflows.write_report import write_report

    with plainly():
        for sentence in write_report(workbook, to, now(), domain, service):
            typer.echo(sentence)
