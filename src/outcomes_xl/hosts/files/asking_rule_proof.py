"""The proof that a workbook differs by the rules that ask a defined name, that name and a look, and by nothing else.

It reads both workbooks by another road than the edit was made by.
"""

from __future__ import annotations

from outcomes_xl.hosts.files.odd_attributes import elements
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind
from outcomes_xl.hosts.files.safe_xml import Element, canonical, parse
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model.cannot_use import CannotEdit


def prove_asking_rule(before: Package, after: Package, called: str) -> None:
    """Raise CannotEdit if anything but the rules, the name and the look at the end of the list came out different."""
    styles = part_of_kind(before, "styles")
    sheets = {one.part for one in read_contents(before).sheets}
    differs = [part for part in before.part_names if part not in after or before.part(part) != after.part(part)]
    for part in differs:
        roots = [parse(one.part(part), one.name, part) for one in (before, after)]
        if part == styles:
            looks = [_cut_looks(root) for root in roots]
            fewer, more = sorted(looks, key=len)
            same = more[: len(fewer)] == fewer and len(more) <= len(fewer) + 1
        elif part in sheets or part == before.real_name(before.workbook_part):
            for root in roots:
                _cut_ours(root, called)
            same = True
        else:
            same = False
        if not same or canonical(roots[0]) != canonical(roots[1]):
            raise CannotEdit(
                f"“{before.name}” would have come out different, so nothing was changed (the part {part}).",
                "Tell the maintainers which workbook it was.",
            )
    if before.part_names != after.part_names:
        raise CannotEdit(f"“{before.name}” would have come out with other parts, so nothing was changed.")


def _cut_looks(root: Element) -> list[bytes]:
    found = []
    for listed in root.iter("{*}dxfs"):
        listed.attrib.pop("count", None)
        for one in list(elements(listed)):
            found.append(canonical(one))
            _cut(one)
    return found


def _cut_ours(root: Element, called: str) -> None:
    for rule in list(root.iter("{*}cfRule")):
        rules = rule.getparent()
        if called in (rule.findtext("{*}formula") or "").casefold():
            _cut(rule)
        if not list(elements(rules)):
            _cut(rules)
    for one in list(root.iter("{*}definedName")):
        names = one.getparent()
        if str(one.get("name")).casefold() == called:
            _cut(one)
        if not list(elements(names)):
            _cut(names)


def _cut(one: Element) -> None:
    """Take an element out, and leave the white space behind it where it is."""
    parent, before = one.getparent(), one.getprevious()
    if one.tail and before is not None:
        before.tail = (before.tail or "") + one.tail
    elif one.tail:
        parent.text = (parent.text or "") + one.tail
    parent.remove(one)
