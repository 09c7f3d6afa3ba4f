"""All the jobs, one after another, over whatever an officer types between them: nothing typed is ever lost.

What was typed stands where it was typed, or the log has it word for word; a job done twice changes nothing the second
time; and undo gives back every value, and on a real file the number format too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from outcomes_xl.hosts import files
from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import OURS, THEIRS, questions
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import DOES, undo
from outcomes_xl.jobs.undo_record import kept_lines, tables_of
from outcomes_xl.model import Book, CellRef, ErrorValue, Patch, Result, SetCell, Value
from outcomes_xl.model.cell_values import decode, same
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.sources import FileSeen, Looked
from tests.hosts.as_xlsx import as_xlsx
from tests.jobs.small import NOW, borough_at, central_at, context
from tests.sources.test_availability_job import MERTON, RATE, SUPPRESSED
from tests.workbooks import play_in_memory

BOOK, CENTRAL = borough_at(), central_at()
FOUND = {one.metric_id: one for one in (RATE, replace(SUPPRESSED, metric_id="MET-010"))}
LOOKED = Looked(MERTON, NOW.date(), "published", FOUND, (FileSeen("rates.csv", "DfE release file", 555),))

Job = Callable[[Book, Context], Result]
JOBS: Mapping[str, Job] = {
    "check": lambda book, now: check(book, now),
    "check and fix": lambda book, now: check(book, now, apply_fixes=True),
    "refresh": lambda book, now: refresh(book, CENTRAL, now),
    "availability": lambda book, now: availability(book, LOOKED, now),
    "decide": lambda book, now: decide(book, now),
}
THE_TOOLS_OWN = ("Findings", "Changes", "Undo record", "Gaps", "Figures")

TYPED: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(
        [
            *("Availble now", "available now ", "Not collected", "Don't know", "LA", "\u00a0Merton", "x" * 300, "=1+1"),
            *("15/03/2026", "12/2026", "2024/25", "1,234", "12%", "c", "-", "MET-001", "met-001 ", "Use", "2026-02-30"),
            *(0, 12, 0.1 + 0.2, 1e15, True, None, date(2026, 3, 15), datetime(2026, 3, 15, 10, 30), time(10, 30)),
            ErrorValue("#N/A"),
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)


def _places() -> list[CellRef]:
    """Where an officer types: their own columns, and the words of the template that they may rewrite."""
    found = []
    for key, table in read_borough(BOOK).tables.items():
        if table.sheet in THE_TOOLS_OWN or key in ("start", "lists"):
            continue
        owners = {column.field: column.owner for column in layout("borough").sheet(key).columns}
        names = [
            name for name in table.columns if owners[name] is Owner.OFFICER or name in ("title", "metric", "basis")
        ]
        rows = [row.number for row in table][:6] or [table.last_row]
        found += [table.cell(row, name) for row in rows for name in names]
    return found


PLACES = _places()
EDIT = st.tuples(st.just("type"), st.sampled_from(PLACES), TYPED)
DECISION = st.tuples(st.just("answer"), st.sampled_from([OURS, THEIRS, "Perhaps"]), st.none())
STEP = st.one_of(EDIT, EDIT, EDIT, DECISION, st.tuples(st.sampled_from([*JOBS, "undo"]), st.none(), st.none()))
REFRESH = ("refresh", None, None)


class Desk:
    """A workbook while an officer and the jobs work on it, and what the officer has typed."""

    def __init__(self, play: Callable[[Book, Patch], Book], book: Book = BOOK) -> None:
        self.book, self.play = book, play
        self.typed: dict[CellRef, Value] = {}
        self.now = NOW

    def step(self, what: str, where: object, value: Value) -> None:
        self.now += timedelta(minutes=1)
        if what == "type":
            assert isinstance(where, CellRef)
            self.type(where, value)
        elif what == "answer":
            self.answer(str(where))
        elif what == "undo":
            self.book = self.play(self.book, undo(self.book, context(self.now)).patch)
        else:
            self.job(JOBS[what])
        self.nothing_typed_is_lost()

    def type(self, cell: CellRef, value: Value) -> None:
        self.book = self.play(self.book, Patch.of([SetCell(cell, self.book.value(cell), value, "typed")]))
        self.typed[cell] = value

    def answer(self, word: str) -> None:
        changes = read_borough(self.book).tables["changes"]
        for question in questions(changes):
            if not question.settled:
                self.type(changes.cell(question.row, "decision"), word)
                return

    def job(self, job: Job) -> None:
        before = self.book
        result = job(before, context(self.now))
        after = self.play(before, result.patch)
        again = job(after, context(self.now + timedelta(hours=1)))
        assert list(again.patch) == [], "a second run changes nothing"
        earlier = {line.place for line in self.lines(before)}
        new = [line for line in self.lines(after) if line.place not in earlier]
        if any(DOES & line.record.keys() for line in new if line.record and not line.undone):  # it did not only ask
            back = self.play(after, undo(after, context(self.now + timedelta(hours=2))).patch)
            self.as_it_was(before, back, result.patch)
        self.book = after

    def lines(self, book: Book) -> list:
        return kept_lines(*tables_of(read_borough(book).tables))

    def as_it_was(self, before: Book, back: Book, patch: Patch) -> None:
        dates = {str(change.cell) for change in patch if isinstance(change, SetCell) and change.cell.sheet == "Start"}
        for name, sheet in before.sheets.items():
            if name in THE_TOOLS_OWN:
                continue
            for row in sheet.rows.keys() | back.sheets[name].rows.keys():
                for column in sheet.row(row).keys() | back.sheets[name].row(row).keys():
                    one, two = sheet.value(row, column), back.sheets[name].value(row, column)
                    assert same(one, two) or str(CellRef(name, row, column)) in dates, (name, row, column, one, two)

    def nothing_typed_is_lost(self) -> None:
        lines = self.lines(self.book)
        for cell, value in self.typed.items():
            if same(self.book.value(cell), value):
                continue
            kept = [
                decode(line.record["before"]) for line in lines if self._is_of(line, cell) and "before" in line.record
            ]
            assert any(same(one, value) for one in kept), (cell, value, self.book.value(cell))

    def _is_of(self, line: object, cell: CellRef) -> bool:
        return (getattr(line, "sheet", ""), getattr(line, "cell", "")) == (cell.sheet, cell.a1)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(STEP, min_size=3, max_size=9))
@example([REFRESH, ("type", CellRef("Framework", 6, 1), "Availble now"), REFRESH])
def test_nothing_an_officer_typed_is_ever_lost(steps: list[tuple[str, object, Value]]) -> None:
    desk = Desk(play_in_memory)
    for step in steps:
        desk.step(*step)


# On a real file ---------------------------------------------------------------------------------------------------


class File:
    """A host that plays on a real file, and knows what each cell looked like."""

    def __init__(self) -> None:
        self.data = {id(BOOK): as_xlsx(BOOK)}
        self.kept: list[Book] = []

    def begin(self) -> Book:
        return self._read(as_xlsx(BOOK))

    def __call__(self, book: Book, patch: Patch) -> Book:
        return self._read(files.play(self.data[id(book)], patch, BOOK.name))

    def _read(self, data: bytes) -> Book:
        book = files.read_bytes(data, BOOK.name)
        self.data[id(book)] = data
        self.kept.append(book)  # or another book could have its number
        return book


class DeskWithFormats(Desk):
    def as_it_was(self, before: Book, back: Book, patch: Patch) -> None:
        super().as_it_was(before, back, patch)
        for change in patch:
            if isinstance(change, SetCell) and change.cell.sheet not in (*THE_TOOLS_OWN, "Start"):
                one, two = before.number_format(change.cell), back.number_format(change.cell)
                assert one == two, (change, one, two)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(STEP, min_size=2, max_size=5))
def test_undo_on_a_file_gives_back_every_value_and_format(steps: list[tuple[str, object, Value]]) -> None:
    host = File()
    desk = DeskWithFormats(host, host.begin())
    for step in steps:
        desk.step(*step)


def test_a_day_typed_as_text_is_fixed_and_given_back_as_the_text_it_was() -> None:
    host = File()
    desk = DeskWithFormats(host, host.begin())
    table = read_borough(BOOK).tables["availability"]
    row = next(iter(table))
    desk.type(table.cell(row, "assessed_on"), "15/03/2026")
    desk.type(table.cell(row, "status"), "Not collected ")
    desk.job(JOBS["check and fix"])
    assert desk.book.value(table.cell(row, "assessed_on")) == date(2026, 3, 15)
    desk.nothing_typed_is_lost()


def test_a_rewritten_word_is_asked_about_decided_and_given_back() -> None:
    cell = next(cell for cell in _rewritten_by_a_release() if _is_asked_about(cell))
    for word in (OURS, THEIRS):
        desk = Desk(play_in_memory)
        for what, where, value in (
            ("type", cell, "in our own words"),
            ("refresh", None, None),
            ("answer", word, None),
            ("decide", None, None),
            ("check", None, None),
            ("availability", None, None),
        ):
            desk.step(what, where, value)
        assert (desk.book.value(cell) == "in our own words") is (word == OURS)
        for _ in range(4):
            desk.step("undo", None, None)
        assert desk.book.value(cell) == "in our own words"


def _rewritten_by_a_release() -> list[CellRef]:
    changed = refresh(BOOK, CENTRAL, context()).patch
    return [one.cell for one in changed if isinstance(one, SetCell) and one.cell.sheet not in (*THE_TOOLS_OWN, "Start")]


def _is_asked_about(cell: CellRef) -> bool:
    desk = Desk(play_in_memory)
    desk.type(cell, "in our own words")
    desk.job(JOBS["refresh"])
    return bool(questions(read_borough(desk.book).tables["changes"]))
