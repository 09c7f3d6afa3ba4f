"""A doubtful row of an adopted spreadsheet as one line of Changes, with what it may be to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from outcomes_xl.jobs.undo_record import LONGEST_RECORD, as_record
from outcomes_xl.model.cell_values import encode
from outcomes_xl.reading.decision_words import LEAVE_OUT, OWN_ROW

if TYPE_CHECKING:
    from outcomes_xl.adopt.adopted_so_far import OfficerQuestion
    from outcomes_xl.framework.entries import Framework

_HOW = (
    "Choose in “Your decision”, then Apply decisions: a metric takes the row's answers, and what differs from an "
    f"answer that stands there goes into its note; “{LEAVE_OUT}” takes nothing. Or answer in the reading notes."
)


def row_question(one: OfficerQuestion, framework: Framework, job: str) -> dict[str, Any] | None:
    """Return what a line of Changes says of such a question; None where it cannot be answered there."""
    if not one.rows:
        return None
    place = f"{one.sheet}, cell {one.cell}"
    rows = {
        offer.metric_id: {
            "answers": {name: encode(value) for name, value in offer.answers.items()},
            "row": {name: encode(value) for name, value in offer.row.items()},
        }
        for offer in one.rows
    }
    first = next(iter(rows)) or OWN_ROW
    record = as_record(
        {
            "ask": {"table": "availability", "id": place, "field": "row"},
            "name": f"{crc32(repr((place, one.typed)).encode()):08x}",
            "mine": None,
            "theirs": first,
            "release": job,
            "by": "your own spreadsheet",
            "typed": one.typed,
            "rows": rows,
        }
    )
    if len(record) > LONGEST_RECORD:
        return None
    named = [f"{key} {framework.title(key)}" if key else OWN_ROW[0].lower() + OWN_ROW[1:] for key in rows]
    return {
        "change": "Row: question",
        "about": one.typed or place,
        "sheet": one.sheet,
        "cell": one.cell,
        "after": "\nor ".join(named),
        "because": f"{place}: {one.reason} {_HOW}",
        "record": record,
        "choices": [*(key or OWN_ROW for key in rows), LEAVE_OUT],
    }
