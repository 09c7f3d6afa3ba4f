"""What changed: what a job would do, or did, in a few sentences and line by line. It writes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outcomes_xl.jobs.change_log import KINDS, LISTED, LOG_OF, UNDONE, missing_from
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.release_news import FOR_YOU, SAYS
from outcomes_xl.jobs.undo_record import LoggedLine, in_a_line, kept_lines, rows_in, tables_of
from outcomes_xl.model import Book, PatchLine
from outcomes_xl.model.cell_refs import column_letters, split_a1
from outcomes_xl.model.sentences import counted

JOB = "What changed"
_CAUSE = re.compile(r"^(?:Release [^:]+: )?(?P<what>[^(:]+)")
_RULE = re.compile(r"[A-Z]{2}\d\d")
_ASKS = ("conflict", "difference", "question")
"""How a line of Changes ends that asks, behind the heading of its column."""
_SENTENCES = frozenset({LISTED, UNDONE, FOR_YOU, SAYS})
"""The kinds of lines that say what was done, or what it means, and change no cell."""
_ROWS = {"add row": "row", "remove row": "row", "add sheet": "sheet", "remove sheet": "sheet"}


@dataclass(frozen=True)
class Account:
    """What a run did: one sentence, one sentence a sheet, and every line with before, after and because."""

    summary: str
    words: tuple[str, ...] = ()
    lines: tuple[PatchLine, ...] = ()


def changed(book: Book, context: Context, run: int | None = None) -> Account:
    """Return what the last run that changed anything did, or the run asked for, as the Changes sheet has it.

    ``context`` is every job's; this one needs no time. Raises WrongTemplate when the workbook is not a borough's.
    """
    tables = read_borough(book).tables
    changes = tables.get("changes")
    missing = missing_from(changes)
    if changes is None or missing:
        return Account(f"Nothing can be said: {missing}.")
    kept = [line for line in kept_lines(*tables_of(tables)) if line.row["change"] is not None]
    in_full = {line.of for line in kept if line.table is not changes}
    # What the hidden sheet has cell by cell, Changes says once more in words.
    kept = [line for line in kept if line.table is not changes or line.record or line.of not in in_full]
    wanted = max((line.run for line in kept), default=0) if run is None else run
    of_run = [line for line in kept if line.run == wanted]
    if not of_run:
        return Account("No job has changed anything yet." if not kept else f"There is no run {run} on Changes.")
    lines = tuple(one for line in sorted(of_run, key=lambda line: line.of) for one in _lines(line))
    first, undone = of_run[0], sum(bool(line.undone) for line in of_run)
    when = first.row.text("done_at")
    later = ""
    if undone:
        some = f"{counted(undone, 'line')} {'was' if undone == 1 else 'were'}"
        later = f" {'It was' if undone == len(of_run) else some} undone since."
    summary = f"{first.job}, run {wanted}, {when}: {counted(len(lines), 'line')}.{later}"
    return Account(summary, in_words(lines), lines)


def besides_the_log(lines: Iterable[PatchLine]) -> list[PatchLine]:
    """Return a patch's lines without those that only write the others down."""
    return [line for line in lines if not line.because.startswith(LOG_OF)]


def in_words(lines: Iterable[PatchLine]) -> tuple[str, ...]:
    """Return one sentence a sheet, what happened most first: "Map LOF: 12 cells (reworded), 4 rows (new)".

    A line that is a sentence of its own stands as one, before the counts; with its sheet, where it has one.
    """
    counts: dict[str, Counter[tuple[str, str]]] = {}
    told: dict[str, None] = {}
    for line in lines:
        if line.kind in _SENTENCES:
            said = _sentence(line)
            told[f"{line.sheet}: {said}" if line.sheet else said] = None
        else:
            counts.setdefault(line.sheet, Counter())[_ROWS.get(line.kind, "cell"), _cause(line)] += 1
    counted_up = (
        f"{sheet}: " + ", ".join(f"{counted(n, kind)} ({what})" for (kind, what), n in count.most_common())
        for sheet, count in counts.items()
    )
    return (*told, *counted_up)


def _sentence(line: PatchLine) -> str:
    text = str(line.after) if line.kind in (FOR_YOU, SAYS) else line.because
    return text[:1].upper() + text[1:]


def _cause(line: PatchLine) -> str:
    if line.kind.rpartition(": ")[2] in _ASKS:
        return "to decide about"
    if line.because.startswith("undo: "):
        return "taken away" if line.kind.startswith("remove") else "put back"
    match = _CAUSE.match(line.because)
    what = match["what"].strip().rstrip(".") if match else "changed"
    if _RULE.fullmatch(what):
        return f"by {what}"
    # With a further capital or a digit it is an id or a name, whose letters stay.
    word = what.split(" ")[0]
    return what if any(letter.isupper() or letter.isdigit() for letter in word[1:]) else what[:1].lower() + what[1:]


def _lines(line: LoggedLine) -> Iterator[PatchLine]:
    row = line.row
    kind, because = KINDS.get(row.text("change"), row.text("change")), row.text("because")
    if "rows" not in line.record:
        yield PatchLine(kind, line.sheet, line.cell, line.before, line.after, because)
        return
    for below, one in enumerate(rows_in(line.record)):
        yield PatchLine(kind, line.sheet, _further_down(line.cell, below), None, in_a_line(one), because)


def _further_down(cell: str, rows: int) -> str:
    try:
        row, column = split_a1(cell)
    except ValueError:  # an address that has no like in today's layout is blank
        return ""
    return f"{column_letters(column)}{row + rows}"
