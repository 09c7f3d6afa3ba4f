"""Parsing and writing a part's XML so that everything not asked for stays as it was."""

from __future__ import annotations

from typing import Any

from lxml import etree

from outcomes_xl.hosts.files.preflight import has_a_document_type
from outcomes_xl.hosts.files.xml_events import damaged

Element = Any
"""lxml's element; its type stubs make every child optional, which says nothing true here."""

PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


def parse(content: bytes, book: str, part: str) -> Element:
    """Return the root of a part. Raises NotAWorkbook when it is not well-formed, UnsafeWorkbook for a document type.

    The preflight looks for one in the bytes; the parser also sees it in an encoding in which those look otherwise.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        raise damaged(book, part) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise has_a_document_type(book)
    return root


def written(root: Element) -> bytes:
    """Return a part's XML in UTF-8, as Excel declares it."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def canonical(element: Element) -> bytes:
    """Return an element in canonical XML: equal for elements that say the same, whatever way they are written."""
    if not isinstance(element.tag, str):
        # libxml2 2.14 dies of a comment or a processing instruction on its own: the whole process, without a word.
        return bytes(etree.tostring(element, with_tail=False))
    try:
        return etree.tostring(element, method="c14n", with_tail=False)
    except etree.C14NError:  # a namespace that is no address; the element as it is written will do
        return bytes(etree.tostring(element, with_tail=False))


def namespace(element: Element) -> str:
    """Return "{…}" of an element's namespace, to put before the names of its like."""
    return "{" + (etree.QName(element).namespace or "") + "}"


def name(element: Element) -> str:
    """Return an element's name without namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def default_namespace(uri: str) -> Any:
    """Return the mapping that makes a namespace the one without a prefix. (lxml's type stubs do not know of it.)"""
    return {None: uri}


def insert_in_order(parent: Element, child: Element, before: frozenset[str]) -> None:
    """Put a child after the last of the elements the schema wants before it."""
    at = 0
    for position, element in enumerate(parent):
        if name(element) in before:
            at = position + 1
    parent.insert(at, child)
