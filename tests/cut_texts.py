"""Which texts of a workbook's sheets are wider or higher than their cells, measured with the letters they are shown in.

Arial's letters have the widths of Liberation Sans, which LibreOffice shows in its place.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont

from tests.office import missing

_FONTS = Path("/usr/share/fonts/truetype/liberation")
_PIXEL = 0.75  # points
_INDENT, _MARGINS = 6.8, 4.0  # points
_LINE = 1.15  # a line's height to its letters'
_NEARLY = 1.5  # points that an office program does not cut
_USUAL_WIDTH, _USUAL_HEIGHT = 50.0, 15.0  # points
_FAR = 40  # columns that a text may run over


def cut_texts(path: Path, unit: int = 8) -> list[str]:
    """Return what is cut off on the sheets in sight, a line a text: "Data availability S18: not compared".

    ``unit`` is a unit of a column's width in pixels: 8 where a workbook's own letters are Arial's, 7 where Calibri's.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know sparklines
        book = load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    return [f"{sheet.title} {cell.coordinate}: {cell.value}" for sheet in sheets for cell in _cut(sheet, unit)]


def _cut(sheet: Worksheet, unit: int) -> Iterator[Cell]:
    widths = _widths(sheet, unit)
    merged = {cell for area in sheet.merged_cells.ranges for row in area.rows for cell in row}
    for row in sheet.iter_rows():
        look = sheet.row_dimensions.get(row[0].row)
        if look is not None and look.hidden:
            continue
        height = (look.height if look is not None else None) or _USUAL_HEIGHT
        for cell in row:
            in_sight = widths.get(cell.column, 1) and (cell.row, cell.column) not in merged
            if in_sight and isinstance(cell.value, str) and cell.value and not _fits(sheet, cell, widths, height):
                yield cell


def _widths(sheet: Worksheet, unit: int) -> dict[int, float]:
    """Return the columns' widths in points; nought for one that is folded away."""
    found: dict[int, float] = {}
    for look in sheet.column_dimensions.values():
        for column in range(look.min, look.max + 1):
            found[column] = 0.0 if look.hidden else int(look.width * unit + 0.5) * _PIXEL
    return found


def _fits(sheet: Worksheet, cell: Cell, widths: dict[int, float], height: float) -> bool:
    align, size, bold = cell.alignment, cell.font.sz or 11, bool(cell.font.b)
    room = _width(widths, cell.column) - (align.indent or 0) * _INDENT - _MARGINS
    if align.wrap_text:
        return _lines(cell.value, room, size, bold) * size * _LINE <= height + _NEARLY
    if align.shrink_to_fit or align.horizontal == "fill":  # meant to be smaller, or the machine's
        return True
    parts = cell.value.split("\n")
    wide = max(_length(part, size, bold) for part in parts)
    step, column = (-1 if align.horizontal == "right" else 1), cell.column
    while wide > room and 1 <= (column := column + step) < cell.column + _FAR:
        if sheet.cell(cell.row, column).value not in (None, ""):
            break
        room += _width(widths, column)
    return wide <= room + _NEARLY


def _width(widths: dict[int, float], column: int) -> float:
    return widths.get(column, _USUAL_WIDTH)


def _lines(text: str, room: float, size: float, bold: bool) -> int:
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in paragraph.split(" "):
            wide = _length(f" {word}" if used else word, size, bold)
            if used and used + wide > room:
                count, used, wide = count + 1, 0.0, _length(word, size, bold)
            if wide > room:  # a word wider than its column is broken
                count, wide = count + int(wide // room), wide % room
            used += wide
    return count


@cache
def _length(text: str, size: float, bold: bool) -> float:
    return float(_font(bold).getlength(text) * size / 100)


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    file = _FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"
    if not file.exists():
        missing("Liberation Sans", "Debian or Ubuntu: apt install fonts-liberation.")
    return ImageFont.truetype(str(file), 100)
