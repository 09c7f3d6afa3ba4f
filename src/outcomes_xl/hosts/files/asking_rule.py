"""A rule of conditional formatting that asks the cells of a defined name, put into a closed workbook or taken out.

By itself it shows nothing. The rule, the name and the look are spliced in, so that taking them out leaves every part
with the bytes it had; a look that other rules use by now stays, as does one that is not the last any more, since looks
are known by their number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from outcomes_xl.hosts.files.asking_rule_proof import prove_asking_rule
from outcomes_xl.hosts.files.edit_package import may_be_edited
from outcomes_xl.hosts.files.highlight_rule import BEFORE_RULES, LETTERS, PALE_BLUE
from outcomes_xl.hosts.files.odd_attributes import elements, whole
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind
from outcomes_xl.hosts.files.safe_xml import Element, parse
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.hosts.files.xml_splices import (
    Child,
    Outline,
    in_place_of,
    outline,
    recounted,
    with_child,
    with_child_behind,
    without,
)
from outcomes_xl.model.cannot_use import CannotEdit

_RULES, _NAMES, _LOOKS = "conditionalFormatting", "definedNames", "dxfs"


@dataclass(frozen=True)
class Asking:
    """What is put in: a sheet and an area of it, the rule's formula, the name it asks, and what that stands for."""

    sheet: str
    area: str
    formula: str
    name: str
    cells: str


def with_asking_rule(data: bytes, book: str, wanted: Asking) -> bytes:
    """Return the workbook with the rule in it; the very bytes where it has it already.

    Raises CannotEdit, and what reading a workbook raises.
    """
    with refused_if_odd(book):
        package = open_package(data, book)
        if _is_there(package, wanted):
            return data
        may_be_edited(package)
        bare = open_package(_without(package, wanted.name), book)
        after = bare.with_parts(_put_in(bare, wanted))
        prove_asking_rule(bare, open_package(after, book), wanted.name)
        return after


def without_asking_rule(data: bytes, book: str, called: str) -> bytes:
    """Return the workbook without the rules that ask a defined name, and without that name; the very bytes where there
    is neither. Raises CannotEdit, and what reading a workbook raises.
    """
    with refused_if_odd(book):
        package = open_package(data, book)
        after = _without(package, called)
        if after != data:
            may_be_edited(package)
            prove_asking_rule(package, open_package(after, book), called)
        return after


def _is_there(package: Package, wanted: Asking) -> bool:
    """Tell whether the rule stands where it should begin, and its name for cells that are there."""
    contents = read_contents(package)
    said = next((text for one, text in contents.names.items() if one.casefold() == wanted.name), "#REF!")
    part = next((one.part for one in contents.sheets if one.name == wanted.sheet), None)
    if part is None or "#REF!" in said:
        return False
    root = parse(package.part(part), package.name, part)
    first = wanted.area.partition(":")[0]
    return any(
        rule.findtext("{*}formula") == wanted.formula and _begins(rules) == first
        for rules in root.iter("{*}" + _RULES)
        for rule in elements(rules)
    )


def _begins(rules: Element) -> str:
    return str(rules.get("sqref") or "").partition(" ")[0].partition(":")[0]


# Put in ---------------------------------------------------------------------------------------------------------------


def _put_in(package: Package, wanted: Asking) -> dict[str, bytes]:
    part = next((one.part for one in read_contents(package).sheets if one.name == wanted.sheet), None)
    styles = part_of_kind(package, "styles")
    if part is None or styles is None:
        raise _in_an_unusual_way(package)
    changed: dict[str, bytes] = {}
    looks, content = _list_of(package, styles, _LOOKS)
    listed = outline(content, package.name, styles)
    look = recounted(with_child(content, listed, _look(listed.prefix)), 1)
    changed[styles] = in_place_of(package.part(styles), looks, look)

    book = package.real_name(package.workbook_part)
    names, content = _list_of(package, book, _NAMES)
    there = outline(content, package.name, book)
    name = f'<{there.prefix}definedName name="{wanted.name}">{escape(wanted.cells)}</{there.prefix}definedName>'
    changed[book] = in_place_of(package.part(book), names, with_child(content, there, name))

    sheet = outline(package.part(part), package.name, part)
    rule = _rule(sheet, wanted, len(listed.children))
    changed[part] = with_child_behind(package.part(part), sheet, rule, BEFORE_RULES)
    return changed


