"""The command that lets a workbook carry the pane of xlwings Lite."""

from __future__ import annotations

from typing import Annotated

import typer

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import now, plainly
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.model.cannot_use import WrongUsage


def lite(
    workbook: Workbook,
    code: Annotated[
        CodeFrom | None,
        typer.Option(
            help="Where the pane takes our code from: the workbook, a package index, or a file beside it.",
            show_default="as before; inside at first",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of code for xlwings Lite that is not ours.")
    ] = False,
    off: Annotated[bool, typer.Option("--off", help="Take the pane out again.")] = False,
) -> None:
    """Let a workbook bring the same buttons for Excel on a Mac and on the web, in the pane of xlwings Lite."""
    from outcomes_xl.workflows.lite_workbook import put_pane_in, take_pane_out

    with plainly():
        if off and (replace or code):
            raise WrongUsage("With --off nothing else can be chosen: it takes the pane out.")
        typer.echo(take_pane_out(workbook, now()) if off else put_pane_in(workbook, now(), code, replace=replace))
