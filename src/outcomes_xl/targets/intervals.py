"""How far chance alone could have moved a figure: confidence intervals, from counts and never from a rounded figure.

What and from where (the public-health field works them out so: OHID, Public health data methods):

* A **proportion**, events among people: Wilson's score interval (E. B. Wilson, Journal of the American Statistical
  Association 22, 1927; recommended by R. G. Newcombe, Statistics in Medicine 17, 1998).
* A **rate**, events for so many people: below ten events the exact Poisson limits (F. Garwood, Biometrika 28, 1936),
  from ten on Byar's approximation (N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, 1987).
* A **difference between two proportions** of people apart: Newcombe's hybrid of their two Wilson intervals (R. G.
  Newcombe, Statistics in Medicine 17, 1998, pages 873 to 890, method 10).
* A **count** by itself: Byar's approximation.
* A **mean** of values: Student's t ("Student", Biometrika 6, 1908).

A limit that a formula puts below nothing is None: there is none to show, and it is not 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.targets.quantiles import chi_square_quantile, chi_square_upper_quantile, t_quantile

WILSON, EXACT, BYAR, STUDENT, NEWCOMBE = "Wilson", "Exact", "Byars", "Student t", "Newcombe"
USUAL = 0.95
EXACT_BELOW = 10
"""Below so many events a rate's limits are the exact ones."""


class NoInterval(CannotUse):
    """No interval can be worked out from what was given. The text says why, and what would be needed."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its limits, in the multiplier's unit: 65 of 100 is 0.65 with a multiplier of 1, and 65 with 100.

    ``lower`` is None where there is no lower limit to show, which is not a lower limit of 0.
    """

    value: float
    lower: float | None
    upper: float
    method: str
    confidence: float = USUAL

    def covers(self, value: float) -> bool:
        """Whether a value lies between the limits, or on one of them."""
        return (self.lower is None or self.lower <= value) and value <= self.upper


def proportion(events: float, people: float, multiplier: float = 1, confidence: float = USUAL) -> Interval:
    """Return Wilson's interval for ``events`` among ``people``, of which they are a part.

    With z the normal quantile of the confidence, p = events / people and n = people:
    (2 n p + z² ± z √(z² + 4 n p (1 - p))) / (2 (n + z²)). The limits lie between 0 and the whole; at no event the lower
    is exactly 0, and where everybody has it the upper is exactly the whole. Counts need not be whole (an estimated
    share has none). Raises NoInterval for more events than people, nobody, a count below 0 or a confidence not between
    0 and 1.
    """
    multiplier = _multiplier(multiplier)
    events, people, z = _count(events, "events"), _people(people), _z(confidence)
    if events > people:
        raise NoInterval(
            f"There are more events ({events:,g}) than people ({people:,g}): a proportion cannot pass the whole.",
            "Look at both counts, or ask for a rate.",
        )
    lower, upper = _wilson_lower(events, people, z), 1 - _wilson_lower(people - events, people, z)
    if upper < 0.5:  # 1 minus a number near 1 would lose the digits of a small share
        upper = _wilson_upper(events, people, z)
    value = events / people
    return Interval(value * multiplier, lower * multiplier, upper * multiplier, WILSON, confidence)


def _wilson_lower(events: float, people: float, z: float) -> float:
    """Return the lower limit in a form without a difference of two like numbers, so that no digit is lost."""
    share, rest = events / people, (people - events) / people
    root = z * math.sqrt(z * z + 4 * events * rest)
    return 2 * events * (events + z * z * share) / ((people + z * z) * (2 * events + z * z + root))


def _wilson_upper(events: float, people: float, z: float) -> float:
    rest = (people - events) / people
    return (2 * events + z * z + z * math.sqrt(z * z + 4 * events * rest)) / (2 * (people + z * z))


