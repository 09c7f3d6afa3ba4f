"""Journeys as a workbook for reading: at a glance, paths, what comes next, what was reached, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.board.report_content import ShownFigure
from outcomes_xl.building.journeys_charts import put_below
from outcomes_xl.building.journeys_glance import GLANCE, PATHS, glance_charts, glance_rows, per_cent
from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk, head, write_table
from outcomes_xl.building.reading_workbook import reading_workbook
from outcomes_xl.building.workbook_base import AUTHOR
from outcomes_xl.disclosure.outputs import UNPUBLISHED
from outcomes_xl.journeys.paths import Reach
from outcomes_xl.journeys.shown import JourneysShown, NextShown, PathShown
from outcomes_xl.journeys.steps import JourneyStep
from outcomes_xl.london.row_kinds import Plain

CATEGORY = "outcomes_xl journeys"
_FEW, _WITHHELD, _ITSELF = "none shown", "c", "–"


@dataclass(frozen=True, slots=True)
class JourneyColumn:
    """A column of one of the sheets."""

    heading: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class JourneysTold:
    """What the workbook says besides its tables: whose, when, from what, and how it was made."""

    title: str
    day: date
    living_line: str
    about: tuple[tuple[str, str], ...]


def journeys_workbook(shown: JourneysShown, told: JourneysTold) -> bytes:
    """Return the workbook as the bytes of an .xlsx; the same journeys on the same day give the same bytes."""
    properties = {
        "title": f"{told.title} ({UNPUBLISHED.lower()})",
        "subject": told.living_line,
        "author": AUTHOR,
        "category": CATEGORY,
        "keywords": UNPUBLISHED,
        "created": datetime.combine(told.day, time(9)),
    }

    def write(desk: Desk) -> None:
        _glance(desk, shown, told)
        _paths(desk, shown, told)
        _next_steps(desk, shown, told)
        _reached(desk, shown, told)
        _about(desk, told)

    return reading_workbook(properties, write)


def _glance(desk: Desk, shown: JourneysShown, told: JourneysTold) -> None:
    columns = (JourneyColumn("About", 26), JourneyColumn("What is so", 84), JourneyColumn("Per cent", 12, "figure"))
    about = (
        "For a minute's reading: the numbers stand on the other sheets, and on the last how they were made. "
        "Behind “…” several rarer ways go on."
    )
    sheet, last = _sheet(desk, GLANCE, told, about, columns, glance_rows(shown))
    put_below(desk, sheet, last, [*glance_charts(shown)])
    sheet.fit_to_pages(1, 1)


def _paths(desk: Desk, shown: JourneysShown, told: JourneysTold) -> None:
    columns = (
        JourneyColumn("Path", 58),
        JourneyColumn("People", 12, "whole"),
        JourneyColumn("Per cent of all", 12, "figure"),
        JourneyColumn("Domains", 34),
        JourneyColumn("Layers", 44),
    )
    rows = [_path_row(one) for one in shown.paths]
    about = (
        "The order in which steps came to people, the most common first. A step that repeats itself is told once. "
        "Behind “…” several rarer ways go on."
    )
    _sheet(desk, PATHS, told, about, columns, rows)


def _path_row(one: PathShown) -> list[Plain | ShownFigure]:
    words = one.words or "All other paths together"
    tags = [_once(step.domain for step in one.steps), _once(step.layer for step in one.steps)]
    return [words, one.people, per_cent(one.share), *tags]


def _next_steps(desk: Desk, shown: JourneysShown, told: JourneysTold) -> None:
    every = [one.step.name for one in shown.next_steps]
    columns = (
        JourneyColumn("Step", 18),
        JourneyColumn("Domain", 16),
        JourneyColumn("Layer", 28),
        JourneyColumn("People", 10, "whole"),
        *(JourneyColumn(f"Then {name}", 13, "figure") for name in every),
        JourneyColumn("Nothing after", 13, "figure"),
    )
    rows: list[list[Plain | ShownFigure]] = [
        [*_tagged(one.step), one.people, *_going(one, every), _count(one.nothing, _FEW)] for one in shown.next_steps
    ]
    about = (
        f"How many people went from a step straight to another, of about {shown.in_paths:,} whose path can be shown. "
        "One person can be in several cells of a row."
    )
    _sheet(desk, "Next step", told, about, columns, rows)


def _going(one: NextShown, every: Sequence[str]) -> list[Plain | ShownFigure]:
    """Return where people went from a step; to itself nobody does, since a step that repeats itself is told once."""
    return [
        ShownFigure(_ITSELF) if name == one.step.name else _count(many, _FEW)
        for name, many in zip(every, one.then, strict=True)
    ]


def _reached(desk: Desk, shown: JourneysShown, told: JourneysTold) -> None:
    columns = (
        JourneyColumn("First", 16),
        JourneyColumn("Then", 16),
        JourneyColumn("Within months", 11, "whole"),
        JourneyColumn("Reached in time", 12, "figure"),
        JourneyColumn("Reached later", 12, "figure"),
        JourneyColumn("Not reached so far", 13, "figure"),
        JourneyColumn("Per cent in time", 13, "figure"),
        JourneyColumn("Too soon to say", 12, "figure"),
        JourneyColumn("Domain reached", 16),
        JourneyColumn("Layer reached", 28),
    )
    rows: list[list[Plain | ShownFigure]] = []
    for one in shown.pairs:
        within, later, never, soon = (
            _count(one.people[word], _WITHHELD) for word in (Reach.WITHIN, Reach.LATER, Reach.NOT, Reach.TOO_SOON)
        )
        tags = (one.second.domain, one.second.layer)
        rows.append(
            [one.first.name, one.second.name, one.pair.months, within, later, never, per_cent(one.share), soon, *tags]
        )
    about = (
        "Of people with the first step, how many had the second on the same day or after it. The share is of those "
        "whose first step is long enough ago; c: withheld."
    )
    _sheet(desk, "Reached", told, about, columns, rows)


def _about(desk: Desk, told: JourneysTold) -> None:
    columns = (JourneyColumn("About", 22), JourneyColumn("What is so", 98))
    about = "How these numbers were made, what was left out, and what they do not say."
    _sheet(desk, "How it was made", told, about, columns, [list(row) for row in told.about])


def _sheet(
    desk: Desk,
    name: str,
    told: JourneysTold,
    about: str,
    columns: Sequence[JourneyColumn],
    rows: Sequence[Sequence[Plain | ShownFigure]],
) -> tuple[Worksheet, int]:
    """Add a sheet; return it and the last row of its table, counted from 1."""
    sheet = head(
        desk, name, f"{told.title}: {name[0].lower()}{name[1:]} – {UNPUBLISHED.lower()}", about, told.living_line
    )
    last = write_table(desk, sheet, f"tblJourneys_{name}", columns, rows, {})
    sheet.repeat_rows(0, HEADING_ROW - 1)  # each printed page says that it is unpublished
    return sheet, last


def _count(many: int | None, otherwise: str) -> ShownFigure:
    return ShownFigure(otherwise, None) if many is None else ShownFigure(f"{many:,}", many)


def _tagged(step: JourneyStep) -> tuple[str, str, str]:
    return step.name, step.domain, step.layer


def _once(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))
