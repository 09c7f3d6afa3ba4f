"""What a workbook says of each target: its row, milestones, latest figure and figures before, read as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.framework.entries import Break, Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.reading.figures import Figure, Number, figure, number_in
from outcomes_xl.reading.periods import Period, PeriodKind
from outcomes_xl.reading.tidy import folded, is_yes
from outcomes_xl.rules.figure_rules import kind_of, period_of
from outcomes_xl.rules.known_metrics import OurMetric, metrics_of
from outcomes_xl.targets.straight_path import PathPoint, point
from outcomes_xl.targets.target_levels import level_of, may_mean_two

AMBITION = "National ambition"


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """One row of Targets and what belongs to it. None and Blank where the workbook does not say.

    ``name`` is what the workbook calls the metric. ``milestones`` are the rows of its own path and ``ambitions`` the
    points of others', never a target of the borough's. ``last_by`` is when the last of the metric's targets is due.
    ``kept`` are its target and baseline where their cells show a percentage, as Excel keeps them: 0.09 for 9%.
    ``hundredfold`` are those of its target and baseline whose cells show a hundred times the number: 900% for 9; and
    ``milestones_hundredfold`` the rows of Milestones whose figure does.
    ``others`` are when the metric's other targets are due, and the levels they come to where that is settled.
    ``before`` are the figures of earlier periods that are numbers in the metric's unit, the earliest first.
    """

    row: Row
    name: str
    metric: OurMetric | None
    kind: str
    unit: str
    kept: Mapping[str, float]
    hundredfold: tuple[str, ...]
    milestones_hundredfold: frozenset[int]
    target: float | None
    baseline: Figure
    baseline_period: Period | None
    by: Period | None
    last_by: Period | None
    others: tuple[tuple[Period, float | None], ...]
    milestones: tuple[Row, ...]
    ambitions: tuple[PathPoint, ...]
    found: str
    figure: Figure
    figure_unit: str
    figure_period: Period | None
    before: tuple[tuple[Period, float], ...]
    breaks: tuple[Break, ...]
    source_from: Period | None
    """The first period from which on all figures are of the latest one's publication."""

    @property
    def confirmed(self) -> bool:
        """Whether it says yes, in small letters or capitals, with spaces around it or none."""
        return is_yes(self.row["confirmed"])

    @property
    def baseline_number(self) -> float | None:
        return float(self.baseline.value) if isinstance(self.baseline, Number) else None

    @property
    def period_kind(self) -> PeriodKind:
        return kind_of(self.metric)

    @property
    def comparable(self) -> list[PathPoint]:
        """The figures that a movement can be read from: one after another a year apart, the latest one last.

        None before the last break, before another publication's, or before a year that is missing. Pooled years share
        their children, so that only those count which do not overlap.
        """
        if self.metric is None or not self.before:
            return []
        apart = 36 if self.period_kind is PeriodKind.THREE_YEARS else 12
        begins = [
            period.end.toordinal()
            for one in self.breaks
            if one.kind == "broken" and (period := period_of(one.first, self.metric))
        ]
        since = max((day for day in begins if day <= self.before[-1][0].end.toordinal()), default=0)
        if self.source_from:
            since = max(since, self.source_from.end.toordinal())
        points = {
            one.at: one
            for period, value in self.before
            if period.end.toordinal() >= since and (one := point(period, value))
        }
        found: list[PathPoint] = []
        at = max(points)
        while at in points:
            found.insert(0, points[at])
            at -= apart
        return found


