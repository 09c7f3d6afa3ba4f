"""Questions on the Changes sheet: cells where this workbook and the central file say different things.

Refresh asks, one line a cell, with both versions; the officer answers in the line's drop-down; Apply decisions does as
answered. A question is known by what it asks, so the same one is never asked twice, and it may be sorted anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from outcomes_xl.central.central_rows import row_id
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.refresh.three_way import Verdict
from outcomes_xl.jobs.row_names import RowNames
from outcomes_xl.jobs.undo_record import LoggedLine, as_record, kept_lines
from outcomes_xl.model import CellRef, Row, Table, Value
from outcomes_xl.model.cell_values import decode, encode, same
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.decision_words import OURS as OURS
from outcomes_xl.reading.decision_words import THEIRS as THEIRS
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.tidy import folded

ANSWERS = (OURS, THEIRS)
_EARLIER_WORDS = {"take the central file's": THEIRS}
"""What an answer was called before; it stands in workbooks, and in their lists of words."""
Place = tuple[str, str, str]
"""Layout key, row id, field."""


@dataclass(frozen=True)
class Asked:
    """A question as a refresh puts it."""

    verdict: Verdict
    place: Place
    cell: CellRef
    base: Value
    mine: Value
    theirs: Value
    in_use: str
    release: str
    by: str = ""
    """Whose version theirs is, when it is not the central file's: the work list it came back with."""

    @property
    def name(self) -> str:
        """What tells this question from any other: the cell, and the two versions to choose from."""
        told = [*self.place, encode(self.mine), encode(self.theirs)]
        return f"{crc32(json.dumps(told, ensure_ascii=True).encode()):08x}"


@dataclass(frozen=True)
class Question:
    """A question as it stands on Changes, with what has been answered and done. ``settled`` is blank until then."""

    line: LoggedLine
    name: str
    place: Place
    mine: Value
    theirs: Value
    release: str
    decision: str
    settled: str
    by: str = ""

    @property
    def row(self) -> Row:
        return self.line.row

    @property
    def kept_ours(self) -> bool:
        return self.settled_as == OURS

    @property
    def settled_as(self) -> str:
        """The answer it was settled with, in today's words; "" while it waits."""
        return answer_in(self.settled.rpartition(",")[0] or self.settled) or self.settled


def questions(changes: Table) -> list[Question]:
    """Return the questions on Changes that no undo has withdrawn, in the order they were asked."""
    found = [question for line in kept_lines(changes) if not line.undone and (question := _question(line))]
    return sorted(found, key=lambda question: question.line.run)


def newest(asked: Iterable[Question]) -> dict[Place, Question]:
    """Return the last question asked about each cell: it is the one that counts."""
    return {question.place: question for question in asked}


class KeptOurs:
    """Cells for which somebody has chosen to keep this workbook's words: that ends the matter until either changes."""

    def __init__(self, changes: Table) -> None:
        self._by_place = {place: one for place, one in newest(questions(changes)).items() if one.kept_ours}

    def over(self, table: Table, row: Row, name: str) -> Value | Literal[False]:
        """Return the central file's words that the cell as it stands was kept over; False where nothing was decided."""
        if not self._by_place:
            return False
        one = self._by_place.get((table.key, row_id(layout("borough").sheet(table.key), row.values), name))
        return one.theirs if one and same(one.mine, row.typed.get(name)) else False


def answer_in(text: str) -> str:
    """Return the answer that a text is, however it is capitalised, in today's words; "" for anything else."""
    known = {folded(word): word for word in ANSWERS} | _EARLIER_WORDS
    return known.get(folded(text), "")


def covers(question: Question | None, asked: Asked) -> bool:
    """Whether a question on Changes asks this already: the same cell, the same two versions."""
    return question is not None and same(question.mine, asked.mine) and same(question.theirs, asked.theirs)


def lines(asked: Iterable[Asked], tables: Mapping[str, Table]) -> Iterator[LogLine]:
    """Yield questions as lines for the Changes sheet: each names the row and the column of the tables it is about."""
    names = RowNames(tables)
    for one in asked:
        table = tables[one.place[0]]
        row = next((row for row in table if row.number == one.cell.row), None)
        heading = table.headings.get(one.place[2], "")
        record = {
            "ask": dict(zip(("table", "id", "field"), one.place, strict=True)),
            "name": one.name,
            "base": encode(one.base),
            "mine": encode(one.mine),
            "theirs": encode(one.theirs),
            "release": one.release,
            **({"by": one.by} if one.by else {}),
        }
        yield LogLine(
            f"{heading}: {one.verdict.value}" if heading else one.verdict.value,
            one.cell.sheet,
            one.cell.a1,
            shown(one.mine),
            shown(one.theirs),
            _why(one),
            as_record(record),
            names.of(row.values) if row else "",
        )


def _why(one: Asked) -> str:
    ask = "Choose in “Your decision”, then Apply decisions."
    if one.by:
        when = "when the list was sent" if one.place[0] == "availability" else "when it was brought in last"
        was = f"It was {f'“{shown(one.base)}”' if not same(one.base, None) else 'blank'} {when}."
        return f"Changed here and in {one.by}. {was} Before is yours, After is theirs: “{THEIRS}” takes After. {ask}"
    both = "Before is yours, After the central file's."
    if one.verdict is Verdict.CONFLICT:
        said = f"“{shown(one.base)}” in {one.in_use or 'an earlier release'}" if not same(one.base, None) else "blank"
        return f"Changed here and in release {one.release}; it was {said}. {both} {ask}"
    return f"Changed here only. Before is yours, After is what release {one.release} says. {ask}"


def _question(line: LoggedLine) -> Question | None:
    """Return a line as the question it asks; None for any other line, and for one whose record was edited."""
    ask: object = line.record.get("ask")
    if not isinstance(ask, Mapping):
        return None
    try:
        return Question(
            line,
            str(line.record.get("name", "")),
            (str(ask["table"]), str(ask["id"]), str(ask["field"])),
            decode(line.record.get("mine")),
            decode(line.record.get("theirs")),
            str(line.record.get("release", "")),
            line.row.text("decision"),
            line.row.text("settled"),
            str(line.record.get("by", "")),
        )
    except (KeyError, ValueError):
        return None
