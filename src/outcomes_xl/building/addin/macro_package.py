"""A plain workbook turned into an add-in or a macro workbook: VBA project, code names, ribbon (ECMA-376 part 2).

Only the parts that must change are touched. The base comes from XlsxWriter, whose files Microsoft's validator passes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence

from lxml import etree

from outcomes_xl.building.addin.vba_project import vba_project
from outcomes_xl.building.addin.vba_source import WORKSHEET_BASE, MacroMistake, Module, ModuleKind

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK_TYPES = {  # [MS-OFFMACRO] 2.1: what the workbook part is, by the file's ending
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
VBA_TYPE = "application/vnd.ms-office.vbaProject"  # [MS-OFFMACRO] 2.2
VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"  # [MS-CUSTOMUI] 2.1
RIBBON_PART = "customUI/customUI14.xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time a zip can name: no part tells when it was made

Parts = dict[str, bytes]


def with_macros(
    base: bytes, ending: str, project: str, modules: Sequence[Module], ribbon: bytes | None = None
) -> bytes:
    """Return ``base`` (an .xlsx) as ``ending`` (".xlam" or ".xlsm") with these macros and this ribbon.

    Every sheet gets a code name and a module of its own, as Excel asks; ``modules`` hold ThisWorkbook and the rest.
    Raises MacroMistake as ``vba_project`` does, or when a sheet's code name is a module's.
    """
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = _named_in_code(parts)
    if clash := {one.name for one in modules} & set(sheets):
        raise MacroMistake(f"{sorted(clash)[0]} is a sheet's code name and a module's")
    books = [one for one in modules if one.kind is ModuleKind.DOCUMENT]
    rest = [one for one in modules if one.kind is not ModuleKind.DOCUMENT]
    behind = [Module(name, ModuleKind.DOCUMENT, base=WORKSHEET_BASE) for name in sheets]
    parts["xl/vbaProject.bin"] = vba_project(project, [*books, *behind, *rest])
    _relate(parts, "xl/_rels/workbook.xml.rels", VBA_RELATION, "vbaProject.bin")
    if ribbon is not None:
        parts[RIBBON_PART] = ribbon
        _relate(parts, "_rels/.rels", RIBBON_RELATION, RIBBON_PART)
    _typed(parts, ending)
    return _zipped(parts)


def _named_in_code(parts: Parts) -> list[str]:
    """Write the code names (ECMA-376 part 1, 18.2.28 and 18.3.1.82) and return the sheets', in workbook order."""
    book = _parsed(parts["xl/workbook.xml"])
    properties = book.find(f"{{{_MAIN}}}workbookPr")
    if properties is None:
        raise MacroMistake("the base workbook has no workbookPr; XlsxWriter always writes one")
    properties.set("codeName", "ThisWorkbook")
    parts["xl/workbook.xml"] = _bytes(book)
    targets = {one.get("Id"): one.get("Target") for one in _parsed(parts["xl/_rels/workbook.xml.rels"])}
    names = []
    for number, listed in enumerate(book.iter(f"{{{_MAIN}}}sheet"), start=1):
        part = posixpath.normpath(posixpath.join("xl", str(targets[listed.get(f"{{{_R}}}id")])))
        names.append(f"Sheet{number}")
        sheet = _parsed(parts[part])
        first = sheet.find(f"{{{_MAIN}}}sheetPr")
        if first is None:
            first = etree.Element(f"{{{_MAIN}}}sheetPr")
            sheet.insert(0, first)  # 18.3.1.99: it is the first child
        first.set("codeName", names[-1])
        parts[part] = _bytes(sheet)
    return names


def _relate(parts: Parts, part: str, kind: str, target: str) -> None:
    root = _parsed(parts[part])
    used = {one.get("Id") for one in root}
    ident = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", {"Id": ident, "Type": kind, "Target": target})
    parts[part] = _bytes(root)


def _typed(parts: Parts, ending: str) -> None:
    """Say what the workbook and the VBA project are. Printer settings may have claimed .bin: then by part name."""
    types = _parsed(parts["[Content_Types].xml"])
    for override in types.findall(f"{{{_TYPES}}}Override"):
        if override.get("PartName") == "/xl/workbook.xml":
            override.set("ContentType", WORKBOOK_TYPES[ending])
    taken = {str(one.get("Extension")).lower() for one in types.findall(f"{{{_TYPES}}}Default")}
    if "bin" in taken:
        etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": "/xl/vbaProject.bin", "ContentType": VBA_TYPE})
    else:
        types.insert(0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": "bin", "ContentType": VBA_TYPE}))
    parts["[Content_Types].xml"] = _bytes(types)


def _zipped(parts: Parts) -> bytes:
    """Return the package, its parts in one fixed order: content types, relations, then by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part != "_rels/.rels", part)):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), parts[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
