"""The parts of a workbook that change when an add-in is put in, renewed or taken out, as they are being changed."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, replace

from lxml import etree

from outcomes_xl.hosts.files.changing_lists import ChangingLists
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
    no_panes,
    no_relationships,
    pane_xml,
    panes_part,
    read_extension,
    reference_said,
    usual_panes_part,
)
from outcomes_xl.hosts.files.xml_splices import outline, with_child

MADE = "Made"
"""Behind the name of the property an add-in is known by: the property that tells what had to be made for it."""
_ROOT = "_rels/.rels"
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


class ExtensionEditor(ChangingLists):
    """An add-in put in, renewed or taken out: its own parts, and the lists that speak of it.

    ``made`` is what had to be made for it.
    """

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self.made: list[str] = []

    # What is put in ---------------------------------------------------------------------------------------------------

    def put_in(self, part: str, extension: WebExtension, how: Renewal) -> None:
        """Put an add-in in, or renew the one whose part this is; and let a pane show it."""
        panes, arrows = self._list_of_panes()
        there = read_extension(self.package, part) if part else None
        part = part or free_extension_part(self.package, panes)
        self.add_type(part, EXTENSION_TYPE)
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
            self.add_relationship(self.package.real_name(_ROOT), PANES_KIND, panes)
            self.made.append(_ARROW)
        panes = self.spelled(panes)
        if panes not in self.package:
            self.parts[panes] = no_panes()
            self.made.append(_PANES)
        if self.add_type(panes, PANES_TYPE):
            self.made.append(_PANES_TYPED)
        arrows = self.spelled(relationships_part(panes))
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
        listed = outline(self.now(panes), self.package.name, panes)
        shown = [one.says("webextensionref", "id") for one in listed.children]
        if not known:
            target = posixpath.relpath(part, posixpath.dirname(panes))
            known = {self.add_relationship(arrows, EXTENSION_KIND, target, shown)}
        if not known & {*shown}:
            self.parts[panes] = with_child(self.now(panes), listed, pane_xml(min(known), listed.prefix))

    def _renewed(self, part: str, extension: WebExtension, how: Renewal) -> bytes:
        """Return our part with its properties renewed; what Excel, or the officer in the pane, has set there stays."""
        root = parse(self.now(part), self.package.name, part)
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
            self.cut(self.spelled(panes), lambda one: one.says("webextensionref", "id") in known)
        elif panes in self.package:
            self._cut_lost_panes(self.spelled(panes), known)
        if (arrows := relationships_part(panes)) in self.package:
            self.cut(self.spelled(arrows), lambda one: one.says("Relationship", "Id") in known)
        for one in gone:
            self.removed.add(one)
            self.forget_type(one)

    def take_out_lost(self) -> None:
        """Take out panes that show nothing, as another program leaves them, and the list where they were all of it."""
        panes = panes_part(self.package) or usual_panes_part(self.package)
        if panes not in self.package or not self._cut_lost_panes(self.spelled(panes), set()):
            return
        if (arrows := relationships_part(panes)) in self.package:
            known = self.package.relationships(panes).values()
            lost = {one.id for one in known if not one.external and one.target not in self.package}
            self.cut(self.spelled(arrows), lambda one: one.says("Relationship", "Id") in lost)
        self.unmake({*_EVERYTHING})

    def unmake(self, made: set[str]) -> None:
        """Take away what had been made for the add-in, once no pane and no arrow of somebody else's is left in it."""
        panes = panes_part(self.package) or usual_panes_part(self.package)
        panes, arrows = self.spelled(panes), self.spelled(relationships_part(panes))
        if any(part in self.package and self.children(part) for part in (panes, arrows)):
            return
        for what, part in ((_PANES_ARROWS, arrows), (_PANES, panes)):
            if what in made and part in self.package:
                self.removed.add(part)
                self.parts.pop(part, None)
        if _PANES_TYPED in made:
            self.forget_type(panes)
        if _ARROW in made:
            root = self.package.real_name(_ROOT)
            self.cut(root, lambda one: one.says("Relationship", "Type") == PANES_KIND)

    def _cut_lost_panes(self, panes: str, known: set[str]) -> bool:
        """Cut panes that show nothing, but for those ``known``; say whether there were any."""
        there = {one.id for one in self.package.relationships(panes).values() if one.target in self.package} | known
        return self.cut(panes, lambda one: one.says("webextensionref", "id") not in there)

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
