"""Targets as a workbook to read: a sheet a target, its words, its numbers, and a chart of Excel's own beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import reduce
from math import gcd
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.card_chart import TEAL_LINE
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.building.page_setup import on_one_page
from outcomes_xl.building.reading_sheet import Desk
from outcomes_xl.building.reading_workbook import reading_workbook
from outcomes_xl.building.workbook_base import AUTHOR
from outcomes_xl.model.sentences import sentences
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.targets.progress import TargetProgress
from outcomes_xl.targets.rounded import rounded
from outcomes_xl.targets.straight_path import PathPoint, month_of, point

_MOST_PERIODS = 60
_FONT = {"name": "Arial", "size": 11, "color": theme.INK}
_PATH, _PER_CENT, _POINTS, _FIGURE, _LATEST, _FROM, _TO, _DOWN, _UP, _AMBITION, _WENT_ON = (
    "Path",
    "Path, if per cent",
    "Path, if points",
    "Figure found",
    "Latest figure",
    "Chance: from",
    "Chance: to",
    "Down by chance",
    "Up by chance",
    "National ambition",
    "If it went on",
)
_LOOKS: Mapping[str, dict[str, Any]] = {
    _PATH: {"line": {"color": theme.NAVY, "width": 3}, "marker": {"type": "none"}},
    _PER_CENT: {"line": {"color": theme.NAVY, "width": 2.5, "dash_type": "dash"}, "marker": {"type": "none"}},
    _POINTS: {"line": {"color": theme.NAVY, "width": 2.5, "dash_type": "long_dash"}, "marker": {"type": "none"}},
    _FIGURE: {
        "line": {"none": True},
        "marker": {
            "type": "circle",
            "size": 7,
            "fill": {"color": theme.QUIET},
            "border": {"color": theme.QUIET},
        },
    },
    _LATEST: {
        "line": {"none": True},
        "marker": {"type": "circle", "size": 9, "fill": {"color": theme.INK}, "border": {"color": theme.INK}},
    },
    _AMBITION: {
        "line": {"none": True},
        "marker": {"type": "diamond", "size": 11, "fill": {"color": theme.PLUM}, "border": {"color": theme.PLUM}},
    },
    _WENT_ON: {"line": {"color": TEAL_LINE, "width": 2, "dash_type": "round_dot"}, "marker": {"type": "none"}},
}


def targets_workbook(found: Sequence[TargetProgress], sentence: str, whose: str, made_on: datetime) -> bytes:
    """Return the workbook as the bytes of an .xlsx; the same targets on the same day give the same bytes.

    ``sentence`` says how many stand where; ``whose`` is the borough, "" for none.
    """
    title = "Targets and where they stand" + (f", {whose}" if whose else "")
    created = datetime.combine(made_on.date(), time(9))
    properties = {
        "title": title,
        "subject": sentence,
        "author": AUTHOR,
        "category": "outcomes_xl targets",
        "created": created,
    }

    def write(desk: Desk) -> None:
        _first(desk.book, desk.styles, found, title, sentence)
        for number, one in enumerate(found, 1):
            _sheet(desk.book, desk.styles, number, one)

    return reading_workbook(properties, write)


def _first(book: Workbook, styles: Styles, found: Sequence[TargetProgress], title: str, sentence: str) -> None:
    sheet = _begun(book, styles, "Targets", (title, "A sheet a target follows, with its chart.", sentence))
    rows = [
        [str(number), one.facts.name, one.facts.by.label if one.facts.by else "", one.word]
        for number, one in enumerate(found, 1)
    ]
    _table(sheet, styles, 5, "tblTargets_list", ("Sheet", "Target", "By when", "Beside the path"), rows)
    for column, width in enumerate((9, 60, 22, 20)):
        sheet.set_column(column, column, width)


def _sheet(book: Workbook, styles: Styles, number: int, one: TargetProgress) -> None:
    by = f", by {one.facts.by.label}" if one.facts.by else ""
    said = [*sentences(one.sentence), *sentences(one.about_projection)]
    said += [line for trouble in one.troubles for line in sentences(trouble.next)] + [*one.notes]
    words = (f"{one.facts.name}{by}", f"In {one.facts.unit or 'an unknown unit'}.", one.word.capitalize(), *said)
    sheet = _begun(book, styles, str(number), words)
    if not one.paths:
        return
    names, rows = numbers(one)
    head = len(words) + 2
    _table(sheet, styles, head, f"tblTarget_{number}", names, rows)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(names) - 1, 12)
    chart = _chart(book, str(number), names, rows, head)
    sheet.insert_chart(
        head - 1, len(names) + 1, chart, {"description": f"{_in_words(names)} {one.sentence}", "object_position": 3}
    )


def numbers(one: TargetProgress) -> tuple[tuple[str, ...], list[list[str | float | None]]]:
    """Return the headings and the rows of a target's numbers: a row a period, equally far from one another."""
    figures = {p.at: p for p in (point(period, value) for period, value in one.facts.before)}
    if one.latest:
        figures[one.latest.at] = one.latest
    begins = min(p.at for path in one.paths for p in path.points)
    named = [*(p for path in one.paths for p in path.points), *one.facts.ambitions]
    named += [p for at, p in sorted(figures.items()) if at >= begins - 36]
    columns: dict[str, dict[int, float]] = {}
    months = _months(named)
    for name, path in zip((_PATH,) if len(one.paths) == 1 else (_PER_CENT, _POINTS), one.paths, strict=True):
        columns[name] = {at: value for at in months if (value := path.value_at(at)) is not None}
    columns[_FIGURE] = {at: p.value for at, p in figures.items()}
    if one.latest:
        columns[_LATEST] = {one.latest.at: one.latest.value}
    if one.limits and one.latest:
        lower, upper = one.limits
        columns[_FROM] = {} if lower is None else {one.latest.at: lower}
        columns[_TO] = {one.latest.at: upper}
        # A chart's bar is given by how far it goes. Where no lower limit is to be shown it ends at the foot.
        columns[_DOWN] = {one.latest.at: one.latest.value - (lower or 0)}
        columns[_UP] = {one.latest.at: upper - one.latest.value}
    if one.facts.ambitions:
        columns[_AMBITION] = {p.at: p.value for p in one.facts.ambitions}
    if one.projection and one.latest and one.facts.by:
        columns[_WENT_ON] = {one.latest.at: one.latest.value, month_of(one.facts.by): one.projection.value}
    labels = {p.at: p.label for p in named}

    def cell(value: float | None) -> float | None:
        return None if value is None else rounded(value, one.places)

    rows: list[list[str | float | None]] = [
        [labels.get(at) or _label(at, one), *(cell(values.get(at)) for values in columns.values())] for at in months
    ]
    return ("Period", *columns), rows


