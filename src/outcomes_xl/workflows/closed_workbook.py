"""A job done whole on a closed workbook: read it, do the job, play the patch, say where the backup is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import CannotUse

if TYPE_CHECKING:
    from outcomes_xl.framework.entries import Framework
    from outcomes_xl.jobs.changed import Account
    from outcomes_xl.sources import Source
    from outcomes_xl.sources.online.api_keys import Key
    from outcomes_xl.sources.online.smoke_test import Seen

Progress = Callable[[str], None]


class WrongUsage(Exception):
    """The command was given something it cannot work with. The text says what and what next."""


@dataclass(frozen=True)
class Done:
    """A job's result, and one sentence about what became of the file; ``refused`` when it did not do what was asked."""

    result: Result
    sentence: str
    refused: bool = False


def check(workbook: Path, now: datetime, *, preview: bool = False, apply_fixes: bool = False) -> Done:
    from outcomes_xl.jobs.check import check as job

    return on_workbook(workbook, now, preview, lambda book, context, _: job(book, context, apply_fixes=apply_fixes))


def refresh(
    workbook: Path,
    central: str | Path | None,
    now: datetime,
    *,
    preview: bool = False,
    older_is_fine: bool = False,
    kept_copy: bool = False,
) -> Done:
    """Refresh from a file or an https:// address; without one from the user's settings, else from the place the
    workbook names, once that is trusted. ``kept_copy`` uses the copy fetched last.
    """
    from outcomes_xl.jobs.refresh.refresh_job import refresh as job
    from outcomes_xl.workflows.get_central_file import obtain

    def deed(book: Book, context: Context, say: Progress) -> Result:
        say("Fetching the central file")
        found = obtain(central, book, workbook.absolute().parent, now, kept_copy=kept_copy)
        result = job(book, found.book, context, older_is_fine)
        return replace(result, summary=f"{result.summary} {found.sentence}") if found.sentence else result

    return on_workbook(workbook, now, preview, deed)


def decide(workbook: Path, now: datetime, *, preview: bool = False) -> Done:
    from outcomes_xl.jobs.decide import decide as job

    return on_workbook(workbook, now, preview, lambda book, context, _: job(book, context))


def changed(workbook: Path, now: datetime, run: int | None = None) -> Account:
    from outcomes_xl.jobs.changed import changed as job

    return job(files.read(workbook), Context(now=now, framework=load_framework()), run)


def availability(
    workbook: Path,
    sources: Path | None,
    now: datetime,
    *,
    online: bool = False,
    offline: bool = False,
    answers: Path | None = None,
    preview: bool = False,
) -> Done:
    """Look in published files, in the national services and in the borough's own sources, and fill in what was found.

    The borough's own are those on the workbook's sheet Sources; they are looked in whenever there are some.
    ``offline`` uses the services' kept answers only, however old; ``answers`` is the folder they are kept in.
    """
    from outcomes_xl.sources import Folder
    from outcomes_xl.workflows.look_for_figures import NowhereToLook, look_and_fill

    if online and offline:
        raise WrongUsage("--online and --offline are opposites. Give one of them.")
    if sources is not None and sources.is_file():
        raise WrongUsage(f"{sources.name} is a file. Give the folder that holds the published CSV files.")
    if sources is not None and not sources.is_dir():
        raise WrongUsage(f"There is no folder {sources}. Give the folder that holds the published CSV files.")

    def deed(book: Book, context: Context, say: Progress) -> Result:
        framework = context.framework
        with ExitStack() as open_for_the_run:
            asked: list[Source] = [] if sources is None else [Folder(sources, framework)]
            if online or offline:
                asked += open_for_the_run.enter_context(_national(framework, offline, answers))
            try:
                return look_and_fill(book, context, asked, workbook.absolute().parent, say, answers)
            except NowhereToLook:
                raise WrongUsage(
                    "Say where to look: --sources with a folder of published files, --online, or both; or say on the "
                    "sheet Sources where your own data sits."
                ) from None

    return on_workbook(workbook, now, preview, deed)


