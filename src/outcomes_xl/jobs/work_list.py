"""The work list: what is still open on Data availability, by who holds it or may hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.framework.standing import standing, waits
from outcomes_xl.jobs.availability import borough_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.gaps import PERHAPS, perhaps
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import start_answer
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
IN_PRINT = "Nobody to ask: it is published"
"""Stands where a holder would, for a figure that is there to be taken or fetched."""
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
    prepared_by: str = ""
    by: str = ""


def fields() -> tuple[str, ...]:
    """Return the fields of Data availability that a work list asks about."""
    return layout("worklist").sheet("worklist").owned_by(Owner.OFFICER)


def work_list(book: Book, context: Context, holder: str = "", by: str = "") -> WorkList:
    """Return what is open, all of it or what one holder has or may have.

    A name is the holder's own, in whatever case, or its first words; where nobody is called so, every holder it is part
    of. Others that have the word are named in the summary. ``by`` is the day the list is asked back, in words. Raises
    CannotUse when nobody of that name holds anything that is open, or when the workbook does not say whose it is.
    """
    reading = read_borough(book)
    borough = borough_of(book, context)
    table = reading.tables.get("availability")
    if table is None or not {"metric_id", "status"} <= table.columns.keys():
        raise CannotUse(
            "The sheet “Data availability”, or its columns “Metric id” and “Status”, are not there.",
            "Bring them back from an earlier copy, then do this again.",
        )
    last = (IN_PRINT, NOBODY)
    every = sorted(_open(reading, context.framework), key=lambda one: (one.holder in last, folded(one.holder)))
    some, others = _of_holder(every, holder)
    if holder and not some:
        names = list(dict.fromkeys(one.holder for one in every if one.holder not in last))
        near = did_you_mean(holder, names)
        hint = f"Did you mean {near}?" if near else f"There are: {'; '.join(names) or 'none yet'}."
        raise CannotUse(f"Nothing that is open is held by “{holder}”.", hint)
    summary = _summary(some, holder, context.framework)
    if others:
        summary += (
            f" “{holder}” is a part of other names too: {'; '.join(others)}. Name one of them whole for its list."
        )
    return WorkList(borough, tuple(some), summary, holder, start_answer(reading, "Prepared by"), by)


def _of_holder(every: list[WorkItem], holder: str) -> tuple[list[WorkItem], list[str]]:
    """Return what a holder of this name has, and the other holders whose names the word is a part of."""
    wanted = _plainly(holder)
    if not wanted:
        return every, []
    names = {one.holder: _plainly(one.holder) for one in every}
    having = [name for name, bare in names.items() if wanted in bare]
    own = (
        [name for name in having if names[name] == wanted]
        or [name for name in having if names[name].startswith(wanted)]
        or having
    )
    return [one for one in every if one.holder in own], [name for name in having if name not in own]


def _plainly(holder: str) -> str:
    """Return a holder's name to be compared: a guess is called as the holder is."""
    return folded(holder).removeprefix(folded(PERHAPS)).strip()


def _open(reading: Reading, framework: Framework) -> Iterator[WorkItem]:
    table = reading.tables["availability"]
    ours = reading.tables.get("framework")
    local = {row.text("metric_id"): row for row in ours or ()}
    seen: set[str] = set()
    for row in table:
        metric_id = row.text("metric_id")
        known, own = framework.metrics.get(metric_id), local.get(metric_id)
        state = own.text("state") if own else known.state if known else ""
        asked, holder = _asked(row, framework), row.text("holder")
        if not metric_id or metric_id in seen or state == _RETIRED or not asked:
            continue
        seen.add(metric_id)
        yield WorkItem(
            metric_id,
            row.text("metric") or (known.title if known else metric_id),
            own.text("definition") if own else known.definition if known else "",
            row.text("status"),
            holder or _to_ask(asked, known),
            asked,
            {name: row[name] for name in fields()},
        )


# What is published is taken or fetched by whoever has the tool: a publisher is not asked.
_OF_THE_PUBLISHED = {
    "Found: take it": "A figure was found. Take suggestions, or choose a status.",
    "Published: fetch it": "It is published. Fetch the file as Gaps says, then check data availability again.",
    "Published: look it up": "It is published where this tool cannot read it. Look it up as Gaps says, then choose a"
    " status.",
}


def _to_ask(asked: str, metric: Metric | None) -> str:
    """Return who may be asked where the officer has named nobody."""
    if asked in _OF_THE_PUBLISHED.values():
        return IN_PRINT
    return (perhaps(metric) if metric else "") or NOBODY


def _has_no_status(status: str, framework: Framework) -> bool:
    return not status or status in framework.tagged("status", "open")


def _asked(row: Row, framework: Framework) -> str:
    """Return what a row asks for, "" when nothing: the questions of Check, as one would put them to somebody."""
    status = row.text("status")
    if _has_no_status(status, framework):
        return _OF_THE_PUBLISHED.get(standing(status, row.text("found")), "Is this data there? Choose a status.")
    if status in framework.tagged("status", "partner"):
        return "Can you share this? Give the latest period and figure, or say in Note what it would take."
    if status in framework.tagged("status", "gap") and not row.text("note"):
        return "Say in Note why it cannot be had, or who might hold it."
    if status in framework.tagged("status", "available") and not row.text("latest_period"):
        return "Give the latest period and figure you hold."
    return ""


def _summary(items: list[WorkItem], holder: str, framework: Framework) -> str:
    if not items:
        return "Nothing is open on Data availability."
    without = sum(_has_no_status(one.status, framework) for one in items)
    parts = [f"{without} without a status" if without else ""]
    parts += [f"{len(items) - without} with something missing beside it" if len(items) > without else ""]
    said = f"{counted(len(items), *waits('to_ask_about'))}{f' of {holder}' if holder else ''}: "
    said += f"{', '.join(part for part in parts if part)}."
    return said if holder else f"{said}{_who(items)}"


def _who(items: list[WorkItem]) -> str:
    """Return with how many holders the items are, as a sentence that follows another; "" where there is none to say."""
    holders = len({one.holder for one in items if one.holder not in (IN_PRINT, NOBODY)})
    published, nobody = (sum(one.holder == name for one in items) for name in (IN_PRINT, NOBODY))
    parts = [
        f"{counted(holders, 'holder')} to ask" if holders else "",
        f"{published} published, with nobody to ask" if published else "",
        f"{nobody} with nobody named yet" if nobody else "",
    ]
    return f" {'; '.join(part for part in parts if part)}."
