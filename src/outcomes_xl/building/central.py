"""The central file: what the lead for London publishes and boroughs refresh from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..framework.entries import Framework
from ..model import Value
from ..reading.layouts import layout
from .book import made
from .rows import Entries, rows_for
from .sheets import Desk, Placed, table_sheet
from .start import settings_table

TITLE = "Outcomes framework central file"
COPIED = "Refresh mapping tabs copies these columns into the boroughs' workbooks, where they are marked Tool as well."


def central_workbook(framework: Framework, *, entries: Entries | None = None, today: date | None = None) -> bytes:
    """Return the central file of a framework's release as the bytes of an .xlsx.

    ``entries`` as in ``borough_workbook``: rows of the publisher's own, by id or as a list.
    """
    release = framework.release
    settings: dict[str, Value] = {
        "Framework edition": release.edition,
        "Release": release.id,
        "Released on": release.released_on,
        "Publisher": release.publisher,
        "Notes": release.notes,
    }
    plan = layout("central")
    rows = rows_for(plan, framework, settings, entries or {})

    def sheets(desk: Desk) -> dict[str, Placed]:
        desk = replace(desk, tool_only=COPIED)
        return {
            sheet.key: (settings_table if sheet.rows else table_sheet)(desk, sheet, rows[sheet.key])
            for sheet in desk.layout
        }

    return made(plan, framework, f"{TITLE}, release {release.id}", today, rows, sheets)
