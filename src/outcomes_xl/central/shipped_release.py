"""The release that came with this copy of the tool, as a central file would hold it: no file, no address is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outcomes_xl.central.central_rows import shared_tables
from outcomes_xl.central.release import Entry, contents_of, made_whole
from outcomes_xl.central.release_history import Version, with_release
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.as_sheet_rows import rows_of_sheet
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.release_order import is_before
from outcomes_xl.model import Area, Book, BookTable, Sheet, Value
from outcomes_xl.reading.layouts import SheetLayout, layout

NAME = "the release that came with this tool"


def shipped_release(framework: Framework) -> Book:
    """Return the central file of a shipped framework as a host would read it, with the releases before it inside."""
    rows = made_whole(_rows(framework), answers_of(framework), releases_before(framework)).rows
    placed = [_placed(shape, rows[shape.key]) for shape in layout("central").with_tables]
    return Book(NAME, {sheet.name: sheet for sheet, _ in placed}, {table.name: table for _, table in placed})


def answers_of(framework: Framework) -> dict[str, Value]:
    """Return what the sheet Release of a framework's central file answers, before it has a digest."""
    release = framework.release
    return {
        "Framework edition": release.edition,
        "Release": release.id,
        "Released on": release.released_on,
        "Publisher": release.publisher,
        "Notes": release.notes,
    }


def releases_before(framework: Framework) -> tuple[Version, ...]:
    """Return the history before a shipped release. What came before any other framework's is not known here."""
    kept: tuple[Version, ...] = ()
    if framework.release not in load_framework().releases or load_framework(framework.release.id) is not framework:
        return kept
    for release in framework.releases:
        if is_before(release.id, framework.release.id):
            earlier = load_framework(release.id)
            kept = with_release(kept, release.id, answers_of(earlier), contents_of(_rows(earlier)))
    return kept


def _rows(framework: Framework) -> Mapping[str, Sequence[Entry]]:
    return {shape.key: rows_of_sheet(framework, shape.key, shape.framework or "") for shape in shared_tables()}


def _placed(shape: SheetLayout, rows: Sequence[Entry]) -> tuple[Sheet, BookTable]:
    """Return a sheet with nothing but its table, where the layout has it. Excel knows no table without a row."""
    first = layout("central").heading_row
    headings = tuple(column.heading for column in shape.columns)
    grid: list[list[Value]] = [list(headings), *([row.get(one.field) for one in shape.columns] for row in rows)]
    cells = {
        number: {column: value for column, value in enumerate(row, 1) if value not in (None, "")}
        for number, row in enumerate(grid, first)
    }
    area = Area(first, 1, first + max(len(rows), 1), len(headings))
    sheet = Sheet(shape.name, {number: row for number, row in cells.items() if row})
    return sheet, BookTable(shape.table or "", shape.name, area, headings)
