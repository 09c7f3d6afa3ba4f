"""The rule that the pane's Highlight works with: laid and taken out with the pane, and laid anew in a new layout."""

from __future__ import annotations

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.asking_rule import Asking, with_asking_rule, without_asking_rule
from outcomes_xl.jobs.highlight import LISTED, asking_rule, framework_table, listed_in, listing
from outcomes_xl.model import Book, Patch
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables


def has_pane_rule(book: Book) -> bool:
    return listed_in(book.names) is not None


def with_pane_rule(data: bytes, name: str) -> tuple[bytes, str]:
    """Return a borough's workbook with the rule in it, which shows nothing by itself, and ""; or as it is, and why."""
    book = files.read_bytes(data, name)
    try:
        rule = asking_rule(book, framework_table(read_tables(book, layout("borough")).tables))
        wanted = Asking(rule.sheet, str(rule.area), rule.formula, LISTED, rule.cells)
        return with_asking_rule(data, name, wanted), ""
    except CannotUse as trouble:  # the other buttons need none of it
        return data, f"Highlight will not work in the pane. {trouble}"


def without_pane_rule(data: bytes, name: str) -> bytes:
    """Return a workbook without the rule, and with nothing in the cells it asks; the very bytes where there is none."""
    after = files.play(data, emptied(files.read_bytes(data, name)), name)
    return without_asking_rule(after, name, LISTED)


def emptied(book: Book) -> Patch:
    """Return the patch that takes what the pane highlights off again; an empty one where it highlights nothing."""
    place = listed_in(book.names)
    if place is None or place[0] not in book.sheets:
        return Patch()
    sheet, area = place
    cells = book.sheets[sheet]
    now = {row: cells.value(row, area.first_column) for row in range(area.first_row, area.last_row + 1)}
    return listing(sheet, area, now, ())
