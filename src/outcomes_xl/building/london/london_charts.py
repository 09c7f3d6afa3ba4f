"""The picture's charts: bars, plain and stacked, each with its figures on it and a description."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.reading_sheet import Desk, PlacedReading
from outcomes_xl.building.summary_charts import EDGE, LOOKS
from outcomes_xl.london.picture_words import group

_FONT = {"name": "Arial", "size": 11, "color": theme.INK}
_A_FIGURE_WIDE = 0.017
"""What a figure of a label takes of the longest bar."""
_BOLD = {"name": "Arial", "size": 11, "bold": True}
_LINES = {
    "pattern": {"pattern": "wide_downward_diagonal", "fg_color": theme.PLUM, "bg_color": theme.WHITE},
    "ink": theme.INK,
}
_MOST_GAPS = 10
_BAR = 26
_AROUND = 110


def group_bars(desk: Desk, placed: PlacedReading) -> None:
    """Put stacked bars below the table of layers and domains: how many answers of each group."""
    looks = (*LOOKS[:3], _LINES, LOOKS[3])
    keys = ("use", "work", "partner", "stuck", "nobody")
    words = ", ".join(group(key).word for key in keys)
    about = (
        f"Stacked bars, one a layer and domain: how many answers say {words}. "
        "The same numbers stand in the table on this sheet."
    )
    series = [(placed.column(key), look) for key, look in zip(keys, looks, strict=True)]
    _below(placed, _bars(desk, placed, series, "stacked", placed.last_row, "Answers by layer and domain"), about)


def gap_bars(desk: Desk, placed: PlacedReading, on: Worksheet, row: int) -> None:
    """Put bars on a sheet, from a row (counted from 0): the commonest gaps, and how many boroughs have each."""
    last = min(placed.last_row, placed.first_row + _MOST_GAPS - 1)
    about = (
        f"Bars, one each for the {last - placed.first_row + 1} commonest gaps: how many boroughs cannot measure it "
        "themselves. The same numbers stand in the table on the sheet Common gaps."
    )
    made = _bars(desk, placed, [(placed.column("boroughs_without"), LOOKS[0])], "", last, "The commonest gaps", names=1)
    _put(on, row, made, about)


def coverage_bars(desk: Desk, placed: PlacedReading) -> None:
    """Put bars below the table of national frameworks: items that some boroughs, and half of them, can measure."""
    about = (
        "Bars, two an edition of a national framework: the items that at least one borough, and that half of them or "
        "more, can measure. The same numbers stand in the table on this sheet."
    )
    series = [(placed.column("one_or_more"), LOOKS[1]), (placed.column("half_or_more"), LOOKS[0])]
    title = "National items that boroughs can measure"
    _below(placed, _bars(desk, placed, series, "", placed.last_row, title), about)
    placed.sheet.set_portrait()


def _bars(
    desk: Desk,
    placed: PlacedReading,
    series: list[tuple[int, dict[str, Any]]],
    subtype: str,
    last: int,
    title: str,
    names: int = 0,
) -> Chart | None:
    if not placed.table.rows:
        return None
    chart: Chart = desk.book.add_chart({"type": "bar", **({"subtype": subtype} if subtype else {})})
    sheet, first = placed.sheet.get_name(), placed.first_row - 1
    for column, look in series:
        how = dict(look)
        font = {**_BOLD, "color": how.pop("ink") if subtype else theme.INK}
        how.pop("ink", None)
        label: dict[str, Any] = {"value": True, "num_format": "0;;;" if subtype else "0", "font": font}
        if subtype:
            label["custom"] = _without_narrow(placed, column, [one for one, _ in series])
        if "pattern" in how and subtype:
            label["fill"] = {"color": theme.WHITE}
        chart.add_series(
            {
                "name": [sheet, first - 1, column],
                "categories": [sheet, first, names, last - 1, names],
                "values": [sheet, first, column, last - 1, column],
                "gap": 40,
                "border": {"color": EDGE, "width": 0.75},
                "data_labels": label,
                **how,
            }
        )
    chart.set_title({"name": title, "name_font": {**_BOLD, "size": 12, "color": theme.NAVY}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": theme.QUIET}, "major_tick_mark": "none"})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
    bars = (last - first) * (1 if subtype else len(series))
    chart.set_size({"width": 940, "height": _AROUND + _BAR * bars})
    return chart


def _without_narrow(placed: PlacedReading, column: int, together: list[int]) -> list[dict[str, bool] | None]:
    """Return the labels of a series, those taken out for which its piece of a bar is too narrow."""
    shown = placed.table.shape.on_sheet
    values = {one: [float(value or 0) for value in placed.table.column(shown[one].name)] for one in together}
    longest = max(map(sum, zip(*values.values(), strict=True)), default=0)
    return [
        {"delete": True} if value < longest * _A_FIGURE_WIDE * len(f"{value:.0f}") else None for value in values[column]
    ]


def _below(placed: PlacedReading, chart: Chart | None, about: str) -> None:
    _put(placed.sheet, placed.last_row + 1, chart, about)
    placed.sheet.fit_to_pages(1, 1)


def _put(sheet: Worksheet, row: int, chart: Chart | None, about: str) -> None:
    if chart is not None:
        sheet.insert_chart(row, 0, chart, {"description": about, "object_position": 3, "x_offset": 8})
