"""What is shown of a cohort: shares, their intervals, differences and what they come to, from protected counts only.

Nothing here knows a true count. So whatever is shown can be worked out by anybody from the shown counts, and tells
nothing more than they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from outcomes_xl.cohorts.cohort_words import not_known
from outcomes_xl.cohorts.yes_or_no import NO, YES
from outcomes_xl.disclosure.cubes import Margin
from outcomes_xl.disclosure.outputs import CountRule, Protected
from outcomes_xl.targets.intervals import Interval, difference, proportion

BETTER, WORSE = "▲ better", "▼ worse"


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The protected counts of some people: those who count, those who do not, and those of whom it is not known.

    None is withheld.
    """

    yes: int | None
    no: int | None
    unknown: int | None = 0

    @property
    def people(self) -> int | None:
        """All those of whom it is known."""
        return None if self.yes is None or self.no is None else self.yes + self.no

    def rest_of(self, every: ShownCounts) -> ShownCounts:
        """Return everybody else; withheld where a count is, or where rounding has made it less than nothing."""
        return ShownCounts(_less(every.yes, self.yes), _less(every.no, self.no))


def _less(every: int | None, some: int | None) -> int | None:
    return None if every is None or some is None or every < some else every - some


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """One group of people beside the rest. ``of`` is a column's name and the group's, one or several of them.

    ``better`` is 1 where a higher share is better, -1 where a lower one is, 0 where neither is agreed.
    """

    of: tuple[tuple[str, str], ...]
    counts: ShownCounts
    every: ShownCounts
    rule: CountRule
    better: int = 0

    @property
    def rest(self) -> ShownCounts:
        return self.counts.rest_of(self.every)

    @property
    def share(self) -> Interval | None:
        """The share of those who count, in per cent, with Wilson's interval; None where a count is withheld."""
        people = self.counts.people
        return proportion(self.counts.yes or 0, people, 100) if people else None

    @property
    def places(self) -> int:
        """How many decimals a share may have."""
        return self.rule.decimals(self.counts.people or 0)

    @property
    def difference(self) -> Interval | None:
        """How many points the share is from that of the rest; None where there is no rest, or too few to be shown."""
        people, rest = self.counts.people, self.rest
        if not people or not self._can_stand(rest.yes) or not self._can_stand(rest.no) or not rest.people:
            return None
        return difference(self.counts.yes or 0, people, rest.yes or 0, rest.people or 0, 100)

    def _can_stand(self, count: int | None) -> bool:
        """Whether a count of the rest is worth comparing with: what is left of rounded counts may be all rounding."""
        return count is not None and (count >= self.rule.threshold or (count == 0 and self.rule.method == "suppress"))

    @property
    def no_rest(self) -> bool:
        """Whether everybody is in this group, as far as is shown."""
        return self.counts.people is not None and self.rest.people == 0

    @property
    def reading(self) -> str:
        """Say how it stands beside the rest: "▼ worse", "▲ better", "higher", "≈ too near to say"; "" for nothing."""
        if not self.of:
            return ""
        if self.no_rest:
            return "everybody is in it"
        found = self.difference
        if found is None:
            return "too few beside it" if self.counts.people and self.rest.people is not None else ""
        if found.covers(0):
            return "≈ too near to say"
        higher = found.value > 0
        if not self.better:
            return "higher" if higher else "lower"
        return BETTER if higher == (self.better > 0) else WORSE

    @property
    def prize(self) -> int | None:
        """How many more (or fewer, where less is better) there would be if it had the share of the rest.

        None where it has no worse a share, or none can be told. A rounded count is answered with a rounded number.
        """
        found, people, rest = self.difference, self.counts.people, self.rest
        if found is None or not self.better or not people or not rest.people:
            return None
        more = self.better * (Fraction(people * (rest.yes or 0), rest.people) - (self.counts.yes or 0))
        if more <= 0:
            return None
        step = self.rule.base if self.rule.method == "round" else 1
        return int(more / step + Fraction(1, 2)) * step or None

    @property
    def missing(self) -> int | None:
        """Those who do not reach it, or where less is better those who have it."""
        return self.counts.yes if self.better < 0 else self.counts.no

    @property
    def share_of_missing(self) -> int | None:
        """The share of all who do not reach it that are in this group, in whole per cent."""
        every = self.every.yes if self.better < 0 else self.every.no
        if self.missing is None or not every:
            return None
        return min(100, (200 * self.missing + every) // (2 * every))

    @property
    def share_of_everybody(self) -> int | None:
        """The share of all people that are in this group, in whole per cent."""
        people, every = self.counts.people, self.every.people
        return min(100, (200 * people + every) // (2 * every)) if people is not None and every else None

    @property
    def nobody(self) -> bool:
        return self.counts == ShownCounts(0, 0, 0)


def figures_of(protected: Protected, groups: Sequence[str], outcome: str, better: int) -> Iterator[CohortFigures]:
    """Yield the groups of a table in the order of its columns' categories, those with nobody in them left out.

    Without ``groups``, everybody.
    """
    margin = Margin((*groups, outcome))
    every = _counts(protected, Margin((outcome,)), ())
    cells = dict.fromkeys(cell[:-1] for cell in protected.values[margin])
    for cell in cells:
        counts = _counts(protected, margin, cell)
        found = CohortFigures(tuple(zip(groups, cell, strict=True)), counts, every, protected.rule, better)
        if not found.nobody:
            yield found


def _counts(protected: Protected, margin: Margin, cell: tuple[str, ...]) -> ShownCounts:
    values = protected.values[margin]
    return ShownCounts(values[(*cell, YES)], values[(*cell, NO)], values.get((*cell, not_known()), 0))
