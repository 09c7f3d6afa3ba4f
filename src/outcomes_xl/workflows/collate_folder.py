"""Many boroughs' workbooks put together: the picture as a workbook, a page, CSV tables and a history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.history.history_file import earlier_picture
from outcomes_xl.london.all_tables import DICTIONARY, Collated, collated, csv_files
from outcomes_xl.london.ledger import LedgerLine, settle
from outcomes_xl.london.picture import Picture
from outcomes_xl.model.cannot_use import Stopped, WrongUsage
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.workflows.folder_of_returns import Tell, read_folder
from outcomes_xl.workflows.london_history import kept_readings, with_today
from outcomes_xl.write_whole import put_in_place, written_beside

MARK = b"outcomes_xl London picture"
"""What every file this command writes says of itself: another file of that name is never written over."""


@dataclass(frozen=True)
class Outputs:
    """Where the picture goes: a workbook, and what else is asked for."""

    workbook: Path
    page: Path | None = None
    tables: Path | None = None
    pages: Path | None = None
    history: Path | None = None

    @property
    def all_files(self) -> frozenset[Path]:
        """Every file, and the folders of the tables and of the boroughs' pages."""
        found = [self.workbook, self.page, self.tables, self.pages, self.history]
        return frozenset(path.resolve() for path in found if path is not None)


@dataclass(frozen=True)
class PutTogether:
    """What was done: the picture with its tables, and each file written."""

    made: Collated
    written: tuple[Path, ...]

    def sentences(self) -> Iterator[str]:
        """Yield what the lead is told: how many are in, each file that is not, and what was written."""
        ledger = self.made.ledger
        taken = [line for line in ledger if line.taken]
        yield f"{counted(len(ledger), 'file')} looked at: {counted(len(taken), 'borough')} in the picture."
        for line in ledger:
            if not line.taken or line.kind != "taken":
                yield f"- {line.file}: {line.became}"
        for path in self.written:
            yield f"Written: {path}"


def collate(
    folder: Path, to: Outputs, today: date, *, since: date | None = None, tell: Tell = lambda _: None
) -> PutTogether:
    """Read every workbook of a folder and write the picture. Nothing is written unless everything can be.

    Raises one of the CannotUse family: Stopped after Ctrl+C, with everything as it was.
    """
    _may_be_written(to)
    try:
        made, contents = _made(folder, to, today, since, tell)
    except KeyboardInterrupt:
        raise Stopped from None
    _write(contents)
    return PutTogether(made, tuple(contents))


def _made(
    folder: Path, to: Outputs, today: date, since: date | None, tell: Tell
) -> tuple[Collated, Mapping[Path, bytes]]:
    """Return the picture and the content of every file to write."""
    framework = load_framework()
    kept = kept_readings(to.history, framework)
    read = read_folder(folder, framework, ours=to.all_files, kept=kept, tell=tell)
    ledger, taken = settle(read.seen, framework)
    picture = Picture(taken, framework)
    made = _compared(picture, ledger, to.history, today, since)
    contents = _contents(made, to)
    if to.history is not None:
        contents[to.history] = with_today(to.history, picture, read, len(ledger), today)
    return made, contents


def _compared(
    picture: Picture, ledger: tuple[LedgerLine, ...], history: Path | None, today: date, since: date | None
) -> Collated:
    """Return the tables; what changed is among them where the history has an earlier picture."""
    if since is not None and history is None:
        raise WrongUsage("What changed since a day is told from a history: name it with --history.")
    found = earlier_picture(history, today, since) if history is not None else None
    if found is None and since is not None:
        raise WrongUsage(f"The history has no picture from {shown(since)} or before.")
    return collated(picture, ledger, found[1], shown(found[0])) if found else collated(picture, ledger)


def _contents(made: Collated, to: Outputs) -> dict[Path, bytes]:
    from outcomes_xl.building.london import london_workbook
    from outcomes_xl.reports.london_page import borough_pages, london_page

    contents = {to.workbook: london_workbook(made)}
    if to.page is not None:
        contents[to.page] = london_page(made).encode()
    if to.pages is not None:
        contents |= {to.pages / _file_name(name): page.encode() for name, page in borough_pages(made).items()}
    if to.tables is not None:
        contents |= {to.tables / name: content for name, content in csv_files(made.tables).items()}
    return contents


def _file_name(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|]', " ", name)


def _write(contents: Mapping[Path, bytes]) -> None:
    with ExitStack() as stack:
        for folder in {path.parent for path in contents}:
            folder.mkdir(parents=True, exist_ok=True)
        ready = [(stack.enter_context(written_beside(path, content)), path) for path, content in contents.items()]
        for new, path in ready:
            new.chmod(0o644)
            put_in_place(new, path)


def _may_be_written(to: Outputs) -> None:
    if to.workbook.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.workbook.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if to.page is not None and to.page.suffix.lower() not in (".html", ".htm"):
        raise WrongUsage(f"{to.page.name} should end in .html, so that a browser opens it. Give it that ending.")
    for path in (to.workbook, to.page):
        if path is not None and path.exists() and not _is_ours(path):
            raise WrongUsage(f"{path.name} is already there, and is no London picture. Choose another name.")
    if to.pages is not None and to.pages.exists() and not _holds_pages_only(to.pages):
        raise WrongUsage(f"{to.pages} holds other things than boroughs' pages. Name an empty folder.")
    if to.tables is not None and to.tables.exists():
        there = to.tables.is_dir() and (not any(to.tables.iterdir()) or (to.tables / f"{DICTIONARY}.csv").exists())
        if not there:
            raise WrongUsage(f"{to.tables} holds other things than tables of a London picture. Name an empty folder.")


def _holds_pages_only(folder: Path) -> bool:
    return folder.is_dir() and all(_is_ours(path) for path in folder.iterdir())


def _is_ours(path: Path) -> bool:
    from zipfile import BadZipFile, ZipFile

    if not path.is_file():
        return False
    if path.suffix.lower() in (".html", ".htm"):
        return MARK in path.read_bytes()[:2000]
    try:
        with ZipFile(path) as book:
            return MARK in book.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, ValueError):
        return False
