"""The sheets of a workbook as rows of text, as published: one `Opened` for each sheet we know.

Cells are given as stored (whole numbers without .0, days as 2025-03-31), except that a cell shown in per cent is given
as it is shown: 0.701 in such a cell says 70.1%; and so is one whose number format shows words: a 0 may read c. An error
is given as Excel shows it, "#N/A", and a formula that was never worked out as what it is: neither is a blank. An .xls
or .xlsb is read by a process of its own, and says neither.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile, ZipFile

from outcomes_xl.model.cannot_use import CannotLook, CannotRead
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.figures import NO_RESULT
from outcomes_xl.reading.period_spans import MONTHS
from outcomes_xl.sources.local.sheet_process import SheetProcess
from outcomes_xl.sources.published.cell_looks import CellLooks
from outcomes_xl.sources.published.opened_table import Opened, with_headings
from outcomes_xl.sources.published.sheet_shape import cell_looks, must_be_near
from outcomes_xl.sources.published.shown_cells import Shown

ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")
_LARGEST = 600_000_000
"""The most bytes a workbook may unpack to: beyond it, it is no published table."""
_MOST_SHEETS = 120
_UNREADABLE = CannotRead(
    "It cannot be read as a workbook; it may be damaged or have a password.", "Open it and save it anew."
)


def sheets(name: str, data: bytes, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Yield the sheets whose headings ``knows`` accepts; where there is none, the first lines of all as one table.

    Raises CannotRead for a workbook that is damaged, protected or absurdly large.
    """
    if _is_older(data):
        tables = _older_tables(name, data, knows)
    else:
        _must_unpack(data)
        tables = _tables(name, data, knows)
    known, others = False, list[Opened]()
    for table in tables:
        if knows(table.headings):
            known = True
            yield table
        else:
            others.append(table)
    if not known and others:
        # What it is stands on a sheet further on: the first is often a cover, and says nothing.
        above = tuple(line for table in others for line in table.above)
        yield Opened(name, others[0].headings, above, iter(()))
    elif not known:
        raise CannotRead("It has no table in it.", "Download it again, or take it out of the folder.")


def _tables(name: str, data: bytes, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Yield the sheets of an .xlsx or .ods that are not empty, as tables."""
    try:
        from python_calamine import SheetVisibleEnum, load_workbook
    except ImportError:
        raise CannotRead("This installation does not read workbooks.", "Save the sheet you need as CSV.") from None
    try:
        must_be_near(data)
        book = load_workbook(io.BytesIO(data))
        hidden = {one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
        for number, title in enumerate(book.sheet_names[:_MOST_SHEETS]):
            looks = cell_looks(data, number, title)  # first: it refuses a sheet too wide to be taken into memory
            cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            try:
                table = with_headings(f"{name}, sheet {title}", _texts(cells, looks), knows)
            except CannotRead:
                continue  # an empty sheet
            table.unread = _unread(looks)
            table.hidden = title in hidden
            yield table
    except CannotRead:
        raise
    except Exception:  # calamine, zipfile, lxml and expat each have their own, for what somebody else wrote
        raise _UNREADABLE from None
    except BaseException as trouble:
        if type(trouble).__name__ != "PanicException":  # what calamine's Rust raises is no Exception
            raise
        raise _UNREADABLE from None


def _is_older(data: bytes) -> bool:
    """Whether it is an .xls or .xlsb: they tell their size only as they are read."""
    if data[:4] != b"PK\x03\x04":
        return True
    try:
        with ZipFile(io.BytesIO(data)) as package:
            return any(part.replace("\\", "/").casefold() == "xl/workbook.bin" for part in package.namelist())
    except BadZipFile:
        return False


def _older_tables(name: str, data: bytes, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Yield the sheets of an .xls or .xlsb, read by a process of its own within a time and a memory."""
    reader = SheetProcess()
    try:
        with TemporaryDirectory(prefix="outcomes-xl-") as folder:
            here = Path(folder)
            (here / "workbook").write_bytes(data)
            for title, written in reader.every_sheet(here / "workbook", here, _MOST_SHEETS):
                with written.open(encoding="utf-8", newline="") as text:
                    try:
                        table = with_headings(f"{name}, sheet {title}", _of_one_width(csv.reader(text)), knows)
                    except CannotRead:
                        continue  # an empty sheet
                    table.blanks_unsure = True
                    yield table
    except CannotLook as trouble:
        raise CannotRead(trouble.what, "In Excel save the sheet you need as CSV, and put that here.") from None
    finally:
        reader.end()


def _of_one_width(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Give rows with blanks at their ends, as a sheet has them: a short row is none that broke off."""
    width = 0
    for row in rows:
        width = max(width, len(row))
        yield row + [""] * (width - len(row))


def _unread(looks: CellLooks) -> str:
    """Say how many cells have no result or an error, and where the first is; "" where there is none."""
    for says, what in ((True, "a formula without a saved result"), (False, "an error value of Excel's")):
        cells = sorted(place for place, text in looks.odd.items() if (text == NO_RESULT) is says)
        if cells:
            row, column = cells[0]
            more = f" and {counted(len(cells) - 1, 'more cell')}" if len(cells) > 1 else ""
            have = f"{column_letters(column + 1)}{row + 1}{more}"
            return f"{have} {'have' if more else 'has'} {what}"
    return ""


def _must_unpack(data: bytes) -> None:
    if data[:4] != b"PK\x03\x04":
        return
    try:
        with ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
    except BadZipFile:
        raise CannotRead("It breaks off in the middle or is damaged.", "Download it again.") from None
    if size > _LARGEST:
        raise CannotRead("It unpacks to more than any published table.", "Take it out of the folder.")


def _texts(cells: list[list[Any]], looks: CellLooks) -> Iterator[list[str]]:
    for row, line in enumerate(cells):
        texts = [
            _text(value, (row, column) in looks.per_cent, (row, column) in looks.months)
            for column, value in enumerate(line)
        ]
        for column, text in enumerate(texts) if looks.odd else ():
            texts[column] = text or looks.odd.get((row, column), "")
        for column, text in enumerate(texts) if looks.words else ():
            texts[column] = looks.words.get((row, column), text)
        for column, text in enumerate(texts) if looks.beside else ():
            if text and (beside := looks.beside.get((row, column))):
                texts[column] = f"{beside[0]}{text}{beside[1]}"
        for column, text in enumerate(texts) if looks.some_may_not_count else ():
            if text and (look := looks.of(row, column)):
                texts[column] = Shown.as_(text, look)
        yield texts


def _text(value: Any, per_cent: bool, month: bool) -> str:
    """Return a cell as text: what a release file would have in its place."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and not math.isfinite(value):
        return "#NUM!"  # as Excel shows what is no number
    if isinstance(value, float):
        if per_cent:
            return f"{round(value * 100, 10):.10g}%"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date) and month:
        return f"{MONTHS[value.month - 1].title()} {value.year}"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, time | timedelta):
        return str(value)
    return "" if value is None else str(value)
