"""The parts of freshly built sheets made ready for another package: formats renumbered, texts in the cells."""

from __future__ import annotations

from copy import deepcopy

from outcomes_xl.hosts.files.graft.merged_styles import MergedStyles, elements
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace


def renumbered(sheet: Element, styles: MergedStyles, strings: list[Element]) -> None:
    """Point a sheet's cells, rows, columns and marks at the merged formats, and put its texts into its cells."""
    ns = namespace(sheet)
    for element in sheet.iter(ns + "c", ns + "row"):
        if (style := element.get("s")) is not None:
            element.set("s", str(styles.xf.get(whole(style), 0)))
        if element.get("t") == "s":
            in_place(element, strings)
    for column in sheet.iter(ns + "col"):
        if (style := column.get("style")) is not None:
            column.set("style", str(styles.xf.get(whole(style), 0)))
    for rule in sheet.iter(ns + "cfRule"):
        if (mark := rule.get("dxfId")) is not None:
            rule.set("dxfId", str(styles.dxf(whole(mark))))


def in_place(cell: Element, strings: list[Element]) -> None:
    """Put a shared text, its runs and all, into the cell itself."""
    value = next((child for child in cell if name(child) == "v"), None)
    if value is None:
        return
    number = whole(value.text, len(strings))
    inline = cell.makeelement(namespace(cell) + "is")
    if number < len(strings):
        inline.extend([deepcopy(child) for child in strings[number] if name(child) in ("t", "r", "rPh", "phoneticPr")])
    cell.replace(value, inline)
    cell.set("t", "inlineStr")


def table_renumbered(table: Element, styles: MergedStyles, number: int) -> None:
    table.set("id", str(number))
    for element in table.iter():
        for attribute in ("dataDxfId", "headerRowDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId"):
            if (mark := element.get(attribute)) is not None:
                element.set(attribute, str(styles.dxf(whole(mark))))


def shared_texts(root: Element | None) -> list[Element]:
    return elements(root) if root is not None else []
