"""A whole adoption: a StyledBook in; entries for a new workbook, accounts of every cell, questions and notes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from outcomes_xl.adopt.account_for import account_for_structure, account_for_the_rest
from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.around_table import above, is_of_something_else, subject_of
from outcomes_xl.adopt.cards import titles_by_colour
from outcomes_xl.adopt.cell_accounts import NOT_CARRIED, USED
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.columns import columns_of
from outcomes_xl.adopt.found_table import FoundTable, SheetKey
from outcomes_xl.adopt.into_entries import carry
from outcomes_xl.adopt.jottings import without_jottings
from outcomes_xl.adopt.left_unread import SOMETHING_ELSE
from outcomes_xl.adopt.local_rows import local_row
from outcomes_xl.adopt.part_rows import join_parts, names_of_parts
from outcomes_xl.adopt.part_titles import is_wider
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.adopt.row_answers import Answers, ReadTable, answers_of, row_said
from outcomes_xl.adopt.row_matching import RowMatch, WantedRow, match_rows
from outcomes_xl.adopt.row_offers import offers
from outcomes_xl.adopt.sections_above import SectionsAbove, with_section
from outcomes_xl.adopt.service_rows import add_service
from outcomes_xl.adopt.sheet_keys import read_key
from outcomes_xl.adopt.structure import above_it, bands, find_tables, names_rows
from outcomes_xl.adopt.table_row import TableReading, TableRow
from outcomes_xl.adopt.table_rows import read_rows
from outcomes_xl.adopt.tallies import without_tallies
from outcomes_xl.adopt.titles import Titles, titles_of
from outcomes_xl.adopt.total_rows import counts_a_section, is_total
from outcomes_xl.adopt.twice import settle_twice
from outcomes_xl.adopt.whose_rows import ask_about_other_names, leave_others_rows
from outcomes_xl.adopt.words import words
from outcomes_xl.adopt.year_columns import headings_with_years, year_of
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.collector import collector_at_rest
from outcomes_xl.model.styled_cells import StyledBook, StyledCell, StyledSheet


@collector_at_rest()
def adopt(
    book: StyledBook, framework: Framework, borough: str, notes: ReadingNotes, codes: Mapping[str, str] | None = None
) -> Adoption:
    """Return what a borough's own spreadsheet comes to. Nothing is opened or written here.

    ``codes`` are ids of other lists for metrics of ours, beside those the framework knows.
    """
    made = Adoption(framework, notes, borough, titles_of(framework, codes or {}))
    shown = {one.name: "visible" for one in book.sheets if notes.hidden_sheet(one.name)}
    book = replace(book, sheets=tuple(replace(one, state=shown.get(one.name, one.state)) for one in book.sheets))
    key = SheetKey()
    for sheet in book.sheets:
        read_key(sheet, made.titles.is_title, key)
    keys = {sheet.name: key.on(sheet.name, words().status) for sheet in book.sheets}
    _mark_key(made, book, key.on("", words().status))
    made.sheet_years = _years_of_sheets(book)
    readings: list[_Read] = []
    for sheet in book.sheets:
        readings += _read_sheet(made, sheet, keys[sheet.name])
    _match(made, readings)
    rows = [answer for reading in readings for answer in _answers(made, reading, keys[reading.sheet.name])]
    settle_twice(made, rows)
    for sheet in book.sheets:
        account_for_the_rest(made, sheet)
    ask_about_other_names(made, book)
    return made


def _mark_key(made: Adoption, book: StyledBook, key: SheetKey) -> None:
    for sheet in book.sheets:
        for place in sorted(key.used.get(sheet.name, ())):
            cell = sheet.cells[place]
            made.accounts.put(sheet.name, cell, USED, "It explains letters, words or colours.")
    made.learnt.words.update({("key", typed): means for typed, means in key.words.items()})
    made.learnt.words.update({("colour", fill): means for fill, means in key.fills.items()})


def _years_of_sheets(book: StyledBook) -> dict[str, str]:
    """Return the years by which sheets are called, where two or more are: the latest one's answers hold now."""
    found = {
        one.name: one.name for one in book.sheets if one.state == "visible" and year_of(StyledCell(0, 0, one.name))
    }
    return found if len(found) > 1 else {}


@dataclass
class _Read:
    """A table read: its sheet, its columns, its rows, and what each is."""

    sheet: StyledSheet
    table: FoundTable
    columns: dict[int, Column]
    rows: TableReading
    matches: dict[int, RowMatch] = field(default_factory=dict)

    @property
    def is_services(self) -> bool:
        return any(column.field.startswith("services.") for column in self.columns.values())


_FEW_CELLS = 3000
"""Cells up to which a sheet's layout is read by titles in other words as well: a long list is told by its headings."""


# Sheets ---------------------------------------------------------------------------------------------------------------


def _read_sheet(made: Adoption, sheet: StyledSheet, key: SheetKey) -> list[_Read]:
    explained = key.used.get(sheet.name, set())
    if explained:  # a key beside a table is no part of its rows
        sheet = replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place not in explained})
    parts = bands(without_tallies(without_jottings(sheet), made.titles.is_title), explained)
    return [reading for part in parts for reading in _read_part(made, part, key)]


