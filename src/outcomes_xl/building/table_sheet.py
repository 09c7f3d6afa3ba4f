"""One sheet with one Excel table, made from its layout: headings, rows, guards, marks, paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.building.conditional_formats import mark
from outcomes_xl.building.data_validation import Choices, guard
from outcomes_xl.building.formula_values import Values
from outcomes_xl.building.page_setup import paper
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Area, CellRef, ErrorValue, Value
from outcomes_xl.model.cell_refs import column_letters, quoted
from outcomes_xl.model.heights import row_height
from outcomes_xl.reading.column_formulas import column_formula, living_line
from outcomes_xl.reading.layouts import Field, Layout, Owner, SheetLayout

BEYOND = 300
"""Rows under a table that carry its drop-downs already, so that a row added there has them too."""

LEAST_LINES = {"availability": 2, "findings": 3, "changes": 2}
"""Lines every row has room for where the tool writes sentences later; one elsewhere."""

YOURS = "Yours"
"""The word above the columns an officer fills, on a sheet whose layout has no words of its own for them."""

_ARROW = 2.0
"""Of a heading's width, what the filter's arrow takes."""

AFTER_THE_LAST = 3.0
"""Width of the empty column behind a table whose last columns are folded: it carries their + button."""


_READS_AS_A_FORMULA = "=+-@"
"""What a text begins with that Excel would take for a formula when somebody goes into its cell."""


class QuickSheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's sheet, which looks through a formula once, and saves an empty text, or spaces, as Excel does."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions or self.use_future_functions)

    def _xml_formula_element(self, formula: str, result: Value, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if result == "":  # as Excel writes it; without its kind it would be no value, and worked out again by each job
            super()._xml_formula_element(formula, result, [*attributes, ("t", "str")])
        elif isinstance(result, str) and result != result.strip():  # else a reader may take the spaces away
            self._xml_start_tag("c", attributes)
            kept = (self._escape_data(text) for text in (formula, result))
            self.fh.write('<f>{}</f><v xml:space="preserve">{}</v>'.format(*kept))
            self._xml_end_tag("c")
        else:
            super()._xml_formula_element(formula, result, attributes)


@lru_cache(maxsize=4096)
def _prepared(formula: str, expand: bool) -> str:
    return str(Worksheet()._prepare_formula(formula, expand))


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
    once_worked_out: list[Callable[[Values], None]] = field(default_factory=list)
    """What has to wait until it is known what each formula comes to, such as the heights of rows."""

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
        case str() if value[0] in _READS_AS_A_FORMULA:
            sheet.write_string(*at, value, styles(name, **more, quote_prefix=True))
        case _:
            sheet.write_string(*at, str(value), style)


def title(context: SheetContext, made: SheetLayout) -> Worksheet:
    """Add a sheet with its name, tab colour, title in A1 and in A2 the sentence that is alive, or what it is for."""
    sheet = context.book.add_worksheet(made.name, QuickSheet)
    sheet.set_tab_color(theme.TABS[made.colour])
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    for row, height in ((1, 19), (2, 19)):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, made.title, context.styles("Heading 1"))
    if living := living_line(context.layout, made):
        sheet.write_formula(1, 0, living, context.styles("Outcomes living line"))
    else:
        sheet.write_string(1, 0, made.about, context.styles("Explanatory Text"))
    return sheet


def legend(context: SheetContext, made: SheetLayout) -> str:
    """Return the line that explains a sheet's marks, else in words who fills what on it."""
    if made.legend:
        return made.legend
    owners = {column.owner for column in made.columns}
    if owners == {Owner.OFFICER}:
        return "You fill every column. Add a row by typing in the first empty row under the table."
    if Owner.OFFICER not in owners:
        return context.tool_only
    return "Dark headings are yours to fill, light ones the tool's."


def table_sheet(
    context: SheetContext, made: SheetLayout, rows: Sequence[Entry], choices: Choices | None = None
) -> PlacedTable:
    """Add a sheet with its table and return where it stands. An empty table keeps the one blank row Excel needs.

    ``choices`` are lists that single rows have, by field and by the row's number from 0.
    """
    sheet = title(context, made)
    sheet.write_string(2, 0, legend(context, made), context.styles("Explanatory Text"))
    placed = PlacedTable(made, context.layout.heading_row, context.layout.heading_row + max(len(rows), 1))
    columns(context, sheet, made)
    table(context, sheet, placed, rows)
    own = {name: {placed.first_row + at: words for at, words in of.items()} for name, of in (choices or {}).items()}
    guard(context.framework, sheet, made, placed.first_row, placed.last_row, BEYOND, own)
    mark(context.styles, sheet, made, context.framework, placed.first_row, placed.last_row + BEYOND)
    frozen = next((number for number, column in enumerate(made.columns, start=1) if column.name), 1)
    sheet.freeze_panes(placed.heading_row, frozen)
    paper(sheet, made.in_sight, placed.heading_row, frozen)
    return placed


