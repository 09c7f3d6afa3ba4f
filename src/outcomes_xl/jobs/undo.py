"""Undo: take back the last job, cell by cell, except where somebody has worked since.

It reads the Changes sheet, not a memory of its own, so it works tomorrow and on a colleague's machine. Rows are found
again by their id and columns by their field, so a table that was sorted since can still be put back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outcomes_xl.jobs.change_log import ID_FIELDS, LOG_OF, UNDONE, missing_from, with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import Question, questions
from outcomes_xl.jobs.refresh.release_news import FOR_YOU, SAYS
from outcomes_xl.jobs.row_index import RowIndex
from outcomes_xl.jobs.table_edits import set_field
from outcomes_xl.jobs.undo_record import LoggedLine, in_a_line, kept_lines, number, rows_in, tables_of
from outcomes_xl.model import (
    Book,
    CellRef,
    Change,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    Result,
    Row,
    SetCell,
    Table,
    Value,
)
from outcomes_xl.model.cell_values import decode, same
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading

JOB = "Undo"
LEFT = "left as edited since"
DOES = frozenset({"set", "add", "sheet", "settles"})
"""What the record of a line that did something has; one that only asked has none of it."""


@dataclass
class _Back:
    """What taking a run back comes to, while it is worked out. ``left`` are the lines that were not taken back."""

    sets: list[SetCell] = field(default_factory=list)
    marks: list[SetCell] = field(default_factory=list)
    removals: list[Change] = field(default_factory=list)
    left: set[tuple[str, int]] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def leave(self, line: LoggedLine, rule: str, cell: CellRef, **words: str) -> None:
        self.left.add(line.place)
        found = words.pop("found", "")
        self.told.append(Told(rule, cell, found, words))


def undo(book: Book, context: Context) -> Result:
    """Return the patch that takes back the last job not undone yet; its findings name what was left alone.

    Raises WrongTemplate when the workbook is not a borough's.
    """
    reading = read_borough(book)
    changes = reading.tables.get("changes")
    missing = missing_from(changes)
    if changes is None or missing:
        return Result((), Patch(), f"Nothing can be undone: {missing}.")
    lines = _last_run(reading)
    if not lines:
        return Result((), Patch(), "There is nothing to undo.")
    back = _taken_back(book, reading, lines)
    marks = [*_marks(changes, lines, back, context)]
    job, run = lines[0].job or "a job", lines[0].run
    done = f"{counted(len(back.sets), 'cell')} put back, {counted(_rows(back.removals), 'row')} removed"
    tabs = sum(isinstance(change, RemoveSheet) for change in back.removals)
    done += f", {counted(tabs, 'sheet')} removed" if tabs else ""
    left = f"; {counted(len(back.told), 'change')} left, because of later edits" if back.left else ""
    sentence = f"Took back {job} (run {run}): {done}{left}."
    result = Result(findings(back.told), Patch.of((*back.removals, *back.sets, *back.marks, *marks)), sentence)
    said = LogLine(UNDONE, "Changes", lines[0].log.a1, "", "", sentence)
    return with_lines(result, [said], JOB, book, reading, context)


def _last_run(reading: Reading) -> list[LoggedLine]:
    """Return the lines, not undone yet, of the last run that has any."""
    open_lines = [line for line in kept_lines(*tables_of(reading.tables)) if line.record and not line.undone]
    # A run that only asked is nothing to undo: its questions are taken back with a run that did something.
    last = max((line.run for line in open_lines if DOES & line.record.keys()), default=0)
    return [line for line in open_lines if line.run == last]


def _marks(changes: Table, lines: list[LoggedLine], back: _Back, context: Context) -> Iterator[SetCell]:
    """Yield what marks each change as undone, and the line of Changes that tells of it: left where any of it was."""
    told: dict[tuple[int, int], str] = {}
    for line in lines:
        after = LEFT if line.place in back.left else context.when
        yield from set_field(line.table, line.row, "undone", after, f"{LOG_OF}what was undone")
        if line.table is not changes:
            told[line.of] = LEFT if LEFT in (after, told.get(line.of)) else after
    runs = {line.run for line in lines}
    for row in changes:
        run = number(row["run"]) or 0
        news = context.when if run in runs and row["change"] in (FOR_YOU, SAYS) else ""
        if after := told.get((run, number(row["line"]) or 0), news):
            yield from set_field(changes, row, "undone", after, f"{LOG_OF}what was undone")


def _rows(removals: Iterable[Change]) -> int:
    return sum(len(change.rows) for change in removals if isinstance(change, RemoveRows))


def _taken_back(book: Book, reading: Reading, lines: list[LoggedLine]) -> _Back:
    back = _Back()
    finder = _Finder(book, reading)
    asked = {question.name: question for question in questions(reading.tables["changes"])}
    added: dict[str, list[LoggedLine]] = defaultdict(list)
    for line in reversed(lines):
        if "set" in line.record:
            _set_back(back, finder, line)
        elif "add" in line.record:
            added[str(line.record["add"])].append(line)
        elif "sheet" in line.record:
            _remove_sheet(back, book, line)
        if "settles" in line.record and line.place not in back.left:
            _ask_again(back, reading.tables["changes"], asked.get(str(line.record["settles"])), line)
    for key, rows in added.items():
        _remove_rows(back, book, reading.tables.get(key), rows)
    return back


def _ask_again(back: _Back, changes: Table, question: Question | None, line: LoggedLine) -> None:
    """Let a question be open again, or be settled as it was before; one that was decided anew since stays so."""
    if question is not None:
        was = str(line.record.get("was", ""))
        back.marks += set_field(changes, question.row, "settled", was, "the decision was undone")


# Cells ------------------------------------------------------------------------------------------------------------


class _Finder(RowIndex):
    """Where a change's cell is today: by table, row id and field if it has them, else by its address.

    No cell is given twice: where an id stands in two rows, each change has a row of its own.
    """

    def __init__(self, book: Book, reading: Reading) -> None:
        super().__init__(book, reading)
        self._given: set[CellRef] = set()

    def of(self, line: LoggedLine) -> CellRef | None:
        found = self._of(line)
        if found is None or found in self._given:
            return None
        self._given.add(found)
        return found

    def _of(self, line: LoggedLine) -> CellRef | None:
        place = line.record["set"]
        table = self.reading.tables.get(place.get("table", "")) if isinstance(place, dict) else None
        if table is None:
            return self._by_address(line)
        name, column = place.get("field", ""), table.columns.get(place.get("field", ""))
        if column is None:
            return None
        if place.get("id") is None:
            cell = self._by_address(line)
            return CellRef(table.sheet, cell.row, column) if cell else None
        row = self._likeliest(table, column, line)
        if row is None and name in ID_FIELDS.get(table.key, (layout("borough").sheet(table.key).row_key,)):
            return self._by_address(line)  # the id itself was changed, or its row is to be cleared
        return CellRef(table.sheet, row.number, column) if row else None

    def _likeliest(self, table: Table, column: int, line: LoggedLine) -> Row | None:
        """Return the row with the change's id; of several, one that says what the job wrote, its own row first."""
        with_id = self.rows(table, str(line.record["set"]["id"]))
        if len(with_id) < 2:
            return with_id[0] if with_id else None
        own, after = self._by_address(line), decode(line.record.get("after"))

        def how_likely(row: Row) -> tuple[bool, bool, bool]:
            cell = CellRef(table.sheet, row.number, column)
            at_home = own is not None and own.row == row.number
            return cell not in self._given, same(self.book.value(cell), after), at_home

        return max(with_id, key=how_likely)

    def _by_address(self, line: LoggedLine) -> CellRef | None:
        try:
            cell = CellRef.parse(f"'{line.sheet.replace(chr(39), chr(39) * 2)}'!{line.cell}")
        except ValueError:
            return None
        return cell if cell.sheet in self.book.sheets else None


