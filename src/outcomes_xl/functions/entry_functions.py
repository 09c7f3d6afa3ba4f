"""The problems in a table of entries, as Check would find them; and how many entries have each status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.functions.formula_arguments import Answers, CannotAnswer, plain, rows, words
from outcomes_xl.functions.name_functions import LOCAL
from outcomes_xl.jobs.check import look
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Area, Book, BookTable, CellRef, Row, Sheet, Table, Value, cells_in_words
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.headings import how_many_match
from outcomes_xl.reading.layouts import Field, SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading, read_tables

NOTHING = "Nothing to look at in this table."
_FEWEST_HEADINGS = 3
_ABOUT_OTHER_SHEETS = frozenset({"sheet missing", "table missing", "column missing"})
_DAY_ZERO = date(1899, 12, 30)
_DAYS = range(30_000, 80_000)  # 1982 to 2119, as Excel counts days


def problems(table: Any, corner: str | None, context: Context) -> Answers:
    """Return a row for each finding: its cells, what we noticed and what to do.

    ``corner`` is the table's first cell, "'Data availability'!A5". Without it cells are told as the template has them,
    and a day may come as the number Excel keeps for it (xlwings Server hands over neither).
    """
    cells = [list(row) for row in rows(table)]
    where = CellRef.parse(corner) if corner else None
    shape = _shape(cells, where, context.framework)
    at = where or CellRef(shape.name, layout("borough").heading_row, 1)
    reading = _read(cells, shape, at, days_may_be_numbers=where is None)
    own = reading.tables[shape.key]
    if shape.key != "framework" and (mentioned := _own_metrics(own)):
        # A borough's own metrics stand on its Framework sheet, which is not here: their ids are taken at their word.
        reading = replace(reading, tables={**reading.tables, "framework": mentioned})
    found = [one for one in look(reading, context) if one.cell.sheet == own.sheet]
    if not found:
        return [[NOTHING]]
    return [[cells_in_words(one.cells), one.message, one.fix] for one in found]


def status_counts(statuses: Any, known: Framework) -> Answers:
    """Return status and count: every status of the list in its order, blank ones, then words that are not listed."""
    counted = Counter(words(cell) for row in rows(statuses) for cell in row)
    listed = known.list("status")
    others = sorted(counted.keys() - {*listed, ""})
    counts: Answers = [[word, counted[word]] for word in listed]
    counts.append(["(blank)", counted[""]])
    counts += [[f"{word} (not in the list)", counted[word]] for word in others]
    return counts


def _shape(cells: Sequence[Sequence[Any]], where: CellRef | None, known: Framework) -> SheetLayout:
    """Return the sheet whose headings these are. Raises CannotAnswer when that is none, or nobody can tell."""
    headings: dict[int, Value] = {place: plain(cell) for place, cell in enumerate(cells[0] if cells else ())}
    sheets = layout("borough").with_tables
    scores = {sheet.key: how_many_match(sheet, headings) for sheet in sheets}
    best = max(scores.values())
    likely = [sheet for sheet in sheets if scores[sheet.key] == best]
    named = [sheet for sheet in likely if where and sheet.name.casefold() == where.sheet.casefold()]
    if best >= min(_FEWEST_HEADINGS, len(likely[0].columns)) and best * 2 >= len(headings):
        mappings = {sheet.framework: sheet for sheet in likely if sheet.framework}
        if named or len(likely) == 1:
            return (named or likely)[0]
        if len(mappings) == len(likely):
            return mappings.get(_framework_in(cells, known), likely[0])
        names = " or ".join(sheet.name for sheet in likely)
        raise CannotAnswer(f"These headings could be those of {names}.", "Give more of the table's columns.")
    raise CannotAnswer(
        "These are not the headings of one of our tables.",
        "Give a whole table with its headings, such as tblAvailability[#All].",
    )


def _framework_in(cells: Sequence[Sequence[Any]], known: Framework) -> str:
    """Return the national framework most of a mapping tab's item ids belong to; "" when it has none."""
    items = (known.items.get(cell) for row in cells[1:] for cell in row if isinstance(cell, str))
    counted = Counter(item.framework for item in items if item)
    return counted.most_common(1)[0][0] if counted else ""


def _read(cells: Sequence[Sequence[Any]], shape: SheetLayout, at: CellRef, *, days_may_be_numbers: bool) -> Reading:
    """Read the cells as the one table of a workbook, where it stands."""
    width = max(map(len, cells))
    grid = {
        at.row + down: {
            at.column + across: value for across, cell in enumerate(row) if (value := plain(cell)) is not None
        }
        for down, row in enumerate(cells)
    }
    area = Area(at.row, at.column, at.row + len(cells) - 1, at.column + width - 1)
    headings = tuple(shown(grid[at.row].get(column)) for column in range(at.column, at.column + width))
    name = shape.table or ""
    book = Book("", {at.sheet: Sheet(at.sheet, grid)}, {name: BookTable(name, at.sheet, area, headings)})
    read = read_tables(book, layout("borough"))
    table = read.tables[shape.key]
    if days_may_be_numbers:
        table = _with_days(table, shape)
    troubles = tuple(trouble for trouble in read.troubles if trouble.kind not in _ABOUT_OTHER_SHEETS)
    return Reading({shape.key: table}, troubles)


def _with_days(table: Table, shape: SheetLayout) -> Table:
    """Return the table with the numbers in its date columns as days, and the noughts of blank cells gone."""
    fields = {column.field: column for column in shape.columns}

    def mended(values: dict[str, Value]) -> dict[str, Value]:
        told = {name: _day(fields[name], value) for name, value in values.items()}
        return {name: value for name, value in told.items() if value is not None}

    made = (Row(row.number, mended(dict(row.values)), mended(dict(row.typed))) for row in table)
    return replace(table, rows=tuple(row for row in made if row.values))


def _day(field: Field, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    if field.kind == "date" and value in _DAYS:
        return _DAY_ZERO + timedelta(value)
    return None if value == 0 and field.kind not in ("figure", "number") else value


def _own_metrics(table: Table) -> Table | None:
    """Return a Framework table of the borough's own metrics that a table mentions; None when it mentions none."""
    fields = [name for name in ("metric_id", "our_id") if name in table.columns]
    ids = {row.text(name) for row in table for name in fields if row.text(name).startswith(LOCAL)}
    if not ids:
        return None
    columns = {column.field: place for place, column in enumerate(layout("borough").sheet("framework").columns, 1)}
    made = []
    for number, metric_id in enumerate(sorted(ids), 6):
        values: dict[str, Value] = {"metric_id": metric_id, "metric": metric_id, "origin": "Local"}
        made.append(Row(number, values, values))
    return Table("framework", "tblFramework", "Framework", 5, columns, tuple(made), 5 + len(made))
