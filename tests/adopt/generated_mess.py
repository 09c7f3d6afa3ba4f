"""What people do to a spreadsheet over the years: rows pushed down under titles, remarks anywhere, totals, strikes."""

from __future__ import annotations

import random

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from outcomes_xl.model import CellRef
from outcomes_xl.model.cell_refs import split_a1

_REMARKS = ("ask Priya", "??", "CHECK", "to do: ring Housing", "old figure, see email of 3/4", 17, "- ", "•", "\u00a0")


def make_a_mess(book, chance: random.Random) -> None:
    """Do some of it to each sheet; merged cells move along where rows are pushed down."""
    for sheet in book.worksheets:
        if sheet.max_row > 1 and chance.random() < 0.5:
            _push(sheet, chance.randint(1, 4), chance.randint(0, 2), chance)
        for deed in (_jot, _remark, _total, _strike, _colour, _hide):
            if chance.random() < 0.4:
                deed(sheet, chance)


def _push(sheet, down: int, right: int, chance: random.Random) -> None:
    areas = [str(area) for area in sheet.merged_cells.ranges]
    for area in areas:
        sheet.unmerge_cells(area)
    last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
    sheet.move_range(f"A1:{last}", rows=down, cols=right)
    for area in areas:
        first, _, end = area.partition(":")
        begin, last = (_moved(at, down, right) for at in (first, end))
        sheet.merge_cells(f"{begin}:{last}")
    title = chance.choice(["Merton: our data", "Outcomes log v7 FINAL (2)", "Updated 3 March 2026"])
    sheet.cell(1, 1, title).font = Font(bold=True)


def _moved(cell: str, down: int, right: int) -> str:
    row, column = split_a1(cell)
    return CellRef("", row + down, column + right).a1


def _jot(sheet, chance: random.Random) -> None:
    """Write a word or two left of the table, right of it, or among its rows."""
    for _ in range(chance.randint(1, 3)):
        row, column = chance.randint(1, sheet.max_row + 2), chance.randint(1, sheet.max_column + 3)
        cell = sheet.cell(row, column)
        if type(cell).__name__ != "MergedCell" and cell.value is None:
            cell.value = chance.choice(_REMARKS)


def _remark(sheet, chance: random.Random) -> None:
    for row in chance.sample(range(1, sheet.max_row + 1), 1):
        cell = sheet.cell(row, chance.randint(1, sheet.max_column))
        if type(cell).__name__ != "MergedCell":
            cell.comment = Comment(chance.choice(["Look again", "Was 70 in May"]), "Officer")


def _total(sheet, chance: random.Random) -> None:
    at, column = sheet.max_row + 1, chance.randint(2, max(sheet.max_column, 2))
    sheet.cell(at, 1, chance.choice(["Total", "TOTALS", "All measures"]))
    sheet.cell(at, column, f"=SUM({sheet.cell(2, column).coordinate}:{sheet.cell(at - 1, column).coordinate})")


def _strike(sheet, chance: random.Random) -> None:
    sheet.cell(chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)).font = Font(strike=True)


def _colour(sheet, chance: random.Random) -> None:
    fill = PatternFill("solid", fgColor=chance.choice(["FFFFFF00", "FF7030A0", "FF00B050"]))
    sheet.cell(chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)).fill = fill


def _hide(sheet, chance: random.Random) -> None:
    sheet.row_dimensions[chance.randint(1, sheet.max_row)].hidden = True
