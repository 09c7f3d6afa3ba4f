"""Putting a value into a cell's XML: how Excel keeps text, numbers, dates, answers of yes or no, and errors."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

from lxml import etree

from outcomes_xl.hosts.files.cell_formats import CellFormats
from outcomes_xl.hosts.files.date_serials import to_serial
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace
from outcomes_xl.hosts.files.xml_escapes import encode_excel
from outcomes_xl.model import CellRef, ErrorValue, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import LONGEST_TEXT

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BROKEN = re.compile("[\ud800-\udfff]")
_EXACT_NUMBER = 10**15  # Excel keeps 15 digits


def fill(cell: Element, value: Value, formats: CellFormats, uses_1904: bool, place: CellRef, shown_as: str) -> None:
    """Put a value into a cell in place of what is there. Its format stays, or becomes one that shows the value.

    Raises CannotEdit, naming the place, for what a cell cannot hold.
    """
    kind, text = kept_as(value, uses_1904, place)
    for child in [child for child in cell if name(child) in ("v", "is", "f")] if len(cell) else ():
        cell.remove(child)
    for attribute in ("t", "cm"):
        cell.attrib.pop(attribute, None)
    style = formats.fitting(cell.get("s"), value, shown_as)
    if style is not None and style != cell.get("s"):
        cell.set("s", style)
    if kind:
        cell.set("t", kind)
    if text:
        cell.insert(0, _content(namespace(cell), kind, text))


def save_beside_formula(cell: Element, value: Value, uses_1904: bool, place: CellRef) -> None:
    """Put what a formula comes to beside it, as office programs do: text as "str", an empty one too."""
    kind, text = kept_as(value, uses_1904, place)
    if len(cell) > 1:
        for child in [child for child in cell if name(child) in ("v", "is")]:
            cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        kind = "str"
    if kind:
        cell.set("t", kind)
    formula = next(child for child in cell if name(child) == "f")
    content = etree.Element(namespace(cell) + "v")
    content.text = text
    if text != text.strip():
        content.set(_SPACE, "preserve")
    formula.addnext(content)


def _content(ns: str, kind: str, text: str) -> Element:
    if kind != "inlineStr":
        content = etree.Element(ns + "v")
        content.text = text
        return content
    content = etree.Element(ns + "is")
    inner = etree.SubElement(content, ns + "t")
    inner.text = text
    if text != text.strip():
        inner.set(_SPACE, "preserve")
    return content


def kept_as(value: Value, uses_1904: bool, place: CellRef) -> tuple[str, str]:
    """Return the cell type and the text in which Excel keeps a value; ("", "") for blank."""
    if isinstance(value, str) and is_kept_as_it_is(value):
        return "inlineStr", value
    match value:
        case None | "":
            return "", ""
        case bool():
            return "b", str(int(value))
        case int() | float():
            if not math.isfinite(value) or (isinstance(value, int) and abs(value) > _EXACT_NUMBER):
                raise _cannot_hold(place, f"{value}", "it is a number Excel cannot keep exactly")
            return "", repr(value)
        case str():
            if len(value) > LONGEST_TEXT:
                raise _cannot_hold(place, "this text", f"it is longer than {LONGEST_TEXT} characters")
            if _BROKEN.search(value):
                raise _cannot_hold(place, "this text", "one of its characters is broken")
            return "inlineStr", encode_excel(value)
        case ErrorValue(code):
            return "e", code
        case date() | datetime() | time():
            try:
                return "", repr(to_serial(value, uses_1904))
            except ValueError as error:
                raise _cannot_hold(place, f"{value}", str(error)) from None
    raise TypeError(f"a cell cannot hold {value!r}")


def is_kept_as_it_is(text: str) -> bool:
    """Whether a text is kept in a cell letter for letter, as nearly each is; then its letters need no going through."""
    return 0 < len(text) <= LONGEST_TEXT and text.isprintable() and "_x" not in text


def _cannot_hold(place: CellRef, what: str, why: str) -> CannotEdit:
    return CannotEdit(f"{place} cannot hold {what}: {why}.", "Nothing was written. Change the value and try again.")
