"""The graft: our sheets of an officer's workbook exchanged for freshly built ones, inside her own package.

What is not ours keeps its bytes: her sheets, pictures, pivot tables, macros, properties. A part is written anew only
where a formula in it speaks of our cells, and then only that formula differs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from outcomes_xl.hosts.files.graft.added_notes import TYPES as NOTE_TYPES
from outcomes_xl.hosts.files.graft.added_notes import add_comments
from outcomes_xl.hosts.files.graft.arrows import add_arrow, no_arrows, point_at, same_arrow
from outcomes_xl.hosts.files.graft.carried_cells import carry_cells
from outcomes_xl.hosts.files.graft.carried_links import carry_links
from outcomes_xl.hosts.files.graft.carried_marks import carry_marks
from outcomes_xl.hosts.files.graft.carried_notes import COMMENTS, SHAPES, THREADS, moved_comments
from outcomes_xl.hosts.files.graft.carried_pictures import BEFORE_DRAWING, CarriedPictures
from outcomes_xl.hosts.files.graft.carried_view import carry_view
from outcomes_xl.hosts.files.graft.explicit_charts import say_what_is_off
from outcomes_xl.hosts.files.graft.formulas_elsewhere import rewritten_parts
from outcomes_xl.hosts.files.graft.graft_refusals import must_be_free, must_be_graftable
from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.graft.merged_styles import MergedStyles, elements
from outcomes_xl.hosts.files.graft.new_sheets import renumbered, shared_texts, table_renumbered
from outcomes_xl.hosts.files.graft.sheet_list import list_sheets
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.package import Package, Relationship, relationships_part
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind
from outcomes_xl.hosts.files.safe_xml import (
    CONTENT_TYPES,
    Element,
    insert_in_order,
    name,
    namespace,
    parse,
    written,
)
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.patches import Place

_BEFORE_LEGACY = BEFORE_DRAWING | {"drawing"}
_BEFORE_PROTECTION = frozenset(
    {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"}
)


def graft(old: bytes, new: bytes, called: str, work: GraftWork) -> bytes:
    """Return the old workbook with the new one's sheets in place of its own of the same name, and those it lacks.

    Raises CannotEdit, in officers' words, where something stands on one of our sheets that could not be brought along.
    """
    return _Graft(open_package(old, called), open_package(new, called), work).done()


class _Graft:
    def __init__(self, old: Package, new: Package, work: GraftWork) -> None:
        self.old, self.new, self.work = old, new, work
        self.contents = read_contents(old)
        self.sheets = {sheet.name: sheet.part for sheet in self.contents.sheets if sheet.part}
        self.new_sheets = {sheet.name: sheet.part for sheet in read_contents(new).sheets if sheet.part}
        self.parts: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.types: dict[str, str] = {}
        self._given: dict[str, str] = {}
        self._new_types = _types(new)
        must_be_graftable(old, self.sheets, work)
        self._pictures = CarriedPictures(old, work, self.parts, self.removed)
        self.styles = MergedStyles(self._old_tree("styles"), self._new_tree("styles"))
        self.strings = shared_texts(self._old_tree("sharedStrings", needed=False))
        self.new_strings = shared_texts(self._new_tree("sharedStrings", needed=False))
        self._table_number = self._highest_table()

    # What is there ----------------------------------------------------------------------------------------------------

    def _parse(self, package: Package, part: str) -> Element:
        return parse(package.part(part), package.name, part)

    def _old_tree(self, kind: str, needed: bool = True) -> Element:
        part = part_of_kind(self.old, kind)
        if part is None and needed:
            raise CannotEdit(f"“{self.old.name}” has no {kind}.", "Open it in Excel, save it, and try again.")
        return self._parse(self.old, part) if part else None

    def _new_tree(self, kind: str, needed: bool = True) -> Element:
        part = part_of_kind(self.new, kind)
        assert part is not None or not needed
        return self._parse(self.new, part) if part else None

    def _highest_table(self) -> int:
        numbers = [0]
        for sheet, part in self.sheets.items():
            for one in self.old.relationships(part).values() if sheet not in self.work.sheets else ():
                if one.kind == "table" and one.target in self.old:
                    root = self._parse(self.old, one.target)
                    numbers.append(whole(root.get("id")))
                    must_be_free(str(root.get("displayName")), self.work)
        return max(numbers)

    # What is done -----------------------------------------------------------------------------------------------------

    def done(self) -> bytes:
        for sheet in self.work.sheets:
            self._leave_out(self.sheets[sheet])
        for sheet, part in self.new_sheets.items():
            self._bring(sheet, part)
        styles = part_of_kind(self.old, "styles")
        assert styles is not None
        self.parts[self.old.real_name(styles)] = written(self.styles.finished())
        self._forget_the_order_of_working_out()
        self.parts.update(list_sheets(self.old, self.new, self.work, self.targets))
        ours = {*self.parts, *self.removed}
        self.parts.update(rewritten_parts(self.old, self.contents, self.work, ours))
        self._say_types()
        kept = {part: content for part, content in self.parts.items() if part not in self.removed}
        return self.old.with_parts(kept, frozenset(self.removed))

    @property
    def targets(self) -> dict[str, str]:
        """The part of each sheet of ours, new ones too."""
        return {sheet: self._target(sheet, part) for sheet, part in self.new_sheets.items()}

    def _target(self, sheet: str, part: str) -> str:
        if sheet in self.sheets:
            return self.old.real_name(self.sheets[sheet])
        if sheet not in self._given:
            self._given[sheet] = self._free(part)
        return self._given[sheet]

    def _free(self, like: str) -> str:
        """Return a name for a new part beside the workbook's own, after one of the new workbook's."""
        folder = posixpath.dirname(self.old.workbook_part)
        inner = like.removeprefix("xl/")
        stem, end = posixpath.splitext(inner)
        stem = stem.rstrip("0123456789")
        number = 1
        while (part := f"{folder}/{stem}{number}{end}".lstrip("/")) in self.old or part in self.parts:
            number += 1
        self.parts[part] = b""
        return part

    def _leave_out(self, sheet_part: str) -> None:
        """Leave out what hung on an old sheet and was ours; comments and an officer's pictures are brought along."""
        for relationship in self.old.relationships(sheet_part).values():
            if relationship.kind in ("table", "printerSettings") and not relationship.external:
                self.removed.add(self.old.real_name(relationship.target))

    def _bring(self, sheet: str, part: str) -> None:
        target = self._target(sheet, part)
        root = self._parse(self.new, part)
        renumbered(root, self.styles, self.new_strings)
        arrows = no_arrows()
        for one in self.new.relationships(part).values():
            where = one.target if one.external else "/" + self._bring_part(one)
            add_arrow(arrows, one.id, one.kind, where, one.external)
        if sheet in self.work.sheets:
            self._carry(sheet, root, arrows)
        self.parts[target] = written(root)
        self.types[target] = _WORKSHEET
        rels = relationships_part(target)
        if len(arrows):
            self.parts[self.old.real_name(rels) if rels in self.old else rels] = written(arrows)
        elif rels in self.old:
            self.removed.add(self.old.real_name(rels))

    def _bring_part(self, relationship: Relationship) -> str:
        """Bring a part of the new workbook, with what hangs on it, under a name that is free; return that name."""
        source = self.new.real_name(relationship.target)
        part = self._free(source)
        content = self.new.part(source)
        if relationship.kind == "table":
            root = self._parse(self.new, source)
            self._table_number += 1
            table_renumbered(root, self.styles, self._table_number)
            content = written(root)
        elif relationship.kind == "chart":
            root = self._parse(self.new, source)
            say_what_is_off(root)
            content = written(root)
        self.types[part] = self._new_types.get(source, "")
        hanging = self.new.relationships(source).values()
        if hanging:
            arrows = no_arrows()
            for one in hanging:
                where = one.target if one.external else "/" + self._bring_part(one)
                add_arrow(arrows, one.id, one.kind, where, one.external)
            self.parts[relationships_part(part)] = written(arrows)
        self.parts[part] = content
        return part

    def _carry(self, sheet: str, root: Element, arrows: Element) -> None:
        part = self.sheets[sheet]
        what = self.work.sheets[sheet]
        before = self._parse(self.old, part)
        carry_cells(before, root, sheet, self.work, self.styles, self.strings)
        carry_marks(before, root, sheet, self.work)
        carry_view(before, root, sheet, self.work, self._filters(part))
        self.parts.update(moved_comments(self.old, part, what.place, what.without))
        old_links = self.old.relationships(part)
        carry_links(before, root, sheet, self.work, lambda ident: same_arrow(arrows, old_links.get(ident)))
        for one in old_links.values():
            if one.kind in (COMMENTS, THREADS, SHAPES) and one.target in self.old:
                ident = add_arrow(arrows, "", one.kind, "/" + self.old.real_name(one.target))
                if one.kind == SHAPES:
                    point_at(root, "legacyDrawing", ident, _BEFORE_LEGACY)
            elif one.kind == "drawing" and one.target in self.old:
                self._pictures.keep(root, arrows, one)
        if what.comments:
            self._add_comments(part, what.comments, root, arrows)
        protection = before.find(namespace(before) + "sheetProtection")
        if protection is not None:
            insert_in_order(root, deepcopy(protection), _BEFORE_PROTECTION)

    def _add_comments(self, sheet_part: str, comments: Mapping[Place, str], root: Element, arrows: Element) -> None:
        links = self.old.relationships(sheet_part).values()
        had = {one.kind: self.old.real_name(one.target) for one in links if one.kind in NOTE_TYPES}
        there = {kind: (part, self.parts.get(part) or self.old.part(part)) for kind, part in had.items()}
        for kind, (part, content) in add_comments(comments, there, self._free).items():
            self.parts[part] = content
            if kind not in had:
                self.types[part] = NOTE_TYPES[kind]
                ident = add_arrow(arrows, "", kind, "/" + part)
                if kind == SHAPES:
                    point_at(root, "legacyDrawing", ident, _BEFORE_LEGACY)

    def _filters(self, part: str) -> list[Element]:
        """Return the filters of a sheet's tables."""
        links = self.old.relationships(part).values()
        tables = [self._parse(self.old, one.target) for one in links if one.kind == "table" and one.target in self.old]
        return [one for table in tables for one in elements(table) if name(one) == "autoFilter"]

    def _forget_the_order_of_working_out(self) -> None:
        if part := part_of_kind(self.old, "calcChain"):
            self.removed.add(self.old.real_name(part))

    def _say_types(self) -> None:
        root = self._parse(self.old, "[Content_Types].xml")
        gone = {part.casefold() for part in self.removed}
        known = set()
        for element in elements(root):
            part = (element.get("PartName") or "").replace("\\", "/").lstrip("/")
            if part.casefold() in gone:
                root.remove(element)
            else:
                known.add(part.casefold())
        for part, kind in self.types.items():
            if kind and part.casefold() not in known:
                etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName="/" + part, ContentType=kind)
        self.parts[self.old.real_name("[Content_Types].xml")] = written(root)


_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def _types(package: Package) -> dict[str, str]:
    root = parse(package.part("[Content_Types].xml"), package.name, "[Content_Types].xml")
    return {(one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in elements(root)}
