"""A cohort ready to be shown: whose figures, of what, by which groups, and everything that must stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from outcomes_xl.cohorts.cohort_figures import CohortFigures, figures_of
from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.cohorts.group_definition import Grouping
from outcomes_xl.cohorts.other_indicators import OtherIndicator
from outcomes_xl.disclosure.outputs import Protected
from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.model.sentences import one_or_many
from outcomes_xl.targets.path_words import HIGHER, LOWER

MADE_UP = "The source says that its people are made up: nothing can be learnt from this."


@dataclass(frozen=True)
class CohortResult:
    """What is shown. ``names`` are the groups' names in the protected tables, ``remarks`` what is to be known of it."""

    metric: Metric
    borough: Borough
    source: str
    period: str
    groupings: tuple[Grouping, ...]
    names: tuple[str, ...]
    outcome: str
    protected: Protected
    others: tuple[OtherIndicator, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def made_up(self) -> bool:
        return MADE_UP in self.remarks

    @property
    def better(self) -> int:
        return {HIGHER: 1, LOWER: -1}.get(self.metric.polarity, 0)

    @property
    def sides(self) -> tuple[str, str]:
        """What those who count are called, and those who do not."""
        known = cohort_words()["sides"]
        yes, no = known.get(self.metric.polarity, known["other"])
        return yes, no

    def people(self, many: int | None) -> str:
        one, more = cohort_words()["people"].get(self.metric.layer, cohort_words()["people"]["other"])
        return one_or_many(2 if many is None else many, one, more)

    @cached_property
    def everybody(self) -> CohortFigures:
        (found,) = figures_of(self.protected, (), self.outcome, self.better)
        return found

    @cached_property
    def cohorts(self) -> tuple[CohortFigures, ...]:
        """Each group of each column."""
        return tuple(one for name in self.names for one in self._of(name))

    @property
    def nothing_shown_by(self) -> tuple[str, ...]:
        """The columns of whose groups no share can be shown."""
        shown = {one.of[0][0] for one in self.cohorts if one.share is not None}
        return tuple(self.grouping(name).name for name in self.names if name not in shown)

    @cached_property
    def crossings(self) -> tuple[CohortFigures, ...]:
        """Each group of one column that is in a group of another as well."""
        return tuple(one for pair in combinations(self.names, 2) for one in self._of(*pair))

    @cached_property
    def some_unknown(self) -> bool:
        """Whether it is not known of somebody, in any table, whether she reaches it."""
        return any(one.counts.unknown != 0 for one in (self.everybody, *self.cohorts, *self.crossings))

    @property
    def scales(self) -> tuple[str, ...]:
        """The names of the columns of deprivation whose groups go from one end to the other."""
        return tuple(
            name for name in self.names if self.grouping(name).word == "Deprivation" and self.grouping(name).ordered
        )

    def _of(self, *names: str) -> Sequence[CohortFigures]:
        return tuple(figures_of(self.protected, names, self.outcome, self.better))

    def grouping(self, name: str) -> Grouping:
        return self.groupings[self.names.index(name)]

    def caution_of(self, figures: CohortFigures) -> str:
        """What to be careful about with a group's figure: an indicator that fits it better, and why."""
        labels = {label.casefold() for _, label in figures.of}
        return " ".join(other.caution for other in self.others if other.cohort.casefold() in labels)
