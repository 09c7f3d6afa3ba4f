"""The work list as a small workbook: to send to a team or a partner, and to take back in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from outcomes_xl.building.table_contents import Entry
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, table_sheet
from outcomes_xl.building.workbook_base import made
from outcomes_xl.framework.as_sheet_rows import list_rows
from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.work_list import OF_THE_LIST, STAY_HERE, WorkItem, WorkList, fields
from outcomes_xl.model.cell_values import encode
from outcomes_xl.reading.layouts import SheetLayout, layout


def work_list_workbook(work: WorkList, framework: Framework, today: date) -> bytes:
    """Return the work list as the bytes of an .xlsx: the list, and out of sight the words of it and what was sent."""
    rows: dict[str, list[Entry]] = {
        "worklist": [_row(item) for item in work.items],
        "lists": list(list_rows(framework)),
        "sent": list(_sent(work, today)),
    }

    def sheets(context: SheetContext) -> dict[str, PlacedTable]:
        placed = {sheet.key: table_sheet(context, _asking(sheet, work), rows[sheet.key]) for sheet in context.layout}
        # The words to choose from are for the drop-downs: in sight, they would be nine of ten pages of paper.
        for key in ("sent", "lists"):
            context.book.get_worksheet_by_name(layout("worklist").sheet(key).name).very_hidden()
        return placed

    title = f"Work list of {work.borough.name}{f': {work.holder}' if work.holder else ''}"
    return made(layout("worklist"), framework, title, today, rows, sheets)


def _asking(sheet: SheetLayout, work: WorkList) -> SheetLayout:
    """Return the list's sheet saying who asks, by when, and to whom it goes back; any other sheet as it is."""
    if sheet.key != "worklist":
        return sheet
    to_whom = (
        f"{work.prepared_by}, {work.borough.name}" if work.prepared_by else f"whoever in {work.borough.name} sent it"
    )
    by = f" by {work.by}" if work.by else ""
    return replace(
        sheet,
        title=f"Work list: data {work.borough.name} asks you about",
        about="One row a metric. Please answer in the columns marked “You”, save, and send the file back to "
        f"{to_whom}{by}. Leave blank what you cannot say.",
    )


def _row(item: WorkItem) -> Entry:
    told = {"metric_id": item.metric_id, "metric": item.metric, "definition": item.definition, "asked": item.asked}
    return {**told, **{name: item.answers.get(name) for name in fields() if name not in STAY_HERE}}


def _sent(work: WorkList, today: date) -> Iterator[Entry]:
    for name, value in (("borough", work.borough.code), ("sent on", today.isoformat())):
        yield {"metric_id": OF_THE_LIST, "field": name, "value": json.dumps(value)}
    for item in work.items:
        row = _row(item)
        for name in fields():
            yield {"metric_id": item.metric_id, "field": name, "value": json.dumps(encode(row.get(name)))}
