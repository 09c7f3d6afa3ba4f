"""One sheet with one Excel table, made from its layout: headings, rows, guards, marks, paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.building.conditional_formats import mark
from outcomes_xl.building.data_validation import guard
from outcomes_xl.building.page_setup import paper
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Area, CellRef, ErrorValue, Value
from outcomes_xl.model.cell_refs import column_letters, quoted
from outcomes_xl.model.heights import row_height
from outcomes_xl.reading.column_formulas import column_formula
from outcomes_xl.reading.layouts import Field, Layout, Owner, SheetLayout

BEYOND = 300
"""Rows under a table that carry its drop-downs already, so that a row added there has them too."""

LEAST_LINES = {"availability": 2, "findings": 3, "changes": 2}
"""Lines every row has room for where the tool writes sentences later; one elsewhere."""

FROZEN = {"availability": 2, "map": 2, "findings": 1}
"""Columns that stay in sight; one elsewhere. More would leave no room at 200 % zoom."""


@dataclass(frozen=True)
class PlacedTable:
    """Where a table came to stand; rows counted from 1 as Excel does."""

    layout: SheetLayout
    heading_row: int
    last_row: int

    @property
    def first_row(self) -> int:
        return self.heading_row + 1

    def column(self, field: str) -> int:
        """Return the field's column counted from 1."""
        return [column.field for column in self.layout.columns].index(field) + 1

    def area(self, field: str, beyond: int = 0) -> Area:
        column = self.column(field)
        return Area(self.first_row, column, self.last_row + beyond, column)

    def absolute(self, first_row: int, last_row: int, field: str) -> str:
        """Return rows of a column as a defined name needs them: "'Lists'!$B$6:$B$12"."""
        letters = column_letters(self.column(field))
        return f"{quoted(self.layout.name)}!${letters}${first_row}:${letters}${last_row}"


@dataclass(frozen=True)
class SheetContext:
    """What every sheet is made with."""

    book: Workbook
    styles: Styles
    layout: Layout
    framework: Framework
    tool_only: str = "The tool fills every column; there is nothing to type here."

    def place(self, key: str, field: str = "") -> CellRef:
        """Return the first cell of a sheet's column by field, as its table will stand; without a field, the title."""
        made = self.layout.sheet(key)
        if not field:
            return CellRef(made.name, 1, 1)
        fields = [column.field for column in made.columns]
        return CellRef(made.name, self.layout.heading_row + 1, fields.index(field) + 1)


def put(
    sheet: Worksheet, row: int, column: int, value: Value, styles: Styles, name: str, kind: str = "text", **more: Any
) -> None:
    """Write one value in a named style, text always as text; row and column counted from 1.

    ``kind`` is the column's; ``more`` are differences from the style.
    """
    at = (row - 1, column - 1)
    more = {**theme.KINDS[kind], **more}
    style = styles(name, **more)
    match value:
        case None | "":
            sheet.write_blank(*at, None, style)
        case bool():
            sheet.write_boolean(*at, value, style)
        case int() | float():
            sheet.write_number(*at, value, style)
        case datetime() | date():
            sheet.write_datetime(*at, value, styles(name, **{**more, **theme.KINDS["date"]}))
        case ErrorValue():
            sheet.write_formula(*at, f"={value.code}", style, value.code)
        case str() if value[0] in "=+-@":
            sheet.write_string(*at, value, styles(name, **more, quote_prefix=True))
        case _:
            sheet.write_string(*at, str(value), style)


def title(context: SheetContext, made: SheetLayout) -> Worksheet:
    """Add a sheet with its name, tab colour, title in A1 and what it is for in A2."""
    sheet = context.book.add_worksheet(made.name)
    sheet.set_tab_color(theme.TABS[made.colour])
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    for row, height in ((1, 19), (2, 19)):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, made.title, context.styles("Heading 1"))
    sheet.write_string(1, 0, made.about, context.styles("Explanatory Text"))
    return sheet


def legend(context: SheetContext, made: SheetLayout) -> str:
    """Return in words who fills what on a sheet."""
    owners = {column.owner for column in made.columns}
    if owners == {Owner.OFFICER}:
        return "You fill every column. Add a row by typing in the first empty row under the table."
    if Owner.OFFICER not in owners:
        return context.tool_only
    return "You fill the columns marked You; the tool fills the columns marked Tool."