@contextmanager
def _national(framework: Framework, offline: bool, answers: Path | None) -> Iterator[Sequence[Source]]:
    """The national services as sources, with this user's own choices and keys, open for one run."""
    from outcomes_xl.sources.local.connections import settings_folder
    from outcomes_xl.sources.online.data_set_choices import read_choices
    from outcomes_xl.sources.online.national_services import national, open_run
    from outcomes_xl.sources.online.routes import NotAnAddress

    with open_run(answers, offline=offline) as client:
        try:
            yield national(framework, client, choices=read_choices(settings_folder()))
        except NotAnAddress as slip:
            raise WrongUsage(str(slip)) from None


def smoke() -> Iterator[Seen]:
    """Ask each national service one small question, keeping nothing; give what each answers as it comes."""
    from outcomes_xl.sources.online.http_client import Client
    from outcomes_xl.sources.online.smoke_test import smoke as questions

    with Client() as client:
        yield from questions(client)


def keep_key(name: str, text: str) -> str:
    """Put a key of the user's into the operating system's key store; return the sentence that says so."""
    from outcomes_xl.sources.online.api_keys import KEYS, NoKeyStore, keep

    key = next((one for one in KEYS if one.name == name), None) or _password_of(name)
    if key is None:
        known = ", ".join(one.name for one in KEYS)
        raise WrongUsage(f"There is no key “{name}”. Known are: {known}; and the connections on this computer.")
    try:
        keep(key, text)
    except NoKeyStore:
        raise WrongUsage(
            f"This computer has no key store this tool can use. Set {key.variable} in your environment instead."
        ) from None
    return f"The {key.called} is in this computer's key store. It is never written to a workbook or a log."


def _password_of(name: str) -> Key | None:
    """The password of a connection, as a key: the connection is defined in the user's own settings."""
    from outcomes_xl.sources.local.connections import CONNECTION, load_connections
    from outcomes_xl.sources.online.api_keys import Key

    known = next((one for one in load_connections().by_name if one.casefold() == name.casefold()), None)
    return Key(f"{CONNECTION}{known}", "OUTCOMES_XL_PASSWORD", f"password of {known}") if known else None


def undo(workbook: Path, now: datetime, *, preview: bool = False) -> Done:
    from outcomes_xl.jobs.undo import undo as job

    return on_workbook(workbook, now, preview, lambda book, context, _: job(book, context))


def new(workbook: Path, borough: str, now: datetime) -> str:
    """Make a new borough workbook; return the sentence that says so. An existing file is never written over."""
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.jobs.new import new as job

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
    """Build the templates and the add-in; in a checkout, the pages of the rules too. Return what was written."""
    from outcomes_xl.building import build as templates
    from outcomes_xl.reports.rule_pages import write_rule_pages

    written = templates(folder)
    pages = folder.resolve().parent / "docs" / "officers" / "rules"
    return [*written, *write_rule_pages(pages)] if pages.is_dir() else written


def schema(sheet: str | None) -> str:
    """Return the schema of a sheet, or of each sheet of the borough workbook, as pandera's YAML."""
    from outcomes_xl.reading.layouts import layout, sheet_named
    from outcomes_xl.reading.schemas import as_yaml

    return as_yaml([sheet_named(sheet)] if sheet else layout("borough").with_tables, load_framework())


def on_workbook(workbook: Path, now: datetime, preview: bool, job: Callable[[Book, Context, Progress], Result]) -> Done:
    """Do a job whole: read the workbook, do it, write what it changes; a preview says what would stop that."""
    with _spinner() as say:
        if preview:
            result = _looked(workbook, now, job, say)
            return Done(result, f"This was a preview: nothing was written.{_would_stop(workbook, result)}")
        with alone(workbook, "outcomes-xl", say):
            result = _looked(workbook, now, job, say)
            if not result.patch:
                return Done(result, "Nothing needed writing; the workbook is as it was.")
            say(f"Writing {workbook.name}")
            written = files.write(workbook, result.patch, now)
        return Done(result, f"Saved {written.path}. The workbook as it was before: {written.backup}")


def _looked(workbook: Path, now: datetime, job: Callable[[Book, Context, Progress], Result], say: Progress) -> Result:
    say(f"Reading {workbook.name}")
    return job(files.read(workbook), Context(now=now, framework=load_framework()), say)


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
