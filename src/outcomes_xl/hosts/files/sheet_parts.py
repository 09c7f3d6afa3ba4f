"""A plain sheet added at the end of a workbook, or taken away again. No other sheet changes its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from lxml import etree

from outcomes_xl.hosts.files.edit_session import Workshop
from outcomes_xl.hosts.files.new_sheet_print import add_titles, paper_of, take_titles
from outcomes_xl.hosts.files.new_sheet_styles import Looks, table_style
from outcomes_xl.hosts.files.odd_attributes import elements, whole
from outcomes_xl.hosts.files.package import relationships_part
from outcomes_xl.hosts.files.row_heights import BESIDE_THE_LETTERS
from outcomes_xl.hosts.files.safe_xml import (
    CONTENT_TYPES,
    PACKAGE_RELATIONSHIPS,
    Element,
    default_namespace,
    name,
    namespace,
    written,
)
from outcomes_xl.hosts.files.sheet_editor import SheetEditor
from outcomes_xl.hosts.files.xml_escapes import encode_excel
from outcomes_xl.model import AddSheet, NewSheet, RemoveSheet, Sheet, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.model.expected import no_longer_as_added
from outcomes_xl.model.patches import HEADING_ROW

TYPE_OF = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_TABLE_NUMBER = re.compile(rb'<(?:\w+:)?table\b[^>]*? id="(\d+)"')
_HEIGHTS = {1: 25.0, 2: 16.0}
"""How high the rows of a title and of the line below it are, in points, as on our other sheets."""
_DECIMALS = "#,##0.0#"
"""How our workbooks show numbers with decimals; a workbook without this format shows them as they come."""
_GOES_WITH_IT = {"table", "printerSettings"}


def add_sheet(workshop: Workshop, change: AddSheet) -> None:
    """Add the sheet, its table and its formats. Raises CannotEdit when a name is taken, or none Excel would take."""
    new = change.sheet
    _its_name_is_free(workshop, new)
    sheet_part = free_part(workshop, "worksheets/sheet")
    looks = Looks(workshop)
    ns = namespace(workshop.sheets_element).strip("{}")
    kinds = relationship_kinds(workshop)
    editor = SheetEditor(
        _bare_sheet(new, ns, kinds), sheet_part, Sheet(new.name, {}), workshop.formats, workshop.book.uses_1904_dates
    )
    _fill(editor, new, looks)
    workshop.parts[sheet_part] = editor.content()
    table_part = free_part(workshop, "tables/table")
    area, number = str(new.area), next_table_number(workshop)
    workshop.parts[table_part] = table_xml(
        new.table, area, new.headings, ns, number, table_style(workshop, ours=looks.about is not None)
    )
    arrow = etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(PACKAGE_RELATIONSHIPS))
    etree.SubElement(arrow, "Relationship", Id="rId1", Type=f"{kinds}/table", Target="/" + table_part)
    workshop.parts[relationships_part(sheet_part)] = written(arrow)
    types = workshop.tree("[Content_Types].xml")
    for part, kind in ((sheet_part, "worksheet"), (table_part, "table")):
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName="/" + part, ContentType=TYPE_OF.format(kind))
    _list_sheet(workshop, new.name, sheet_part, kinds)
    add_titles(workshop.tree(workshop.package.workbook_part), new)


def _its_name_is_free(workshop: Workshop, new: NewSheet) -> None:
    taken = {table.casefold() for table in (*workshop.all_table_names(), *workshop.book.names)}
    if new.table.casefold() in taken:
        raise CannotEdit(
            f"The sheet “{new.name}” cannot be added: the name {new.table} is already in use.",
            "Rename what is in the way.",
        )


def free_part(workshop: Workshop, like: str) -> str:
    """Return a name for a new part, like "tables/table" with the first number that is free."""
    folder = workshop.package.workbook_part.rpartition("/")[0]
    number = 1
    while True:
        part = f"{folder}/{like}{number}.xml".lstrip("/")
        if part not in workshop.package and part not in workshop.parts:
            return part
        number += 1


def next_table_number(workshop: Workshop) -> int:
    """Return a number that no table of the workbook has."""
    found = (_TABLE_NUMBER.search(content) for content in workshop.all_table_parts())
    return max((whole(match[1].decode()) for match in found if match), default=0) + 1


def relationship_kinds(workshop: Workshop) -> str:
    """Return what this workbook's relationship types begin with; Strict Open XML has its own."""
    root = workshop.tree(relationships_part(workshop.package.workbook_part))
    for element in root:
        kind, _, last = str(element.get("Type") or "").rpartition("/")
        if last == "worksheet":
            return kind
    raise CannotEdit(f"“{workshop.package.name}” has no sheet with cells.", "Add a sheet in Excel first.")


