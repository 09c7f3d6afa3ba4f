"""What every command of the command line shares: how a result is shown, how trouble is told, and the exit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from outcomes_xl.workflows.closed_workbook import Done

NOTHING_MUST_BE_FIXED, MUST_FIX, WRONG_USAGE, CANNOT_USE = 0, 1, 2, 3


class Format(StrEnum):
    """How a result is shown."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


Preview = Annotated[bool, typer.Option("--preview", help="Show what would happen and write nothing.")]
As = Annotated[Format, typer.Option("--format", help="How to show the result.")]


def now() -> datetime:
    """Return this minute, by this computer's clock: the one place where a command asks for it."""
    return datetime.now().replace(second=0, microsecond=0)


def finish(shown_as: Format, preview: bool, deed: Callable[[], Done]) -> None:
    """Do a deed, show its result, and leave with the exit code that says how it came out."""
    with plainly(shown_as):
        done = deed()
    _show(done, shown_as, preview)
    raise typer.Exit(MUST_FIX if done.result.must_fix or done.refused else NOTHING_MUST_BE_FIXED)


def _show(done: Done, shown_as: Format, preview: bool) -> None:
    if shown_as is Format.TEXT:
        from rich.console import Console

        from outcomes_xl.reports import terminal_text

        console = Console(highlight=False)
        terminal_text.show(done.result, console, preview=preview)
        if done.sentence:
            console.print()
            console.print(done.sentence, markup=False, soft_wrap=True)
        return
    from outcomes_xl.reports import json_csv

    typer.echo(json_csv.as_json(done.result) if shown_as is Format.JSON else json_csv.as_csv(done.result), nl=False)


@contextmanager
def plainly(shown_as: Format = Format.TEXT) -> Iterator[None]:
    """Say in one plain sentence why something cannot be done, and leave with the code for it; never a traceback."""
    from outcomes_xl.model.cannot_use import CannotUse, WrongUsage

    try:
        yield
    except CannotUse as trouble:
        if shown_as is Format.JSON:
            from outcomes_xl.reports.json_csv import trouble_as_json

            typer.echo(trouble_as_json(str(trouble)))
        typer.echo(str(trouble), err=True)
        raise typer.Exit(WRONG_USAGE if isinstance(trouble, WrongUsage) else CANNOT_USE) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception:
        typer.echo(f"Something went wrong on our side, and nothing was saved. What happened is in {_log()}.", err=True)
        raise typer.Exit(CANNOT_USE) from None


def _log() -> Path:
    """Write what went wrong to a file of its own, for whoever looks after the tool; return where it is."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="outcomes-xl-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return Path(log.name)