def columns(context: SheetContext, sheet: Worksheet, made: SheetLayout) -> None:
    """Set every column's width, and fold those away that are seldom needed; the + stands right of them."""
    folded = False
    for number, column in enumerate(made.columns):
        options = {"level": 1, "hidden": True} if column.fold else {"collapsed": True} if folded else {}
        sheet.set_column(number, number, column.width, context.styles.plain(column.kind), options)
        folded = column.fold
    if folded:
        sheet.set_column(len(made.columns), len(made.columns), AFTER_THE_LAST, None, {"collapsed": True})


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
            "columns": [_column(context, made, column) for column in made.columns],
        },
    )
    headings = ((c.heading, c.width - _ARROW, True) for c in made.in_sight)
    sheet.set_row(placed.heading_row - 1, row_height(headings, 2))
    _words_above(context, sheet, placed)
    for number, column in enumerate(made.columns, start=1):
        word = "You" if column.owner is Owner.OFFICER else "Tool"
        look = {**theme.FIELDS.get(column.field, {}), **({"bold": True} if column.name and not made.framework else {})}
        if column.formula:
            formula = column_formula(context.layout, made, column)
            style = context.styles(f"Outcomes {word}", **look, **theme.KINDS["formula"])
            for place in range(placed.first_row, placed.last_row + 1):
                sheet.write_formula(place - 1, number - 1, formula, style)
            continue
        style = context.styles(f"Outcomes {word}", **{**theme.KINDS[column.kind], **look})
        for place, row in enumerate(rows or ({},), start=placed.first_row):
            value, more = row.get(column.field), _decimals(context, column, row)
            if not more and isinstance(value, str) and value and value[0] not in _READS_AS_A_FORMULA:  # as most are
                sheet.write_string(place - 1, number - 1, value, style)
            else:
                put(sheet, place, number, value, context.styles, f"Outcomes {word}", column.kind, **{**look, **more})
    context.once_worked_out.append(partial(_fit, sheet, placed, rows))
    context.styles.flexible_from[sheet.index] = placed.first_row
    sheet.ignore_errors({"number_stored_as_text": str(Area(placed.first_row, 1, last[0] + 1 + BEYOND, last[1] + 1))})


def _column(context: SheetContext, made: SheetLayout, column: Field) -> dict[str, Any]:
    said = {"header": column.heading, "header_format": _heading(context, column)}
    # Excel fills a new row's cell with the column's formula by itself.
    return said | ({"formula": column_formula(context.layout, made, column)} if column.formula else {})


def _words_above(context: SheetContext, sheet: Worksheet, placed: PlacedTable) -> None:
    """Write the bands' words above their first columns; without any, only where the officer's columns begin."""
    made, row = placed.layout, placed.heading_row - 2
    bands = _bands(made)
    sheet.set_row(row, 20 if any(bands) else 8)
    for number, (column, band) in enumerate(zip(made.columns, bands, strict=True)):
        if band:
            whose = "You" if column.owner is Owner.OFFICER else "Tool"
            sheet.write_string(row, number, band, context.styles(f"Outcomes band {whose}"))


def _bands(made: SheetLayout) -> list[str]:
    if any(column.band for column in made.columns):
        return [column.band for column in made.columns]
    yours = [column.owner is Owner.OFFICER for column in made.columns]
    return [YOURS if now and not before else "" for before, now in zip([False, *yours], yours, strict=False)]


def _fit(sheet: Worksheet, placed: PlacedTable, rows: Sequence[Entry], values: Values) -> None:
    """Make each row as high as what stands in its cells needs, what its formulas come to included."""
    made = placed.layout
    there = values.get(made.name, {})
    columns = [
        (number if column.formula else 0, column.field, column.width, column.name and not made.framework)
        for number, column in enumerate(made.columns, start=1)
        if not column.fold
    ]
    least = LEAST_LINES.get(made.key, 1)
    for place, row in enumerate(rows or ({},), start=placed.first_row):
        texts = (
            (there.get((place, number)) if number else row.get(name), width, bold)
            for number, name, width, bold in columns
        )
        sheet.set_row(place - 1, row_height(texts, least))


def _decimals(context: SheetContext, column: Field, row: Entry) -> dict[str, Any]:
    """Return the number format of a figure the tool writes, in the decimals of its row's metric."""
    if column.kind != "figure" or column.owner is not Owner.TOOL:
        return {}
    metric = context.framework.metrics.get(str(row.get("metric_id", "")))
    if metric is None:  # rows that a job adds look like the blank one; where decimals differ by unit, a mark says so
        return {"num_format": theme.DECIMALS} if not row else {}
    return {"num_format": theme.DECIMALS_OF.get(metric.unit, theme.DECIMALS)}


def _heading(context: SheetContext, column: Field) -> Any:
    align = {"align": "right"} if column.kind in ("figure", "number") else {}
    name = "Outcomes heading You" if column.owner is Owner.OFFICER else "Outcomes heading Tool"
    return context.styles(name, **align)
