"""A button of the pane pressed: read the workbook, do the job, write, and a box that says what was done and what next.

Python runs in Excel's task pane here. Whatever happens, an officer gets a sentence and the workbook is whole.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from outcomes_xl.carry.layout_marker import BRINGS_THE_LAYOUT, is_older
from outcomes_xl.hosts import lite
from outcomes_xl.hosts.change_batches import sheet_of
from outcomes_xl.hosts.lite.pane_objects import PaneBook
from outcomes_xl.jobs.changed import changed
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.registry import JOBS, Job
from outcomes_xl.jobs.work_list import WorkList, work_list
from outcomes_xl.lite.packages import bring, lacking
from outcomes_xl.lite.pane_findings import next_finding
from outcomes_xl.lite.pane_highlight import highlight
from outcomes_xl.lite.pane_needs import NEEDS, Say
from outcomes_xl.lite.scripts import in_the_pane, pane_scripts
from outcomes_xl.model import Area, Book, Patch, Result, Sheet
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.our_workbook import must_be_ours
from outcomes_xl.workflows.run_job import Around, run_job

_log = logging.getLogger(__name__)
_MOST_LINES = 25
_FEW_FETCHES = 3
_OUR_SLIP = (
    "Something went wrong on our side. Look at Changes: what is not there was not done. "
    "What happened stands in the pane's Output: please send it to whoever looks after the toolkit."
)
_OLDER = (
    "This workbook has an earlier layout. It works as it is; a colleague with the Outcomes tab can bring it to today's."
)


@dataclass(frozen=True)
class PaneReply:
    """What the officer is told; ``stopped`` when the job was not done."""

    sentence: str
    stopped: bool = False


async def press(book: PaneBook, button: str, *, not_sent: Collection[str] = (), **chosen: Any) -> None:
    """Do what a button says and show a box that says what was done, or what to do first. Never raises.

    ``not_sent`` are the sheets that Lite was told to leave out; ``chosen`` is what stands in the form above the button.
    """
    reply = await answer(book, button, not_sent, chosen, datetime.now())
    print(reply.sentence)
    title = next((one.title for one in pane_scripts() if one.button == button), "Outcomes")
    book.app.alert(reply.sentence, title, "ok", "critical" if reply.stopped else "info")


async def answer(
    book: PaneBook, button: str, not_sent: Collection[str], chosen: Mapping[str, Any], now: datetime
) -> PaneReply:
    """Do what a button says; return what the officer is told. Never raises."""
    try:
        return await _done(book, button, not_sent, chosen, now)
    except CannotUse as trouble:
        return PaneReply(str(trouble), stopped=True)
    except Exception:
        _log.exception("%s did not end well", button)
        return PaneReply(_OUR_SLIP, stopped=True)


async def _done(
    book: PaneBook, button: str, not_sent: Collection[str], chosen: Mapping[str, Any], now: datetime
) -> PaneReply:
    print("Reading the workbook")
    seen = await lite.read(book, not_sent)
    must_be_ours(seen)
    if button == "next":
        return PaneReply(_next_step(seen) or "Press Check: it says what there is to look at.")
    if button == "next_finding":
        return PaneReply(next_finding(book, seen))
    if button == "highlight":
        return PaneReply(await highlight(book, seen, str(chosen.get("framework") or "")))
    result = await _result(seen, button, chosen, now)
    if result.stopped_by:
        return PaneReply(result.in_a_box, stopped=True)
    limits = lite.limits_of(result.patch)
    for sentence in limits:
        print(sentence)
    await lite.play(book, _written_down_first(result.patch))
    older = _OLDER if button == BRINGS_THE_LAYOUT and _looks_older(seen) else ""
    after = await _next_step_now(book, _start_in(seen))
    return PaneReply("\n\n".join(filter(None, (result.summary, " ".join(limits), older, after))))


async def _result(seen: Book, button: str, chosen: Mapping[str, Any], now: datetime) -> Result:
    """Return what the job answers; a package that it asks for is fetched, and the job begun anew: it writes nothing."""
    for _ in range(_FEW_FETCHES):
        try:
            return await _asked(seen, button, chosen, now)
        except Exception as trouble:
            wanted = lacking(trouble)
            if isinstance(trouble, CannotUse) or not wanted:
                raise
        await bring(wanted, print)
    return await _asked(seen, button, chosen, now)


async def _asked(seen: Book, button: str, chosen: Mapping[str, Any], now: datetime) -> Result:
    if button == "changed":
        account = changed(seen, Context(now, framework_of(seen)), _run_of(chosen.get("run")))
        return Result((), Patch(), "\n".join([account.summary, *account.words[:_MOST_LINES]]))
    if button == "worklist":
        work = work_list(seen, Context(now, framework_of(seen)), str(chosen.get("holder") or "").strip())
        return Result((), Patch(), "\n".join([work.summary, *_by_holder(work)]))
    job, own = _job_of(button)
    context = Context(now=now.replace(second=0, microsecond=0), framework=framework_of(seen))
    got = {need: await NEEDS[need](seen, context, chosen, _say) for need in job.needs}
    known = {choice.name for choice in job.choices}
    choices = {**{name: value for name, value in chosen.items() if name in known and value not in ("", "All")}, **own}
    return run_job(job, seen, Around(now, settings=Settings, say=_say, choices=choices, got=got))


def _by_holder(work: WorkList) -> Iterator[str]:
    """Yield what is open with each holder, as far as a box has room."""
    shown = work.items[:_MOST_LINES]
    for holder, items in groupby(shown, key=lambda one: one.holder):
        yield from ("", f"{holder}:", *(f"{one.metric}: {one.asked}" for one in items))
    if more := len(work.items) - len(shown):
        yield from ("", f"And {more} more. Name one holder in the form for theirs alone.")


def _run_of(typed: object) -> int | None:
    """Return the run asked for by its number; None, for the last one, where there is a 0 or nothing."""
    try:
        return int(str(typed or "").strip() or 0) or None
    except ValueError:
        raise WrongUsage(
            f"“{typed}” is no run's number.", "Type the number it has on Changes; 0 is the last one."
        ) from None


def _job_of(button: str) -> tuple[Job, Mapping[str, Any]]:
    for job in filter(in_the_pane, JOBS):
        if button in job.buttons:
            return job, job.buttons[button]
    raise WrongUsage(
        f"This copy of the tool has no button “{button}” in the pane.",
        "Ask whoever gave you the workbook for one of today's version.",
    )


_say: Say = print


def _written_down_first(patch: Patch) -> Patch:
    """Return a patch with what is written down for Undo before all else, each sheet's changes in their own order.

    A pane can be closed in the middle. What was done and not written down could never be taken back.
    """
    log = {layout("borough").sheet(key).name for key in ("changes", "undo")}
    return Patch(tuple(sorted(patch, key=lambda change: sheet_of(change) not in log)))


def _looks_older(book: Book) -> bool:
    plan = layout("borough")
    return is_older(book, read_tables(book, plan), plan)


def _next_step(book: Book) -> str:
    """Return what Start says is next, as Excel worked it out last; "" where it does not say."""
    return _said(book.sheets[sheet]) if (sheet := _start_in(book)) else ""


def _start_in(book: Book) -> str:
    """Return what the sheet Start is called, which an officer may have changed; "" where there is none."""
    start = read_tables(book, layout("borough")).tables.get("start")
    return start.sheet if start else ""


def _said(start: Sheet) -> str:
    said = start.value(2, 1)
    return said if isinstance(said, str) and said.startswith("Next:") else ""


async def _next_step_now(book: PaneBook, name: str) -> str:
    """Return what Start, which is called so, says is next, as Excel has worked it out by now."""
    start = next((sheet for sheet in book.sheets if sheet.name == name), None)
    return _said(await lite.now(start, Area.parse("A2:A2"))) if start else ""
