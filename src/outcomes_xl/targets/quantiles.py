"""Quantiles that intervals need and the standard library has not: of chi-square and of Student's t.

Each is the root of a distribution's tail, found by halving until two neighbouring floating-point numbers enclose it.
The tails are the incomplete gamma and beta functions by their series and continued fractions (NIST Digital Library of
Mathematical Functions, 8.11.4, 8.9.2 and 8.17.22). Each tail is worked out where it is the small
one, so that it keeps its digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_SMALL = 1e-300
_CLOSE = 1e-16
_MOST_STEPS = 10_000


def chi_square_quantile(lower_tail: float, degrees: float) -> float:
    """Return the value below which a chi-square variable with ``degrees`` lies with probability ``lower_tail``.

    ``degrees`` is above 0 and need not be whole; ``lower_tail`` lies between 0 and 1, at most a half.
    """
    return 2 * _root(lambda value: gamma_tails(degrees / 2, value)[0] - lower_tail)


def chi_square_upper_quantile(upper_tail: float, degrees: float) -> float:
    """Return the value above which a chi-square variable with ``degrees`` lies with probability ``upper_tail``."""
    return 2 * _root(lambda value: upper_tail - gamma_tails(degrees / 2, value)[1])


def t_quantile(two_tails: float, degrees: float) -> float:
    """Return the value beyond which, on both sides together, Student's t lies with probability ``two_tails``."""
    return _root(lambda value: two_tails - t_two_tails(value, degrees))


def gamma_tails(shape: float, value: float) -> tuple[float, float]:
    """Return the regularised incomplete gamma functions P and Q: the share of the distribution below and above."""
    if value <= 0:
        return 0.0, 1.0
    weight = math.exp(shape * math.log(value) - value - math.lgamma(shape))
    if value < shape + 1:
        below = weight * _gamma_series(shape, value)
        return below, 1 - below
    above = weight * _gamma_fraction(shape, value)
    return 1 - above, above


def _gamma_series(shape: float, value: float) -> float:
    term = total = 1 / shape
    for step in range(1, _MOST_STEPS):
        term *= value / (shape + step)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _gamma_fraction(shape: float, value: float) -> float:
    """Return the continued fraction by Lentz's way, from its top down."""
    divisor = value + 1 - shape
    above, below = 1 / _SMALL, 1 / divisor
    result = below
    for step in range(1, _MOST_STEPS):
        factor = -step * (step - shape)
        divisor += 2
        below = 1 / (_not_nought(factor * below + divisor))
        above = _not_nought(divisor + factor / above)
        change = below * above
        result *= change
        if abs(change - 1) < _CLOSE * 10:
            break
    return result


def t_two_tails(value: float, degrees: float) -> float:
    """Return the probability that Student's t lies further from 0 than ``value``, on either side."""
    squared = value * value
    a, b = degrees / 2, 0.5
    share, rest = degrees / (degrees + squared), squared / (degrees + squared)
    if rest == 0:
        return 1.0
    weight = math.exp(_log_gamma_step(a) - math.lgamma(b) + a * -math.log1p(squared / degrees) + b * math.log(rest))
    if share < (a + 1) / (a + b + 2):
        return weight * _beta_fraction(a, b, share) / a
    return 1 - weight * _beta_fraction(b, a, rest) / b


def _log_gamma_step(a: float) -> float:
    """Return log Γ(a + 1/2) - log Γ(a); by its series for a large ``a``, where two large logarithms would cancel."""
    if a < 100:
        return math.lgamma(a + 0.5) - math.lgamma(a)
    return 0.5 * math.log(a) - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _beta_fraction(a: float, b: float, share: float) -> float:
    above = 1.0
    below = 1 / _not_nought(1 - (a + b) * share / (a + 1))
    result = below
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * share / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * share / ((a + 2 * step) * (a + 2 * step + 1))
        for factor in (even, odd):
            below = 1 / _not_nought(1 + factor * below)
            above = _not_nought(1 + factor / above)
            result *= below * above
        if abs(below * above - 1) < _CLOSE * 10:
            break
    return result


def _not_nought(number: float) -> float:
    return number if abs(number) > _SMALL else _SMALL


def _root(rising: Callable[[float], float]) -> float:
    """Return where a rising function of a positive number passes 0."""
    low = high = 1.0
    while rising(high) < 0:
        low, high = high, high * 2
    while low == high or rising(low) >= 0:
        high, low = low, low / 2
        if low == 0:
            return 0.0
    while True:
        middle = low + (high - low) / 2
        if middle in (low, high):
            return middle
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
