"""A highlight in a closed workbook: a rule of conditional formatting laid over cells, and taken off again.

It is the rule that the button lays, known again by what it asks: *Clear marks* takes it off as well. The cells' own
formats stay beneath it, and no other part of the workbook changes but the list of formats that rules use.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from outcomes_xl.hosts.files.odd_attributes import elements, whole
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind, read_package
from outcomes_xl.hosts.files.safe_xml import Element, canonical, insert_in_order, namespace, parse, written
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.model.cannot_use import CannotEdit

ALWAYS = '"Outcomes highlight"="Outcomes highlight"'
"""Always true, and names no cell, so no sort or inserted row changes what it means; macros/Paint.bas has the same."""
PALE_BLUE = "FFDCE8F2"
LETTERS = ("b", "u")
"""Names on Framework are bold as it is, and colour alone tells nobody."""
BEFORE_RULES = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting"),
    }
)
_BEFORE_FORMATS = frozenset({"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"})


def with_highlight(data: bytes, book: str, sheet: str, areas: Sequence[str]) -> bytes:
    """Return the workbook with these areas of a sheet highlighted, and no others; with none, without a highlight.

    Raises CannotEdit for a sheet that is not there or is protected, and what reading a workbook raises.
    """
    with refused_if_odd(book):
        package = open_package(data, book)
        part = next((one.part for one in read_contents(package).sheets if one.name == sheet), None)
        if part is None:
            raise CannotEdit(f"“{book}” has no sheet “{sheet}”.", "Nothing was changed.")
        before = package.part(part)
        root = parse(before, book, part)
        if root.find(f"{namespace(root)}sheetProtection") is not None:
            raise CannotEdit(f"The sheet “{sheet}” is protected.", "Choose Review, Unprotect Sheet, save, try again.")
        taken = _take_off(root)
        changed: dict[str, bytes] = {}
        if areas:
            styles = part_of_kind(package, "styles")
            if styles is None:
                raise CannotEdit(f"“{book}” has no list of formats.", "Open it in Excel, save it, and try again.")
            formats = parse(package.part(styles), book, styles)
            number, added = _format(formats)
            if added:
                changed[styles] = written(formats)
            _lay(root, areas, number)
        if areas or taken:
            changed[part] = written(root)
        after = package.with_parts(changed)
        _proved(package, after, part)
        return after


def _take_off(root: Element) -> bool:
    """Take our rule off, and no other; say whether there was one."""
    ns, found = namespace(root), False
    for rules in list(root.iter(f"{ns}conditionalFormatting")):
        for rule in list(elements(rules)):
            if (rule.findtext(f"{ns}formula") or "").strip() == ALWAYS:
                rules.remove(rule)
                found = True
        if not list(elements(rules)) and rules.getparent() is root:
            root.remove(rules)
    return found


def _lay(root: Element, areas: Sequence[str], number: int) -> None:
    ns = namespace(root)
    rules = etree.Element(f"{ns}conditionalFormatting", sqref=" ".join(areas))
    # Its priority counts the rules of the sheet as they are without it, so that laying it again is the same.
    others = [whole(rule.get("priority"), 1 << 30) for rule in root.iter(f"{ns}cfRule")]
    rule = etree.SubElement(rules, f"{ns}cfRule", type="expression", dxfId=str(number))
    rule.set("priority", str(max(others, default=0) + 1))
    etree.SubElement(rule, f"{ns}formula").text = ALWAYS
    insert_in_order(root, rules, BEFORE_RULES)


def _format(formats: Element) -> tuple[int, bool]:
    """Return the number of bold, underlined, on pale blue in the list of formats, and whether it had to be added."""
    ns = namespace(formats)
    listed = formats.find(f"{ns}dxfs")
    if listed is None:
        listed = etree.Element(f"{ns}dxfs", count="0")
        insert_in_order(formats, listed, _BEFORE_FORMATS)
    there = list(elements(listed))
    wanted = etree.SubElement(listed, f"{ns}dxf")
    letters = etree.SubElement(wanted, f"{ns}font")
    for look in LETTERS:
        etree.SubElement(letters, f"{ns}{look}")
    fill = etree.SubElement(etree.SubElement(wanted, f"{ns}fill"), f"{ns}patternFill")
    etree.SubElement(fill, f"{ns}bgColor", rgb=PALE_BLUE)
    for number, one in enumerate(there):
        if canonical(one) == canonical(wanted):
            listed.remove(wanted)
            return number, False
    listed.set("count", str(len(there) + 1))
    return len(there), True


def _proved(package: Package, after: bytes, part: str) -> None:
    """Raise CannotEdit if anything but our rule came out different: cells, other rules, other parts."""
    made = open_package(after, package.name)
    same_cells = read_package(package).sheets == read_package(made).sheets
    styles = part_of_kind(package, "styles")
    others = [one for one in package.part_names if one not in (part, styles)]
    same_parts = package.part_names == made.part_names and all(package.part(one) == made.part(one) for one in others)
    bare = [parse(one.part(part), one.name, part) for one in (package, made)]
    for root in bare:
        _take_off(root)
    if not (same_cells and same_parts and canonical(bare[0]) == canonical(bare[1])):
        raise CannotEdit(
            f"“{package.name}” would have come out different, so nothing was changed.", "Use the button in Excel."
        )
