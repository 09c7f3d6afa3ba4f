"""What is counted and compared, gathered from the boroughs' answers in one pass over their workbooks.

Thousands of workbooks are too many to hold every row of at once: from each, this keeps what a table needs of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture_words import group_of, groups
from outcomes_xl.london.row_kinds import AnswerRow, Plain
from outcomes_xl.london.why_not_compared import NEARLY
from outcomes_xl.reading.tidy import folded

COMPARED = ("holder", "system", "frequency", "geography")
"""What boroughs say of a metric they have, field by field of Data availability."""
DEFINITION = "definition"
HAVE = ("use", "work", "partner")
"""The groups of boroughs that have a metric, and can say who holds it and how."""
_AS_IT_IS = "as the framework has it"


class WhoMeasures(NamedTuple):
    """A borough that can use a metric now, and how."""

    borough: str
    holder: Plain
    system: Plain


class PublishedHere(NamedTuple):
    """A published figure in one workbook: ``at`` is the workbook's place among those taken, ``row`` Excel's number."""

    at: int
    row: int
    found: str
    figure: Plain
    unit: Plain
    period: Plain


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return " ".join(folded(text).split())


@dataclass
class Saying:
    """What boroughs say of one thing: each answer as it was written, in the order they were met, and how often."""

    many: dict[Plain, int] = field(default_factory=dict)

    def add(self, value: Plain) -> None:
        if value is not None:
            self.many[value] = self.many.get(value, 0) + 1

    @property
    def ordered(self) -> list[tuple[str, int]]:
        """Each answer, those in the same words as first written, and how many gave it; the most given first."""
        words: dict[str, str] = {}
        together: Counter[str] = Counter()
        for value, many in self.many.items():
            key = _folded(str(value))
            words.setdefault(key, str(value))
            together[key] += many
        return [(words[key], many) for key, many in sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))]


@dataclass
class Gathered:
    """What one pass gave. ``groups`` is, for each borough's code, the number of the group of each metric."""

    groups: dict[str, bytes] = field(default_factory=dict)
    helpers: dict[str, list[WhoMeasures]] = field(default_factory=dict)
    said: dict[tuple[str, str], Saying] = field(default_factory=lambda: defaultdict(Saying))
    published: dict[str, list[PublishedHere]] = field(default_factory=dict)
    defined_otherwise: set[tuple[int, str]] = field(default_factory=set)
    """The workbooks, by place, that define a metric otherwise."""

    def saying(self, metric: str, what: str) -> Saying:
        return self.said[metric, what]


def first_answers(answers: Sequence[AnswerRow]) -> Mapping[str, AnswerRow]:
    """Return the answers by metric; where a workbook has a metric twice, the first row counts."""
    found: dict[str, AnswerRow] = {}
    for answer in answers:
        found.setdefault(answer.metric_id, answer)
    return found


def gathered(taken: Sequence[Taken], metrics: Sequence[Metric]) -> Gathered:
    """Return what is counted and compared of some metrics."""
    made, numbers = Gathered(), {one.key: number for number, one in enumerate(groups())}
    for at, one in enumerate(taken):
        answers = first_answers(one.reading.answers)
        defined = {row.metric_id: str(row.definition or "no definition") for row in one.reading.own_metrics}
        made.defined_otherwise.update((at, metric) for metric in defined)
        found = bytearray()
        for metric in metrics:
            answer = answers.get(metric.id)
            key = group_of(str(answer.status or "")).key if answer is not None else "open"
            found.append(numbers[key])
            if answer is not None:
                _keep(made, at, one, answer, key, metric, defined)
        made.groups[one.borough.code] = bytes(found)
    return made


def _keep(
    made: Gathered, at: int, one: Taken, answer: AnswerRow, key: str, metric: Metric, defined: Mapping[str, str]
) -> None:
    if key == "use":
        made.helpers.setdefault(metric.id, []).append(WhoMeasures(one.borough.name, answer.holder, answer.system))
    if key in HAVE:
        made.said[metric.id, DEFINITION].add(defined.get(metric.id) or metric.definition or _AS_IT_IS)
        for name, value in _compared(answer):
            made.said[metric.id, name].add(value)
    if answer.found and (answer.found_figure is not None or answer.found in NEARLY):
        here = PublishedHere(
            at, answer.row, str(answer.found), answer.found_figure, answer.found_unit, answer.found_period
        )
        made.published.setdefault(metric.id, []).append(here)


def _compared(answer: AnswerRow) -> Iterator[tuple[str, Plain]]:
    yield "holder", answer.holder
    yield "system", answer.system
    yield "frequency", answer.frequency
    yield "geography", answer.geography
