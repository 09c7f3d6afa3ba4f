"""A closed workbook to a Book: every filled cell at its place, as Excel shows it, nothing guessed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.hosts.files.fast_sheet_parser import NotPlain, read_plain
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.grid import Grid
from outcomes_xl.hosts.files.limits import MOST_TABLE_COLUMNS, too_many
from outcomes_xl.hosts.files.number_formats import Formats
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.shared_strings import shared_strings
from outcomes_xl.hosts.files.sheet_parser import SheetReader
from outcomes_xl.hosts.files.workbook_part import Contents, SheetEntry, TablePart, read_contents, read_table
from outcomes_xl.hosts.files.xml_events import read_events, refused_if_odd
from outcomes_xl.model import Book, BookTable, CellRef, Sheet
from outcomes_xl.model.cell_refs import split_a1

if TYPE_CHECKING:
    from outcomes_xl.hosts.files.cell_formats import CellFormats


def read(path: str | PathLike[str]) -> Book:
    """Return the workbook at a path. Raises one of the CannotUse family, in officers' words, when it cannot."""
    return open_workbook(path).book


@dataclass(frozen=True)
class OpenedWorkbook:
    """A workbook's bytes, and the Book they hold."""

    data: bytes
    book: Book


def open_workbook(path: str | PathLike[str]) -> OpenedWorkbook:
    """Return the workbook at a path as ``read`` does, with its bytes."""
    data = read_file(Path(path))
    return OpenedWorkbook(data, read_bytes(data, Path(path).name))


def read_bytes(data: bytes, name: str) -> Book:
    """Return the workbook held in ``data``; ``name`` is what it is called in messages and in the Book."""
    with refused_if_odd(name):
        return read_package(open_package(data, name))


def read_package(package: Package, only: Collection[str] | None = None) -> Book:
    """Return the workbook of a package that was looked over; with ``only``, the cells of those sheets alone."""
    contents = read_contents(package)
    reading = _Reading(package, contents)
    sheets: dict[str, Sheet] = {}
    tables: dict[str, BookTable] = {}
    columns = 0
    for entry in contents.sheets:
        if entry.part is None or (only is not None and entry.name not in only):
            sheets[entry.name] = Sheet(entry.name, {}, state=entry.state)
            continue
        sheet, found = reading.sheet(entry, entry.part)
        sheets[entry.name] = sheet
        columns += sum(table.area.last_column - table.area.first_column + 1 for table in found)
        if columns > MOST_TABLE_COLUMNS:
            raise too_many(package.name, "columns in tables")
        readable = (table for table in found if table.has_headings or table.area.first_row > 1)
        tables.update({table.name: _book_table(table, sheet) for table in readable})
    workbook = package.relationships(package.workbook_part).values()
    return Book(
        package.name,
        sheets,
        tables,
        contents.names,
        contents.uses_1904,
        any(relationship.kind == "vbaProject" for relationship in workbook),
        sum(relationship.kind == "externalLink" for relationship in workbook),
        _FormatsOfCells(package, {entry.name: entry.part for entry in contents.sheets}),
    )


class _FormatsOfCells:
    """The number formats of cells, found out when one is asked for: few jobs do, and of few cells."""

    def __init__(self, package: Package, parts: Mapping[str, str | None]) -> None:
        self._package, self._parts = package, parts
        self._styles: dict[str, dict[str, str]] = {}

    @cached_property
    def _formats(self) -> CellFormats:
        from outcomes_xl.hosts.files.cell_formats import CellFormats  # needs lxml, which reading alone does not

        styles = part_of_kind(self._package, "styles")
        return CellFormats(self._package, styles, Formats(self._package, styles))

    def __call__(self, cell: CellRef) -> str:
        with refused_if_odd(self._package.name):
            part = self._parts.get(cell.sheet)
            if part is None:
                return ""
            if part not in self._styles:
                self._styles[part] = styles_on(self._package, part)
            return self._formats.code(self._styles[part].get(cell.a1))


def styles_on(package: Package, part: str, only: Collection[str] | None = None) -> dict[str, str]:
    """Return the formats of a sheet's cells by their address, those without one (or with none of ``only``) left out."""
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" c") and "s" in attributes and (only is None or attributes["s"] in only):
            found[attributes.get("r", "").replace("$", "").upper()] = attributes["s"]

    read_events(package.part(part), package.name, part, start)
    return found


def shown_otherwise(package: Package, sheet: str) -> tuple[set[tuple[int, int]], dict[tuple[int, int], str]]:
    """Return the cells of a sheet that show a number as a percentage, and those that may show words, by row and column.

    The latter come with the number format that does so: ``0;-0;"c"``.
    """
    formats = Formats(package, part_of_kind(package, "styles"))
    part = next((one.part for one in read_contents(package).sheets if one.name == sheet), None)
    asked = {*formats.per_cents, *formats.words}
    if not asked or part is None:
        return set(), {}
    with refused_if_odd(package.name):
        styles = {split_a1(address): style for address, style in styles_on(package, part, asked).items() if address}
    return (
        {place for place, style in styles.items() if style in formats.per_cents},
        {place: formats.words[style] for place, style in styles.items() if style in formats.words},
    )


def part_of_kind(package: Package, kind: str) -> str | None:
    """Return the part the workbook keeps its texts, styles or the like in; None when it has none."""
    for relationship in package.relationships(package.workbook_part).values():
        if relationship.kind == kind and not relationship.external and relationship.target in package:
            return relationship.target
    return None


class _Reading:
    """What every sheet of one workbook needs: its texts and its formats."""

    def __init__(self, package: Package, contents: Contents) -> None:
        self.package = package
        self.contents = contents
        # By their number as it stands in a cell's XML: looking a text up is what reading a sheet mostly does.
        strings = shared_strings(package, part_of_kind(package, "sharedStrings"))
        self.strings = dict(zip(map(str, range(len(strings))), strings, strict=True))
        self.formats = Formats(package, part_of_kind(package, "styles"))

    def sheet(self, entry: SheetEntry, part: str) -> tuple[Sheet, list[TablePart]]:
        content = self.package.part(part)
        grid = self._grid()
        try:
            around = read_plain(content, grid)
        except NotPlain:
            grid, around = self._grid(), content
        reader = SheetReader(grid)
        reader.read(around, part)
        grid.finish()
        relationships = self.package.relationships(part)
        tables = [
            read_table(self.package, relationships[ident].target)
            for ident in reader.table_ids
            if ident in relationships
        ]
        sheet = Sheet(
            entry.name,
            grid.rows,
            grid.formulas,
            entry.state,
            frozenset(grid.hidden_rows),
            frozenset(reader.hidden_columns),
            tuple(reader.merges),
            reader.filtered or any(table.filtered for table in tables),
            reader.protected,
        )
        return sheet, tables

    def _grid(self) -> Grid:
        return Grid(self.package.name, self.strings, self.formats, self.contents.uses_1904)


def _as_wide(table: TablePart) -> tuple[str, ...]:
    wide = table.area.last_column - table.area.first_column + 1
    return (*table.headings, *[""] * wide)[:wide]


def _book_table(table: TablePart, sheet: Sheet) -> BookTable:
    area = table.area
    if not table.has_headings:
        area = replace(area, first_row=area.first_row - 1)
        return BookTable(table.name, sheet.name, area, _as_wide(table), table.has_totals, header_row_off=True)
    top = sheet.row(area.first_row)
    headings = tuple(
        str(top[column]) if column in top else "" for column in range(area.first_column, area.last_column + 1)
    )
    return BookTable(table.name, sheet.name, area, headings, table.has_totals)
