"""Next finding in the pane: from one finding of the last check to the next, round and round, as the ribbon's does."""

from __future__ import annotations

from outcomes_xl.hosts.lite.pane_objects import PaneBook
from outcomes_xl.jobs.findings_sheet import NO_LONGER
from outcomes_xl.model import Area, Book, Row
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables

NOTHING = (
    "There is nothing on the Findings sheet that can be shown: either nothing is open, or its sheet is hidden. "
    "Press Check to look again."
)
_last: dict[str, int] = {}
"""The place of the finding that was shown last, by the workbook's name, for as long as the pane is open."""


def next_finding(book: PaneBook, seen: Book) -> str:
    """Queue that the next finding's first cells are selected; return the finding in a sentence."""
    findings = read_tables(seen, layout("borough")).tables.get("findings")
    if findings is None:
        raise CannotUse("This workbook has no Findings sheet.", "Bring it back from an earlier copy, or press Check.")
    rows = findings.rows
    begins = _last.get(book.name, 0)
    for number in (*range(begins, len(rows)), *range(min(begins, len(rows)))):
        row = rows[number]
        area = _area(row)
        handle = next((one for one in book.sheets if one.name == row.text("sheet") and one.visible), None)
        if row.text("finding_state") == NO_LONGER or area is None or handle is None:
            continue
        _last[book.name] = number + 1
        handle.activate()
        handle.range(str(area)).select()
        said = f"{row.text('sheet')} {row.text('cells')}: {row.text('message')} {row.text('fix')}"
        return f"Finding {number + 1} of {len(rows)}, {said}"
    return NOTHING


def _area(row: Row) -> Area | None:
    """Return the first of the cells a finding is about, which are written "C3:C7, C9 and 14 more"."""
    try:
        return Area.parse(row.text("cells").replace(" and ", ",").partition(",")[0].strip())
    except ValueError:
        return None
