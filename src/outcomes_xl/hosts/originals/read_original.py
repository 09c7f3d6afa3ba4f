"""A borough's own spreadsheet to a StyledBook: values, looks, comments, merged and hidden parts.

.xlsx and .xlsm: cells are read as our own workbooks' are (values, formulas, merged and hidden parts), behind the same
preflight; styles and comments are openpyxl's to understand. Of .xls, .xlsb and .ods there are values only, read in a
process of their own; of text (.csv, .tsv) there is nothing else.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.grid import COLUMNS
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind, read_package, styles_on
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.hosts.originals.csv_text import ENDINGS, sheet_of_text
from outcomes_xl.hosts.originals.symbol_fonts import as_drawn, symbol_font
from outcomes_xl.hosts.originals.values_only import values_only
from outcomes_xl.model import Area, Sheet, Value
from outcomes_xl.model.cannot_use import NotAWorkbook, UnsafeWorkbook, WrongUsage
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.collector import collector_at_rest
from outcomes_xl.model.styled_cells import PLAIN, Look, Place, StyledBook, StyledCell, StyledSheet

if TYPE_CHECKING:
    from openpyxl.styles.styleable import StyleableObject

MOST_SHEETS = 400
_WHITE = frozenset({"", "FFFFFF"})
_FORMAT_OF_CELL = re.compile(r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?[ />]')
_A_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OLD = (".xls", ".xlsb", ".ods")
_NOT_IN_VALUES = (
    "colours, bold, indents and struck-out text",
    "hidden rows and columns",
    "formulas, which are read as their last results",
    "error values such as #N/A, which are read as blanks",
)
_NOT_IN_TEXT = (
    "colours, bold, indents and struck-out text",
    "comments",
    "other sheets of the workbook it was saved from",
)
_NOT_IN_OLD = (*_NOT_IN_VALUES, "whether a number is shown as a per cent", "comments")


@collector_at_rest()
def read_original(path: Path, only: Sequence[str] = ()) -> StyledBook:
    """Return the workbook at a path, of which ``only`` names the sheets that are wanted, if not all are.

    Raises one of the CannotUse family; the file is only ever read.
    """
    data = read_file(path)
    digest = hashlib.sha256(data).hexdigest()
    ending = path.suffix.casefold()
    if ending in _OLD and not (ending == ".xls" and data.startswith(_A_ZIP)):  # systems give .xlsx that name as well
        sheets = values_only(path)
        wanted = _wanted([sheet.name for sheet in sheets], only, path.name)
        not_seen = _NOT_IN_VALUES if ending == ".ods" else _NOT_IN_OLD
        return StyledBook(path.name, digest, tuple(one for one in sheets if one.name in wanted), not_seen)
    if ending in ENDINGS and not data.startswith((_A_ZIP, _OLE)):
        sheet = sheet_of_text(data, path.name)
        _wanted([sheet.name], only, path.name)
        return StyledBook(path.name, digest, (sheet,), _NOT_IN_TEXT)
    with refused_if_odd(path.name):
        return StyledBook(path.name, digest, tuple(_styled(open_package(data, path.name), only)))


def _wanted(names: Sequence[str], only: Sequence[str], file: str) -> Sequence[str]:
    """Return the sheets to read. Raises WrongUsage for one that is not there, and where there are too many."""
    by_name = {name.casefold(): name for name in names}
    for name in only:
        if name.casefold() not in by_name:
            raise WrongUsage(f"There is no sheet “{name}” in {file}. Its sheets: {', '.join(names[:8])}.")
    wanted = [by_name[name.casefold()] for name in only] or names
    if len(wanted) > MOST_SHEETS:
        raise UnsafeWorkbook(
            f"“{file}” has {len(wanted)} sheets, more than a list of answers has.", "Name those to read with --sheet."
        )
    return wanted


# .xlsx and .xlsm ------------------------------------------------------------------------------------------------------


def _styled(package: Package, only: Sequence[str]) -> Iterator[StyledSheet]:
    parts = {entry.name: entry.part for entry in read_contents(package).sheets}
    wanted = _wanted(list(parts), only, package.name)
    book = read_package(package, wanted)
    looks = _looks(package)
    for name in wanted:
        sheet, part = book.sheets[name], parts[name]
        if part is None:  # a chart of its own: no cells
            yield StyledSheet(sheet.name, {}, sheet.state)
            continue
        comments, pictures = _beside_the_cells(package, part)
        cells = dict(_cells(sheet, _looks_of_cells(package, part, looks), comments))
        hidden = sheet.hidden_rows, sheet.hidden_columns
        yield StyledSheet(sheet.name, cells, sheet.state, sheet.merges, hidden[0], pictures, hidden[1])


def _cells(sheet: Sheet, looks: dict[Place, Look], comments: dict[Place, str]) -> Iterator[tuple[Place, StyledCell]]:
    formulas = sheet.formulas
    for row, values in sheet.rows.items():
        for column, value in values.items():
            if isinstance(value, str) and not value.strip():
                continue
            place = (row, column)
            look, comment = looks.pop(place, PLAIN), comments.pop(place, "") if comments else ""
            if look.symbols and isinstance(value, str):
                value = as_drawn(value, look.symbols)
            kept = value if isinstance(value, str | int | float) else _day(value)
            yield place, StyledCell(row, column, kept, look, comment, formulas.get(place, "") if formulas else "")
    inside = _covered(sheet.merges)
    for place in {*looks, *comments, *formulas.keys()}:
        look = looks.get(place, PLAIN)
        said = (look.fill, comments.get(place, ""), formulas.get(place, ""))
        if any(said) and place not in inside and sheet.rows.get(place[0], {}).get(place[1]) in (None, ""):
            yield place, StyledCell(*place, None, look, said[1], said[2])


def _covered(merges: tuple[Area, ...]) -> set[Place]:
    """Return the cells that lie under a merged one, the first cell of each left out."""
    return {
        (row, column)
        for area in merges
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
        if (row, column) != (area.first_row, area.first_column)
    }


def _day(value: Any) -> Value:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, Value) else str(value)


def _looks(package: Package) -> dict[str, Look]:
    """Return how each cell format looks, by its number as written in a cell; plain ones are left out."""
    part = part_of_kind(package, "styles")
    if part is None:
        return {}
    from openpyxl import Workbook
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.styles.stylesheet import apply_stylesheet

    book = Workbook()
    with _openpyxls_own_trouble(package.name):
        apply_stylesheet(_OnlyStyles(package.part(part)), book)
        sheet = book.worksheets[0]
        looks = {str(number): _look(StyleableObject(sheet, one)) for number, one in enumerate(book._cell_styles)}
    return {number: look for number, look in looks.items() if look != PLAIN and number != "0"}


class _OnlyStyles:
    """What openpyxl reads a workbook's styles from: it asks an archive for one part."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, _name: str) -> bytes:
        return self._content


