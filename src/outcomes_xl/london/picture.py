"""The picture: each borough's answer to each metric of the framework, and what can be counted from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture_words import group_of, groups
from outcomes_xl.london.returns import AnswerRow

Cell = tuple[str, str]
"""A metric's id and a borough's code."""
GAPS = ("partner", "stuck", "nobody")
"""The groups that mean a borough has looked, and cannot measure it itself today."""


@dataclass(frozen=True)
class Picture:
    """``taken`` are the boroughs' workbooks by name of borough, ``framework`` is what they are put against."""

    taken: tuple[Taken, ...]
    framework: Framework

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The framework's metrics in use, in its order: by layer, domain and outcome."""
        return tuple(one for one in self.framework.metrics.values() if one.state != "Retired")

    @property
    def boroughs(self) -> tuple[Borough, ...]:
        return tuple(one.borough for one in self.taken)

    @cached_property
    def answers(self) -> Mapping[Cell, AnswerRow]:
        """Each borough's answer to each metric; where a workbook has a metric twice, the first row counts."""
        found: dict[Cell, AnswerRow] = {}
        for one in self.taken:
            for answer in one.reading.answers:
                found.setdefault((answer.metric_id, one.borough.code), answer)
        return found

    @cached_property
    def _groups(self) -> Mapping[Cell, str]:
        return {cell: group_of(str(answer.status or "")).key for cell, answer in self.answers.items()}

    def group_key(self, metric: str, code: str) -> str:
        """Return the group a borough's answer to a metric is in; "open" where there is none."""
        return self._groups.get((metric, code), "open")

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many boroughs are in each group, by metric."""
        found = {metric.id: {one.key: 0 for one in groups()} for metric in self.metrics}
        for metric in self.metrics:
            of = found[metric.id]
            for borough in self.boroughs:
                of[self.group_key(metric.id, borough.code)] += 1
        return found

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
        found = {one.key: 0 for one in groups()}
        for metric in self.metrics:
            found[self.group_key(metric.id, code)] += 1
        return found

    @property
    def worked_on(self) -> str:
        """The last day any of the workbooks was worked on, "" where none says."""
        return max((one.reading.worked_on for one in self.taken), default="")