def _bare_sheet(new: NewSheet, ns: str, kinds: str) -> bytes:
    paper = paper_of(new)
    first = HEADING_ROW + 1
    split, pane, cell, fit = "", "bottomLeft", "A1", ' fitToPage="1"'
    if paper.cuts:
        split, pane, cell, fit = 'xSplit="1" ', "bottomRight", f"B{first}", ""
    top = cell if paper.cuts else f"A{first}"
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width + BESIDE_THE_LETTERS:g}" customWidth="1"/>'
        for column, width in enumerate(new.widths[: len(new.headings)], start=1)
    )
    area = new.area
    return (
        f'<worksheet xmlns="{ns}" xmlns:r="{kinds}"><sheetPr><pageSetUpPr{fit}/></sheetPr>'
        f'<dimension ref="A1:{str(area).split(":")[1]}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane {split}ySplit="{HEADING_ROW}" topLeftCell="{top}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{cell}" sqref="{cell}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{f"<cols>{widths}</cols>" if widths else ""}<sheetData/>'
        f'{paper.xml}<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    ).encode()


def _fill(editor: SheetEditor, new: NewSheet, looks: Looks) -> None:
    columns = [*enumerate(zip(*new.rows, strict=True), 1)]
    numbers = {place for place, values in columns if any(map(_is_number, values))}
    # One with decimals has them in every row, or 71 would stand above 69.1.
    shown = {place: _DECIMALS for place, values in columns if any(_has_decimals(value) for value in values)}
    blank = dict.fromkeys(product(range(HEADING_ROW + 1, new.area.last_row + 1), range(1, new.area.last_column + 1)))
    for (row, column), value in {**(blank if looks.about is not None else {}), **new.cells()}.items():
        code = shown.get(column, "") if row > HEADING_ROW else ""
        editor.put(row, column, value, looks.of(row, is_number=column in numbers), code)
    for row, height in _HEIGHTS.items():
        editor.ensure_row(row, {}).attrib.update({"ht": f"{height:g}", "customHeight": "1"})


def _has_decimals(value: Value) -> bool:
    return isinstance(value, float) and not value.is_integer()


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def table_xml(called: str, area: str, headings: Sequence[str], ns: str, number: int, style: dict[str, str]) -> bytes:
    """Return the part of an Excel table with filter arrows and these headings."""
    root = etree.Element(f"{{{ns}}}table", nsmap=default_namespace(ns))
    said: dict[str | bytes, str | bytes] = {
        "id": str(number),
        "name": called,
        "displayName": called,
        "ref": area,
        "totalsRowShown": "0",
    }
    root.attrib.update(said)
    etree.SubElement(root, f"{{{ns}}}autoFilter", ref=area)
    columns = etree.SubElement(root, f"{{{ns}}}tableColumns", count=str(len(headings)))
    for at, heading in enumerate(headings, start=1):
        kept = encode_excel(heading).replace("\n", "_x000a_")
        etree.SubElement(columns, f"{{{ns}}}tableColumn", id=str(at), name=kept)
    etree.SubElement(root, f"{{{ns}}}tableStyleInfo", style)
    return written(root)


def _list_sheet(workshop: Workshop, called: str, part: str, kinds: str) -> None:
    root = workshop.tree(relationships_part(workshop.package.workbook_part))
    used = {element.get("Id") for element in root}
    number = next(n for n in range(len(used) + 1, 2 * len(used) + 2) if f"rId{n}" not in used)
    etree.SubElement(
        root,
        f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
        Id=f"rId{number}",
        Type=f"{kinds}/worksheet",
        Target="/" + part,
    )
    sheets = workshop.sheets_element
    sheet_number = max(whole(sheet.get("sheetId")) for sheet in elements(sheets)) + 1
    entry = etree.SubElement(sheets, namespace(sheets) + "sheet", name=called, sheetId=str(sheet_number))
    entry.set(f"{{{kinds}}}id", f"rId{number}")


def remove_sheet(workshop: Workshop, change: RemoveSheet) -> None:
    """Take away a sheet that a patch added. Raises ChangedMeanwhile when it holds anything else by now, CannotEdit."""
    new = change.sheet
    sheets = workshop.sheets_element
    part = workshop.sheet_parts.get(new.name)
    if part is None or len(sheets) < 2 or sheets[-1].get("name") != new.name:
        raise CannotEdit(f"“{new.name}” is not the last sheet, so it stays.", "Delete it in Excel if it is not needed.")
    take_titles(workshop.tree(workshop.package.workbook_part), new)
    _nothing_needs(workshop, new, len(sheets) - 1)
    for relationship in workshop.package.relationships(part).values():
        if relationship.kind not in _GOES_WITH_IT or relationship.external:
            raise no_longer_as_added(new, "something was added to it")
    for relationship in workshop.package.relationships(part).values():
        target = workshop.package.real_name(relationship.target)
        workshop.removed.add(target)
        workshop.forget_type(target)
    arrows = relationships_part(part)
    if arrows in workshop.package:
        workshop.removed.add(workshop.package.real_name(arrows))
    workshop.forget_part(part, workshop.package.workbook_part)
    sheets.remove(sheets[-1])
    _show_a_sheet_that_is_there(workshop, len(sheets))


def _nothing_needs(workshop: Workshop, new: NewSheet, number: int) -> None:
    """Refuse when a name or a formula elsewhere speaks of the sheet or its table: it would become #REF!."""
    root = workshop.tree(workshop.package.workbook_part)
    names = list(root.iter(namespace(root) + "definedName"))
    if any(element.get("localSheetId") == str(number) for element in names):
        raise no_longer_as_added(new, "it has a name or a print area of its own")
    spoken = [new.table + "[", quoted(new.name) + "!", new.name + "!"]
    texts = [element.text or "" for element in names]
    texts += [text for sheet in workshop.book.sheets.values() for text in sheet.formulas.values()]
    if any(word.casefold() in text.casefold() for text in texts for word in spoken):
        raise no_longer_as_added(new, "a formula uses it")


def _show_a_sheet_that_is_there(workshop: Workshop, count: int) -> None:
    for view in _views(workshop.tree(workshop.package.workbook_part)):
        for attribute in ("activeTab", "firstSheet"):
            if whole(view.get(attribute)) >= count:
                del view.attrib[attribute]


def _views(root: Element) -> list[Element]:
    return [view for view in root.iter(namespace(root) + "workbookView") if name(view.getparent()) == "bookViews"]
