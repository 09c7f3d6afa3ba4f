"""The parts of a workbook that change when an add-in is put in, renewed or taken out, as they are being changed."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from lxml import etree

from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.safe_xml import name, parse, written
from outcomes_xl.hosts.files.web_extensions import (
    EXTENSION_KIND,
    EXTENSION_TYPE,
    PANES_KIND,
    PANES_TYPE,
    WE,
    WebExtension,
    arrows_to,
    extension_xml,
    free_extension_part,
    in_attribute,
    no_panes,
    no_relationships,
    pane_xml,
    panes_part,
    read_extension,
    reference_said,
    usual_panes_part,
)
from outcomes_xl.hosts.files.xml_splices import Child, outline, with_child, without

MADE = "Made"
"""Behind the name of the property an add-in is known by: the property that tells what had to be made for it."""
_TYPES, _ROOT = "[Content_Types].xml", "_rels/.rels"
_BEFORE_PROPERTIES = ("reference", "alternateReferences")
_ARROW, _PANES, _PANES_ARROWS, _PANES_TYPED = _EVERYTHING = ("arrow", "panes", "panes' arrows", "panes' type")
"""What may have to be made for the first pane: the arrow to the list of panes, the list, its arrows, its type."""


@dataclass(frozen=True)
class Renewal:
    """How an add-in that is there is known, and made anew.

    ``mark`` is the property it is known by. Of its properties those of ``renewed`` are set, and those of ``dropped``
    taken away with them; what else it says stays, since Excel or the officer may have set it. ``instead`` are parts it
    takes the place of.
    """

    mark: str
    renewed: frozenset[str]
    dropped: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()


def made_for(extension: WebExtension, mark: str) -> tuple[str, ...]:
    """Return what was made for an add-in; all there is where that does not stand there any more."""
    try:
        told = json.loads(extension.properties.get(mark + MADE, ""))
    except ValueError:
        told = None
    return tuple(str(one) for one in told) if isinstance(told, list) else _EVERYTHING


class ExtensionDesk:
    """The parts that change, as they are being changed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.made: list[str] = []

    @property
    def changed(self) -> bool:
        return bool(self.parts or self.removed)

    def result(self) -> bytes:
        return self.package.with_parts(self.parts, frozenset(self.removed))

    # What is put in ---------------------------------------------------------------------------------------------------

    def put_in(self, part: str, extension: WebExtension, how: Renewal) -> None:
        """Put an add-in in, or renew the one whose part this is; and let a pane show it."""
        panes, arrows = self._list_of_panes()
        there = read_extension(self.package, part) if part else None
        part = part or free_extension_part(self.package, panes)
        self._add_type(part, EXTENSION_TYPE)
        self._show(part, panes, arrows, new=there is None)
        made = [*(made_for(there, how.mark) if there else ()), *self.made]
        properties = {**extension.properties, how.mark + MADE: json.dumps([*dict.fromkeys(made)])}
        said = replace(extension, properties=properties)
        if there is None:
            self.parts[part] = extension_xml(said)
        elif (
            self.made or not there.reference or any(there.properties.get(key) != properties[key] for key in how.renewed)
        ):
            self.parts[part] = self._renewed(part, said, how)

    def _list_of_panes(self) -> tuple[str, str]:
        """Return the list of panes and the list of its arrows, made where they are missing."""
        panes = panes_part(self.package)
        if not panes:
            panes = usual_panes_part(self.package)
            self._add_relationship(self.package.real_name(_ROOT), PANES_KIND, panes)
            self.made.append(_ARROW)
        panes = self._spelled(panes)
        if panes not in self.package:
            self.parts[panes] = no_panes()
            self.made.append(_PANES)
        if self._add_type(panes, PANES_TYPE):
            self.made.append(_PANES_TYPED)
        arrows = self._spelled(relationships_part(panes))
        if arrows not in self.package:
            self.parts[arrows] = no_relationships()
            self.made.append(_PANES_ARROWS)
        return panes, arrows

    def _show(self, part: str, panes: str, arrows: str, *, new: bool) -> None:
        """Let the list of panes have one that shows an add-in, unless it has.

        Panes that show nothing go: they are left of an add-in that was half removed, or lost when another program
        saved the workbook. Where nothing else is listed, the list goes with a ``new`` add-in when it is taken out.
        """
        known = arrows_to(self.package, panes, part)
        lost = self._cut_lost_panes(panes, known)
        if new and (known or lost):
            self.made = [*_EVERYTHING]
        listed = outline(self._now(panes), self.package.name, panes)
        shown = [one.says("webextensionref", "id") for one in listed.children]
        if not known:
            target = posixpath.relpath(part, posixpath.dirname(panes))
            known = {self._add_relationship(arrows, EXTENSION_KIND, target, shown)}
        if not known & {*shown}:
            self.parts[panes] = with_child(self._now(panes), listed, pane_xml(min(known), listed.prefix))

    def _spelled(self, part: str) -> str:
        return self.package.real_name(part) if part in self.package else part

    def _add_relationship(self, arrows: str, kind: str, target: str, taken: Collection[str] = ()) -> str:
        """Add an arrow to a list of arrows; return its id, which is none of ``taken``."""
        listed = outline(self._now(arrows), self.package.name, arrows)
        used = {*taken, *(one.says("Relationship", "Id") for one in listed.children)}
        ident = next(one for number in range(1, len(used) + 2) if (one := f"rId{number}") not in used)
        added = f'<{listed.prefix}Relationship Id="{ident}" Type="{kind}" Target="{in_attribute(target)}"/>'
        self.parts[arrows] = with_child(self._now(arrows), listed, added)
        return ident

    def _add_type(self, part: str, kind: str) -> bool:
        """Say what a part is, unless that is said already; another program may have said that it is any XML."""
        types = self.package.real_name(_TYPES)
        listed = outline(self._now(types), self.package.name, types)
        said = [one for one in listed.children if _names(one, part)]
        if any(one.says("Override", "ContentType") == kind for one in said):
            return False
        if said:
            self._forget_type(part)
            listed = outline(self._now(types), self.package.name, types)
        added = f'<{listed.prefix}Override PartName="/{in_attribute(part)}" ContentType="{kind}"/>'
        self.parts[types] = with_child(self._now(types), listed, added)
        return True

    def _renewed(self, part: str, extension: WebExtension, how: Renewal) -> bytes:
        """Return our part with its properties renewed; what Excel, or the officer in the pane, has set there stays."""
        root = parse(self._now(part), self.package.name, part)
        if root.find(f"{{{WE}}}reference") is None:
            root.insert(0, root.makeelement(f"{{{WE}}}reference", reference_said(extension.reference)))
        kept = root.find(f"{{{WE}}}properties")
        if kept is None:
            kept = etree.Element(f"{{{WE}}}properties")
            root.insert(sum(name(one) in _BEFORE_PROPERTIES for one in root), kept)
        there = {one.get("name"): one for one in kept if name(one) == "property"}
        for key in how.dropped & there.keys():
            kept.remove(there.pop(key))
        for key, value in extension.properties.items():
            if key not in there:
                etree.SubElement(kept, f"{{{WE}}}property", name=key, value=value)
            elif key in how.renewed or key == how.mark + MADE:
                there[key].set("value", value)
        return written(root)

    # What is taken out ------------------------------------------------------------------------------------------------

    def take_out(self, part: str) -> None:
        """Take an add-in's part out, with its pane, what points at it, and the picture that hangs on it alone."""
        gone = [part, *self._hanging_on(part)]
        panes = panes_part(self.package) or usual_panes_part(self.package)
        known = arrows_to(self.package, panes, part)
        if panes in self.package and known:
            self._cut(self._spelled(panes), lambda one: one.says("webextensionref", "id") in known)
        elif panes in self.package:
            self._cut_lost_panes(self._spelled(panes), known)
        if (arrows := relationships_part(panes)) in self.package:
            self._cut(self._spelled(arrows), lambda one: one.says("Relationship", "Id") in known)
        for one in gone:
            self.removed.add(one)
            self._forget_type(one)

    def take_out_lost(self) -> None:
        """Take out panes that show nothing, as another program leaves them, and the list where they were all of it."""
        panes = panes_part(self.package) or usual_panes_part(self.package)
        if panes not in self.package or not self._cut_lost_panes(self._spelled(panes), set()):
            return
        if (arrows := relationships_part(panes)) in self.package:
            known = self.package.relationships(panes).values()
            lost = {one.id for one in known if not one.external and one.target not in self.package}
            self._cut(self._spelled(arrows), lambda one: one.says("Relationship", "Id") in lost)
        self.unmake({*_EVERYTHING})

    def unmake(self, made: set[str]) -> None:
        """Take away what had been made for the add-in, once no pane and no arrow of somebody else's is left in it."""
        panes = panes_part(self.package) or usual_panes_part(self.package)
        panes, arrows = self._spelled(panes), self._spelled(relationships_part(panes))
        if any(part in self.package and self._children(part) for part in (panes, arrows)):
            return
        for what, part in ((_PANES_ARROWS, arrows), (_PANES, panes)):
            if what in made and part in self.package:
                self.removed.add(part)
                self.parts.pop(part, None)
        if _PANES_TYPED in made:
            self._forget_type(panes)
        if _ARROW in made:
            root = self.package.real_name(_ROOT)
            self._cut(root, lambda one: one.says("Relationship", "Type") == PANES_KIND)

    def _cut_lost_panes(self, panes: str, known: set[str]) -> bool:
        """Cut panes that show nothing, but for those ``known``; say whether there were any."""
        there = {one.id for one in self.package.relationships(panes).values() if one.target in self.package} | known
        return self._cut(panes, lambda one: one.says("webextensionref", "id") not in there)

    def _hanging_on(self, part: str) -> list[str]:
        """Return the arrows of a part, and the parts that nothing else points at."""
        arrows = relationships_part(part)
        if arrows not in self.package:
            return []
        others = {
            one.target.casefold()
            for other in self.package.part_names
            if other != part and relationships_part(other) in self.package
            for one in self.package.relationships(other).values()
        }
        targets = [one.target for one in self.package.relationships(part).values() if not one.external]
        alone = [one for one in targets if one in self.package and one.casefold() not in others]
        return [self.package.real_name(one) for one in (arrows, *alone)]

    def _forget_type(self, part: str) -> None:
        self._cut(self.package.real_name(_TYPES), lambda one: _names(one, part))

    def _cut(self, part: str, wanted: Callable[[Child], bool]) -> bool:
        listed = outline(self._now(part), self.package.name, part)
        gone = [one for one in listed.children if wanted(one)]
        if gone:
            self.parts[part] = without(self._now(part), listed, gone)
        return bool(gone)

    def _children(self, part: str) -> list[Child]:
        return outline(self._now(part), self.package.name, part).children

    def _now(self, part: str) -> bytes:
        return self.parts[part] if part in self.parts else self.package.part(part)


def _names(listed: Child, part: str) -> bool:
    """Tell whether a line of the list of types is a part's own."""
    return listed.says("Override", "PartName").replace("\\", "/").lstrip("/").casefold() == part.casefold()
