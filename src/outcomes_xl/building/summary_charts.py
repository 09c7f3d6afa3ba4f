"""The Summary's two charts: native, with a description for those who do not see them.

Four groups at most. Each differs from its neighbours in lightness and in pattern and carries its figure, so that
nothing is told by colour alone: navy and teal are solid, a gap is sloped lines, not yet answered is an outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme

_LABEL = {"name": "Arial", "size": 10}


def _looks(dark: bool = False, **fill: Any) -> dict[str, Any]:
    font = {**_LABEL, "color": theme.WHITE if dark else theme.INK, "bold": True}
    return {"border": {"color": theme.WHITE, "width": 1.5}, "gap": 45, "font": font, **fill}


SOLID = _looks(dark=True, fill={"color": theme.NAVY})
LIGHTER = _looks(fill={"color": theme.TEAL})
SLOPED = _looks(
    pattern={"pattern": "dark_upward_diagonal", "fg_color": theme.PLUM, "bg_color": theme.WHITE},
    label={"fill": {"color": theme.WHITE}},
)
OUTLINE = _looks(fill={"color": theme.WHITE}, border={"color": theme.GREY, "width": 1})
_GROUPS = (SOLID, LIGHTER, SLOPED, OUTLINE)  # the table's columns from C on
BESIDE = 8  # charts begin in column I
_WIDTH = 650  # pixels


@dataclass(frozen=True)
class Bars:
    """A chart of stacked bars: its title, what it shows for those who do not see it, and its height in pixels."""

    title: str
    description: str
    height: int
    height_a_bar: int


AVAILABILITY = Bars(
    "Data availability: number of metrics",
    "Stacked bars, one for each layer and domain, of how many metrics are available, available with work or from "
    "a partner, a gap, or not yet answered. The same figures stand in the table Data availability by layer and "
    "domain on this sheet.",
    140,
    27,
)
COVERAGE = Bars(
    "National frameworks: number of items covered",
    "Stacked bars, one for each national framework, of how many of its items our framework covers, covers partly, "
    "does not cover, or that are announced only. The same figures stand in the table Coverage of the national "
    "frameworks on this sheet.",
    120,
    34,
)


def bars(book: Workbook, sheet: Worksheet, name: str, shown: Bars, first: int, last: int, row: int) -> None:
    """Put bars of the table rows ``first`` to ``last`` of the sheet ``name`` beside them, from ``row``; all from 1."""
    size = (_WIDTH, shown.height_a_bar * (last - first + 1) + shown.height)
    first, last = first - 1, last - 1
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, how in enumerate(_GROUPS, start=2):
        how = dict(how)
        font, gap, label = how.pop("font"), how.pop("gap"), how.pop("label", {})
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "gap": gap,
                # A nought is in the table; on the chart it would stand on top of its neighbour.
                "data_labels": {"value": True, "num_format": "0;;;", "font": font, **label},
                **how,
            }
        )
    axis = {"name": "Arial", "size": 10, "color": theme.INK}
    chart.set_title(
        {
            "name": shown.title,
            "name_font": {"name": "Arial", "size": 13, "color": theme.NAVY, "bold": True},
            "overlay": False,
        }
    )
    # Every bar carries its figures, so a scale would only say them twice.
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "num_font": axis, "line": {"color": theme.QUIET}, "major_tick_mark": "none"})
    chart.set_legend({"position": "top", "font": axis})
    chart.set_chartarea({"border": {"color": theme.LINE}, "fill": {"color": theme.WHITE}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(row - 1, BESIDE, chart, {"description": shown.description, "object_position": 2})
