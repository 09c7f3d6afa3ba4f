"""From the counts a local source gave to one answer per metric, in the same words as for published files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.reading.figures import Figure, NotAFigure, Suppressed, figure
from outcomes_xl.sources.answer_wording import WITHHELD, said_figure, shortened, with_unit
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.lateness import behind, lateness
from outcomes_xl.sources.local import local_units, local_wording
from outcomes_xl.sources.local.cell_expressions import Where
from outcomes_xl.sources.local.query import MOST_ANSWERS, Count
from outcomes_xl.sources.local.query_result import PeriodSeen, Probe, by_period, of_the_borough
from outcomes_xl.sources.published.evaluate import AVAILABLE, NEEDS_WORK
from outcomes_xl.sources.published.points import agree, in_a_cell

_ERROR_IN_A_CELL = re.compile(r"#[A-Z0-9/_]{2,14}[!?]? in [A-Z]{1,3}\d{1,7}")
_SMALL = {Where.WARD: "Ward", Where.LSOA: "Lower super output area"}


def answer(metric: Metric, probe: Probe, framework: Framework, borough: Borough, today: date) -> Evidence:
    """Return what a local source says of a metric.

    A figure in a unit that is not the metric's is said with its own unit, and never given as the metric's figure.
    """
    if len(probe.counts) >= MOST_ANSWERS:
        line = f"Local source {probe.name}: “{probe.columns.period}” has too many different values to be periods."
        return Evidence(metric.id, Found.UNREADABLE, shortened(line))
    mine = of_the_borough(probe.counts)
    if not mine:
        return Evidence(metric.id, Found.NO_ROW, local_wording.nobody(probe, borough))
    periods = by_period(mine, metric.period_kind)
    latest = periods[-1]
    found = _found(latest)
    late = behind(latest.period, metric, today)
    single = latest.figure
    other_unit = unit_trouble(metric, probe, framework)
    shown = None if single is None or other_unit else single
    said = "" if single is None else _said(single, metric)
    if single is not None and other_unit:
        said = f"{said_figure(single)} in “{'” and “'.join(latest.units)}”, not in “{metric.unit}”"
    doubtful = bool(late) or bool(probe.columns.people) or bool(probe.repeated or other_unit or probe.left_out)
    work = doubtful or single is None or found is not Found.FOUND
    usable = any(one.total("numbers") for one in periods)
    return Evidence(
        metric.id,
        found,
        local_wording.line(probe, periods, said, borough),
        figure=None if shown is None else in_a_cell(shown),
        said=said,
        period=latest.called if latest.label or latest.period else "",
        latest=latest.period,
        level="; ".join(_levels(probe, mine, framework)),
        breakdowns="; ".join(_groups(latest, probe, framework)) or "None",
        values=local_wording.values(probe, periods, metric),
        lateness=lateness(latest.period, metric, today),
        behind=late,
        suggested_status=(NEEDS_WORK if work else AVAILABLE) if usable else "",
        caution=local_wording.caution(probe, latest, other_unit),
    )


def _said(single: Figure, metric: Metric) -> str:
    """Say a figure with its unit; of what is none only an Excel error and its cell, for other text may be anything."""
    if isinstance(single, NotAFigure) and _ERROR_IN_A_CELL.fullmatch(str(single.typed)):
        return str(single.typed)
    return with_unit(single, metric)


def unit_trouble(metric: Metric, probe: Probe, framework: Framework) -> str:
    """Say, as a sentence, that the borough's latest rows are in a unit which is not the metric's; "" when they are."""
    periods = by_period(of_the_borough(probe.counts), metric.period_kind)
    others = local_units.other_units(periods[-1].units, metric, framework) if periods else ()
    return local_units.told(probe.columns.unit, others, metric, framework) if others else ""


def one_of(metric: Metric, answers: Sequence[Evidence]) -> Evidence:
    """Return one answer for several sources of a metric: the same figure twice is one; else the officer is asked."""
    told = [one for one in answers if one.latest or one.period]
    if not told:
        return answers[0]
    first = told[0]
    if all(_same(first, other) for other in told[1:]):
        return replace(first, level=_joined(one.level for one in told), breakdowns=_groups_of(told))
    candidates = tuple(
        f"{one.line.partition(':')[0].removeprefix('Local source ')}: {one.said or one.values}, {one.period}"
        for one in told
    )
    line = f"{len(told)} rows of Sources are for this metric and differ: {'; '.join(candidates)}."
    return Evidence(metric.id, Found.CANDIDATES, shortened(line), candidates=candidates)


def _same(left: Evidence, right: Evidence) -> bool:
    ours, theirs = figure(left.figure), figure(right.figure)
    return left.period == right.period and left.figure is not None and agree(ours, theirs)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for text in texts for part in text.split("; ") if part))


def _groups_of(told: Sequence[Evidence]) -> str:
    return _joined(one.breakdowns for one in told if one.breakdowns != "None") or "None"


def _found(latest: PeriodSeen) -> Found:
    single = latest.figure
    if any(count.where is Where.JOINT for count in latest.counts):
        return Found.COMBINED
    if latest.partial:
        return Found.PARTIAL
    if isinstance(single, Suppressed):
        return Found.SUPPRESSED if single.withheld else Found.NOT_AVAILABLE
    if isinstance(single, NotAFigure):
        return Found.UNREADABLE
    if latest.total("numbers"):
        return Found.FOUND
    if WITHHELD & set(latest.signs):
        return Found.SUPPRESSED
    return Found.UNREADABLE if latest.total("strange") else Found.NOT_AVAILABLE


def _levels(probe: Probe, mine: Sequence[Count], framework: Framework) -> list[str]:
    found = {_SMALL.get(count.where, "") for count in probe.counts} | set(probe.columns.levels.values())
    if any(count.where in (Where.OURS, Where.JOINT) for count in mine):
        found.add("Borough")
    if probe.columns.people:
        found.add("Person")
    words = [word for word in framework.list("geography") if word in found]
    return words or ["Locality or hub area"]


def _groups(latest: PeriodSeen, probe: Probe, framework: Framework) -> list[str]:
    varied = {probe.columns.breakdowns[name] for count in latest.counts for name in count.groups}
    return [word for word in framework.list("breakdown") if word in varied]
