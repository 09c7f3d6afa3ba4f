"""Small workbooks for tests, written as an officer would see them.

``table`` makes a Table from text, ``book`` a Book from such tables, ``borough_book`` and ``central_book`` a whole
workbook with every sheet in place, and ``play_in_memory`` is a host that plays a patch on a Book.

Cells in the text: nothing is blank; 12, 54.2 and -3 are numbers; 2026-11-12 is a date; #N/A and its kind are
Excel's errors; TRUE is a truth value; an apostrophe in front, as in Excel, keeps text as text: '2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    BookTable,
    ErrorValue,
    FoldRows,
    Patch,
    RemoveRows,
    RemoveSheet,
    Row,
    SetCell,
    Sheet,
    Table,
    Value,
)
from outcomes_xl.model.cannot_use import ChangedMeanwhile
from outcomes_xl.reading.layouts import Layout, SheetLayout, layout
from outcomes_xl.reading.tidy import tidy

_SHOWN_AS = re.compile(r',?"shown_as":"[^"]*"')
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!)")


def cell_value(text: str) -> Value:
    """Return what Excel would hold after this was typed, and left alone by its date habit."""
    if not text:
        return None
    if text[0] == "'":
        return text[1:]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _ERROR.fullmatch(text):
        return ErrorValue(text)
    return {"TRUE": True, "FALSE": False}.get(text, text)


def grid(text: str) -> tuple[list[str], list[list[Value]]]:
    """Return the headings and the rows of a table drawn with bars."""
    lines = [
        line.strip().removeprefix("|").removesuffix("|").split("|")
        for line in text.strip().splitlines()
        if line.strip()
    ]
    headings = [heading.strip() for heading in lines[0]] if lines else []
    return headings, [[cell_value(cell.strip(" ")) for cell in line] for line in lines[1:]]


def sheet_layout(sheet: str) -> SheetLayout:
    """Return the layout of a sheet by its key or its name, of the borough workbook first."""
    for kind in ("borough", "central"):
        for found in layout(kind):
            if sheet in (found.key, found.name):
                return found
    raise KeyError(sheet)


def table(sheet: str, text: str = "", *, heading_row: int = 1, first_column: int = 1, whole: bool = False) -> Table:
    """Return the Table of a sheet, named by key or name. Columns are fields or headings, in any order.

    Columns that are neither are the officer's own. ``whole`` gives it every column of the layout, in order.
    Rows with nothing in them are blank rows.
    """
    shape = sheet_layout(sheet)
    titles, rows = grid(text)
    fields = {column.field: column.field for column in shape.columns}
    fields |= {column.heading: column.field for column in shape.columns}
    named = [fields.get(title) for title in titles]
    if whole:
        order = [column.field for column in shape.columns] + [t for t, f in zip(titles, named, strict=True) if not f]
    else:
        order = [field or title for field, title in zip(named, titles, strict=True)]
    columns = {name: first_column + place for place, name in enumerate(order) if name in fields.values()}
    made, blank = [], []
    for number, cells in enumerate(rows, heading_row + 1):
        typed = {field: value for field, value in zip(named, cells, strict=True) if field and value is not None}
        if any(value is not None for value in cells):
            made.append(Row(number, {field: tidy(value) for field, value in typed.items()}, typed))
        else:
            blank.append(number)
    if not rows:
        blank.append(heading_row + 1)
    return Table(
        key=shape.key,
        name=shape.table or "",
        sheet=shape.name,
        heading_row=heading_row,
        columns=columns,
        rows=tuple(made),
        last_row=heading_row + max(1, len(rows)),
        blank_rows=tuple(blank),
        extra=tuple(title for title, field in zip(titles, named, strict=True) if not field),
        width=len(order),
        first_column=first_column,
        headings={name: shape.field(name).heading for name in columns},
    )


def book(*tables: Table, name: str = "Test.xlsx") -> Book:
    """Return a workbook holding these tables, each on its own sheet as it stands. Extra columns come out blank."""
    sheets, found = {}, {}
    for one in tables:
        order = sorted(one.columns, key=lambda field: one.columns[field])
        headings = {one.columns[field]: sheet_layout(one.key).field(field).heading for field in order}
        spare = (c for c in range(one.first_column, one.first_column + one.width) if c not in headings)
        headings |= dict(zip(spare, one.extra, strict=True))
        rows: dict[int, dict[int, Value]] = {one.heading_row: dict(headings)}
        for row in one.rows:
            rows[row.number] = {one.columns[field]: value for field, value in row.typed.items()}
        sheets[one.sheet] = Sheet(one.sheet, rows)
        area = Area(one.heading_row, one.first_column, one.last_row, one.first_column + one.width - 1)
        found[one.name] = BookTable(one.name, one.sheet, area, tuple(str(headings[c]) for c in sorted(headings)))
    return Book(name, sheets, found)


def _whole_book(kind: Layout, texts: Mapping[str, str], name: str) -> Book:
    tables = []
    for shape in kind.with_tables:
        text = texts.get(shape.key, "")
        if shape.rows:
            _, given = grid(text) if text else ([], [])
            answers = {cells[0]: cells[1] for cells in given}
            lines = "\n".join(f"| {row.setting} | {_shown(answers.get(row.setting))} | |" for row in shape.rows)
            text = "| setting | answer | about |\n" + lines
        tables.append(table(shape.key, text, heading_row=kind.heading_row, whole=True))
    made = book(*(_only(one, kind.sheet(one.key)) for one in tables), name=name)
    sheets = {s.name: made.sheets.get(s.name) or Sheet(s.name, {1: {1: s.title}}) for s in kind}
    return replace(made, sheets=sheets)


def _only(one: Table, shape: SheetLayout) -> Table:
    """Keep the columns this kind of workbook has: the central file has the tool's only."""
    fields = [column.field for column in shape.columns]
    columns = {field: one.first_column + place for place, field in enumerate(fields)}
    return replace(one, columns=columns, width=len(fields) + len(one.extra), headings={})


