"""The picture: each borough's answer to each metric of the framework, and what can be counted from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.london.gathered import Gathered, gathered
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture_words import groups

GAPS = ("partner", "stuck", "nobody")
"""The groups that mean a borough has looked, and cannot measure it itself today."""
MOST_SIDE_BY_SIDE = 200
"""So many authorities have a column and a page each: England's 153, and no workbook that nobody could leaf through."""
TOO_MANY = "So many areas are not set side by side here: the tables as CSV files have each of them."


@dataclass(frozen=True)
class Picture:
    """``taken`` are the boroughs' workbooks by name of borough, ``framework`` is what they are put against."""

    taken: tuple[Taken, ...]
    framework: Framework

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The framework's metrics in use, in its order: by layer, domain and outcome."""
        return tuple(one for one in self.framework.metrics.values() if one.state != "Retired")

    @cached_property
    def boroughs(self) -> tuple[Borough, ...]:
        return tuple(one.borough for one in self.taken)

    @property
    def side_by_side(self) -> tuple[Taken, ...]:
        """The boroughs that have a column and a page of their own: all of them, or none where they are too many."""
        return () if self.too_many else self.taken

    @property
    def too_many(self) -> bool:
        """Whether there are more boroughs than are set side by side."""
        return len(self.taken) > MOST_SIDE_BY_SIDE

    @cached_property
    def gathered(self) -> Gathered:
        return gathered(self.taken, self.metrics)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {one.id: place for place, one in enumerate(self.metrics)}

    def group_key(self, metric: str, code: str) -> str:
        """Return the group a borough's answer to a metric is in; "open" where there is none."""
        place, found = self._place.get(metric), self.gathered.groups.get(code)
        return groups()[found[place]].key if place is not None and found is not None else "open"

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many boroughs are in each group, by metric."""
        of_each = [Counter(column) for column in zip(*self.gathered.groups.values(), strict=True)]
        counters = of_each or [Counter[int]() for _ in self.metrics]
        return {
            metric.id: {one.key: counter[number] for number, one in enumerate(groups())}
            for metric, counter in zip(self.metrics, counters, strict=True)
        }

    def in_group(self, metric: str, key: str) -> Iterable[Taken]:
        """Return the boroughs whose answer to a metric is in a group."""
        return [one for one in self.taken if self.group_key(metric, one.borough.code) == key]

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The layers and domains that have a metric, in the lists' order."""
        there = {(one.layer, one.domain) for one in self.metrics}
        every = ((a, b) for a in self.framework.list("layer") for b in self.framework.list("domain"))
        return tuple(place for place in every if place in there)

    def borough_counts(self, code: str) -> dict[str, int]:
        """Return how many metrics a borough has in each group."""
        counter = Counter(self.gathered.groups.get(code, b""))
        return {one.key: counter[number] for number, one in enumerate(groups())}

    @cached_property
    def worked_on(self) -> str:
        """The last day any of the workbooks was worked on, "" where none says."""
        return max((one.reading.worked_on for one in self.taken), default="")
