"""The formats a new sheet is given, in the workbook's own letters; added at the end where they are not there yet."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from outcomes_xl.hosts.files.odd_attributes import decimal, elements, whole
from outcomes_xl.hosts.files.safe_xml import Element, canonical, namespace, parse

if TYPE_CHECKING:
    from outcomes_xl.hosts.files.edit_session import Workshop

_HEADING_1 = "16"  # the number Office knows the cell style “Heading 1” by, in every language
_PLAIN_TABLE = {"name": "TableStyleLight1", "showRowStripes": "1"}


class Looks:
    """The format numbers for a title, a heading and wrapped text, and the style of the workbook's tables."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._formats = workshop.formats
        self._ns = namespace(self._formats.root)
        self.title = self._title()
        self.heading = self._wrapped(self._bold_font(larger_by=0))
        self.text = self._wrapped(None)

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


def table_style(workshop: Workshop) -> dict[str, str]:
    """Return the style of the workbook's first table, so that a new one looks like it."""
    for content in workshop.all_table_parts():
        root = parse(content, workshop.package.name, "a table")
        style = root.find(namespace(root) + "tableStyleInfo")
        if style is not None and style.get("name"):
            return dict(style.attrib)
    return _PLAIN_TABLE
