"""Rows of the borough's own: an id beginning LOC-, and the place in the framework that their section gives them."""

from __future__ import annotations

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.table_rows import TableRow
from outcomes_xl.adopt.titles import plain_title, tokens
from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.framework.entries import Outcome


def local_row(made: Adoption, row: TableRow, sheet: str) -> str:
    """Return the id of the local row that a row becomes, made if it is new. Its place may be asked about."""
    title = plain_title(row.title)
    if known := made.local_by_title.get(bare(title)):
        return known
    outcome, sure = _outcome(made, row, title)
    metric_id = f"LOC-{len(made.local) + 1:03}"
    made.local_by_title[bare(title)] = metric_id
    made.local[metric_id] = {
        "metric_id": metric_id,
        "origin": "Local",
        "state": "Current",
        "layer": outcome.layer,
        "domain": outcome.domain,
        "outcome_id": outcome.id,
        "outcome": outcome.title,
        "indicator": row.indicator or title,
        "metric": title,
        "unit": "to be agreed",
        "polarity": "To be agreed",
        "period_kind": "Any period",
        "provenance": f"Adopted from the borough's own spreadsheet, {sheet}, row {row.number}",
    }
    if not sure:
        hint = (
            f"A row of your own, put under {outcome.id} {outcome.title}. Name another outcome's id if it belongs there."
        )
        made.learnt.ask("local row", title, hint)
    return metric_id


def _outcome(made: Adoption, row: TableRow, title: str) -> tuple[Outcome, bool]:
    outcomes = made.framework.outcomes
    said = made.notes.means("local row", title)
    if said in outcomes:
        return outcomes[said], True
    if said and (meant := made.titles.outcome(said)):
        return outcomes[meant], True
    named = made.titles.outcome(row.outcome) if row.outcome else ""
    if named:
        return outcomes[named], True
    layer, domain = row.context.layer, row.domain or row.context.domain
    in_layer = [one for one in outcomes.values() if not layer or one.layer == layer]
    belongs = next((d for pattern, d in words().belongs if pattern.search(one_line(title))), "")
    if belongs and any(one.domain == belongs for one in in_layer):
        domain = belongs
    elif row.context.outcome_id:
        return outcomes[row.context.outcome_id], False
    there = [one for one in in_layer if one.domain == domain] or in_layer
    wanted = tokens(f"{title} {row.outcome}")
    return max(there, key=lambda one: len(wanted & tokens(one.title))), False
