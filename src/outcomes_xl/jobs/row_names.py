"""The name of a row, as officers know it: a metric's, a service's, a national item's."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.model import Row, Table, Value

_NAMES = ("metric", "title", "service", "outcome", "setting", "metric_id", "service_id", "value")


class RowNames:
    """The names of a workbook's rows; a row that has only a metric's id goes by the metric's name."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        framework = tables.get("framework")
        self._metrics: Mapping[Value, Row] = framework.by("metric_id") if framework else {}

    def of(self, fields: Mapping[str, Value]) -> str:
        """Return the name of a row with these fields, "" where it has none."""
        text = next((str(fields[name]) for name in _NAMES if fields.get(name) is not None), "")
        metric = self._metrics.get(text)
        return (metric.text("metric") or text) if metric else text