def _list_of(package: Package, part: str, called: str) -> tuple[Child, bytes]:
    """Return a list in a part, and its own bytes. Raises CannotEdit where it is not there: every workbook of ours has
    formats of rules and defined names.
    """
    content = package.part(part)
    found = _lists(package, part, called)
    if not found:
        raise _in_an_unusual_way(package)
    return found[0], content[found[0].begins : found[0].ends]


def _lists(package: Package, part: str, called: str) -> list[Child]:
    return [one for one in outline(package.part(part), package.name, part).children if one.name == called]


def _in_an_unusual_way(package: Package) -> CannotEdit:
    return CannotEdit(
        f"“{package.name}” keeps its formats or its names in an unusual way.",
        "Open it in Excel, save it, and try again.",
    )


def _rule(sheet: Outline, wanted: Asking, look: int) -> str:
    """Return the rule. Its priority comes behind every other's of the sheet."""
    p = sheet.prefix
    known = [whole(said.get("priority")) for one in sheet.children for tag, said in one.said if tag == f"{p}cfRule"]
    return (
        f'<{p}{_RULES} sqref="{wanted.area}"><{p}cfRule type="expression" dxfId="{look}" '
        f'priority="{max(known, default=0) + 1}"><{p}formula>{escape(wanted.formula)}</{p}formula></{p}cfRule>'
        f"</{p}{_RULES}>"
    )


def _look(p: str) -> str:
    letters = "".join(f"<{p}{one}/>" for one in LETTERS)
    return (
        f'<{p}dxf><{p}font>{letters}</{p}font><{p}fill><{p}patternFill><{p}bgColor rgb="{PALE_BLUE}"/></{p}patternFill>'
        f"</{p}fill></{p}dxf>"
    )


# Taken out ------------------------------------------------------------------------------------------------------------


def _without(package: Package, called: str) -> bytes:
    """Return the workbook without the rules, the name, and the look where it was theirs alone."""
    changed: dict[str, bytes] = {}
    looks: set[int] = set()
    for part in filter(None, (one.part for one in read_contents(package).sheets)):
        if called.encode() in package.part(part).lower():
            content, numbers = _without_rules(package, part, called)
            looks |= numbers
            if content != package.part(part):
                changed[part] = content
    book = package.real_name(package.workbook_part)
    for names in _lists(package, book, _NAMES):
        content = package.part(book)
        own = content[names.begins : names.ends]
        listed = outline(own, package.name, book)
        gone = [one for one in listed.children if one.says("definedName", "name").casefold() == called]
        if gone:
            left = without(own, listed, gone) if len(gone) < len(listed.children) else b""
            changed[book] = in_place_of(content, names, left)
    changed |= _without_look(package, changed, looks)
    return package.with_parts(changed) if changed else package.data


def _without_rules(package: Package, part: str, called: str) -> tuple[bytes, set[int]]:
    """Return a sheet without the rules that ask, and the numbers of their looks."""
    content, looks = package.part(part), set()
    for rules in reversed([one for one in outline(content, package.name, part).children if one.name == _RULES]):
        own = content[rules.begins : rules.ends]
        listed = outline(own, package.name, part)
        gone = [one for one in listed.children if called.encode() in own[one.begins : one.ends].lower()]
        looks |= {whole(one.says("cfRule", "dxfId"), -1) for one in gone}
        if gone:
            left = without(own, listed, gone) if len(gone) < len(listed.children) else b""
            content = in_place_of(content, rules, left)
    return content, looks


def _without_look(package: Package, changed: dict[str, bytes], numbers: Collection[int]) -> dict[str, bytes]:
    """Return the list of looks without the last one, where that was ours and nothing else asks for it."""
    styles = part_of_kind(package, "styles")
    lists = _lists(package, styles, _LOOKS) if styles and numbers else []
    if styles is None or not lists:
        return {}
    (looks,) = lists
    content = package.part(styles)
    own = content[looks.begins : looks.ends]
    listed = outline(own, package.name, styles)
    last = len(listed.children) - 1
    if last not in numbers or any(_asks_for(content, last) for content in _contents(package, changed)):
        return {}
    return {styles: in_place_of(content, looks, recounted(without(own, listed, listed.children[-1:]), -1))}


def _contents(package: Package, changed: dict[str, bytes]) -> Iterator[bytes]:
    yield from (changed.get(part) or package.part(part) for part in package.part_names if part.endswith(".xml"))


def _asks_for(content: bytes, look: int) -> bool:
    """Tell whether a part asks for a look by its number, as rules, tables and styles of tables do."""
    return re.search(rb"(?i)dxfid\s*=\s*[\"']%d[\"']" % look, content) is not None
