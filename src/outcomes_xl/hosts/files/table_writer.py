"""Lists made Excel tables again, where another program has saved the workbook without them. No cell is changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from outcomes_xl.hosts.files.edit_session import Workshop
from outcomes_xl.hosts.files.new_sheet_styles import table_style
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import read_package
from outcomes_xl.hosts.files.safe_xml import (
    CONTENT_TYPES,
    PACKAGE_RELATIONSHIPS,
    Element,
    default_namespace,
    name,
    namespace,
    written,
)
from outcomes_xl.hosts.files.sheet_parts import (
    TYPE_OF,
    free_part,
    next_table_number,
    relationship_kinds,
    table_xml,
)
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.model import Area, Book, BookTable, Sheet
from outcomes_xl.model.cannot_use import CannotEdit

_FILTER_NAME = "_xlnm._FilterDatabase"
_AFTER_TABLES = frozenset({"extLst"})


@dataclass(frozen=True)
class Rebuilt:
    """The workbook with its tables, those that were made, and by the name of each that was not, why not."""

    data: bytes
    made: tuple[BookTable, ...]
    left: Mapping[str, str]


def with_tables(data: bytes, wanted: Sequence[BookTable], book_name: str) -> Rebuilt:
    """Return the workbook with these lists as Excel tables, as far as they can be; an empty list gets a blank row.

    Raises CannotEdit when anything else would come out different, and what reading raises.
    """
    with refused_if_odd(book_name):
        package = open_package(data, book_name)
        workshop = Workshop(package, read_package(package))
        made: list[BookTable] = []
        left: dict[str, str] = {}
        for one in wanted:
            table = replace(one, area=_with_a_row(one.area))
            why = _stands_in_the_way(workshop, table, made)
            if why:
                left[table.name] = why
                continue
            _make(workshop, table)
            made.append(table)
        if not made:
            return Rebuilt(data, (), left)
        after = workshop.result()
        _prove(package, workshop.book, after, made)
        return Rebuilt(after, tuple(made), left)


def _with_a_row(area: Area) -> Area:
    return replace(area, last_row=max(area.last_row, area.first_row + 1))


def _stands_in_the_way(workshop: Workshop, table: BookTable, made: Sequence[BookTable]) -> str:
    """Return why a list cannot be a table, in words; "" when it can."""
    sheet, area = workshop.book.sheets[table.sheet], table.area
    headings = [sheet.value(area.first_row, column) for column in range(area.first_column, area.last_column + 1)]
    texts = [heading.casefold() for heading in headings if isinstance(heading, str) and heading.strip()]
    taken = {one.casefold() for one in (*workshop.all_table_names(), *workshop.book.names)}
    others = [other for other in (*workshop.book.tables.values(), *made) if other.sheet == table.sheet]
    if len(texts) != len(headings):
        return "one of its columns has no heading, or a heading that is not text"
    if len(set(texts)) != len(texts):
        return "two of its columns have the same heading"
    if any((area.first_row, column) in sheet.formulas for column in range(area.first_column, area.last_column + 1)):
        return "one of its headings is a formula"
    if table.name.casefold() in taken:
        return f"the name {table.name} is already in use"
    if any(area.meets(merge) for merge in sheet.merges):
        return "some of its cells are merged"
    if any(area.meets(other.area) for other in others):
        return "another table stands in it"
    root = workshop.editor(table.sheet).root
    if any(len(one) for one in root.iterchildren(namespace(root) + "autoFilter")):
        return "it is filtered: clear the filter first"
    return ""


def _make(workshop: Workshop, table: BookTable) -> None:
    editor = workshop.editor(table.sheet)
    sheet, root = workshop.book.sheets[table.sheet], editor.root
    _without_its_own_filter(workshop, root, table.sheet)
    part = free_part(workshop, "tables/table")
    headings = [str(sheet.value(table.area.first_row, c)) for c in _columns(table)]
    style = table_style(workshop)
    number = next_table_number(workshop)
    workshop.parts[part] = table_xml(table.name, str(table.area), headings, editor.ns.strip("{}"), number, style)
    kinds = relationship_kinds(workshop)
    ident = _point_at(workshop, editor.part, part, kinds)
    parts = root.find(editor.ns + "tableParts")
    if parts is None:
        parts = root.makeelement(editor.ns + "tableParts")
        last = [child for child in root if name(child) in _AFTER_TABLES]
        last[0].addprevious(parts) if last else root.append(parts)
    etree.SubElement(parts, editor.ns + "tablePart").set(f"{{{kinds}}}id", ident)
    parts.set("count", str(len(parts)))
    types = workshop.tree("[Content_Types].xml")
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName="/" + part, ContentType=TYPE_OF.format("table"))


def _columns(table: BookTable) -> range:
    return range(table.area.first_column, table.area.last_column + 1)


def _without_its_own_filter(workshop: Workshop, root: Element, sheet: str) -> None:
    """Take away the sheet's own filter arrows, which some programs leave in place of a table's: Excel has no both."""
    for own in list(root.iterchildren(namespace(root) + "autoFilter")):
        root.remove(own)
    number = str(list(workshop.book.sheets).index(sheet))
    book = workshop.tree(workshop.package.workbook_part)
    for names in book.iterchildren(namespace(book) + "definedNames"):
        for one in list(names):
            if one.get("name") == _FILTER_NAME and one.get("localSheetId") == number:
                names.remove(one)
        if not len(names):
            book.remove(names)


def _point_at(workshop: Workshop, sheet_part: str, part: str, kinds: str) -> str:
    """Add an arrow from a sheet to its table; return the arrow's id."""
    arrows = relationships_part(sheet_part)
    if arrows in workshop.package:
        root = workshop.tree(workshop.package.real_name(arrows))
    elif arrows in workshop.parts:
        root = etree.fromstring(workshop.parts[arrows])
    else:
        space = default_namespace(PACKAGE_RELATIONSHIPS)
        root = etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=space)
    used = {one.get("Id") for one in root}
    ident = next(f"rId{number}" for number in range(1, len(used) + 2) if f"rId{number}" not in used)
    kind = f"{kinds}/table"
    etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=ident, Type=kind, Target="/" + part)
    if arrows not in workshop.package:
        workshop.parts[arrows] = written(root)
    return ident


