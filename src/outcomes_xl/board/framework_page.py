"""The framework as an Early Help strategy reads it: what is known of an outcome, who works towards it, what is said."""

from __future__ import annotations

from outcomes_xl.board.domain_page import BoardRows
from outcomes_xl.board.evidence_told import evidence
from outcomes_xl.board.measures import BETTER, LEVEL, USED, WORSE, Measure, count, marked
from outcomes_xl.board.outcomes_served import claimed
from outcomes_xl.board.page_parts import some_of, table
from outcomes_xl.board.report_content import ReportCell, ReportPage, ReportPart
from outcomes_xl.board.report_words import say, some


def framework_page(rows: BoardRows) -> ReportPage:
    """Return the page: a table a layer, a row an outcome. Evidence counts whether or not there is a number."""
    told = evidence(rows.tables, rows.contributions)
    served: dict[str, list[str]] = {}
    claims = claimed(rows.contributions)
    for one in rows.contributions:
        served.setdefault(one.outcome_id, []).append(str(one))
    parts = []
    wanted = [one for one in rows.outcomes.values() if not one.retired]
    for layer in dict.fromkeys(one.layer for one in wanted):
        lines: list[tuple[ReportCell, ...]] = []
        for outcome in wanted:
            if outcome.layer == layer:
                of_outcome = [measure for measure in rows.measures if measure.outcome_id == outcome.id]
                services = some_of(served.get(outcome.id, []), 4) or say("services.nobody")
                said = " ".join(told.get(outcome.id, ())) or say("evidence.none")
                lines.append((outcome.title, outcome.domain, _numbers(of_outcome), services, said))
        parts.append(ReportPart(layer, (table("framework", lines),)))
    lead = say(
        "framework.lead",
        outcomes=some(len(wanted), "outcome"),
        served=sum(one.id in claims for one in wanted),
        evidence=sum(one.id in told for one in wanted),
        unclaimed=sum(one.id not in claims for one in wanted),
    )
    return ReportPage(say("framework.title"), lead, tuple(parts))


def _numbers(found: list[Measure]) -> str:
    """Return what the figures of an outcome say, in words; that there is none is an answer."""
    use, shown = count(found, USED), sum(one.has_figure for one in found)
    if not shown and not use:
        return say("framework.no_figure", all=some(len(found), "measure"))
    parts = [say("framework.use", use=use, all=some(len(found), "measure"))]
    counted = {
        "better": len(marked(found, BETTER)),
        "worse": len(marked(found, WORSE)),
        "level": len(marked(found, LEVEL)),
    }
    if any(counted.values()):
        beside = ", ".join(f"{word} on {number}" for word, number in counted.items() if number)
        parts.append(say("framework.beside", beside=beside))
    return " ".join(parts)