def difference(
    events: float, people: float, other_events: float, other_people: float, multiplier: float = 1
) -> Interval:
    """Return Newcombe's interval, at 95 per cent, for one proportion less another; nobody may be in both.

    With p and q the two proportions and l, u and m, v the limits of their Wilson intervals, it is from
    p - q - √((p - l)² + (v - q)²) to p - q + √((u - p)² + (q - m)²). Raises NoInterval as ``proportion`` does.
    """
    one, other = proportion(events, people), proportion(other_events, other_people)
    value = one.value - other.value
    below = math.hypot(one.value - (one.lower or 0.0), other.upper - other.value)
    above = math.hypot(one.upper - one.value, other.value - (other.lower or 0.0))
    multiplier = _multiplier(multiplier)
    return Interval(value * multiplier, (value - below) * multiplier, (value + above) * multiplier, NEWCOMBE)


def rate(events: float, people: float, multiplier: float = 100_000, confidence: float = USUAL) -> Interval:
    """Return the interval for a rate: ``events`` for every ``multiplier`` of ``people``. It may pass the whole.

    Below ten events the exact Poisson limits, with α = 1 - confidence: χ²(α/2; 2 events) / 2 and
    χ²(1 - α/2; 2 events + 2) / 2, each over people; at no event the lower is exactly 0. From ten events on Byar's, see
    ``count``. Raises NoInterval for nobody, a count below 0, a multiplier not above 0 or a confidence not between 0
    and 1.
    """
    multiplier = _multiplier(multiplier)
    events, people = _count(events, "events"), _people(people)
    if events < EXACT_BELOW:
        tail = _tail(confidence)
        lower: float | None = chi_square_quantile(tail, 2 * events) / 2 if events else 0.0
        upper, method = chi_square_upper_quantile(tail, 2 * events + 2) / 2, EXACT
    else:
        (lower, upper), method = _byar(events, _z(confidence)), BYAR
    share = multiplier / people
    return Interval(events * share, None if lower is None else lower * share, upper * share, method, confidence)


def count(events: float, confidence: float = USUAL) -> Interval:
    """Return Byar's interval for a count of events by itself.

    x (1 - 1/(9x) - z/(3√x))³ and, with y = x + 1, y (1 - 1/(9y) + z/(3√y))³. Where the lower would be below 0, and
    at no event, it is None. Raises NoInterval for a count below 0 or a confidence not between 0 and 1.
    """
    events = _count(events, "events")
    lower, upper = _byar(events, _z(confidence))
    return Interval(events, lower, upper, BYAR, confidence)


def _byar(events: float, z: float) -> tuple[float | None, float]:
    more = events + 1
    upper: float = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    if not events:
        return None, upper
    lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
    return (None if lower < 0 else lower), upper


def mean(values: Sequence[float], confidence: float = USUAL) -> Interval:
    """Return Student's interval for the mean of values: mean ± t s / √n, with s over n - 1, and n - 1 degrees.

    Raises NoInterval for fewer than two values, one that is no number, or a confidence not between 0 and 1.
    """
    if len(values) < 2:
        raise NoInterval("A mean needs two values or more for an interval.", "Give all the values.")
    if not all(_is_number(value) for value in values):
        raise NoInterval("One of the values is not a number.", "Give numbers only.")
    middle = fmean(values)
    around = t_quantile(2 * _tail(confidence), len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return Interval(middle, middle - around, middle + around, STUDENT, confidence)


def _z(confidence: float) -> float:
    return -NormalDist().inv_cdf(_tail(confidence))


def _tail(confidence: float) -> float:
    """Return what is left out on one side: 0.025 for 95 per cent."""
    if not _is_number(confidence) or not 0 < confidence < 1:
        raise NoInterval(f"{confidence} is no confidence.", "Give one between 0 and 1, such as 0.95 for 95 per cent.")
    return (1 - confidence) / 2


def _count(number: float, what: str) -> float:
    if not _is_number(number):
        raise NoInterval(f"The number of {what} is not known.", "An interval needs the counts behind a figure.")
    if number < 0:
        raise NoInterval(f"The number of {what} is below 0.", "Look at the counts again.")
    return number


def _multiplier(number: float) -> float:
    if not _is_number(number) or number <= 0:
        raise NoInterval(f"{number} is nothing to count for.", "Give a number above 0, such as 100 or 10,000.")
    return number


def _people(number: float) -> float:
    if _count(number, "people") == 0:
        raise NoInterval("There is nobody to count among.", "Look at the number of people again.")
    return number


def _is_number(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
