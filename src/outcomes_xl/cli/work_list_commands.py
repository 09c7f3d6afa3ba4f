"""The commands of the work list: what is open, by holder, as text or as a small workbook; and taking one back in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outcomes_xl.cli.job_commands import Workbook
from outcomes_xl.cli.terminal import As, Format, Preview, finish, now, plainly


class _ListsUnlessTold(TyperGroup):
    """A group whose command may be left out where a workbook is named: then it lists."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["list", *args])


worklist = typer.Typer(
    name="worklist",
    cls=_ListsUnlessTold,
    help="List what is open on Data availability, by who holds it; send it as a small workbook, and take it back in.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@worklist.command("list")
def list_open(
    workbook: Workbook,
    holder: Annotated[str, typer.Option(help="Only what this team or partner holds.", show_default="everybody")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="A new .xlsx to send.", show_default=False)] = None,
    by: Annotated[
        str, typer.Option("--by", help="The day you ask it back by, as you would write it.", show_default=False)
    ] = "",
    shown_as: As = Format.TEXT,
) -> None:
    """List what is open, or write it to a small workbook to send. The word list may be left out."""
    from outcomes_xl.reports import work_list_text
    from outcomes_xl.workflows import exchange_work_list

    with plainly(shown_as):
        work = exchange_work_list.listed(workbook, now(), holder, by)
        as_text = {Format.TEXT: work_list_text.as_text, Format.JSON: work_list_text.as_json}
        said = exchange_work_list.written(work, to, now()) if to else ""
        typer.echo(as_text.get(shown_as, work_list_text.as_csv)(work), nl=False)
        if said:
            typer.echo(said, err=shown_as is not Format.TEXT)


@worklist.command("take")
def take(
    file: Annotated[Path, typer.Argument(help="The work list that came back.", show_default=False)],
    into: Annotated[Path, typer.Option("--into", help="The borough's workbook, closed.", show_default=False)],
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Take the answers of a work list into the workbook it was made from. What both sides changed is asked."""
    from outcomes_xl.workflows import exchange_work_list

    finish(shown_as, preview, lambda: exchange_work_list.taken(file, into, now(), preview=preview))
