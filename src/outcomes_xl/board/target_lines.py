"""The targets of a page: where from, where to, by when, the points on the way, and how it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.board.measures import Measure, shown_figure
from outcomes_xl.board.page_parts import ACROSS, short_period
from outcomes_xl.board.report_content import ContentTable, Paragraph, ReportColumn
from outcomes_xl.board.report_words import report_words, say
from outcomes_xl.model import Row, Table
from outcomes_xl.model.sentences import said
from outcomes_xl.targets.milestones import is_on_the_way
from outcomes_xl.targets.progress import TargetProgress
from outcomes_xl.targets.rounded import rounded
from outcomes_xl.targets.target_facts import is_ambition
from outcomes_xl.targets.target_levels import PER_CENT, POINTS

_KIND = "target_kind"
"""Whether a target is a level, points or per cent: said beside each, also where nobody has said it."""
_OF_A_NAME = 20
"""Letters that a measure's name has at least, however many columns stand beside it."""

TargetColumn = tuple[str, int, list[str]]
"""A column of the table: its heading, its width, and the fields of Targets that stand in it together."""


def by_row(found: Iterable[TargetProgress]) -> dict[int, TargetProgress]:
    """Return what may be said of each target, by its row on Targets."""
    return {one.facts.row.number: one for one in found}


def targets(
    tables: Mapping[str, Table], wanted: Mapping[str, Measure], beside: Mapping[int, TargetProgress]
) -> ContentTable | None:
    """Return the targets for these measures: the columns of Targets that the words name and the workbook has.

    ``beside`` is what may be said of each, by its row: the job Targets says the same, so that no two pages differ.
    """
    sheet = tables.get("targets")
    rows = [row for row in sheet or () if row.text("metric_id") in wanted]
    if sheet is None or not rows:
        return None
    shown = _columns(sheet, rows)
    columns = [ReportColumn(heading, width) for heading, width, _ in shown]
    columns.append(ReportColumn(say("targets.beside"), 16))
    of = {row.number: wanted[row.text("metric_id")] for row in rows}
    on_the_way = {number: _on_the_way(tables, measure, beside.get(number)) for number, measure in of.items()}
    if any(on_the_way.values()):
        columns.append(ReportColumn(say("targets.on_the_way"), 12))
    room = ACROSS - _OF_A_NAME
    if (wide := sum(column.width for column in columns)) > room:
        columns = [replace(column, width=column.width * room // wide) for column in columns]
    of_metric = ReportColumn(say("targets.measure"), ACROSS - sum(column.width for column in columns))
    lines = []
    for row in rows:
        measure = of[row.number]
        points = [on_the_way[row.number]] if len(columns) > len(shown) + 1 else []
        said_of_it = beside.get(row.number)
        word = ": ".join(filter(None, (said_of_it.word, said_of_it.meaning))) if said_of_it else ""
        lines.append((measure.name, *_of_target(row, measure, shown, said_of_it), word, *points))
    return ContentTable("targets", say("about.targets"), (of_metric, *columns), tuple(lines))


def not_settled(tables: Mapping[str, Table], wanted: Mapping[str, Measure]) -> tuple[Paragraph, ...]:
    """Return what targets may mean whose kind nobody has confirmed: both readings, as the workbook works them out.

    What else is asked there is of how a cell is shown, and nothing to a board.
    """
    return tuple(
        Paragraph(row.text("readings"), wanted[row.text("metric_id")].title)
        for row in tables.get("targets") or ()
        if row.text("readings").endswith("?") and row.text("metric_id") in wanted
    )


def _columns(sheet: Table, rows: Sequence[Row]) -> list[TargetColumn]:
    """Return the columns whose fields the workbook has and some row fills; a later layout's join by the words."""
    found = []
    for heading, width, fields in report_words()["targets"]["columns"]:
        filled = {name for name in fields if name in sheet.columns and any(row[name] is not None for row in rows)}
        there = [name for name in fields if name in filled or (name == _KIND and "target" in filled)]
        if there:
            found.append((heading, width, there))
    return found


def _of_target(
    row: Row, measure: Measure, columns: Iterable[TargetColumn], progress: TargetProgress | None
) -> Iterator[str]:
    words = report_words()["targets"]
    # A change says little to a board: where it leads stands beside it, once that is settled.
    level = progress.level if progress and progress.facts.kind in (POINTS, PER_CENT) else None
    for _, _, fields in columns:
        told = []
        for name in fields:
            if name == _KIND and row[name] is None:
                told.append(say("targets.kind_not_said"))
            elif row[name] is not None:
                # What a target's number means stands beside it: a level, points or per cent.
                figure = name in words["figures"] or name in words["numbers"]
                unit = measure.unit if name in words["figures"] else "number"
                told.append(str(shown_figure(row[name], unit)) if figure else short_period(said(row[name])))
        if _KIND in fields and level is not None and progress is not None:
            told.append(say("targets.to_reach", level=str(shown_figure(rounded(level, progress.places), measure.unit))))
        yield ", ".join(told)


def _on_the_way(tables: Mapping[str, Table], measure: Measure, progress: TargetProgress | None) -> str:
    """Return the points on the way to one target; a workbook made before there were any has none.

    A metric's targets share its milestones: those that are due with a target, or after it, are on the way to another.
    """
    found: list[str] = []
    for row in tables.get("milestones") or ():
        if row.text("metric_id") != measure.id or row["value"] is None or is_ambition(row):
            continue
        if progress is None or is_on_the_way(row, progress.facts):
            found.append(f"{shown_figure(row['value'], measure.unit)} by {short_period(said(row['period']))}")
    return "; ".join(found)
