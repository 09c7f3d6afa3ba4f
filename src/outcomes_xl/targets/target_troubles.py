"""What keeps a target from being judged: each trouble with its cell, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outcomes_xl.model import Value
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.figures import Blank, NotAFigure, NotCollected, Number, Suppressed
from outcomes_xl.reading.periods import PeriodKind, parse_period, understood
from outcomes_xl.reading.years_by_then import year_by_then
from outcomes_xl.rules.figure_rules import EXAMPLES
from outcomes_xl.sources.evidence import WITH_A_CAUTION, Found
from outcomes_xl.sources.published.series_breaks import crossed
from outcomes_xl.targets.meaning_troubles import of_its_meaning
from outcomes_xl.targets.milestones import of_milestones
from outcomes_xl.targets.rounded import places_of, said_with
from outcomes_xl.targets.share_troubles import of_fractions, of_shares
from outcomes_xl.targets.straight_path import month_of
from outcomes_xl.targets.target_facts import TargetFacts
from outcomes_xl.targets.target_trouble import TargetTrouble


def troubles(facts: TargetFacts, today: date) -> Iterator[TargetTrouble]:
    """Yield everything that is in the way of saying where a target stands."""
    yield from _of_the_metric(facts)
    if facts.metric is None:
        return
    yield from _of_the_target(facts, today)
    yield from _of_the_baseline(facts)
    yield from of_fractions(facts)
    yield from of_shares(facts)
    yield from of_milestones(facts)
    yield from _of_the_latest(facts)


def _of_the_metric(facts: TargetFacts) -> Iterator[TargetTrouble]:
    if facts.metric is None:
        typed = facts.row.text("metric_id")
        why = f"“{typed}” is no metric of the Framework sheet." if typed else "It does not say which metric it is for."
        yield TargetTrouble("metric_id", why, "Choose the metric from the list in that cell.")
    elif facts.metric.state == "Retired":
        why = "The metric has been retired since: no new figures will come."
        yield TargetTrouble("metric_id", why, "Set the target for a metric that goes on, or keep this one as history.")


def _of_the_target(facts: TargetFacts, today: date) -> Iterator[TargetTrouble]:
    if facts.metric:
        yield from of_its_meaning(facts, facts.metric)
    if facts.by is None:
        yield _no_period(facts, "by_period", "By when")
    elif facts.baseline_period and month_of(facts.by) <= month_of(facts.baseline_period):
        start = facts.baseline_period.label
        why = f"It is to be reached by {facts.by.label}, which is not after its baseline of {start}."
        yield TargetTrouble("by_period", why, "Put right whichever of the two is a slip.")
    elif facts.by.end < today:
        why = f"It was to be reached by {facts.by.label}, and that time is over."
        next_one = "Set the next target in a row of its own; this one is history."
        yield TargetTrouble("by_period", why, next_one, drawn=True)


def _of_the_baseline(facts: TargetFacts) -> Iterator[TargetTrouble]:
    row = facts.row
    match facts.baseline:
        case Blank():
            yield TargetTrouble("baseline", "It has no baseline to start from.", _offer(facts))
        case Suppressed() as withheld:
            why = f"The baseline is “{row.text('baseline')}”: {withheld.meaning}, which is not 0."
            yield TargetTrouble("baseline", why, "Start from a period whose figure is published.")
        case NotCollected() | NotAFigure():
            yield _no_number(row["baseline"], "baseline", "Baseline")
        case Number():
            if facts.baseline_period is None:
                yield _no_period(facts, "baseline_period", "Baseline period")
    if means := row.text("baseline_means"):
        why = f"The baseline was counted differently ({means}), so nothing found now can be set beside it."
        yield TargetTrouble(
            "baseline_means", why, "Start from a figure of today's definition, and empty Baseline counted differently."
        )
    if facts.metric and (
        broken := crossed(facts.breaks, facts.baseline_period, facts.figure_period, facts.metric.period_kind)
    ):
        why = f"The series breaks between the baseline and the latest figure: {broken.why}"
        yield TargetTrouble("baseline_period", why, f"Start from {broken.first} or later.")


def _offer(facts: TargetFacts) -> str:
    """Say which figure found could be the baseline: an offer, never set."""
    have = dict(facts.before)
    if facts.baseline_period in have:
        period, value = facts.baseline_period, have[facts.baseline_period]
    elif facts.before and facts.row["baseline_period"] is None:
        period, value = facts.before[-1]
    else:
        return "Type the figure it starts from, and its period."
    assert period is not None
    said = f"The figure found for {period.label} is {said_with(value, places_of(value))}"
    return f"{said}: type both, if that is where you start."


_NOT_WHOLE = {
    Found.PARTIAL: "Only a part of the figure was found, and a part is no figure.",
    Found.GROUPS: "The figure is published for groups, not for all together.",
    Found.COMBINED: "The figure is published together with a neighbour's.",
    Found.CANDIDATES: "Several figures could be meant.",
    WITH_A_CAUTION: "The latest figure was found with a caution: it may be of another definition or period.",
}


def _of_the_latest(facts: TargetFacts) -> Iterator[TargetTrouble]:
    look = "Read what Data availability says beside it."
    if why := _NOT_WHOLE.get(facts.found):
        yield TargetTrouble("", why, look, drawn=True)
        return
    match facts.figure:
        case Suppressed() as withheld:
            why = f"The latest figure is withheld or not there ({withheld.symbol}: {withheld.meaning}); that is not 0."
            yield TargetTrouble("", why, "Wait for the next one, or use figures of your own.", drawn=True)
            return
        case Number():
            pass
        case _:
            why = "No figure was found yet."
            yield TargetTrouble("", why, "Get published files, then Check data availability.", drawn=True)
            return
    if facts.figure_unit not in ("", facts.unit):
        why = f"The latest figure is in {facts.figure_unit}, and the metric is in {facts.unit}."
        yield TargetTrouble("", why, look, drawn=True)
    if facts.figure_period is None:
        why = "The period of the latest figure is of another kind than the metric's."
        yield TargetTrouble("", why, look, drawn=True)
    elif (
        facts.baseline_period
        and month_of(facts.figure_period) <= month_of(facts.baseline_period)
        and not (facts.by and month_of(facts.by) <= month_of(facts.baseline_period))
    ):
        why = f"There is no figure newer than the baseline yet: the latest is of {facts.figure_period.label}."
        yield TargetTrouble("", why, "Look again once the next figures are out.", drawn=True)


def _no_number(typed: Value, field: str, heading: str) -> TargetTrouble:
    why = f"{heading} is blank." if typed is None else f"“{shown(typed)}” stands in {heading}, which is not a number."
    return TargetTrouble(field, why, f"Type a number in the metric's own unit in {heading}.")


def _no_period(facts: TargetFacts, field: str, heading: str) -> TargetTrouble:
    typed, kind = facts.row[field], facts.period_kind
    if typed is None:
        return TargetTrouble(field, f"{heading} is blank.", f"Type {_kind(kind)} in {heading}.")
    why = f"“{shown(typed)}” in {heading} cannot be read as a period."
    if understood(typed) or any(parse_period(typed, one) for one in PeriodKind):
        why = f"“{shown(typed)}” in {heading} is another kind of period than this metric's."
    then = year_by_then(typed, kind) if field == "by_period" else None
    to_do = f"Perhaps {then.label} is meant: type it in {heading}." if then else f"Type {_kind(kind)} in {heading}."
    return TargetTrouble(field, why, to_do)


def _kind(kind: PeriodKind) -> str:
    name = {PeriodKind.ANY: "a period", PeriodKind.EDITION: "an edition", PeriodKind.ACADEMIC: "an academic year"}
    plain = str(kind).casefold() if str(kind).startswith(("At", "Three")) else f"a {str(kind).casefold()}"
    return f"{name.get(kind, plain)}, such as {EXAMPLES[kind]},"
