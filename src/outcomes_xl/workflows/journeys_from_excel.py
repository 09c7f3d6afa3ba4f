"""Journeys from Excel: the officer names sources and a key, is told what is in them, and says yes before any count.

What is counted is remembered on the register of outputs, so she looks first: put right then costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from outcomes_xl.disclosure.outputs import BASE, THRESHOLD, CountRule
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.made_beside import MadeBeside
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.journeys.event_columns import NamedColumns
from outcomes_xl.journeys.linkage_key import NoLinkageKey
from outcomes_xl.journeys.typed_journeys import SUCH_AS, TypedJourneys, typed_journeys
from outcomes_xl.journeys.typed_month import day_typed
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked, Stopped, WrongUsage
from outcomes_xl.model.sentences import counted, quoted_short
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.sources.local.source_rows import SourceRow, places_in
from outcomes_xl.workflows.follow_journeys import JourneysAsked, follow_journeys
from outcomes_xl.workflows.named_sources import SourcesToRead, by_itself, each_once, on_sources
from outcomes_xl.workflows.run_job import Around, Got
from outcomes_xl.workflows.sources_in_a_box import cut, folder_of, place_beside, question

ABOUT = "journeys"
_LOOKED = f"{ABOUT}, looked at"
_NO = f"no {ABOUT}"
_MOST_SHOWN, _LONGEST_LINE, _LONGEST_LOOK = 6, 55, 700
_HOW = (
    f"Type their numbers, the word with, and the name of the key to link them with, such as: {SUCH_AS}. A file beside "
    "this workbook can be typed by its name, several with semicolons between. Nothing is counted yet. "
    "Empty makes nothing."
)
_GO_ON = (
    "Yes counts the paths and writes a workbook beside this one; the register remembers what was told. "
    "No makes nothing: put right first what is to be put right."
)


def journeys_for(book: Book, context: Context, around: Around) -> Got:
    """Return what is to be told of the journeys; raises QuestionAsked until the officer has named, seen and agreed."""
    folder = folder_of(around, "Journeys")
    rows = each_once(places_in(read_borough(book).tables.get("sources")))
    begins, _, typed = around.agreed.partition(": ")
    if around.agreed == _NO:
        return Got(MadeBeside("No journeys were made."))
    if begins not in (ABOUT, _LOOKED):
        raise _question(rows)
    try:
        said = typed_journeys(typed)
        sources = _sources(said, rows, folder, book.name)
        asked = _asked(said, folder, book.name)
        around.say("Reading " + ", ".join(row.called for row in sources.rows))
        look = replace(asked, preview=begins == ABOUT)
        told = follow_journeys(look, around.now, sources, around.stopped)
    except (Stopped, NoLinkageKey):
        raise
    except CannotUse as trouble:
        raise _question(rows, str(trouble)) from None
    if look.preview:
        raise QuestionAsked(_seen(told[:-1]), f"{_LOOKED}: {typed}", _GO_ON, "ask")
    where = "What was read, and what was left out and why, stands on its sheet How it was made."
    return Got(MadeBeside(f"{told[-2]} {told[-1]} {where}", str(asked.to)))


def _question(rows: Sequence[SourceRow], trouble: str = "") -> QuestionAsked:
    names = [row.called for row in rows]
    lines = [
        f"{number}: {row.called if names.count(row.called) == 1 else row.place}" for number, row in enumerate(rows, 1)
    ]
    none = "Sources names none. Fill a row there for each: its kind and its file or connection."
    return question(ABOUT, _HOW, trouble, [cut(line, _LONGEST_LINE) for line in lines], _MOST_SHOWN, none)


def _sources(said: TypedJourneys, rows: tuple[SourceRow, ...], folder: Path, workbook: str) -> SourcesToRead:
    return SourcesToRead.of_workbook(tuple(_source(one, rows, folder, workbook) for one in said.sources), folder)


def _source(one: int | str, rows: tuple[SourceRow, ...], folder: Path, workbook: str) -> SourceRow:
    """Return the source of a number of the list, of a name on Sources, or of a file beside the workbook."""
    if isinstance(one, int):
        if not 1 <= one <= len(rows):
            has = f"Sources names {counted(len(rows), 'source')}" if rows else "Sources names none"
            raise WrongUsage(f"There is no source {one}: {has}.", f"Type the numbers of the list, such as: {SUCH_AS}")
        return rows[one - 1]
    if any(row.goes_by(one) for row in rows):
        return on_sources(one, rows, workbook)
    if found := by_itself(one, folder):
        return found
    near = did_you_mean(one, [row.called for row in rows])
    raise WrongUsage(
        f"There is no file “{quoted_short(one)}” beside this workbook, and Sources names no such source.",
        f"Did you mean “{near}”?" if near else "Type its number in the list, or its name as File Explorer shows it.",
    )


def _asked(said: TypedJourneys, folder: Path, workbook: str) -> JourneysAsked:
    many = said.options.get
    steps = said.one("steps")
    return JourneysAsked(
        sources=(),
        key=said.key,
        to=place_beside(folder, workbook, "journeys"),
        named=NamedColumns(many("person", ()), many("event", ()), many("date", ())),
        steps=folder / steps if steps else None,
        reach=many("reach", ()),
        within=12 if (months := said.number("within")) is None else months,
        longest=said.number("longest"),
        until=day_typed(said.one("until")),
        rule=CountRule(
            THRESHOLD if (fewest := said.number("threshold")) is None else fewest,
            "suppress" if "suppress" in said.options else "round",
            BASE if (base := said.number("round")) is None else base,
        ),
    )


def _seen(told: Sequence[str]) -> str:
    """Return what is in the sources, whole sentences as far as a box holds them."""
    shown: list[str] = []
    for sentence in told:
        if sum(map(len, shown)) + len(sentence) > _LONGEST_LOOK:
            shown.append("More is told by the command with --preview.")
            break
        shown.append(sentence)
    return "\n".join(shown)
