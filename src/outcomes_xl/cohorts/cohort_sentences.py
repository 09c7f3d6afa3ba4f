"""What is said of a cohort in sentences: how many reach it, who stands furthest from the rest, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes_xl.cohorts.cohort_figures import WORSE, CohortFigures
from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.cohorts.cohort_words import not_known
from outcomes_xl.disclosure.outputs import UNPUBLISHED
from outcomes_xl.targets.intervals import Interval
from outcomes_xl.targets.rounded import outwards, rounded

WITHHELD = "c"
"""What stands in the place of a withheld count, as publishers write it."""
_ONE_OF = 20
"""Of so many groups compared one stands apart by chance alone, at 95 per cent."""


def in_points(value: float, places: int) -> str:
    return f"{abs(rounded(value, places)):,.{places}f}"


def between(interval: Interval, places: int) -> tuple[float, float]:
    """Return the limits rounded away from each other."""
    lower, upper = outwards(interval.lower, interval.upper, places)
    return lower or 0.0, upper


def per_cent(interval: Interval, places: int) -> str:
    return f"{rounded(interval.value, places):.{places}f}%"


def headline(result: CohortResult) -> str:
    """Say how many reach it, and which group of enough people stands furthest from the rest."""
    every = result.everybody
    if every.share is None or every.counts.people is None:
        return f"How many {result.people(None)} reach it is withheld, so that nobody can be found."
    said = f"{per_cent(every.share, every.places)} of {every.counts.people:,} {result.people(every.counts.people)}."
    apart = [one for one in result.cohorts if one.difference and not one.difference.covers(0) and _is_a_group(one)]
    if not apart:
        return f"{said} No group stands so far from the rest that chance would not explain it."
    # Of two groups that are each other's rest, the one that has it worse is named.
    far = max(apart, key=lambda one: (round(_distance(one)), one.reading == WORSE))
    found = far.difference
    assert found is not None
    lower, upper = sorted(abs(limit) for limit in between(found, far.places))
    way = "above" if found.value > 0 else "below"
    places = far.places
    sure = f"95 per cent sure: {lower:,.{places}f} to {upper:,.{places}f}"
    return (
        f"{said} Furthest from the rest: {_called(result, far)}, {in_points(found.value, places)} points {way} ({sure})"
        f"{_by_chance(result, apart)}."
    )


def _called(result: CohortResult, one: CohortFigures) -> str:
    """Return a group and, where its name does not say so already, the column it is told apart by."""
    name, label = one.of[0]
    by = result.grouping(name).name
    return label if label.startswith(f"{by}: ") else f"{label} ({by})"


def _by_chance(result: CohortResult, apart: Sequence[CohortFigures]) -> str:
    """Say how many of the groups compared would stand apart by chance alone, where that is one or more.

    The furthest of many is no finding by itself: of 40 wards two stand apart where there is nothing to see.
    """
    compared = sum(one.difference is not None and _is_a_group(one) for one in result.cohorts)
    expected = compared // _ONE_OF
    if not expected:
        return ""
    return f"; of {compared} groups compared about {expected} would stand apart by chance alone, and {len(apart)} do"


def remarks(result: CohortResult) -> tuple[str, ...]:
    """Return what is to be known of the source, and by which columns there is nothing to see."""
    withheld = tuple(
        f"No share can be shown by {name}: whatever was told of its groups would tell something of each person in them."
        for name in result.nothing_shown_by
    )
    exact = result.protected.rule.method == "suppress" and result.everybody.share is None
    crossed = result.crossings and not withheld and not any(one.share for one in result.crossings)
    apart = ("No share can be shown where two of these groups meet: it could give somebody away.",) if crossed else ()
    rounded_ones = ("Without --suppress, rounded counts may show more.",) if exact else ()
    return (*result.remarks, *withheld, *apart, *rounded_ones)


def _distance(one: CohortFigures) -> float:
    return abs(one.difference.value) if one.difference else 0.0


def _is_a_group(one: CohortFigures) -> bool:
    return all(label != not_known() for _, label in one.of)


def about(result: CohortResult) -> str:
    """Say whose figures these are and what was done to the counts: it stands on every sheet."""
    metric = result.metric
    where = f"Domain: {', '.join(metric.domains)}. Layer: {metric.layer}. From {result.source}."
    return f"{UNPUBLISHED}. {where} {protection(result)}"


def protection(result: CohortResult) -> str:
    rule = result.protected.rule
    how = (
        f"Counts are to the nearest {rule.base}; all else is worked out from these."
        if rule.method == "round"
        else "Counts are as they are; all else is worked out from these."
    )
    return f"{how} {WITHHELD}: withheld, so that nobody can be found."


def caution(result: CohortResult) -> str:
    """Return the metric's own caution as a line, "" for none."""
    return f"Caution: {result.metric.caution}" if result.metric.caution else ""


