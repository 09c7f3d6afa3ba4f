"""A workbook of another edition of the framework, its rows put under today's ids where both mean the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outcomes_xl.framework.editions import (
    METRIC,
    OTHER_FIGURES,
    OUTCOME,
    ChangeKind,
    EditionStep,
    edition_named,
    step,
)
from outcomes_xl.london.returns import Return
from outcomes_xl.london.row_kinds import (
    AnswerRow,
    EvidenceRow,
    MetricRow,
    MilestoneRow,
    PriorityRow,
    SlimRow,
    TargetRow,
    TieRow,
)

_NOT_ONE_TO_ONE = frozenset({ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.RETIRED, ChangeKind.NEW})
_FIGURES = ("latest_period", "latest_figure", "found", "found_figure", "found_unit", "found_period")


@dataclass(frozen=True)
class Carried:
    """A reading in today's edition. ``left`` counts the answers that have no one place in it."""

    reading: Return
    left: int


def is_another(reading: Return, edition: str) -> bool:
    """Whether a workbook says that it is of another edition than this one."""
    return bool(reading.edition.strip()) and reading.edition.strip().casefold() != edition.casefold()


def in_edition(reading: Return, edition: str) -> Carried | None:
    """Return a reading carried to an edition by its title; None where no way from the workbook's own is known.

    What was split, merged or retired between the two is left out; where a metric counts otherwise, its status comes
    and its figures do not.
    """
    try:
        way = step(edition_named(reading.edition), edition_named(edition))
    except KeyError:
        return None
    if way is None:
        return None
    rows = {key: tuple(made for row in of if (made := _carried(row, way))) for key, of in reading.rows.items()}
    left = len(reading.rows["availability"]) - len(rows["availability"])
    return Carried(replace(reading, rows=rows), left)


def _carried(row: SlimRow, way: EditionStep) -> SlimRow | None:
    if isinstance(row, (TieRow, PriorityRow)):
        found = _to(OUTCOME, row.outcome_id, way)
        return row._replace(outcome_id=found[0]) if found else None
    if isinstance(row, EvidenceRow):  # what was said stays said, where the outcome it was about has no one place
        found = _to(OUTCOME, row.outcome_id, way) if row.outcome_id is not None else None
        return row._replace(outcome_id=found[0] if found else None)
    if not isinstance(row, (AnswerRow, MetricRow, TargetRow, MilestoneRow)):
        return row
    found = _to(METRIC, row.metric_id, way)
    if found is None:
        return None
    own_id, counts_otherwise = found
    if counts_otherwise and isinstance(row, AnswerRow):
        row = row._replace(**dict.fromkeys(_FIGURES))  # type: ignore[arg-type]
    if counts_otherwise and isinstance(row, (TargetRow, MilestoneRow)):
        return None
    return row._replace(metric_id=own_id)


def _to(what: str, own_id: object, way: EditionStep) -> tuple[str, bool] | None:
    """Return the id in the other edition, and whether it counts otherwise there; None where there is no one id.

    What is of neither edition, such as a row of the borough's own, keeps its id.
    """
    changes = way.of(what, str(own_id))
    if not changes:
        return str(own_id), False
    if len(changes) > 1 or _NOT_ONE_TO_ONE.intersection(changes[0].kinds):
        return None
    return changes[0].to_id, bool(OTHER_FIGURES.intersection(changes[0].kinds))
