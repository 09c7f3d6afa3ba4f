"""A job done whole on a closed workbook: read it, do the job, play the patch, say where the backup is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.carry.layout_marker import BRINGS_THE_LAYOUT
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.registry import job
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.run_job import Around, Progress, run_job

if TYPE_CHECKING:
    from outcomes_xl.jobs.changed import Account
    from outcomes_xl.sources.fetch.fetched import Round
    from outcomes_xl.sources.online.api_keys import Key
    from outcomes_xl.sources.online.smoke_test import Seen


_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Done:
    """A job's result, and one sentence about what became of the file; ``refused`` when it did not do what was asked."""

    result: Result
    sentence: str
    refused: bool = False


def do_job(name: str, workbook: Path, now: datetime, *, preview: bool = False, **choices: Any) -> Done:
    """Do a job of the registry whole on a closed workbook, with what was chosen for it."""

    def doing(book: Book, say: Progress) -> Result:
        return run_job(job(name), book, Around(now, workbook.absolute().parent, say=say, choices=choices))

    if name == BRINGS_THE_LAYOUT:
        return _in_todays_layout(workbook, now, preview, doing)
    return on_workbook(workbook, now, preview, doing)


def _in_todays_layout(workbook: Path, now: datetime, preview: bool, doing: Callable[[Book, Progress], Result]) -> Done:
    """Do a job that also brings a workbook in use to today's layout; one that cannot be brought keeps its own."""
    from outcomes_xl.workflows.carry_and_refresh import LayoutKept, carry_and_refresh

    with _spinner() as say, alone(workbook, "outcomes-xl", say):
        say(f"Reading {workbook.name}")
        done = carry_and_refresh(workbook, now, preview, lambda book: doing(book, say))
    if not isinstance(done, LayoutKept):
        return Done(*done)
    plain = on_workbook(workbook, now, preview, doing)
    return replace(plain, sentence=f"{plain.sentence}{done.why}")


def changed(workbook: Path, now: datetime, run: int | None = None) -> Account:
    from outcomes_xl.jobs.changed import changed

    book = files.read(workbook)
    return changed(book, Context(now=now, framework=framework_of(book)), run)


def smoke() -> Iterator[Seen]:
    """Ask each national service one small question, keeping nothing; give what each answers as it comes."""
    from outcomes_xl.sources.online.service_client import Client
    from outcomes_xl.sources.online.smoke_test import smoke as questions

    with Client() as client:
        yield from questions(client)


def fetch(to: Path | None = None) -> Round:
    """Get published files into a folder, the settings' own without one; Ctrl+C stops, and the next time goes on."""
    from outcomes_xl.settings import load
    from outcomes_xl.workflows.get_published_files import get_published_files

    with _spinner() as say:
        return get_published_files(load(), say, to=to)


def files_to_fetch() -> Iterator[str]:
    """Give a line for each published file: its name in the settings, its title, and its address or page."""
    from outcomes_xl.settings import load
    from outcomes_xl.workflows.get_published_files import listed

    for one in listed(load()):
        where = one.address or f"needs you: {one.landing_page or one.note}"
        yield f"{one.id}: {one.publisher}, {one.title}. {where}"


def keep_key(name: str, text: str) -> str:
    """Put a key of the user's into the operating system's key store; return the sentence that says so."""
    from outcomes_xl.sources.online.api_keys import KEYS, keep

    key = next((one for one in KEYS if one.name == name), None) or _password_of(name)
    if key is None:
        known = ", ".join(one.name for one in KEYS)
        raise WrongUsage(f"There is no key “{name}”. Known are: {known}; and the connections on this computer.")
    keep(key, text)
    return f"The {key.called} is in this computer's key store. It is never written to a workbook or a log."


def _password_of(name: str) -> Key | None:
    """The password of a connection, as a key: the connection is defined in the user's own settings."""
    from outcomes_xl.sources.local.connections import CONNECTION, load_connections
    from outcomes_xl.sources.online.api_keys import Key

    known = next((one for one in load_connections().by_name if one.casefold() == name.casefold()), None)
    return Key(f"{CONNECTION}{known}", "OUTCOMES_XL_PASSWORD", f"password of {known}") if known else None


