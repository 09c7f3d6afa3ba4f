"""What became of the cells that no answer is read from: headings, banners, totals, remarks, and all that is left."""

from __future__ import annotations

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import NOT_CARRIED, USED
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.left_unread import BELOW, BESIDE, NO_TABLE
from outcomes_xl.adopt.table_row import TableReading
from outcomes_xl.model.styled_cells import StyledSheet


def account_for_structure(made: Adoption, sheet: StyledSheet, table: FoundTable, reading: TableReading) -> None:
    """Put into the accounts what a table's structure is read from, and what of its rows is worked out or a remark."""
    put = made.accounts.put
    for cell in table.headings.values():
        if cell.row:
            put(sheet.name, cell, USED, "A heading.")
    for place in table.used:
        put(sheet.name, sheet.cells[place], USED, "A heading.")
    for cell in reading.sections:
        put(sheet.name, cell, USED, "A banner over the rows below it.")
    for cell in reading.names:
        put(sheet.name, cell, USED, "It helps to find the row.")
    for cell in reading.totals:
        if cell.value is not None or cell.formula:
            put(sheet.name, cell, NOT_CARRIED, "Worked out from the rows; the Summary sheet counts for itself.")
    for cell in reading.examples:
        if cell.value is not None or cell.formula:
            put(sheet.name, cell, NOT_CARRIED, "It belongs to an example of how a row is filled in.")
    for cell in reading.below:
        if not made.accounts.has(sheet.name, cell):
            put(sheet.name, cell, NOT_CARRIED, BELOW)


def account_for_the_rest(made: Adoption, sheet: StyledSheet) -> None:
    """Whatever nobody has spoken for yet is listed with its reason, so that no cell is lost without a word."""
    reasons = {line.reason for (name, *_), line in made.accounts.lines.items() if name == sheet.name}
    key_sheet = any(reason.startswith("It explains") for reason in reasons)
    table = "A heading." in reasons
    for cell in sheet.cells.values():
        if (cell.value is not None or cell.formula) and not made.accounts.has(sheet.name, cell):
            if key_sheet and not table:
                made.accounts.put(sheet.name, cell, USED, "It belongs to the key.")
            else:
                made.accounts.put(sheet.name, cell, NOT_CARRIED, BESIDE if table else NO_TABLE)
        if cell.comment and not made.accounts.has(sheet.name, cell, "comment"):
            reason = f"A comment on a cell that no row is about: “{cell.comment}”"
            made.accounts.put(sheet.name, cell, NOT_CARRIED, reason, kind="comment")
