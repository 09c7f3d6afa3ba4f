"""What the formulas of a workbook come to, put beside them before it is written: Protected View shows what is so.

The same words of formulas are worked out for a closed file after a job (formulas/), so both say the same.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.formulas.formula_parser import NotWorkedOut
from outcomes_xl.formulas.work_out import Workings
from outcomes_xl.model import Area, Book, BookTable, ErrorValue, Sheet, Value
from outcomes_xl.model.patches import Place


def put_values(book: Workbook) -> None:
    """Work out every formula written so far and keep its value; one that cannot be keeps what it was written with."""
    made = _book(book)
    ours = {(name, place): text for name, sheet in made.sheets.items() for place, text in sheet.formulas.items()}
    worked = Workings(made, ours, lambda sheet, place: True)
    values: dict[tuple[str, Place], Value] = {}
    for sheet in book.worksheets():
        for row, cells in sheet.table.items():
            for column, cell in cells.items():
                if type(cell).__name__ != "Formula":
                    continue
                place = sheet.name, (row + 1, column + 1)
                try:
                    values[place] = worked.value(*place)
                except NotWorkedOut:
                    continue
                found = values[place]
                cells[column] = cell._replace(value=found.code if isinstance(found, ErrorValue) else found)
    _fill_charts(book, made, values)


def _fill_charts(book: Workbook, made: Book, values: dict[tuple[str, Place], Value]) -> None:
    """Give charts what they keep of the cells: XlsxWriter would put a nought where there is no figure."""
    for chart in book.charts:
        for text, number in chart.formula_ids.items():
            sheet, _, cells = text.rpartition("!")
            name = sheet.strip("'").replace("''", "'")
            area = Area.parse(cells.replace("$", ""))
            rows = range(area.first_row, area.last_row + 1)
            places = [(row, column) for row in rows for column in range(area.first_column, area.last_column + 1)]
            found = [values.get((name, place), made.sheets[name].value(*place)) for place in places]
            chart.formula_data[number] = [None if isinstance(value, ErrorValue) else value for value in found]


def _book(book: Workbook) -> Book:
    sheets = {sheet.name: _sheet(sheet) for sheet in book.worksheets()}
    tables = {}
    for sheet in book.worksheets():
        for table in sheet.tables:
            headings = tuple(str(column["name"]) for column in table["columns"])
            tables[table["name"]] = BookTable(table["name"], sheet.name, Area.parse(table["range"]), headings)
    names = {name: text for name, _, text, _ in book.defined_names}
    return Book("a new workbook", sheets, tables, names)


def _sheet(sheet: Worksheet) -> Sheet:
    words = {number: text for text, number in sheet.str_table.string_table.items()}
    rows: dict[int, dict[int, Value]] = {}
    formulas: dict[Place, str] = {}
    for row, cells in sheet.table.items():
        for column, cell in cells.items():
            if type(cell).__name__ == "Formula":
                formulas[row + 1, column + 1] = cell.formula
                rows.setdefault(row + 1, {})[column + 1] = cell.value
            elif (value := _value(cell, words)) is not None:
                rows.setdefault(row + 1, {})[column + 1] = value
    return Sheet(sheet.name, rows, formulas)


def _value(cell: Any, words: dict[int, str]) -> Value:
    match type(cell).__name__:
        case "Number" | "Datetime":
            figure = float(cell.number)
            return int(figure) if figure.is_integer() else figure
        case "String":
            return words[cell.string]
        case "Boolean":
            return bool(cell.boolean)
    return None
