"""A Book of a test as a real file: every sheet and table where the Book has it, in XlsxWriter's own XML."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import xlsxwriter

from outcomes_xl.model import Book, ErrorValue, Value


def as_xlsx(book: Book) -> bytes:
    """Return a workbook file with a Book's sheets, cells and tables; days in the British way, text wrapped."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as made:
        looks = {
            "day": made.add_format({"num_format": "dd/mm/yyyy", "text_wrap": True}),
            "moment": made.add_format({"num_format": "dd/mm/yyyy hh:mm", "text_wrap": True}),
            "time": made.add_format({"num_format": "hh:mm", "text_wrap": True}),
            "text": made.add_format({"text_wrap": True}),
        }
        for sheet in book.sheets.values():
            page = made.add_worksheet(sheet.name)
            for table in (one for one in book.tables.values() if one.sheet == sheet.name):
                area = table.area
                columns = [{"header": heading} for heading in table.headings]
                corners = (area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1)
                page.add_table(*corners, {"name": table.name, "columns": columns})
            for row, cells in sheet.rows.items():
                for column, value in cells.items():
                    _put(page, row - 1, column - 1, value, looks)
    return out.getvalue()


def _put(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value, looks: dict[str, object]) -> None:
    match value:
        case bool():
            page.write_boolean(row, column, value, looks["text"])
        case str():
            page.write_string(row, column, value, looks["text"])
        case datetime():
            page.write_datetime(row, column, value, looks["moment"])
        case date():
            page.write_datetime(row, column, value, looks["day"])
        case time():
            page.write_datetime(row, column, value, looks["time"])
        case int() | float():
            page.write_number(row, column, value, looks["text"])
        case ErrorValue(code):
            page.write_formula(row, column, "=NA()", looks["text"], code)
