"""The sheets of an .xlsx or .ods workbook as rows of text, as published: one `Opened` for each sheet we know.

Cells are given as stored (whole numbers without .0, days as 2025-03-31), except that a cell shown in per cent is given
as it is shown: 0.701 in such a cell says 70.1%.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.sources.published.csv_reader import Opened, with_headings

ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")
_LARGEST = 600_000_000
"""The most bytes a workbook may unpack to: beyond it, it is no published table."""
_MOST_SHEETS = 120
_CELL = re.compile(rb"<c\b[^>]*>")
_AT = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_BUILT_IN_PER_CENT = {9, 10}


def sheets(name: str, data: bytes, knows: Callable[[tuple[str, ...]], bool]) -> Iterator[Opened]:
    """Yield the sheets whose headings ``knows`` accepts; where there is none, the first that is not empty.

    Raises CannotRead for a workbook that is damaged, protected or absurdly large.
    """
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise CannotRead("This installation does not read workbooks.", "Save the sheet you need as CSV.") from None
    _must_unpack(data)
    try:
        book = load_workbook(io.BytesIO(data))
        known, first = 0, None
        for number, title in enumerate(book.sheet_names[:_MOST_SHEETS]):
            cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            shown = _per_cent(data, number) if cells else {}
            try:
                table = with_headings(f"{name}, sheet {title}", _texts(cells, shown), knows)
            except CannotRead:
                continue  # an empty sheet
            if knows(table.headings):
                known += 1
                yield table
            first = first or table
    except (CalamineError, BadZipFile, ValueError):
        raise CannotRead(
            "It cannot be read as a workbook; it may be damaged or have a password.", "Open it and save it anew."
        ) from None
    if not known and first:
        yield Opened(name, first.headings, first.above, iter(()))
    elif not known:
        raise CannotRead("It has no table in it.", "Download it again, or take it out of the folder.")


def _must_unpack(data: bytes) -> None:
    if data[:4] != b"PK\x03\x04":
        return
    try:
        with ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
    except BadZipFile:
        raise CannotRead("It breaks off in the middle or is damaged.", "Download it again.") from None
    if size > _LARGEST:
        raise CannotRead("It unpacks to more than any published table.", "Take it out of the folder.")


def _texts(cells: list[list[Any]], per_cent: dict[tuple[int, int], bool]) -> Iterator[list[str]]:
    for row, line in enumerate(cells):
        yield [_text(value, (row, column) in per_cent) for column, value in enumerate(line)]


def _text(value: Any, per_cent: bool) -> str:
    """Return a cell as text: what a release file would have in its place."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        if per_cent:
            return f"{round(value * 100, 10):.10g}%"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, time | timedelta):
        return str(value)
    return "" if value is None else str(value)


def _per_cent(data: bytes, sheet: int) -> dict[tuple[int, int], bool]:
    """Return which cells of a sheet are shown in per cent, counted from 0; an .xls says nothing of it."""
    if data[:4] != b"PK\x03\x04":
        return {}
    with ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if "content.xml" in names:
            return _per_cent_of_ods(package.read("content.xml"), sheet)
        if "xl/styles.xml" not in names:
            return {}
        styles = _per_cent_styles(package.read("xl/styles.xml"))
        part = _sheet_part(package, sheet) if styles else None
        if part is None or part not in names:
            return {}
        found = {}
        for cell in _CELL.findall(package.read(part)):
            style, at = _STYLE.search(cell), _AT.search(cell)
            if style and at and int(style[1]) in styles:
                found[int(at[2]) - 1, _column(at[1])] = True
        return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _parse(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _per_cent_styles(xml: bytes) -> set[int]:
    """Return the numbers of the cell formats that show per cent."""
    root = _parse(xml)
    own = {
        int(one.get("numFmtId"))
        for one in root.iterfind(".//{*}numFmts/{*}numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", one.get("formatCode") or "")
    }
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return {n for n, one in enumerate(formats) if int(one.get("numFmtId") or 0) in own | _BUILT_IN_PER_CENT}


def _sheet_part(package: ZipFile, sheet: int) -> str | None:
    """Return the part a sheet stands in, by its place in the workbook."""
    listed = list(_parse(package.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet"))
    if sheet >= len(listed):
        return None
    wanted = next((value for key, value in listed[sheet].attrib.items() if key.endswith("}id")), None)
    for one in _parse(package.read("xl/_rels/workbook.xml.rels")):
        if one.get("Id") == wanted:
            target = one.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _per_cent_of_ods(xml: bytes, sheet: int) -> dict[tuple[int, int], bool]:
    if b'"percentage"' not in xml:
        return {}
    tables = list(_parse(xml).iterfind(".//{*}table"))
    found: dict[tuple[int, int], bool] = {}
    row_number = 0
    for row in tables[sheet].iter("{*}table-row") if sheet < len(tables) else ():
        column = 0
        for cell in row:
            repeated = int(_attribute(cell, "number-columns-repeated") or 1)
            if _attribute(cell, "value-type") == "percentage":
                found.update({(row_number, column + more): True for more in range(min(repeated, 1000))})
            column += repeated
        row_number += int(_attribute(row, "number-rows-repeated") or 1)
    return found


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)
