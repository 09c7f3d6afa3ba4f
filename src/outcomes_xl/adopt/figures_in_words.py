"""Figures typed with their unit in words: 298.4 per 10,000; 45 per cent; £1,250 per week; 14 months."""

from __future__ import annotations

import re

from outcomes_xl.adopt.groups_and_units import another_unit, is_a_unit
from outcomes_xl.adopt.words import one_line
from outcomes_xl.framework.entries import Metric

_FIGURE_FIRST = re.compile(r"^([-+]?£?\s*(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\D.*)$", re.DOTALL)
_OF_WHAT = r"(?: (?!(?:at|as|in|for) )[a-z](?:[a-z ,'’-]|\d{1,2}(?!\d))*)?"
"""Whom it is a share of, or counted for; a year is none of it."""
_UNIT = re.compile(
    rf"(?:%|per ?cents?|pct|pc){_OF_WHAT}|(?:percentage |% )points?|pp|ppts?|points|"
    rf"(?:rate )?(?:per|/|in every|for every) ?1[0,]*0k?{_OF_WHAT}|"
    r"(?:per |a |each |every )(?!cent)[a-z]+(?: [a-z]+)?|"
    r"[a-z]+(?: [a-z]+)?"
)
_OF_A_PART = re.compile(
    r"\b(?:boys?|girls?|males?|females?|fsm|sen|send|eal|ehc\w*|disadvantaged|white|black|asian|mixed|chinese|roma)\b"
)
_ONE_WAY = (
    (re.compile(r"^(?:pct|pc|per ?cents?)(?!\w)"), "%"),
    (re.compile(r"^(?:pp|ppts?|% points?)$"), "percentage points"),
    (re.compile(r"^/ ?|^(?:rate )?(?:per|in every|for every) ?(?=1)"), "per "),
)
_SCALES = re.compile(r"(?:k|m|mn|bn|000s?|thousands?|millions?|billions?)\b")
_PER_WHAT = re.compile(r"(?:per |a |each |every )(?!cent)([a-z]+)")
_SAID_LOOSELY = (("points", "percentage points"), ("points", "score"))
"""What people call a unit, and the unit of a metric that they may mean by it."""


def figure_in_words(text: str) -> tuple[str, str] | None:
    """Return a figure and the unit in words after it, one way of saying it: ("298.4", "per 10,000"); None for no such.

    What is of a part (45 per cent of boys) or a thousand times as much (310 thousand) is none.
    """
    found = _FIGURE_FIRST.match(text)
    if found is None or len(text) > 60:
        return None
    said = one_line(found[2]).strip(" .,()")
    if not _UNIT.fullmatch(said) or _OF_A_PART.search(said) or _SCALES.match(said):
        return None
    for pattern, word in _ONE_WAY:
        said = pattern.sub(word, said)
    money = "£" in found[1] and _PER_WHAT.match(said) is not None
    return (found[1], said) if money or (is_a_unit(said) and "£" not in found[1]) else None


def another_than(said: str, figure: str, metric: Metric) -> bool:
    """Whether the unit after a figure can not be a metric's: per week for a sum for each child."""
    if (said, metric.unit) in _SAID_LOOSELY:
        return False
    if "£" in figure:
        per = _PER_WHAT.match(said)
        meant = one_line(f"{metric.title} {metric.unit}")
        return another_unit("£", metric.unit) or (per is not None and metric.unit == "£" and per[1] not in meant)
    if metric.unit == "percentage points" and said.startswith("%"):
        return False
    if per := _PER_WHAT.match(said):
        return per[1] not in one_line(metric.title)
    return another_unit(said, metric.unit)


def says_more_than(said: str, unit: str) -> bool:
    """Whether words after a figure say more than the unit it is known to be in."""
    return said not in ("%", unit)
