"""The borough workbook: what an officer receives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from outcomes_xl.building.data_validation import Choices
from outcomes_xl.building.findings_tables import findings_sheet
from outcomes_xl.building.metric_card import metric_card
from outcomes_xl.building.start_sheet import start_sheet
from outcomes_xl.building.summary_sheet import summary_sheet
from outcomes_xl.building.table_contents import Entries, Entry, rows_for
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, table_sheet
from outcomes_xl.building.trends import trends
from outcomes_xl.building.workbook_base import made
from outcomes_xl.building.workings_sheet import workings_sheet
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import Layout, layout

TITLE = "Outcomes framework workbook"


def borough_workbook(
    framework: Framework,
    borough: Borough | str | None = None,
    *,
    entries: Entries | None = None,
    today: date | None = None,
    plan: Layout | None = None,
    whole: Mapping[str, Sequence[Entry]] | None = None,
    choices: Mapping[str, Choices] | None = None,
    about_copy: Sequence[str] = (),
) -> bytes:
    """Return a borough workbook as the bytes of an .xlsx, for a borough (or its code or name) or for none yet.

    ``entries`` are answers to put in: layout key -> rows by their own id, or a list of rows to add.
    ``today`` is the day the file says it was made; without it the day of the release, so that the same framework
    always gives the same bytes. Raises KeyError, by name, for a borough or an entry that is not known.
    ``plan`` is the layout, with a borough's own columns and sheet names where it has some; ``whole`` are tables by
    layout key whose rows are those and no others. ``choices`` are lists that single rows have, by layout key;
    ``about_copy`` are the three lines in which Start says that it is a copy.
    """
    chosen = _borough(framework, borough)
    settings: dict[str, Value] = {
        "Borough code": chosen.code if chosen else None,
        "Borough": chosen.name if chosen else None,
        "Framework edition": framework.release.edition,
        "Release in use": framework.release.id,
    }
    plan = plan or layout("borough")
    rows = {**rows_for(plan, framework, settings, entries or {}), **{key: [*of] for key, of in (whole or {}).items()}}
    name = f"{TITLE}: {chosen.name}" if chosen else TITLE

    def sheets(context: SheetContext) -> dict[str, PlacedTable]:
        return _sheets(context, rows, choices or {}, about_copy)

    return made(plan, framework, name, today, rows, sheets)


def _sheets(
    context: SheetContext,
    rows: Mapping[str, Sequence[Entry]],
    choices: Mapping[str, Choices],
    about_copy: Sequence[str],
) -> dict[str, PlacedTable]:
    placed: dict[str, PlacedTable] = {}
    for sheet in context.layout:
        if sheet.on_demand and not rows[sheet.key]:
            continue
        if sheet.key == "start":
            placed[sheet.key] = start_sheet(context, sheet, rows[sheet.key], about_copy)
        elif sheet.key == "findings":
            placed[sheet.key] = findings_sheet(context, sheet, rows[sheet.key])
        elif sheet.table:
            placed[sheet.key] = table_sheet(context, sheet, rows[sheet.key], choices.get(sheet.key))
            if sheet.hidden:
                context.book.get_worksheet_by_name(sheet.name).very_hidden()
        elif sheet.key == "card":
            metric_card(context, sheet, str(next(iter(rows["availability"]), {}).get("metric") or ""))
        elif sheet.key == "workings":
            workings_sheet(context, sheet, placed["availability"])
            trends(context, placed["availability"])
        else:
            summary_sheet(context, sheet, _borough_said(rows["start"]))
    return placed


def _borough_said(settings: Sequence[Entry]) -> str:
    return next((str(row.get("answer") or "") for row in settings if row.get("setting") == "Borough"), "")


def _borough(framework: Framework, borough: Borough | str | None) -> Borough | None:
    if borough is None or isinstance(borough, Borough):
        return borough
    found = framework.borough(borough)
    if found is None:
        raise KeyError(f"there is no London borough {borough!r}")
    return found
