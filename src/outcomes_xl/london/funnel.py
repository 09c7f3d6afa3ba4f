"""How far a borough's figure may lie from London's by chance alone: limits of a funnel, where counts are given.

Exact limits, not those of a normal curve, since many boroughs have few events: for a share the binomial
distribution with London's own share, for a rate the Poisson distribution with London's own rate, each cut at 2.5 and
97.5 per cent (95 per cent of boroughs like London would lie within) and at 0.1 and 99.9 per cent (99.8). They tell of
chance only: boroughs differ in their children, and a borough may differ from London for good reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, floor, lgamma, log, sqrt

WITHIN = "within the expected range"
ABOVE = "above the expected range"
BELOW = "below the expected range"
FEWEST = 3
"""Fewer areas with counts than this make no London to compare with."""
BASES = {"%": 100.0, "per 1,000": 1_000.0, "per 10,000": 10_000.0, "per 100,000": 100_000.0}
"""The units that are a count over another count, and what they are multiplied by; % is a share, the others rates."""
_OUTER, _INNER = 0.001, 0.025
_NEGLIGIBLE = 1e-17


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The limits of one borough, in the figure's unit: of 95 and of 99.8 per cent."""

    low: float
    high: float
    outer_low: float
    outer_high: float

    def word(self, value: float) -> str:
        """Return where a value lies, and how surely: beyond 95 per cent, or beyond 99.8."""
        if self.low <= value <= self.high:
            return WITHIN
        side = BELOW if value < self.low else ABOVE
        far = value < self.outer_low or value > self.outer_high
        return f"{side} (99.8 %)" if far else f"{side} (95 %)"


def limits(unit: str, out_of: float, mean: float) -> FunnelLimits:
    """Return the limits for a borough whose figure is out of so many, about a mean in the unit. Raises KeyError."""
    base = BASES[unit]
    share = mean / base
    if unit == "%":
        at = [_binomial_quantile(round(out_of), share, tail) for tail in (_INNER, 1 - _INNER, _OUTER, 1 - _OUTER)]
        return FunnelLimits(*(base * one / round(out_of) for one in at))
    expected = share * out_of
    at = [_poisson_quantile(expected, tail) for tail in (_INNER, 1 - _INNER, _OUTER, 1 - _OUTER)]
    return FunnelLimits(*(base * one / out_of for one in at))


def _binomial_quantile(of: int, share: float, tail: float) -> int:
    """Return the smallest count whose chance, with all below it, reaches ``tail``."""
    if share <= 0 or share >= 1:
        return 0 if share <= 0 else of
    odds = share / (1 - share)

    def chance(count: int) -> float:
        ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
        return exp(ways + count * log(share) + (of - count) * log(1 - share))

    def step(count: int) -> float:
        """How much likelier the count after this one is."""
        return (of - count) / (count + 1) * odds

    return _quantile(of * share, sqrt(of * share * (1 - share)), of, chance, step, tail)


def _poisson_quantile(expected: float, tail: float) -> int:
    """Return the smallest count whose chance, with all below it, reaches ``tail``."""
    if expected <= 0:
        return 0

    def chance(count: int) -> float:
        return exp(count * log(expected) - expected - lgamma(count + 1))

    def step(count: int) -> float:
        return expected / (count + 1)

    most = int(expected + 40 * sqrt(expected) + 200)
    return _quantile(expected, sqrt(expected), most, chance, step, tail)


def _quantile(
    mean: float, spread: float, most: int, chance: Callable[[int], float], step: Callable[[int], float], tail: float
) -> int:
    """Add up chances from as far below the mean as any matter, until they reach ``tail``."""
    count = max(0, floor(mean - 9 * spread) - 1)
    likely = chance(count)
    total = likely
    while total < tail * (1 - 1e-12) and count < most:
        likely *= step(count)
        count += 1
        total += likely
        if count > mean and likely < _NEGLIGIBLE:
            break
    return count
