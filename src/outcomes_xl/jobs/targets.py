"""Targets: where each stands beside its path, on a sheet of its own, in one word and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import Added, Entry, name_is_free, new_sheet, not_listed, rewrite
from outcomes_xl.model import AddSheet, Book, Patch, Result, Table
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.targets.path_words import ABOVE, BELOW, ON_PATH, TOO_NEAR
from outcomes_xl.targets.progress import NOT_SAID, TargetProgress, all_progress
from outcomes_xl.targets.rounded import rounded

JOB = "Targets"
SHEET = "target_progress"
_NONE = "There is no target yet: type the first one on the sheet Targets."
_BECAUSE = "Worked out from Targets, Milestones and the figures found."


def targets(book: Book, context: Context) -> Result:
    """Return the patch that writes where every target stands on its sheet, and what is in the way of saying so.

    Nothing an officer typed is changed: a baseline is offered, never set. Raises WrongTemplate for another workbook.
    """
    reading = read_borough(book)
    found = all_progress(reading.tables, context.framework, context.today)
    if not found and SHEET not in reading.tables:
        return Result((), Patch(), _NONE)
    added = _on_its_sheet(book, reading, [*_rows(found)])
    told = [*_told(reading.tables, found)] if found else []
    if added.in_the_way:
        told.append(Told("TG02", added.in_the_way, words={"why": added.why, "next": added.next}))
    said = (in_a_sentence(found) if found else _NONE) + not_listed(book, reading, SHEET)
    result = Result(findings(told), Patch(added.changes), said)
    return logged(result, JOB, book, reading, context)


def in_a_sentence(found: Sequence[TargetProgress]) -> str:
    """Return how many targets stand where: "3 targets: 1 above, 1 too near to say, 1 not said."""
    words = Counter(one.word for one in found)
    parts = [f"{words[word]} {word}" for word in (ON_PATH, ABOVE, BELOW, TOO_NEAR, NOT_SAID) if words[word]]
    return f"{counted(len(found), 'target')}: {', '.join(parts)}."


def _rows(found: Sequence[TargetProgress]) -> Iterator[Entry]:
    for one in found:
        lower, upper = one.limits or (None, None)
        latest, places = one.latest, one.places
        yield {
            "metric": one.facts.name,
            "word": one.word_in_full,
            "says": one.sentence,
            "figure": latest.value if latest else None,
            "period": latest.label if latest else None,
            "from": lower,
            "to": upper,
            "path_now": None if one.path_now is None else rounded(one.path_now, places),
            "baseline": one.facts.baseline_number,
            "level": None if one.level is None else rounded(one.level, places),
            "by_period": one.facts.by.label if one.facts.by else None,
            "what_next": " ".join(trouble.next for trouble in one.troubles),
            "if_it_goes_on": one.about_projection,
            "worth_knowing": " ".join(one.notes),
            "metric_id": one.facts.row.text("metric_id"),
        }


def _told(tables: Mapping[str, Table], found: Sequence[TargetProgress]) -> Iterator[Told]:
    for one in found:
        for trouble in one.troubles:
            table = tables["milestones" if trouble.milestone else "targets"]
            row = trouble.milestone or one.facts.row
            field = trouble.field if trouble.field in table.columns else "metric_id"
            if trouble.field and field in table.columns:
                words = {"metric": one.facts.name, "why": trouble.why, "next": trouble.next}
                yield Told("TG01", table.cell(row, field), row.text(field), words)


def _on_its_sheet(book: Book, reading: Reading, rows: list[Entry]) -> Added:
    shape, table = layout("borough").sheet(SHEET), reading.tables.get(SHEET)
    if table is not None:
        return rewrite(book, table, rows, _BECAUSE, for_undo=True)
    return Added((AddSheet(new_sheet(shape, rows), _BECAUSE),)) if name_is_free(book, shape) else Added()