def new(workbook: Path, borough: str, now: datetime, edition: str = "", *, lite: bool = False) -> str:
    """Make a new borough workbook; return the sentence that says so. An existing file is never written over.

    ``edition`` is the framework's, by its id; without it the one in force. With ``lite`` it carries the pane of xlwings
    Lite.
    """
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.hosts.files.write_new_file import put
    from outcomes_xl.jobs.new import new as job

    try:
        made = job(borough, Context(now=now, framework=load_framework(edition=edition or None)))
    except CannotUse as unknown:
        raise WrongUsage(str(unknown)) from None
    except KeyError as unknown:
        raise WrongUsage(str(unknown.args[0])) from None
    if workbook.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{workbook.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if not workbook.parent.is_dir():
        raise WrongUsage(f"There is no folder {workbook.parent}. Make it first, or choose another.")
    if workbook.exists():
        raise WrongUsage(f"{workbook.name} is already there. Choose another name; nothing was written.")
    data = borough_workbook(made.framework, made.borough)
    if lite:
        from outcomes_xl.workflows.lite_workbook import with_pane

        data = with_pane(data, workbook.name).data
    put(workbook, data, now)
    along = " It brings the buttons along in the pane of xlwings Lite." if lite else ""
    return f"Made {workbook} for {made.borough.name}.{along} Open it in Excel and begin on the Start sheet."


def build(folder: Path) -> list[Path]:
    """Build the templates and the add-in; in a checkout, the rules' pages, and the lists of what our templates hold.

    Those are their formulas, words and marks. Return what was written.
    """
    from outcomes_xl.building import build as templates
    from outcomes_xl.carry.known_marks import add_marks
    from outcomes_xl.formulas.known_formulas import add_formulas
    from outcomes_xl.reading.known_words import add_words
    from outcomes_xl.reports.rule_pages import write_rule_pages
    from outcomes_xl.workflows.our_marks import marks_of_a_template

    written = templates(folder)
    pages = folder.resolve().parent / "docs" / "officers" / "rules"
    if not pages.is_dir():
        return written
    templates_ = [path for path in written if path.suffix == ".xlsx"]
    books = [files.read(path) for path in templates_]
    marks = add_marks(_DATA, (mark for path in templates_ for mark in marks_of_a_template(path)))
    words = add_words(_DATA, [*books, _with_all_sheets()])
    return [*written, *write_rule_pages(pages), add_formulas(_DATA, books), words, marks]


def _with_all_sheets() -> Book:
    """Return a borough workbook with the sheets that only a job adds; their words are ours as well."""
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.reading.layouts import layout

    only_added = [shape for shape in layout("borough") if shape.on_demand]
    whole = {shape.key: [{shape.columns[0].field: "a row"}] for shape in only_added}
    return files.read_bytes(borough_workbook(load_framework(), whole=whole), "all sheets.xlsx")


def schema(sheet: str | None) -> str:
    """Return the schema of a sheet, or of each sheet of the borough workbook, as pandera's YAML."""
    from outcomes_xl.reading.layouts import layout, sheet_named
    from outcomes_xl.reading.schemas import as_yaml

    return as_yaml([sheet_named(sheet)] if sheet else layout("borough").with_tables, load_framework())


def on_workbook(workbook: Path, now: datetime, preview: bool, doing: Callable[[Book, Progress], Result]) -> Done:
    """Do a job whole: read the workbook, do it, write what it changes; a preview says what would stop that."""
    with _spinner() as say:
        if preview:
            _, result = _looked(workbook, doing, say)
            return Done(result, f"This was a preview: nothing was written.{_would_stop(workbook, result)}")
        with alone(workbook, "outcomes-xl", say):
            opened, result = _looked(workbook, doing, say)
            if not result.patch:
                return Done(result, "Nothing needed writing; the workbook is as it was.")
            say(f"Writing {workbook.name}")
            written = files.write(workbook, result.patch, now, recalculate, opened)
        return Done(result, f"Saved {written.path}. The workbook as it was before: {written.backup}")


def _looked(
    workbook: Path, doing: Callable[[Book, Progress], Result], say: Progress
) -> tuple[files.OpenedWorkbook, Result]:
    say(f"Reading {workbook.name}")
    opened = files.open_workbook(workbook)
    return opened, doing(opened.book, say)


def _would_stop(workbook: Path, result: Result) -> str:
    """Return what would keep a patch from being written, such as merged cells; "" when nothing would."""
    try:
        files.play(workbook.read_bytes(), result.patch, workbook.name, recalculate)
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
