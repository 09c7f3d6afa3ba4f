"""The Start sheet: what is next, six steps with how far each is, the settings, and every sheet of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.data_validation import choice, day
from outcomes_xl.building.page_setup import from_page_to_page, on_one_page
from outcomes_xl.building.references import References
from outcomes_xl.building.start_formulas import NAMED, NOW, Counts, Step, next_step, sheet_stands, steps
from outcomes_xl.building.start_formulas import title as title_formula
from outcomes_xl.building.table_contents import Entry
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, columns, put, title
from outcomes_xl.model.cell_refs import CellRef
from outcomes_xl.model.heights import row_height
from outcomes_xl.reading.layouts import FixedRow, Owner, SheetLayout

DAYS = frozenset({"Prepared on", "Last checked", "Last refreshed", "Availability last checked", "Released on"})
MAY_BE_BLANK = frozenset({"Central file"})
"""A setting of the officer's that need not be answered."""
STEP_HEADINGS = ("Step", "Where it stands now", "With the buttons (Excel on Windows)", "Without them (Mac, web, phone)")
SHEET_HEADINGS = ("Sheet", "Where it stands", "What it is for")
LAST_WIDTH = 46
"""How wide the column right of the settings is, in characters: it holds only what is done without buttons."""

MARKS = (
    "Six steps, from the top. ● done   ► to do now   ○ later.   "
    "Everywhere: dark headings are yours to fill, light ones the tool's; a cream cell waits for you."
)
COPY_MARKS = (
    "A copy to share: what it is, and what was held back, stands below the steps.   ● done   ► to do now   ○ later."
)
YOURS = "Framed cells are yours to fill; the tool writes the other answers."
GO_THERE = "Choose a name to go there."
BEFORE_OUTCOMES = "At the top of Excel:   File   Home   Insert   Page Layout   Formulas   Data   Review   View   "
AFTER_OUTCOMES = "   Help"
WITHOUT_TAB = (
    "No tab called Outcomes? The add-in is not on this computer: see the page “Install” of the guide, or work "
    "with the right-hand column."
)
BEGIN_FROM = (
    "A spreadsheet already? Begin from it: Adopt a spreadsheet, on the Outcomes tab, makes a workbook like this out "
    "of it, and tells you of every cell what became of it."
)
PURPOSES = {
    "summary": "The picture today on one page, worked out by formulas: something to show a board.",
    "card": "One metric on one page: its figures and their line, its caution, who holds it, what it answers.",
    "framework": "Outcomes, indicators and metrics. Add rows of your own at the end, marked Local.",
    "availability": "One row a metric: what was found, and your answer beside it. A gap is a fair answer.",
    "services": "What families are offered.",
    "service_map": "Which service contributes to which outcome.",
    "sources": "Where your own data sits, if the tool should look there too.",
    "targets": "Where you want to be, and by when.",
    "milestones": "Where you want to be on the way, and national ambitions beside it.",
    "priorities": "From a long list of outcomes to the headlines agreed with partners.",
    "qualitative": "What families and practitioners say: evidence that needs no number.",
    "gaps": "What we cannot use yet: what it needs, and whom to ask.",
    "figures": "Every figure found, period by period; for the card, and for charts of your own.",
    "findings": "What Check noticed: where, what, and what next.",
    "changes": "What was done to this workbook, line by line. Undo takes the last job back.",
    "progress": "Where the measures stood, day by day; for charts of your own.",
    "lists": "The words of every drop-down and what each means.",
}
"""What a sheet is for, in a line; of a national framework's tab and of any other, what the sheet itself says."""


