"""Numbers as people round them, and limits as they must be rounded so as to promise nothing."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from outcomes_xl.reading.figures import decimals

_MOST_PLACES = 4
_NOISE = 10
"""Decimals beyond which a number of a computer is noise: 71 × 1.09 is 77.39000000000001 to it."""


def places_of(*numbers: float | None) -> int:
    """Return how many decimals to show: as many as the numbers have, one at least."""
    return min(max([1, *(decimals(number) for number in numbers if number is not None)]), _MOST_PLACES)


def rounded(number: float, places: int) -> float:
    """Return a number rounded as people do: 77.25 to one place is 77.3."""
    return _to(number, places, ROUND_HALF_UP)


def outwards(lower: float | None, upper: float, places: int) -> tuple[float | None, float]:
    """Return limits rounded away from what they enclose, so that what is shown never promises more than is known."""
    return None if lower is None else _to(lower, places, ROUND_FLOOR), _to(upper, places, ROUND_CEILING)


def said_with(number: float, places: int) -> str:
    """Return a number for a sentence: "77.4", "1,204.0"."""
    return f"{rounded(number, places) + 0:,.{places}f}"


def _to(number: float, places: int, way: str) -> float:
    return float(Decimal(repr(round(number, _NOISE))).quantize(Decimal(1).scaleb(-places), way))
