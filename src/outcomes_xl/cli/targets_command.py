"""The command of targets: their sheet in the workbook, and the page for those who have no workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import As, Format, Preview, finish, now


def targets(
    workbook: Workbook,
    page: Annotated[
        Path | None, typer.Option(help="Write it as a page as well, such as targets.html.", show_default=False)
    ] = None,
    charts: Annotated[
        Path | None,
        typer.Option(help="Write it as a workbook with Excel's own charts, such as targets.xlsx.", show_default=False),
    ] = None,
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Say where every target stands beside its path: on it, above, below, or too near to say."""
    from outcomes_xl.workflows.show_targets import show_targets

    finish(shown_as, preview, lambda: show_targets(workbook, now(), page, charts, preview=preview))
