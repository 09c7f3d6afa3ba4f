"""The workbook part after a graft: new sheets in their place, names of ours renewed, names of the officer's moved."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.safe_xml import PACKAGE_RELATIONSHIPS, Element, insert_in_order, namespace, parse, written
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model.cannot_use import CannotEdit

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEFORE_NAMES = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath"),
        *("workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"),
    }
)
_EDITION = re.compile(rb'(name="outcomes_xl layout edition"[^>]*>\s*<vt:\w+>)([^<]*)(</vt:\w+>)')


def said_edition(package: Package) -> int | None:
    """Return the edition of the layout that a workbook's properties say it has."""
    for one in package.relationships("").values():
        if one.kind == "custom-properties" and one.target in package:
            found = _EDITION.search(package.part(one.target))
            return whole(found[2].decode("ascii", "replace").partition(".")[0]) or None if found else None
    return None


def list_sheets(old: Package, new: Package, work: GraftWork, targets: dict[str, str]) -> dict[str, bytes]:
    """Return the workbook part, its relationships and the properties as they are after the graft.

    ``targets`` gives each sheet of ours, in the new layout's order, and its part.
    """
    root = parse(old.part(old.workbook_part), old.name, old.workbook_part)
    arrows_part = relationships_part(old.workbook_part)
    arrows = parse(old.part(arrows_part), old.name, arrows_part)
    calculation = [one for one in elements(arrows) if str(one.get("Type")).endswith("/calcChain")]
    for one in calculation:
        arrows.remove(one)
    sheets = root.find(namespace(root) + "sheets")
    if sheets is None:
        raise CannotEdit(f"“{old.name}” lists its sheets where this tool cannot change the list.", "Save it in Excel.")
    before = [str(sheet.get("name")) for sheet in elements(sheets)]
    _add(sheets, arrows, new, targets)
    after = [str(sheet.get("name")) for sheet in elements(sheets)]
    _names(root, new, work, before, after)
    _views(root, before, after)
    made = {old.real_name(old.workbook_part): written(root), old.real_name(arrows_part): written(arrows)}
    for one in old.relationships("").values():
        if one.kind == "custom-properties" and one.target in old:
            part = old.real_name(one.target)
            content = old.part(part)
            renewed = _EDITION.sub(rb"\g<1>%d\g<3>" % work.edition, content)
            made |= {part: renewed} if renewed != content else {}
    return made


def _add(sheets: Element, arrows: Element, new: Package, targets: dict[str, str]) -> None:
    there = {str(sheet.get("name")): sheet for sheet in elements(sheets)}
    states = {sheet.name: sheet.state for sheet in read_contents(new).sheets}
    previous: Element | None = None
    number = max(whole(sheet.get("sheetId")) for sheet in elements(sheets))
    for called, part in targets.items():
        if called in there:
            previous = there[called]
            continue
        if any(called.casefold() == one.casefold() for one in there):
            raise CannotEdit(
                f"A sheet of yours is called “{called}”, as one of the new layout is.",
                "Give it another name in Excel, save, and try again.",
            )
        used = {one.get("Id") for one in arrows}
        ident = next(f"rIdC{n}" for n in range(1, len(used) + 2) if f"rIdC{n}" not in used)
        etree.SubElement(
            arrows,
            f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
            Id=ident,
            Type=f"{_OFFICE}/worksheet",
            Target="/" + part,
        )
        number += 1
        entry = sheets.makeelement(namespace(sheets) + "sheet", {"name": called, "sheetId": str(number)})
        if states[called] != "visible":
            entry.set("state", states[called])
        entry.set(f"{{{_OFFICE}}}id", ident)
        if previous is None:
            sheets.insert(0, entry)
        else:
            previous.addnext(entry)
        previous = entry


def _names(root: Element, new: Package, work: GraftWork, before: list[str], after: list[str]) -> None:
    """Renew the names that are ours, and keep the officer's, speaking of the same cells as before."""
    fresh = parse(new.part(new.workbook_part), new.name, new.workbook_part)
    fresh_names = fresh.find(namespace(fresh) + "definedNames")
    coming = elements(fresh_names) if fresh_names is not None else []
    ours = {str(one.get("name")).casefold() for one in coming if one.get("localSheetId") is None} | work.gone
    part = root.find(namespace(root) + "definedNames")
    if part is None:
        part = root.makeelement(namespace(root) + "definedNames")
        insert_in_order(root, part, _BEFORE_NAMES)
    for one in elements(part):
        called, local = str(one.get("name")), one.get("localSheetId")
        sheet = before[whole(local)] if local is not None and whole(local) < len(before) else ""
        built_in = called.casefold().startswith("_xlnm.")
        if (local is None and called.casefold() in ours) or (sheet in work.sheets and built_in):
            part.remove(one)
            continue
        if local is not None and sheet:
            one.set("localSheetId", str(after.index(sheet)))
        one.text = work.rewrite(one.text or "", f"the name {called}")
    fresh_sheets = [sheet.name for sheet in read_contents(new).sheets]
    for one in coming:
        made = deepcopy(one)
        if (local := one.get("localSheetId")) is not None:
            made.set("localSheetId", str(after.index(fresh_sheets[whole(local)])))
        part.append(made)
    part[:] = sorted(elements(part), key=lambda one: (str(one.get("name")).casefold(), whole(one.get("localSheetId"))))
    if not len(part):
        root.remove(part)


def _views(root: Element, before: list[str], after: list[str]) -> None:
    for view in root.iter(namespace(root) + "workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            at = whole(view.get(attribute), len(before))
            if at < len(before):
                view.set(attribute, str(after.index(before[at])))
