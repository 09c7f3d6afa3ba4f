"""A workbook's tables without the cells that could say something of one person: what a report may be made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from outcomes_xl.model import CellRef, Row, Table, Value
from outcomes_xl.sharing.safe_copy import TELLS_OF_FIGURES, WITHHELD
from outcomes_xl.sharing.sharing_words import sharing_words


def without(tables: Mapping[str, Table], left_out: Collection[CellRef]) -> dict[str, Table]:
    """Return the tables with these cells blank; a figure is withheld with all the figures of its row, as in a copy."""
    rows = {(cell.sheet, cell.row) for cell in left_out}
    return {key: _without(table, rows, left_out) for key, table in tables.items()}


def _without(table: Table, rows: Collection[tuple[str, int]], left_out: Collection[CellRef]) -> Table:
    made = [_row(table, row, left_out) if (table.sheet, row.number) in rows else row for row in table]
    return replace(table, rows=tuple(made))


def _row(table: Table, row: Row, left_out: Collection[CellRef]) -> Row:
    figures = sharing_words()["figures"].get(table.key, ())
    withheld = any(name in table.columns and table.cell(row, name) in left_out for name in figures)
    blank: dict[str, Value] = {
        name: None
        for name in table.columns
        if table.cell(row, name) in left_out or (withheld and name in TELLS_OF_FIGURES)
    }
    if withheld:
        blank |= {name: WITHHELD for name in figures if row[name] is not None}
        blank |= {name: WITHHELD for name in _WORKED_OUT if row[name] is not None}
    return replace(row, values={**row.values, **blank}, typed={**row.typed, **blank})


_WORKED_OUT = ("figure_now", "level", "to_go", "so_far", "readings")
"""What the formulas of Targets make of a row's figures: they would tell what is withheld."""
