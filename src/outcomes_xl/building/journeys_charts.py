"""The charts of journeys, drawn from cells of its own sheets: the most common paths, and who reached a step in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.reading_sheet import Desk

_FONT = {"name": "Arial", "size": 9, "color": theme.INK}
_TITLE = {"name": "Arial", "size": 11, "bold": True, "color": theme.NAVY}
_GRID = {"visible": True, "line": {"color": theme.LINE}}
_WIDTH, _A_BAR, _AROUND = 860, 34, 76
"""Pixels; a bar has room for a name of two lines."""
_ROW = 20
"""Pixels of a row of usual height."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart to be: its title, the cells it is drawn from (rows and columns counted from 0), and what is on it.

    A cell that holds a word in place of a number has no bar.
    """

    title: str
    sheet: str
    rows: tuple[int, int]
    words: int
    values: int
    about: str
    highest: int | None = None

    @property
    def height(self) -> int:
        return _AROUND + _A_BAR * (self.rows[1] - self.rows[0] + 1)


def put_below(desk: Desk, sheet: Worksheet, last: int, charts: Sequence[Bars]) -> None:
    """Put charts one below another under a table, whose last row is ``last``, counted from 1."""
    row = last + 1
    for one in charts:
        chart = _chart(desk, one)
        chart.set_size({"width": _WIDTH, "height": one.height})
        about = {"description": one.about, "object_position": 3, "x_offset": 8}
        sheet.insert_chart(row, 0, chart, about)
        row += one.height // _ROW + 2


def _chart(desk: Desk, one: Bars) -> Chart:
    chart: Chart = desk.book.add_chart({"type": "bar"})
    first, last = one.rows
    chart.add_series(
        {
            "name": one.title,
            "categories": [one.sheet, first, one.words, last, one.words],
            "values": [one.sheet, first, one.values, last, one.values],
            "fill": {"color": "#5694CA"},
            "border": {"color": theme.NAVY},
            "gap": 45,
            "data_labels": {"value": True, "font": _FONT},
        }
    )
    chart.set_title({"name": one.title, "name_font": _TITLE, "overlay": False})
    chart.set_legend({"none": True})
    # Of bars XlsxWriter calls the axis of the values x, as it lies.
    across: dict[str, Any] = {"num_font": _FONT, "major_gridlines": _GRID, "min": 0, "line": {"none": True}}
    chart.set_x_axis(across if one.highest is None else {**across, "max": one.highest})
    # Without a unit of its own every second name is left away where names are long.
    chart.set_y_axis({"num_font": _FONT, "line": {"color": theme.QUIET}, "reverse": True, "interval_unit": 1})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})
    return chart
