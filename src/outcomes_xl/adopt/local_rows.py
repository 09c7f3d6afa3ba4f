"""Rows of the borough's own: an id beginning LOC-, and the place in the framework that their section gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.title_text import plain_title, tokens
from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.framework.entries import Outcome


def local_row(made: Adoption, row: TableRow, sheet: str) -> str:
    """Return the id of the local row that a row becomes, made if it is new. Its place may be asked about."""
    title = plain_title(row.title)
    if known := made.local_by_title.get(bare(title)):
        return known
    place = _place_of(made, row, title)
    metric_id = f"LOC-{len(made.local) + 1:03}"
    made.local_by_title[bare(title)] = metric_id
    made.local[metric_id] = {
        "metric_id": metric_id,
        "origin": "Local",
        "state": "Current",
        **{name: said for name, said in place.said.items() if said},
        "indicator": row.indicator or title,
        "metric": title,
        "unit": "to be agreed",
        "polarity": "To be agreed",
        "period_kind": "Any period",
        "provenance": f"Adopted from the borough's own spreadsheet, {sheet}, row {row.number}",
    }
    about = ("local row", title)
    if place.outcome is None:
        why = "A row of your own, and nothing says which outcome it belongs to: it is left blank. Which outcome is it?"
        if made.notes.means(*about):
            why = f"Your answer “{made.notes.means(*about)}” is no outcome. {why}"
        made.ask_beside(sheet, row.title_cell, about, why)
    elif not place.sure:
        under = f"{place.outcome.id} {place.outcome.title}"
        made.learnt.ask(*about, f"A row of your own, put under {under}. Name another outcome's id if it belongs there.")
    return metric_id


@dataclass(frozen=True)
class _Place:
    """Where a row belongs; no outcome where nothing says which, then what is said of its layer and domain."""

    outcome: Outcome | None
    sure: bool = False
    layer: str = ""
    domain: str = ""

    @property
    def said(self) -> dict[str, str]:
        one = self.outcome
        if one is None:
            return {"layer": self.layer, "domain": self.domain}
        return {"layer": one.layer, "domain": one.domain, "outcome_id": one.id, "outcome": one.title}


def _place_of(made: Adoption, row: TableRow, title: str) -> _Place:
    outcomes = made.framework.outcomes
    said = made.notes.means("local row", title)
    if said in outcomes:
        return _Place(outcomes[said], True)
    if said and (meant := made.titles.outcome(said)):
        return _Place(outcomes[meant], True)
    named = made.titles.outcome(row.outcome) if row.outcome else ""
    if named:
        return _Place(outcomes[named], True)
    layer, domain = row.context.layer, row.domain or row.context.domain
    in_layer = [one for one in outcomes.values() if not layer or one.layer == layer]
    told = domain if domain != row.context.domain or not row.context.outcome_id else ""  # and not by an outcome above
    belongs = next((d for pattern, d in words().belongs if pattern.search(one_line(title))), "")
    if not told and belongs and any(one.domain == belongs for one in in_layer):
        domain = belongs
    elif row.context.outcome_id:
        return _Place(outcomes[row.context.outcome_id])
    there = [one for one in in_layer if one.domain == domain]
    layers = [one.layer for one in there]
    most = max(layers, key=layers.count, default="")  # a domain of two layers is foremost that of most of its outcomes
    return _Place(_one_of(there, f"{title} {row.outcome}"), False, layer or most, domain)


def _one_of(there: Sequence[Outcome], text: str) -> Outcome | None:
    """Return the one outcome of a domain that has more words in common with a text than any other has."""
    if len(there) == 1:
        return there[0]
    wanted = tokens(text)
    shared = sorted(((len(wanted & tokens(one.title)), one.id) for one in there), reverse=True)
    if not shared or not shared[0][0] or shared[0][0] == shared[1][0]:
        return None
    return next(one for one in there if one.id == shared[0][1])
