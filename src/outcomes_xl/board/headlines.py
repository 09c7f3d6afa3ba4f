"""The headline outcomes agreed with partners: each with who owns it and which partners contribute."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.board.outcomes_served import OutcomeOfOurs
from outcomes_xl.board.page_parts import some_of, table
from outcomes_xl.board.report_content import ContentTable
from outcomes_xl.board.report_words import say
from outcomes_xl.model import Row, Table
from outcomes_xl.reading.tidy import is_yes


def headlines(tables: Mapping[str, Table], outcomes: Mapping[str, OutcomeOfOurs]) -> ContentTable | None:
    """Return the table of the agreed headlines, None where there is none; older workbooks have no sheet for them."""
    by_outcome: dict[str, list[Row]] = {}
    for row in tables.get("priorities") or ():
        if row["outcome_id"]:
            by_outcome.setdefault(row.text("outcome_id"), []).append(row)
    lines = []
    for own_id, rows in by_outcome.items():
        if any(is_yes(row["headline"]) for row in rows):
            owners = list(dict.fromkeys(row.text("owner") for row in rows if row["owner"]))
            partners = list(dict.fromkeys(row.text("partner") for row in rows if row["partner"]))
            title = outcomes[own_id].title if own_id in outcomes else f"{own_id} ({say('services.retired')})"
            lines.append((title, some_of(owners) or say("whom.nobody"), some_of(partners, 6)))
    return table("headlines", lines) if lines else None
