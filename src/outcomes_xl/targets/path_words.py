"""The four things that may be said of a figure beside its path, and what they mean for those who read them."""

from __future__ import annotations

from outcomes_xl.targets.intervals import Interval
from outcomes_xl.targets.rounded import outwards, rounded

ON_PATH, ABOVE, BELOW, TOO_NEAR = "on the path", "above", "below", "too near to say"
HIGHER, LOWER = "Higher is better", "Lower is better"


def beside_the_path(figure: float, path: float, interval: Interval | None, places: int) -> str:
    """Return one of the four words.

    With an interval: too near to say wherever it covers the path. The limits are taken as they are shown, rounded
    outwards to ``places``, so that the word never contradicts the numbers beside it. Without one: on the path only
    where both show the same number.
    """
    if interval is not None:
        lower, upper = outwards(interval.lower, interval.upper, places)
        there = round(path, 9)
        if (lower is None or lower <= there) and there <= upper:
            return TOO_NEAR
    elif rounded(figure, places) == rounded(path, places):
        return ON_PATH
    return ABOVE if figure > path else BELOW


def meaning(word: str, polarity: str) -> str:
    """Return what a word means by the metric's own direction; "" where none is agreed, or the word judges nothing."""
    if word not in (ABOVE, BELOW) or polarity not in (HIGHER, LOWER):
        return ""
    return "better than the path" if (word == ABOVE) == (polarity == HIGHER) else "worse than the path"
