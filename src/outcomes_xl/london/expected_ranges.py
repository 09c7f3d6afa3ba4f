"""Each borough's expected range about London's figure, in the place of a rank, where counts are given."""

from __future__ import annotations

from dataclasses import replace

from outcomes_xl.london.counts_file import GivenCounts
from outcomes_xl.london.figures_beside import Comparison, FigureBeside
from outcomes_xl.london.funnel import BASES, FEWEST, limits
from outcomes_xl.london.why_not_compared import NO_COUNTS

_ROUNDED = 5.0
"""How far a count rounded to ten may be from the real one."""


def in_a_funnel(made: Comparison, counts: GivenCounts) -> Comparison:
    """Return a comparison with each borough's expected range about London's figure, where counts are given.

    A borough's counts are used where they give its figure, as it was published; three areas make a London.
    """
    if made.unit not in BASES or not counts.found:
        return made
    lines = [_with_counts(line, counts) for line in made.lines]
    given = [line for line in lines if line.counts and not line.why_not]
    if len(given) < FEWEST:
        return made
    events, out_of = (sum(line.counts[part] for line in given if line.counts) for part in (0, 1))
    mean = BASES[made.unit] * events / out_of
    return replace(made, lines=tuple(_in_its_range(line, made.unit, mean) for line in lines), mean=mean)


def _with_counts(line: FigureBeside, counts: GivenCounts) -> FigureBeside:
    found = counts.of(line.metric.id, line.taken.borough.code, line.period)
    return replace(line, counts=found) if found and _give_the_figure(line, *found) else line


def _give_the_figure(line: FigureBeside, count: float, out_of: float) -> bool:
    """Whether counts give the figure, as far as rounding lets one say: publishers round counts to five or ten."""
    base = BASES.get(line.unit)
    if line.value is None or base is None or (line.unit == "%" and count > out_of):
        return False
    decimals = len(line.shown.partition(".")[2])
    allowed = 0.51 * 0.1 ** min(decimals, 2) + base * _ROUNDED / out_of
    return abs(line.value - base * count / out_of) <= allowed


def _in_its_range(line: FigureBeside, unit: str, mean: float) -> FigureBeside:
    if line.why_not:
        return line
    if line.counts is None:
        return replace(line, expected=NO_COUNTS)
    found = limits(unit, line.counts[1], mean)
    return replace(line, limits=found, expected=found.word(BASES[unit] * line.counts[0] / line.counts[1]))
