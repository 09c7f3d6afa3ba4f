"""The points on the way to a target: what is wrong with them, which lie on its path, and with whom it shares them.

Milestones are a metric's, not one target's. Where it has several targets, each says what it shares with the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.model import Row
from outcomes_xl.model.sentences import in_a_list, one_or_many, shown
from outcomes_xl.reading.figures import number_in
from outcomes_xl.rules.figure_rules import bounds_of, outside, period_of
from outcomes_xl.rules.rule_helpers import some_of
from outcomes_xl.targets.rounded import said_with
from outcomes_xl.targets.share_troubles import SHOW_IT_PLAIN
from outcomes_xl.targets.straight_path import PathPoint, StraightPath, month_of, point
from outcomes_xl.targets.target_facts import TargetFacts
from outcomes_xl.targets.target_trouble import TargetTrouble


def of_milestones(facts: TargetFacts) -> Iterator[TargetTrouble]:
    """Yield what is wrong with the points on the way to a target."""
    seen: dict[int, float] = {}
    for row in facts.milestones:
        value, period = number_in(row["value"]), period_of(row["period"], facts.metric)
        if value is None or period is None:
            field, name = ("value", "Figure to be at") if value is None else ("period", "Period")
            why = f"A milestone has “{shown(row[field])}” in {name}, which cannot be read."
            yield TargetTrouble(field, why, "Put it right on Milestones.", milestone=row)
            continue
        if row.number in facts.milestones_hundredfold:
            why = f"The milestone for {period.label} shows {value * 100:g}%, and what stands in the cell is {value:g}."
            yield TargetTrouble("value", why, SHOW_IT_PLAIN, milestone=row)
        elif facts.metric and outside(value, facts.metric):
            why = (
                f"The milestone for {period.label} is {value:g}, and this metric can only be {bounds_of(facts.metric)}."
            )
            yield TargetTrouble(
                "value", why, "Type on Milestones the level to be at then, never a change.", milestone=row
            )
        at = month_of(period)
        if seen.setdefault(at, value) != value:
            why = f"There are two milestones for {period.label}: {seen[at]:g} and {value:g}."
            to_do = "Take one of them off Milestones."
            if facts.others:
                to_do = "The targets of a metric share its milestones: leave the one that is on the way to all of them."
            yield TargetTrouble("value", why, to_do, milestone=row)
        if facts.baseline_period and at <= month_of(facts.baseline_period):
            why = f"The milestone for {period.label} is not after the baseline of {facts.baseline_period.label}."
            yield TargetTrouble("period", why, "Put its period right on Milestones.", milestone=row)
        if facts.last_by and at >= month_of(facts.last_by):
            why = f"The milestone for {period.label} is not before the target of {facts.last_by.label}."
            yield TargetTrouble("period", why, "Put its period right on Milestones.", milestone=row)


def stones_on_the_path(facts: TargetFacts) -> Iterator[PathPoint]:
    """Yield the milestones that lie between the baseline and this target; one that was typed twice once."""
    seen: set[int] = set()
    for row in facts.milestones:
        value, period = number_in(row["value"]), period_of(row["period"], facts.metric)
        if value is None or period is None or facts.by is None or facts.baseline_period is None:
            continue
        at = month_of(period)
        if month_of(facts.baseline_period) < at < month_of(facts.by) and at not in seen:
            seen.add(at)
            yield point(period, value)


def is_on_the_way(stone: Row, facts: TargetFacts) -> bool:
    """Whether a milestone comes before the target is due, as far as both periods can be read."""
    period = period_of(stone["period"], facts.metric)
    return period is None or facts.by is None or month_of(period) < month_of(facts.by)


def shared_with_others(facts: TargetFacts, path: StraightPath | None, places: int) -> Iterator[str]:
    """Yield what a target shares with the other targets of its metric, and where it does not go together with them."""
    ours = {one.at: one.label for one in stones_on_the_path(facts)}
    sharing: dict[tuple[str, ...], list[str]] = {}
    for by, level in facts.others:
        named = f"by {by.label}" if level is None else f"{said_with(level, places)} by {by.label}"
        both = tuple(label for at, label in ours.items() if at < month_of(by))
        sharing.setdefault(both, []).append(named)
    for both, others in sharing.items():
        one = len(others) == 1
        has = f"another target, {others[0]}" if one else f"{len(others)} other targets, {some_of(others)}"
        stones = f"the {one_or_many(len(both), 'milestone', 'milestones')} for {in_a_list(both)}"
        whose = f": {stones} {one_or_many(len(both), 'is', 'are')} for {'both' if one else 'all of them'}"
        yield f"This metric has {has}{whose if both else ''}."
    for by, level in facts.others:
        there = path.value_at(month_of(by)) if path and facts.by and month_of(by) < month_of(facts.by) else None
        if there is not None and level is not None and said_with(there, places) != said_with(level, places):
            yield (
                f"The path to this one is at {said_with(there, places)} by {by.label}. If the target of "
                f"{said_with(level, places)} is on the way to this one, type it on Milestones too."
            )
