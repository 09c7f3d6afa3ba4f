"""The report's charts as Excel's own, for the workbook and for Word alike: lines year by year, and stacked bars."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.board.report_content import BarChart, LineChart
from outcomes_xl.building import theme
from outcomes_xl.building.summary_charts import EDGE, LOOKS

_BOLD = {"name": "Arial", "size": 9, "bold": True, "color": theme.NAVY}
_FONT = {"name": "Arial", "size": 8, "color": theme.INK}
_LINES: tuple[tuple[str, str, float, str], ...] = (
    (theme.NAVY, "solid", 2.5, "circle"),
    (theme.PLUM, "dash", 1.75, "square"),
    (theme.GREY, "round_dot", 1.75, "triangle"),
)
"""The borough, London, England: each told apart by its dashes and its marks as well."""
_PLOT = {"x": 0.11, "y": 0.17, "width": 0.86, "height": 0.46}
_NAMES = {"x": 0.02, "y": 0.8, "width": 0.96, "height": 0.2}
"""Where the lines and their names stand, as shares of the chart: room for the names in two rows."""
_LONGEST_TITLE = 46
_CHART = "xl/charts/chart1.xml"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def line_chart(book: Workbook, sheet: str, chart: LineChart, row: int, columns: tuple[int, ...], periods: int) -> Chart:
    """Return lines of a sheet's rows, from ``row`` (from 0) on; ``periods`` is the column of their names."""
    made = book.add_chart({"type": "line"})
    last = row + len(chart.periods) - 1
    for line, column, (colour, dash, width, mark) in zip(chart.lines, columns, _LINES, strict=False):
        made.add_series(
            {
                "name": line.name,
                "categories": [sheet, row, periods, last, periods],
                "values": [sheet, row, column, last, column],
                "line": {"color": colour, "width": width, "dash_type": dash},
                "marker": {"type": mark, "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    title = chart.title if len(chart.title) <= _LONGEST_TITLE else f"{chart.title[: _LONGEST_TITLE - 1]}…"
    made.set_title({"name": title, "name_font": _BOLD, "overlay": False})
    grid = {"visible": True, "line": {"color": theme.LINE}}
    ends = {"min": chart.lowest, "max": chart.highest}
    made.set_y_axis(
        {**ends, "num_font": _FONT, "major_gridlines": grid, "line": {"none": True}, "num_format": "General"}
    )
    made.set_x_axis({"num_font": {**_FONT, "rotation": 0}, "line": {"color": theme.QUIET}})
    made.set_plotarea({"layout": _PLOT})
    made.set_legend({"position": "bottom", "font": _FONT, "layout": _NAMES})
    made.set_chartarea({"border": {"none": True}})
    return made


def bar_chart(book: Workbook, sheet: str, chart: BarChart, row: int, column: int) -> Chart:
    """Return stacked bars of a sheet's rows, from ``row`` (from 0) on; names in ``column``, the groups behind it."""
    made = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = row + len(chart.names) - 1
    for number, (word, look) in enumerate(zip(chart.words, LOOKS, strict=False), start=column + 1):
        how = dict(look)
        label: dict[str, Any] = {
            "value": True,
            "num_format": "0;;;",
            "font": {**_FONT, "bold": True, "color": how.pop("ink")},
        }
        if "pattern" in how:
            label["fill"] = {"color": theme.WHITE}
        made.add_series(
            {
                "name": word,
                "categories": [sheet, row, column, last, column],
                "values": [sheet, row, number, last, number],
                "gap": 35,
                "border": {"color": EDGE, "width": 0.75},
                "data_labels": label,
                **how,
            }
        )
    made.set_title({"name": chart.title, "name_font": _BOLD, "overlay": False})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": theme.QUIET}, "major_tick_mark": "none"})
    made.set_legend({"position": "bottom", "font": _FONT})
    made.set_chartarea({"border": {"none": True}})
    return made


def write_lines(sheet: Worksheet, chart: LineChart, row: int) -> None:
    """Write a line chart's numbers from a row (from 0) on: the periods, then a column a line."""
    for number, period in enumerate(chart.periods):
        sheet.write_string(row + number, 0, period)
        for column, line in enumerate(chart.lines, start=1):
            value = line.values[number]
            if value is not None and value.number is not None:
                sheet.write_number(row + number, column, value.number)


def chart_part(chart: LineChart | BarChart) -> bytes:
    """Return a chart's XML with its numbers kept in it, for a Word document: no workbook comes with it."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Figures")
    if isinstance(chart, LineChart):
        write_lines(sheet, chart, 0)
        made = line_chart(book, "Figures", chart, 0, tuple(range(1, len(chart.lines) + 1)), 0)
    else:
        for number, (name, values) in enumerate(zip(chart.names, chart.values, strict=True)):
            sheet.write_row(number, 0, [name, *values])
        made = bar_chart(book, "Figures", chart, 0, 0)
    sheet.insert_chart(0, 5, made)
    book.close()
    with zipfile.ZipFile(out) as package:
        return said_in_full(package.read(_CHART))


def said_in_full(xml: bytes) -> bytes:
    """Return a chart's XML with what XlsxWriter leaves to Excel said: programs differ in what they take for granted.

    Without it Word and LibreOffice bend the lines, put every series' name on its bars and draw what is not there as 0.
    """
    root = etree.fromstring(xml)
    for labels in root.iter(f"{_C}dLbls"):
        for name in ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
            if labels.find(f"{_C}{name}") is None:
                labels.append(etree.Element(f"{_C}{name}", val="0"))
        labels[:] = sorted(labels, key=_label_order)
    for line in root.iter(f"{_C}lineChart"):
        for series in line.findall(f"{_C}ser"):
            etree.SubElement(series, f"{_C}smooth", val="0")
    for point in [one for one in root.iter(f"{_C}pt") if not (one.findtext(f"{_C}v") or "").strip()]:
        point.getparent().remove(point)  # type: ignore[union-attr]
    plot = root.find(f"{_C}chart")
    if plot is not None and plot.find(f"{_C}dispBlanksAs") is None:
        etree.SubElement(plot, f"{_C}dispBlanksAs", val="gap")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_LABELS = ("numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent")


def _label_order(part: Any) -> int:
    name = etree.QName(part).localname
    return _LABELS.index(name) if name in _LABELS else len(_LABELS)
