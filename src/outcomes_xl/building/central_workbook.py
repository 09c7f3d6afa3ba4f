"""The central file: what the lead for London publishes and boroughs refresh from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from outcomes_xl.building.start_sheet import settings_table
from outcomes_xl.building.table_contents import Entries, Entry, rows_for
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, table_sheet
from outcomes_xl.building.workbook_base import made
from outcomes_xl.central.release import Whole, made_whole
from outcomes_xl.central.shipped_release import answers_of, releases_before
from outcomes_xl.framework.entries import Framework
from outcomes_xl.reading.layouts import layout

TITLE = "Outcomes framework central file"
COPIED = "Refresh mapping tabs copies these columns into the boroughs' workbooks, where they are the tool's as well."
OF_THE_RELEASE = frozenset({"release_changes", "history", "fingerprints"})
WRITTEN = "Publishing a release writes this table; boroughs' workbooks do not have it."


def central_workbook(framework: Framework, *, entries: Entries | None = None, today: date | None = None) -> bytes:
    """Return the central file of a framework's release as the bytes of an .xlsx, with the releases before it inside.

    ``entries`` as in ``borough_workbook``: rows of the publisher's own, by id or as a list.
    """
    answers = answers_of(framework)
    rows = rows_for(layout("central"), framework, answers, entries or {})
    if entries and "release" in entries:
        answers |= {str(row["setting"]): row.get("answer") for row in rows["release"]}
    return written(made_whole(rows, answers, releases_before(framework)), framework, today)


def written(whole: Whole, framework: Framework, today: date | None = None) -> bytes:
    """Return a release as the bytes of its central file. Same release, same bytes."""
    plan = layout("central")
    rows: Mapping[str, Sequence[Entry]] = whole.rows

    def sheets(context: SheetContext) -> dict[str, PlacedTable]:
        desks = {True: replace(context, tool_only=WRITTEN), False: replace(context, tool_only=COPIED)}
        return {
            sheet.key: (settings_table if sheet.rows else table_sheet)(
                desks[sheet.key in OF_THE_RELEASE], sheet, rows[sheet.key]
            )
            for sheet in context.layout
        }

    return made(plan, framework, f"{TITLE}, release {framework.release.id}", today, dict(rows), sheets)
