"""What a doubtful row can become: a metric that may be meant, with its answers read for that metric, or a row of one's
own. Each is an adoption of that row alone, so that what is taken later is what would have been carried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from outcomes_xl.adopt.adopted_so_far import Adoption, Fields
from outcomes_xl.adopt.local_rows import local_row
from outcomes_xl.adopt.row_answers import Answers
from outcomes_xl.adopt.row_matching import RowMatch
from outcomes_xl.adopt.table_row import TableRow

OWN = ""
"""The metric id of a row of the borough's own that is not made yet."""


@dataclass(frozen=True)
class RowOffer:
    """One thing a row may be: the answers that would go to that metric, and the row to make where it has none."""

    metric_id: str
    answers: Fields
    row: Fields = field(default_factory=dict)


def offers(
    made: Adoption,
    row: TableRow,
    sheet: str,
    metric_ids: Sequence[str],
    read: Callable[[RowMatch], Answers],
    carry: Callable[[Adoption, Answers], None],
) -> tuple[RowOffer, ...]:
    """Return what a row may be, the likeliest first. ``read`` gives its answers for a match, ``carry`` puts them in."""
    found = [_offer(made, one, read(RowMatch(one, "said")), carry) for one in metric_ids]
    alone = _alone(made)
    metric_id = local_row(alone, row, sheet)
    answers = read(RowMatch(metric_id, "local"))
    own = _offer(made, metric_id, answers, carry)
    place = {name: value for name, value in alone.local[metric_id].items() if name != "metric_id"}
    return (*found, RowOffer(OWN, own.answers, place))


def _offer(made: Adoption, metric_id: str, answers: Answers, carry: Callable[[Adoption, Answers], None]) -> RowOffer:
    alone = _alone(made)
    answers.hold = None
    carry(alone, answers)
    kept = {name: value for name, value in alone.availability.get(metric_id, {}).items() if name != "note"}
    for one in alone.questions:  # what is not plain is no answer yet: its words stay beside the metric
        said = f"{one.heading}: {one.typed}" if one.heading else one.typed
        if one.typed:
            alone.add_note(metric_id, said)
    for entry in alone.targets.values():
        said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in entry.items() if name != "metric_id")
        alone.add_note(metric_id, said)
    note = alone.availability.get(metric_id, {}).get("note")
    return RowOffer(metric_id, {**kept, **({"note": note} if note else {})})


def _alone(made: Adoption) -> Adoption:
    return Adoption(made.framework, made.notes, made.borough, made.titles)
