"""Changes to a table, made safely: cells set only where they differ, rows added and taken away only at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outcomes_xl.model import AppendRows, Book, CellRef, Change, NewSheet, RemoveRows, Row, SetCell, Sheet, Table, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading

Entry = Mapping[str, Value]
"""A row to write: field -> value. Fields that are not named are left blank, the officer's own columns too."""


def set_field(table: Table, row: Row, name: str, after: Value, because: str) -> Iterator[SetCell]:
    """Yield the change that makes a field say ``after``; nothing when it does, or the column is not there.

    A cell with a formula is never written over.
    """
    if name not in table.columns or (row.number, name) in table.formulas:
        return
    before = row.typed.get(name)
    after = None if after == "" else after
    if not same(before, after):
        yield SetCell(table.cell(row, name), before, after, because)


def rows_at(book: Book, table: Table, numbers: Iterable[int]) -> dict[int, Row]:
    """Return the rows with these numbers. A row the table leaves out as blank may yet hold a space somebody typed."""
    known = {row.number: row for row in table}
    found = {}
    for number in numbers:
        cells = book.sheets[table.sheet].row(number)
        typed = {name: cells[column] for name, column in table.columns.items() if column in cells}
        found[number] = known.get(number) or Row(number, {}, typed)
    return found


def set_start(reading: Reading, setting: str, answer: Value, because: str) -> Iterator[SetCell]:
    """Yield the change to one answer on Start; nothing when Start, or that row, is not there."""
    start = reading.tables.get("start")
    row = start.by("setting").get(setting) if start else None
    if start and row:
        yield from set_field(start, row, "answer", answer, because)


def start_answer(reading: Reading, setting: str) -> str:
    """Return an answer on Start as text, "" when it is blank or not there."""
    start = reading.tables.get("start")
    row = start.by("setting").get(setting) if start else None
    return row.text("answer") if row else ""


# Adding rows ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Added:
    """The changes that add rows, or, when a table cannot grow, the cell that is in the way, why, and what next."""

    changes: tuple[Change, ...] = ()
    in_the_way: CellRef | None = None
    why: str = ""
    next: str = ""


def add_rows(book: Book, table: Table, rows: Sequence[Entry], because: str) -> Added:
    """Return the changes that put rows at the end of a table: into its blank last rows first, then below them."""
    blanks = _blank_at_the_end(book, table)
    filled: list[Change] = []
    for number, entry in zip(blanks, rows, strict=False):
        filled += _fill(table, number, entry, because)
    rest = rows[len(blanks) :]
    if not rest:
        return Added(tuple(filled))
    blocked = _in_the_way(book, table, len(rest))
    if blocked:
        return blocked
    values = tuple(_values(table, entry) for entry in rest)
    at = table.last_row + 1
    return Added((*filled, AppendRows(table.name, table.sheet, at, table.first_column, values, because)))


def _blank_at_the_end(book: Book, table: Table) -> list[int]:
    """Return the rows at the table's end that hold nothing at all, the officer's own columns included.

    A formula of ours that has nothing to say yet gives an empty text, which is nothing.
    """
    sheet = book.sheets[table.sheet]
    spare = set(table.blank_rows)
    number = table.last_row
    while number in spare and not any(_holds(sheet, number, column) for column in _columns(table)):
        number -= 1
    return list(range(number + 1, table.last_row + 1))


