"""Workbooks with add-ins in them, as Excel and others leave them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WETP = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
WE = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
KINDS = "http://schemas.microsoft.com/office/2011/relationships"
ARROWS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPE = "application/vnd.ms-office.webextension"
PANES = "xl/webextensions/taskpanes.xml"
PANES_ARROWS = "xl/webextensions/_rels/taskpanes.xml.rels"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def without_parts(data: bytes, *gone: str) -> bytes:
    return zipped({name: content for name, content in parts_of(data).items() if name not in gone})


def with_words(data: bytes, part: str, before: str, after: str) -> bytes:
    """Return the workbook with some words of a part exchanged, once."""
    parts = parts_of(data)
    text = parts[part].decode()
    assert text.count(before) == 1, (part, before, text.count(before))
    return zipped({**parts, part: text.replace(before, after).encode()})


def add_in(properties: str = "", reference: str = "wa104100404") -> str:
    """Return an add-in's part: without more, somebody else's, who keeps one property."""
    kept = properties or '<we:property name="last-view" value="&quot;map&quot;"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<we:webextension xmlns:we="{WE}" id="{{1-2-3}}">'
        f'<we:reference id="{reference}" version="1.2.0.0" store="en-US" storeType="OMEX"/><we:alternateReferences/>'
        f'<we:properties>{kept}</we:properties><we:bindings/><we:snapshot xmlns:r="{R}"/></we:webextension>'
    )


def with_another_add_in(data: bytes, part: str | None = None) -> bytes:
    """Return a workbook as Excel saves it with somebody else's add-in in a pane."""
    parts = parts_of(data)
    types, root = parts["[Content_Types].xml"].decode(), parts["_rels/.rels"].decode()
    types = types.replace(
        "</Types>",
        f'<Override PartName="/{PANES}" ContentType="{TYPE}taskpanes+xml"/>'
        f'<Override PartName="/xl/webextensions/webextension1.xml" ContentType="{TYPE}+xml"/></Types>',
    )
    arrow = f'<Relationship Id="rId77" Type="{KINDS}/webextensiontaskpanes" Target="{PANES}"/>'
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": root.replace("</Relationships>", f"{arrow}</Relationships>").encode(),
            **{name: content for name, content in parts.items() if name not in ("[Content_Types].xml", "_rels/.rels")},
            PANES: panes(pane("rId1")).encode(),
            PANES_ARROWS: (
                f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{ARROWS}">\n  <Relationship Id="rId1" '
                f'Type="{KINDS}/webextension" Target="webextension1.xml"/>\n</Relationships>'
            ).encode(),
            "xl/webextensions/webextension1.xml": (part or add_in()).encode(),
        }
    )


def panes(inside: str = "") -> str:
    begin = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<wetp:taskpanes xmlns:wetp="{WETP}"'
    return f"{begin}>{inside}</wetp:taskpanes>" if inside else f"{begin}/>"


def pane(arrow: str) -> str:
    return (
        f'<wetp:taskpane dockstate="left" visibility="0" width="350" row="4">\n<wetp:webextensionref xmlns:r="{R}" '
        f'r:id="{arrow}"/>\n</wetp:taskpane>'
    )
