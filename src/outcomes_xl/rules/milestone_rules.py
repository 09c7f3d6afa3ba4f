"""Milestones: for known metrics, each period once and between baseline and target; and the counts behind a target."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.figures import number_in
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.reading.tidy import folded
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.figure_rules import dates_for_periods, period_of, unread_periods
from outcomes_xl.rules.known_metrics import Metrics
from outcomes_xl.rules.rule_helpers import blanks, said, twice, unknown_metrics, unlisted

_AMBITION = "National ambition"


@rule("MI01", "nearest")
def milestones_are_for_known_metrics(
    milestones: Table, metrics: Metrics, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_metrics(milestones, metrics, near, framework)


@rule("MI02")
def a_milestone_says_where_to_be_and_when(milestones: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(milestones, shape, "metric_id", "period", "value")


@rule("MI03", "words")
def what_a_milestone_is_is_on_the_list(milestones: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(milestones, shape, known, near, "milestone_kind")


@rule("MI04", "kind", "example")
def the_periods_of_milestones_can_be_read(milestones: Table, metrics: Metrics) -> Iterator[Miss]:
    yield from unread_periods(milestones, "period", metrics)
    yield from dates_for_periods(milestones, "period", metrics)


@rule("MI05", "first")
def a_milestone_is_set_once(milestones: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(milestones, shape, "metric_id", "period", "milestone_kind")


@rule("MI06", "start", "end")
def a_milestone_lies_on_the_way(milestones: Table, targets: Table, metrics: Metrics) -> Iterator[Miss]:
    """An ambition of others may be for any period; a metric without a target yet has no way to lie on."""
    for row in milestones:
        metric = metrics.get(said(row, "metric_id"))
        at = period_of(row["period"], metric)
        ours = [one for one in targets if said(one, "metric_id") == said(row, "metric_id")]
        starts = [start for one in ours if (start := period_of(one["baseline_period"], metric))]
        ends = [end for one in ours if (end := period_of(one["by_period"], metric))]
        if at is None or not starts or not ends or folded(said(row, "milestone_kind")) == folded(_AMBITION):
            continue
        first, last = min(starts), max(ends)
        if at.end <= first.end or at.end >= last.end:
            yield Miss(row, "period", start=first.label, end=last.label)


@rule("TA18")
def counts_behind_a_figure_go_together(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric = metrics.get(said(row, "metric_id"))
        counted, out_of = number_in(row["counted"]), number_in(row["out_of"])
        share = metric is not None and metric.is_per_cent and metric.highest == 100
        if counted is not None and out_of is not None and share and counted > out_of:
            yield Miss(row, "counted")
        elif (counted is None) != (out_of is None) and (metric is None or metric.unit != "number"):
            yield Miss(row, "out_of" if out_of is None else "counted")
