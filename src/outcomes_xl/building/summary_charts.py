"""The Summary's chart: native stacked bars, one a domain, with a description for those who do not see it.

Four groups. Each differs from its neighbours in lightness and in pattern and carries its figure, so that nothing is
told by colour alone: navy and teal are solid, what others must do is sloped lines, nobody yet is an outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from outcomes_xl.building import theme

GROUPS: Mapping[str, str] = {
    "use": "We use it now",
    "reach": "Found or published",
    "others": "Partner or needs work",
    "nobody": "Nobody yet",
}
"""What each tag of the list "stands" is called on the chart; kinds with another tag are left out of it."""
DESCRIPTION = (
    "Stacked bars, one a domain: how many measures we use now, are found or published, need a partner or some work, or "
    "nobody has yet. How many are in use, and how many are found or published, stand in the first table of this page; "
    "all the numbers stand in the table below the page."
)
LOOKS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": theme.NAVY}, "ink": theme.WHITE},
    {"fill": {"color": "#8FD3CD"}, "ink": theme.INK},
    {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": theme.ORANGE, "bg_color": theme.WHITE},
        "ink": theme.INK,
    },
    {"fill": {"color": theme.WHITE}, "ink": theme.INK},
)
EDGE = theme.GREY
"""Every bar is outlined: that is what is told apart where two fills are alike in lightness."""
_FONT = {"name": "Arial", "size": 10, "color": theme.INK}


def stacked_bars(book: Workbook, sheet: str, heading_row: int, domains: int) -> Chart:
    """Return bars of a table's rows: its first column names the bars, the next four are the groups. Rows from 1."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = heading_row, heading_row + domains - 1
    for column, look in enumerate(LOOKS, start=1):
        how = dict(look)
        font = {"name": "Arial", "size": 10, "bold": True, "color": how.pop("ink")}
        # A nought is in the table; on the chart it would stand on top of its neighbour.
        label: dict[str, Any] = {"value": True, "num_format": "0;;;", "font": font}
        if "pattern" in how:
            label["fill"] = {"color": theme.WHITE}
        chart.add_series(
            {
                "name": [sheet, heading_row - 1, column],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, column, last, column],
                "gap": 30,
                "border": {"color": EDGE, "width": 0.75},
                "data_labels": label,
                **how,
            }
        )
    chart.set_title({"none": True})
    # Every bar carries its figures, so a scale would only say them twice.
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": theme.QUIET}, "major_tick_mark": "none"})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_chartarea({"border": {"none": True}})
    return chart
