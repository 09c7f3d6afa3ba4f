"""What boroughs agreed, offer, aim at and hear, outcome by outcome: how many of them, never how much of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from outcomes_xl.framework.entries import Framework, Outcome
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.row_kinds import EvidenceRow, Plain, PriorityRow, ServiceRow, TargetRow, TieRow
from outcomes_xl.london.table_shapes import PictureTable, table
from outcomes_xl.reading.chosen_names import same_name
from outcomes_xl.reading.listed_services import ENDED
from outcomes_xl.reading.tidy import folded

_KINDS = ("headline", "long_list", "served", "main", "aimed_at", "heard")


@dataclass
class _Counted:
    """How many boroughs, by what is counted and the outcome's id; and whose headline an outcome is."""

    boroughs: Counter[tuple[str, str]] = field(default_factory=Counter)
    who: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def outcomes_table(picture: Picture) -> PictureTable:
    """Return a line for each outcome: those most boroughs agreed as a headline first, then in the framework's order."""
    counted = _counted(picture)
    found = list(picture.framework.outcomes.values())
    ranked = sorted(found, key=lambda one: -counted.boroughs["headline", one.id])
    return table("outcomes", [_line(one, counted) for one in ranked])


def _line(outcome: Outcome, counted: _Counted) -> dict[str, Plain]:
    return {
        "outcome": outcome.title,
        "outcome_id": outcome.id,
        "layer": outcome.layer,
        "domain": outcome.domain,
        **{kind: counted.boroughs[kind, outcome.id] for kind in _KINDS},
        "who": "; ".join(counted.who.get(outcome.id, ())),
    }


def _counted(picture: Picture) -> _Counted:
    """Return what one pass over the workbooks gives."""
    made = _Counted()
    for one in picture.taken:
        rows = one.reading.rows
        priorities: list[PriorityRow] = list(rows["priorities"])  # type: ignore[arg-type]
        agreed = [row for row in priorities if folded(str(row.headline or "")) == "yes"]
        _count(made, "headline", (row.outcome_id for row in agreed))
        _count(made, "long_list", (row.outcome_id for row in priorities))
        ties = [*claims(rows["services"], rows["service_map"])]  # type: ignore[arg-type]
        _count(made, "served", (row.outcome_id for row in ties))
        _count(made, "main", (row.outcome_id for row in ties if folded(str(row.contribution or "")) == "main"))
        targets: list[TargetRow] = list(rows["targets"])  # type: ignore[arg-type]
        _count(made, "aimed_at", (_of_metric(row.metric_id, picture.framework) for row in targets))
        evidence: list[EvidenceRow] = list(rows["qualitative"])  # type: ignore[arg-type]
        _count(made, "heard", (row.outcome_id for row in evidence))
        _say_whose(made, one, agreed)
    return made


def claims(services: Iterable[ServiceRow], ties: Iterable[TieRow]) -> Iterator[TieRow]:
    """Yield the rows of Service map that claim an outcome, as the job Services counts them: the service has not ended.

    One that has no id yet is known by its name.
    """
    running = [row for row in services if folded(str(row.service_state or "")) != folded(ENDED)]
    ids = {str(row.service_id) for row in running if row.service_id is not None}
    names = {same_name(str(row.service)) for row in running if row.service_id is None and row.service is not None}
    for tie in ties:
        said = str(tie.service_id or "")
        if said in ids or same_name(said) in names:
            yield tie


def _count(made: _Counted, kind: str, outcomes: Iterable[Plain]) -> None:
    """Count a borough once for each outcome."""
    made.boroughs.update((kind, str(outcome)) for outcome in {*outcomes} - {None})


def _of_metric(metric: Plain, framework: Framework) -> str | None:
    known = framework.metrics.get(str(metric))
    return known.outcome_id if known else None


def _say_whose(made: _Counted, one: Taken, agreed: Iterable[PriorityRow]) -> None:
    """Note the borough beside each of its headlines, with whoever owns it: every owner that a row names, once."""
    owners: dict[str, list[str]] = defaultdict(list)
    for row in agreed:
        owners[str(row.outcome_id)] += [str(row.owner)] if row.owner is not None else []
    for outcome, named in owners.items():
        told = ", ".join(dict.fromkeys(named))
        made.who[outcome].append(f"{one.borough.name} ({told})" if told else one.borough.name)
