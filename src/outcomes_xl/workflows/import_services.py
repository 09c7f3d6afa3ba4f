"""A directory of services, in a file or in the pages of a folder, brought into a closed workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from outcomes_xl.hosts.files.json_records import TOO_DEEP
from outcomes_xl.hosts.files.json_records import records as json_records
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.take_services import services_table, take_services
from outcomes_xl.model import Book, Result, Value
from outcomes_xl.model.cannot_use import CannotUse, NotAWorkbook, WrongUsage
from outcomes_xl.model.delimited_text import disarmed
from outcomes_xl.model.sentences import counted, one_or_many
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet
from outcomes_xl.services.bring_in import RecordAccount, bring_in
from outcomes_xl.services.directory import Record
from outcomes_xl.services.directory_table import records_of
from outcomes_xl.services.open_referral import LISTS, record_of, services_in
from outcomes_xl.workflows.closed_workbook import Done, on_workbook
from outcomes_xl.workflows.directory_text import numbered_lines
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.few_collections import few_collections
from outcomes_xl.workflows.run_job import Progress
from outcomes_xl.write_whole import write_whole

ENDINGS = (".json", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_COLUMNS = ("file", "their_id", "service", "lead", "ages", "service_state", "reach", "becomes", "finding")
MOST_RECORDS = 500_000
_LONGEST_MERGE = 10_000


class Directory:
    """The files of a directory: their records, and which pages the files themselves say are missing."""

    def __init__(self, place: Path) -> None:
        self.name = place.name
        self.files = self._files(place)
        self.pages: set[object] = set()
        self.of_pages = 0
        self.not_taken: list[str] = []
        """The headings that are not read."""

    def _files(self, place: Path) -> list[Path]:
        if place.is_dir():
            found = sorted(one for one in place.iterdir() if one.suffix.casefold() in ENDINGS and one.is_file())
            if not found:
                raise WrongUsage(
                    f"There is no directory of services in the folder “{place.name}”: no JSON, CSV or Excel file."
                )
            return found
        if not place.is_file():
            raise WrongUsage(f"There is no file “{place.name}”. Check the name and the folder.")
        return [place]

    def records(self) -> Iterator[Record]:
        """Yield every record of every file, in their order. Raises CannotUse where there are too many."""
        for number, one in enumerate((one for file in self.files for one in self._of(file)), 1):
            if number > MOST_RECORDS:
                raise CannotUse(
                    f"“{self.name}” has more than {MOST_RECORDS:,} records.",
                    "Bring in a part of it. Nothing was brought in.",
                )
            yield one

    def _of(self, file: Path) -> Iterator[Record]:
        match file.suffix.casefold():
            case ".json":
                yield from self._pages(file)
            case ".csv" | ".tsv" | ".txt":
                yield from records_of(file.name, numbered_lines(file), self.not_taken, by_marks=True)
            case _:
                yield from _sheets(file, self.not_taken)

    def _pages(self, file: Path) -> Iterator[Record]:
        said: dict[str, Any] = {}
        for one, _ in json_records(file, LISTS, said):
            for service in services_in(one):
                deep = [key for key, value in service.items() if value is TOO_DEEP]
                yield record_of(file.name, service, deep)
        pages = _said_of_pages(said, "total_pages", "totalPages")
        if isinstance(pages, int):
            self.of_pages = max(self.of_pages, pages)
            number = _said_of_pages(said, "page_number", "pageNumber", "number")
            self.pages.add(file if number is None else number)

    def pages_missing(self) -> str:
        """Return how many pages are not there, in words; "" where all are or nobody says how many there should be."""
        missing = self.of_pages - len(self.pages)
        return (
            f"{counted(missing, 'page')} of {self.of_pages} {one_or_many(missing, 'is', 'are')} not there"
            if missing > 0
            else ""
        )


def _said_of_pages(said: Mapping[str, Any], *names: str) -> object:
    """Return the first of these that a page says of itself, itself or in a block of its own."""
    blocks = [said, *(block for block in said.values() if isinstance(block, Mapping))]
    return next((block[name] for block in blocks for name in names if name in block), None)


def imported(
    place: Path,
    workbook: Path,
    now: datetime,
    *,
    accounts: Path | None = None,
    ended: bool = False,
    preview: bool = False,
) -> Done:
    """Bring a directory's services into a workbook. ``accounts`` is a CSV of what became of each record."""
    directory = Directory(place)

    def doing(book: Book, say: Progress) -> Result:
        say(f"Reading {place.name}")
        reading = read_borough(book)
        brought = bring_in(directory.records(), services_table(reading), ended)
        if accounts is not None:
            write_whole(accounts, as_csv(brought.accounts).encode("utf-8-sig"))
        context = Context(now=now, framework=framework_of(book))
        return take_services(
            book, brought, place.name, context, directory.pages_missing(), directory.not_taken, reading
        )

    with few_collections():
        return on_workbook(workbook, now, preview, doing)


def as_csv(accounts: list[RecordAccount]) -> str:
    """Return what became of each record, a line each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in accounts:
        of = one.record
        cells = (of.file, of.id, of.name, of.lead, of.ages, of.state, "", one.becomes, one.finding)
        writer.writerow([disarmed(cell) for cell in cells])
    return out.getvalue()


def _sheets(file: Path, not_taken: list[str]) -> Iterator[Record]:
    """Yield the records of the first sheet that names services."""
    from outcomes_xl.hosts.originals.read_original import read_original

    trouble: CannotUse | None = None
    for sheet in read_original(file).sheets:
        lines = _with_merged(sheet)
        try:
            yield from records_of(file.name, lines, not_taken)
            return
        except CannotUse as none:
            trouble = trouble or none
    raise trouble or NotAWorkbook(f"“{file.name}” has no sheet with anything on it.")


def _with_merged(sheet: StyledSheet) -> Iterator[tuple[int, list[Value]]]:
    """Yield a sheet's lines; what is merged down several rows stands in each of them, as it is seen."""
    down = {
        (row, area.first_column): sheet.cells.get((area.first_row, area.first_column))
        for area in sheet.merges
        if area.first_column == area.last_column
        for row in range(area.first_row + 1, min(area.last_row, area.first_row + _LONGEST_MERGE) + 1)
    }
    by_row: dict[int, dict[int, StyledCell]] = {}
    for (row, column), cell in down.items():
        if cell is not None:
            by_row.setdefault(row, {})[column] = cell
    for number, own in sheet.rows.items():
        cells = {**by_row.get(number, {}), **own}
        yield number, [cells[n].value if n in cells else None for n in range(1, max(cells) + 1)]
