"""The tables of a workbook as the new layout is to be built with them: its rows, its own columns, its sheets' names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from outcomes_xl.model import Area, Book, BookTable, Table, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.known_words import KnownWord, headings_until, words_of_former_lists
from outcomes_xl.reading.layout_editions import edition_of_sheet
from outcomes_xl.reading.layouts import SHEET_MARKER, Field, Layout, Owner, SheetLayout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import bare, folded, tidy_text

Entry = Mapping[str, Value]
OWN = "own_"
"""What the fields of an officer's own columns begin with while a workbook is carried."""


@dataclass(frozen=True)
class CarriedTable:
    """One table of the old workbook: where it stood, which column holds which field, and which row which entry.

    ``fields`` gives by column (from 1) the field it goes to; ``dropped`` are columns of the tool that the new layout
    has no more. ``entry_of`` gives by row the number (from 0) of its entry among the rows to build.
    """

    key: str
    place: BookTable
    fields: Mapping[int, str]
    dropped: frozenset[int]
    entry_of: Mapping[int, int]


@dataclass
class CarriedWhole:
    """What the new workbook is built from: its layout, its rows by layout key, and how the old tables map to them."""

    layout: Layout
    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    tables: dict[str, CarriedTable] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    """The name of each sheet of ours that the workbook has, by layout key."""


def to_build(
    book: Book, reading: Reading, plan: Layout, edition: int, fresh: Mapping[str, Sequence[Entry]]
) -> CarriedWhole:
    """Return what to build. ``fresh`` are the rows of a new workbook, for what the old one does not have.

    Raises CannotUse where a sheet of ours has no table to be read: it would be lost.
    """
    made = CarriedWhole(plan)
    shapes: list[SheetLayout] = []
    for shape in plan:
        name = _sheet_of(book, reading, shape)
        table = reading.tables.get(shape.key)
        if name and table is None and _came_later(book, shape, edition):
            raise CannotUse(
                f"A sheet of yours is called “{name}”, as one of the new layout is.",
                "Give it another name in Excel, save, and try again.",
            )
        if name and shape.table and table is None:
            raise CannotUse(
                f"“{name}” cannot be brought to the new layout: its table {shape.table} is not there.",
                "Bring the sheet back from an earlier version, or rename it if it is your own, and try again.",
            )
        if name:
            made.sheets[shape.key] = name
        if table is None:
            shapes.append(replace(shape, name=name or shape.name))
            if shape.table:
                made.rows[shape.key] = [dict(row) for row in fresh.get(shape.key, ())]
            continue
        place = _place(book, table)
        had = edition_of_sheet(shape, place, edition, plan.edition)
        fields, own, dropped = _columns(shape, table, place, had)
        widened = replace(shape, name=table.sheet, columns=(*shape.columns, *own))
        shapes.append(widened)
        rows, entry_of = _rows(book, widened, place, fields, fresh.get(shape.key, ()))
        made.rows[shape.key] = rows
        made.tables[shape.key] = CarriedTable(shape.key, place, fields, dropped, entry_of)
    made.layout = replace(plan, sheets=tuple(shapes))
    return made


def _sheet_of(book: Book, reading: Reading, shape: SheetLayout) -> str:
    """Return what the sheet is called in this workbook; "" when it has none."""
    if shape.key in reading.tables:
        return reading.tables[shape.key].sheet
    marked = _marked(book, shape)
    names = [marked.rpartition("!")[0].removeprefix("=").strip("'").replace("''", "'"), shape.name]
    for wanted in names:
        for name in book.sheets:
            if wanted and folded(name) == folded(wanted):
                return name
    return ""


def _marked(book: Book, shape: SheetLayout) -> str:
    """Return what the hidden name of a sheet of ours says, "" where there is none."""
    return {name.casefold(): text for name, text in book.names.items()}.get(f"{SHEET_MARKER}{shape.key}", "")


def _came_later(book: Book, shape: SheetLayout, edition: int) -> bool:
    """Whether a sheet came after a workbook's edition: one by its name there is the officer's own."""
    if _marked(book, shape) or not shape.later:
        return False
    return not shape.table or not headings_until(shape.key, edition)


def _place(book: Book, table: Table) -> BookTable:
    """Return where a table of ours stands: the Excel table, though it was renamed, or a list that is none any more."""
    if table.name in book.tables:
        return book.tables[table.name]
    for one in book.tables.values():
        if one.sheet == table.sheet and (table.heading_row, table.first_column) in one.area:
            return one
    last = table.first_column + table.width - 1
    area = Area(table.heading_row, table.first_column, max(table.last_row, table.heading_row + 1), last)
    sheet = book.sheets[table.sheet]
    headings = tuple(str(sheet.value(table.heading_row, n) or "") for n in range(table.first_column, last + 1))
    return BookTable(table.name, table.sheet, area, headings)


