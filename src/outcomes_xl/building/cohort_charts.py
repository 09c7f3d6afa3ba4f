"""The charts of a cohort: shares with what chance may do, and small areas beside their deprivation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.targets.rounded import rounded

_FONT = {"name": "Arial", "size": 9, "color": theme.INK}
_TITLE = {"name": "Arial", "size": 11, "bold": True, "color": theme.NAVY}
_GRID = {"visible": True, "line": {"color": theme.LINE}}
NUMBERS = "Chart numbers"
"""The sheet with what the charts are drawn from."""
_MOST_BARS = 40
_FEWEST_DOTS = 3
_A_BAR = 22


@dataclass
class ChartNumbers:
    """What the charts are drawn from, line by line: a chart, a group, its share, and how far the interval reaches.

    They stand on a sheet of their own, which is written last; ``first`` says where on it a chart's lines begin.
    """

    lines: list[tuple[str, str, float, float, float]] = field(default_factory=list)

    def add(self, chart: str, shown: Sequence[CohortFigures], result: CohortResult) -> tuple[int, int]:
        """Add a chart's groups that have a share; return the first and the last row, counted from 0.

        A name that groups of two columns have, such as Not known, stands with its column.
        """
        first = HEADING_ROW + len(self.lines)
        names = Counter(label for label, _ in {(one.of[-1][1], one.of[-1][0]) for one in shown})
        for one in shown:
            if one.share is not None:
                value = rounded(one.share.value, one.places)
                lower, upper = between(one.share, one.places)
                arms = (round(max(0.0, value - lower), 1), round(max(0.0, upper - value), 1))
                name, label = one.of[-1]
                called = label if names[label] == 1 else f"{label} ({result.grouping(name).name})"
                self.lines.append((chart, called, value, *arms))
        return first, HEADING_ROW + len(self.lines) - 1


def share_chart(
    desk: Desk,
    sheet: Worksheet,
    numbers: ChartNumbers,
    shown: Sequence[CohortFigures],
    last: int,
    result: CohortResult,
    upright: bool = False,
) -> None:
    """Put a bar for each group below its table: the share, and a line from one end of its interval to the other.

    ``last`` is the table's last row, counted from 1.
    """
    with_share = sum(one.share is not None for one in shown)
    if not 1 < with_share <= _MOST_BARS:
        return
    first, end = numbers.add(sheet.get_name(), shown, result)
    below, above = (f"={quoted(NUMBERS)}!${letter}${first + 1}:${letter}${end + 1}" for letter in "DE")
    chart: Chart = desk.book.add_chart({"type": "column" if upright else "bar"})
    chart.add_series(
        {
            "name": f"Share in per cent of {result.people(None)}",
            "categories": [NUMBERS, first, 1, end, 1],
            "values": [NUMBERS, first, 2, end, 2],
            "fill": {"color": "#5694CA"},
            "border": {"color": theme.NAVY},
            "gap": 45,
            "y_error_bars" if upright else "x_error_bars": {
                "type": "custom",
                "plus_values": above,
                "minus_values": below,
                "line": {"color": theme.INK, "width": 1.5},
            },
        }
    )
    _dressed(chart, f"{result.metric.title}: share in per cent, and what chance may do", upright)
    chart.set_size({"width": 760, "height": 360} if upright else {"width": 860, "height": 110 + _A_BAR * with_share})
    about = (
        f"{result.metric.title}: a bar for each group with its share in per cent, a line for its 95 per cent interval."
    )
    sheet.insert_chart(last + 1, 0, chart, {"description": about, "object_position": 3, "x_offset": 8, "y_offset": 8})


def _dressed(chart: Chart, title: str, upright: bool) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    chart.set_legend({"none": True})
    values = {"num_font": _FONT, "major_gridlines": _GRID, "min": 0, "max": 100, "line": {"none": True}}
    names: dict[str, Any] = {"num_font": _FONT, "line": {"color": theme.QUIET}, "interval_unit": 1}
    # Of bars XlsxWriter calls the axis of the values x, as it lies.
    chart.set_x_axis(names if upright else values)
    chart.set_y_axis(values if upright else {**names, "reverse": True})
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
    if profile.dots < _FEWEST_DOTS:
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
