"""An answer to compare with: London, England and the periods before, beside a figure and in words.

Which way is better is the metric's own to say; where nobody has agreed a direction it is higher or lower, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.framework.entries import Metric
from outcomes_xl.model import Value
from outcomes_xl.reading.figures import Number
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources.answer_wording import said_figure
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.published.series_breaks import crossed

BEFORE = ("five_before", "four_before", "three_before", "two_before", "one_before")
"""The fields of the periods before the latest, in reading order."""
SAME_DEFINITION = "same definition"
LEVEL, APART = "≈ level", "not comparable"
NONE, NOT_COMPARED, OWN = "n/a", "not compared", "your own source"
"""What stands beside a figure where there is nothing: a row is filled whole, which is also one block to write."""
_FORMULA = ("=", "+", "-", "@")
"""What a cell's text should not begin with: some office programs take it for a formula. LAIT's dash is one."""
_DECIMALS = 3
"""More than anybody prints; what is worked out has ten, which no column has room for."""
_BETTER, _WORSE = "▲ better", "▼ worse"
_WORDS = {
    "Higher is better": (_BETTER, _WORSE),
    "Lower is better": (_WORSE, _BETTER),
}
_NO_DIRECTION = ("higher", "lower")


def compared(evidence: Evidence, metric: Metric) -> Mapping[str, Value]:
    """Return what goes beside a figure, by the layout's fields: all of it, or None throughout where none was found."""
    if not evidence.period:
        return dict.fromkeys(
            (
                "found_unit",
                "london",
                "england",
                "neighbours",
                "beside_london",
                "since_before",
                "how_near",
                "periods_before",
                *BEFORE,
            )
        )
    before = _before(evidence)
    figures: list[Value] = [value for _, value in before]
    return {
        "found_unit": evidence.other_unit or metric.unit,
        "london": _there(evidence.london),
        "england": _there(evidence.england),
        "neighbours": _there(evidence.neighbours),
        "beside_london": beside_london(evidence, metric) or NOT_COMPARED,
        "since_before": since_before(evidence, metric) or NOT_COMPARED,
        "how_near": how_near(evidence) or OWN,
        "periods_before": "; ".join(label for label, _ in before) or "none",
        **dict(zip(BEFORE, [*[NONE] * (len(BEFORE) - len(figures)), *map(_there, figures)], strict=True)),
    }


def over_time(evidence: Evidence, metric: Metric) -> list[Mapping[str, Value]]:
    """Return the figures of the last periods by the Figures sheet's fields, the oldest first; none where none is.

    The last row says what stands on Data availability. A figure that is not there is blank: a chart takes words for
    nought.
    """
    if not evidence.period:
        return []
    labels = [label for label, _ in evidence.history]
    end = labels.index(evidence.period) if evidence.period in labels else len(labels)
    beside = [*evidence.history_beside, *[(None, None)] * len(labels)]
    figures = [(label, own, *beside[at]) for at, (label, own) in enumerate(evidence.history[:end])]
    figures.append((evidence.period, evidence.figure, evidence.london, evidence.england))
    return [
        {
            "period": label,
            "borough": _or_blank(own),
            "london": _or_blank(london),
            "england": _or_blank(england),
            "unit": evidence.other_unit or metric.unit,
            "source": evidence.publication or OWN,
            "periods_ago": len(figures) - place,
        }
        for place, (label, own, london, england) in enumerate(figures, 1)
    ]


def beside_london(evidence: Evidence, metric: Metric) -> str:
    """Say whether the borough is better or worse than London, by the metric's own direction; "" where nobody can."""
    return _beside(_figure(evidence), evidence.london, metric)


def since_before(evidence: Evidence, metric: Metric) -> str:
    """Say whether the latest figure is better or worse than the one of the period before; "" where nobody can."""
    before = _before(evidence)
    if not before:
        return ""
    label, figure = before[-1]
    said = _beside(_figure(evidence), figure, metric)
    kind = metric.period_kind
    return APART if said and crossed(evidence.breaks, parse_period(label, kind), evidence.latest, kind) else said


def how_near(evidence: Evidence) -> str:
    """Say how near a published figure is to the metric: "same definition", "close: one quarter, not the year"."""
    if evidence.exactness in ("", SAME_DEFINITION) or not evidence.difference:
        return evidence.exactness
    return f"{evidence.exactness}: {evidence.difference.rstrip('.')}"


def _figure(evidence: Evidence) -> Value:
    """Return the figure where it can be held against another: a whole one, the borough's own, in the metric's unit."""
    fit = evidence.found is Found.FOUND and not evidence.other_unit and not evidence.doubts
    return evidence.figure if fit else None


def _before(evidence: Evidence) -> tuple[tuple[str, Value], ...]:
    labels = [label for label, _ in evidence.history]
    end = labels.index(evidence.period) if evidence.period in labels else len(labels)
    return evidence.history[max(0, end - len(BEFORE)) : end]


def _beside(ours: Value, theirs: Value, metric: Metric) -> str:
    if not _is_number(ours) or not _is_number(theirs):
        return ""
    if said_figure(Number(ours)) == said_figure(Number(theirs)):  # type: ignore[arg-type]
        return LEVEL
    higher, lower = _WORDS.get(metric.polarity, _NO_DIRECTION)
    return higher if ours > theirs else lower  # type: ignore[operator]


def _there(value: Value) -> Value:
    if value is None or (isinstance(value, str) and value.startswith(_FORMULA)):
        return NONE
    return round(value, _DECIMALS) if isinstance(value, float) else value


def _or_blank(value: Value) -> Value:
    there = _there(value)
    return None if there == NONE else there


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