def _set_back(back: _Back, finder: _Finder, line: LoggedLine) -> None:
    cell = finder.of(line)
    place = line.log
    if cell is None:
        back.leave(line, "UN03", place, what=f"{line.cell} on {line.sheet}")
        return
    before, after = decode(line.record.get("before")), decode(line.record.get("after"))
    stands = finder.book.value(cell)
    if same(stands, before):
        return
    if not same(stands, after):
        words = {"job": line.job, "run": str(line.run), "before": shown(before) or "nothing"}
        back.leave(line, "UN01", cell, found=shown(stands), **words)
        return
    shown_as = str(line.record.get("shown_as", ""))
    back.sets.append(SetCell(cell, stands, before, f"undo: {line.row.text('because')}", shown_as))


# Rows and sheets --------------------------------------------------------------------------------------------------


def _remove_rows(back: _Back, book: Book, table: Table | None, lines: list[LoggedLine]) -> None:
    """Take added rows off the end of their table, as far up as nobody has worked in them."""
    if table is None:
        for line in lines:
            back.leave(line, "UN03", line.log, what=f"rows on {line.sheet}")
        return
    waiting, stuck = _Waiting(table, lines), _cannot_shrink(book, table)
    sheet = book.sheets[table.sheet]
    columns = range(table.first_column, table.first_column + table.width)
    number = table.last_row
    taken: list[tuple[Value, ...]] = []
    while not stuck and number > table.heading_row + 1:
        stands = tuple(sheet.value(number, column) for column in columns)
        if not waiting.has(number, stands):
            break
        taken.append(stands)
        number -= 1
    if taken:
        because, rows = f"undo: {lines[0].row.text('because')}", tuple(reversed(taken))
        back.removals.append(RemoveRows(table.name, table.sheet, number + 1, table.first_column, rows, because))
    known = table.by(waiting.key) if waiting.key else {}
    for line, row in waiting.rest():
        _leave_row(back, table, known, line, row, stuck)


