"""Percentages that stand on Targets as fractions of one: typed so, or kept so by Excel behind a % sign."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.reading.figures import Number, number_in
from outcomes_xl.reading.kept_shares import BESIDE, may_be_kept_so
from outcomes_xl.targets.target_facts import TargetFacts
from outcomes_xl.targets.target_levels import LEVEL
from outcomes_xl.targets.target_trouble import TargetTrouble

SHOW_IT_PLAIN = "Choose General for the cell (Home, Number): is what it then shows meant?"


def of_fractions(facts: TargetFacts) -> Iterator[TargetTrouble]:
    """Yield a number typed as a fraction of one, beside figures out of a hundred."""
    if facts.unit != "%":
        return
    stones = [(number_in(row["value"]), "a milestone") for row in facts.milestones]
    # A change of half a point, or of half a per cent, is a change somebody may well want.
    level = [(facts.target, "the target")] if facts.kind == LEVEL else []
    typed = [(facts.baseline_number, "the baseline"), *level, *stones]
    known = [number.value for number in (facts.figure, facts.baseline) if isinstance(number, Number)]
    largest = max([*(abs(one) for one, _ in typed if one is not None), *known], default=0)
    for number, what in typed:
        if number is not None and 0 < abs(number) < 1 and largest >= BESIDE * abs(number):
            why = f"{number:g} stands there as {what}, which is less than one per cent."
            field = "baseline" if what == "the baseline" else "target"
            yield TargetTrouble(field, why, f"If {number * 100:g} is meant, type {number * 100:g}.")


def of_shares(facts: TargetFacts) -> Iterator[TargetTrouble]:
    """Yield a number shown as a percentage with which the sheet's own formulas reckon as it is kept."""
    for name, kept in facts.kept.items():
        if not waits_on_the_sheet(facts, name):
            heading, shown_as = name.capitalize(), f"{kept * 100:g}"
            why = f"{heading} shows {shown_as}%, which Excel keeps as {kept:g}, and the sheet itself reckons with that."
            what_next = f"Choose General for the cell (Home, Number), and type {shown_as}."
            yield TargetTrouble(name, why, what_next, drawn=True)
    for name in facts.hundredfold:
        heading, number = name.capitalize(), number_in(facts.row[name]) or 0.0
        why = f"{heading} shows {number * 100:g}%, and what stands in the cell is {number:g}."
        yield TargetTrouble(name, why, SHOW_IT_PLAIN, drawn=True)


def waits_on_the_sheet(facts: TargetFacts, name: str) -> bool:
    """Whether the sheet's own formulas wait for a plain number in place of one that is shown as a percentage."""
    other = number_in(facts.row.typed.get("baseline" if name == "target" else "target"))
    figure = facts.figure.value if isinstance(facts.figure, Number) else 0
    beside = abs(other) if other is not None and (name == "target" or facts.kind == LEVEL) else 0
    kind = facts.kind if name == "target" else LEVEL
    return may_be_kept_so(kind, facts.unit, facts.kept[name], max(abs(figure), beside))