def _holds(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell holds anything of somebody's: a formula that shows nothing does not."""
    value = sheet.value(row, column)
    return value is not None and not (value == "" and (row, column) in sheet.formulas)


def _columns(table: Table) -> range:
    return range(table.first_column, table.first_column + table.width)


def _fill(table: Table, number: int, entry: Entry, because: str) -> Iterator[SetCell]:
    for name, value in entry.items():
        if name in table.columns and value is not None and value != "":
            yield SetCell(table.cell(number, name), None, value, because)


def _values(table: Table, entry: Entry) -> tuple[Value, ...]:
    names = {column: name for name, column in table.columns.items()}
    found = (entry.get(names[column]) if column in names else None for column in _columns(table))
    return tuple(None if value == "" else value for value in found)


def _in_the_way(book: Book, table: Table, count: int) -> Added | None:
    corner = CellRef(table.sheet, table.heading_row, table.first_column)
    known = book.tables.get(table.name)
    if known is None:
        step = (
            "Close the workbook and run outcomes-xl tables on it; "
            f"or choose a cell in the list, then Insert, Table, and name it {table.name} under Table Design."
        )
        return Added((), corner, f"the Excel table {table.name} is no longer there", step)
    below = CellRef(table.sheet, known.area.last_row, table.first_column)
    if known.has_totals:
        return Added((), below, "it ends with a row of totals", "Untick Total Row under Table Design.")
    sheet = book.sheets[table.sheet]
    for number in range(table.last_row + 1, table.last_row + count + 1):
        for column in _columns(table):
            if sheet.value(number, column) is not None:
                step = "Move what stands below the table somewhere else."
                return Added((), CellRef(table.sheet, number, column), "something stands just below it", step)
    return None


def new_sheet(shape: SheetLayout, rows: Iterable[Entry]) -> NewSheet:
    """Return a sheet of the layout as a job adds it to a workbook that was made before there was one."""
    return NewSheet(
        name=shape.name,
        title=shape.title,
        about=shape.about,
        table=shape.table or "",
        headings=tuple(column.heading for column in shape.columns),
        widths=tuple(column.width for column in shape.columns),
        rows=tuple(tuple(row.get(column.field) for column in shape.columns) for row in rows),
    )


def name_is_free(book: Book, shape: SheetLayout) -> bool:
    """Whether a sheet of this layout can be added: no sheet of the officer's own has its name."""
    return not any(name.casefold() == shape.name.casefold() for name in book.sheets)


def not_listed(book: Book, reading: Reading, *keys: str) -> str:
    """Return sentences, a space before them, on lists whose sheets' names are an officer's own; "" where none is."""
    shapes = (layout("borough").sheet(key) for key in keys if key not in reading.tables)
    return "".join(
        f" The list {shape.name} was not written: a sheet of that name is yours. "
        "Give yours another name, then press again."
        for shape in shapes
        if not name_is_free(book, shape)
    )


# Rewriting a table of the tool's own ------------------------------------------------------------------------------


def rewrite(book: Book, table: Table, rows: Sequence[Entry], because: str, *, for_undo: bool = False) -> Added:
    """Return the changes that make a table hold these rows and no others. Its columns are all the tool's to write.

    Rows are set in place; the difference is added or taken away at the end. One row always stays, blank if need be.
    ``for_undo``: rows too many are emptied and stay, as a row taken away cannot be given back by Undo.
    """
    first = table.heading_row + 1
    numbers = range(first, table.last_row + 1)
    stand = rows_at(book, table, numbers)
    changes: list[Change] = []
    for number, entry in zip(numbers, rows, strict=False):
        changes += _reset(table, stand[number], entry, because)
    if len(rows) > len(numbers):
        added = add_rows(book, replace(table, blank_rows=()), rows[len(numbers) :], because)
        return replace(added, changes=(*changes, *added.changes))
    keep_to = first + max(len(rows), 1) - 1
    removable = not for_undo and keep_to < table.last_row and _can_remove(book, table, keep_to + 1)
    for number in range(first + len(rows), (keep_to if removable else table.last_row) + 1):
        changes += _reset(table, stand[number], {}, because)
    if removable:
        changes.append(_remove(book, table, keep_to + 1, because))
    return Added(tuple(changes))


def _reset(table: Table, row: Row, entry: Entry, because: str) -> Iterator[SetCell]:
    for name in table.columns:
        yield from set_field(table, row, name, entry.get(name), because)


def _can_remove(book: Book, table: Table, at: int) -> bool:
    """Whether the rows from ``at`` on can be taken off: an Excel table's, with nothing of the officer's in them."""
    known = book.tables.get(table.name)
    if known is None or known.has_totals:
        return False
    sheet, own = book.sheets[table.sheet], set(_columns(table)) - set(table.columns.values())
    return not any(sheet.value(row, column) is not None for row in range(at, table.last_row + 1) for column in own)


def _remove(book: Book, table: Table, at: int, because: str) -> RemoveRows:
    sheet = book.sheets[table.sheet]
    rows = tuple(tuple(sheet.value(n, c) for c in _columns(table)) for n in range(at, table.last_row + 1))
    return RemoveRows(table.name, table.sheet, at, table.first_column, rows, because)