class _Waiting:
    """The rows a job added to a table and that are not taken off yet, the last one first; found by their id."""

    def __init__(self, table: Table, lines: Iterable[LoggedLine]) -> None:
        self.table = table
        self.key = layout("borough").sheet(table.key).row_key or ""
        self._names = {column: name for name, column in table.columns.items()}
        self._by_id: dict[Value, list[tuple[LoggedLine, Mapping[str, Any]]]] = defaultdict(list)
        for line in lines:
            for row in reversed(rows_in(line.record) or [{}]):
                self._by_id[decode(row.get(self.key))].append((line, row))

    def has(self, number: int, stands: tuple[Value, ...]) -> bool:
        """Whether a row of the sheet says what a job put there; then it waits no longer."""
        at = self.table.columns.get(self.key)
        of_id = self._by_id.get(stands[at - self.table.first_column] if at else None, [])
        match = next((place for place, (_, row) in enumerate(of_id) if self._same(number, stands, row)), None)
        if match is not None:
            del of_id[match]
        return match is not None

    def rest(self) -> Iterator[tuple[LoggedLine, Mapping[str, Any]]]:
        for of_id in self._by_id.values():
            yield from of_id

    def _same(self, number: int, stands: tuple[Value, ...], kept: Mapping[str, Any]) -> bool:
        """Whether a row says what was put there; what a column of formulas comes to was never the job's."""
        return all(
            same(one, decode(kept.get(self._names.get(column, str(column)))))
            for column, one in enumerate(stands, self.table.first_column)
            if (number, self._names.get(column)) not in self.table.formulas
        )


def _cannot_shrink(book: Book, table: Table) -> str:
    """Return why no row can be taken off a table's end, "" when one can."""
    if table.name not in book.tables:
        return "its cells are no longer an Excel table"
    return "its table has a totals row now" if book.tables[table.name].has_totals else ""


def _leave_row(
    back: _Back, table: Table, known: Mapping[Value, Row], line: LoggedLine, kept: Mapping[str, Any], stuck: str
) -> None:
    """Say why an added row stays: gone already, edited, in a table that cannot shrink, or no longer at its end."""
    key = layout("borough").sheet(table.key).row_key or ""
    row_id = decode(kept.get(key)) if key else None
    row = known.get(row_id) if row_id is not None else None
    if row is None:
        back.leave(line, "UN03", line.log, what=f"the row {in_a_line(kept) if kept else line.after}")
        return
    cell = table.cell(row, key)
    ours = [name for name in table.columns if (row.number, name) not in table.formulas]
    edited = any(not same(row.typed.get(name), decode(kept.get(name))) for name in ours)
    why = "somebody has worked in it since" if edited else stuck or "it is no longer at the end of its table"
    back.leave(line, "UN02", cell, found=str(row_id), why=why, job=line.job, run=str(line.run))


def _remove_sheet(back: _Back, book: Book, line: LoggedLine) -> None:
    made = line.record["sheet"]
    rows = tuple(tuple(decode(value) for value in row) for row in made["rows"])
    sheet = NewSheet(**{**made, "rows": rows, "headings": tuple(made["headings"]), "widths": tuple(made["widths"])})
    if _sheet_same(book, sheet):
        back.removals.append(RemoveSheet(sheet, f"undo: {line.row.text('because')}"))
    elif sheet.name in book.sheets:
        cell = CellRef(sheet.name, 1, 1)
        back.leave(line, "UN02", cell, why="somebody has worked in it since", job=line.job, run=str(line.run))


def _sheet_same(book: Book, made: NewSheet) -> bool:
    """Whether a sheet still holds exactly what a job put there: title, sentence, headings from row 4, rows."""
    if made.name not in book.sheets:
        return False
    wanted = made.cells()
    filled = {(number, column) for number, cells in book.sheets[made.name].rows.items() for column in cells}
    return all(same(book.sheets[made.name].value(*place), wanted.get(place)) for place in filled | set(wanted))
