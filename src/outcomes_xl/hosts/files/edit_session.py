"""A workbook on the bench: its parts as they are being changed. Nothing is written until all changes are made."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from outcomes_xl.hosts.files.cell_formats import CellFormats
from outcomes_xl.hosts.files.chart_caches import renewed_charts
from outcomes_xl.hosts.files.number_formats import Formats
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind
from outcomes_xl.hosts.files.safe_xml import CONTENT_TYPES, Element, insert_in_order, namespace, parse, written
from outcomes_xl.hosts.files.sheet_editor import SheetEditor
from outcomes_xl.hosts.files.table_editor import TableEditor
from outcomes_xl.hosts.files.workbook_part import read_contents, read_table
from outcomes_xl.model import Area, Book, BookTable, CellRef, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.expected import Expected
from outcomes_xl.model.patches import Place
from outcomes_xl.model.saved_values import SavedValues

_BEFORE_CALC = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath"),
        *("workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames"),
    }
)
"""What the schema wants before calcPr in workbook.xml (and Microsoft's additions that stand there)."""


_CALCULATED = {"fullCalcOnLoad": "0", "calcCompleted": "1", "calcOnSave": "1"}
"""What calcPr says of the values saved, and what it means where it is silent."""


class Workshop:
    """Everything one play of a patch needs: parts parsed once, sheets edited once, formats only added."""

    def __init__(self, package: Package, book: Book) -> None:
        self.package = package
        self.book = book
        self.contents = read_contents(package)
        styles = part_of_kind(package, "styles")
        self.formats = CellFormats(package, styles, Formats(package, styles), self.book.uses_1904_dates)
        self.parts: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.editors: dict[str, SheetEditor] = {}
        self._trees: dict[str, Element] = {}
        self._tables: dict[str, TableEditor] = {}

    @cached_property
    def sheet_parts(self) -> dict[str, str]:
        """Every sheet with cells, and its part."""
        return {entry.name: entry.part for entry in self.contents.sheets if entry.part}

    def tree(self, part: str) -> Element:
        """Return the root of a part that is going to be changed."""
        if part not in self._trees:
            self._trees[part] = parse(self.package.part(part), self.package.name, part)
        return self._trees[part]

    def all_table_parts(self) -> list[bytes]:
        """Return every table part of the workbook, the new ones too."""
        there = [part for part in self.package.part_names if is_table_part(part)]
        new = [content for part, content in self.parts.items() if is_table_part(part)]
        return [*(self.package.part(part) for part in there), *new]

    def all_table_names(self) -> list[str]:
        roots = (parse(content, self.package.name, "a table") for content in self.all_table_parts())
        return [called for root in roots for called in (root.get("displayName"), root.get("name")) if called]

    @property
    def sheets_element(self) -> Element:
        root = self.tree(self.package.workbook_part)
        found = root.find(namespace(root) + "sheets")
        if found is None:  # a reader finds the sheets wherever they stand, such as in an alternative for other programs
            raise CannotEdit(
                f"“{self.package.name}” lists its sheets where this tool cannot change the list.",
                "Open it in Excel, save it, and try again.",
            )
        return found

    def editor(self, sheet: str) -> SheetEditor:
        """Return the editor of a sheet. Raises CannotEdit when the workbook has no such sheet with cells."""
        if sheet not in self.editors:
            part = self.sheet_parts.get(sheet)
            if part is None:
                raise CannotEdit(f"There is no sheet “{sheet}” in “{self.package.name}”.", "Nothing was changed.")
            reserved = [area for table in self.book.tables.values() if table.sheet == sheet for area in _fixed(table)]
            content, read = self.package.part(part), self.book.sheets[sheet]
            self.editors[sheet] = SheetEditor(content, part, read, self.formats, self.book.uses_1904_dates, reserved)
            self._open_tables(self.editors[sheet])
        return self.editors[sheet]

    def _open_tables(self, editor: SheetEditor) -> None:
        for relationship in self.package.relationships(editor.part).values():
            if relationship.kind == "table" and relationship.target in self.package:
                part = self.package.real_name(relationship.target)
                table = read_table(self.package, part)
                root = parse(self.package.part(part), self.package.name, part)
                self._tables[table.name.casefold()] = TableEditor(part, root, editor)

    def tables_on(self, sheet: str) -> list[TableEditor]:
        editor = self.editor(sheet)
        return [table for table in self._tables.values() if table.sheet is editor]

    def table(self, table: str, sheet: str) -> TableEditor:
        """Return the editor of a table. Raises CannotEdit when it is not on that sheet."""
        editor = self.editor(sheet)
        found = self._tables.get(table.casefold())
        if found is None or found.sheet is not editor:
            raise CannotEdit(f"There is no table {table} on the sheet “{sheet}”.", "Nothing was changed.")
        return found

    def result(self) -> bytes:
        """Return the whole workbook with the changes made."""
        if any(editor.formulas_removed for editor in self.editors.values()):
            self._drop_calculation_chain()
        if self.formats.changed and self.formats.part:
            self.parts[self.formats.part] = self.formats.content()
        changed = {self.package.real_name(part): written(root) for part, root in self._trees.items()}
        changed = {part: content for part, content in changed.items() if part not in self.removed}
        changed.update({table.part: written(table.root) for table in self._tables.values() if table.changed})
        changed.update({editor.part: editor.content() for editor in self.editors.values()})
        return self.package.with_parts({**changed, **self.parts}, frozenset(self.removed))

    def book_after(self, expected: Expected) -> Book:
        """Return the book as it will stand, with the formulas and without the values that will be saved for them."""
        formulas = {sheet: editor.formulas for sheet, editor in self.editors.items()}
        return expected.book_after(formulas)

    def saved_values_are_true(self) -> bool:
        """Tell whether the values beside formulas were worked out from what stands in the cells, as far as is said."""
        root = parse(self.package.part(self.package.workbook_part), self.package.name, self.package.workbook_part)
        settings = root.find(namespace(root) + "calcPr")
        said = {} if settings is None else dict(settings.attrib)
        flags = [said.get(flag, default) in ("1", "true") for flag, default in _CALCULATED.items()]
        return flags == [False, True, True] and said.get("calcMode") != "manual"

    def save_values(self, saved: SavedValues) -> dict[str, dict[Place, Value]]:
        """Save values beside formulas, and ask Excel to work them all out on opening, or no longer.

        Return those that were saved: values that stood there already are not written again.
        """
        written: dict[str, dict[Place, Value]] = {}
        recalculate = saved.recalculate
        for sheet, values in saved.values.items():
            for place, value in values.items():
                if same(value, self._standing(sheet, place)):
                    continue
                if self.editor(sheet).save_value(*place, value):
                    written.setdefault(sheet, {})[place] = value
                else:
                    recalculate = True
        self.parts.update(renewed_charts(self.package, written, self._standing))
        if recalculate is not None:
            self._calculate_on_opening(recalculate)
        return written

    def _standing(self, sheet: str, place: Place) -> Value:
        return self.editors[sheet].value(*place) if sheet in self.editors else self.book.value(CellRef(sheet, *place))

    def _calculate_on_opening(self, wanted: bool) -> None:
        if not wanted and b"fullCalcOnLoad" not in self.package.part(self.package.workbook_part):
            return
        root = self.tree(self.package.workbook_part)
        ns = namespace(root)
        settings = root.find(ns + "calcPr")
        if settings is None:
            settings = root.makeelement(ns + "calcPr")
            insert_in_order(root, settings, _BEFORE_CALC)
        settings.attrib.pop("fullCalcOnLoad", None)
        if wanted:
            settings.set("fullCalcOnLoad", "1")

    def _drop_calculation_chain(self) -> None:
        """Excel's list of formulas must not name a cell that has none; Excel makes a new one when it is missing."""
        part = part_of_kind(self.package, "calcChain")
        if part is not None:
            self.forget_part(self.package.real_name(part), self.package.workbook_part)

    def forget_part(self, part: str, pointed_at_by: str) -> None:
        """Leave a part out, with what points at it and what says its type."""
        self.removed.add(part)
        pointers = self.package.relationships(pointed_at_by)
        relationships = self.tree(relationships_part(pointed_at_by))
        for element in list(relationships):
            pointer = pointers.get(element.get("Id"))
            if pointer and not pointer.external and pointer.target.casefold() == part.casefold():
                relationships.remove(element)
        self.forget_type(part)

    def forget_type(self, part: str) -> None:
        types = self.tree("[Content_Types].xml")
        for element in types.findall(f"{{{CONTENT_TYPES}}}Override"):
            if element.get("PartName", "").replace("\\", "/").lstrip("/").casefold() == part.casefold():
                types.remove(element)


def is_table_part(part: str) -> bool:
    return "tables/" in part.casefold() and part.casefold().endswith(".xml")


def _fixed(table: BookTable) -> list[tuple[Area, str]]:
    area = table.area
    fixed = [(replace(area, last_row=area.first_row), "is the heading of a table, which formulas go by")]
    if table.has_totals:
        fixed.append((replace(area, first_row=area.last_row), "is in the totals row of a table"))
    return fixed
