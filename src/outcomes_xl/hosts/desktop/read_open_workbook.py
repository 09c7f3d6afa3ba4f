"""Read the open workbook into a Book: per sheet one read of values, one of formulas, and a few questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from outcomes_xl.hosts.desktop import engine_compat, xlwings_calls
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook, XlSheet, XlTable
from outcomes_xl.model import Area, Book, BookTable, Sheet, Value


def read(
    book: XlBook,
    as_it_looks: bool = True,
    tables_wanted: Collection[str] | None = None,
    handles: xlwings_calls.Handles | None = None,
    only_named: Collection[str] = (),
) -> Book:
    """Return the open workbook as a Book.

    Without ``as_it_looks`` it is not asked what is hidden, filtered or merged: four questions a sheet, which only a job
    that tells of these needs. ``tables_wanted`` are the names, casefolded, of the tables to tell of; None for all.
    ``handles``, where given, is filled with the sheets and tables met, so that `play` need not ask for them again.
    Of sheets in ``only_named`` nothing but the name is asked: those with our formulas alone, which no job looks at.

    It holds what jobs and rules ask of a workbook. What only a closed file's own proof needs (defined names, links,
    macros, protection) is not asked for: every question is a call between processes. `play` asks about protection.
    ``book`` is an xlwings Book. Raises WorkbookBusy when Excel stays busy, CannotUse for a sheet too large to read.
    Values are those Excel shows now, so a formula is as fresh as Excel's calculation.
    """
    engine_compat.finite_attempts()
    sheets: dict[str, Sheet] = {}
    tables: dict[str, BookTable] = {}
    for name, handle in xlwings_calls.sheets(book).items():
        if name in only_named:
            sheets[name] = Sheet(name=name, rows={})
            continue
        of_sheet = xlwings_calls.table_handles(handle)
        sheets[name] = _sheet(name, handle, of_sheet, as_it_looks)
        known = xlwings_calls.described(name, of_sheet, tables_wanted)
        tables.update({table.name: _table(table, sheets[name]) for table in known})
        if handles is not None:
            known = [replace(table, has_formulas=_any_within(table.area, sheets[name].formulas)) for table in known]
            handles[name] = xlwings_calls.MetSheet(handle, of_sheet, known)
    return Book(
        name=xlwings_calls.name(book),
        sheets=sheets,
        tables=tables,
        uses_1904_dates=engine_compat.uses_1904_dates(book),
    )


def _sheet(name: str, handle: XlSheet, tables: list[XlTable], as_it_looks: bool) -> Sheet:
    area, cells = xlwings_calls.used_area(handle)
    rows = filled(area, xlwings_calls.values(handle, area, cells))
    formulas = calculated(area, xlwings_calls.formulas(handle, area, cells), rows)
    if not as_it_looks:
        return Sheet(name=name, rows=rows, formulas=formulas)
    state = engine_compat.state(handle)
    if state == "veryHidden":  # nobody sees it, so nobody has filtered or merged anything there
        return Sheet(name=name, rows=rows, formulas=formulas, state=state)
    hidden_rows, hidden_columns = engine_compat.hidden_parts(cells, area)
    return Sheet(
        name=name,
        rows=rows,
        formulas=formulas,
        state=state,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        merges=xlwings_calls.merges(handle, area, cells),
        filtered=bool(hidden_rows) and engine_compat.is_filtered(handle, tables),
    )


def filled(area: Area, values: list[list[Value]]) -> dict[int, dict[int, Value]]:
    """Return the cells that are not blank, by row and column."""
    rows: dict[int, dict[int, Value]] = {}
    for number, row in enumerate(values, area.first_row):
        cells: dict[int, Value] = {
            column: value for column, value in enumerate(row, area.first_column) if value is not None
        }
        if cells:
            rows[number] = cells
    return rows


def calculated(area: Area, formulas: list[list[str]], rows: dict[int, dict[int, Value]]) -> dict[tuple[int, int], str]:
    """Return the formulas by place. Text that only looks like one reads the same as its value, and is none."""
    return {
        (number, column): formula
        for number, row in enumerate(formulas, area.first_row)
        for column, formula in enumerate(row, area.first_column)
        if formula.startswith("=") and rows.get(number, {}).get(column) != formula
    }


def _any_within(area: Area, places: Iterable[tuple[int, int]]) -> bool:
    return any(place in area for place in places)


def _table(table: xlwings_calls.LiveTable, sheet: Sheet) -> BookTable:
    columns = range(table.area.first_column, table.area.last_column + 1)
    headings = tuple("" if (word := sheet.value(table.area.first_row, c)) is None else str(word) for c in columns)
    return BookTable(table.name, table.sheet, table.area, headings, table.has_totals)
