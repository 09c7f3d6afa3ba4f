"""Whether a patch can be made as the job saw it: every change is looked at, in order, before the first is written."""

from __future__ import annotations

from outcomes_xl.hosts.desktop import xlwings_calls
from outcomes_xl.hosts.desktop.footprint import cells_of, row_cells
from outcomes_xl.hosts.desktop.snapshot import NOTHING_WRITTEN, Bench
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    CellRef,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Value,
    cells_in_words,
)
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from outcomes_xl.model.cell_refs import LONGEST_TEXT
from outcomes_xl.model.cell_values import same

AGAIN = "Nothing was written; press the button again."


def look_first(bench: Bench, patch: Patch) -> None:
    """Lay the patch over what stands on the bench.

    Raises CannotEdit, or ChangedMeanwhile naming the cells, when the patch cannot be made as the job saw it.
    """
    changed: list[CellRef] = []
    for change in patch:
        match change:
            case SetCell():
                changed += _cell(bench, change)
            case AppendRows():
                changed += _append(bench, change)
            case RemoveRows():
                changed += _remove(bench, change)
            case AddSheet(sheet, _):
                _add_sheet(bench, sheet)
            case RemoveSheet(sheet, _):
                changed += _remove_sheet(bench, sheet)
    if changed:
        raise ChangedMeanwhile(_changed_in_words(changed), AGAIN)


def _cell(bench: Bench, change: SetCell) -> list[CellRef]:
    _sheet_is_there(bench, change.cell.sheet)
    if change.cell in bench.calculated:
        raise CannotEdit(
            f"Cell {change.cell.a1} on “{change.cell.sheet}” holds a formula.",
            f"Put a plain value there if it is to be filled in. {NOTHING_WRITTEN}",
        )
    _fits(change.cell, change.after)
    as_seen = same(bench.value(change.cell), change.before)
    bench.over[change.cell] = change.after
    return [] if as_seen else [change.cell]


def _append(bench: Bench, change: AppendRows) -> list[CellRef]:
    last = _last_row(bench, change.table, change.sheet)
    if last + 1 != change.at:
        return [CellRef(change.sheet, min(last + 1, change.at), change.first_column)]
    cells = list(row_cells(change))
    in_the_way = [cell for cell, _ in cells if bench.value(cell) is not None or cell in bench.calculated]
    if in_the_way:
        raise CannotEdit(
            f"There is something below the table on “{change.sheet}”, in {cells_in_words(in_the_way)}.",
            f"Move it to the side, so that the table can grow. {NOTHING_WRITTEN}",
        )
    for cell, value in cells:
        _fits(cell, value)
        bench.over[cell] = value
    bench.last_rows[change.table] = last + len(change.rows)
    return []


def _remove(bench: Bench, change: RemoveRows) -> list[CellRef]:
    last = _last_row(bench, change.table, change.sheet)
    if last != change.at + len(change.rows) - 1:
        return [CellRef(change.sheet, last + 1, change.first_column)]
    cells = list(row_cells(change))
    changed = [
        cell
        for cell, value in cells
        if not same(bench.value(cell), value) and not (value is None and cell in bench.calculated)
    ]
    bench.over.update({cell: None for cell, _ in cells})
    bench.last_rows[change.table] = change.at - 1
    return changed


def _add_sheet(bench: Bench, sheet: NewSheet) -> None:
    if sheet.name.casefold() in {name.casefold() for name in (bench.sheets.keys() - bench.gone) | bench.added}:
        raise CannotEdit(
            f"There is a sheet called “{sheet.name}” already.",
            f"Rename yours, then press the button again. {NOTHING_WRITTEN}",
        )
    bench.added.add(sheet.name)


def _remove_sheet(bench: Bench, sheet: NewSheet) -> list[CellRef]:
    if sheet.name in bench.added:
        bench.added.discard(sheet.name)
        return []
    _sheet_is_there(bench, sheet.name)
    bench.gone.add(sheet.name)
    wanted = dict(cells_of(sheet))
    area, _ = xlwings_calls.used_area(bench.sheets[sheet.name])
    standing: dict[CellRef, Value] = {}
    for number, row in enumerate(xlwings_calls.values(bench.sheets[sheet.name], area), area.first_row):
        standing.update({CellRef(sheet.name, number, c): v for c, v in enumerate(row, area.first_column)})
    every = standing.keys() | wanted.keys()
    return sorted(cell for cell in every if not same(standing.get(cell), wanted.get(cell)))


def _last_row(bench: Bench, table: str, sheet: str) -> int:
    _sheet_is_there(bench, sheet)
    if table in bench.last_rows:
        return bench.last_rows[table]
    live = bench.tables.get(table)
    if live is None or live.sheet != sheet:
        raise CannotEdit(f"There is no table {table} on the sheet “{sheet}” any more.", AGAIN)
    if live.has_totals:
        raise CannotEdit(
            f"The table on “{sheet}” shows a total row, so no row can be added or taken off.",
            f"Switch the total row off (Table Design, Total Row), then press the button again. {NOTHING_WRITTEN}",
        )
    return live.area.last_row


def _sheet_is_there(bench: Bench, name: str) -> None:
    if name not in bench.sheets:
        raise CannotEdit(f"There is no sheet “{name}” in this workbook any more.", AGAIN)


def _fits(cell: CellRef, value: Value) -> None:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise CannotEdit(
            f"The text for {cell.a1} on “{cell.sheet}” has {len(value)} characters, and a cell holds {LONGEST_TEXT}.",
            NOTHING_WRITTEN,
        )


def _changed_in_words(cells: list[CellRef]) -> str:
    sheets = list(dict.fromkeys(cell.sheet for cell in cells))
    where = " and ".join(
        f"{cells_in_words([cell for cell in cells if cell.sheet == sheet])} on “{sheet}”" for sheet in sheets
    )
    return f"{where} changed while the job was running."
