"""The charts of a cohort: shares with what chance may do, and small areas beside their deprivation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.board.report_content import ReportColumn
from outcomes_xl.building import theme
from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk
from outcomes_xl.cohorts.cohort_figures import CohortFigures
from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.cohorts.cohort_sentences import between
from outcomes_xl.cohorts.deprivation import WardProfile

_FONT = {"name": "Arial", "size": 9, "color": theme.INK}
_TITLE = {"name": "Arial", "size": 11, "bold": True, "color": theme.NAVY}
_GRID = {"visible": True, "line": {"color": theme.LINE}}
_MOST_BARS = 40
_A_BAR = 22


def share_chart(
    desk: Desk,
    sheet: Worksheet,
    name: str,
    shown: Sequence[CohortFigures],
    last: int,
    before: int,
    result: CohortResult,
    upright: bool = False,
) -> None:
    """Put a bar for each group below its table: the share, and a line from one end of its interval to the other.

    ``last`` is the table's last row, counted from 1; ``before`` how many columns stand before the counts.
    """
    if not 1 < len(shown) <= _MOST_BARS:
        return
    first = last - len(shown)
    share = before + 3 + int(result.some_unknown)
    limits = [(0.0, 0.0) if one.share is None else _arms(one) for one in shown]
    chart: Chart = desk.book.add_chart({"type": "column" if upright else "bar"})
    chart.add_series(
        {
            "name": f"Share in per cent of {result.people(None)}",
            "categories": [name, first, 0, last - 1, 0],
            "values": [name, first, share, last - 1, share],
            "fill": {"color": "#5694CA"},
            "border": {"color": theme.NAVY},
            "gap": 45,
            "x_error_bars" if not upright else "y_error_bars": {
                "type": "custom",
                "plus_values": [above for _, above in limits],
                "minus_values": [below for below, _ in limits],
                "line": {"color": theme.INK, "width": 1.5},
            },
        }
    )
    _dressed(chart, f"{result.metric.title}: share in per cent, and what chance may do", upright)
    size = {"width": 760, "height": 360} if upright else {"width": 860, "height": 110 + _A_BAR * len(shown)}
    chart.set_size(size)
    about = (
        f"{result.metric.title}: a bar for each group with its share in per cent, a line for its 95 per cent interval."
    )
    sheet.insert_chart(last + 1, 0, chart, {"description": about, "object_position": 3, "x_offset": 8, "y_offset": 8})


def _arms(one: CohortFigures) -> tuple[float, float]:
    assert one.share is not None
    lower, upper = between(one.share, one.places)
    return round(max(0.0, one.share.value - lower), 1), round(max(0.0, upper - one.share.value), 1)


def _dressed(chart: Chart, title: str, upright: bool) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_legend({"none": True})
    values = {"num_font": _FONT, "major_gridlines": _GRID, "min": 0, "max": 100, "line": {"none": True}}
    names: dict[str, Any] = {"num_font": _FONT, "line": {"color": theme.QUIET}}
    chart.set_x_axis(names if upright else {**names, "reverse": True})
    chart.set_y_axis(values if upright else {**values, "crossing": "max"})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})


def wards_chart(
    desk: Desk,
    sheet: Worksheet,
    profile: WardProfile,
    result: CohortResult,
    last: int,
    columns: Sequence[ReportColumn],
) -> None:
    """Put a dot for each small area below its table: how deprived it is across, its share upwards."""
    if len(profile.rows) < 3:
        return
    share, deprived = 4 + int(result.some_unknown), len(columns) - 2
    name = sheet.get_name()
    chart: Chart = desk.book.add_chart({"type": "scatter"})
    chart.add_series(
        {
            "name": "Small areas",
            "categories": [name, HEADING_ROW, deprived, last - 1, deprived],
            "values": [name, HEADING_ROW, share, last - 1, share],
            "marker": {
                "type": "circle",
                "size": 8,
                "fill": {"color": "#5694CA"},
                "border": {"color": theme.NAVY},
            },
        }
    )
    chart.set_title(
        {"name": f"{result.metric.title} and deprivation: a dot an area", "name_font": _TITLE, "overlay": False}
    )
    chart.set_legend({"none": True})
    across = f"{columns[deprived].heading.removesuffix(' %')} of {profile.scale.name}, per cent"
    chart.set_x_axis({"name": across, "name_font": _FONT, "num_font": _FONT, "min": 0, "line": {"color": theme.QUIET}})
    upwards = {"name": "Share, per cent", "name_font": _FONT, "num_font": _FONT, "major_gridlines": _GRID}
    chart.set_y_axis({**upwards, "min": 0, "max": 100, "line": {"none": True}})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})
    chart.set_size({"width": 760, "height": 380})
    about = (
        f"A dot for each {profile.area.name}: across {across}; upwards the share in per cent. The numbers stand above."
    )
    sheet.insert_chart(last + 1, 0, chart, {"description": about, "object_position": 3, "x_offset": 8, "y_offset": 8})