def table_sheet(context: SheetContext, made: SheetLayout, rows: Sequence[Entry]) -> PlacedTable:
    """Add a sheet with its table and return where it stands. An empty table keeps the one blank row Excel needs."""
    sheet = title(context, made)
    sheet.write_string(2, 0, legend(context, made), context.styles("Explanatory Text"))
    placed = PlacedTable(made, context.layout.heading_row, context.layout.heading_row + max(len(rows), 1))
    columns(context, sheet, made)
    table(context, sheet, placed, rows)
    guard(context.framework, sheet, made, placed.first_row, placed.last_row, BEYOND)
    mark(context.styles, sheet, made, placed.first_row, placed.last_row + BEYOND)
    frozen = FROZEN.get(made.key.split("_")[0], 1)
    sheet.freeze_panes(placed.heading_row, frozen)
    paper(sheet, made.columns, placed.heading_row, frozen)
    return placed


def columns(context: SheetContext, sheet: Worksheet, made: SheetLayout) -> None:
    for number, column in enumerate(made.columns):
        sheet.set_column(number, number, column.width, context.styles.plain(column.kind))


def table(context: SheetContext, sheet: Worksheet, placed: PlacedTable, rows: Sequence[Entry]) -> None:
    """Write the words above the headings, the headings, the rows, and mark the whole as an Excel table."""
    made = placed.layout
    last = (placed.last_row - 1, len(made.columns) - 1)
    sheet.add_table(
        placed.heading_row - 1,
        0,
        *last,
        {
            "name": made.table,
            "style": None,
            "columns": [_excel_column(context, made, column) for column in made.columns],
        },
    )
    # Bold letters and the filter's arrow take room of their own.
    sheet.set_row(placed.heading_row - 1, row_height(((c.heading, c.width * 0.9 - 1) for c in made.columns), 2))
    for number, column in enumerate(made.columns, start=1):
        word = "You" if column.owner is Owner.OFFICER else "Tool"
        sheet.write_string(placed.heading_row - 2, number - 1, word, context.styles(f"Outcomes word {word}"))
        if column.formula:
            continue
        for place, row in enumerate(rows or ({},), start=placed.first_row):
            more = {**theme.FIELDS.get(column.field, {}), **_decimals(context, column, row)}
            put(sheet, place, number, row.get(column.field), context.styles, f"Outcomes {word}", column.kind, **more)
    least = LEAST_LINES.get(made.key, 1)
    for place, row in enumerate(rows or ({},), start=placed.first_row):
        sheet.set_row(place - 1, row_height(((row.get(c.field), c.width) for c in made.columns), least))
    context.styles.flexible_from[sheet.index] = placed.first_row
    sheet.ignore_errors({"number_stored_as_text": str(Area(placed.first_row, 1, last[0] + 1 + BEYOND, last[1] + 1))})


def _excel_column(context: SheetContext, made: SheetLayout, column: Field) -> dict[str, Any]:
    """Return what Excel is told of a column: of one with a formula that too, so that it goes on in added rows."""
    told: dict[str, Any] = {"header": column.heading, "header_format": _heading(context, column)}
    if column.formula:
        told["formula"] = column_formula(context.layout, made, column)
        told["format"] = context.styles("Outcomes Tool")
    return told


def _decimals(context: SheetContext, column: Field, row: Entry) -> dict[str, Any]:
    """Return the number format of a figure the tool writes, in the decimals of its row's metric."""
    if column.kind != "figure" or column.owner is not Owner.TOOL:
        return {}
    metric = context.framework.metrics.get(str(row.get("metric_id", "")))
    if metric is None:  # rows that a job adds look like the blank one; where decimals differ by unit, a mark says so
        return {"num_format": theme.DECIMALS} if not row else {}
    return {"num_format": theme.DECIMALS_OF.get(metric.unit, theme.DECIMALS)}


def _heading(context: SheetContext, column: Field) -> Any:
    return context.styles("Outcomes heading You" if column.owner is Owner.OFFICER else "Outcomes heading Tool")
