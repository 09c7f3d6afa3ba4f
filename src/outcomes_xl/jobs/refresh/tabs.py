"""Mapping tabs come and go: one that a release brought is added, one it does not have is left, and each is told."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.central.digests import listed, not_known
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.refresh.merge import Entries, Merged
from outcomes_xl.jobs.table_edits import name_is_free, new_sheet
from outcomes_xl.model import AddSheet, Book, CellRef, ErrorValue, Table
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.reading.read_tables import Reading


def arrived(book: Book, shape: SheetLayout, entries: Entries, release: str) -> Merged:
    """Return the changes that give a workbook a tab it was made without, after its last sheet."""
    words = {"what": shape.name, "release": release, "count_rows": counted(len(entries), "row")}
    if not name_is_free(book, shape):
        taken = next(name for name in book.sheets if name.casefold() == shape.name.casefold())
        return Merged(told=[Told("RF14", CellRef(taken, 1, 1), words=words)])
    rows = [{n: None if isinstance(v, ErrorValue) else v for n, v in entry.items()} for entry in entries.values()]
    change = AddSheet(new_sheet(shape, rows), f"Release {release}: a new mapping tab")
    return Merged(changes=[change], told=[Told("RF12", CellRef(shape.name, 1, 1), words=words)], tabs=1)


def not_in_the_file(shape: SheetLayout, table: Table, release: str) -> Told:
    """Return the sentence about a tab that came later than the central file, or was given up since."""
    here = CellRef(table.sheet, table.heading_row, table.first_column)
    return Told("RF13", here, words={"what": shape.name, "release": release})


def given_up(source: Reading, shape: SheetLayout) -> bool:
    """Whether a central file says itself, in its list of what it holds, that it has no such tab, or nothing on it."""
    said = listed(source)
    return bool(said) and (shape.key not in said or not said[shape.key].rows)


def strangers(source: Reading, here: CellRef, release: str) -> Iterator[Told]:
    """Yield a sentence about each tab that the central file holds and this version of the tool does not know."""
    for sheet in not_known(source):
        yield Told("RF15", here, words={"what": sheet, "release": release})
