"""The lists of a package's parts as they are being changed: what is added or cut leaves every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.web_extensions import in_attribute
from outcomes_xl.hosts.files.xml_splices import Child, outline, with_child, without

TYPES = "[Content_Types].xml"


class ChangingLists:
    """The parts that change, and those that go; nothing is written before ``result`` is asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts: dict[str, bytes] = {}
        self.removed: set[str] = set()

    @property
    def changed(self) -> bool:
        return bool(self.parts or self.removed)

    def result(self) -> bytes:
        """Return the workbook with all that was changed."""
        return self.package.with_parts(self.parts, frozenset(self.removed))

    def spelled(self, part: str) -> str:
        """Return a part's name as the package spells it; as it is given for one that is not there."""
        return self.package.real_name(part) if part in self.package else part

    def add_relationship(self, arrows: str, kind: str, target: str, taken: Collection[str] = ()) -> str:
        """Add an arrow to a list of arrows; return its id, which is none of ``taken``."""
        listed = outline(self.now(arrows), self.package.name, arrows)
        used = {*taken, *(one.says("Relationship", "Id") for one in listed.children)}
        ident = next(one for number in range(1, len(used) + 2) if (one := f"rId{number}") not in used)
        added = f'<{listed.prefix}Relationship Id="{ident}" Type="{kind}" Target="{in_attribute(target)}"/>'
        self.parts[arrows] = with_child(self.now(arrows), listed, added)
        return ident

    def add_type(self, part: str, kind: str) -> bool:
        """Say what a part is, unless that is said already; another program may have said that it is any XML."""
        types = self.package.real_name(TYPES)
        listed = outline(self.now(types), self.package.name, types)
        said = [one for one in listed.children if _names(one, part)]
        if any(one.says("Override", "ContentType") == kind for one in said):
            return False
        if said:
            self.forget_type(part)
            listed = outline(self.now(types), self.package.name, types)
        added = f'<{listed.prefix}Override PartName="/{in_attribute(part)}" ContentType="{kind}"/>'
        self.parts[types] = with_child(self.now(types), listed, added)
        return True

    def forget_type(self, part: str) -> None:
        self.cut(self.package.real_name(TYPES), lambda one: _names(one, part))

    def cut(self, part: str, wanted: Callable[[Child], bool]) -> bool:
        """Cut lines out of a list; say whether there were any."""
        listed = outline(self.now(part), self.package.name, part)
        gone = [one for one in listed.children if wanted(one)]
        if gone:
            self.parts[part] = without(self.now(part), listed, gone)
        return bool(gone)

    def children(self, part: str) -> list[Child]:
        return outline(self.now(part), self.package.name, part).children

    def now(self, part: str) -> bytes:
        """Return a part as it is by now."""
        return self.parts[part] if part in self.parts else self.package.part(part)


def _names(listed: Child, part: str) -> bool:
    """Tell whether a line of the list of types is a part's own."""
    return listed.says("Override", "PartName").replace("\\", "/").lstrip("/").casefold() == part.casefold()