def target_facts(tables: Mapping[str, Table], known: Framework) -> Iterator[TargetFacts]:
    """Yield what is said of each target, in the order of the sheet."""
    metrics = metrics_of(tables.get("framework"), known)
    found = tables["availability"].by("metric_id") if "availability" in tables else {}
    targets, milestones = tables["targets"], tables.get("milestones")
    hundredfold = frozenset(row for row, _ in milestones.hundredfold) if milestones else frozenset[int]()
    for row in targets:
        metric_id = row.text("metric_id")
        if not metric_id and row["target"] is None:
            continue
        metric = metrics.get(metric_id)
        beside = found.get(metric_id)
        stones = [one for one in milestones or () if one.text("metric_id") == metric_id]
        due = [period_of(one["by_period"], metric) for one in targets if one.text("metric_id") == metric_id]
        yield TargetFacts(
            row,
            _name(tables, metric_id) or (metric.title if metric else metric_id or "A target without a metric"),
            metric,
            _as_listed(known, "target_kind", row.text("target_kind")),
            metric.unit if metric else "",
            {name: number for name in ("target", "baseline") if (number := _kept(targets, row, name)) is not None},
            tuple(name for name in ("target", "baseline") if (row.number, name) in targets.hundredfold),
            hundredfold,
            number_in(row["target"]),
            figure(row["baseline"]),
            period_of(row["baseline_period"], metric),
            period_of(row["by_period"], metric),
            max(filter(None, due), default=None),
            tuple(sorted(_others(targets, row, metric, known), key=lambda pair: pair[0])),
            tuple(one for one in stones if not is_ambition(one)),
            tuple(_points([one for one in stones if is_ambition(one)], metric)),
            beside.text("found") if beside else "",
            figure(beside["found_figure"] if beside else None),
            beside.text("found_unit") if beside else "",
            period_of(beside["found_period"], metric) if beside else None,
            tuple(sorted(_before(tables, metric_id, metric), key=lambda pair: pair[0])),
            tuple(one for one in known.breaks if metric_id in one.metric_ids),
            _source_from(tables, metric_id, metric),
        )


def _name(tables: Mapping[str, Table], metric_id: str) -> str:
    row = tables["framework"].by("metric_id").get(metric_id) if "framework" in tables else None
    return row.text("metric") if row else ""


def _others(
    targets: Table, row: Row, metric: OurMetric | None, known: Framework
) -> Iterator[tuple[Period, float | None]]:
    for one in targets:
        by = period_of(one["by_period"], metric)
        if by is None or metric is None or one.number == row.number or one.text("metric_id") != row.text("metric_id"):
            continue
        kind, target = _as_listed(known, "target_kind", one.text("target_kind")), number_in(one["target"])
        settled = target is not None and not may_mean_two(kind, metric.unit, confirmed=is_yes(one["confirmed"]))
        yield by, level_of(kind, number_in(one["baseline"]), target) if settled and target is not None else None


def _kept(targets: Table, row: Row, name: str) -> float | None:
    return number_in(row.typed.get(name)) if (row.number, name) in targets.per_cent else None


def _as_listed(known: Framework, of_list: str, typed: str) -> str:
    """Return a word as its list has it, whichever capitals it was typed with: the sheet's formulas take it so too."""
    return next((word for word in known.list(of_list) if folded(word) == folded(typed)), typed)


def is_ambition(stone: Row) -> bool:
    """Whether a row of Milestones is a government's, and so never a part of a borough's path."""
    return folded(stone.text("milestone_kind")) == folded(AMBITION)


def _points(rows: list[Row], metric: OurMetric | None) -> Iterator[PathPoint]:
    for row in rows:
        value, period = number_in(row["value"]), period_of(row["period"], metric)
        if value is not None and period is not None:
            yield point(period, value)


def _before(tables: Mapping[str, Table], metric_id: str, metric: OurMetric | None) -> Iterator[tuple[Period, float]]:
    for row in tables.get("figures", ()):
        if metric is None or row.text("metric_id") != metric_id or row.text("unit") not in ("", metric.unit):
            continue
        value, period = number_in(row["borough"]), period_of(row["period"], metric)
        if value is not None and period is not None:
            yield period, value


def _source_from(tables: Mapping[str, Table], metric_id: str, metric: OurMetric | None) -> Period | None:
    rows = [row for row in tables.get("figures", ()) if row.text("metric_id") == metric_id]
    dated = sorted(((period_of(row["period"], metric), row.text("source")) for row in rows), key=_by_period)
    first, latest = None, dated[-1][1] if dated else ""
    for period, source in reversed(dated):
        if source != latest:
            break
        first = period
    return first


def _by_period(pair: tuple[Period | None, str]) -> int:
    return pair[0].end.toordinal() if pair[0] else 0