def start_sheet(
    context: SheetContext, made: SheetLayout, rows: Sequence[Entry], about_copy: Sequence[str] = ()
) -> PlacedTable:
    """Add the Start sheet and return where its settings stand; they have names for other sheets' formulas.

    ``about_copy`` are three lines on what a copy is and what was held back: they stand where a workbook of one's own
    says where the buttons are.
    """
    sheet = title(context, made)
    columns(context, sheet, made)
    sheet.set_column(len(made.columns), len(made.columns), LAST_WIDTH, context.styles.plain("text"))
    of = References(context.layout)
    count = Counts(of)
    todo = steps(of, count, context.layout.mappings[-1].key)
    first_step = 4
    words = first_step + len(todo) + 2
    placed = PlacedTable(made, words + 6, words + 6 + len(rows))
    sheet.write_formula(0, 0, title_formula(), context.styles("Heading 1"))
    sheet.write_formula(1, 0, next_step(count), context.styles("Heading 2", font_size=14, font_color=theme.INK))
    sheet.write_string(2, 0, COPY_MARKS if about_copy else MARKS, context.styles("Explanatory Text"))
    sheet.set_row(1, 24)
    _steps(context, sheet, first_step, todo, placed)
    if about_copy:
        _about_copy(context, sheet, words, about_copy)
    else:
        _buttons(context, sheet, words)
    _heading(context, sheet, placed.heading_row - 1, "This workbook", YOURS)
    _table(context, sheet, placed, rows)
    _name_settings(context, placed, rows)
    _waiting(context, sheet, placed, rows)
    below = placed.last_row + 2
    _heading(context, sheet, below, "All the sheets", GO_THERE)
    _sheets(context, sheet, below + 1, of, count)
    from_page_to_page(sheet, [below])
    return placed


def _heading(context: SheetContext, sheet: Worksheet, row: int, words: str, about: str = "") -> None:
    """Write a heading in words and, quietly beside it in the same cell, what is below it."""
    look, quiet = context.styles("Heading 2"), context.styles("Explanatory Text")
    if about:
        sheet.write_rich_string(row - 1, 0, look, f"{words}   ", quiet, about, context.styles("Outcomes plain"))
    else:
        sheet.write_string(row - 1, 0, words, look)
    sheet.set_row(row - 1, 24)


def _plain_table(
    context: SheetContext, sheet: Worksheet, name: str, row: int, last: int, headings: Sequence[str]
) -> None:
    look = context.styles("Outcomes heading Tool", valign="vcenter")
    named = [{"header": one, "header_format": look} for one in headings]
    area = (row - 1, 0, last - 1, len(headings) - 1)
    sheet.add_table(*area, {"name": name, "style": None, "autofilter": False, "columns": named})
    sheet.set_row(row - 1, 24)


def _steps(context: SheetContext, sheet: Worksheet, row: int, todo: Sequence[Step], settings: PlacedTable) -> None:
    _plain_table(context, sheet, "tblSteps", row, row + len(todo), STEP_HEADINGS)
    look = context.styles("Outcomes Tool", valign="vcenter")
    widths = [column.width for column in settings.layout.columns]
    for number, step in enumerate(todo, start=row + 1):
        own = step.key == settings.layout.key
        where = CellRef(settings.layout.name, settings.first_row, 2) if own else context.place(step.key, step.field)
        _link(context, sheet, number, step.words, where)
        sheet.write_formula(number - 1, 1, step.stands, look)
        sheet.write_string(number - 1, 2, step.with_buttons, look)
        sheet.write_string(number - 1, 3, step.without, look)
        sheet.set_row(number - 1, max(row_height(((step.with_buttons, widths[2]), (step.without, LAST_WIDTH))), 34))
    waits = context.styles.mark({**theme.WAITS, "bold": True})
    begins = {"type": "text", "criteria": "begins with", "value": NOW, "format": waits}
    sheet.conditional_format(row, 1, row + len(todo) - 1, 1, begins)


def _link(context: SheetContext, sheet: Worksheet, row: int, words: str, where: CellRef) -> None:
    look = context.styles("Outcomes link", bottom=1, bottom_color=theme.LINE, indent=1)
    sheet.write_url(row - 1, 0, f"internal:{where}", look, words, f"Go to {where}")


