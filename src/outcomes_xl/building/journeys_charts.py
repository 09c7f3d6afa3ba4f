"""The charts of journeys, drawn from their tables' own cells: the most common paths, and who reached a step in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk
from outcomes_xl.journeys.shown import PairShown, PathShown

_FONT = {"name": "Arial", "size": 9, "color": theme.INK}
_TITLE = {"name": "Arial", "size": 11, "bold": True, "color": theme.NAVY}
_GRID = {"visible": True, "line": {"color": theme.LINE}}
_MOST_PATHS = 12
_A_BAR, _AROUND = 26, 90


def paths_chart(desk: Desk, sheet: Worksheet, paths: Sequence[PathShown], last: int) -> None:
    """Put a bar for each of the most common paths below their table, whose last row is ``last``, counted from 1."""
    bars = min(_MOST_PATHS, sum(bool(one.steps) for one in paths))
    if bars > 1:
        chart = _bars(desk, sheet, "People", (0, 0), 1, bars)
        most = f"The {bars} most common paths" if bars == _MOST_PATHS else "The paths"
        _dressed(chart, f"{most}: people, to the nearest shown")
        _put(sheet, chart, last, bars, f"{most}: a bar for each with how many people took it. The numbers stand above.")


def reached_chart(desk: Desk, sheet: Worksheet, pairs: Sequence[PairShown], share: int, last: int) -> None:
    """Put a bar for each pair below their table: the share that reached the second step in time.

    ``share`` is the place of its column, counted from 0. A pair whose share is withheld has no bar, and none is drawn
    where fewer than two have one.
    """
    if sum(one.share is not None for one in pairs) > 1:
        chart = _bars(desk, sheet, "Per cent in time", (0, 1), share, len(pairs))
        _dressed(chart, "Reached in time, per cent of those watched long enough", highest=100)
        about = "A bar for each pair of steps with the share that reached the second in time. The numbers stand above."
        _put(sheet, chart, last, len(pairs), about)


def _bars(desk: Desk, sheet: Worksheet, name: str, words: tuple[int, int], values: int, rows: int) -> Chart:
    title, last = sheet.get_name(), HEADING_ROW + rows - 1
    chart: Chart = desk.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": name,
            "categories": [title, HEADING_ROW, words[0], last, words[1]],
            "values": [title, HEADING_ROW, values, last, values],
            "fill": {"color": "#5694CA"},
            "border": {"color": theme.NAVY},
            "gap": 45,
            "data_labels": {"value": True, "font": _FONT},
        }
    )
    return chart


def _dressed(chart: Chart, title: str, highest: int | None = None) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_legend({"none": True})
    # Of bars XlsxWriter calls the axis of the values x, as it lies.
    across: dict[str, Any] = {"num_font": _FONT, "major_gridlines": _GRID, "min": 0, "line": {"none": True}}
    chart.set_x_axis(across if highest is None else {**across, "max": highest})
    chart.set_y_axis({"num_font": _FONT, "line": {"color": theme.QUIET}, "reverse": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})


def _put(sheet: Worksheet, chart: Chart, last: int, bars: int, about: str) -> None:
    chart.set_size({"width": 860, "height": _AROUND + _A_BAR * bars})
    sheet.insert_chart(last + 1, 0, chart, {"description": about, "object_position": 3, "x_offset": 8, "y_offset": 8})
