"""The proof that a workbook differs by one add-in, and by nothing else.

It knows nothing of how the edit was made. Every part but the add-in's own and the lists of parts must be the same byte
for byte; from the lists, what speaks of the add-in is taken out of both sides, and the rest must be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from outcomes_xl.hosts.files.odd_attributes import elements
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.safe_xml import Element, canonical, name, parse
from outcomes_xl.hosts.files.web_extensions import extensions, panes_part, usual_panes_part
from outcomes_xl.model.cannot_use import CannotEdit

_TYPES, _ROOT = "[Content_Types].xml", "_rels/.rels"


def prove_extension(before: Package, after: Package, mark: str, properties: Mapping[str, str] | None) -> None:
    """Return when the edit is proved. Raises CannotEdit, naming what differs, when it is not.

    ``mark`` is the property that tells our add-in; ``properties`` are those it must have now, None where it is to be
    gone.
    """
    difference = _difference(before, after, mark, properties)
    if difference:
        raise CannotEdit(
            f"The change to “{before.name}” could not be made without touching something else ({difference}).",
            "Nothing was written. Tell the maintainers which workbook it was.",
        )


def _difference(before: Package, after: Package, mark: str, properties: Mapping[str, str] | None) -> str:
    ours = [
        {part for part, one in extensions(package).items() if mark in one.properties} for package in (before, after)
    ]
    promised = _not_promised(after, mark, ours[1], properties)
    if promised:
        return promised
    panes = next((one for package in (before, after) if (one := panes_part(package))), usual_panes_part(before))
    own = {one.casefold() for package in (before, after) for one in _with_what_hangs_on(package, ours[0] | ours[1])}
    lists = (_TYPES, _ROOT, panes, relationships_part(panes))
    may_differ = own | {one.casefold() for one in lists}
    for part in before.part_names:
        if part.casefold() not in may_differ and (part not in after or before.packed(part) != after.packed(part)):
            return f"the part {part}"
    kept = [part for part in before.part_names if part.casefold() not in may_differ]
    if [part for part in after.part_names if part.casefold() not in may_differ] != kept:
        return "the list of parts"
    about = _About(own, panes.casefold())
    return next((f"the list {part}" for part in lists if about.rest(before, part) != about.rest(after, part)), "")


def _not_promised(after: Package, mark: str, ours: set[str], properties: Mapping[str, str] | None) -> str:
    """Return what of the promise does not hold; "" when all does."""
    if properties is None:
        return "the add-in is still there" if ours else ""
    if len(ours) != 1:
        return "the add-in"
    (part,) = ours
    panes = panes_part(after)
    if panes not in after:
        return "the list of panes"
    arrows = {one.id for one in after.relationships(panes).values() if one.target == part}
    root = parse(after.part(panes), after.name, panes)
    shown = [one for one in root.iter() if name(one) == "webextensionref" and set(one.attrib.values()) & arrows]
    if len(shown) != 1:
        return "the add-in's pane"
    said = extensions(after)[part].properties
    return next((f"the property {key}" for key, value in properties.items() if said.get(key) != value), "")


def _with_what_hangs_on(package: Package, ours: set[str]) -> set[str]:
    """Return our add-in's parts, their arrows and what these point at, such as a picture of its pane."""
    found = {*ours}
    for part in ours:
        if part in package and relationships_part(part) in package:
            found |= {relationships_part(part), *(one.target for one in package.relationships(part).values())}
    return found


class _About:
    """What of the lists speaks of our add-in: lines that name its part, its arrows, its pane, the list of panes.

    Panes that show nothing, and arrows of the list of panes to nothing, may go as well: they are nobody's.
    """

    def __init__(self, own: set[str], panes: str) -> None:
        self.own, self.panes = own, panes

    def rest(self, package: Package, part: str) -> Counter[bytes]:
        """Return a list's lines that are about others; none of a list that is not there."""
        if part not in package:
            return Counter()
        root = parse(package.part(part), package.name, part)
        return Counter(canonical(one) for one in elements(root) if not self._is_ours(package, part, one))

    def _is_ours(self, package: Package, part: str, line: Element) -> bool:
        if part == _TYPES:
            return (line.get("PartName") or "").replace("\\", "/").lstrip("/").casefold() in self.own | {self.panes}
        if part == _ROOT:
            arrows = package.relationships("").values()
            return line.get("Id") in {one.id for one in arrows if one.target.casefold() == self.panes}
        others = {
            one.id
            for one in package.relationships(self.panes).values()
            if one.target in package and one.target.casefold() not in self.own
        }
        said = {value for one in line.iter() if name(one) != "taskpane" for value in one.attrib.values()}
        return not said & others
