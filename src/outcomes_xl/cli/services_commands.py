"""The commands of services: what they leave open, and a directory brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import As, Format, Preview, finish, now


class _ShowsUnlessTold(TyperGroup):
    """A group whose command may be left out where a workbook is named: then it shows."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


services = typer.Typer(
    name="services",
    cls=_ShowsUnlessTold,
    help="Show which outcomes no service claims and what else is missing; bring a directory of services in.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@services.command("show")
def show(workbook: Workbook, preview: Preview = False, shown_as: As = Format.TEXT) -> None:
    """Write the sheets Service gaps and Service matrix. The word show may be left out."""
    from outcomes_xl.workflows.closed_workbook import do_job

    finish(shown_as, preview, lambda: do_job("services", workbook, now(), preview=preview))


@services.command("import")
def import_(
    directory: Annotated[
        Path,
        typer.Argument(
            help="A directory of services: CSV, Excel or Open Referral UK (.json), or a folder of its pages.",
            show_default=False,
        ),
    ],
    into: Annotated[Path, typer.Option("--into", help="The borough's workbook, closed.", show_default=False)],
    accounts: Annotated[
        Path | None, typer.Option(help="A CSV of what became of every record.", show_default=False)
    ] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Bring every service that has ended, however many.")] = False,
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Bring services in from a directory; again, and what changed there comes along. What is yours stays."""
    from outcomes_xl.workflows.import_services import imported

    finish(
        shown_as,
        preview,
        lambda: imported(directory, into, now(), accounts=accounts, ended=ended, preview=preview),
    )
