"""A workbook of the first edition as an officer may have made it hers: typed in, widened, sorted, commented on.

It is written and read back by openpyxl, which knows nothing of our code.
"""

from __future__ import annotations

import random
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

FIRST_EDITION = Path(__file__).parents[1] / "data" / "first_edition" / "workbook.xlsx"
ORDER = {"Data availability": "Metric id", "Framework": "Metric id", "Map LOF": "Link id", "Map PHOF": "Link id"}
TYPED = {
    "Data availability": [
        *("Who holds it", "System", "Geography", "Smallest breakdown", "Latest period you hold"),
        *("Latest figure you hold", "How often", "Quality", "Note", "Assessed by", "Status"),
    ],
    "Framework": ["Your note"],
    "Map LOF": ["Our decision", "Your note"],
    "Map PHOF": ["Our decision", "Your note"],
    "Services": ["Service id", "Service", "Lead organisation", "Ages", "Note"],
    "Service map": ["Service id", "Outcome id", "Contribution", "Note"],
    "Targets": ["Metric id", "Baseline period", "Baseline", "Target", "By when", "Note"],
    "Sources": ["Metric id", "File or connection name", "Column with the value", "Note"],
}
_WORDS = (
    "zażółć gęślą jaźń", "Public health", " leading space", "line one\nline two", "0", "=not a formula", "2024/25",
    "c", "x", "Ω ≈ 3", "'quoted'", "Not collected", "Available now", "#N/A", "TRUE", "a" * 300, "E09000024", "–",
)  # fmt: skip


