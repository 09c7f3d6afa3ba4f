"""The unit a local table says its figures are in, beside the metric's own. Nothing is ever converted."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.framework.entries import Framework, Metric
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.local.local_words import known_words

_NOT_SETTLED = frozenset({"", "to be agreed"})


def word_for(text: str, framework: Framework) -> str:
    """Return the word of the list "unit" that a table's unit means, "" when no list knows it."""
    known = {folded(word): word for word in framework.list("unit")}
    written: dict[str, list[str]] = known_words()["units"]["written"]
    known |= {folded(way): word for word, ways in written.items() for way in ways}
    return known.get(folded(text), "")


def other_units(units: Sequence[str], metric: Metric, framework: Framework) -> tuple[str, ...]:
    """Return the units that are not the metric's; none where the metric's own unit is not settled."""
    if metric.unit in _NOT_SETTLED:
        return ()
    return tuple(unit for unit in units if word_for(unit, framework) != metric.unit)


def told(column: str, others: Sequence[str], metric: Metric, framework: Framework) -> str:
    """Say which unit a table has and the metric has not, as a sentence."""
    known = all(word_for(unit, framework) for unit in others)
    strange = "" if known else ", which no list here knows"
    listed = " and ".join(f"“{unit}”" for unit in others)
    return f"Its column “{column}” says {listed}{strange}; the metric's unit is “{metric.unit}”."
