"""xlwings' remote engine (its PRO part) without a server: the document a client would post, and what it would be told.

Off unless the person running the tests has a licence of their own and asks for it: -m pro. The workbook behind it is
the stand-in of `stand_in_com`, so the same things are done to text as Excel does.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from outcomes_xl.model import Area
from tests.routes import stand_in_com as com


def snapshot(workbook: com.Workbook) -> dict[str, Any]:
    """Return the JSON document for a workbook as it stands."""
    sheets = [_sheet(sheet) for sheet in workbook.sheets]
    front = workbook.sheets.index(workbook.front)
    book = {"name": workbook.title, "active_sheet_index": front, "selection": "A1", "calculation": "Automatic"}
    return {"client": "Office.js", "version": _version(), "book": book, "names": [], "sheets": sheets}


def xlwings_book(workbook: com.Workbook) -> Any:
    import xlwings

    return xlwings.Book(json=json.loads(json.dumps(snapshot(workbook))))


def apply(workbook: com.Workbook, book: Any) -> None:
    """Do what the client would be told to, in order; an unknown action raises."""
    for action in json.loads(json.dumps(book.json()))["actions"]:
        perform(workbook, action)


def perform(workbook: com.Workbook, action: dict[str, Any]) -> None:
    """Do one action. Raises NotImplementedError for one that no client knows, ComError where Excel would refuse."""
    position = action["sheet_position"]
    sheet = None if position is None else workbook.sheets[position]
    area = None
    if action["start_row"] is not None and sheet is not None:
        row, column = action["start_row"] + 1, action["start_column"] + 1
        last = (row + action["row_count"] - 1, column + action["column_count"] - 1)
        area = com.Range(sheet, Area(row, column, *last))
    _do(workbook, sheet, area, action["func"], action["args"], action["values"])


def _do(workbook: com.Workbook, sheet: Any, area: Any, what: str, words: list[Any], values: Any) -> None:
    match what:
        case "setValues":
            area.Value = [[_typed(value) for value in row] for row in values]
        case "setFormula":
            rows = values if isinstance(values, list) else [[values] * len(row) for row in area.places()]
            for places, texts in zip(area.places(), rows, strict=True):
                for place, text in zip(places, texts, strict=True):
                    _type(sheet, place, text)
        case "setNumberFormat":
            area.NumberFormat = words[0]
        case "rangeClearContents":
            area.ClearContents()
        case "resizeTable":
            sheet.tables[words[0]].area = Area.parse(words[1].replace("$", ""))
        case "addTable":
            sheet.table(words[3], words[0].replace("$", ""))
        case "addSheet":
            if workbook.locked:
                raise com.ComError(com.REFUSED, "the structure is protected")
            workbook.sheets.insert(words[0], com.Worksheet(workbook, words[1]))
        case "setSheetName":
            sheet.title = words[0]
        case "sheetDelete":
            workbook.sheets.remove(sheet)
        case "rangeSelect":
            workbook.selected = (sheet.title, str(area.area))
        case "setCalculation" | "activateSheet" | "setColumnWidth" | "setFontProperty":
            pass
        case _:
            raise NotImplementedError(what)


def _type(sheet: com.Worksheet, place: tuple[int, int], text: Any) -> None:
    """Put a formula into a cell, or what is none: in a cell of the format Text all of it is text."""
    sheet.guard()
    cell = sheet.cells.setdefault(place, com.Cell())
    if isinstance(text, str) and text.startswith("=") and cell.form != "@":
        cell.formula, cell.value = text, 0.0
    else:
        com.take(cell, _typed(text))


def _typed(value: Any) -> Any:
    """Return a value as Office.js takes it: whole numbers are numbers, a date is text that Excel reads."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _sheet(sheet: com.Worksheet) -> dict[str, Any]:
    used = sheet.UsedRange.area
    grid = [
        [shown(sheet.cells.get((row, column), com.Cell())) for column in range(1, used.last_column + 1)]
        for row in range(1, used.last_row + 1)
    ]
    return {
        "name": sheet.title,
        "visibility": "Visible" if sheet.Visible == -1 else "Hidden",
        "values": grid,
        "tables": [_table(table) for table in sheet.tables],
        "notes": [],
        "notes_supported": True,
        "used_range_address": f"A1:{com.column_letters(used.last_column)}{used.last_row}",
        "used_range_row_count": used.last_row,
        "used_range_column_count": used.last_column,
        "show_gridlines": True,
        "print_area": None,
        **dict.fromkeys(("pictures", "shapes", "charts", "pivot_tables"), ()),
    }


def shown(cell: com.Cell) -> Any:
    """Return a cell's value as it travels: a day as a moment in text, an error as its word, a blank as no text."""
    value = com.shown(cell)
    if isinstance(value, com.Time):
        return (com.DAY_ZERO + timedelta(days=cell.value)).isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, int) and not isinstance(value, bool):
        return cell.value  # an error travels as its word
    return "" if value is None else value


def _table(table: com.ListObject) -> dict[str, Any]:
    area = table.area
    first, last = com.column_letters(area.first_column), com.column_letters(area.last_column)
    return {
        "name": table.title,
        "range_address": str(area),
        "header_row_range_address": f"{first}{area.first_row}:{last}{area.first_row}",
        "data_body_range_address": f"{first}{area.first_row + 1}:{last}{area.last_row}",
        "total_row_range_address": None,
        "row_count": area.last_row - area.first_row + 1,
        "column_count": area.last_column - area.first_column + 1,
        "columns": [],
        "show_headers": True,
        "show_totals": table.totals,
        "table_style": "",
        "show_autofilter": True,
    }


def _version() -> str:
    import xlwings

    return str(xlwings.__version__)
