"""Framework: every row has its own id, says what it measures, and national rows are as they were released."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count, groupby

from outcomes_xl.framework.as_sheet_rows import framework_rows
from outcomes_xl.framework.entries import Framework, Metric, Outcome
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.sentences import BLANK, in_a_list
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.rule_helpers import (
    again,
    blank_cells,
    parts,
    said,
    several_unlisted,
    some_of,
    twice,
    unknown,
    unlisted,
)
from outcomes_xl.rules.start_rules import is_of_the_release

LOCAL_PREFIX = "LOC-"
# The outcome's own title is FR12's to look after, and the id is what rows are matched by.
_NOT_COMPARED = frozenset({"metric_id", "outcome", "note"})


@rule("FR01")
def every_row_has_an_id(framework: Table, shape: Shape, known: Framework) -> Iterator[Miss]:
    """A row of the borough's own is offered the next id that nothing has; a national one without its id is asked."""
    taken = {said(row, "metric_id").upper() for row in framework}
    free = (local for number in count(1) if (local := f"{LOCAL_PREFIX}{number:03}") not in taken)
    titles = {metric.title.casefold() for metric in known.metrics.values()}
    told = {"origin", "metric"} <= framework.columns.keys()
    for row, field in blank_cells(framework, shape, "metric_id"):
        ours = told and said(row, "origin") == "Local" and said(row, "metric").casefold() not in titles
        yield Miss(row, field, offer=next(free) if ours else None, sure=ours or None)


