"""Highlight in the pane: the ids that a national framework ties to, written where a rule on Framework asks for them."""

from __future__ import annotations

from outcomes_xl.hosts import lite
from outcomes_xl.hosts.lite.pane_objects import PaneBook
from outcomes_xl.jobs.highlight import (
    framework_table,
    has_columns,
    highlight_choices,
    listed_in,
    listing,
    tied_ids,
    tied_rows,
)
from outcomes_xl.model import Book, Table
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables

OFF = "Nothing: take the highlight off"
"""What is chosen to have nothing highlighted."""
NO_RULE = (
    "This workbook has no place for a highlight in the pane: it was put in by an earlier edition of the tool, or the "
    "workbook has an earlier layout. Nothing was done. "
    "Whoever made the workbook can run outcomes-xl lite on it again; it says what else is needed."
)


def choices() -> tuple[str, ...]:
    """Return what the form offers, in the order of the ribbon's gallery."""
    return (*(one.label for one in highlight_choices()), OFF)


async def highlight(book: PaneBook, seen: Book, chosen: str) -> str:
    """Highlight what was chosen in the form, in place of what was highlighted before; return the sentence that says so.

    Raises one of the CannotUse family; then nothing was written, or it was put back.
    """
    ours = framework_table(tables := read_tables(seen, layout("borough")).tables)
    has_columns(ours, layout("borough").sheet("framework"), "metric_id", "outcome_id")  # the rule asks by these
    place = listed_in(seen.names)
    handle = next((one for one in book.sheets if place and one.name == place[0]), None)
    if place is None or handle is None:
        raise CannotUse(NO_RULE)
    tied: frozenset[str] = frozenset()
    if chosen != OFF:
        wanted = next((one for one in highlight_choices() if one.label == chosen), None)
        if wanted is None:
            raise WrongUsage(f"“{chosen}” is none of the choices.", f"There are {in_a_list(list(choices()))}.")
        tied = tied_ids(tables, wanted.framework, wanted.edition)
    sheet, area = place
    cells = await lite.now(handle, area)
    now = {row: cells.value(row, area.first_column) for row in range(area.first_row, area.last_row + 1)}
    patch = listing(sheet, area, now, tied)
    await lite.play(book, patch)
    if tied and seen.sheets[ours.sheet].state == "visible":
        book.sheets[ours.sheet].activate()
    return _said(seen, ours, len(tied_rows(ours, tied)), chosen)


def _said(seen: Book, ours: Table, shown: int, chosen: str) -> str:
    if chosen == OFF:
        return (
            "The highlight is off. What still is in bold, underlined, on pale blue was highlighted with the Outcomes "
            "tab or the command: Clear marks on the Outcomes tab takes that off."
        )
    said = f"{shown:,} of {len(ours):,} metrics on “{ours.sheet}” are highlighted for “{chosen}”"
    if not shown:
        return f"{said}: no row is tied to it."
    where = "" if seen.sheets[ours.sheet].state == "visible" else f" The sheet “{ours.sheet}” is hidden: unhide it."
    return f"{said}: in bold, underlined, on pale blue.{where} Press it again with “{OFF}” to take it off."
