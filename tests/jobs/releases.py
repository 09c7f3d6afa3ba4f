"""Central files made up release after release, with their history inside, for tests of merging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from outcomes_xl.central import release_history
from outcomes_xl.central.central_rows import Contents, by_id, row_id, shared_tables
from outcomes_xl.model import Area, Book, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.jobs.small import OLD, released_rows
from tests.release_ids import LATER, LATER_STILL
from tests.workbooks import filled_book, settings

A, B, C = OLD, LATER, LATER_STILL


@dataclass(frozen=True)
class Edit:
    """One thing somebody did to a row of a table: a field said differently, or (field "") the row taken out."""

    table: str
    row_id: str
    field: str = ""
    value: Value = None


def contents_at(release: str = OLD) -> Contents:
    rows = released_rows(release)
    return {shape.key: by_id(shape, rows[shape.key]) for shape in shared_tables()}


def edited(tables: Contents, edits: Sequence[Edit]) -> Contents:
    made = {key: dict(rows) for key, rows in tables.items()}
    for edit in edits:
        rows = made[edit.table]
        if edit.field and edit.row_id in rows:
            rows[edit.row_id] = {**rows[edit.row_id], edit.field: edit.value}
        elif not edit.field and len(rows) > 1:
            rows.pop(edit.row_id, None)
    return made


def central(releases: Mapping[str, Contents], keep_history: bool = True) -> Book:
    """Return the central file of the last of some releases, with those before it inside."""
    kept: tuple[release_history.Version, ...] = ()
    for release, tables in releases.items():
        kept = release_history.with_release(kept, release, {"Released on": date(2026, 11, 1)}, tables)
    release, tables = list(releases.items())[-1]
    answers: dict[str, Value] = {"Framework edition": "Test", "Release": release, "Publisher": "Tests"}
    rows = {key: list(found.values()) for key, found in tables.items()}
    rows["release"] = settings("central", "release", answers)
    rows["history"] = release_history.lines(kept) if keep_history else []
    return filled_book("central", rows, f"Central {release}.xlsx")


def by_row(book: Book, keys: Sequence[str] | None = None) -> dict[str, dict[str, dict[str, Value]]]:
    """Return a workbook's tables as they stand, by layout key and row id; lists too, and the officer's own fields."""
    read = read_tables(book, layout("borough")).tables
    found = {}
    for key in keys or [shape.key for shape in shared_tables()] + ["availability"]:
        shape = layout("borough").sheet(key)
        found[key] = {row_id(shape, row.values): dict(row.typed) for row in read[key]}
    return found


def disturbed(
    book: Book, table: str, *, order: Sequence[int], down: int, right: int, column_at: int, name: str, hide: bool
) -> Book:
    """Return the workbook after an officer sorted a table, put a column of their own into it, moved it, renamed its
    sheet and filtered it. ``order`` says from which row each row comes; ``column_at`` is before which column."""
    entry = book.tables[table]
    sheet, area = book.sheets[entry.sheet], entry.area
    first, at = area.first_row + 1, area.first_column + column_at
    rows: dict[int, dict[int, Value]] = {}
    for number, cells in sheet.rows.items():
        source = sheet.rows.get(first + order[number - first], {}) if 0 <= number - first < len(order) else cells
        if area.first_row <= number <= area.last_row:
            rows[number + down] = {(c + 1 if c >= at else c) + right: value for c, value in source.items()}
            own: Value = "Rota" if number == area.first_row else f"own {number}"
            rows[number + down][at + right] = own
        else:
            rows[number + down] = {c + right: value for c, value in source.items()}
    hidden = frozenset(range(first + down, first + down + 3)) if hide else frozenset[int]()
    headings = (*entry.headings[:column_at], "Rota", *entry.headings[column_at:])
    edges = (area.first_row + down, area.first_column + right, area.last_row + down, area.last_column + right + 1)
    moved = replace(entry, sheet=name, area=Area(*edges), headings=headings)
    sheets = {
        (name if key == sheet.name else key): (
            replace(one, name=name, rows=rows, hidden_rows=hidden, filtered=hide) if key == sheet.name else one
        )
        for key, one in book.sheets.items()
    }
    return replace(book, sheets=sheets, tables={**book.tables, table: moved})
