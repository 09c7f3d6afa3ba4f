"""The command that makes a copy to share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import As, Format, Preview, finish, now
from outcomes_xl.cli.typed_values import whole_number

if TYPE_CHECKING:
    from outcomes_xl.workflows.closed_workbook import Done


def share(
    workbook: Workbook,
    to: Annotated[Path, typer.Option(help="The copy to make, such as Merton-to-share.xlsx.", show_default=False)],
    threshold: Annotated[
        int, typer.Option(parser=whole_number, metavar="<number>", help="Counts of your own below this are withheld.")
    ] = 6,
    anyway: Annotated[
        str, typer.Option(help="Why a copy is made although something must be mended first.", show_default=False)
    ] = "",
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Look through the whole workbook for what must not leave the borough, and make a copy that is safe to send."""
    from outcomes_xl.workflows.share_workbook import share as shared

    def deed() -> Done:
        return shared(workbook, to, now(), threshold=threshold, anyway=anyway, preview=preview)

    finish(shown_as, preview, deed)
