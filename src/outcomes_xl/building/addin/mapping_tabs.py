"""The gallery of national frameworks: a choice a mapping tab, and one an edition where the layout asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from outcomes_xl.building.addin.vba_source import Module, ModuleKind
from outcomes_xl.jobs.highlight import HighlightChoice, highlight_choices

MODULE = "MapTabs"
GALLERY = "highlightGallery"
_HEAD = """' Made from the borough's layout when the add-in is built: what each choice of the gallery, from 0, is about.
' No error leaves it.
Option Explicit
Option Private Module
"""


def gallery_id(choice: HighlightChoice) -> str:
    """Return the id of a choice on the ribbon."""
    return f"highlight{choice.framework}{re.sub(r'[^0-9A-Za-z]', '_', choice.edition)}"


def module() -> Module:
    """Return the VBA module that says which sheet, and which edition, each choice of the gallery is about."""
    named = _function("Named", "The name of the mapping tab.", lambda one: one.sheet)
    edition = _function("Edition", 'The one edition that is meant; "" for all of the tab.', lambda one: one.edition)
    return Module(MODULE, ModuleKind.STANDARD, f"{_HEAD}\n{named}\n{edition}")


def _function(name: str, about: str, said: Callable[[HighlightChoice], str]) -> str:
    cases = "".join(
        f'        Case {number}\n            {name} = "{said(one).replace(chr(34), chr(34) * 2)}"\n'
        for number, one in enumerate(highlight_choices())
        if said(one)
    )
    return (
        f"' {about}\nPublic Function {name}(ByVal index As Integer) As String\n"
        f"    Select Case index\n{cases}    End Select\nEnd Function\n"
    )


def put_into(ribbon: etree._Element) -> None:
    """Give the ribbon's gallery its choices."""
    for gallery in ribbon.iter("{*}gallery"):
        if gallery.get("id") == GALLERY:
            for one in highlight_choices():
                item = etree.QName(gallery.nsmap[gallery.prefix], "item")
                etree.SubElement(gallery, item, id=gallery_id(one), label=one.label)
