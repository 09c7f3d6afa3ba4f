"""What officers have answered beside the findings of the last check, and what that means for those of this one.

A finding that was settled with a reason stays settled while its cells say what they said: its row may move, its list be
sorted, its wording be mended. When a cell says something else it is asked again, with what was said before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.jobs.finding_keys import CellKeys, can_be_settled, marks, place_of
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.model import Finding, OfficersAnswer, Row, Table, cells_in_words
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import folded

NO_REASON, NOT_SETTLED, NO_ANSWER = "JB05", "JB06", "JB07"
ABOUT_ANSWERS = frozenset({NO_REASON, NOT_SETTLED, NO_ANSWER})
_LONGEST = 80


def answer_of(row: Row) -> OfficersAnswer | None:
    """Return the answer beside a finding, however it was capitalised; None for none, and for any other word."""
    said = folded(row.text("answer"))
    return next((one for one in OfficersAnswer if folded(one.value) == said), None)


def is_settled(row: Row) -> bool:
    """Whether a line of Findings says that all is fine, and why."""
    return answer_of(row) is OfficersAnswer.SETTLED and row["why"] is not None and can_be_settled(row.text("rule"))


class Before:
    """The lines of the Findings sheet as they stand before a check writes there, by rule and place."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._by_place: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._settled: dict[tuple[str, str], Row] = {}
        for row in table:
            rule = row.text("rule")
            for mark in marks(row.text("key")):
                self._by_place[rule, place_of(mark)].append(row)
                if is_settled(row):
                    self._settled[rule, mark] = row

    def line(self, rule: str, key: str, taken: Iterable[int] = ()) -> Row | None:
        """Return the line that spoke of the same cells, one with an answer first; ``taken`` are others'."""
        near = (row for mark in sorted(marks(key)) for row in self._by_place.get((rule, place_of(mark)), ()))
        free = [row for row in near if row.number not in taken]
        return max(free, key=lambda row: (row["answer"] is not None, -row.number), default=None)

    def settled_by(self, rule: str, key: str) -> Row | None:
        """Return a line in which every one of a key's cells was settled as it stands; None where one was not."""
        found = [self._settled.get((rule, mark)) for mark in sorted(marks(key))]
        return found[0] if found and all(found) else None


def with_answers(found: Sequence[Finding], reading: Reading) -> tuple[tuple[Finding, ...], list[Told]]:
    """Return the findings with their officers' answers, and what is to be told of the answers themselves."""
    table = reading.tables.get("findings")
    if table is None or not {"answer", "why", "key"} <= table.columns.keys() or not any(_said(row) for row in table):
        return tuple(found), []
    before, keys = Before(table), CellKeys(reading)
    of_each = [keys.of(one) for one in found]
    answered = tuple(_answered(one, key, before) for one, key in zip(found, of_each, strict=True))
    there = {(one.rule, one.cell.sheet, cells_in_words(one.cells)) for one in found}
    places = {(one.rule, place_of(mark)) for one, key in zip(found, of_each, strict=True) for mark in marks(key)}
    still = [row for row in table if _is_there(row, there, places)]
    return answered, [*_about_answers(table, still)]


def _said(row: Row) -> bool:
    return row["answer"] is not None or row["settled_before"] is not None


def _is_there(row: Row, there: set[tuple[str, str, str]], places: set[tuple[str, str]]) -> bool:
    """Whether a line speaks of something that is found today: of an answer that has done its work nobody is asked."""
    rule = row.text("rule")
    return (rule, row.text("sheet"), row.text("cells")) in there or any(
        (rule, place_of(mark)) in places for mark in marks(row.text("key"))
    )


def _answered(one: Finding, key: str, before: Before) -> Finding:
    if settled := before.settled_by(one.rule, key):
        return replace(one, answer=OfficersAnswer.SETTLED, reason=settled.text("why"))
    line = before.line(one.rule, key) if key else None
    if line is None:
        return one
    if said := settled_before(line):
        return replace(one, message=f"{one.message} {said}")
    answer = answer_of(line)
    return replace(one, answer=answer) if answer in (OfficersAnswer.TAKE, OfficersAnswer.MEND) else one


def settled_before(line: Row) -> str:
    """Return what a finding that is asked again says of the time it was settled; "" where it was not."""
    if is_settled(line):
        stood = shown(line["found"])
        when = f"when “{_cut(stood)}” stood there" if stood else "before its cells changed"
        return f"You settled this {when}: {_cut(line.text('why'))}"
    return line.text("settled_before") if line["answer"] is None else ""


def _about_answers(table: Table, rows: Iterable[Row]) -> Iterator[Told]:
    for row in rows:
        if row["answer"] is None or row.text("rule") in ABOUT_ANSWERS:
            continue
        answer, words = answer_of(row), {"what": _cut(row.text("message")), "answer": row.text("answer")}
        cell = table.cell(row, "answer")
        if answer is None:
            yield Told(NO_ANSWER, cell, row.text("answer"), {**words, "slip": "that is none of the three answers"})
        elif answer is OfficersAnswer.SETTLED and not can_be_settled(row.text("rule")):
            yield Told(NOT_SETTLED, cell, row.text("answer"), words)
        elif answer is OfficersAnswer.SETTLED and row["why"] is None:
            yield Told(NO_REASON, table.cell(row, "why"), "", words)
        elif answer is OfficersAnswer.TAKE and row["offer"] is None:
            yield Told(NO_ANSWER, cell, row.text("answer"), {**words, "slip": "nothing is offered there"})


def _cut(text: str) -> str:
    text = text.rstrip(".")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def moved(found: Iterable[Finding], sheet: str, rows: Mapping[int, int]) -> tuple[Finding, ...]:
    """Return the findings with those about answers at the lines the answers will stand in; ``rows`` are old to new."""
    return tuple(
        _at_row(one, rows.get(one.cell.row, one.cell.row))
        if one.rule in ABOUT_ANSWERS and one.cell.sheet == sheet
        else one
        for one in found
    )


def _at_row(one: Finding, row: int) -> Finding:
    """Return a finding about an answer at another row: what to do names its cell, and no other."""
    cell = replace(one.cell, row=row)
    return replace(one, cell=cell, cells=(cell,), fix=one.fix.replace(one.cell.a1, cell.a1))
