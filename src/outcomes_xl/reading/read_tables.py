"""Book + layout -> Tables: the officer's sheets as rows of fields, wherever the tables have been moved to.

A table is found by its Excel name, else by its sheet's name and its headings. What stands in the way is kept as
Troubles, all of them; nothing is raised for what an officer may have done to a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from outcomes_xl.model import Area, Book, BookTable, CellRef, Row, Sheet, Table, Value, cells_in_words
from outcomes_xl.model.cannot_use import WrongTemplate
from outcomes_xl.model.shown_numbers import MOST_AS_A_SHARE, is_shown_as_a_share
from outcomes_xl.reading.chosen_names import with_ids
from outcomes_xl.reading.headings import Matched, Trouble, how_many_match, match_headings
from outcomes_xl.reading.layout_editions import as_it_was, edition_read
from outcomes_xl.reading.layouts import Layout, Owner, SheetLayout, layout
from outcomes_xl.reading.tidy import folded, tidy_text

_COPY = re.compile(r"(.+?) \(\d+\)")
LOCAL = "Local"
_HEADINGS_WITHIN = 30
_FEW_NUMBERS = frozenset({"targets", "milestones"})
"""Sheets of so few numbers that the format of each cell may be asked for."""
"""How far down a sheet is searched for its headings when it has no Excel table."""


@dataclass(frozen=True)
class Reading:
    """What was read: the tables by the layout's key, and everything a careful reader should know of them."""

    tables: Mapping[str, Table]
    troubles: tuple[Trouble, ...] = ()


def read_tables(book: Book, layout: Layout) -> Reading:
    """Return the workbook's tables, read through a layout. A table that is not there is a Trouble."""
    tables: dict[str, Table] = {}
    troubles: list[Trouble] = []
    if book.uses_1904_dates:
        troubles.append(Trouble("dates from 1904", next(iter(book.sheets), ""), None))
    found = {shape.key: place for shape in layout.with_tables if (place := _place(book, shape))}
    edition = edition_read(layout, found)
    for today in layout.with_tables:
        place = found.get(today.key)
        shape = today if edition >= layout.edition else as_it_was(today, place, edition, layout.edition)
        if place is None:
            if shape.later and not _sheet_named(book, shape.name):
                if shape.framework:  # any other such sheet is added by the job that fills it, without a word
                    troubles.append(Trouble("sheet to come", shape.name, None))
                continue
            kind = "table missing" if _sheet_named(book, shape.name) else "sheet missing"
            troubles.append(Trouble(kind, shape.name, None, {"table": shape.table or "", "read_from": ""}))
            continue
        if place.name not in book.tables:
            words = {"table": place.name, "read_from": str(place.area)}
            troubles.append(Trouble("table missing", place.sheet, _corner(place), words))
        elif place.header_row_off:
            troubles.append(Trouble("header row off", place.sheet, _corner(place), {"table": place.name}))
        matched = match_headings(shape, _corner(place), place.headings)
        tables[shape.key] = made = as_shown(_table(book.sheets[place.sheet], shape, place, matched), shape, book)
        troubles += [*matched.troubles, *_troubles(book.sheets[place.sheet], shape, place, made)]
    return Reading(with_ids(layout, tables), (*troubles, *_copies(book, layout)))


def read_one(book: Book, shape: SheetLayout) -> Table | None:
    """Return one table of a workbook, None when it is not there."""
    place = _place(book, shape)
    if place is None:
        return None
    made = _table(book.sheets[place.sheet], shape, place, match_headings(shape, _corner(place), place.headings))
    return as_shown(made, shape, book)


def lost_tables(book: Book, layout: Layout) -> list[BookTable]:
    """Return the lists that are found by their headings, since the Excel tables they should be are not there."""
    places = (_place(book, shape) for shape in layout.with_tables)
    return [place for place in places if place is not None and place.name and place.name not in book.tables]


def which_layout(book: Book) -> Layout:
    """Return the layout this workbook was made from. Raises WrongTemplate when it is none of ours."""
    borough, central = layout("borough"), layout("central")
    shared = {shape.key for shape in central}
    own = [shape for shape in borough.with_tables if shape.key not in shared and _place(book, shape)]
    if len(own) >= 2:
        return borough
    found = [shape for shape in central.with_tables if _place(book, shape)]
    if any(shape.key == "release" for shape in found) and len(found) >= 2:
        return central
    raise WrongTemplate(
        f"“{book.name}” is an Excel workbook, but not an outcomes framework workbook: "
        "the sheets and tables it should have are not there.",
        "Choose your borough's outcomes framework workbook, or make a new one.",
    )


