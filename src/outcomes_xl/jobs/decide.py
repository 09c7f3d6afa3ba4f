"""Apply decisions: what officers have chosen on the Changes sheet, where they and the central file differ, is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outcomes_xl.jobs.adopted_rows import RowsTaken, choice_of, choices, is_about_a_row
from outcomes_xl.jobs.asked_lines import asks_of_elsewhere, offers_nothing, waits
from outcomes_xl.jobs.change_log import lines_of, missing_from, with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.chosen_reworded import chosen_reworded, that_follow
from outcomes_xl.jobs.refresh.questions import OURS, THEIRS, Question, answer_in, newest, questions
from outcomes_xl.jobs.row_index import RowIndex
from outcomes_xl.jobs.table_edits import Added, set_field
from outcomes_xl.jobs.undo_record import as_record
from outcomes_xl.model import Book, CellRef, Patch, Result, Row, SetCell, Table
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import counted, shown
from outcomes_xl.reading.read_tables import Reading

JOB = "Apply decisions"
_SAID = {
    "central": "the central file says",
    "others": "was offered",
    "Adopt": "your own spreadsheet says",
    "New layout": "was offered",
    "New edition": "was offered",
}
"""What a cell says that took the words of a question, by whose they are."""
_NEEDED = {"decision": "Your decision", "settled": "Settled"}


def decide(book: Book, context: Context) -> Result:
    """Return what applying the decisions on the Changes sheet changes, and what could not be done as decided.

    A decision that is changed afterwards is done anew the next time. Raises CannotUse when there is no Changes sheet
    to read decisions from, and WrongTemplate when the workbook is not a borough's.
    """
    reading = read_borough(book)
    changes = _changes(reading)
    asked = questions(changes)
    done = _Done(changes, RowIndex(book, reading), context)
    latest = newest(asked)
    for question in asked:
        if question.decision:
            done.apply(question, latest[question.place])
    bare = [row for row in changes if offers_nothing(row) and waits(row)]
    rows, in_the_way = done.rows.rows()
    if in_the_way is not None:
        why = findings([_no_room(in_the_way)])
        summary = f"Nothing was changed: {in_the_way.why}."
        return Result((*findings(done.told), *why), Patch(), summary, stopped_by=why)
    done.tell_of_nothing_to_take(row for row in bare if row.text("decision"))
    open_still = [row for row in bare if not _is_filled(book, reading, row)]
    waiting = sum(not one.decision and not one.settled for one in latest.values()) + len(open_still)
    of_rows = (*done.rows.cells(), *rows)
    follow = [*chosen_reworded(reading, [*done.cells, *of_rows], "Your decision")]
    said = done.in_words(waiting) + that_follow(follow) + _with_nothing_to_take(bare)
    result = Result(findings([*done.told, *done.bare]), Patch.of((*done.cells, *of_rows, *follow, *done.marks)), said)
    if not result.patch:
        return result
    lines = [*lines_of((*done.cells, *of_rows, *follow), book, reading, done.more), *done.kept]
    return with_lines(result, lines, JOB, book, reading, context)


def _no_room(added: Added) -> Told:
    cell = added.in_the_way
    assert cell is not None
    return Told("JB01", cell, words={"job": JOB, "why": added.why, "next": added.next})


def _is_filled(book: Book, reading: Reading, row: Row) -> bool:
    """Whether the cell that a question is about has its answer: one of ours that was blank, and is no more."""
    known = {table.sheet for table in reading.tables.values()}
    sheet, cell = row.text("sheet"), row.text("cell")
    if sheet not in known or row["before"] is not None or asks_of_elsewhere(row):
        return False
    try:
        return book.value(CellRef(sheet, *split_a1(cell))) is not None
    except ValueError:
        return False


def _with_nothing_to_take(asked: Iterable[Row]) -> str:
    """Return what to say of decisions beside questions that offer nothing, such as those of an adoption."""
    count = sum(bool(row.text("decision")) for row in asked)
    if not count:
        return ""
    stands = "stands" if count == 1 else "stand"
    return (
        f" {counted(count, 'decision')} {stands} beside a question with nothing to take: type your answer in the cell "
        "it names, or in the reading notes."
    )


def _changes(reading: Reading) -> Table:
    changes = reading.tables.get("changes")
    missing = missing_from(changes)
    if changes is None or missing:
        raise CannotUse(f"No decisions can be read: {missing}.", "Bring it back from an earlier copy of the workbook.")
    for name, heading in _NEEDED.items():
        if name not in changes.columns:
            raise CannotUse(
                f"The table on Changes has no column “{heading}”: this workbook was made before there was one.",
                f"Type “{heading}” as the next heading of that table in Excel, and try again.",
            )
    return changes


def _whose(question: Question) -> str:
    """Return whose words a question offers."""
    job = question.line.row.text("job")
    if job in _SAID:
        return job
    return "others" if question.by else "central"


@dataclass
class _Done:
    """What applying comes to, while it is worked out."""

    changes: Table
    places: RowIndex
    context: Context
    cells: list[SetCell] = field(default_factory=list)
    marks: list[SetCell] = field(default_factory=list)
    kept: list[LogLine] = field(default_factory=list)
    more: dict[CellRef, Mapping[str, Any]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    bare: list[Told] = field(default_factory=list)
    """Decisions beside questions that offer nothing: said apart from those that could not be applied."""
    sources: set[str] = field(default_factory=set)
    """Whose words were taken."""
    row_counts: list[int] = field(default_factory=lambda: [0, 0])
    """How many rows were taken, and how many left out."""

    def __post_init__(self) -> None:
        self.rows = RowsTaken(self.places)

    def apply(self, question: Question, latest: Question) -> None:
        if is_about_a_row(question):
            self._apply_to_a_row(question, latest)
            return
        answer = answer_in(question.decision)
        decision = self.changes.cell(question.row, "decision")
        if not answer:
            words = {"ours": OURS, "theirs": THEIRS}
            self.told.append(Told("DE03", decision, question.decision, words))
        elif question.settled_as == answer:
            return
        elif question is not latest:
            if not question.settled:
                self.told.append(Told("DE02", decision, words={"run": str(latest.line.run)}))
        else:
            self._settle(question, answer)

    def _apply_to_a_row(self, question: Question, latest: Question) -> None:
        """Take a row of the borough's own spreadsheet as chosen; once taken, only Undo takes it back."""
        decision, choice = self.changes.cell(question.row, "decision"), choice_of(question)
        if not choice:
            words = {"choices": ", ".join(f"“{one}”" for one in choices(question))}
            self.told.append(Told("DE06", decision, question.decision, words))
        elif question.settled:
            if not question.settled.startswith(f"{choice}, "):
                self.told.append(Told("DE07", decision, question.decision, {"was": question.settled}))
        elif question is latest:
            taken = self.rows.take(question, choice)
            if taken is None:
                words = {"what": f"{choice} on Data availability"}
                self.told.append(Told("DE04", decision, words=words))
                return
            self.sources.update(["Adopt"] if taken else [])
            self.row_counts[0 if taken else 1] += 1
            where = f"Its answers went to {taken}" if taken else "Nothing of it was taken"
            why = f"Decided: {choice}. {where}."
            record = as_record({"settles": question.name, "was": "", "ours": not taken})
            about = str(question.line.record.get("typed") or "")
            row = question.row
            self.kept.append(LogLine("decided", row.text("sheet"), row.text("cell"), "", choice, why, record, about))
            settled = f"{choice}, {self.context.when}"
            self.marks += set_field(self.changes, question.row, "settled", settled, "a decision was applied")

    def tell_of_nothing_to_take(self, rows: Iterable[Row]) -> None:
        """Tell of decisions beside questions that offer nothing: where each stands, and where its answer goes."""
        for row in rows:
            ours = f"in {row.text('cell')} on {row.text('sheet')} itself; or "
            where = f"{'' if asks_of_elsewhere(row) else ours}in the reading notes, and adopt again"
            cell = self.changes.cell(row, "decision")
            self.bare.append(Told("DE05", cell, row.text("decision"), {"where": where}))

    def _settle(self, question: Question, answer: str) -> None:
        cell = self.places.cell(*question.place)
        if cell is None or self.places.is_formula(cell):
            words = {"what": f"{question.line.cell} on {question.line.sheet}"}
            self.told.append(Told("DE04", self.changes.cell(question.row, "decision"), words=words))
            return
        stands, wanted = self.places.value(cell), question.mine if answer == OURS else question.theirs
        if not same(stands, question.mine) and not same(stands, question.theirs):
            self.told.append(Told("DE01", cell, shown(stands)))
            return
        record = {"settles": question.name, "was": question.settled, "ours": answer == OURS}
        if answer == THEIRS:
            self.sources.add(_whose(question))
        if same(stands, wanted):
            because = f"Decided: {answer}. Nothing needed changing."
            self.kept.append(
                LogLine("decided", cell.sheet, cell.a1, shown(stands), shown(stands), because, as_record(record))
            )
        else:
            after = None if wanted == "" else wanted
            self.cells.append(SetCell(cell, stands, after, f"Decided: {answer}"))
            self.more[cell] = record
        self.marks += self._mark(question, answer)

    def _mark(self, question: Question, answer: str) -> Iterator[SetCell]:
        settled = f"{answer}, {self.context.when}"
        yield from set_field(self.changes, question.row, "settled", settled, "a decision was applied")

    def in_words(self, waiting: int) -> str:
        taken = sum(not self.more[one.cell]["ours"] for one in self.cells)
        rows, left_out = self.row_counts
        ours = len(self.cells) - taken + len(self.kept) - rows - left_out
        left = len({one.place for one in self.told})
        said = _SAID[next(iter(self.sources))] if len(self.sources) == 1 else "was offered"
        parts = [
            f"{counted(taken, 'cell')} now {'says' if taken == 1 else 'say'} what {said}" if taken else "",
            f"{counted(ours, 'cell')} {'stays' if ours == 1 else 'stay'} as decided" if ours else "",
            f"{counted(rows, 'row')} of your own spreadsheet {'was' if rows == 1 else 'were'} taken" if rows else "",
            f"{counted(left_out, 'row')} left out" if left_out else "",
            f"{counted(left, 'decision')} could not be applied" if left else "",
        ]
        done = "; ".join(part for part in parts if part) or "No new decisions"
        wait = "waits" if waiting == 1 else "wait"
        rest = f" {counted(waiting, 'question')} on Changes still {wait}." if waiting else ""
        return f"{done}.{rest}"
