"""Rows made as tall as their wrapped text needs, where nobody has fixed their height by hand.

Excel fits a row when someone types in it, not when it opens a file, so whoever writes text into a closed workbook says
the height too; otherwise all but the first lines are hidden.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from outcomes_xl.hosts.files.cell_formats import CellFormats
from outcomes_xl.hosts.files.odd_attributes import decimal, whole
from outcomes_xl.hosts.files.safe_xml import Element
from outcomes_xl.model import Value
from outcomes_xl.model.heights import row_height

_USUAL_WIDTH = 8.43
BESIDE_THE_LETTERS = 0.71
"""Of a column's width as a file gives it, what is not room for letters: 5 pixels, which Excel does not show."""


class Widths:
    """The widths of a sheet's columns as Excel shows them, in characters; nought for one hidden or folded away."""

    def __init__(self, root: Element, ns: str) -> None:
        form = root.find(ns + "sheetFormatPr")
        usual = form.get("defaultColWidth") if form is not None else None
        self._usual = decimal(usual, _USUAL_WIDTH)
        spans = (
            (whole(c.get("min")), whole(c.get("max")), decimal(c.get("width"), 0.0), c.get("hidden", "0"))
            for columns in root.findall(ns + "cols")
            for c in columns.iter(ns + "col")
        )
        self._spans = sorted(
            (first, last, width if hidden in ("0", "false") else 0.0) for first, last, width, hidden in spans if width
        )
        self._starts = [span[0] for span in self._spans]
        self._known: dict[int, float] = {}

    def of(self, column: int) -> float:
        if column not in self._known:
            self._known[column] = self._of(column)
        return self._known[column]

    def _of(self, column: int) -> float:
        at = bisect_right(self._starts, column) - 1
        if at >= 0 and column <= self._spans[at][1]:
            return max(self._spans[at][2] - BESIDE_THE_LETTERS, 0.0)
        return self._usual


def is_fixed(row: Element) -> bool:
    """Tell whether somebody has set the row's height by hand."""
    return bool(row.get("customHeight", "0") not in ("0", "false"))


def fit(
    row: Element, cells: Mapping[int, Element], values: Mapping[int, Value], widths: Widths, formats: CellFormats
) -> None:
    """Give a row the height its wrapped text needs; a row with a height set by hand is left alone."""
    if is_fixed(row):
        return
    wrapped = [
        (values[column], widths.of(column), formats.is_bold(cell.get("s")))
        for column, cell in cells.items()
        if isinstance(values.get(column), str) and widths.of(column) and formats.wraps(cell.get("s"))
    ]
    row.attrib.pop("ht", None)
    if wrapped:
        row.set("ht", f"{row_height(wrapped):g}")
