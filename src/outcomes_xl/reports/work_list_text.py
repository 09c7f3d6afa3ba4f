"""A work list for a terminal, as JSON and as CSV."""

from __future__ import annotations

import json
from itertools import groupby

from outcomes_xl.jobs.work_list import WorkItem, WorkList
from outcomes_xl.model.delimited_text import disarmed
from outcomes_xl.model.delimited_text import line as csv_line

_HEADINGS = ("holder", "metric_id", "metric", "status", "asked")


def as_text(work: WorkList) -> str:
    """Return the list in an officer's words: a sentence, then what is open with each holder."""
    lines = [work.summary]
    for holder, items in groupby(work.items, key=lambda one: one.holder):
        lines += ["", holder]
        for one in items:
            lines.append(f"  {one.metric_id} {one.metric}{f' ({one.status})' if one.status else ''}")
            lines.append(f"      {one.asked}")
    return "\n".join(lines) + "\n"


def as_json(work: WorkList) -> str:
    """Return `{"borough": "…", "work_list": [{"holder": …, "metric_id": …, …}], "summary": "…"}`."""
    items = [dict(zip(_HEADINGS, _cells(one), strict=True)) for one in work.items]
    found = {"borough": work.borough.code, "work_list": items, "summary": work.summary}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_csv(work: WorkList) -> str:
    """Return the list as a table, a line a metric. Text that a spreadsheet would run is disarmed."""
    return "".join(map(csv_line, [_HEADINGS, *([disarmed(cell) for cell in _cells(one)] for one in work.items)]))


def _cells(one: WorkItem) -> tuple[str, ...]:
    return one.holder, one.metric_id, one.metric, one.status, one.asked