def gap(result: CohortResult, name: str) -> str:
    """Say how far the two ends of a scale lie apart, from the groups of a column that are on it."""
    ends = [one for one in result.cohorts if one.of[0][0] == name and _is_a_group(one)]
    first, last = (ends[0], ends[-1]) if len(ends) > 1 else (None, None)
    if not first or not last or first.share is None or last.share is None:
        return "One end of the scale is withheld, or there is one part only: how far apart they lie cannot be said."
    from outcomes_xl.targets.intervals import difference

    places = min(first.places, last.places)
    one, other = first.counts, last.counts
    apart = difference(one.yes or 0, one.people or 0, other.yes or 0, other.people or 0, 100)
    said = f"{first.of[0][1]}: {per_cent(first.share, places)}. {last.of[0][1]}: {per_cent(last.share, places)}. "
    lower, upper = between(apart, places)
    if apart.covers(0):
        return f"{said}Too near to say that they differ."
    low, high = sorted((abs(lower), abs(upper)))
    sure = f"95 per cent sure: {low:,.{places}f} to {high:,.{places}f}"
    return f"{said}{in_points(apart.value, places)} points apart ({sure})."


def definitions(result: CohortResult, made_on: str) -> Iterator[tuple[str, str]]:
    """Yield what the figures are and how they were made: the output's own account of itself."""
    metric, rule = result.metric, result.protected.rule
    yes, no = result.sides
    yield "Status", f"{UNPUBLISHED}. Made on {made_on} from {result.source}; for use inside the council."
    yield "Metric", f"{metric.title} ({metric.id})"
    yield "What it counts", metric.definition or "The framework has no definition."
    yield "Outcome, indicator", f"{metric.outcome or 'none named'}; {metric.indicator or 'none named'}"
    yield "Domain and layer", f"{', '.join(metric.domains)}; {metric.layer}"
    if metric.caution:
        yield "Caution", metric.caution
    yield "Area and period", f"{result.borough.name}, {result.period}"
    for grouping in result.groupings:
        edges = "; ".join(f"{one.label}: {one.edges}" for one in grouping.categories if one.edges)
        yield f"Groups by {grouping.name}", f"Column “{grouping.column}”. {grouping.definition} {edges}".strip()
    if result.some_unknown:
        together = f"{yes} and {no} together. Whoever is not known to be either stands under Not known, not here."
        yield result.people(None).capitalize(), together
    yield "Share", f"{yes} of {yes} and {no}, in per cent. Whoever is not known to be either is not counted in it."
    yield (
        "From, to",
        (
            "95 per cent interval (Wilson's score interval; of a difference Newcombe's hybrid score interval), from "
            "the counts shown. It says what chance may do, and nothing of what a source leaves out."
        ),
    )
    yield "The rest", "Everybody who is not in the group. A group of almost everybody has no rest to stand beside."
    yield (
        "Too near to say",
        (
            "The interval of the difference has 0 in it. Where many groups are compared, about one of twenty stands "
            "apart by chance alone."
        ),
    )
    yield (
        "If it had the share of the rest",
        (
            "So many more or fewer there would be in the group. It is what a difference comes to, not what a service "
            "would bring about. Groups overlap: never add these up."
        ),
    )
    yield (
        "Disclosure control",
        (
            f"Groups of 1 to {rule.threshold - 1} are withheld, and whatever else would give them away, in all "
            f"tables of this workbook and together with what the register says was told before. {protection(result)} "
            "Everything else is worked out from the counts shown, so it tells nothing more."
        ),
    )
    for remark in remarks(result):
        yield "To be known", remark