def _read_part(made: Adoption, sheet: StyledSheet, key: SheetKey) -> list[_Read]:
    small = len(sheet.cells) <= _FEW_CELLS
    is_title, is_metric = (
        (made.titles.is_like_title, made.titles.is_like_metric)
        if small
        else (made.titles.is_title, made.titles.is_metric)
    )
    tables = find_tables(sheet, is_title, key.used.get(sheet.name, set()))
    if key.fills and not any(names_rows(table) for table in tables):
        of_colours = titles_by_colour(sheet, made.titles.is_title, key)
        tables = [of_colours] if of_colours else tables
    context = with_section(SectionsAbove(), sheet.name, made.titles) or SectionsAbove()
    context = replace(context, sheet_year=made.sheet_years.get(sheet.name, ""))
    if tables:
        context = above(made, sheet, tables[0], context)
    readings = []
    for position, table in enumerate(tables):
        rows = _rows_of(table, made.titles)
        columns = columns_of(
            table,
            rows,
            key,
            made.notes,
            made.learnt,
            made.borough,
            is_metric,
            made.is_borough,
            made.named_in,
        )
        subject = table.subject or (subject_of(made, sheet, table, columns) if position == 0 else None)
        if subject is None and is_of_something_else(made, table, rows, columns):
            for cell in [*above_it(sheet, table), *(c for row in rows for c in row.values()), *table.headings.values()]:
                if cell.value is not None or cell.formula:
                    made.accounts.put(sheet.name, cell, NOT_CARRIED, SOMETHING_ELSE)
            continue
        last = not any(not one.foreign for one in tables[position + 1 :])
        reading = read_rows(table, columns, made.titles, context, last, made.borough, subject)
        told = leave_others_rows(made.accounts, made.framework, made.borough, table, reading)
        made.told_whose = made.told_whose or told or any(one.field == "elsewhere" for one in columns.values())
        reading.rows = join_parts(reading.rows)
        context = reading.context
        readings.append(_Read(sheet, table, columns, reading))
        made.tables += 1
        account_for_structure(made, sheet, table, reading)
    return readings


def _rows_of(table: FoundTable, titles: Titles) -> list[dict[int, StyledCell]]:
    if table.records is not None:
        return table.records
    wanted: dict[int, dict[int, StyledCell]] = {number: {} for number in table.rows}
    for (row, column), cell in table.sheet.cells.items():
        if row in wanted:
            wanted[row][column] = cell
    table.worked_out = {number for number, row in wanted.items() if is_total(row, titles)}
    kept = (row for number, row in wanted.items() if number not in table.worked_out)
    return [row for row in kept if not counts_a_section(row, titles)]


# Rows -----------------------------------------------------------------------------------------------------------------


def _match(made: Adoption, readings: list[_Read]) -> None:
    """Find each row's metric: the surest tables first, so that a near title never takes an exact one's metric."""
    wanted: list[WantedRow] = []
    owner: list[tuple[_Read, int]] = []
    for reading in readings:
        if reading.is_services or reading.sheet.state != "visible":
            continue
        for row in reading.rows.rows:
            if row.nameless:
                reading.matches[row.number] = RowMatch(how="nameless")
                continue
            wanted.append(_wanted(row, len(wanted)))
            owner.append((reading, row.number))
    matches = match_rows(wanted, made.titles)
    for number, (reading, row_number) in enumerate(owner):
        reading.matches[row_number] = matches[number]
    for reading in readings:
        if not reading.is_services and reading.sheet.state == "visible":
            _stand_alone(made, reading)
    for reading in readings:
        if reading.sheet.state != "visible":  # an older copy takes no row's metric, and makes no local rows
            found = match_rows([_wanted(row, row.number) for row in reading.rows.rows], made.titles)
            reading.matches = {n: replace(m, how="hidden") for n, m in found.items()}


def _stand_alone(made: Adoption, reading: _Read) -> None:
    """Ask whose a row called England is that stands below a row of the borough's own: the two may be of other things.

    Such a row keeps its place, and is asked about as one that has no name of its own.
    """
    rows: list[TableRow] = []
    for row in reading.rows.rows:
        rows.append(row)
        wider = [part for part in row.parts if is_wider(part.title)]
        match = reading.matches.get(row.number, RowMatch())
        if not wider or row_said(made, row, match, reading.sheet.name).how != "local":
            continue
        row.parts = [part for part in row.parts if part not in wider]
        for part in wider:
            part.part_of = 0
            reading.matches[part.number] = RowMatch(how="nameless")
        rows += wider
    reading.rows.rows = rows


def _wanted(row: TableRow, number: int) -> WantedRow:
    outcome = row.outcome
    return WantedRow(number, row.title, row.ids, row.indicator, outcome, row.domain, row.context.layer)


def _answers(made: Adoption, reading: _Read, key: SheetKey) -> list[Answers]:
    found: list[Answers] = []
    table = ReadTable(reading.sheet, reading.columns, headings_with_years(reading.table), key)
    is_services = reading.is_services
    for row in reading.rows.rows:
        if is_services:
            add_service(made, reading.sheet.name, row, reading.columns)
            continue
        names_of_parts(made.accounts, reading.sheet.name, row, reading.columns)
        match = row_said(made, row, reading.matches.get(row.number, RowMatch()), reading.sheet.name)
        for column, cell in row.cells.items():
            if (column in table.naming or cell is row.title_cell) and row.is_its_name(cell, table.columns.get(column)):
                made.accounts.put(reading.sheet.name, cell, USED, "It names the row.")
        if match.how == "local" and reading.sheet.state == "visible":
            metric_id = local_row(made, row, reading.sheet.name)
            match = replace(match, metric_id=metric_id)
        answers = answers_of(made, table, row, match)
        if match.how in ("ask", "two", "nameless") and answers.hold is not None and answers.hold.about == "row":
            likely = match.candidates or ([found[-1].match.metric_id] if found and match.how == "nameless" else [])
            metrics = [one for one in likely if one in made.framework.metrics]
            again = partial(answers_of, made, table.alone(), row)
            answers.offers = offers(made, row, reading.sheet.name, metrics, again, carry)
        found.append(answers)
    return found
