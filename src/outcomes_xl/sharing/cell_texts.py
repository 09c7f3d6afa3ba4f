"""Every cell of a workbook as a text to look at, with what stands beside it, and whether a copy would hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from outcomes_xl.building.table_contents import rows_for
from outcomes_xl.framework import load_framework
from outcomes_xl.model import Book, CellRef, Sheet, Table, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.personal_data_alone import of_no_person
from outcomes_xl.sharing.sharing_words import sharing_words

Places = Mapping[tuple[str, int, int], tuple[str, str]]
"""By sheet, row and column: the table's key and the field that stands there."""
_FIGURE = re.compile(r"\d")
_SAID = re.compile(r"\"[^\"]*\"|'[^']*'|\d{6,}")
_LOOKED_UP = 40
"""How many rows above a cell a heading is looked for."""
_A_LABEL = 60
"""Letters that a label has at most."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text; ``label`` is what stands above and left of it, ``travels`` whether a copy holds the cell.

    ``of_ours`` are those of our tables, and formulas: words of frameworks and publishers stand there.
    ``tools_own`` are those of the tool's own logs, whose sentences are full of publishers' names and days.
    """

    cell: CellRef
    text: str
    label: str
    travels: bool
    is_date: bool = False
    tools_own: bool = False
    of_ours: bool = False
    of_no_person: bool = False
    """Whether it stands where a service, an organisation or a group is named."""


def travelling(reading: Reading) -> Places:
    """Return the cells that a copy holds, of the tables and columns that travel."""
    words = sharing_words()["stays"]
    found: dict[tuple[str, int, int], tuple[str, str]] = {}
    for key, table in reading.tables.items():
        if key in words["tables"]:
            continue
        shape = layout("borough").sheet(key)
        formulas = {column.field for column in shape.columns if column.kind == "formula"}
        left = {*words["columns"].get(key, ()), *formulas}
        answers = words["answers"].get(key, ())
        for row in table:
            stays = row.text("setting") in answers
            for name, column in table.columns.items():
                if name not in left and not (stays and name == "answer"):
                    found[table.sheet, row.number, column] = (key, name)
    return found


def cell_texts(book: Book, tables: Mapping[str, Table], places: Places) -> Iterator[CellText]:
    """Yield every cell that holds text, a number or a day, and what every formula says; but for words that every
    workbook of ours has.
    """
    ours = {(sheet, column) for sheet, _, column in places}
    rows = _rows_of_tables(places)
    of_start = {one for one in ours if "start" in tables and one[0] == tables["start"].sheet}  # our words stand below
    logs = {table.sheet for key, table in tables.items() if key in sharing_words()["stays"]["tables"]}
    with_tables = {table.sheet for table in tables.values()}
    worked_out = {shape.name for shape in layout("borough")} - with_tables
    known = known_texts()
    for sheet in book.sheets.values():
        for number, row in sheet.rows.items():
            for column, value in row.items():
                text = _as_text(value)
                if text is None or text in known:
                    continue
                field = places.get((sheet.name, number, column))
                travels = field is not None
                tools_own = sheet.name in logs
                in_table = (sheet.name, column) in ours and number in rows[sheet.name]
                labelled = not (travels or sheet.name in logs or in_table)
                label = _label(sheet, number, column) if labelled else ""
                is_date = isinstance(value, (date, datetime))
                of_ours = in_table or sheet.name in worked_out or (sheet.name, column) in of_start
                nobody = field is not None and ".".join(field) in of_no_person()
                at = CellRef(sheet.name, number, column)
                yield CellText(at, text, label, travels, is_date, tools_own, of_ours, nobody)
        for (number, column), formula in sheet.formulas.items():
            if said := said_in(formula):
                yield CellText(CellRef(sheet.name, number, column), said, "", False, of_ours=True)


def _rows_of_tables(places: Places) -> dict[str, range]:
    """Return the rows that the tables hold, by sheet: with their headings, not with what stands above or below."""
    found: dict[str, range] = {}
    for sheet, row, _ in places:
        rows = found.get(sheet, range(row, row))
        found[sheet] = range(min(rows.start, row - 1), max(rows.stop, row + 1))
    return found


def said_in(formula: str) -> str:
    """Return what a formula says beside its reckoning: its texts, the names in quotation marks, its long numbers."""
    found = (one.strip("\"'") for one in _SAID.findall(formula))
    return " ".join(one for one in found if one and one not in _names_of_ours())


@lru_cache(maxsize=1)
def _names_of_ours() -> frozenset[str]:
    return frozenset(shape.name for shape in layout("borough"))


def _as_text(value: Value) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, (date, datetime)):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


def _label(sheet: Sheet, number: int, column: int) -> str:
    """Return the heading above a cell and the text left of it: whichever there are."""
    above = next(
        (
            text
            for higher in range(number - 1, max(number - _LOOKED_UP, 0), -1)
            if (text := sheet.value(higher, column)) and isinstance(text, str) and not _FIGURE.search(text)
        ),
        "",
    )
    left = sheet.value(number, column - 1) if column > 1 else None
    beside = left if isinstance(left, str) and len(left) <= _A_LABEL and not _FIGURE.search(left) else ""
    return " ".join(part for part in (str(above)[:_A_LABEL], beside) if part)


@lru_cache(maxsize=1)
def known_texts() -> frozenset[str]:
    """Return the texts that a new workbook holds: the framework's, the crosswalks' and our own words."""
    plan = layout("borough")
    rows = rows_for(plan, load_framework(), {}, {})
    cells = {str(value) for entries in rows.values() for entry in entries for value in entry.values() if value}
    words = {text for shape in plan for text in (shape.title, shape.about, shape.legend)}
    return frozenset(cells | words | {column.heading for shape in plan for column in shape.columns})
