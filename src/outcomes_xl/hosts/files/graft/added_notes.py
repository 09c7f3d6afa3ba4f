"""Comments that come back to cells from a list of words: put into a sheet's own, or in parts made for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from outcomes_xl.hosts.files.graft.carried_notes import COMMENTS, SHAPES
from outcomes_xl.hosts.files.safe_xml import namespace, parse, written
from outcomes_xl.hosts.files.xml_escapes import encode_excel
from outcomes_xl.model import CellRef
from outcomes_xl.model.patches import Place

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = {
    COMMENTS: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    SHAPES: "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
LIKE = {COMMENTS: "xl/comments1.xml", SHAPES: "xl/drawings/vmlDrawing1.vml"}
"""What new parts are called after."""
_BLANK = {
    COMMENTS: f'<comments xmlns="{_MAIN}"><authors><author/></authors><commentList/></comments>'.encode(),
    SHAPES: (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    ),
}


def add_comments(
    comments: Mapping[Place, str], parts: Mapping[str, tuple[str, bytes]], new_part: Callable[[str], str]
) -> dict[str, tuple[str, bytes]]:
    """Return by kind a sheet's parts of comments with some more in them: each its name and content.

    ``parts`` are those the sheet has, by kind; ``new_part`` gives a free name for one like another.
    """
    made = {}
    for kind, add in ((COMMENTS, _with_words), (SHAPES, _with_boxes)):
        part, content = parts[kind] if kind in parts else (new_part(LIKE[kind]), _BLANK[kind])
        made[kind] = (part, add(content, part, comments))
    return made


def _with_words(content: bytes, part: str, comments: Mapping[Place, str]) -> bytes:
    root = parse(content, part, part)
    ns = namespace(root)
    authors, words = root.find(ns + "authors"), root.find(ns + "commentList")
    if len(authors) == 0:
        etree.SubElement(authors, ns + "author")
    for place, text in comments.items():
        one = etree.SubElement(words, ns + "comment", ref=CellRef("", *place).a1, authorId="0")
        said = etree.SubElement(etree.SubElement(one, ns + "text"), ns + "t")
        said.text = encode_excel(text)
        said.set(_SPACE, "preserve")
    return written(root)


def _with_boxes(content: bytes, part: str, comments: Mapping[Place, str]) -> bytes:
    boxes = "".join(_box(f"outcomes_{row}_{column}", row, column) for row, column in comments).encode()
    head, end, tail = content.rpartition(b"</xml>")
    return head + boxes + end + tail


def _box(ident: str, row: int, column: int) -> str:
    corner = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 2}, 15, {row + 2}, 4"
    return (
        f'<v:shape id="{ident}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{corner}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
