"""What this workbook asks for: the release's metrics, and the borough's own rows of the Framework sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table, Value


@dataclass(frozen=True, slots=True)
class OurMetric:
    """A metric as the rules need it. ``lowest`` and ``highest`` are what a true figure can be, in ``unit``."""

    id: str
    title: str
    outcome_id: str
    unit: str
    polarity: str
    period_kind: str
    state: str
    lowest: float | None
    highest: float | None

    @property
    def is_per_cent(self) -> bool:
        return self.unit == "%"


Metrics = Mapping[str, OurMetric]


def metrics_of(framework: Table | None, known: Framework) -> dict[str, OurMetric]:
    """Return every metric by id: as released where the release has it, else as the Framework sheet says.

    The state is the sheet's where it has the row: a borough works with the release it last refreshed from.
    """
    metrics = {
        m.id: OurMetric(m.id, m.title, m.outcome_id, m.unit, m.polarity, m.period_kind, m.state, m.lowest, m.highest)
        for m in known.metrics.values()
    }
    for row in framework or ():
        metric_id = row["metric_id"]
        if not isinstance(metric_id, str):
            continue
        released = metrics.get(metric_id)
        if released is None:
            metrics[metric_id] = _own(metric_id, row)
        elif row.text("state") != released.state and row.text("state"):
            metrics[metric_id] = replace(released, state=row.text("state"))
    return metrics


def _own(metric_id: str, row: Row) -> OurMetric:
    return OurMetric(
        metric_id,
        row.text("metric") or metric_id,
        row.text("outcome_id"),
        row.text("unit"),
        row.text("polarity"),
        row.text("period_kind") or "Any period",
        row.text("state") or "Current",
        _number(row["lowest"]),
        _number(row["highest"]),
    )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
