"""Formulas on the officer's own sheets, charts and pivot tables that speak of our cells, rewritten where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.hosts.files.graft.carried_cells import SheetCells, shared_formulas, written_out
from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.safe_xml import Element, name, parse, written
from outcomes_xl.hosts.files.workbook_part import Contents

_WITH_TEXT = frozenset({"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"})
_FOLDERS = ("worksheets/", "charts/", "chartsheets/", "pivotcache/", "tables/", "drawings/", "ctrlprops/")


def rewritten_parts(package: Package, contents: Contents, work: GraftWork, done: set[str]) -> dict[str, bytes]:
    """Return the parts with a formula that reads otherwise now; ``done`` are parts that are ours, or gone."""
    sheets = {package.real_name(sheet.part): sheet.name for sheet in contents.sheets if sheet.part}
    made: dict[str, bytes] = {}
    for part in package.part_names:
        folded = part.casefold()
        inside = any(folder in folded for folder in _FOLDERS) and folded.endswith(".xml") and "/_rels/" not in folded
        if part in done or not inside or not _may_speak_of_ours(package.part(part), work):
            continue
        root = parse(package.part(part), package.name, part)
        if _rewritten(root, sheets.get(part, ""), work):
            made[part] = written(root)
    return made


def _may_speak_of_ours(content: bytes, work: GraftWork) -> bool:
    folded = content.decode("utf-8", "replace").casefold()
    return any(word in folded for word in _words(work))


def _words(work: GraftWork) -> Iterator[str]:
    yield from work.tables
    for sheet in work.sheets:
        plain = sheet.casefold()
        yield plain
        yield plain.replace("&", "&amp;").replace("'", "''")


def _rewritten(root: Element, sheet: str, work: GraftWork) -> bool:
    changed = _cells(root, sheet, work) if name(root) == "worksheet" else False
    for element in root.iter():
        kind = name(element)
        if kind in _WITH_TEXT and element.text and name(element.getparent()) != "c":
            new = work.rewrite(element.text, sheet)
            changed, element.text = changed or new != element.text, new
        elif kind == "hyperlink" and (location := element.get("location")):
            new = work.rewrite(location, sheet)
            changed = changed or new != location
            element.set("location", new)
        elif kind == "worksheetSource" and element.get("ref") and element.get("sheet"):
            changed = _source(element, work) or changed
    return changed


def _cells(root: Element, sheet: str, work: GraftWork) -> bool:
    """Rewrite the formulas in cells; where one that cells share reads otherwise, each cell gets its own."""
    source = SheetCells(root)
    shared = shared_formulas(source)
    found = []
    apart: set[str] = set()
    for place, cell in source.cells.items():
        formula = next((child for child in cell if name(child) == "f"), None)
        if formula is None:
            continue
        text = written_out(place, formula, shared, work)
        new = work.rewrite(text, sheet)
        found.append((formula, text, new))
        if new != text and formula.get("t") == "shared":
            apart.add(formula.get("si") or "")
    changed = False
    for formula, text, new in found:
        if formula.get("t") == "shared" and (formula.get("si") or "") in apart:
            formula.attrib.clear()
            formula.text, changed = new, True
        elif new != text:
            formula.text, changed = new, True
    return changed


def _source(element: Element, work: GraftWork) -> bool:
    """Rewrite the area a pivot table takes its rows from; one that fell apart stays and is said by the caller."""
    sheet, ref = str(element.get("sheet")), str(element.get("ref"))
    if sheet not in work.sheets:
        return False
    quoted = "'" + sheet.replace("'", "''") + "'!"
    new = work.rewrite(quoted + ref, "")
    if not new.startswith(quoted) or new == quoted + ref:
        return False
    element.set("ref", new.removeprefix(quoted))
    return True
