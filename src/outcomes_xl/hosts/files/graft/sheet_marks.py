"""The conditional formats and drop-downs of a sheet's XML, one by one: what each says, and where."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace
from outcomes_xl.model import Area

FORMAT, GUARD = "conditional format", "drop-down or rule for typing"
_NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_AREA_OF_NEWER = "{http://schemas.microsoft.com/office/excel/2006/main}"


@dataclass(frozen=True)
class SheetMark:
    """``words`` are its kind, its operator and its formulas, the prompt too where it has nothing else.

    ``element`` is the rule alone, as Excel has written it up to 2007's format; None for one that only newer parts of
    the format can say. ``first`` is the area by whose first cell its formulas are read.
    """

    kind: str
    words: tuple[str, ...]
    areas: tuple[Area, ...]
    element: Element | None

    @property
    def first(self) -> Area:
        return self.areas[0]


def sheet_marks(sheet: Element) -> list[SheetMark]:
    """Return the marks of a sheet, in the order in which they stand there."""
    return [mark for mark in (*_formats(sheet), *_guards(sheet), *_newer(sheet)) if mark.areas]


def formulas(rule: Element | None) -> list[Element]:
    return (
        []
        if rule is None
        else [one for one in rule.iter() if name(one) in ("formula", "formula1", "formula2") and one.text]
    )


def _formats(sheet: Element) -> Iterator[SheetMark]:
    for part in sheet.findall(namespace(sheet) + "conditionalFormatting"):
        for rule in elements(part):
            if name(rule) == "cfRule":
                yield SheetMark(FORMAT, _words(rule), areas_of(part), rule)


def _guards(sheet: Element) -> Iterator[SheetMark]:
    part = sheet.find(namespace(sheet) + "dataValidations")
    for rule in elements(part) if part is not None else []:
        yield SheetMark(GUARD, _words(rule), areas_of(rule), rule)


def _newer(sheet: Element) -> Iterator[SheetMark]:
    """Yield what Excel writes apart: a drop-down from another sheet, and formats that 2007 did not know."""
    for rule in sheet.iter(f"{_NEWER}dataValidation"):
        made = _as_of_2007(rule, namespace(sheet))
        yield SheetMark(GUARD, _words(made), areas_of(made), made)
    known = {one.text for one in sheet.iter(f"{_NEWER}id") if one.text}
    for part in sheet.iter(f"{_NEWER}conditionalFormatting"):
        area = next((one.text or "" for one in part.iter(f"{_AREA_OF_NEWER}sqref")), "")
        for rule in part.iter(f"{_NEWER}cfRule"):
            if rule.get("id") not in known:
                yield SheetMark(FORMAT, (rule.get("type") or "", rule.get("id") or ""), _areas(area), None)


def _as_of_2007(rule: Element, ns: str) -> Element:
    """Return a drop-down from the newer part of the format as the older part says the same."""
    made = rule.makeelement(ns + "dataValidation", {at: text for at, text in rule.attrib.items() if "}" not in at})
    for child in elements(rule):
        text = next((one.text for one in child.iter() if name(one) == "f"), None) or child.text
        if name(child) == "sqref":
            made.set("sqref", text or "")
        else:
            one = made.makeelement(ns + name(child))
            one.text = text
            made.append(one)
    return made


def bare_rule(rule: Element) -> Element:
    """Return a copy of a rule without what points at the newer parts of its sheet."""
    made = deepcopy(rule)
    for child in [child for child in made if name(child) == "extLst"]:
        made.remove(child)
    return made


def _words(rule: Element) -> tuple[str, ...]:
    kind = rule.get("type") or "none"
    said = [str(one.text) for one in formulas(rule)]
    return (kind, rule.get("operator") or "", *(said or [rule.get("prompt") or ""]))


def areas_of(part: Element) -> tuple[Area, ...]:
    return _areas(part.get("sqref") or "")


def _areas(text: str) -> tuple[Area, ...]:
    found = []
    for one in text.split():
        try:
            found.append(Area.parse(one))
        except ValueError:
            return ()
    return tuple(found)
