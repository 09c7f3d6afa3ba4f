"""The interval of a latest figure from the counts an officer typed beside it, or the sentence that says why not."""

from __future__ import annotations

from outcomes_xl.reading.figures import Number, decimals, number_in
from outcomes_xl.targets.intervals import Interval, NoInterval, count, proportion, rate
from outcomes_xl.targets.rounded import said_with
from outcomes_xl.targets.target_facts import TargetFacts

_FOR_EVERY = {"per 1,000": 1_000, "per 10,000": 10_000, "per 100,000": 100_000}
_OF_A_PER_CENT = (1, 100)
"""Wholes of which a rounded per cent is a part when it is typed as if it were counts."""
_THE_SAME = 1e-9
_NEEDED = (
    "How much of that is chance cannot be said from a rounded figure: type how many were counted, and out of how many, "
    "on Targets."
)


def interval_of(facts: TargetFacts) -> tuple[Interval | None, str]:
    """Return the interval of the latest figure, and "" – or None, and why there is none.

    A share that cannot pass a hundred is a proportion, one that can a rate, as the metric's own bounds say. Counts that
    do not give the figure found are of another period or group, and are not used.
    """
    return interval_from(
        facts.unit,
        facts.metric.highest if facts.metric else None,
        facts.figure.value if isinstance(facts.figure, Number) else None,
        number_in(facts.row["counted"]),
        number_in(facts.row["out_of"]),
        max((decimals(value) for _, value in facts.before), default=0),
    )


def interval_from(
    unit: str,
    highest: float | None,
    figure: float | None,
    counted: float | None,
    out_of: float | None,
    places: int = 0,
) -> tuple[Interval | None, str]:
    """Return the interval of a figure in a unit from its counts, and ""; or None, and the sentence that says why.

    ``places`` are the decimals its series is published with: a workbook keeps 71.0 as 71, and beside 66.1 it is 71.0.
    """
    if unit != "%" and unit not in _FOR_EVERY and unit != "number":
        return None, f"How much of that is chance cannot be said for a figure in {unit or 'an unknown unit'}."
    if counted is None or (out_of is None and unit != "number") or figure is None:
        return None, _NEEDED
    if unit == "%" and highest == 100 and counted > (out_of or 0):
        return (
            None,
            f"More are counted ({counted:,.15g}) than there are ({out_of or 0:,.15g}): look at both counts on Targets.",
        )
    if unit == "%" and out_of in _OF_A_PER_CENT and abs(counted * 100 / out_of - figure) < _THE_SAME:
        return None, (
            f"{counted:,.15g} of {out_of:,.15g} is the per cent itself, and no counts: type on Targets how many were "
            "counted, and out of how many. Where there truly were so many, what is chance is left unsaid here."
        )
    try:
        made = _made(unit, highest, counted, out_of or 0)
    except NoInterval as refused:
        return None, str(refused)
    places = max(places, decimals(figure))
    if abs(made.value - figure) > 0.5 * 10**-places * 1.000001:
        of = f"{counted:,.15g} of {out_of:,.15g} is" if unit != "number" else "The count is"
        return None, (
            f"{of} {said_with(made.value, places)}, and the figure found is {said_with(figure, places)}: the counts on "
            "Targets are of another period or group. Type those behind this figure."
        )
    return made, ""


def _made(unit: str, highest: float | None, counted: float, out_of: float) -> Interval:
    if unit == "number":
        return count(counted)
    if unit == "%":
        return proportion(counted, out_of, 100) if highest == 100 else rate(counted, out_of, 100)
    return rate(counted, out_of, _FOR_EVERY[unit])
