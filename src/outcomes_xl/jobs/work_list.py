"""The work list: what is still open on Data availability, by who holds it or may hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.jobs.availability import borough_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book, Row, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import folded

JOB = "Work list"
STAY_HERE = frozenset({"note"})
"""Fields that are asked for and not sent: what a borough noted for itself is nobody else's to read."""
OF_THE_LIST = "(list)"
"""Stands for a metric's id where the record of what was sent says something of the whole list."""
NOBODY = "Nobody named yet"
_RETIRED = "Retired"


@dataclass(frozen=True)
class WorkItem:
    """One metric with something open: who holds it or may hold it, what is asked, and what stands in its row."""

    metric_id: str
    metric: str
    definition: str
    status: str
    holder: str
    asked: str
    answers: Mapping[str, Value]


@dataclass(frozen=True)
class WorkList:
    """What is open in a borough's workbook, by holder, and a sentence about it."""

    borough: Borough
    items: tuple[WorkItem, ...]
    summary: str
    holder: str = ""


def fields() -> tuple[str, ...]:
    """Return the fields of Data availability that a work list asks about."""
    return layout("worklist").sheet("worklist").owned_by(Owner.OFFICER)


def work_list(book: Book, context: Context, holder: str = "") -> WorkList:
    """Return what is open, all of it or what one holder has or may have.

    A name stands for every holder it is part of, in whatever case. Raises CannotUse when nobody of that name holds
    anything that is open, or when the workbook does not say whose it is.
    """
    reading = read_borough(book)
    borough = borough_of(book, context)
    table = reading.tables.get("availability")
    if table is None or not {"metric_id", "status"} <= table.columns.keys():
        raise CannotUse(
            "The sheet “Data availability”, or its columns “Metric id” and “Status”, are not there.",
            "Bring them back from an earlier copy, then do this again.",
        )
    every = sorted(_open(reading, context.framework), key=lambda one: (one.holder == NOBODY, folded(one.holder)))
    some = [one for one in every if folded(holder) in folded(one.holder)]
    if holder and not some:
        names = list(dict.fromkeys(one.holder for one in every if one.holder != NOBODY))
        near = did_you_mean(holder, names)
        hint = f"Did you mean {near}?" if near else f"There are: {'; '.join(names) or 'none yet'}."
        raise CannotUse(f"Nothing that is open is held by “{holder}”.", hint)
    return WorkList(borough, tuple(some), _summary(some, holder), holder)


def _open(reading: Reading, framework: Framework) -> Iterator[WorkItem]:
    table = reading.tables["availability"]
    guessed = {row.text("metric_id"): row.text("holder") for row in reading.tables.get("gaps") or ()}
    ours = reading.tables.get("framework")
    local = {row.text("metric_id"): row for row in ours or ()}
    seen: set[str] = set()
    for row in table:
        metric_id = row.text("metric_id")
        known, own = framework.metrics.get(metric_id), local.get(metric_id)
        state = own.text("state") if own else known.state if known else ""
        asked = _asked(row, framework)
        if not metric_id or metric_id in seen or state == _RETIRED or not asked:
            continue
        seen.add(metric_id)
        yield WorkItem(
            metric_id,
            row.text("metric") or (known.title if known else metric_id),
            own.text("definition") if own else known.definition if known else "",
            row.text("status"),
            row.text("holder") or guessed.get(metric_id) or NOBODY,
            asked,
            {name: row[name] for name in fields()},
        )


def _asked(row: Row, framework: Framework) -> str:
    """Return what a row asks for, "" when nothing: the questions of Check, as one would put them to somebody."""
    status = row.text("status")
    if not status or status in framework.tagged("status", "open"):
        return "Is this data there? Choose a status."
    if status in framework.tagged("status", "partner"):
        return "Can you share this? Give the latest period and figure, or say in Note what it would take."
    if status in framework.tagged("status", "gap") and not row.text("note"):
        return "Say in Note why it cannot be had, or who might hold it."
    if status in framework.tagged("status", "available") and not row.text("latest_period"):
        return "Give the latest period and figure you hold."
    return ""


def _summary(items: list[WorkItem], holder: str) -> str:
    if not items:
        return "Nothing is open on Data availability."
    holders = len({one.holder for one in items if one.holder != NOBODY})
    nobody = sum(one.holder == NOBODY for one in items)
    by = f", with {holder}" if holder else f", with {counted(holders, 'holder')}" if holders else ""
    rest = f"; {nobody} with nobody named yet" if nobody and not holder else ""
    return f"{counted(len(items), 'metric')} open{by}{rest}."
