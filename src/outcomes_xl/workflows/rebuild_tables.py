"""The lists of a workbook made Excel tables again, all in one step, after another program saved it without them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from outcomes_xl.building import borough_workbook
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.jobs.change_log import with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.model import Book, BookTable, Patch, Result
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import lost_tables, read_tables, which_layout
from outcomes_xl.workflows.edition_of_workbook import framework_of

JOB = "Make tables again"


def rebuild_tables(workbook: Path, now: datetime, *, preview: bool = False) -> tuple[list[str], bool]:
    """Make every list of the workbook that is none an Excel table; return what was done, a sentence each, and whether
    all could be made. No cell is changed, but for the lines on Changes. Raises one of the CannotUse family.
    """
    from outcomes_xl.hosts.files.save import save_whole
    from outcomes_xl.hosts.files.table_writer import with_tables

    with alone(workbook, "outcomes-xl"):
        data = read_file(workbook)
        book = files.read_bytes(data, workbook.name)
        lost = [*lost_tables(book, which_layout(book)), *_lost_beside_the_layout(book)]
        if not lost:
            return ["Every list is an Excel table already; the workbook is as it was."], True
        rebuilt = with_tables(data, lost, workbook.name)
        said = [f"{one.sheet}: {one.area} is the table {one.name}." for one in rebuilt.made]
        said += [f"{_sheet_of(lost, name)}: {name} could not be made: {why}." for name, why in rebuilt.left.items()]
        if preview:
            return [*said, "This was a preview: nothing was written."], not rebuilt.left
        if not rebuilt.made:
            return [*said, "Nothing was written; the workbook is as it was."], False
        after = _logged(files.read_bytes(rebuilt.data, workbook.name), rebuilt.data, rebuilt.made, now)
        saved = save_whole(workbook, data, after, now)
    return [*said, f"Saved {workbook}. The workbook as it was before: {saved.backup}"], not rebuilt.left


def _lost_beside_the_layout(book: Book) -> Iterator[BookTable]:
    """Yield the tables of a new workbook that no job reads, Summary's, where their headings still stand in place."""
    if which_layout(book) is not layout("borough"):
        return
    read = {shape.table for shape in layout("borough").with_tables}
    new = borough_workbook(framework_of(book), _borough_of(book))
    for one in files.read_bytes(new, book.name).tables.values():
        if one.name in read or one.name in book.tables or one.sheet not in book.sheets:
            continue
        columns = range(one.area.first_column, one.area.last_column + 1)
        stands = tuple(book.sheets[one.sheet].value(one.area.first_row, column) for column in columns)
        if stands == one.headings:
            yield one


def _borough_of(book: Book) -> Borough | None:
    """Return the borough a workbook is for, whose name stands in a heading of the Summary; None when it says none."""
    start = read_tables(book, layout("borough")).tables.get("start")
    said = (row.text("answer") for row in start or () if row["setting"] == "Borough")
    return load_framework().borough(next(said, ""))


def _sheet_of(lost: list[BookTable], name: str) -> str:
    return next(one.sheet for one in lost if one.name == name)


def _logged(book: Book, data: bytes, made: tuple[BookTable, ...], now: datetime) -> bytes:
    """Return the workbook with a line on Changes for each table; without them where there is no such sheet."""
    if which_layout(book) is not layout("borough"):
        return data
    context = Context(now=now, framework=framework_of(book))
    logged = with_lines(Result((), Patch(), ""), _lines(made), JOB, book, read_tables(book, layout("borough")), context)
    return files.play(data, logged.patch, book.name, recalculate)


def _lines(made: tuple[BookTable, ...]) -> Iterator[LogLine]:
    for one in made:
        because = f"{one.area} is an Excel table again. Nothing in its cells was changed."
        yield LogLine("make table", one.sheet, str(one.area).partition(":")[0], "", one.name, because)
