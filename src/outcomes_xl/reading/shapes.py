"""The shape of the columns: is this a number, a date, an id? pandera asks; its own words never reach an officer.

All columns of one kind are asked together, whichever sheet they stand on: what pandera costs is by schema, not by
cell (measured: fourteen schemas, one a sheet, 40 ms; three, one a kind, a third of that). The index has the column
and Excel's row number, so a failure case already knows its cell. Nothing is coerced: what stands there stands.
Blank cells and Excel's error values are left to the rules, which have words for them.

pandera is imported here only, and only when asked: it costs more than all the rest of a check together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from outcomes_xl.model import CellRef, ErrorValue, Table, Value, cells_in_words

from .headings import Trouble
from .layouts import Field, Layout

if TYPE_CHECKING:
    import pandas as pd

Column = tuple[Table, Field]


def _number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _date(value: Value) -> bool:
    return isinstance(value, date)


def _id(value: Value) -> bool:
    return isinstance(value, str)


_KEEPS: Mapping[str, Callable[[Value], bool]] = {"number": _number, "date": _date, "id": _id}
"""The kinds of the layout that have a shape, and what a filled cell of each must be."""


def shape_troubles(tables: Mapping[str, Table], layout: Layout) -> tuple[Trouble, ...]:
    """Return a Trouble of kind "shape" for each column that holds something else than its kind, naming its cells."""
    found: list[Trouble] = []
    for kind in _KEEPS:
        columns = list(_columns_of(tables, layout, kind))
        values = series(columns)
        if len(values):
            found += _failures(values, kind, columns)
    return tuple(
        sorted(
            found, key=lambda trouble: (list(tables).index(trouble.words["table"]), trouble.cell or CellRef("", 0, 0))
        )
    )


def series(columns: list[Column]) -> pd.Series[Any]:
    """Return the filled cells of some columns, indexed by the column's place in the list and by Excel's row number."""
    import pandas as pd

    values: list[Value] = []
    rows: list[int] = []
    places: list[int] = []
    for place, (table, column) in enumerate(columns):
        name = column.field
        filled = [(row.number, v) for row in table.rows if (v := row.values.get(name)) is not None]
        filled = [pair for pair in filled if not isinstance(pair[1], ErrorValue)]
        rows += [number for number, _ in filled]
        values += [value for _, value in filled]
        places += [place] * len(filled)
    index = pd.MultiIndex.from_arrays([places, rows], names=["column", "row"])
    return pd.Series(values, index=index, dtype=object)


def _columns_of(tables: Mapping[str, Table], layout: Layout, kind: str) -> Iterator[Column]:
    for shape in layout.with_tables:
        table = tables.get(shape.key)
        if table is not None:
            for column in shape.columns:
                if column.kind == kind and column.field in table.columns:
                    yield table, column


def _failures(values: pd.Series[Any], kind: str, columns: list[Column]) -> Iterator[Trouble]:
    from pandera.errors import SchemaErrors

    try:
        _schema(kind).validate(values, lazy=True)
    except SchemaErrors as errors:
        numbers: dict[int, list[int]] = {}
        # pandera writes a row label with two parts as text, such as "(3, 17)".
        for label in errors.failure_cases["index"]:
            place, number = map(int, str(label).strip("()").split(","))
            numbers.setdefault(place, []).append(number)
        for place, rows in numbers.items():
            yield _trouble(*columns[place], sorted(rows))


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
    return Trouble("shape", table.sheet, CellRef(table.sheet, rows[0], table.columns[column.field]), words)


@lru_cache(maxsize=len(_KEEPS))
def _schema(kind: str) -> Any:
    """Return the schema of a kind of column: one vectorised check, no coercion."""
    import pandera.pandas as pa

    keeps = _KEEPS[kind]
    check = pa.Check(lambda cells: cells.map(keeps).astype(bool), name=kind, error=f"not a {kind}")
    return pa.SeriesSchema(None, check, name=None)
