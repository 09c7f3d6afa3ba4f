"""What the formulas of a workbook come to, put beside them while XlsxWriter still has its sheets: nothing is read back.

XlsxWriter has no words for what a sheet holds so far, so this reads the records it keeps (``Worksheet.table``, by row
and column from 0): the same that it writes from. tests/building holds the values against the file, read and worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.formulas.recalculate import worked_out
from outcomes_xl.hosts.files.xml_escapes import encode_excel
from outcomes_xl.model import Area, Book, BookTable, CellRef, ErrorValue, Sheet, Value
from outcomes_xl.model.patches import Place

Values = Mapping[str, Mapping[Place, Value]]
"""What each formula comes to, by the sheet's name and by row and column counted from 1."""


def with_values(book: Workbook) -> Values:
    """Put beside every formula of a workbook that is not closed yet what it comes to, and return these values.

    Raises NotWorkedOut, naming the cell, for a formula that nobody without an office program knows.
    """
    before = as_book(book)
    values = worked_out(before).values
    for sheet in book.worksheets():
        for (row, column), value in values.get(sheet.get_name(), {}).items():
            cells = sheet.table[row - 1]
            cells[column - 1] = cells[column - 1]._replace(value=_written(value))
    for chart in book.charts:
        _draw(chart, before, values)
    return values


def _draw(chart: Chart, before: Book, values: Values) -> None:
    """Give a chart the figures it keeps of its cells: XlsxWriter would take a word, or nothing, for a nought."""
    for series in chart.series:
        sheet, _, cells = series["values"].removeprefix("=").rpartition("!")
        name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
        area, worked_out = Area.parse(cells.replace("$", "")), values.get(name, {})
        chart.formula_data[series["val_data_id"]] = [
            _figure(worked_out.get((row, column), before.sheets[name].value(row, column)))
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        ]


def _figure(value: Value) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_book(book: Workbook) -> Book:
    """Return a workbook that is not closed yet as it will read, its formulas without values."""
    texts = {number: text for text, number in book.str_table.string_table.items()}
    sheets = {sheet.get_name(): _sheet(sheet, texts) for sheet in book.worksheets()}
    tables = [_table(sheet.get_name(), table) for sheet in book.worksheets() for table in sheet.tables]
    names = {name: text for name, sheet, text, _ in book.defined_names if sheet == -1}
    return Book("made.xlsx", sheets, {table.name: table for table in tables}, names, number_format=_formats(book))


def _sheet(sheet: Worksheet, texts: Mapping[int, str]) -> Sheet:
    rows: dict[int, dict[int, Value]] = {}
    formulas: dict[Place, str] = {}
    for row, cells in sheet.table.items():
        held = rows[row + 1] = {}
        for column, cell in cells.items():
            match type(cell).__name__:
                case "String":
                    held[column + 1] = texts[cell.string]
                case "Formula":
                    formulas[row + 1, column + 1] = f"={cell.formula}"
                case "Number" | "Datetime":
                    held[column + 1] = _number(cell.number)
                case "RichString":
                    held[column + 1] = cell.raw_string
                case "Boolean":
                    held[column + 1] = bool(cell.boolean)
                case "Blank":
                    pass
                case other:
                    raise TypeError(f"{CellRef(sheet.get_name(), row + 1, column + 1)} holds {other}")
    return Sheet(sheet.get_name(), rows, formulas)


def _number(number: float) -> Value:
    """Return a number as it will stand in the file, where XlsxWriter keeps 16 digits of it; a day is its number."""
    kept = float(f"{number:.16G}")
    return int(kept) if kept.is_integer() else kept


def _table(sheet: str, table: Mapping[str, Any]) -> BookTable:
    headings = tuple(str(column["name"]) for column in table["columns"])
    return BookTable(table["name"], sheet, Area.parse(table["range"]), headings)


def _formats(book: Workbook) -> Callable[[CellRef], str]:
    def number_format(at: CellRef) -> str:
        cell = book.get_worksheet_by_name(at.sheet).table[at.row - 1].get(at.column - 1)
        return str(cell.format.num_format) if cell is not None and cell.format else ""

    return number_format


def _written(value: Value) -> Value:
    """Return a value as XlsxWriter takes it beside a formula: a text as XML can hold it, an error by its word."""
    match value:
        case ErrorValue(code):
            return code
        case str():
            return encode_excel(value)
    return value
