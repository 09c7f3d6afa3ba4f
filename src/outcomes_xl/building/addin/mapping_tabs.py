"""The mapping tabs as the add-in knows them, from the layout: the gallery's choices, and the sheet behind each."""

from __future__ import annotations

from lxml import etree

from outcomes_xl.building.addin.vba_source import Module, ModuleKind
from outcomes_xl.reading.layouts import layout

MODULE = "MapTabs"
GALLERY = "highlightGallery"
_HEAD = """' Made from the borough's layout when the add-in is built: the mapping tabs in the order of the gallery.
' No error leaves it.
Option Explicit
Option Private Module

' The name of a mapping tab, counted from 0; "" when there is none.
Public Function Named(ByVal index As Integer) As String
    Select Case index
"""


def module() -> Module:
    """Return the VBA module that says which sheet each choice of the gallery is about."""
    cases = "".join(
        f'        Case {number}\n            Named = "{shape.name.replace(chr(34), chr(34) * 2)}"\n'
        for number, shape in enumerate(layout("borough").mappings)
    )
    return Module(MODULE, ModuleKind.STANDARD, f"{_HEAD}{cases}    End Select\nEnd Function\n")


def put_into(ribbon: etree._Element) -> None:
    """Give the ribbon's gallery its choices, one a mapping tab."""
    for gallery in ribbon.iter("{*}gallery"):
        if gallery.get("id") == GALLERY:
            for shape in layout("borough").mappings:
                label = shape.title.removeprefix("Mapping: ")
                item = etree.QName(gallery.nsmap[gallery.prefix], "item")
                etree.SubElement(gallery, item, id=f"highlight{shape.framework}", label=label)
