"""What is said of a carrying: in sentences, in the accounts, and on the Changes sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from outcomes_xl.carry.row_account import ASKED, CARRIED, NOT_CARRIED, USED, CellAccount
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.graft.graft_work import MarkTold
from outcomes_xl.jobs.change_log import with_lines
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book, Patch, Result
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.sentences import counted, in_a_list
from outcomes_xl.reading.decision_words import LEAVE_OUT, OWN_ROW

JOB, EDITION_JOB = "New layout", "New edition"
CELLS = ("cell", "comment")


@dataclass(frozen=True)
class LostReference:
    """A formula of the officer's that spoke of cells which no longer stand side by side."""

    sheet: str
    formula: str
    references: tuple[str, ...]


def is_the_officers(told: MarkTold) -> bool:
    """Whether an officer made it, and not adopting: the list of answers to a question about a row comes unsaid."""
    return not told.carried or not any(OWN_ROW in one and LEAVE_OUT in one for one in told.words)


def account_of(told: MarkTold) -> CellAccount:
    """Return the line of the accounts for something that is no cell."""
    became = CARRIED if told.carried else NOT_CARRIED
    return CellAccount(told.sheet, told.area, told.kind, became, told.sheet if told.to else "", told.to, told.why)


def sentences(accounts: Sequence[CellAccount], lost: Sequence[LostReference], edition: str = "") -> list[str]:
    what = f"is of the edition {edition}" if edition else "has the new layout"
    cells = [one for one in accounts if one.kind in CELLS]
    became = {word: sum(one.became == word for one in cells) for word in (CARRIED, USED, ASKED, NOT_CARRIED)}
    counts = (
        f"The workbook {what} now. Of {counted(len(cells), 'cell')}: {became[CARRIED]} carried, "
        f"{became[USED]} the tool's own and written anew, {became[ASKED]} asked, {became[NOT_CARRIED]} not carried."
    )
    said = [counts]
    beside = [one for one in accounts if one.kind not in CELLS]
    if carried := [one for one in beside if one.became == CARRIED]:
        said.append(f"With them came what you made on our sheets: {_by_kind(carried)}.")
    if left := [one for one in beside if one.became != CARRIED]:
        where = in_a_list(list(dict.fromkeys(f"“{one.sheet}”" for one in left)))
        said.append(f"Not carried, on {where}: {_by_kind(left)}. Changes says where each was, and why.")
    if lost:
        where = in_a_list(list(dict.fromkeys(_where(one) for one in lost)))
        count = counted(len(lost), "formula")
        said.append(
            f"{count} of yours, on {where}, spoke of cells that no longer stand side by side: #REF! stands there now. "
            "Changes says what each was."
        )
    return said


def _where(lost: LostReference) -> str:
    """Return where a formula stands: a sheet by its name in quotes, else what else holds it."""
    if lost.sheet.startswith("the name "):
        return lost.sheet
    return f"“{lost.sheet}”" if lost.sheet else "a chart or a picture"


def _by_kind(accounts: Iterable[CellAccount]) -> str:
    return in_a_list([f"{kind} ({times})" for kind, times in sorted(Counter(one.kind for one in accounts).items())])


def logged(
    data: bytes,
    book: Book,
    said: Sequence[str],
    lost: Sequence[LostReference],
    told: Sequence[MarkTold],
    now: datetime,
    framework: Framework,
    more: Sequence[LogLine] = (),
    edition: str = "",
    record: str = "",
) -> bytes:
    """Return the workbook with a line on Changes for what was done, and one for each thing that must be looked at.

    ``book`` is what ``data`` holds. ``more`` are lines that another ``edition`` brings, ``record`` what is kept for a
    way back from it. Raises CannotEdit where they cannot be written down.
    """
    reading = read_borough(book)
    because = "Nothing that was typed is lost; Undo does not take this back, the backup does."
    lines = [LogLine("edition" if edition else "layout", "Start", "A1", "", said[0], because, record), *more]
    for one in lost:
        why = f"{', '.join(one.references)} cannot be said in the new layout. Please write this formula anew."
        lines.append(LogLine("formula", one.sheet, "", f"={one.formula.removeprefix('=')}", "", why))
    for two in told:
        if not two.carried:
            was = f"{two.kind}, {two.area} in the older layout"
            lines.append(LogLine("layout", two.sheet, "", was, "not carried", f"{two.why[:1].upper()}{two.why[1:]}."))
    job = EDITION_JOB if edition else JOB
    result = with_lines(Result((), Patch(), ""), lines, job, book, reading, Context(now=now, framework=framework))
    if more and not result.patch:
        raise CannotEdit(result.summary, "What is asked would stand on Changes. Bring that sheet back, and try again.")
    return files.play(data, result.patch, book.name, recalculate, book)
