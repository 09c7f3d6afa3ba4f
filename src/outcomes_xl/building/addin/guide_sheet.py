"""The add-in's base workbook: one sheet, the guide, made from the ribbon's own labels and the functions' own help."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from xlsxwriter import Workbook

from outcomes_xl.building import theme
from outcomes_xl.building.addin.function_wrappers import CellFunction
from outcomes_xl.building.addin.ribbon import Control, controls
from outcomes_xl.building.page_setup import footer
from outcomes_xl.model.heights import row_height

SHEET = "Guide"
TITLE = "Outcomes"
ABOUT = "Check, refresh and fill the shared outcomes framework for children and families, in its own workbook."
_WIDTHS = (52, 96)
_OF_A_UNIT = 7 / 8
"""A unit of a column's width in this workbook to one in ours, whose own letters are Arial's and not Calibri's."""
_MADE = datetime(2026, 1, 1)  # a fixed day, so that the same text gives the same file
_BEGIN = (
    ("How to begin", "Open your borough's outcomes workbook and choose the Outcomes tab."),
    ("Before a button works", "Save the workbook to a folder once, and press Enable Editing if Excel asks."),
    ("What is saved", "Nothing is saved for you. Look at what changed, then save as you always do."),
)
_STOPS = (
    ("A button is grey", "The workbook in front has no such sheet. Bring your outcomes workbook to the front."),
    (
        "The helper is not running",
        "Press the Windows key, type Outcomes helper and press Enter; or sign out and in again.",
    ),
    (
        "A place is asked about",
        "Start names a central file that was not used on this computer before. Say Yes only if you know the place.",
    ),
    ("Something went wrong", "Press Undo last job. The Changes sheet lists every cell that was written, and why."),
    ("Without the buttons", "Close the workbook and use the command outcomes-xl check with the workbook's name."),
)


def base_workbook(ribbon: bytes, functions: Sequence[CellFunction]) -> bytes:
    """Return the workbook the add-in is built on. Its title and comment are what Excel's Add-ins window shows."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": TITLE, "comments": ABOUT, "created": _MADE})
    sheet = book.add_worksheet(SHEET)
    font = {"font_name": "Arial", "font_size": 11, "font_color": theme.INK, "valign": "vcenter", "text_wrap": True}
    ruled = {**font, "bottom": 1, "bottom_color": theme.LINE, "indent": 1}
    plain, strong = book.add_format(ruled), book.add_format({**ruled, "bold": True})
    large = {**font, "bold": True, "font_color": theme.NAVY, "text_wrap": False}
    title, heading = (book.add_format({**large, "font_size": size}) for size in (17, 13))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    footer(sheet)
    for row, (first, second) in enumerate(_lines(controls(ribbon), functions)):
        if second:
            sheet.set_row(row, row_height([(first, _WIDTHS[0] * _OF_A_UNIT, True), (second, _WIDTHS[1] * _OF_A_UNIT)]))
            sheet.write_string(row, 0, first, strong)
            sheet.write_string(row, 1, second, plain)
        elif first:
            sheet.set_row(row, 22 if row else 26)
            sheet.write_string(row, 0, first, heading if row else title)
    book.close()
    return out.getvalue()


def _lines(every: Sequence[Control], functions: Sequence[CellFunction]) -> Iterator[tuple[str, str]]:
    """The guide's lines: a heading has no second text, an empty line neither."""
    yield "The Outcomes tab", ""
    yield from _BEGIN
    for control in every:
        if control.kind == "group":
            yield from (("", ""), (control.label, ""))
        elif control.pressable:
            yield control.label, control.attributes["supertip"]
    yield from (("", ""), ("If something stops", ""))
    yield from _STOPS
    yield from (("", ""), ("Functions for cells", ""))
    for one in functions:
        given = ", ".join(f"[{argument.name}]" if argument.optional else argument.name for argument in one.arguments)
        yield f"={one.name}({given})", one.what
        for argument in one.arguments:
            yield f"      {argument.name}", argument.help
