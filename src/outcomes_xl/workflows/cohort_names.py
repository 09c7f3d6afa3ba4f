"""The metric and the source a cohort is asked of, by the names an analyst types."""

from __future__ import annotations

from outcomes_xl.framework.entries import Framework, Metric
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.local import SourceRow

PER_CENT = "%"


def metric_named(typed: str, framework: Framework, own: tuple[Metric, ...]) -> Metric:
    """Return the metric of an id or a title. Raises WrongUsage for none, and for one that is not a share of people."""
    known = {metric.id: metric for metric in (*framework.metrics.values(), *own)}
    names = {folded(word): metric for metric in known.values() for word in (metric.id, metric.title)}
    found = names.get(folded(typed))
    if found is None:
        near = did_you_mean(typed, [word for metric in known.values() for word in (metric.id, metric.title)])
        hint = f"Did you mean “{near}”?" if near else "Write its name or id as on the Framework sheet."
        raise WrongUsage(f"There is no metric “{typed}”.", hint)
    if found.unit != PER_CENT:
        raise WrongUsage(
            f"{found.title} is counted in “{found.unit or 'no unit'}”, not in %.",
            "A cohort needs a share of people: choose a metric in %.",
        )
    return found


def source_named(typed: str, metric: Metric, rows: tuple[SourceRow, ...]) -> SourceRow:
    """Return the row of Sources for a metric that is called so. Raises WrongUsage for none, and for two.

    ``rows`` are all that say what is where, those of events, for no metric, among them.
    """
    called = [row for row in rows if row.goes_by(typed)]
    found = [row for row in called if row.metric_id == metric.id and row.value]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUsage(
            f"Sources has {len(found)} rows “{typed}” for {metric.title}.",
            f"Name one by its sheet or table: {'; '.join(sorted({row.called for row in found}))}.",
        )
    if called:
        raise WrongUsage(
            f"On Sources, {typed} is not for {metric.title}.",
            "Add a row there for this metric, with the column that says who reaches it.",
        )
    if not rows:
        raise WrongUsage(
            "The sheet Sources names no source.", "Fill a row there: the metric, the file or connection, its columns."
        )
    near = did_you_mean(typed, [row.called for row in rows])
    there = "; ".join(dict.fromkeys(row.called for row in rows if row.metric_id == metric.id and row.value))
    hint = f"Did you mean “{near}”?" if near else f"For {metric.title} it has {there or 'none'}."
    raise WrongUsage(f"The sheet Sources has no source “{typed}”.", hint)
