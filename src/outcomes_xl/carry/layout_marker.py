"""Which edition of the layout a workbook has: its hidden marker says it, read before anything else."""

from __future__ import annotations

import re

from outcomes_xl.model import Book
from outcomes_xl.reading.layout_editions import edition_by_headings
from outcomes_xl.reading.layouts import LAYOUT_MARKER, Layout
from outcomes_xl.reading.read_tables import Reading

BRINGS_THE_LAYOUT = "refresh"
"""The job that brings a workbook of an older layout to today's."""
FIRST_MARKED = 3
"""The first edition whose workbooks carry the marker; before, a workbook has one of the layouts up to the second."""


def edition_of(book: Book, reading: Reading, plan: Layout, said: int | None = None) -> int:
    """Return the edition of the layout a workbook was made with, or carried to.

    ``said`` is what its properties say, which only a host sees; before there were markers, nothing else did. Where the
    marker is gone, since a program left it out, a workbook with every sheet and column of today's layout is of today's;
    any other has one from before there were markers.
    """
    marker = next((text for name, text in book.names.items() if name.casefold() == LAYOUT_MARKER), "")
    if found := re.search(r"(\w+) (\d+)", marker):
        return int(found[2])
    whole = all(
        sheet.key in reading.tables and {c.field for c in sheet.columns} <= set(reading.tables[sheet.key].columns)
        for sheet in plan.with_tables
        if not sheet.on_demand
    )
    if whole and plan.edition >= FIRST_MARKED:
        return plan.edition
    places = {key: book.tables[table.name] for key, table in reading.tables.items() if table.name in book.tables}
    return min(said or edition_by_headings(places, FIRST_MARKED - 1), FIRST_MARKED - 1)


def is_older(book: Book, reading: Reading, plan: Layout) -> bool:
    """Tell whether a workbook is laid out as an earlier edition has it."""
    return edition_of(book, reading, plan) < plan.edition