def _shown(value: Value) -> str:
    if isinstance(value, str) and cell_value(value) != value:
        return f"'{value}"
    return "" if value is None else str(value)


def borough_book(texts: Mapping[str, str] | None = None, name: str = "Northbridge.xlsx") -> Book:
    """Return a whole borough workbook: every sheet, heading row 5 as in the template, these rows by sheet key."""
    return _whole_book(layout("borough"), texts or {}, name)


def central_book(texts: Mapping[str, str] | None = None, name: str = "Central.xlsx") -> Book:
    """Return a whole central file: every sheet, heading row 5, these rows by sheet key."""
    return _whole_book(layout("central"), texts or {}, name)


# A host in memory -------------------------------------------------------------------------------------------------


def play_in_memory(book: Book, patch: Patch | Iterable[object]) -> Book:
    """Return the Book after a patch. Raises ChangedMeanwhile where a change does not find what it expects."""
    sheets = {name: {number: dict(cells) for number, cells in s.rows.items()} for name, s in book.sheets.items()}
    tables = dict(book.tables)
    added: dict[str, Sheet] = {}
    for change in patch:
        match change:
            case SetCell(cell, before, after):
                _expect(sheets[cell.sheet].get(cell.row, {}).get(cell.column), before, str(cell))
                _put(sheets[cell.sheet], cell.row, cell.column, after)
            case AppendRows():
                _append(sheets[change.sheet], tables, change)
            case FoldRows():
                pass
            case RemoveRows():
                _remove(sheets[change.sheet], tables, change)
            case AddSheet(new):
                rows = {1: {1: new.title}, 2: {1: new.about}}
                for number, cells in enumerate((new.headings, *new.rows), 4):
                    rows[number] = {place: v for place, v in enumerate(cells, 1) if v is not None}
                sheets[new.name], added[new.name] = rows, Sheet(new.name, {})
                area = Area(4, 1, 4 + max(1, len(new.rows)), len(new.headings))
                tables[new.table] = BookTable(new.table, new.name, area, new.headings)
            case RemoveSheet(old):
                del sheets[old.name], tables[old.table]
            case _:
                raise TypeError(change)
    made = {}
    for name, rows in sheets.items():
        filled = {number: cells for number, cells in sorted(rows.items()) if cells}
        made[name] = replace(book.sheets.get(name) or added[name], rows=filled)
    return replace(book, sheets=made, tables=tables)


def _expect(stands: Value, before: Value, where: str) -> None:
    if stands != before or type(stands) is not type(before):
        raise ChangedMeanwhile(f"{where} holds {stands!r}, not {before!r}.", "Run the job again.")


