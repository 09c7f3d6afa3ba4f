"""The London picture as a workbook, for a director to read and an analyst to trust. Made with XlsxWriter.

It is for reading, not for filling in: one table a sheet, no filters, no shading behind answers, every state a word.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from outcomes_xl.building.london.borough_pages import borough_pages, page_names
from outcomes_xl.building.london.glance_sheet import glance_sheet
from outcomes_xl.building.london.grid_sheet import grid_sheet
from outcomes_xl.building.london.london_charts import coverage_bars, gap_bars, group_bars
from outcomes_xl.building.reading_sheet import Desk, reading_sheet
from outcomes_xl.building.reading_workbook import reading_workbook
from outcomes_xl.building.workbook_base import AUTHOR
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.glance import headline, sheet_line

_TITLE = "The London picture: who can measure what"
_BELOW_ITS_TABLE = {"places": group_bars, "frameworks": coverage_bars}


def london_workbook(made: Collated) -> bytes:
    """Return the picture as the bytes of an .xlsx. The same picture gives the same bytes."""

    def write(desk: Desk) -> None:
        pages = page_names(made.picture)
        under = glance_sheet(desk, made)
        grid_sheet(desk, made)
        for name in ("places", "gaps", "who_holds", "frameworks", "outcomes", "comparisons", "figures", "changes"):
            if name in made.tables and (name != "figures" or not made.picture.too_many):
                placed = reading_sheet(desk, made.tables[name], sheet_line(name, made))
                if name in _BELOW_ITS_TABLE:
                    _BELOW_ITS_TABLE[name](desk, placed)
                if name == "gaps":
                    gap_bars(desk, placed, *under)
        reading_sheet(desk, made.tables["boroughs"], headline(made), links=pages)
        reading_sheet(desk, made.tables["ledger"], sheet_line("ledger", made))
        borough_pages(desk, made, pages)

    return reading_workbook(_properties(made), write)


def _properties(made: Collated) -> dict[str, Any]:
    """Say what the file is. Its day is the last one anybody worked on a workbook in it: the clock has no part in it."""
    day = made.picture.worked_on or made.picture.framework.release.released_on.isoformat()
    try:
        created = datetime.fromisoformat(day[:10]).replace(hour=9)
    except ValueError:
        created = datetime(2026, 1, 1, 9, tzinfo=UTC)
    return {
        "title": _TITLE,
        "subject": f"Outcomes framework, release {made.picture.framework.release.id}",
        "author": AUTHOR,
        "category": "outcomes_xl London picture",
        "keywords": "outcomes framework, London, data availability",
        "comments": "Put together from the boroughs' workbooks; the Ledger sheet says from which.",
        "created": created.replace(tzinfo=None),
    }
