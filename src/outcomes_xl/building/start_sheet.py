"""The Start sheet: what to do in five lines, what else is here, and the table of settings under it."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building.data_validation import choice, day
from outcomes_xl.building.page_setup import on_one_page
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, columns, put, title
from outcomes_xl.model.cell_refs import CellRef, quoted
from outcomes_xl.model.heights import row_height
from outcomes_xl.reading.layouts import FixedRow, Owner, SheetLayout

MAPPING = "mapping"
"""Stands for the first of the mapping tabs."""

# What to do first: the link's words, where it goes (a layout key, or "" for this sheet's own table), what to do.
STEPS = (
    ("1. Choose your borough", "", "Choose its code and its name in the table below."),
    (
        "2. Answer Data availability",
        "availability",
        "One row a metric; a gap is a fair answer. Do you have a list of your own? Begin with Adopt a spreadsheet.",
    ),
    ("3. Check", "findings", "Findings then says what to look at: where, what, and what next."),
    (
        "4. Refresh mapping tabs",
        MAPPING,
        "Brings the latest links from the central file. Your decisions and notes stay.",
    ),
    (
        "5. Check data availability",
        "availability",
        "Looks in published files, and where Sources says your own data sits. Fills Gaps too.",
    ),
)
DAYS = frozenset({"Prepared on", "Last checked", "Last refreshed", "Availability last checked", "Released on"})
ELSE = (
    ("Summary", "summary", "The picture today, worked out by formulas: something to show a board."),
    ("Framework", "framework", "The outcomes, indicators and metrics. Add rows of your own at the end, marked Local."),
    ("Services and Service map", "services", "What families are offered, and which outcomes it contributes to."),
    ("Targets", "targets", "Where you want to be, and by when."),
    ("Changes", "changes", "What was done to this workbook, line by line. Undo takes the last job back."),
    ("Lists", "lists", "The words of every drop-down and what each means."),
)


def start_sheet(context: SheetContext, made: SheetLayout, rows: Sequence[Entry]) -> PlacedTable:
    """Add the Start sheet and return where its table stands (lower than elsewhere: the steps come first)."""
    sheet = title(context, made)
    columns(context, sheet, made)
    row = 4
    lines: list[tuple[int, str, str]] = []
    for heading, steps in (("What to do", STEPS), ("What else is here", ELSE)):
        sheet.write_string(row - 1, 0, heading, context.styles("Heading 2"))
        sheet.set_row(row - 1, 26)
        for number, (words, key, what) in enumerate(steps, start=row + 1):
            lines.append((number, words, key))
            sheet.set_row(number - 1, 21)
            sheet.write_string(number - 1, 1, what, context.styles("Outcomes plain"))
        row += len(steps) + 2
    sheet.write_string(row - 1, 0, "This workbook", context.styles("Heading 2"))
    sheet.set_row(row - 1, 26)
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, _legend(made), context.styles("Explanatory Text"))
    placed = PlacedTable(made, row + 2, row + 2 + len(rows))
    for number, words, key in lines:
        target = CellRef(made.name, placed.first_row, placed.column("answer")) if not key else None
        sheet_of_key = context.layout.mappings[0] if key == MAPPING else context.layout.sheet(key or made.key)
        where = str(target) if target else f"{quoted(sheet_of_key.name)}!A1"
        sheet.write_url(number - 1, 0, f"internal:{where}", context.styles("Outcomes link"), words, f"Go to {where}")
    _table(context, sheet, placed, rows)
    on_one_page(sheet)
    return placed


def settings_table(context: SheetContext, made: SheetLayout, rows: Sequence[Entry]) -> PlacedTable:
    """Add a sheet of fixed settings under the usual heading row (the central file's Release)."""
    sheet = title(context, made)
    columns(context, sheet, made)
    placed = PlacedTable(made, context.layout.heading_row, context.layout.heading_row + len(rows))
    who = "The publisher of the release fills this in."
    sheet.write_string(placed.heading_row - 2, 0, who, context.styles("Explanatory Text"))
    sheet.set_row(placed.heading_row - 2, 24)
    _table(context, sheet, placed, rows)
    on_one_page(sheet)
    return placed


def _legend(made: SheetLayout) -> str:
    yours = [row.setting for row in made.rows if row.owner is Owner.OFFICER]
    return f"You answer {', '.join(yours[:-1])} and {yours[-1]}. The tool writes the other answers."


def _table(context: SheetContext, sheet: Worksheet, placed: PlacedTable, rows: Sequence[Entry]) -> None:
    made = placed.layout
    heading = context.styles("Outcomes heading Tool")
    sheet.add_table(
        placed.heading_row - 1,
        0,
        placed.last_row - 1,
        len(made.columns) - 1,
        {
            "name": made.table,
            "style": None,
            "autofilter": False,
            "columns": [{"header": column.heading, "header_format": heading} for column in made.columns],
        },
    )
    sheet.set_row(placed.heading_row - 1, 24)
    fixed = {row.setting: row for row in made.rows}
    for number, row in enumerate(rows, start=placed.first_row):
        known = fixed.get(str(row.get("setting")))
        for place, column in enumerate(made.columns, start=1):
            yours = column.field == "answer" and known is not None and known.owner is Owner.OFFICER
            name = "Outcomes You" if yours else "Outcomes Tool"
            kind = "date" if column.field == "answer" and row.get("setting") in DAYS else column.kind
            put(sheet, number, place, row.get(column.field), context.styles, name, kind, valign="vcenter")
        height = row_height((row.get(column.field), column.width) for column in made.columns)
        sheet.set_row(number - 1, max(height, 26))
        if known:
            _guard(sheet, number, placed.column("answer"), known)


def _guard(sheet: Worksheet, row: int, column: int, known: FixedRow) -> None:
    at = (row - 1, column - 1, row - 1, column - 1)
    if known.list:
        sheet.data_validation(*at, choice(known.list, known.setting, known.about, firm=False))
    elif known.setting in DAYS and known.owner is Owner.OFFICER:
        sheet.data_validation(*at, day(known.setting, known.about))
    elif known.owner is Owner.OFFICER:
        sheet.data_validation(*at, {"validate": "any", "input_title": known.setting, "input_message": known.about})