@rule("FR02", "first")
def ids_are_used_once(framework: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(framework, shape, "metric_id")


@rule("FR03", "blanks")
def needed_cells_are_filled(framework: Table, shape: Shape, known: Framework) -> Iterator[Miss]:
    """What the outcome's name says of a row is offered; whatever else is blank in a row is said together."""
    needed = [f.field for f in layout("borough").sheet("framework").columns if f.needed and f.field != "metric_id"]
    named = known.outcomes.values() if "outcome" in framework.columns else ()
    by_title = {outcome.title.casefold(): outcome for outcome in named}
    for _, cells in groupby(blank_cells(framework, shape, *needed), lambda cell: cell[0].number):
        left = []
        for row, field in cells:
            told = by_title.get(said(row, "outcome").casefold()) if by_title and field in _OF_THE_OUTCOME else None
            if told:
                yield Miss(row, field, offer=_OF_THE_OUTCOME[field](told), sure=True, blanks=_heading(field))
            else:
                left.append((row, field))
        if left:
            yield Miss(*left[0], blanks=in_a_list([_heading(field) for _, field in left]))


_OF_THE_OUTCOME: Mapping[str, Callable[[Outcome], str]] = {
    "outcome_id": lambda outcome: outcome.id,
    "domain": lambda outcome: outcome.domain,
    "layer": lambda outcome: outcome.layer,
}


def _heading(field: str) -> str:
    return f"“{layout('borough').sheet('framework').field(field).heading}”"


@rule("FR04")
def local_rows_have_local_ids(framework: Table, known: Framework) -> Iterator[Miss]:
    for row in framework:
        metric_id = said(row, "metric_id")
        is_local = said(row, "origin") == "Local"
        if is_local and metric_id and not metric_id.startswith(LOCAL_PREFIX) and metric_id not in known.metrics:
            yield Miss(row, "metric_id")


@rule("FR05", "national")
def local_rows_take_no_national_id(framework: Table, known: Framework) -> Iterator[Miss]:
    for row in framework:
        national = known.metrics.get(said(row, "metric_id"))
        if national and said(row, "origin") == "Local":
            yield Miss(row, "metric_id", national=national.title)


@rule("FR06", "nearest")
def national_rows_are_in_the_release(
    framework: Table, known: Framework, near: Near, start: Table | None = None
) -> Iterator[Miss]:
    if not is_of_the_release(start, known):
        return
    national = (row for row in framework if said(row, "origin") == "National")
    yield from unknown(national, "metric_id", known.metrics, near, names=_titles(known.metrics))


@rule("FR07", "released")
def national_rows_are_as_released(framework: Table, known: Framework, start: Table | None = None) -> Iterator[Miss]:
    if not is_of_the_release(start, known):
        return
    released = {row["metric_id"]: row for row in framework_rows(known)}
    compared = [name for name in _COMPARED if name in framework.columns]
    for row in framework:
        as_released = released.get(row["metric_id"])
        if as_released is None or said(row, "origin") == "Local":
            continue
        for name in compared:
            value = as_released[name]
            if not _same(row[name], value):
                yield Miss(
                    row, name, offer=None if value == "" else value, released=BLANK if value in (None, "") else value
                )


_COMPARED = tuple(
    f.field for f in layout("borough").sheet("framework").columns if f.owner == "tool" and f.field not in _NOT_COMPARED
)


def _same(typed: Value, released: Value) -> bool:
    if typed in (None, "") or released in (None, ""):
        return typed in (None, "") and released in (None, "")
    if isinstance(typed, str) and isinstance(released, str):
        return typed == released or " ".join(typed.split()) == " ".join(released.split())
    if isinstance(typed, (int, float)) and isinstance(released, (int, float)):
        return float(typed) == float(released)
    return typed == released


@rule("FR08")
def choices_are_on_their_lists(framework: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    choices = ("origin", "state", "layer", "domain", "unit", "polarity", "period_kind")
    yield from unlisted(framework, shape, known, near, *choices)


@rule("FR09", "strange", "words")
def other_domains_are_on_the_list(framework: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from several_unlisted(framework, shape, known, near, "also_in")


@rule("FR10")
def a_domain_is_counted_once(framework: Table) -> Iterator[Miss]:
    for row in framework:
        others = parts(row, "also_in")
        rest = list(dict.fromkeys(name for name in others if name != said(row, "domain")))
        if len(rest) < len(others):
            yield Miss(row, "also_in", offer="; ".join(rest) or None)


@rule("FR11")
def cross_cutting_is_for_the_service_layer(framework: Table) -> Iterator[Miss]:
    for row in framework:
        if said(row, "domain") == "Cross-cutting" and said(row, "layer") not in ("Service and system", ""):
            yield Miss(row, "domain")


@rule("FR12", "other", "title")
def an_outcome_has_one_title(framework: Table, known: Framework) -> Iterator[Miss]:
    titles: dict[str, tuple[str, Row | None]] = {o.id: (o.title, None) for o in known.outcomes.values()}
    for row in framework:
        outcome_id, title = said(row, "outcome_id"), said(row, "outcome")
        if not outcome_id or not title:
            continue
        agreed, first = titles.setdefault(outcome_id, (title, row))
        if title.casefold() != agreed.casefold():
            other = framework.cell(first, "outcome").a1 if first else "the release"
            yield Miss(row, "outcome", offer=None if first else agreed, other=other, title=agreed)


@rule("FR13", "nearest")
def outcome_ids_are_known(framework: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unknown(
        shape.rows(framework, "is_known", "outcome_id"),
        "outcome_id",
        known.outcomes,
        near,
        names=_titles(known.outcomes),
    )


def _titles(entries: Mapping[str, Metric] | Mapping[str, Outcome]) -> dict[str, str]:
    return {one.id: one.title for one in entries.values()}


@rule("FR14")
def the_lowest_is_not_above_the_highest(framework: Table) -> Iterator[Miss]:
    for row in framework:
        low, high = row["lowest"], row["highest"]
        if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
            yield Miss(row, "lowest")


@rule("FR15")
def per_cent_bounds_are_out_of_a_hundred(framework: Table) -> Iterator[Miss]:
    for row in framework:
        high = row["highest"]
        if said(row, "unit") == "%" and isinstance(high, (int, float)) and 0 < high <= 1:
            yield Miss(row, "highest")


@rule("FR16", "first")
def no_two_rows_ask_the_same(framework: Table) -> Iterator[Miss]:
    for first, row in again(framework, "outcome_id", "indicator", "metric", "unit"):
        if said(row, "metric_id") != said(first, "metric_id"):
            yield Miss(row, "metric", first=framework.cell(first, "metric").a1)


@rule("FR17")
def local_rows_say_what_they_measure(framework: Table) -> Iterator[Miss]:
    for row in framework:
        if said(row, "origin") == "Local" and row["definition"] is None:
            yield Miss(row, "definition")


@rule("FR18", "how_many", "names")
def no_released_row_is_missing(framework: Table, known: Framework, start: Table | None = None) -> Iterator[Miss]:
    if not is_of_the_release(start, known):
        return
    here = {row["metric_id"] for row in framework}
    missing = [f"{metric.id} ({metric.title})" for metric in known.metrics.values() if metric.id not in here]
    if missing:
        yield Miss(framework.heading_row, "metric_id", found="", how_many=len(missing), names=some_of(missing))
