"""The graft: our sheets of an officer's workbook exchanged for freshly built ones, inside her own package.

What is not ours keeps its bytes: her sheets, pictures, pivot tables, macros, properties. A part is written anew only
where a formula in it speaks of our cells, and then only that formula differs.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy

from lxml import etree

from outcomes_xl.hosts.files.graft.carried_cells import carry_cells
from outcomes_xl.hosts.files.graft.carried_links import carry_links
from outcomes_xl.hosts.files.graft.carried_marks import carry_marks
from outcomes_xl.hosts.files.graft.carried_notes import COMMENTS, SHAPES, THREADS, moved_comments
from outcomes_xl.hosts.files.graft.carried_view import carry_view
from outcomes_xl.hosts.files.graft.explicit_charts import say_what_is_off
from outcomes_xl.hosts.files.graft.formulas_elsewhere import rewritten_parts
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
    PACKAGE_RELATIONSHIPS,
    Element,
    default_namespace,
    insert_in_order,
    name,
    namespace,
    parse,
    written,
)
from outcomes_xl.hosts.files.workbook_part import read_contents, read_table
from outcomes_xl.model.cannot_use import CannotEdit

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_GOES = frozenset({"table", "drawing", "printerSettings", COMMENTS, SHAPES, THREADS, "hyperlink"})
"""What a sheet of ours may point at; anything else on it is an officer's, and has no place to go."""
_BEFORE_LEGACY = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
        *("ignoredErrors", "smartTags", "drawing"),
    }
)
_BEFORE_DRAWING = _BEFORE_LEGACY - {"drawing"}
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
        self._may_be_done()
        self.styles = MergedStyles(self._old_tree("styles"), self._new_tree("styles"))
        self.strings = shared_texts(self._old_tree("sharedStrings", needed=False))
        self.new_strings = shared_texts(self._new_tree("sharedStrings", needed=False))
        self._table_number = self._highest_table()

    # What is there ----------------------------------------------------------------------------------------------------

    def _may_be_done(self) -> None:
        root = self._parse(self.old, self.old.workbook_part)
        if namespace(root).strip("{}") != _MAIN:
            raise CannotEdit(
                f"“{self.old.name}” is saved as “Strict Open XML”, which cannot be brought to the new layout.",
                "Save it in Excel as an ordinary Excel workbook (.xlsx), and try again.",
            )
        if any(part.casefold().startswith("_xmlsignatures/") for part in self.old.part_names):
            raise CannotEdit(
                f"“{self.old.name}” is digitally signed, and a change would break the signature.",
                "Remove the signature in Excel (File, Info), save, and try again.",
            )
        for sheet in self.work.sheets:
            for relationship in self.old.relationships(self.sheets[sheet]).values():
                self._has_a_place(sheet, relationship)

    def _has_a_place(self, sheet: str, relationship: Relationship) -> None:
        what = "" if relationship.kind in _GOES else _IN_WORDS.get(relationship.kind, "something of another kind")
        if relationship.kind == "table" and relationship.target in self.old:
            table = read_table(self.old, relationship.target).name
            what = "" if table.casefold() in self.work.tables else f"a table of your own ({table})"
        if what:
            raise CannotEdit(
                f"The sheet “{sheet}” has {what} on it, which cannot be brought to the new layout with it.",
                "Move it to a sheet of its own in Excel, save, and try again. Nothing was changed.",
            )

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
                    self._no_name_twice(str(root.get("displayName")))
        return max(numbers)

    def _no_name_twice(self, table: str) -> None:
        if table.casefold() in self.work.tables:
            raise CannotEdit(
                f"A table of yours is called {table}, as one of the new layout is.",
                "Give it another name in Excel (Table Design), save, and try again.",
            )

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
        arrows = etree.Element(
            f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(PACKAGE_RELATIONSHIPS)
        )
        for one in self.new.relationships(part).values():
            where = one.target if one.external else "/" + self._bring_part(one)
            _arrow(arrows, one.id, one.kind, where, one.external)
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
            arrows = etree.Element(
                f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(PACKAGE_RELATIONSHIPS)
            )
            for one in hanging:
                where = one.target if one.external else "/" + self._bring_part(one)
                _arrow(arrows, one.id, one.kind, where, one.external)
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
        carry_links(before, root, sheet, self.work, lambda ident: _again(arrows, old_links.get(ident)))
        for one in old_links.values():
            if one.kind in (COMMENTS, THREADS, SHAPES) and one.target in self.old:
                ident = _arrow(arrows, "", one.kind, "/" + self.old.real_name(one.target), False, one)
                if one.kind == SHAPES:
                    self._point_at(root, "legacyDrawing", ident, _BEFORE_LEGACY)
            elif one.kind == "drawing" and one.target in self.old:
                self._keep_the_officers_pictures(root, arrows, one)
        protection = before.find(namespace(before) + "sheetProtection")
        if protection is not None:
            insert_in_order(root, deepcopy(protection), _BEFORE_PROTECTION)

    def _filters(self, part: str) -> list[Element]:
        """Return the filters of a sheet's tables."""
        links = self.old.relationships(part).values()
        tables = [self._parse(self.old, one.target) for one in links if one.kind == "table" and one.target in self.old]
        return [one for table in tables for one in elements(table) if name(one) == "autoFilter"]

    def _point_at(self, root: Element, kind: str, ident: str, before: frozenset[str]) -> None:
        if root.find(namespace(root) + kind) is None:
            pointer = root.makeelement(namespace(root) + kind)
            pointer.set(f"{{{_OFFICE}}}id", ident)
            insert_in_order(root, pointer, before)

    def _keep_the_officers_pictures(self, root: Element, arrows: Element, drawing: Relationship) -> None:
        """Keep a drawing that is an officer's; of one that is ours, what she put beside our charts is in her way."""
        part = self.old.real_name(drawing.target)
        tree = self._parse(self.old, part)
        ours_now = root.find(namespace(root) + "drawing")
        # Our templates draw only where the new sheet has a drawing too; anywhere else each picture is the officer's.
        mine = [one for one in elements(tree) if ours_now is None or not self._is_our_chart(one, part)]
        if not mine:
            self._forget_drawing(part)
        elif ours_now is None:
            ident = _arrow(arrows, "", "drawing", "/" + part, False)
            self._point_at(root, "drawing", ident, _BEFORE_DRAWING)
        else:
            self._join(ours_now, arrows, part, mine)

    def _is_our_chart(self, anchor: Element, drawing: str) -> bool:
        """Ours are "Chart 1" and so on and tell in words what they show; without words, they show only the Summary."""
        named = [one for one in anchor.iter() if name(one) == "cNvPr"]
        if not named or not str(named[0].get("name")).startswith("Chart "):
            return False
        if named[0].get("descr"):
            return True
        links = self.old.relationships(drawing)
        charts = [links.get(str(one.get(f"{{{_OFFICE}}}id"))) for one in anchor.iter() if name(one) == "chart"]
        texts = [
            str(one.text)
            for link in charts
            if link and link.target in self.old
            for one in self._parse(self.old, self.old.real_name(link.target)).iter()
            if name(one) == "f" and one.text
        ]
        ours = {f"{quote}{sheet}{quote}!" for sheet in self.work.sheets for quote in ("'", "")}
        return bool(texts) and all(any(text.startswith(sheet) for sheet in ours) for text in texts)

    def _join(self, pointer: Element, arrows: Element, part: str, mine: list[Element]) -> None:
        ident = pointer.get(f"{{{_OFFICE}}}id")
        target = next(str(one.get("Target")) for one in arrows if one.get("Id") == ident).lstrip("/")
        tree = parse(self.parts[target], self.old.name, target)
        rels = relationships_part(target)
        links = parse(self.parts[rels], self.old.name, rels) if rels in self.parts else _no_arrows()
        old_links = self.old.relationships(part)
        for number, anchor in enumerate(mine):
            for element in anchor.iter():
                for attribute, value in element.attrib.items():
                    if attribute.startswith(f"{{{_OFFICE}}}") and value in old_links:
                        element.set(attribute, _again(links, old_links[value]))
                if name(element) == "cNvPr":
                    element.set("id", str(1000 + number))
            tree.append(anchor)
        self.parts[target], self.parts[rels] = written(tree), written(links)
        self.removed |= {part, relationships_part(part)} & set(self.old.part_names)

    def _forget_drawing(self, part: str) -> None:
        self.removed.add(part)
        rels = relationships_part(part)
        for one in self.old.relationships(part).values():
            if one.kind == "chart" and not one.external and one.target in self.old:
                chart = self.old.real_name(one.target)
                self.removed.add(chart)
                chart_rels = relationships_part(chart)
                if chart_rels in self.old:
                    self.removed.add(self.old.real_name(chart_rels))
                    self.removed |= {
                        self.old.real_name(two.target)
                        for two in self.old.relationships(chart).values()
                        if not two.external and two.target in self.old
                    }
        if rels in self.old:
            self.removed.add(self.old.real_name(rels))

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
_IN_WORDS = {
    "pivotTable": "a pivot table",
    "slicer": "a slicer",
    "queryTable": "a query",
    "ctrlProp": "a button or form control",
    "control": "a control",
    "oleObject": "an embedded object",
    "image": "a background picture",
}


def _types(package: Package) -> dict[str, str]:
    root = parse(package.part("[Content_Types].xml"), package.name, "[Content_Types].xml")
    return {(one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in elements(root)}


def _no_arrows() -> Element:
    return etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(PACKAGE_RELATIONSHIPS))


_THREAD_TYPE = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def _arrow(
    arrows: Element, ident: str, kind: str, target: str, external: bool, like: Relationship | None = None
) -> str:
    used = {one.get("Id") for one in arrows}
    if not ident or ident in used:
        ident = next(f"rIdC{n}" for n in range(1, len(used) + 2) if f"rIdC{n}" not in used)
    types = {THREADS: _THREAD_TYPE}
    element = etree.SubElement(
        arrows,
        f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
        Id=ident,
        Type=types.get(kind, f"{_OFFICE}/{kind}"),
        Target=target,
    )
    if external:
        element.set("TargetMode", "External")
    return ident


def _again(arrows: Element, relationship: Relationship | None) -> str:
    """Point at the same thing once more, from other arrows; "" for nothing."""
    if relationship is None:
        return ""
    target = relationship.target if relationship.external else "/" + relationship.target
    return _arrow(arrows, "", relationship.kind, target, relationship.external)
