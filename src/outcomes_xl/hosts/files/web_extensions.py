"""Office add-ins that a workbook carries: what each says, which is ours, and the parts they hang on.

A pane is named three times: the file points at its list of panes, the list names an arrow, the arrow the add-in's own
part. That part refers to the add-in in a store and keeps its properties: what the add-in has saved with the workbook.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model.cannot_use import CannotUse

PANES_KIND = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
EXTENSION_KIND = "http://schemas.microsoft.com/office/2011/relationships/webextension"
PANES_TYPE = "application/vnd.ms-office.webextensiontaskpanes+xml"
EXTENSION_TYPE = "application/vnd.ms-office.webextension+xml"
WE = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
WETP = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FUNCTIONS = (
    ("{D87F86FE-615C-45B5-9D79-34F1136793EB}", "containsCustomFunctions"),
    ("{7C84B067-C214-45C3-A712-C9D94CD141B2}", "customFunctionIdList"),
)
"""What Excel writes for an add-in with functions for cells: the ids of two extensions, and the element in each."""


@dataclass(frozen=True)
class WebExtension:
    """What an add-in's part says: its own id, the add-in's in the store, and its properties as they are kept (JSON)."""

    ident: str
    reference: str
    properties: Mapping[str, str] = field(default_factory=dict)


def extensions(package: Package) -> dict[str, WebExtension]:
    """Return every add-in's part of a workbook and what it says, whatever points at it."""
    panes = panes_part(package)
    pointed_at = {one.target for one in package.relationships(panes).values()} if panes in package else set()
    found: dict[str, WebExtension] = {}
    for part in package.part_names:
        plain = f"/{part.casefold()}"
        if ("/webextensions/" in plain and plain.endswith(".xml")) or part in pointed_at:
            read = read_extension(package, part)
            if read is not None:
                found[part] = read
    return found


def read_extension(package: Package, part: str) -> WebExtension | None:
    """Return what a part says as an add-in's, None where it is something else or cannot be read."""
    idents: list[str] = []
    references: list[str] = []
    properties: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if space != WE:
            return
        if name == "webextension":
            idents.append(attributes.get("id", ""))
        elif name == "reference":
            references.append(attributes.get("id", ""))
        elif name == "property":
            properties[attributes.get("name", "")] = attributes.get("value", "")

    try:
        read_events(package.part(part), package.name, part, start)
    except CannotUse:  # whatever it is, it is none of ours
        return None
    if not idents:
        return None
    return WebExtension(idents[0], references[0] if references else "", properties)


def panes_part(package: Package) -> str:
    """Return the list of panes the file points at, whether it is there or not; "" where it points at none."""
    return next((one.target for one in package.relationships("").values() if one.kind == _last(PANES_KIND)), "")


def usual_panes_part(package: Package) -> str:
    """Return where Excel keeps the list of panes."""
    folder = posixpath.dirname(package.workbook_part)
    return posixpath.join(folder, "webextensions", "taskpanes.xml")


def arrows_to(package: Package, panes: str, part: str) -> set[str]:
    """Return the ids by which a list of panes points at an add-in's part."""
    arrows = package.relationships(panes).values()
    return {one.id for one in arrows if one.kind == _last(EXTENSION_KIND) and one.target.casefold() == part.casefold()}


def free_extension_part(package: Package, panes: str) -> str:
    """Return the first free name for an add-in's part beside the list of panes."""
    folder = posixpath.dirname(panes)
    number = 1
    while (part := posixpath.join(folder, f"webextension{number}.xml")) in package or (
        relationships_part(part) in package
    ):
        number += 1
    return part


def extension_xml(extension: WebExtension) -> bytes:
    """Return an add-in's part as Excel writes it for an add-in with functions for cells."""
    reference = extension.reference
    kept = "".join(
        f'<we:property name="{in_attribute(name)}" value="{in_attribute(value)}"/>'
        for name, value in extension.properties.items()
    )
    functions = "".join(f'<a:ext xmlns:a="{_A}" uri="{uri}"><we:{element}/></a:ext>' for uri, element in _FUNCTIONS)
    return (
        f'{_HEAD}<we:webextension xmlns:we="{WE}" id="{in_attribute(extension.ident)}">{_reference_xml(reference)}'
        f"<we:alternateReferences>{_reference_xml(reference, reference.upper())}</we:alternateReferences>"
        f'<we:properties>{kept}</we:properties><we:bindings/><we:snapshot xmlns:r="{_R}"/>'
        f"<we:extLst>{functions}</we:extLst></we:webextension>"
    ).encode()


def reference_said(reference: str, store: str = "en-GB") -> dict[str, str]:
    """Return how an add-in is found: its id in Microsoft's store, which is named by its language or by the id."""
    return {"id": reference, "version": "1.0.0.0", "store": store, "storeType": "OMEX"}


def _reference_xml(reference: str, store: str = "en-GB") -> str:
    said = "".join(f' {key}="{in_attribute(value)}"' for key, value in reference_said(reference, store).items())
    return f"<we:reference{said}/>"


def pane_xml(arrow: str, prefix: str = "wetp:") -> str:
    """Return a pane in the list of panes: at the right, and shown when the workbook is opened."""
    return (
        f'<{prefix}taskpane dockstate="right" visibility="1" width="438" row="3">'
        f'<{prefix}webextensionref xmlns:r="{_R}" r:id="{arrow}"/></{prefix}taskpane>'
    )


def no_panes() -> bytes:
    return f'{_HEAD}<wetp:taskpanes xmlns:wetp="{WETP}"/>'.encode()


def no_relationships() -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}"/>'.encode()


def in_attribute(text: str) -> str:
    """Return a text as it stands between the quotation marks of an attribute."""
    return escape(text, {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def _last(kind: str) -> str:
    return kind.rpartition("/")[2]
