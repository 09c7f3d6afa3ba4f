"""The shape of the columns: is this a number, a date, an id? Asked of every filled cell; the words are the rules'.

``KEEPS`` is the one statement of it. A click asks it in plain Python; ``schemas`` makes pandera schemas of it for
analysts, and a test holds the two to the same cells. pandera alone costs a cold check more than all the rest of it.
Blank cells and Excel's error values are left to the rules, which have words for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from outcomes_xl.model import ErrorValue, Table, Value, cells_in_words
from outcomes_xl.reading.headings import Trouble
from outcomes_xl.reading.layouts import Field, Layout


def _number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _date(value: Value) -> bool:
    return isinstance(value, date)


def _id(value: Value) -> bool:
    return isinstance(value, str)


KEEPS: Mapping[str, Callable[[Value], bool]] = {"number": _number, "date": _date, "id": _id}
"""The kinds of the layout that have a shape, and what a filled cell of each must be."""


def is_filled(value: Value) -> bool:
    """Tell whether a cell has something whose shape can be asked about."""
    return value is not None and not isinstance(value, ErrorValue)


def shape_troubles(tables: Mapping[str, Table], layout: Layout) -> tuple[Trouble, ...]:
    """Return a Trouble of kind "shape" for each column that holds something else than its kind, naming its cells."""
    return tuple(_troubles(tables, layout))


def _troubles(tables: Mapping[str, Table], layout: Layout) -> Iterator[Trouble]:
    for key, table in tables.items():
        columns = sorted(layout.sheet(key).columns, key=lambda column: table.columns.get(column.field, 0))
        for column in columns:
            keeps = KEEPS.get(column.kind)
            if keeps is None or column.field not in table.columns:
                continue
            rows = [row.number for row in table if is_filled(v := row.values.get(column.field)) and not keeps(v)]
            if rows:
                yield _trouble(table, column, rows)


def _trouble(table: Table, column: Field, rows: list[int]) -> Trouble:
    cells = [table.cell(row, column.field) for row in rows]
    typed = next(row.typed.get(column.field) for row in table.rows if row.number == rows[0])
    words = {
        "table": table.key,
        "heading": column.heading,
        "field": column.field,
        "kind": column.kind,
        "found": str(typed),
        "cells": cells_in_words(cells),
        "rows": " ".join(map(str, rows)),
    }
    return Trouble("shape", table.sheet, min(cells), words)