# Where a table is -------------------------------------------------------------------------------------------------


def _place(book: Book, shape: SheetLayout) -> BookTable | None:
    """Return where a sheet's table stands: the Excel table of that name, or a plain list under its headings."""
    wanted = (shape.table or "").casefold()
    for name, table in book.tables.items():
        if name.casefold() == wanted and table.sheet in book.sheets:
            return table
    sheet = _sheet_named(book, shape.name)
    return _plain_list(sheet, shape) if sheet else None


def _sheet_named(book: Book, name: str) -> Sheet | None:
    wanted = folded(name)
    return next((sheet for sheet in book.sheets.values() if folded(sheet.name) == wanted), None)


def _copies(book: Book, layout: Layout) -> Iterator[Trouble]:
    """Name the sheets that Excel has named as copies of one of ours: "Targets (2)". Nothing on them is read."""
    ours = {folded(shape.name): shape.name for shape in layout.with_tables}
    for name in book.sheets:
        if (copy := _COPY.fullmatch(name)) and (original := ours.get(folded(copy[1]))):
            yield Trouble("copied sheet", name, None, {"original": original})


def _plain_list(sheet: Sheet, shape: SheetLayout) -> BookTable | None:
    """Return the rows under a heading row, as if they were a table, when at least half the headings match."""
    scores = [(how_many_match(shape, sheet.row(number)), number) for number in range(1, _HEADINGS_WITHIN + 1)]
    score, heading_row = max(scores, key=lambda pair: (pair[0], -pair[1]))
    if score * 2 < sum(not column.later for column in shape.columns):
        return None
    row = sheet.row(heading_row)
    first, last = min(row), max(row)
    headings = tuple(str(row.get(column, "")) for column in range(first, last + 1))
    end = max(sheet.rows)
    if shape.rows:  # below a list of fixed rows the sheet goes on with something else, after a blank row
        end = next(number for number in range(heading_row + 1, end + 2) if sheet.value(number, first) is None) - 1
    return BookTable(shape.table or "", sheet.name, Area(heading_row, first, max(end, heading_row + 1), last), headings)


def _corner(place: BookTable) -> CellRef:
    return CellRef(place.sheet, place.area.first_row, place.area.first_column)


# Its rows ---------------------------------------------------------------------------------------------------------


def _table(sheet: Sheet, shape: SheetLayout, place: BookTable, matched: Matched) -> Table:
    by_column = {column: name for name, column in matched.columns.items()}
    rows: list[Row] = []
    blank: list[int] = []
    for number in range(place.first_data_row, place.last_data_row + 1):
        typed = {by_column[column]: value for column, value in sheet.row(number).items() if column in by_column}
        values = _tidied(typed)
        if values:
            rows.append(Row(number, values, typed))
        else:
            blank.append(number)
    formulas = {
        (row, by_column[column]) for row, column in sheet.formulas if column in by_column and _inside(place, row)
    }
    return Table(
        key=shape.key,
        name=place.name,
        sheet=sheet.name,
        heading_row=place.area.first_row,
        columns=matched.columns,
        rows=tuple(rows),
        last_row=place.last_data_row,
        blank_rows=tuple(blank),
        extra=matched.extra,
        formulas=frozenset(formulas),
        width=place.area.last_column - place.area.first_column + 1,
        first_column=place.area.first_column,
        headings=matched.headings,
    )


