"""A job done whole on a closed workbook: read it, do the job, play the patch, say where the backup is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .framework import load_framework
from .hosts import files
from .jobs.context import Context
from .model import Book, Result
from .model.trouble import CannotUse

Progress = Callable[[str], None]


class WrongUsage(Exception):
    """The command was given something it cannot work with. The text says what and what next."""


@dataclass(frozen=True)
class Done:
    """A job's result, and one sentence about what became of the file."""

    result: Result
    sentence: str


def check(workbook: Path, now: datetime, *, preview: bool = False, apply_fixes: bool = False) -> Done:
    from .jobs.check import check as job

    return _do(workbook, now, preview, lambda book, context, _: job(book, context, apply_fixes=apply_fixes))


def refresh(workbook: Path, central: Path, now: datetime, *, preview: bool = False) -> Done:
    from .jobs.refresh import refresh as job

    def deed(book: Book, context: Context, say: Progress) -> Result:
        say(f"Reading {central.name}")
        return job(book, files.read(central), context)

    return _do(workbook, now, preview, deed)


def availability(workbook: Path, sources: Path, now: datetime, *, preview: bool = False) -> Done:
    from .jobs.availability import availability as job
    from .jobs.availability import borough_of
    from .sources import look

    if sources.is_file():
        raise WrongUsage(f"{sources.name} is a file. Give the folder that holds the published CSV files.")
    if not sources.is_dir():
        raise WrongUsage(f"There is no folder {sources}. Give the folder that holds the published CSV files.")

    def deed(book: Book, context: Context, say: Progress) -> Result:
        borough = borough_of(book, context)
        return job(book, look(sources, context.framework, borough, now.date(), progress=say), context)

    return _do(workbook, now, preview, deed)


def undo(workbook: Path, now: datetime, *, preview: bool = False) -> Done:
    from .jobs.undo import undo as job

    return _do(workbook, now, preview, lambda book, context, _: job(book, context))


def new(workbook: Path, borough: str, now: datetime) -> str:
    """Make a new borough workbook; return the sentence that says so. An existing file is never written over."""
    from .building import borough_workbook
    from .jobs.new import new as job

    try:
        made = job(borough, Context(now=now, framework=load_framework()))
    except CannotUse as unknown:
        raise WrongUsage(str(unknown)) from None
    if workbook.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{workbook.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if not workbook.parent.is_dir():
        raise WrongUsage(f"There is no folder {workbook.parent}. Make it first, or choose another.")
    try:
        with workbook.open("xb") as out:
            out.write(borough_workbook(made.framework, made.borough))
    except FileExistsError:
        raise WrongUsage(f"{workbook.name} is already there. Choose another name; nothing was written.") from None
    return f"Made {workbook} for {made.borough.name}. Open it in Excel and begin on the Start sheet."


def build(folder: Path) -> list[Path]:
    """Build the templates; in a checkout, the officers' pages of the rules too. Return what was written."""
    from .building import build as templates
    from .reports.rule_pages import write_rule_pages

    written = templates(folder)
    pages = folder.resolve().parent / "docs" / "officers" / "rules"
    return [*written, *write_rule_pages(pages)] if pages.is_dir() else written


def _do(workbook: Path, now: datetime, preview: bool, job: Callable[[Book, Context, Progress], Result]) -> Done:
    with _spinner() as say:
        say(f"Reading {workbook.name}")
        book = files.read(workbook)
        result = job(book, Context(now=now, framework=load_framework()), say)
        if preview:
            return Done(result, f"This was a preview: nothing was written.{_would_stop(workbook, result)}")
        if not result.patch:
            return Done(result, "Nothing needed writing; the workbook is as it was.")
        say(f"Writing {workbook.name}")
        written = files.write(workbook, result.patch, now)
        return Done(result, f"Saved {written.path}. The workbook as it was before: {written.backup}")


def _would_stop(workbook: Path, result: Result) -> str:
    """Return what would keep a patch from being written, such as merged cells; "" when nothing would."""
    try:
        files.play(workbook.read_bytes(), result.patch, workbook.name)
    except CannotUse as trouble:
        return f" Without --preview it would stop here. {trouble}"
    return ""


@contextmanager
def _spinner() -> Iterator[Progress]:
    """Show what is being done while it is done, on a terminal only; a file or another program sees nothing of it."""
    import sys

    if not sys.stderr.isatty():
        yield lambda sentence: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda sentence: status.update(sentence)