@contextmanager
def _openpyxls_own_trouble(name: str) -> Iterator[None]:
    """Say one thing of whatever openpyxl stumbles over."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out when it writes; nothing is written
            yield
    except Exception as trouble:  # it has no one family of errors
        raise NotAWorkbook(
            f"“{name}” cannot be read ({type(trouble).__name__}).", "Open it in Excel, save it again and use that."
        ) from None


def _looks_of_cells(package: Package, part: str, looks: dict[str, Look]) -> dict[Place, Look]:
    """Return how the cells of a sheet look, filled or empty; plain ones are left out."""
    if not looks:
        return {}
    text = package.part(part).decode("utf-8", "replace")
    found = _FORMAT_OF_CELL.findall(text)
    if len(found) != text.count("<c "):  # written in another way than by Excel, LibreOffice or a library
        return {split_a1(at): looks[style] for at, style in styles_on(package, part, looks.keys()).items() if at}
    numbers = COLUMNS
    return {(int(row), numbers[letters]): looks[style] for letters, row, style in found if style in looks}


def _beside_the_cells(package: Package, part: str) -> tuple[dict[Place, str], int]:
    """Return a sheet's comments by their cell, and how many pictures and charts lie on it."""
    comments: dict[Place, str] = {}
    pictures = 0
    for one in package.relationships(part).values():
        if one.external or one.target not in package:
            continue
        if one.kind == "comments":
            from openpyxl.comments.comment_sheet import CommentSheet
            from openpyxl.xml.functions import fromstring

            with _openpyxls_own_trouble(package.name):
                read = CommentSheet.from_tree(fromstring(package.part(one.target))).comments
                comments.update({split_a1(at): said.text.strip() for at, said in read if said.text})
        elif one.kind == "drawing":
            pictures += sum(other.kind in ("image", "chart") for other in package.relationships(one.target).values())
    return comments, pictures


def _look(cell: StyleableObject) -> Look:
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
        symbol_font(font.name or ""),
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