def _label(at: int, one: TargetProgress) -> str:
    """Return what a period is called in which nothing was found and nothing is to be reached."""
    period = parse_period(str((at - 1) // 12), one.facts.period_kind)
    return period.label if period and month_of(period) == at else "between"


def _months(named: Sequence[PathPoint]) -> list[int]:
    at = sorted({p.at for p in named})
    step = reduce(gcd, (one - at[0] for one in at[1:]), 0) or 12
    every = range(at[0], at[-1] + 1, step)
    return [*every] if len(every) <= _MOST_PERIODS else at


def _begun(book: Workbook, styles: Styles, name: str, words: Sequence[str]) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    looks = ["Heading 1", "Explanatory Text", "Outcomes living line"]
    for row, text in enumerate(words):
        sheet.write_string(row, 0, text, styles(looks[row] if row < len(looks) else "Outcomes plain"))
    sheet.set_row(0, 27)
    on_one_page(sheet)
    return sheet


def _table(
    sheet: Worksheet,
    styles: Styles,
    head: int,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | float | None]],
) -> None:
    """Write a table whose headings stand in row ``head``, counted from 1."""
    for row, cells in enumerate(rows, head):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, column, value, styles("Outcomes Tool"))
            elif value is None:
                sheet.write_blank(row, column, None, styles("Outcomes Tool"))
            else:
                sheet.write_number(row, column, value, styles("Outcomes Tool", num_format="#,##0.0##", align="right"))
    heading = styles("Outcomes heading Tool")
    columns = [{"header": text, "header_format": heading} for text in headings]
    last = head - 1 + max(len(rows), 1)
    sheet.add_table(
        head - 1, 0, last, len(headings) - 1, {"name": name, "columns": columns, "autofilter": False, "style": None}
    )


def _chart(
    book: Workbook,
    sheet: str,
    names: Sequence[str],
    rows: Sequence[Sequence[str | float | None]],
    head: int,
) -> Chart:
    chart: Chart = book.add_chart({"type": "line"})
    first, last = head, head + len(rows) - 1
    for column, name in enumerate(names):
        if name not in _LOOKS:
            continue
        chart.add_series(
            {
                "name": [sheet, head - 1, column],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, column, last, column],
                **_LOOKS[name],
                **(_by_chance(sheet, names, first, last) if name == _LATEST else {}),
            }
        )
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": _FONT})
    gridlines = {"visible": True, "line": {"color": theme.LINE}}
    drawn = [column for column, name in enumerate(names) if name in (*_LOOKS, _FROM, _TO)]
    values = [cell for row in rows for column in drawn if isinstance(cell := row[column], float)]
    room = (max(values) - min(values)) * 0.15 or 1
    axis = {"num_font": _FONT, "num_format": "#,##0.##", "major_gridlines": gridlines, "line": {"none": True}}
    chart.set_y_axis({**axis, "min": max(0, int(min(values) - room)) if min(values) >= 0 else None})
    chart.set_x_axis({"num_font": {**_FONT, "size": 10}, "line": {"color": theme.QUIET}, "label_position": "low"})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})
    chart.show_blanks_as("span")
    chart.set_size({"width": 680, "height": 400})
    return chart


def _by_chance(sheet: str, names: Sequence[str], first: int, last: int) -> dict[str, Any]:
    """Return the upright bar through the latest figure: as far as chance alone could have moved it, either way."""
    if _UP not in names:
        return {}
    down, up = (_range(sheet, names.index(name), first, last) for name in (_DOWN, _UP))
    look = {"color": theme.INK, "width": 1.75}
    return {"y_error_bars": {"type": "custom", "plus_values": up, "minus_values": down, "line": look}}


def _range(sheet: str, column: int, first: int, last: int) -> str:
    return f"='{sheet}'!{xl_rowcol_to_cell(first, column, True, True)}:{xl_rowcol_to_cell(last, column, True, True)}"


def _in_words(names: Sequence[str]) -> str:
    lines = ", ".join(name for name in names if name in _LOOKS)
    bar = " The upright bar through the latest figure is what chance alone could do to it." if _UP in names else ""
    return f"Lines and markers over the periods: {lines}.{bar} The same numbers stand in the table beside it."
