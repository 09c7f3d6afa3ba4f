"""The formats a new sheet is given, in the workbook's own letters; added at the end where they are not there yet."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from outcomes_xl.hosts.files.odd_attributes import decimal, elements, whole
from outcomes_xl.hosts.files.safe_xml import Element, canonical, namespace, parse
from outcomes_xl.model.patches import HEADING_ROW

if TYPE_CHECKING:
    from outcomes_xl.hosts.files.edit_session import Workshop

_HEADING_1 = "16"  # the number Office knows the cell style “Heading 1” by, in every language
_PLAIN_TABLE = {"name": "TableStyleLight1", "showRowStripes": "1"}
_ABOUT, _HEADING, _CELL = "Explanatory Text", "Outcomes heading Tool", "Outcomes Tool"
"""The cell styles of our own workbooks for what stands under a title, a heading of the tool's and a cell of its."""


class Looks:
    """The format numbers for a title, the line below it, a heading, wrapped text and numbers: as the workbook's own
    sheets have them where it is one of ours, else plain ones in its letters."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._formats = workshop.formats
        self._ns = namespace(self._formats.root)
        self.title = self._title()
        self.about = self._as_named(_ABOUT)
        self.heading = self._as_named(_HEADING) or self._wrapped(self._bold_font(larger_by=0))
        self.text = self._as_named(_CELL) or self._wrapped(None)
        self.number = self._as_named(_CELL, horizontal="right", wrapText="0") or self.text
        self.number_heading = self._as_named(_HEADING, horizontal="right") or self.heading

    def of(self, row: int, *, is_number: bool) -> str | None:
        """Return the format of a cell by its row, and whether its column holds numbers."""
        if row < HEADING_ROW:
            return {1: self.title, 2: self.about}.get(row)
        if row == HEADING_ROW:
            return self.number_heading if is_number else self.heading
        return self.number if is_number else self.text

    def _as_named(self, called: str, **alignment: str) -> str | None:
        """Return the format of a cell in one of the workbook's named styles; None where it has no such style."""
        named, named_formats = self._collection("cellStyles"), self._collection("cellStyleXfs")
        if named is None or named_formats is None:
            return None
        there = list(elements(named_formats))
        style = next((one for one in elements(named) if one.get("name") == called), None)
        number = whole(style.get("xfId"), len(there)) if style is not None else len(there)
        if number >= len(there):
            return None
        xf = copy.deepcopy(there[number])
        xf.set("xfId", str(number))
        for one in xf.iter(self._ns + "alignment"):
            one.attrib.update(alignment)
        return self._formats.number_of(xf)

    def _title(self) -> str:
        """A title carries the cell style “Heading 1”: by it a screen reader knows that it is one."""
        font = self._bold_font(larger_by=4)
        xf = etree.Element(self._ns + "xf", numFmtId="0", fontId=font, fillId="0", borderId="0", applyFont="1")
        named, named_formats = self._collection("cellStyles"), self._collection("cellStyleXfs")
        if named is not None and named_formats is not None:
            xf.set("xfId", self._heading_1(named, named_formats, xf))
        return self._formats.number_of(xf)

    def _heading_1(self, named: Element, named_formats: Element, xf: Element) -> str:
        there = list(elements(named_formats))
        for style in elements(named):
            number = whole(style.get("xfId"), len(there))
            if style.get("builtinId") == _HEADING_1 and number < len(there):
                for attribute in ("fontId", "fillId", "borderId"):
                    xf.set(attribute, there[number].get(attribute, "0"))
                return str(number)
        added = self._add(named_formats, copy.deepcopy(xf))
        self._add(named, etree.Element(self._ns + "cellStyle", name="Heading 1", xfId=added, builtinId=_HEADING_1))
        return added

    def _wrapped(self, font: str | None) -> str:
        xf = etree.Element(self._ns + "xf", numFmtId="0", fontId=font or "0", fillId="0", borderId="0", xfId="0")
        if font:
            xf.set("applyFont", "1")
        xf.set("applyAlignment", "1")
        etree.SubElement(xf, self._ns + "alignment", vertical="top", wrapText="1")
        return self._formats.number_of(xf)

    def _bold_font(self, larger_by: float) -> str:
        fonts = self._collection("fonts")
        there = [] if fonts is None else list(elements(fonts))
        if fonts is None or not there:
            return "0"
        font = copy.deepcopy(there[0])
        if font.find(self._ns + "b") is None:
            font.insert(0, etree.Element(self._ns + "b"))
        size = font.find(self._ns + "sz")
        if size is not None:
            size.set("val", f"{decimal(size.get('val'), 11) + larger_by:g}")
        said = canonical(font)
        for number, other in enumerate(there):
            if canonical(other) == said:
                return str(number)
        return self._add(fonts, font)

    def _collection(self, called: str) -> Element | None:
        return self._formats.root.find(self._ns + called)

    def _add(self, collection: Element, element: Element) -> str:
        collection.append(element)
        count = sum(1 for _ in elements(collection))
        collection.set("count", str(count))
        self._formats.changed = True
        return str(count - 1)


def table_style(workshop: Workshop, *, ours: bool = False) -> dict[str, str]:
    """Return the style of the workbook's first table, so that a new one looks like it; ours have none."""
    for content in workshop.all_table_parts():
        root = parse(content, workshop.package.name, "a table")
        style = root.find(namespace(root) + "tableStyleInfo")
        if style is not None and (style.get("name") or ours):
            return dict(style.attrib)
    return _PLAIN_TABLE
