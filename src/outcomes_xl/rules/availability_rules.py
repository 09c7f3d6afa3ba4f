"""Data availability: one row a metric, a status from the list, and what a status asks for. A gap is an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.known_metrics import Metrics
from outcomes_xl.rules.rule_helpers import (
    blanks,
    parts,
    said,
    several_unlisted,
    some_of,
    twice,
    unknown_metrics,
    unlisted,
)
from outcomes_xl.rules.written_days import day_meant, is_one_day_only

NOTHING_FOUND = frozenset(
    {
        "No row for this borough",
        "Not in these files",
        "Published, this tool cannot read it yet",
        "No published series",
    }
)
OLD_AFTER_MONTHS = 18
_MOST_NAMED = 5
_FIGURE_OF = re.compile(r" in (?P<area>[A-Z][^,;()]+), ")


def rows_with(availability: Table, known: Framework, *tags: str) -> Iterator[Row]:
    """Yield the rows whose status carries one of these tags."""
    words = frozenset[str]().union(*(known.tagged("status", tag) for tag in tags))
    return (row for row in availability if said(row, "status") in words)


@rule("AV01", "nearest")
def metric_ids_are_known(availability: Table, metrics: Metrics, near: Near) -> Iterator[Miss]:
    yield from unknown_metrics(availability, metrics, near)


@rule("AV02", "first")
def a_metric_is_answered_once(availability: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(availability, shape, "metric_id")


@rule("AV03")
def a_gap_has_a_note(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in rows_with(availability, known, "gap"):
        if row["note"] is None:
            yield Miss(row, "note")


@rule("AV04", "how_many", "names")
def every_metric_has_a_row(availability: Table, framework: Table, metrics: Metrics, near: Near) -> Iterator[Miss]:
    here = {row["metric_id"] for row in availability}
    # An id written otherwise is AV01's to tell: its metric has a row, and a refresh would give it a second one.
    for strange in [one for one in here if isinstance(one, str) and one not in metrics]:
        guess = near(strange, metrics)
        here.add(guess.value if guess and guess.sure else None)
    missing = [
        said(row, "metric") or said(row, "metric_id")
        for row in framework
        if row["metric_id"] is not None and row["metric_id"] not in here and not _is_retired(row, metrics)
    ]
    if missing:
        yield Miss(availability.heading_row, "metric_id", found="", how_many=len(missing), names=some_of(missing))


@rule("AV05", "nearest")
def the_status_is_on_the_list(availability: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(availability, shape, known, near, "status")


@rule("AV06")
def available_data_has_a_latest_period(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in rows_with(availability, known, "available"):
        if row["latest_period"] is None:
            yield Miss(row, "latest_period")


@rule("AV07")
def a_partner_who_holds_it_is_named(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in rows_with(availability, known, "partner"):
        if row["holder"] is None:
            yield Miss(row, "holder")


@rule("AV08")
def assessed_on_is_a_date(availability: Table, shape: Shape) -> Iterator[Miss]:
    for row in shape.rows(availability, "is_date", "assessed_on"):
        yield Miss(row, "assessed_on", day_meant(row["assessed_on"]), is_one_day_only(row["assessed_on"]))


@rule("AV09", "this_day")
def assessed_on_has_come(availability: Table, today: date) -> Iterator[Miss]:
    for row in availability:
        day = _day(row)
        if day and day > today:
            yield Miss(row, "assessed_on", this_day=today)


@rule("AV10")
def the_answer_is_recent(availability: Table, known: Framework, today: date) -> Iterator[Miss]:
    for row in rows_with(availability, known, "available", "partner", "gap"):
        day = _day(row)
        if day and (today.year - day.year) * 12 + today.month - day.month > OLD_AFTER_MONTHS:
            yield Miss(row, "assessed_on")


def _day(row: Row) -> date | None:
    day = row["assessed_on"]
    return day.date() if isinstance(day, datetime) else day if isinstance(day, date) else None


@rule("AV11")
def an_answer_says_whose_it_is(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in rows_with(availability, known, "available", "partner", "gap"):
        if row["assessed_by"] is None:
            yield Miss(row, "assessed_by")


@rule("AV12")
def a_placeholder_is_not_available_yet(availability: Table, known: Framework, metrics: Metrics) -> Iterator[Miss]:
    for row in rows_with(availability, known, "available"):
        metric = metrics.get(said(row, "metric_id"))
        if metric and metric.state == "Placeholder":
            yield Miss(row, "status")


@rule("AV13", "names")
def a_retired_metric_needs_no_answer(availability: Table, known: Framework, metrics: Metrics) -> Iterator[Miss]:
    answered = rows_with(availability, known, "available", "partner", "gap")
    retired = [row for row in answered if _is_retired(row, metrics)]
    names = some_of(list(dict.fromkeys(metrics[said(row, "metric_id")].title for row in retired)), _MOST_NAMED)
    yield from (Miss(row, "status", names=names) for row in retired)


def _is_retired(row: Row, metrics: Metrics) -> bool:
    metric = metrics.get(said(row, "metric_id"))
    return metric is not None and metric.state == "Retired"


@rule("AV14", "strange", "words")
def breakdowns_are_on_the_list(availability: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from several_unlisted(availability, shape, known, near, "breakdown")


@rule("AV15")
def no_breakdown_stands_alone(availability: Table) -> Iterator[Miss]:
    for row in availability:
        answers = parts(row, "breakdown")
        if "None" in answers and len(answers) > 1:
            yield Miss(row, "breakdown")


@rule("AV16", "words")
def other_choices_are_on_their_lists(availability: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(availability, shape, known, near, "geography", "frequency", "quality")


@rule("AV17", "how_many")
def every_metric_is_assessed(availability: Table, known: Framework, metrics: Metrics) -> Iterator[Miss]:
    to_do = known.tagged("status", "open") | {""}
    left = [
        row
        for row in availability
        if said(row, "status") in to_do and not isinstance(row["status"], (int, float)) and _is_current(row, metrics)
    ]
    for row in left:
        yield Miss(row, "status", how_many=f"{len(left)} of {len(availability)}")


def _is_current(row: Row, metrics: Metrics) -> bool:
    metric = metrics.get(said(row, "metric_id"))
    return metric is None or metric.state != "Retired"


@rule("AV18", "belongs")
def an_id_stands_beside_its_own_metric(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    # A title used by several metrics says nothing about which row it belongs to.
    times = Counter(metric.title for metric in metrics.values())
    by_title = {metric.title: metric.id for metric in metrics.values() if times[metric.title] == 1}
    for row in availability:
        metric, title = metrics.get(said(row, "metric_id")), said(row, "metric")
        belongs = by_title.get(title)
        if metric and belongs and belongs != metric.id and title != metric.title:
            yield Miss(row, "metric", belongs=belongs)


@rule("AV19")
def every_row_has_an_id(availability: Table, shape: Shape) -> Iterator[Miss]:
    yield from blanks(availability, shape, "metric_id")


@rule("AV20")
def what_does_not_apply_has_no_figure(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in rows_with(availability, known, "settled"):
        if isinstance(row["latest_figure"], (int, float)):
            yield Miss(row, "latest_figure")


@rule("AV21", "borough", "other", "how_many")
def the_evidence_is_for_this_borough(availability: Table, start: Table, known: Framework) -> Iterator[Miss]:
    says = {said(row, "setting"): said(row, "answer") for row in start}
    mine = known.borough(says.get("Borough code", "")) or known.borough(says.get("Borough", ""))
    if mine is None:
        return
    about: dict[str, list[Row]] = {}
    for row in availability:
        # The tool's own line: "in Merton, 2024/25". Two who share a figure are named both, and neither is meant here.
        if (found := _FIGURE_OF.search(said(row, "evidence"))) and (one := known.borough(found["area"])):
            about.setdefault(one.name, []).append(row)
    other = max(about, key=lambda name: len(about[name]), default=mine.name)
    if len(about.get(mine.name, ())) < len(about.get(other, ())):
        rows = about[other]
        yield Miss(rows[0], "evidence", borough=mine.name, other=other, how_many=len(rows))
