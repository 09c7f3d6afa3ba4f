"""Links, guards and marks that an officer gave to cells of her own on our sheets, brought to where they stand now."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from outcomes_xl.hosts.files.graft.carried_notes import hyperlinks
from outcomes_xl.hosts.files.graft.graft_work import GraftWork, SheetWork
from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.safe_xml import Element, insert_in_order, name, namespace
from outcomes_xl.model import Area, CellRef

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BEFORE_MARKS = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting"),
    }
)
_BEFORE_GUARDS = _BEFORE_MARKS
_BEFORE_LINKS = _BEFORE_MARKS | {"dataValidations"}


def carry_links(before: Element, root: Element, sheet: str, work: GraftWork, again: Callable[[str], str]) -> None:
    """Bring the links of the officer's cells; ``again`` points at an address once more and returns the pointer's id."""
    what = work.sheets[sheet]
    there = {link.get("ref") for link in hyperlinks(root)}
    moved = []
    for link in hyperlinks(before):
        try:
            area = Area.parse(link.get("ref") or "")
        except ValueError:
            continue
        place = (area.first_row, area.first_column)
        to = what.place(*place)
        if to is None or (ref := CellRef("", *to).a1) in there:
            continue
        made = deepcopy(link)
        made.set("ref", ref)
        if ident := made.get(f"{_OFFICE}id"):
            made.set(f"{_OFFICE}id", again(ident))
        if location := made.get("location"):
            made.set("location", work.rewrite(location, sheet))
        moved.append(made)
    if not moved:
        return
    part = root.find(namespace(root) + "hyperlinks")
    if part is None:
        part = root.makeelement(namespace(root) + "hyperlinks")
        insert_in_order(root, part, _BEFORE_LINKS)
    part.extend(moved)


def carry_marks(before: Element, root: Element, sheet: str, work: GraftWork) -> None:
    """Bring the guards and conditional formats of the officer's own columns, and of nothing else: the rest are ours."""
    what = work.sheets[sheet]
    for mark in before.findall(namespace(before) + "conditionalFormatting"):
        if made := _moved(mark, sheet, what, work):
            insert_in_order(root, made[0], _BEFORE_MARKS)
    guards = before.find(namespace(before) + "dataValidations")
    for guard in elements(guards) if guards is not None else []:
        if made := _moved(guard, sheet, what, work):
            part = root.find(namespace(root) + "dataValidations")
            if part is None:
                part = root.makeelement(namespace(root) + "dataValidations")
                insert_in_order(root, part, _BEFORE_GUARDS)
            part.append(made[0])
            part.set("count", str(len(elements(part))))


def _moved(mark: Element, sheet: str, what: SheetWork, work: GraftWork) -> list[Element]:
    areas = []
    for one in (mark.get("sqref") or "").split():
        try:
            area = Area.parse(one)
        except ValueError:
            return []
        columns = range(area.first_column, area.last_column + 1)
        block = what.block(area) if all(column in what.own_columns for column in columns) else None
        if block is None:
            return []
        areas.append(block)
    if not areas:
        return []
    made = deepcopy(mark)
    made.set("sqref", " ".join(map(str, areas)))
    for element in made.iter():
        if name(element) in ("formula", "formula1", "formula2") and element.text:
            element.text = work.rewrite(element.text, sheet)
    return [made]