def _buttons(context: SheetContext, sheet: Worksheet, row: int) -> None:
    """Write where the buttons are, as Excel's own row of tabs, and where to begin with a spreadsheet of one's own."""
    quiet = context.styles("Explanatory Text")
    tab = context.styles("Outcomes link", font_size=12)
    _heading(context, sheet, row, "Where the buttons are")
    sheet.write_rich_string(
        row, 0, quiet, BEFORE_OUTCOMES, tab, " Outcomes ", quiet, AFTER_OUTCOMES, context.styles("Outcomes plain")
    )
    for number, words in enumerate((WITHOUT_TAB, BEGIN_FROM), start=row + 1):
        sheet.write_string(number, 0, words, quiet)
    for number in range(row, row + 3):
        sheet.set_row(number, 20)


def _about_copy(context: SheetContext, sheet: Worksheet, row: int, lines: Sequence[str]) -> None:
    _heading(context, sheet, row, "This is a copy to share")
    for number, words in enumerate(lines, start=row):
        sheet.write_string(number, 0, words, context.styles("Explanatory Text"))
        sheet.set_row(number, 20)


def _name_settings(context: SheetContext, placed: PlacedTable, rows: Sequence[Entry]) -> None:
    at = {row.get("setting"): number for number, row in enumerate(rows, start=placed.first_row)}
    for name, setting in NAMED.items():
        number = at[setting]
        one, _, _ = placed.absolute(number, number, "answer").rpartition(":")
        context.book.define_name(name, f"={one}")


def _waiting(context: SheetContext, sheet: Worksheet, placed: PlacedTable, rows: Sequence[Entry]) -> None:
    """Make blank answers of the officer's cream: they wait."""
    fixed = {row.setting: row for row in placed.layout.rows}
    waits = context.styles.mark(dict(theme.WAITS))
    column = placed.column("answer")
    for number, row in enumerate(rows, start=placed.first_row):
        known = fixed.get(str(row.get("setting")))
        if known and known.owner is Owner.OFFICER and known.setting not in MAY_BE_BLANK:
            rule = {"type": "formula", "criteria": f"=LEN({CellRef('', number, column).a1})=0", "format": waits}
            sheet.conditional_format(number - 1, column - 1, number - 1, column - 1, rule)


def _sheets(context: SheetContext, sheet: Worksheet, row: int, of: References, count: Counts) -> None:
    """Write the table of every other sheet: a link, how it stands, what it is for."""
    others = [one for one in context.layout.in_new_workbooks if one.key != "start" and not one.hidden]
    _plain_table(context, sheet, "tblSheets", row, row + len(others), SHEET_HEADINGS)
    look = context.styles("Outcomes Tool", valign="vcenter")
    width = context.layout.sheet("start").columns[2].width
    for number, one in enumerate(others, start=row + 1):
        _link(context, sheet, number, one.name, CellRef(one.name, 1, 1))
        if stands := sheet_stands(of, count, one):
            sheet.write_formula(number - 1, 1, stands, look)
        else:
            sheet.write_blank(number - 1, 1, None, look)
        purpose = PURPOSES.get(one.key) or one.about.partition(". ")[0] + "."
        sheet.write_string(number - 1, 2, purpose, look)
        sheet.set_row(number - 1, max(row_height([(purpose, width)]), 22))


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


def _table(context: SheetContext, sheet: Worksheet, placed: PlacedTable, rows: Sequence[Entry]) -> None:
    made = placed.layout
    _plain_table(
        context, sheet, made.table or "", placed.heading_row, placed.last_row, [one.heading for one in made.columns]
    )
    fixed = {row.setting: row for row in made.rows}
    for number, row in enumerate(rows, start=placed.first_row):
        known = fixed.get(str(row.get("setting")))
        for place, column in enumerate(made.columns, start=1):
            more: dict[str, Any] = {"valign": "vcenter"}
            if column.field == "answer" and known is not None and known.owner is Owner.OFFICER:
                # Framed, and no fill: cream would say that an answered cell still waits.
                more |= {"border": 1, "border_color": theme.NAVY, "bg_color": theme.WHITE}
            kind = "date" if column.field == "answer" and row.get("setting") in DAYS else column.kind
            put(sheet, number, place, row.get(column.field), context.styles, "Outcomes Tool", kind, **more)
        height = row_height((row.get(column.field), column.width) for column in made.columns)
        sheet.set_row(number - 1, max(height, 20))
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
