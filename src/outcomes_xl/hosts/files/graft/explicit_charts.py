"""A chart of ours made to say aloud what it left to the program that shows it.

XlsxWriter leaves out what is off, and says in the workbook part that it is of Excel 2007, where what is left out is
off. In a workbook of a later Excel the standard holds, where it is on: labels then say the name of every bar.
"""

from __future__ import annotations

from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace

_OFF = {
    "chartSpace": (("roundedCorners",), {"date1904", "lang"}),
    "dLbls": (
        ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"),
        {"dLbl", "delete", "numFmt", "spPr", "txPr", "dLblPos"},
    ),
    "legend": (("overlay",), {"legendPos", "legendEntry", "layout"}),
    "title": (("overlay",), {"tx", "layout"}),
    "barChart": (("varyColors",), {"barDir", "grouping"}),
    "lineChart": (("varyColors",), {"grouping"}),
    "catAx": (("delete",), {"axId", "scaling"}),
    "valAx": (("delete",), {"axId", "scaling"}),
    "dateAx": (("delete",), {"axId", "scaling"}),
}
"""By element: what it has off where it says nothing, in order, and what stands before that."""


def say_what_is_off(chart: Element) -> None:
    """Write into a chart, whose root this is, every switch that was left out for being off."""
    ns = namespace(chart)
    for element in [*chart.iter()]:
        wanted, before = _OFF.get(name(element), ((), set()))
        if name(element) == "ser" and name(element.getparent()) == "lineChart":
            wanted, before = ("smooth",), {name(child) for child in elements(element)} - {"extLst"}
        passed = set(before)
        for switch in wanted:
            if element.find(ns + switch) is None:
                made = element.makeelement(ns + switch, {"val": "0"})
                element.insert(sum(name(child) in passed for child in elements(element)), made)
            passed.add(switch)
