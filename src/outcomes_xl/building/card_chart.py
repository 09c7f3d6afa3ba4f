"""The Metric card's line chart: three areas told apart by line and marker, not by colour alone, and by their names."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.table_sheet import SheetContext
from outcomes_xl.building.workings_sheet import LookUps

TEAL_LINE = "#1B7A72"
_FONT = {"name": "Arial", "size": 11, "color": theme.INK}
_DESCRIPTION = (
    "Lines over the last periods, eight at most, of the metric chosen above: the borough (solid, circles), London "
    "(dashes, squares) and England (dots, triangles). A marker is a figure; a line passes over periods without one. "
    "The same numbers stand in the table The figures, above."
)


def _looks(colour: str, width: float, marker: str, dash: str = "", filled: bool = False) -> dict[str, Any]:
    line = {"color": colour, "width": width, **({"dash_type": dash} if dash else {})}
    fill = {"color": colour if filled else theme.WHITE}
    return {"line": line, "marker": {"type": marker, "size": 7, "fill": fill, "border": {"color": colour}}}


SERIES = (
    ("H", _looks(theme.NAVY, 3, "circle", filled=True)),
    ("I", _looks(TEAL_LINE, 2, "square", "dash")),
    ("J", _looks(theme.GREY, 1.75, "triangle", "round_dot")),
)
"""The column of Workings each line is drawn from, and how it looks: the borough, London, England."""
_LEFT = 3  # the chart's first column, from 0


def card_chart(context: SheetContext, sheet: Worksheet, name: str, heading_row: int, row: int, last: int) -> None:
    """Put the chart below the card's figures, from ``row`` to ``last``; lines are named by the figures' headings."""
    chart = context.book.add_chart({"type": "line"})
    for number, (column, looks) in enumerate(SERIES):
        chart.add_series(
            {
                "name": [name, heading_row - 1, _LEFT + 1 + number],
                "categories": LookUps.periods("G"),
                "values": LookUps.periods(column),
                **looks,
            }
        )
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": _FONT})
    gridlines = {"visible": True, "line": {"color": theme.LINE}}
    chart.set_y_axis(
        {"num_font": _FONT, "num_format": "#,##0.##", "major_gridlines": gridlines, "line": {"none": True}}
    )
    chart.set_x_axis({"num_font": {**_FONT, "size": 10}, "line": {"color": theme.QUIET}, "label_position": "low"})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.WHITE}})
    # Without a word on blanks LibreOffice draws #N/A at nought. Excel before 365 always passes a line over it; so a
    # line does everywhere, and a marker stands only where there is a figure.
    chart.show_blanks_as("span")
    chart.set_size({"width": 545, "height": 405})
    sheet.insert_chart(
        row - 1, _LEFT, chart, {"x_offset": 2, "y_offset": 4, "object_position": 2, "description": _DESCRIPTION}
    )
