"""What a workbook has besides its words, as openpyxl sees it: sheets, tables, names, drop-downs, formats, printing.

Two workbooks are compared by it whose tables have different numbers of rows: the end of a table is written as "end".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.carry.an_officers_workbook import bounds

_SPARE = 300
"""How many rows under a table are made ready for more."""


def all_it_has(path: Path) -> dict[tuple[str, str], Any]:
    book = load_workbook(path)
    found: dict[tuple[str, str], Any] = {("", "sheets"): [(sheet.title, sheet.sheet_state) for sheet in book]}
    lists = max(bounds(table)[2] for table in book["Lists"].tables.values())
    found |= {("names", name): _without(str(one.attr_text), {lists}) for name, one in book.defined_names.items()}
    for sheet in book:
        found |= {(sheet.title, kind): value for kind, value in _of(sheet)}
    return found


def _of(sheet: Worksheet) -> Iterator[tuple[str, Any]]:
    ends = {bounds(table)[2] for table in sheet.tables.values() if not table.name.startswith("tblSummary")}
    tables = sheet.tables.values()
    yield (
        "tables",
        {
            one.name: (_without(one.ref, ends), [c.name for c in one.tableColumns], bool(one.autoFilter))
            for one in tables
        },
    )
    guards = sheet.data_validations.dataValidation
    yield "drop-downs", sorted(_without(str(sorted(dict(one).items())) + str(one.formula1), ends) for one in guards)
    yield (
        "conditional formats",
        sorted(
            _without(f"{area.sqref} {rule.type} {rule.formula} {rule.priority} {_xml(rule.dxf)}", ends)
            for area, rules in sheet.conditional_formatting._cf_rules.items()
            for rule in rules
        ),
    )
    setup = {name: value for name, value in vars(sheet.page_setup).items() if name != "_parent"}
    yield "page", (setup, _xml(sheet.page_margins), _xml(sheet.print_options), _xml(sheet.HeaderFooter))
    yield "printed again", (sheet.print_title_rows, sheet.print_title_cols, _without(str(sheet.print_area), ends))
    yield "breaks", (_xml(sheet.row_breaks), _xml(sheet.col_breaks))
    yield "view", _xml(sheet.views)
    yield "properties", _xml(sheet.sheet_properties)
    yield "merges", sorted(map(str, sheet.merged_cells.ranges))
    yield "links", sorted((link.ref, link.location, link.target, link.tooltip) for link in sheet._hyperlinks)
    columns = sheet.column_dimensions
    yield "columns", {at: (one.width, one.hidden, one.outlineLevel, one.collapsed) for at, one in columns.items()}
    yield "charts", (len(sheet._charts), len(sheet._images))
    yield "protection", _xml(sheet.protection)


def _xml(one: Any) -> str:
    return etree.tostring(one.to_tree()).decode() if one is not None and one.to_tree() is not None else ""


def _without(text: str, ends: set[int]) -> str:
    """Return text without the numbers of a table's last row, and of the last one made ready under it."""
    words = {str(end): "end" for end in ends} | {str(end + _SPARE): "spare" for end in ends}
    return re.sub(r"(?<=[A-Z$])\d+", lambda found: words.get(found[0], found[0]), text)
