"""A borough's own spreadsheet to a StyledBook: values, looks, comments, merged and hidden parts.

openpyxl reads .xlsx and .xlsm, once, behind our own preflight; what formulas say is taken from the sheets' XML, since
openpyxl gives either formulas or their results. python-calamine reads .xls, .xlsb and .ods, and sees values only.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package, open_zip
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.model import Area, ErrorValue, Value
from outcomes_xl.model.cannot_use import CannotUse, NotAWorkbook, UnsafeWorkbook
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.styled_cells import PLAIN, Look, Place, StyledBook, StyledCell, StyledSheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

MOST_SHEETS = 400
_WHITE = frozenset({"", "FFFFFF"})
_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>([^<]*)</f>')
_OLD = (".xls", ".xlsb", ".ods")
_ONLY_VALUES = (
    "colours, bold, indents and struck-out text",
    "comments",
    "hidden rows and columns",
    "formulas, which are read as their last results",
)


def read_original(path: Path) -> StyledBook:
    """Return the workbook at a path. Raises one of the CannotUse family; the file is only ever read."""
    data = read_file(path)
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.casefold() in _OLD:
        return StyledBook(path.name, digest, tuple(_values_only(data, path)), _ONLY_VALUES)
    with refused_if_odd(path.name):
        package = open_package(data, path.name)
        formulas = _formulas(package)
    return StyledBook(path.name, digest, tuple(_styled(data, path.name, formulas)))


# .xlsx and .xlsm ------------------------------------------------------------------------------------------------------


def _styled(data: bytes, name: str, formulas: dict[str, dict[Place, str]]) -> Iterator[StyledSheet]:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out when it writes; nothing is written
            book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as trouble:  # whatever openpyxl stumbles over, the officer is told the same
        raise NotAWorkbook(
            f"“{name}” cannot be read ({type(trouble).__name__}).", "Open it in Excel, save it again and use that."
        ) from None
    if len(book.worksheets) > MOST_SHEETS:
        raise UnsafeWorkbook(f"“{name}” has {len(book.worksheets)} sheets.", "Name those to read with --sheet.")
    looks: dict[int, Look] = {}
    for sheet in book.worksheets:
        said = formulas.get(sheet.title, {})
        cells: dict[Place, StyledCell] = {}
        inside: set[Place] = set()
        for area in sheet.merged_cells.ranges:
            inside.update(
                (r, c) for r in range(area.min_row, area.max_row + 1) for c in range(area.min_col, area.max_col + 1)
            )
            inside.discard((area.min_row, area.min_col))
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                place = (cell.row, cell.column)
                if value is None and not cell.has_style and cell.comment is None and place not in said:
                    continue
                if value is None and place in inside:
                    continue
                look = PLAIN
                if cell.has_style:
                    number = cell.style_id
                    look = looks.get(number) or looks.setdefault(number, _look(cell))
                formula = said.get(place, "")
                comment = cell.comment.text.strip() if cell.comment is not None and cell.comment.text else ""
                if value is None and not look.fill and not comment and not formula:
                    continue
                if cell.data_type == "e":
                    value = ErrorValue(str(value))
                elif isinstance(value, str) and not value.strip():
                    value = None
                cells[place] = StyledCell(*place, _day(value), look, comment, formula)
        hidden = frozenset(number for number, one in sheet.row_dimensions.items() if one.hidden)
        merges = tuple(Area(a.min_row, a.min_col, a.max_row, a.max_col) for a in sheet.merged_cells.ranges)
        pictures = len(getattr(sheet, "_images", ())) + len(getattr(sheet, "_charts", ()))
        yield StyledSheet(sheet.title, cells, sheet.sheet_state, merges, hidden, pictures)


def _day(value: Any) -> Value:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, Value) else str(value)


def _look(cell: Cell) -> Look:
    font, fill, alignment = cell.font, cell.fill, cell.alignment
    colour = ""
    if fill.fill_type == "solid" and fill.fgColor is not None:
        colour = _colour(fill.fgColor)
    return Look(
        "" if colour in _WHITE else colour,
        bool(font.b),
        bool(font.i),
        bool(font.strike),
        int(alignment.indent or 0),
        str(cell.number_format),
    )


def _colour(colour: Any) -> str:
    """Return six digits, or the theme's own number and tint where the colour is named through it."""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "theme":
        return "" if colour.theme == 0 and not colour.tint else f"theme {colour.theme} {colour.tint:+.2f}"
    return _indexed(colour.indexed) if colour.type == "indexed" else ""


@cache
def _indexed(number: int) -> str:
    from openpyxl.styles.colors import COLOR_INDEX

    return str(COLOR_INDEX[number])[-6:].upper() if 0 <= number < len(COLOR_INDEX) else ""


def _formulas(package: Package) -> dict[str, dict[Place, str]]:
    found: dict[str, dict[Place, str]] = {}
    for entry in read_contents(package).sheets:
        if entry.part is None:
            continue
        content = package.part(entry.part)
        if b"<f" in content:
            text = content.decode("utf-8", "replace")
            found[entry.name] = {split_a1(at): unescape(said) or "=" for at, said in _FORMULA.findall(text)}
    return found


# .xls, .xlsb and .ods -------------------------------------------------------------------------------------------------


def _values_only(data: bytes, path: Path) -> Iterator[StyledSheet]:
    try:
        from python_calamine import load_workbook
    except ImportError:
        raise CannotUse(
            f"Reading “{path.suffix}” needs the part of the tool for local sources.",
            "Open it in Excel, save it as an Excel workbook (.xlsx) and use that.",
        ) from None
    if data[:2] == b"PK":
        open_zip(data, path.name)
    try:
        book = load_workbook(io.BytesIO(data))
        names = book.sheet_names
        grids = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except Exception as trouble:  # calamine has no one family of errors, and a broken file may raise any
        raise NotAWorkbook(
            f"“{path.name}” cannot be read ({type(trouble).__name__}).",
            "If it has a password, take that off; else open it in Excel and save it as an Excel workbook (.xlsx).",
        ) from None
    for name, grid in grids:
        cells = {
            (r, c): StyledCell(r, c, _day(value))
            for r, row in enumerate(grid, 1)
            for c, value in enumerate(row, 1)
            if value not in (None, "") and not (isinstance(value, str) and not value.strip())
        }
        yield StyledSheet(name, cells)
