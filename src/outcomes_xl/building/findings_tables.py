"""The Findings sheet: by kind, ten lines that work themselves out, and below it cell by cell, where Check writes.

Both are Excel tables, one below the other. The upper one is of fixed size, and every cell of it is a formula over the
lower: so it is true at once when an officer settles a finding, and however the lower one is sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.conditional_formats import mark
from outcomes_xl.building.data_validation import guard
from outcomes_xl.building.page_setup import paper
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.building.table_sheet import BEYOND, PlacedTable, SheetContext, columns, table, title
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.reading.column_formulas import spelled_out
from outcomes_xl.reading.layouts import Layout, SheetLayout

MOST_KINDS = 10
KINDS_TABLE = "tblFindingKinds"
NO_MORE = "–"
"""What stands in a line of the list by kind that no kind needs: a screen reader takes blank lines for its end."""
_KIND_HEADINGS = ("How much it matters", "First one", "What should be so", "What to do for all of them", "How many")
_HEADINGS_OF_KINDS, _BY_KIND, _CELL_BY_CELL = 5, "By kind", "Cell by cell"
HEADING_ROW = _HEADINGS_OF_KINDS + MOST_KINDS + 4
"""The headings of the lower table: a blank row, its name, and the words above the headings stand between."""
_TWO_LINES = 32


def findings_sheet(context: SheetContext, made: SheetLayout, rows: Sequence[Entry]) -> PlacedTable:
    """Add the sheet and return where its lower table stands, the one that Check writes."""
    sheet = title(context, made)
    living = spelled_out(context.layout, made, made.living)
    bold = context.styles("Explanatory Text", bold=True, font_color=theme.INK)
    sheet.write_formula(1, 0, living, bold)
    sheet.write_string(2, 0, made.legend, context.styles("Explanatory Text"))
    columns(context, sheet, made)
    _by_kind(context, sheet, made, rows)
    sheet.set_row(HEADING_ROW - 3, 24)
    sheet.write_string(
        HEADING_ROW - 3, 0, f"{_CELL_BY_CELL}. Dark headings are yours to fill.", context.styles("Heading 2")
    )
    placed = PlacedTable(made, HEADING_ROW, HEADING_ROW + max(len(rows), 1))
    table(context, sheet, placed, rows)
    guard(context.framework, sheet, made, placed.first_row, placed.last_row, BEYOND)
    _marks(context, sheet, placed)
    mark(context.styles, sheet, made, context.framework, placed.first_row, placed.last_row + BEYOND)
    sheet.freeze_panes(2, 1)
    paper(sheet, made.in_sight, placed.heading_row, 1)
    return placed


def _by_kind(context: SheetContext, sheet: Worksheet, made: SheetLayout, rows: Sequence[Entry]) -> None:
    head = context.styles("Outcomes heading Tool")
    sheet.write_string(
        _HEADINGS_OF_KINDS - 2, 0, f"{_BY_KIND}. This list works itself out.", context.styles("Heading 2")
    )
    sheet.set_row(_HEADINGS_OF_KINDS - 2, 24)
    sheet.add_table(
        _HEADINGS_OF_KINDS - 1,
        0,
        _HEADINGS_OF_KINDS - 1 + MOST_KINDS,
        len(_KIND_HEADINGS) - 1,
        {
            "name": KINDS_TABLE,
            "style": None,
            "autofilter": False,
            "columns": [{"header": heading, "header_format": head} for heading in _KIND_HEADINGS],
        },
    )
    sheet.set_row(_HEADINGS_OF_KINDS - 1, _TWO_LINES)
    plain, link = context.styles("Outcomes Tool"), _link(context)
    for number in range(1, MOST_KINDS + 1):
        row = _HEADINGS_OF_KINDS - 1 + number
        sheet.set_row(row, _TWO_LINES)
        for column, formula in enumerate(_of_kind(context.layout, made, number)):
            sheet.write_formula(row, column, formula, link if column == 1 else plain)
    first = _HEADINGS_OF_KINDS + 1
    mark(
        context.styles,
        sheet,
        replace(made, columns=made.columns[:1], key=""),
        context.framework,
        first,
        first + MOST_KINDS - 1,
    )


def _of_kind(plan: Layout, made: SheetLayout, number: int) -> tuple[str, ...]:
    """Return the formulas of a line of the list by kind; the last one sums up what the list has no room for."""

    def at(field: str) -> str:
        return f"INDEX({{this.{field}}},MATCH({number},{{this.kind_number}},0))"

    there = f"ISNUMBER(MATCH({number},{{this.kind_number}},0))"
    link = f"""HYPERLINK("#'"&SUBSTITUTE({at("sheet")},"'","''")&"'!"&{at("first_cell")},"Go to the first")"""
    kind, for_all, of = at("kind"), at("for_all"), str(number)
    if number == MOST_KINDS:
        more = f"MAX({{this.kind_number}})>{number}"
        kind = f'IF({more},(MAX({{this.kind_number}})-{number - 1})&" more kinds",{kind})'
        for_all = f'IF({more},"They stand below, cell by cell.",{for_all})'
        of = f'">={number}"'
    many = "&".join(
        f'COUNTIFS({{this.kind_number}},{of},{{this.counts}},"{word}")&"{said}"'
        for word, said in (("open", " open, "), ("settled", " settled"))
    )
    formulas = (
        f'IFERROR({at("severity")},"")',
        f'IFERROR({link},"")',
        f'IFERROR({kind},"{NO_MORE}")',
        f'IFERROR({for_all},"")',
    )
    return tuple("=" + spelled_out(plan, made, one) for one in (*formulas, f'IF({there},{many},"")'))


def _marks(context: SheetContext, sheet: Worksheet, placed: PlacedTable) -> None:
    made, first, last = placed.layout, placed.first_row, placed.last_row + BEYOND
    counts, answer = (column_letters(placed.column(name)) for name in ("counts", "answer"))
    settled = {"criteria": f'=${counts}{first}="settled"', "format": context.styles.mark(theme.SETTLED_ROW)}
    gone = {"criteria": f'=${counts}{first}="gone"', "format": context.styles.mark(theme.SETTLED_ROW)}
    waits = f'=AND(LEN(${answer}{first})=0,${counts}{first}="open")'
    for how in (settled, gone):
        sheet.conditional_format(first - 1, 0, last - 1, len(made.columns) - 1, {"type": "formula", **how})
    at = placed.column("answer") - 1
    calls = {"type": "formula", "criteria": waits, "format": context.styles.mark(theme.WAITS)}
    sheet.conditional_format(first - 1, at, last - 1, at, calls)


def _link(context: SheetContext) -> object:
    return context.styles("Outcomes Tool", **theme.FIELDS["go_to"])