def _columns(
    shape: SheetLayout, table: Table, place: BookTable, edition: int
) -> tuple[dict[int, str], list[Field], frozenset[int]]:
    """Return the field of each column, the officer's own columns as fields, and the tool's columns that went."""
    known = headings_until(shape.key, edition)
    were = {one.field for one in known.values()}
    fields = {
        column: name
        for name, column in table.columns.items()
        if (not were or name in were) and _is_it(shape.field(name), table.headings.get(name, ""), known)
    }
    there = {column.field for column in shape.columns}
    now = {was.casefold(): column.field for column in shape.columns for was in column.was}
    dropped: set[int] = set()
    own: list[Field] = []
    taken = {column.heading.casefold() for column in shape.columns}
    for at, heading in enumerate(place.headings, place.area.first_column):
        if at in fields:
            continue
        earlier = known.get(heading.casefold())
        if earlier and earlier.field not in there and heading.casefold() in now:
            earlier = replace(earlier, field=now[heading.casefold()])
        if earlier and earlier.field in there and earlier.field not in fields.values():
            fields[at] = earlier.field
        elif earlier and earlier.field not in there and earlier.owner != Owner.OFFICER:
            dropped.add(at)
        else:
            called = _free_heading(heading, taken)
            taken.add(called.casefold())
            own.append(Field(f"{OWN}{at}", called, Owner.OFFICER, "text", 18))
            fields[at] = f"{OWN}{at}"
    return fields, own, frozenset(dropped)


def _is_it(column: Field, heading: str, known: Mapping[str, KnownWord]) -> bool:
    """Whether a column is the field it was read as: a heading only like one of the tool's may be an officer's own."""
    written = (bare(column.heading), *(bare(one.text) for one in known.values() if one.field == column.field))
    return column.owner is Owner.OFFICER or bare(heading) in written


def _free_heading(heading: str, taken: set[str]) -> str:
    """Return an officer's heading, with a word more where the new layout has a column by that name."""
    if heading and heading.casefold() not in taken:
        return heading
    number, tried = 1, f"{heading or 'Column'} (yours)"
    while tried.casefold() in taken:
        number += 1
        tried = f"{heading or 'Column'} (yours {number})"
    return tried


# Rows -----------------------------------------------------------------------------------------------------------------


def _rows(
    book: Book, shape: SheetLayout, place: BookTable, fields: Mapping[int, str], fresh: Sequence[Entry]
) -> tuple[list[dict[str, Value]], dict[int, int]]:
    """Return the rows to build, and by old row which of them it is."""
    worked_out = {column.field for column in shape.columns if column.kind == "formula"}
    sheet = book.sheets[place.sheet]
    old: list[tuple[int, dict[str, Value]]] = []
    for number in range(place.first_data_row, place.last_data_row + 1):
        cells = sheet.row(number)
        entry = {name: cells[at] for at, name in fields.items() if at in cells and name not in worked_out}
        old.append((number, entry))
    if shape.rows:
        return _fixed_rows(shape, old, fresh)
    if shape.key == "lists":
        return _words(old, fresh)
    keys = shape.row_key
    by_key = {row.get(keys): row for row in fresh} if keys else {}
    known = set(fields.values())
    rows = []
    for _, entry in old:
        like = by_key.get(tidied(entry.get(keys or "")), {}) if keys else {}
        more = {name: value for name, value in like.items() if name not in known and name not in worked_out}
        rows.append({**more, **entry})
    return rows, {number: at for at, (number, _) in enumerate(old)}


def tidied(value: Value) -> Value:
    return tidy_text(value) if isinstance(value, str) else value


def _fixed_rows(
    shape: SheetLayout, old: Sequence[tuple[int, dict[str, Value]]], fresh: Sequence[Entry]
) -> tuple[list[dict[str, Value]], dict[int, int]]:
    """Settings: each answer beside its setting, wherever that stands now; what else there is after them."""
    rows = [dict(row) for row in fresh]
    at = {row.get("setting"): number for number, row in enumerate(rows)}
    entry_of: dict[int, int] = {}
    for number, entry in old:
        where = at.pop(tidied(entry.get("setting")), None)
        if where is None:
            if not entry:
                continue
            rows.append(entry)
            where = len(rows) - 1
        else:
            kept = {name: value for name, value in entry.items() if name not in ("setting", "about")}
            rows[where] = {**rows[where], "answer": None, **kept}
        entry_of[number] = where
    return rows, entry_of


def _words(
    old: Sequence[tuple[int, dict[str, Value]]], fresh: Sequence[Entry]
) -> tuple[list[dict[str, Value]], dict[int, int]]:
    """Lists: the words of today, and beside their like those that somebody, or a newer release, has added."""
    rows: list[dict[str, Value]] = [dict(row) for row in fresh]
    there = {(row.get("list"), row.get("value")): row for row in rows}
    entries: dict[int, dict[str, Value]] = {}
    for number, entry in old:
        key = (tidied(entry.get("list")), tidied(entry.get("value")))
        row = there.get(key)
        if row is None:
            if not entry or key in words_of_former_lists():
                continue
            row = there[key] = dict(entry)
            rows.insert(_after_its_like(rows, key[0]), row)
        else:
            row.update({name: value for name, value in entry.items() if name not in ("list", "value")})
        entries[number] = row
    place = {id(row): at for at, row in enumerate(rows)}
    return rows, {number: place[id(row)] for number, row in entries.items()}


def _after_its_like(rows: Sequence[Entry], name: Value) -> int:
    return max((at for at, row in enumerate(rows) if row.get("list") == name), default=len(rows) - 1) + 1


def filled(book: Book, sheet: str) -> Iterator[tuple[int, int]]:
    """Yield the places of a sheet with a value or a formula."""
    one = book.sheets[sheet]
    places = {(row, column) for row, cells in one.rows.items() for column, value in cells.items() if value is not None}
    yield from sorted(places | set(one.formulas))