def _tidied(typed: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the filled values as rules should see them; the same mapping when tidying changes nothing."""
    for value in typed.values():
        if value is None or (isinstance(value, str) and tidy_text(value) != value) or value == "":
            break
    else:
        return typed
    tidied = {name: tidy_text(value) if isinstance(value, str) else value for name, value in typed.items()}
    return {name: value for name, value in tidied.items() if value is not None and value != ""}


def as_shown(table: Table, shape: SheetLayout, book: Book) -> Table:
    """Return the table with its officers' percentages as their cells show them: Excel keeps 71% as 0.71.

    A number above MOST_AS_A_SHARE is read as it is kept. Where a cell's format is asked for whatever its number, it is
    said that it shows a hundred times as much: 900% for a 9 that was made a percentage afterwards.
    """
    names = [c.field for c in shape.columns if c.field in table.columns and c.kind in ("figure", "number")]
    theirs = {name for name in names if shape.field(name).owner is Owner.OFFICER}
    shown: dict[int, Row] = {}
    places: set[tuple[int, str]] = set()
    hundredfold: set[tuple[int, str]] = set()
    for row in table.rows if names else ():
        own = names if row.values.get("origin") == LOCAL else theirs
        for name in own:
            value = row.values.get(name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not value:
                continue
            small = abs(value) <= MOST_AS_A_SHARE
            if not (small or shape.key in _FEW_NUMBERS) or not is_shown_as_a_share(
                book.number_format(table.cell(row, name))
            ):
                continue
            if small:
                before = shown.get(row.number, row)
                shown[row.number] = replace(before, values={**before.values, name: round(value * 100, 10)})
                places.add((row.number, name))
            else:
                hundredfold.add((row.number, name))
    if not places and not hundredfold:
        return table
    rows = tuple(shown.get(row.number, row) for row in table.rows)
    return replace(table, rows=rows, per_cent=frozenset(places), hundredfold=frozenset(hundredfold))


def _inside(place: BookTable, row: int) -> bool:
    return place.first_data_row <= row <= place.last_data_row


# What a careful reader should know --------------------------------------------------------------------------------


def _troubles(sheet: Sheet, shape: SheetLayout, place: BookTable, table: Table) -> Iterator[Trouble]:
    if sheet.state != "visible" and not shape.hidden:
        yield Trouble("hidden sheet", sheet.name, None, {"state": sheet.state})
    for merge in sheet.merges:
        if merge.meets(place.area):
            cell = CellRef(sheet.name, merge.first_row, merge.first_column)
            yield Trouble("merged cells", sheet.name, cell, {"area": str(merge)})
    hidden = [row.number for row in table.rows if row.number in sheet.hidden_rows] if sheet.hidden_rows else []
    if hidden and shape.key != "changes":  # older runs are folded there
        words = {"rows": _rows_in_words(hidden), "filtered": "yes" if sheet.filtered else "no"}
        yield Trouble("hidden rows", sheet.name, CellRef(sheet.name, hidden[0], table.first_column), words)
    yield from _formula_troubles(shape, table)
    if not shape.rows:  # a list of fixed rows grows by none: below it the sheet goes on with something else
        yield from _below(sheet, place)


def _rows_in_words(rows: list[int]) -> str:
    """Return row numbers as an officer would say them: "7 to 9 and 12"."""
    return cells_in_words(CellRef("", row, 1) for row in rows).replace("A", "").replace(":", " to ")


def _formula_troubles(shape: SheetLayout, table: Table) -> Iterator[Trouble]:
    by_field: dict[str, list[CellRef]] = {}
    for number, name in sorted(table.formulas):
        by_field.setdefault(name, []).append(table.cell(number, name))
    for name, cells in by_field.items():
        column = shape.field(name)
        if column.kind != "formula":
            words = {"heading": column.heading, "field": name, "owner": column.owner.value}
            yield Trouble("formula", table.sheet, cells[0], {**words, "cells": cells_in_words(cells)})


def _below(sheet: Sheet, place: BookTable) -> Iterator[Trouble]:
    """Rows typed under a table, which Excel did not take into it. A totals row ends a table for good.

    Straight under it one cell is enough. After a blank row, where Excel lets no table grow, it takes two cells side by
    side in one row: a single one is a remark.
    """
    if place.has_totals:
        return
    columns = range(place.area.first_column, place.area.last_column + 1)
    cells: list[CellRef] = []
    straight = place.area.last_row + 1
    for number in sorted(row for row in sheet.rows if row > place.area.last_row):
        filled = [
            CellRef(place.sheet, number, column)
            for column, value in sheet.row(number).items()
            if column in columns and value is not None
        ]
        if filled and number == straight:
            straight += 1
        elif len(filled) < 2:
            continue
        cells += filled
    if cells:
        rows = _rows_in_words(sorted({cell.row for cell in cells}))
        words = {"cells": cells_in_words(cells), "rows": rows, "table": place.name}
        yield Trouble("below the table", place.sheet, min(cells), words)
