"""Which conditional formats and drop-downs of a workbook are ours, told by what each says and on which sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from outcomes_xl.carry.known_marks import Mark, mark_text
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.graft.sheet_marks import SheetMark, sheet_marks
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.safe_xml import parse
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model import Book
from outcomes_xl.reading.layouts import layout


def headings_on(book: Book, sheet: str, tables: Mapping[str, str]) -> dict[int, str]:
    """Return the headings of our table on a sheet by their column; ``tables`` gives each sheet's table by its name."""
    table = book.tables.get(tables.get(sheet, ""))
    return dict(enumerate(table.headings, table.area.first_column)) if table else {}


def known_of(key: str, mark: SheetMark, headings: Mapping[int, str]) -> Mark:
    return key, mark.kind, mark_text(mark.words, headings)


def marks_of_a_template(path: Path) -> Iterator[Mark]:
    """Yield the marks of one of our own templates."""
    data = path.read_bytes()
    package, book = open_package(data, path.name), files.read_bytes(data, path.name)
    shapes = {shape.name: shape for shape in layout("borough")}
    tables = {shape.name: shape.table or "" for shape in shapes.values()}
    if not set(tables.values()) & set(book.tables):
        return
    for sheet in read_contents(package).sheets:
        if sheet.part and sheet.name in shapes:
            root = parse(package.part(sheet.part), package.name, sheet.part)
            for mark in sheet_marks(root):
                yield known_of(shapes[sheet.name].key, mark, headings_on(book, sheet.name, tables))
