"""What every command of the command line shares: how a result is shown, how trouble is told, and the exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from outcomes_xl.workflows.closed_workbook import Done

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT, errno.EIO})

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
    with plainly():
        _show(done, shown_as, preview)
        sys.stdout.flush()  # a file on a full disk says so here, and not when nobody listens any more
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

            with suppress(OSError):
                typer.echo(trouble_as_json(str(trouble)))
        _say(str(trouble))
        raise typer.Exit(WRONG_USAGE if isinstance(trouble, WrongUsage) else CANNOT_USE) from None
    except (typer.Exit, typer.Abort):
        raise
    except BrokenPipeError:  # whoever read along has read enough, as “| more” and “| head” do
        _drop_what_cannot_be_shown()
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            _say(f"Something went wrong on our side, and nothing was saved. {_log()}")
        else:
            _say(
                f"Something could not be written ({error.strerror}). "
                "Check that there is room on the disk and that you may write there, then try again."
            )
            _drop_what_cannot_be_shown()
        raise typer.Exit(CANNOT_USE) from None
    except Exception:
        _say(f"Something went wrong on our side, and nothing was saved. {_log()}")
        raise typer.Exit(CANNOT_USE) from None


def _say(sentence: str) -> None:
    with suppress(OSError):  # where nothing can be written, the exit code alone has to say it
        typer.echo(sentence, err=True)


def _drop_what_cannot_be_shown() -> None:
    """Let go of what waits to be written to a full disk, or Python complains of it once more while it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log() -> str:
    """Write what went wrong to a file of its own, for whoever looks after the tool; say where it is, if it could be."""
    import traceback
    from tempfile import NamedTemporaryFile

    happened, path = traceback.format_exc(), None
    try:
        with NamedTemporaryFile(
            "w", prefix="outcomes-xl-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            path = Path(log.name)
            log.write(happened)
    except OSError:
        with suppress(OSError):
            if path is not None:
                path.unlink(missing_ok=True)
        return f"What happened could not be written down either; it was: {happened.strip().splitlines()[-1]}"
    return f"What happened is in {path}."
