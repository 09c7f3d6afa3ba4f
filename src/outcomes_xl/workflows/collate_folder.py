"""Many boroughs' workbooks put together: the picture as a workbook, a page, CSV tables and a history."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.history.history_file import earlier_picture
from outcomes_xl.london.all_tables import DICTIONARY, Collated, collated, csv_files
from outcomes_xl.london.counts_file import NAME as COUNTS_NAME
from outcomes_xl.london.counts_file import GivenCounts, read_counts
from outcomes_xl.london.ledger import LedgerLine, settle
from outcomes_xl.london.picture import Picture
from outcomes_xl.model.cannot_use import Stopped, WrongUsage
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.workflows.few_collections import few_collections
from outcomes_xl.workflows.folder_of_returns import NO_WORKBOOK, Progress, Tell, read_folder
from outcomes_xl.workflows.london_history import kept_readings, with_today
from outcomes_xl.workflows.london_mark import PAGES, is_a_picture
from outcomes_xl.workflows.write_together import Content, write_together

_MOST_NAMED = 5
_WRITTEN_HERE = "our_own"
"""The ending of a file that this command writes itself, where the picture goes into the folder of workbooks."""


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
    """What was done: the picture with its tables, what of the counts could not be used, and each file written."""

    made: Collated
    counts: GivenCounts
    written: tuple[Path, ...]

    @property
    def headline(self) -> str:
        ledger = [line for line in self.made.ledger if line.kind != _WRITTEN_HERE]
        taken = sum(line.taken for line in ledger)
        return f"{counted(len(ledger), 'file')} looked at: {counted(taken, 'borough')} in the picture."

    def sentences(self) -> Iterator[str]:
        """Yield what the lead is told: how many are in, each file that is not in whole, and what was written."""
        yield self.headline
        told = [line for line in self.made.ledger if line.kind not in ("taken", _WRITTEN_HERE) or line.kept_out]
        alike = {became: many for became, many in Counter(line.became for line in told).items() if many > _MOST_NAMED}
        yield from (f"- {line.file}: {line.became}" for line in told if line.became not in alike)
        yield from (f"- {counted(many, 'file')}, named in the ledger: {became}" for became, many in alike.items())
        if made_here := sum(line.kind == _WRITTEN_HERE for line in self.made.ledger):
            yield f"- {counted(made_here, 'more file')} in the folder: passed over, this command writes them."
        for sentence in self.counts.unusable:
            yield f"- {sentence}"
        folders = Counter(path.parent for path in self.written)
        for folder, many in folders.items():
            if many > _MOST_NAMED:
                yield f"Written: {counted(many, 'file')} in {folder}"
            else:
                yield from (f"Written: {path}" for path in self.written if path.parent == folder)


def collate(
    folder: Path,
    to: Outputs,
    today: date,
    *,
    since: date | None = None,
    counts: Path | None = None,
    tell: Tell = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> PutTogether:
    """Read every workbook of a folder and write the picture. Nothing is written unless everything can be.

    ``counts`` are those behind published figures; without it, the file counts.csv of the folder. Raises one of the
    CannotUse family: Stopped after Ctrl+C or where ``stopped`` says so, with everything as it was.
    """
    _may_be_written(to)
    _may_be_asked(since, to.history, today)

    def told(progress: Progress) -> None:
        if stopped():
            raise Stopped
        tell(progress)

    try:
        framework = load_framework()
        given = _counts(folder, counts, framework)
        with few_collections():
            made, contents = _made(folder, to, today, since, given, framework, told)
            if stopped():
                raise Stopped
            write_together(contents)
    except KeyboardInterrupt:
        raise Stopped from None
    return PutTogether(made, given, tuple(sorted(contents, key=lambda path: path == to.history)))


def _counts(folder: Path, named: Path | None, framework: Framework) -> GivenCounts:
    path = named or folder / COUNTS_NAME
    if not path.is_file():
        if named is not None:
            raise WrongUsage(f"There is no file “{named}” with counts.")
        return GivenCounts()
    return read_counts(read_file(path), framework)


def _made(
    folder: Path,
    to: Outputs,
    today: date,
    since: date | None,
    counts: GivenCounts,
    framework: Framework,
    tell: Tell,
) -> tuple[Collated, Mapping[Path, Content]]:
    """Return the picture and the content of every file to write."""
    kept = kept_readings(to.history, framework)
    read = read_folder(folder, framework, ours=to.all_files, kept=kept, tell=tell)
    if not any(one.ended not in NO_WORKBOOK for one in read.seen):
        raise WrongUsage(
            f"There is no workbook in “{folder}”: nothing ends in .xlsx or .xlsm there, and nothing was written. "
            "Name the folder that the boroughs' workbooks are in, or put them into it."
        )
    ledger, taken = settle(read.seen, framework)
    picture = Picture(taken, framework)
    made = _compared(picture, ledger, to.history, today, since, counts)
    remembered: dict[Path, Content] = {}
    if to.history is not None:  # before the others are made, for it needs the most memory of all
        remembered[to.history] = with_today(to.history, picture, read, len(ledger), today)
    return made, remembered | _contents(made, to)


def _compared(
    picture: Picture,
    ledger: tuple[LedgerLine, ...],
    history: Path | None,
    today: date,
    since: date | None,
    counts: GivenCounts,
) -> Collated:
    """Return the tables; what changed is among them where the history has an earlier picture."""
    found = earlier_picture(history, today, since) if history is not None else None
    if found is None and since is not None:
        raise WrongUsage(
            f"The history has no picture made by {shown(since)}, to compare with. Give a later day, or leave --since "
            "out: then it is the last one before today, where there is one."
        )
    if found is None:
        return collated(picture, ledger, counts=counts)
    return collated(picture, ledger, found[1], shown(found[0]), counts)


def _contents(made: Collated, to: Outputs) -> dict[Path, Content]:
    from outcomes_xl.building.london import london_workbook
    from outcomes_xl.reports.london_page import borough_pages, london_page

    contents: dict[Path, Content] = {to.workbook: _when_written(lambda: london_workbook(made))}
    if to.page is not None:
        contents[to.page] = _when_written(lambda: london_page(made).encode())
    if to.pages is not None:
        contents |= {to.pages / _file_name(name): page.encode() for name, page in borough_pages(made).items()}
    if to.tables is not None:
        contents |= {to.tables / name: content for name, content in csv_files(made.tables).items()}
    return contents


def _when_written(make: Callable[[], bytes]) -> Iterator[bytes]:
    yield make()


def _file_name(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|]', " ", name)


def _may_be_asked(since: date | None, history: Path | None, today: date) -> None:
    if since is not None and history is None:
        raise WrongUsage("What changed since a day is told from a history: name it with --history.")
    if since is not None and since >= today:
        raise WrongUsage(f"{shown(since)} is not over yet. Give a day before today, or leave --since out.")


def _may_be_written(to: Outputs) -> None:
    if to.workbook.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.workbook.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if to.page is not None and to.page.suffix.lower() not in PAGES:
        raise WrongUsage(f"{to.page.name} should end in .html, so that a browser opens it. Give it that ending.")
    for path in (to.workbook, to.page):
        if path is not None and path.exists() and not is_a_picture(path):
            raise WrongUsage(f"{path.name} is already there, and is no London picture. Choose another name.")
    if to.pages is not None and to.pages.exists() and not _holds_pages_only(to.pages):
        raise WrongUsage(f"{to.pages} holds other things than boroughs' pages. Name an empty folder.")
    if to.tables is not None and to.tables.exists():
        there = to.tables.is_dir() and (not any(to.tables.iterdir()) or (to.tables / f"{DICTIONARY}.csv").exists())
        if not there:
            raise WrongUsage(f"{to.tables} holds other things than tables of a London picture. Name an empty folder.")


def _holds_pages_only(folder: Path) -> bool:
    return folder.is_dir() and all(is_a_picture(path) for path in folder.iterdir())
