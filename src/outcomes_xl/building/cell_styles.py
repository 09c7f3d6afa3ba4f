"""Named cell styles on top of XlsxWriter, which knows formats but writes only the style "Normal".

The styles' names are put in when the workbook is finished: each format remembers which style it belongs to, and
``finished`` gives styles.xml the named styles and every cell format its style. It also does two things XlsxWriter has
no word for: the language among the document's properties, which the accessibility checklist asks for, and row
heights that are a first estimate and stay Excel's to fit.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from outcomes_xl.building import theme

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DC = "http://purl.org/dc/elements/1.1/"
LANGUAGE = "en-GB"


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}
        self.style_of: list[tuple[Format, str]] = []
        self.flexible_from: dict[int, int] = {}
        """Sheet's place in the workbook (from 0) -> the first Excel row whose height Excel may fit again."""

    def __call__(self, name: str, **more: Any) -> Format:
        """Return the format of a named style, with differences such as ``num_format``."""
        key = (name, *sorted(more.items()))
        if key not in self._made:
            self._made[key] = made = self._book.add_format({**theme.FONT, **theme.STYLES[name][1], **more})
            self.style_of.append((made, name))
        return self._made[key]

    def plain(self, kind: str) -> Format:
        """Return the format of a whole column, for cells below the table: its kind, without fill or lines."""
        key = ("", kind)
        if key not in self._made:
            properties = {**theme.FONT, "text_wrap": True, "valign": "top", "align": "left", **theme.KINDS[kind]}
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def mark(self, properties: dict[str, Any]) -> Format:
        """Return a format for a conditional format: only what differs."""
        key = ("mark", *sorted(properties.items()))
        if key not in self._made:
            # No font name or size: Excel does not let a conditional format change either.
            bare = {"font_name": "Calibri", "font_size": 11}
            self._made[key] = self._book.add_format({**bare, **properties})
        return self._made[key]


def finished(data: bytes, styles: Styles) -> bytes:
    """Return the workbook with its styles named and its language said; everything else as it was."""
    numbers = {made.xf_index: name for made, name in reversed(styles.style_of) if made.xf_index}
    flexible = {f"xl/worksheets/sheet{index + 1}.xml": first for index, first in styles.flexible_from.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/styles.xml":
                content = _with_names(content, numbers)
            elif part.filename == "docProps/core.xml":
                content = _with_language(content)
            elif part.filename == "xl/workbook.xml":
                # Every formula is made with its value, so nothing has to be worked out before the file is looked at.
                content = content.replace(b' fullCalcOnLoad="1"', b"")
                content = re.sub(rb'<definedName name="_oxl_', rb'<definedName hidden="1" name="_oxl_', content)
            elif (first := flexible.get(part.filename)) is not None:
                content = _with_flexible_rows(content, first)
            new.writestr(part, content)
    return out.getvalue()


def _with_names(xml: bytes, numbers: dict[int, str]) -> bytes:
    root = etree.fromstring(xml)
    families = _child(root, "cellStyleXfs")
    cells = _child(root, "cellXfs")
    names = _child(root, "cellStyles")
    place: dict[str, int] = {}
    for index in sorted(numbers):
        name = numbers[index]
        cell = cells[index]
        if name not in place:
            place[name] = len(families)
            family = deepcopy(cell)
            for attribute in ("xfId", "quotePrefix"):
                family.attrib.pop(attribute, None)
            families.append(family)
            own = {"name": name, "xfId": str(place[name])}
            builtin = theme.STYLES[name][0]
            if builtin is not None:
                own |= {"builtinId": str(builtin), "customBuiltin": "1"}
            etree.SubElement(names, f"{{{_MAIN}}}cellStyle", own)
        cell.set("xfId", str(place[name]))
    families.set("count", str(len(families)))
    names.set("count", str(len(names)))
    return _bytes(root)


def _with_language(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    etree.SubElement(root, f"{{{_DC}}}language").text = LANGUAGE
    return _bytes(root)


def _with_flexible_rows(xml: bytes, first: int) -> bytes:
    def freed(row: re.Match[bytes]) -> bytes:
        return row[0].replace(b' customHeight="1"', b"") if int(row[1]) >= first else row[0]

    return re.sub(rb'<row r="(\d+)"[^>]*>', freed, xml)


def _child(root: Any, name: str) -> Any:
    found = root.find(f"{{{_MAIN}}}{name}")
    if found is None:
        raise ValueError(f"XlsxWriter wrote a styles.xml without {name}")
    return found


def _bytes(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
