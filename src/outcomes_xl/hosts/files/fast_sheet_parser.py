"""The quick way through a sheet: patterns, for sheets written the plain way Excel, XlsxWriter and openpyxl write them.

Everything between the cells must be exactly what is expected; at the first surprise NotPlain is raised and the XML
parser (cells.py) reads the sheet instead. Tests hold both to the same answer. This way is about three times as fast.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.hosts.files.grid import COLUMNS, Grid
from outcomes_xl.hosts.files.shared_strings import XML_HEAD, all_characters_are_xml
from outcomes_xl.hosts.files.xml_escapes import unescape_xml
from outcomes_xl.model import Value

_CHUNK = 2_000_000

HEAD = re.compile(b"(?:\xef\xbb\xbf)?" + XML_HEAD.encode() + b"<worksheet ")

_ATTRIBUTES = r'(?: [\w:]+="[^"<>&]*")*+'
_PLACE = r'r="([A-Z]{1,3})([1-9][0-9]{0,6})"'
_ROW = rf'<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})>'
_EMPTY_CELLS = r'(?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[a-z]+")?/>)*+'
_EMPTY_ROWS = rf"(?:<row r=\"[1-9][0-9]{{0,6}}\"{_ATTRIBUTES}(?:/>|>{_EMPTY_CELLS}</row>))*+"

# A filled cell: its column, its row, its other attributes, and its number or else all that it holds. What it holds
# ends before the next cell begins, or a cell that is never closed would be searched for to the end of the sheet.
_CELL = re.compile(rf"<c {_PLACE}([^>/]*)>(?:<v>([^<]*)</v>|((?:<(?!c )[^<]*)*?))</c>")
_BETWEEN = re.compile(rf"{_EMPTY_CELLS}(?:</row>{_EMPTY_ROWS}{_ROW}{_EMPTY_CELLS})?")
_HIDDEN = re.compile(r'<row r="([0-9]+)"[^>]* hidden="(?:1|true)"')
_CELL_ATTRIBUTES = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?: [cv]m="[0-9]+")*')
_HELD = re.compile(
    rf"(?:<f({_ATTRIBUTES})(?:/>|>([^<]*)</f>))?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?'
)
_ATTRIBUTE = re.compile(r' ([\w:]+)="([^"]*)"')

_TEXT, _NUMBER, _OTHER = 1, 2, 3


class NotPlain(Exception):
    """The sheet is written in a way the patterns do not know; the XML parser must read it."""


def read_plain(content: bytes, grid: Grid) -> bytes:
    """Read the cells into the grid; return the sheet's XML without them. Raises NotPlain with the grid half filled."""
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    head = content[: start + 11]
    if not 0 < start < end or not HEAD.match(head) or b"<!" in head:
        raise NotPlain
    position = start + 11
    while position < end:
        after = content.find(b"</row>", min(position + _CHUNK, end), end)
        after = end if after < 0 else after + 6
        _read_rows(content[position:after], grid)
        position = after
    return head + content[end:]


def _read_rows(chunk: bytes, grid: Grid) -> None:
    if not all_characters_are_xml(chunk):
        raise NotPlain
    try:
        text = chunk.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Fenced in, all that can stand between two filled cells is what _BETWEEN describes.
    pieces = _CELL.split("</row>" + text + '<row r="1">')
    grid.counted(len(pieces) // (_CELL.groups + 1))
    try:
        _fill(pieces, grid)
    except (ValueError, LookupError):
        raise NotPlain from None


def _fill(pieces: list[str], grid: Grid) -> None:
    strings, ways = grid.strings_by_number, _Ways(grid)
    cells: dict[int, Value] = {}
    digits_of_row = ""
    columns = (pieces[at :: _CELL.groups + 1] for at in range(_CELL.groups + 1))
    # The first list, what stands before each cell, is one longer: what stands after the last.
    for between, letters, digits, attributes, text, held in zip(*columns, strict=False):
        if between and (row := _next_row(between, grid)):
            digits_of_row = row
            cells = grid.row(int(row))
        if digits != digits_of_row:
            raise NotPlain
        way = ways[attributes]
        if text is None:
            value = _held(held, attributes, int(digits), COLUMNS[letters], grid)
        elif way == _TEXT:
            value = strings[text]
        elif way == _NUMBER and text.isdecimal() and len(text) < 16:
            value = int(text)
        else:
            style, kind = _style_and_kind(attributes)
            value = grid.value(kind, style, unescape_xml(text) if "&" in text else text)
            value = None if value == "" else value
        if value is not None:
            cells[COLUMNS[letters]] = value
    _next_row(pieces[-1], grid)


class _Ways(dict[str, int]):
    """How to read a number, by the attributes of its cell; there are only as many as the sheet has formats."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._dates = grid.dates

    def __missing__(self, attributes: str) -> int:
        style, kind = _style_and_kind(attributes)
        way = _TEXT if kind == "s" else _NUMBER if kind in (None, "n") and style not in self._dates else _OTHER
        self[attributes] = way
        return way


@lru_cache(maxsize=4096)
def _style_and_kind(attributes: str) -> tuple[str | None, str | None]:
    match = _CELL_ATTRIBUTES.fullmatch(attributes)
    if not match:
        raise NotPlain
    return match[1], match[2]


def _held(held: str, attributes: str, row: int, column: int, grid: Grid) -> Value:
    """Return the value of a cell that holds more than a number: a formula, or a text of its own."""
    match = _HELD.fullmatch(held)
    if not match:
        raise NotPlain
    of_formula, formula, number, text = match.groups()
    style, kind = _style_and_kind(attributes)
    raw = number if text is None else text
    value = grid.value(kind, style, unescape_xml(raw) if raw else "")
    if of_formula is None:
        return value if value != "" else None
    grid.formula(row, column, dict(_ATTRIBUTE.findall(of_formula)), unescape_xml(formula) if formula else formula)
    return value


def _next_row(between: str, grid: Grid) -> str | None:
    """Return the number of the row that begins between two cells, as text; None when none does."""
    match = _BETWEEN.fullmatch(between)
    if not match:
        raise NotPlain
    if "hidden=" in between:
        grid.hidden_rows.update(int(found) for found in _HIDDEN.findall(between))
    return match[1]