def _put(rows: dict[int, dict[int, Value]], row: int, column: int, value: Value) -> None:
    cells = rows.setdefault(row, {})
    if value is None:
        cells.pop(column, None)
    else:
        cells[column] = value


def _append(rows: dict[int, dict[int, Value]], tables: dict[str, BookTable], change: AppendRows) -> None:
    grown = tables[change.table]
    _expect(grown.area.last_row + 1, change.at, f"the end of {change.table}")
    for number, values in enumerate(change.rows, change.at):
        if len(values) != len(grown.headings):
            raise ValueError(f"{change.table} has {len(grown.headings)} columns, a new row {len(values)}")
        for column, value in enumerate(values, change.first_column):
            _expect(rows.get(number, {}).get(column), None, f"row {number} below {change.table}")
            _put(rows, number, column, value)
    area = replace(grown.area, last_row=grown.area.last_row + len(change.rows))
    tables[change.table] = replace(grown, area=area)


def _remove(rows: dict[int, dict[int, Value]], tables: dict[str, BookTable], change: RemoveRows) -> None:
    shrunk = tables[change.table]
    _expect(shrunk.area.last_row, change.at + len(change.rows) - 1, f"the end of {change.table}")
    for number, values in enumerate(change.rows, change.at):
        for column, value in enumerate(values, change.first_column):
            _expect(rows.get(number, {}).get(column), value, f"row {number} of {change.table}")
            _put(rows, number, column, None)
    last = shrunk.area.last_row - len(change.rows)
    if last <= shrunk.area.first_row:
        raise ValueError(f"{change.table} would be left without a row")
    tables[change.table] = replace(shrunk, area=replace(shrunk.area, last_row=last))


# Whole workbooks from rows ----------------------------------------------------------------------------------------

Rows = Mapping[str, Iterable[Mapping[str, Value]]]


def filled_book(kind: str, rows: Rows, name: str) -> Book:
    """Return a whole "borough" or "central" workbook with these rows, as field -> value, by sheet key."""
    tables, shapes = [], layout(kind)
    for shape in shapes.with_tables:
        columns = {column.field: place for place, column in enumerate(shape.columns, 1)}
        first = shapes.heading_row + 1
        made = []
        for number, entry in enumerate(rows.get(shape.key, ()), first):
            typed = {field: value for field, value in entry.items() if field in columns and value is not None}
            made.append(Row(number, {field: tidy(value) for field, value in typed.items()}, typed))
        one = Table(shape.key, shape.table or "", shape.name, shapes.heading_row, columns, tuple(made), 0)
        tables.append(replace(one, last_row=shapes.heading_row + max(1, len(made)), width=len(columns)))
    made_book = book(*tables, name=name)
    sheets = {s.name: made_book.sheets.get(s.name) or Sheet(s.name, {1: {1: s.title}}) for s in shapes}
    return replace(made_book, sheets=sheets)


def settings(kind: str, key: str, answers: Mapping[str, Value]) -> list[dict[str, Value]]:
    """Return the fixed rows of Start or Release with these answers."""
    return [
        {"setting": row.setting, "answer": answers.get(row.setting), "about": row.about}
        for row in layout(kind).sheet(key).rows
    ]


def cell_of(book: Book, key: str, row_id: Value, field: str) -> Value:
    """Return what stands in a field of the row with this id."""
    from outcomes_xl.reading.read_tables import read_tables, which_layout

    kind = which_layout(book)
    found = read_tables(book, kind).tables[key]
    row = found.by(kind.sheet(key).row_key or "")[row_id]
    return row.typed.get(field)


def with_cell(book: Book, key: str, row_id: Value, field: str, value: Value) -> Book:
    """Return the workbook after somebody typed a value into a field of the row with this id."""
    from outcomes_xl.reading.read_tables import read_tables, which_layout

    kind = which_layout(book)
    found = read_tables(book, kind).tables[key]
    row = found.by(kind.sheet(key).row_key or "")[row_id]
    return play_in_memory(book, [SetCell(found.cell(row, field), row.typed.get(field), value, "an officer")])


def without_formats(value: Value) -> Value:
    """Return a record of the log without number formats: an open workbook is not asked for them, a call a cell."""
    return _SHOWN_AS.sub("", value) if isinstance(value, str) else value
