"""Arrows from a part to another: its relationships, made, added to and pointed along again."""

from __future__ import annotations

from lxml import etree

from outcomes_xl.hosts.files.graft.carried_notes import THREADS
from outcomes_xl.hosts.files.package import Relationship
from outcomes_xl.hosts.files.safe_xml import (
    PACKAGE_RELATIONSHIPS,
    Element,
    default_namespace,
    insert_in_order,
    namespace,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREAD_TYPE = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def no_arrows() -> Element:
    """Return a part's relationships, none yet."""
    return etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(PACKAGE_RELATIONSHIPS))


def add_arrow(arrows: Element, ident: str, kind: str, target: str, external: bool = False) -> str:
    """Add a relationship and return its id: the one wished for, or a free one."""
    used = {one.get("Id") for one in arrows}
    if not ident or ident in used:
        ident = next(f"rIdC{n}" for n in range(1, len(used) + 2) if f"rIdC{n}" not in used)
    element = etree.SubElement(
        arrows,
        f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
        Id=ident,
        Type=_THREAD_TYPE if kind == THREADS else f"{OFFICE}/{kind}",
        Target=target,
    )
    if external:
        element.set("TargetMode", "External")
    return ident


def same_arrow(arrows: Element, relationship: Relationship | None) -> str:
    """Point at the same thing once more, from other arrows, and return the id; "" for nothing."""
    if relationship is None:
        return ""
    target = relationship.target if relationship.external else "/" + relationship.target
    return add_arrow(arrows, "", relationship.kind, target, relationship.external)


def point_at(root: Element, kind: str, ident: str, before: frozenset[str]) -> None:
    """Let a sheet say that it has a drawing, by the id of the arrow to it; ``before`` are the elements ahead of it."""
    if root.find(namespace(root) + kind) is None:
        pointer = root.makeelement(namespace(root) + kind)
        pointer.set(f"{{{OFFICE}}}id", ident)
        insert_in_order(root, pointer, before)
