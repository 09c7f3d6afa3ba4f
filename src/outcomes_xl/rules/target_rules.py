"""Targets: a level or a change, said so, by a period of the metric's own, in the direction that is better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.figures import dfe_internal_code, number_in
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.reading.tidy import is_yes
from outcomes_xl.reading.years_by_then import year_by_then
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.figure_rules import (
    bounds_of,
    dates_for_periods,
    figure_meant,
    outside,
    period_of,
    unread_periods,
)
from outcomes_xl.rules.known_metrics import Metrics, OurMetric
from outcomes_xl.rules.rule_helpers import blanks, said, twice, unknown_metrics, unlisted

LEVEL, POINTS, PER_CENT = "Level to reach", "Change in points", "Change in per cent"
_HIGHER, _LOWER = "Higher is better", "Lower is better"


def _metric(row: Row, metrics: Metrics) -> OurMetric | None:
    return metrics.get(said(row, "metric_id"))


@rule("TA01", "nearest")
def targets_are_for_known_metrics(
    targets: Table, metrics: Metrics, near: Near, framework: Table | None = None
) -> Iterator[Miss]:
    yield from unknown_metrics(targets, metrics, near, framework)


@rule("TA02")
def a_target_says_what_and_by_when(targets: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(targets, shape, "metric_id", "target", "target_kind", "by_period")


@rule("TA03", "words")
def the_kind_of_target_is_on_the_list(targets: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(targets, shape, known, near, "target_kind")


@rule("TA04", "kind", "example")
def the_periods_can_be_read(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    yield from unread_periods(targets, "by_period", metrics, year_by_then)
    yield from unread_periods(targets, "baseline_period", metrics)


@rule("TA05", "kind", "example")
def the_periods_are_no_dates(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    yield from dates_for_periods(targets, "by_period", metrics, year_by_then)
    yield from dates_for_periods(targets, "baseline_period", metrics)


@rule("TA06")
def a_target_comes_after_its_baseline(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        start, by = (period_of(row[name], _metric(row, metrics)) for name in ("baseline_period", "by_period"))
        if start and by and by.end <= start.end:
            yield Miss(row, "by_period")


@rule("TA07", "bounds", "unit", "level")
def a_level_can_be_reached(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric, level = _metric(row, metrics), _comes_to(row)
        if metric and level is not None and outside(level, metric):
            yield Miss(row, "target", bounds=bounds_of(metric), unit=metric.unit, level=f"{level:g}")


def _comes_to(row: Row) -> float | None:
    """Return the level a target asks for; None where nobody can say."""
    target, start, kind = number_in(row["target"]), number_in(row["baseline"]), said(row, "target_kind")
    if target is None or kind == LEVEL:
        return target
    if start is None:
        return None
    return {POINTS: start + target, PER_CENT: round(start * (1 + target / 100), 6)}.get(kind)


@rule("TA08", "polarity", "way")
def a_target_is_the_better_way(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric, change = _metric(row, metrics), _change(row)
        if metric is None or not change or row["note"] is not None:
            continue
        if (metric.polarity == _HIGHER and change < 0) or (metric.polarity == _LOWER and change > 0):
            yield Miss(row, "target", polarity=metric.polarity.casefold(), way="down" if change < 0 else "up")


def _change(row: Row) -> float | None:
    """Return which way the target goes from its baseline: below 0 is down. None when that cannot be said."""
    target, baseline = number_in(row["target"]), number_in(row["baseline"])
    if target is None:
        return None
    if said(row, "target_kind") in (POINTS, PER_CENT):
        return target
    return None if baseline is None or said(row, "target_kind") != LEVEL else target - baseline


@rule("TA09")
def a_metric_with_a_target_has_a_direction(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric = _metric(row, metrics)
        if metric and metric.polarity not in (_HIGHER, _LOWER) and row["target"] is not None:
            yield Miss(row, "target")


@rule("TA10", "points_level", "per_cent_level")
def per_cent_and_points_are_told_apart(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric, target, baseline = _metric(row, metrics), number_in(row["target"]), number_in(row["baseline"])
        in_question = metric and metric.is_per_cent and said(row, "target_kind") == PER_CENT and row["note"] is None
        # A workbook made before the column Confirmed is asked all the same.
        confirmed = "confirmed" in targets.columns and is_yes(row["confirmed"])
        if in_question and not confirmed and target is not None:
            points, per_cent = _levels(50.0 if baseline is None else baseline, target)
            example = "" if baseline is not None else "for instance "
            yield Miss(row, "target_kind", points_level=points, per_cent_level=example + per_cent)


def _levels(start: float, change: float) -> tuple[str, str]:
    """Return where a change leads from a start, read as points and read as per cent."""
    places = 1 if abs(change) >= 1 else 3
    return f"from {start:g} to {start + change:g}", f"from {start:g} to {round(start * (1 + change / 100), places):g}"


@rule("TA11", "first")
def a_target_is_set_once(targets: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(targets, shape, "metric_id", "by_period")


@rule("TA12", "state")
def a_target_is_for_a_current_metric(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric = _metric(row, metrics)
        if metric and metric.state in ("Retired", "Placeholder"):
            yield Miss(row, "metric_id", state="retired" if metric.state == "Retired" else "a placeholder")


@rule("TA13")
def the_baseline_is_a_number_or_a_symbol(targets: Table, shape: Shape) -> Iterator[Miss]:
    for row in shape.rows(targets, "is_figure", "baseline"):
        meant = dfe_internal_code(row["baseline"]) or figure_meant(said(row, "baseline"))
        yield Miss(row, "baseline", offer=meant, sure=False)


@rule("TA14")
def a_baseline_has_its_period(targets: Table) -> Iterator[Miss]:
    for row in targets:
        if number_in(row["baseline"]) is not None and row["baseline_period"] is None:
            yield Miss(row, "baseline_period")


@rule("TA15")
def a_target_is_still_to_come(targets: Table, metrics: Metrics, today: date) -> Iterator[Miss]:
    for row in targets:
        start, by = (period_of(row[name], _metric(row, metrics)) for name in ("baseline_period", "by_period"))
        # A target before its baseline is a slip of the year, and TA06 says so.
        if by and by.end < today and not (start and by.end <= start.end):
            yield Miss(row, "by_period")


@rule("TA16", "hundredfold")
def a_percentage_target_is_out_of_a_hundred(targets: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in targets:
        metric, target = _metric(row, metrics), number_in(row["target"])
        if (row.number, "target") in targets.per_cent or target is None or not 0 < abs(target) < 1:
            continue
        if metric and metric.is_per_cent and row["note"] is None:
            yield Miss(row, "target", hundredfold=round(target * 100, 6))


@rule("TA17")
def a_target_has_an_owner(targets: Table) -> Iterator[Miss]:
    for row in targets:
        if row["owner"] is None and row["target"] is not None:
            yield Miss(row, "owner")


@rule("TA19", "words")
def confirmed_is_yes_or_no(targets: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    for miss in unlisted(targets, shape, known, near, "confirmed"):
        # "yes" is read as Yes wherever it is asked for; anything else says nothing.
        if not (isinstance(miss.place, Row) and is_yes(miss.place["confirmed"])):
            yield miss
