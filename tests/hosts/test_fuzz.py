"""Whatever a workbook is made of, nothing but the CannotUse family reaches an officer, and nothing takes for ever.

Each mutant is read, checked, edited and undone, as an officer would. What can be edited comes back as it was.
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from types import FrameType

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, NewSheet, Patch, SetCell, Value
from outcomes_xl.model.cannot_use import CannotUse
from tests.hosts import raw
from tests.hosts.as_xlsx import as_xlsx
from tests.hosts.made import everything
from tests.hosts.mutants import mutant
from tests.jobs.small import context
from tests.workbooks import borough_book

SECONDS = 10
"""No mutant may take as long: they are a few kilobytes, and most take a hundredth of a second."""


def by_hand() -> bytes:
    """A small workbook with every kind of cell."""
    rows = (
        '<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46096</v></c>'
        '<c r="C1" t="b"><v>1</v></c></row><row r="2" ht="30" customHeight="1">'
        '<c r="A2" t="inlineStr"><is><t>typed</t></is></c><c r="B2" s="2"><v>0.5</v></c>'
        '<c r="C2" t="e"><v>#N/A</v></c><c r="D2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" s="3"><v>46096.5</v></c><c r="B3" t="d"><v>2026-03-15T10:00:00</v></c>'
        '<c r="C3" s="5"/></row>'
    )
    more = '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>'
    names = '<definedNames><definedName name="Here" localSheetId="0">Sheet1!$A$1</definedName></definedNames>'
    return raw.workbook(rows, strings="<si><t>a text</t></si><si><r><t>rich</t></r></si>", after=more, names=names)


def of_ours() -> bytes:
    """A borough's workbook with a row or two, as small as it can be."""
    texts = {
        "start": "| setting | answer |\n| Borough code | E09000024 |\n| Borough | Merton |",
        "availability": "| metric_id | status | note |\n| MET-001 | Availble now | |\n| MET-002 | Not collected | |",
        "map_lof": "| item_id | our_id | state |\n| LOF-001 | MET-001 | Current |",
    }
    return as_xlsx(borough_book(texts))


SOUND: dict[str, Callable[[], bytes]] = {"by hand": by_hand, "everything": everything, "ours": of_ours}


class TookTooLong(BaseException):
    """A mutant is still at work after SECONDS."""


@contextmanager
def not_for_ever() -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise TookTooLong

    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def an_edit(book: Book) -> Patch:
    """A patch that does everything a patch can do, on the first sheet with cells and on every table."""
    sheet = max(book.sheets.values(), key=lambda one: len(one.rows))
    values: list[Value] = ["=text", date(2026, 11, 28), 5, None, time(10, 30), datetime(2026, 1, 2, 3, 4), True]
    tables = [table.area for table in book.tables.values() if table.sheet == sheet.name]
    free = [
        CellRef(sheet.name, row, column)
        for row, cells in sheet.rows.items()
        for column in cells
        if (row, column) not in sheet.formulas and not any((row, column) in area for area in (*tables, *sheet.merges))
    ]
    patch = Patch.of(SetCell(cell, book.value(cell), value, "t") for cell, value in zip(free, values, strict=False))
    patch += Patch.of([SetCell(CellRef(sheet.name, 400, 30), None, date(2026, 11, 28), "t")])
    for table in list(book.tables.values())[:2]:
        row = ("new", 1, date(2026, 1, 2), *[None] * len(table.headings))[: len(table.headings)]
        place = (table.area.last_row + 1, table.area.first_column)
        patch += Patch.of([AppendRows(table.name, table.sheet, *place, (row,), "t")])
    new = NewSheet("Found", "Found", "Found.", "tblFound", ("Rule", "Found"), (10, 40), (("AV03", "-"),))
    return patch + Patch.of([AddSheet(new, "t")])


def as_excel_has_it(book: Book) -> Book:
    """The workbook with each day's midnight as that day: to Excel they are one number, shown in two ways."""

    def plain(value: Value) -> Value:
        return value.date() if isinstance(value, datetime) and value.time() == time() else value

    return replace(
        book,
        sheets={
            name: replace(sheet, rows={n: {c: plain(v) for c, v in row.items()} for n, row in sheet.rows.items()})
            for name, sheet in book.sheets.items()
        },
    )


def lived_through(data: bytes) -> str:
    """Read, check, edit and undo a workbook; return how far it came. Anything but a CannotUse goes on to the test."""
    name = "Millwick.xlsx"
    said = "not read"
    try:
        book = files.read_bytes(data, name)
        said = "not edited"
        patch = an_edit(book)
        after = files.play(data, patch, name)
        undone = files.read_bytes(files.play(after, patch.inverse(), name), name)
        assert as_excel_has_it(undone) == as_excel_has_it(book)
        said = "not ours"
        found = check(book, context(), apply_fixes=True)
        said = "not checked"
        checked = files.play(data, found.patch, name)
        undone = undo(files.read_bytes(checked, name), context())
        files.play(checked, undone.patch, name)
    except CannotUse as trouble:
        assert str(trouble).endswith(".")
        if trouble.__cause__ is not None:  # only the last belt held it: whoever met it should have said so
            raise trouble.__cause__ from None
        return said
    return "all of it"


def all_of(seeds: range) -> Counter[str]:
    sound = {name: make() for name, make in SOUND.items()}
    names = ("by hand", "everything", "by hand", "by hand", "ours")
    came: Counter[str] = Counter()
    for seed in seeds:
        name = names[seed % len(names)]
        try:
            with not_for_ever():
                came[lived_through(mutant(seed, sound[name]))] += 1
        except (Exception, TookTooLong) as untyped:
            raise AssertionError(f"mutant({seed}) of “{name}”: {untyped!r}") from untyped
    return came


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_workbook_lives_through_all_of_it(name: str) -> None:
    assert lived_through(SOUND[name]()) == ("all of it" if name == "ours" else "not ours")


def test_five_hundred_mutants_are_read_edited_and_undone_or_refused_in_words() -> None:
    came = all_of(range(500))
    # A fuzzer whose mutants are all refused at the door, or not at all, proves nothing.
    assert min(came["not read"], came["not edited"], came["not ours"], came["all of it"]) >= 10, came


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", [0, *range(10_000, 60_000, 2_000)])
def test_fifty_thousand_more(first: int) -> None:
    all_of(range(first, first + 2_000))
