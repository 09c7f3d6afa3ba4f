"""The central file: what the lead for London publishes and boroughs refresh from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from outcomes_xl.building.start_sheet import settings_table
from outcomes_xl.building.table_contents import Entries, Entry, rows_for
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, table_sheet
from outcomes_xl.building.workbook_base import made
from outcomes_xl.central.release import Whole, contents_of, made_whole
from outcomes_xl.central.release_history import Version, with_release
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.release_order import is_before
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout

TITLE = "Outcomes framework central file"
COPIED = "Refresh mapping tabs copies these columns into the boroughs' workbooks, where they are the tool's as well."
OF_THE_RELEASE = frozenset({"release_changes", "history", "fingerprints"})
WRITTEN = "Publishing a release writes this table; boroughs' workbooks do not have it."


def central_workbook(framework: Framework, *, entries: Entries | None = None, today: date | None = None) -> bytes:
    """Return the central file of a framework's release as the bytes of an .xlsx, with the releases before it inside.

    ``entries`` as in ``borough_workbook``: rows of the publisher's own, by id or as a list.
    """
    answers = _answers(framework)
    rows = rows_for(layout("central"), framework, answers, entries or {})
    if entries and "release" in entries:
        answers |= {str(row["setting"]): row.get("answer") for row in rows["release"]}
    return written(made_whole(rows, answers, _earlier(framework)), framework, today)


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


def _answers(framework: Framework) -> dict[str, Value]:
    release = framework.release
    return {
        "Framework edition": release.edition,
        "Release": release.id,
        "Released on": release.released_on,
        "Publisher": release.publisher,
        "Notes": release.notes,
    }


def _earlier(framework: Framework) -> tuple[Version, ...]:
    """Return the history before a shipped release. What came before any other framework's is not known here."""
    kept: tuple[Version, ...] = ()
    if framework.release not in load_framework().releases or load_framework(framework.release.id) is not framework:
        return kept
    for release in framework.releases:
        if is_before(release.id, framework.release.id):
            earlier = load_framework(release.id)
            rows = rows_for(layout("central"), earlier, _answers(earlier), {})
            kept = with_release(kept, release.id, _answers(earlier), contents_of(rows))
    return kept