@dataclass
class Truth:
    """What was typed: cells of tables by sheet, row key and heading; cells beside them; comments; formulas' values."""

    typed: dict[tuple[str, Any, str], Any] = field(default_factory=dict)
    outside: dict[str, list[Any]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    own: dict[tuple[str, str], Any] = field(default_factory=dict)


def something(random_: random.Random) -> Any:
    kind = random_.randrange(6)
    if kind == 0:
        return random_.choice([0, 1, -3.25, 71.4, 1e-9, 123456789])
    if kind == 1:
        return datetime(2026, random_.randrange(1, 13), random_.randrange(1, 28))
    if kind == 2:
        return random_.choice([True, False])
    return random_.choice(_WORDS) + (f" {random_.randrange(10**6)}" if random_.random() < 0.5 else "")


def made(path: Path, seed: int) -> Truth:
    """Write the workbook to a path; return what was typed into it."""
    random_ = random.Random(seed)
    book = load_workbook(FIRST_EDITION)
    truth = Truth()
    for name in TYPED:
        _typed(book[name], name, random_, truth)
    for name in random_.sample(sorted(TYPED), 4):
        _rearranged(book[name], name, random_, truth)
    for name in ("Summary", "Start", *random_.sample(sorted(TYPED), 4)):
        _beside(book[name], name, random_, truth)
    _own_sheet(book, truth)
    book.save(path)
    return truth


def table_of(sheet: Worksheet) -> Any:
    return next(table for table in sheet.tables.values() if not table.name.startswith("tblSummary"))


def bounds(table: Any) -> tuple[int, int, int, int]:
    from openpyxl.utils import range_boundaries

    first_column, first_row, last_column, last_row = range_boundaries(table.ref)
    return first_row, first_column, last_row, last_column


def headings(sheet: Worksheet, table: Any) -> dict[str, int]:
    row, first, _, last = bounds(table)
    return {str(sheet.cell(row, column).value): column for column in range(first, last + 1)}


def key_of(sheet: Worksheet, name: str, table: Any, row: int) -> Any:
    """What a row is known by: its id, or where it has none, its place in the table."""
    if name in ORDER:
        return sheet.cell(row, headings(sheet, table)[ORDER[name]]).value
    return row - bounds(table)[0]


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _typed(sheet: Worksheet, name: str, random_: random.Random, truth: Truth) -> None:
    table = table_of(sheet)
    first, _, last, _ = bounds(table)
    where = headings(sheet, table)
    rows = range(first + 1, last + 1) if name not in ORDER else random_.sample(range(first + 1, last + 1), 25)
    for row in rows:
        for heading in TYPED[name]:
            if random_.random() < 0.7:
                value = something(random_)
                put(sheet, row, where[heading], value)
                truth.typed[name, key_of(sheet, name, table, row), heading] = value
                if random_.random() < 0.1:
                    sheet.cell(row, where[heading]).font = Font(name="Arial", size=11, bold=True, color="FFAA0000")
                    sheet.cell(row, where[heading]).fill = PatternFill("solid", fgColor="FF00FF88")


def _rearranged(sheet: Worksheet, name: str, random_: random.Random, truth: Truth) -> None:
    """Give the table columns of the officer's own in the middle and at the end, and another order of columns."""
    table = table_of(sheet)
    first, left, last, _ = bounds(table)
    assert left == 1
    where = headings(sheet, table)
    own = {"Our ref", "Unit" if name == "Data availability" else "Priority (ours)", f"Team's {name}"}
    order = [*where, *sorted(own)]
    if random_.random() < 0.8:
        random_.shuffle(order)
    kept = {
        (row, heading): (
            sheet.cell(row, column).value,
            copy(sheet.cell(row, column)._style),
            sheet.cell(row, column).data_type,
        )
        for row in range(first, last + 1)
        for heading, column in where.items()
    }
    keys = {row: key_of(sheet, name, table, row) for row in range(first + 1, last + 1)}
    for at, heading in enumerate(order, 1):
        for row in range(first, last + 1):
            cell = sheet.cell(row, at)
            if heading in where:
                cell.value, cell._style = kept[row, heading][0], copy(kept[row, heading][1])
                cell.data_type = kept[row, heading][2]
            elif row == first:
                cell.value = heading
            else:
                value = something(random_) if random_.random() < 0.5 else None
                cell.value, cell.style = None, "Normal"
                if value is not None:
                    put(sheet, row, at, value)
                    truth.typed[name, keys[row], heading] = value
    table.ref = f"A{first}:{get_column_letter(len(order))}{last}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    table.tableColumns = [TableColumn(id=at, name=heading) for at, heading in enumerate(order, 1)]
    # openpyxl leaves marks on the columns where they stood, which Excel would have moved along.
    sheet.data_validations.dataValidation = []
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.row_dimensions[first + 2].hidden = True


def _beside(sheet: Worksheet, name: str, random_: random.Random, truth: Truth) -> None:
    """Type remarks above, beside and below the table, and comment on cells."""
    right, bottom = sheet.max_column, sheet.max_row
    places = [(2, right + 1), (right % 7 + 3, right + 2), (bottom + 3, 1), (bottom + 4, 2), (bottom + 4, right)]
    for row, column in places:
        value = f"Remark {random_.randrange(10**9)}"
        put(sheet, row, column, value)
        truth.outside.setdefault(name, []).append(value)
    for row, column in random_.sample([(6, 1), (7, 3), (8, 2), (1, 1), (bottom, 2), (9, right)], 3):
        text = f"Comment {random_.randrange(10**9)}"
        sheet.cell(row, column).comment = Comment(text, "Ann")
        truth.comments.setdefault(name, []).append(text)


def _own_sheet(book: Workbook, truth: Truth) -> None:
    """A sheet of the officer's own that speaks of ours in every way."""
    sheet = book.create_sheet("Board", 3)
    availability, framework = book["Data availability"], book["Framework"]
    where = headings(availability, table_of(availability))
    note, status, key = (get_column_letter(where[one]) for one in ("Note", "Status", "Metric id"))
    title = get_column_letter(headings(framework, table_of(framework))["Metric"])
    formulas = {
        "A1": f"='Data availability'!{note}9",
        "A2": f"=COUNTIF('Data availability'!${status}$6:${status}$103,\"Available now\")",
        "A3": f"=COUNTA('Data availability'!{note}:{note})-COUNTA('Data availability'!{note}1:{note}4)",
        "A4": '=COUNTIF(tblAvailability[Status],"Available now")',
        "A5": f"=INDEX(Framework!{title}:{title},MATCH('Data availability'!{key}7,Framework!"
        f"{get_column_letter(headings(framework, table_of(framework))['Metric id'])}:"
        f"{get_column_letter(headings(framework, table_of(framework))['Metric id'])},0))",
        "A6": "=COUNTA(tblFramework[Your note])",
        "A7": "='Summary'!A1",
    }
    for cell, formula in formulas.items():
        sheet[cell] = formula
    sheet["B1"] = "Our own words"
    truth.own["Board", "B1"] = "Our own words"