def _prove(before: Package, was: Book, after: bytes, made: Sequence[BookTable]) -> None:
    """Return when nothing but the tables came to it. Raises CannotEdit otherwise."""
    now = read_package(open_package(after, before.name))
    tables = {**was.tables, **{one.name: one for one in made}}
    names = {key: text for key, text in was.names.items() if _FILTER_NAME not in key}
    same_cells = {key: _as_read(one) for key, one in was.sheets.items()} == {
        key: _as_read(one) for key, one in now.sheets.items()
    }
    areas = {key: one.area for key, one in tables.items()} == {key: one.area for key, one in now.tables.items()}
    same_names = names == {key: text for key, text in now.names.items() if _FILTER_NAME not in key}
    touched = {before.workbook_part, "[Content_Types].xml"} | {one.sheet for one in made}
    if not (same_cells and areas and same_names and _others_untouched(before, after, touched)):
        raise CannotEdit(
            f"The tables of “{before.name}” could not be made without touching something else.",
            "Nothing was written. Make them in Excel (Insert, Table), and tell the maintainers which workbook it was.",
        )


def _as_read(sheet: Sheet) -> Sheet:
    return replace(sheet, filtered=False)


def _others_untouched(before: Package, after: bytes, touched: set[str]) -> bool:
    """Tell whether every part that no table needs is the same, byte for byte."""
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        now = {info.filename.replace("\\", "/"): info.CRC for info in archive.infolist()}
    needed = ("worksheets/", "_rels/")
    return all(
        now.get(info.filename) == info.CRC
        for info in before.infos
        if info.filename not in touched and not any(folder in info.filename for folder in needed)
    )
