"""What is taken of one row of a workbook's sheets: the fields by name, with the row it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Plain = str | int | float | None
"""What a slim row holds: dates are text, 2026-11-12, and so are Excel's errors."""


class AnswerRow(NamedTuple):
    """One row of Data availability: ``row`` is Excel's number, the rest are the layout's fields."""

    row: int
    metric_id: str
    status: Plain = None
    holder: Plain = None
    note: Plain = None
    system: Plain = None
    geography: Plain = None
    breakdown: Plain = None
    latest_period: Plain = None
    latest_figure: Plain = None
    frequency: Plain = None
    quality: Plain = None
    assessed_on: Plain = None
    found: Plain = None
    found_figure: Plain = None
    found_unit: Plain = None
    found_period: Plain = None


class MetricRow(NamedTuple):
    """One row of Framework: a metric of the borough's own, or a national one that its workbook defines otherwise."""

    row: int
    metric_id: str
    metric: Plain = None
    origin: Plain = None
    layer: Plain = None
    domain: Plain = None
    outcome: Plain = None
    unit: Plain = None
    polarity: Plain = None
    period_kind: Plain = None
    definition: Plain = None


class ServiceRow(NamedTuple):
    """One row of Services."""

    row: int
    service_id: Plain = None
    service: Plain = None
    lead: Plain = None
    layer: Plain = None
    reach: Plain = None
    ages: Plain = None
    service_state: Plain = None
    provider_kind: Plain = None
    core_offer: Plain = None
    place: Plain = None
    yearly_cost: Plain = None
    cost_year: Plain = None
    described: Plain = None
    directory_id: Plain = None


class TieRow(NamedTuple):
    """One row of Service map: a service and an outcome, by id."""

    row: int
    service_id: Plain = None
    outcome_id: Plain = None
    contribution: Plain = None
    basis: Plain = None


class TargetRow(NamedTuple):
    """One row of Targets, the metric by id."""

    row: int
    metric_id: Plain = None
    baseline_period: Plain = None
    baseline: Plain = None
    target: Plain = None
    target_kind: Plain = None
    by_period: Plain = None
    baseline_source: Plain = None
    confirmed: Plain = None
    owner: Plain = None
    baseline_means: Plain = None


class MilestoneRow(NamedTuple):
    """One row of Milestones: a point on the way to a target, or a national ambition beside it; the metric by id."""

    row: int
    metric_id: Plain = None
    period: Plain = None
    value: Plain = None
    milestone_kind: Plain = None
    note: Plain = None


class PriorityRow(NamedTuple):
    """One row of Priorities: an outcome, by id, and a partner."""

    row: int
    outcome_id: Plain = None
    partner: Plain = None
    contributes: Plain = None
    how_sure: Plain = None
    votes: Plain = None
    headline: Plain = None
    owner: Plain = None
    note: Plain = None


class EvidenceRow(NamedTuple):
    """One row of Qualitative evidence; the outcome and the service it is about by id, where it says them."""

    row: int
    what: Plain = None
    evidence_kind: Plain = None
    from_whom: Plain = None
    heard: Plain = None
    how_sure: Plain = None
    outcome_id: Plain = None
    service_id: Plain = None
    note: Plain = None


SlimRow = AnswerRow | MetricRow | ServiceRow | TieRow | TargetRow | MilestoneRow | PriorityRow | EvidenceRow
ROWS: Mapping[str, type[SlimRow]] = {
    "availability": AnswerRow,
    "framework": MetricRow,
    "services": ServiceRow,
    "service_map": TieRow,
    "targets": TargetRow,
    "milestones": MilestoneRow,
    "priorities": PriorityRow,
    "qualitative": EvidenceRow,
}
"""The sheets rows are taken from, by layout key."""
