"""The command of the spine: its two sheets in the workbook, and the page for those who have no workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import As, Format, Preview, finish, now

if TYPE_CHECKING:
    from outcomes_xl.workflows.closed_workbook import Done


def spine(
    workbook: Workbook,
    framework: Annotated[
        str, typer.Option(help="One national framework, by its key or title, such as LOF.", show_default="all")
    ] = "",
    edition: Annotated[str, typer.Option(help="One edition of it, such as 2026-07.", show_default="all")] = "",
    page: Annotated[
        Path | None, typer.Option(help="Write it as a page as well, such as spine.html.", show_default=False)
    ] = None,
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Show how far each national framework is covered by ours, edition by edition, and what is left over."""
    from outcomes_xl.workflows.show_spine import show_spine

    def deed() -> Done:
        return show_spine(workbook, now(), framework, edition, page, preview=preview)

    finish(shown_as, preview, deed)
