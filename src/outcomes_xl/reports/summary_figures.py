"""The Summary's figures counted in Python: the same counting as the sheet's formulas, so that each proves the other.

What counts as what is said here once; the Summary's formulas are made from the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.link_roles import FITTING, PARTIAL
from outcomes_xl.model import Row, Severity, Table

AVAILABLE, PARTLY, GAP, SETTLED = "available", "partly", "gap", "settled"

NOW = "Available now"
UNCHOSEN = "Choose your borough on the Start sheet"
MOST_WAITED_FOR = 5
"""How many lines of the Gaps list the Summary repeats."""


def groups(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return the status words of each group the Summary shows; blank and unknown words count as not yet answered.

    "Available" is what can be used today; data that needs work and data a partner holds are the second group.
    """
    usable = framework.tagged("status", "available") | framework.tagged("status", "partner")
    return {
        AVAILABLE: (NOW,),
        PARTLY: tuple(word for word in framework.list("status") if word in usable and word != NOW),
        GAP: tuple(word for word in framework.list("status") if word in framework.tagged("status", "gap")),
        SETTLED: tuple(word for word in framework.list("status") if word in framework.tagged("status", "settled")),
    }


def places(framework: Framework) -> tuple[tuple[str, str], ...]:
    """Return the layers and domains the Summary has a line for: those that have a metric, in the lists' order."""
    there = {(metric.layer, metric.domain) for metric in framework.metrics.values()}
    layers, domains = framework.list("layer"), framework.list("domain")
    return tuple((layer, domain) for layer in layers for domain in domains if (layer, domain) in there)


@dataclass(frozen=True, slots=True)
class Availability:
    """How the metrics of one layer and domain are answered; every metric is in exactly one of the five."""

    layer: str
    domain: str
    metrics: int
    available: int
    partly: int
    gap: int
    open: int
    settled: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far our framework covers a national one, in its current items; ``announced`` are its placeholders."""

    framework: str
    title: str
    items: int
    covered: int
    partly: int
    not_covered: int
    announced: int


@dataclass(frozen=True, slots=True)
class Waited:
    """A line of the Gaps list: the metric, how many outcomes and national frameworks wait on it, who may hold it."""

    metric: str
    outcomes: int
    frameworks: int
    holder: str

    @property
    def words(self) -> str:
        """The metric, and below it who may hold it."""
        return "\n".join(part for part in (self.metric, self.holder) if part)


@dataclass(frozen=True)
class Picture:
    """What the Summary shows. Without a check there are no findings to count, which is not the same as none found."""

    of_whom: str
    """The borough, edition and release in one line."""
    places: tuple[Availability, ...]
    whole: Availability
    coverage: tuple[Coverage, ...]
    waited: tuple[Waited, ...]
    gaps_with_reason: int
    gaps_without_reason: int
    findings: Mapping[str, int]
    targets: int
    checked: bool
    looked: bool


def picture(tables: Mapping[str, Table], framework: Framework) -> Picture:
    """Count the Summary's figures from a workbook's tables by layout key; a missing table counts as empty."""
    words = groups(framework)
    answers = [row for row in _rows(tables, "availability") if row["metric_id"] is not None]
    gaps = [row for row in _rows(tables, "availability") if _same(row.text("status"), words[GAP])]
    explained = sum(row["note"] is not None for row in gaps)
    return Picture(
        of_whom=_of_whom(tables),
        places=tuple(
            _availability(
                layer,
                domain,
                (r for r in answers if _same(r.text("layer"), (layer,)) and _same(r.text("domain"), (domain,))),
                words,
            )
            for layer, domain in places(framework)
        ),
        whole=_availability("All", "All", answers, words),
        coverage=tuple(
            _coverage(key, national.title, _rows(tables, f"map_{key.lower()}"))
            for key, national in framework.nationals.items()
        ),
        waited=tuple(_waited(tables)),
        gaps_with_reason=explained,
        gaps_without_reason=len(gaps) - explained,
        findings={
            severity.value: sum(
                _same(row.text("severity"), (severity.value,)) and not _same(row.text("finding_state"), (GONE,))
                for row in _rows(tables, "findings")
            )
            for severity in Severity
        },
        checked=_answered(tables, "Last checked"),
        looked=_answered(tables, "Availability last checked"),
        targets=sum(row["metric_id"] is not None and row["target"] is not None for row in _rows(tables, "targets")),
    )


GONE = "No longer found"


def _rows(tables: Mapping[str, Table], key: str) -> tuple[Row, ...]:
    return tables[key].rows if key in tables else ()


def _of_whom(tables: Mapping[str, Table]) -> str:
    said = {row.text("setting"): row.text("answer") for row in _rows(tables, "start")}
    edition, release = said.get("Framework edition", ""), said.get("Release in use", "")
    return f"{said.get('Borough') or UNCHOSEN}  ·  {edition}  ·  release {release}"


def _answered(tables: Mapping[str, Table], setting: str) -> bool:
    return any(row["setting"] == setting and row["answer"] is not None for row in _rows(tables, "start"))


def _waited(tables: Mapping[str, Table]) -> Iterator[Waited]:
    """Give the first lines of the Gaps list by their rank, whichever way the officer has sorted it."""
    by_rank = {row["rank"]: row for row in _rows(tables, "gaps")}
    for rank in range(1, MOST_WAITED_FOR + 1):
        if row := by_rank.get(rank):
            outcomes, frameworks = row["outcomes_waiting"], row["frameworks_waiting"]
            yield Waited(
                row.text("metric"),
                outcomes if isinstance(outcomes, int) else 0,
                frameworks if isinstance(frameworks, int) else 0,
                row.text("holder"),
            )


def _same(value: str, words: Iterable[str]) -> bool:
    """Excel's COUNTIF compares without looking at capitals; so do we."""
    return value.casefold() in {word.casefold() for word in words}


def _availability(layer: str, domain: str, rows: Iterable[Row], words: Mapping[str, tuple[str, ...]]) -> Availability:
    statuses = [row.text("status") for row in rows]
    count = {group: sum(_same(status, said) for status in statuses) for group, said in words.items()}
    return Availability(layer, domain, len(statuses), open=len(statuses) - sum(count.values()), **count)


def _coverage(key: str, title: str, rows: Iterable[Row]) -> Coverage:
    current: dict[str, set[str]] = {}
    announced = set()
    for row in rows:
        item, state = row.text("item_id"), row.text("state")
        if item and _same(state, ("Placeholder",)):
            announced.add(item)
        elif item and _same(state, ("Current",)):
            roles = current.setdefault(item, set())
            if row["our_id"] is not None:
                roles.add(row.text("role"))
    covered = sum(any(_same(role, FITTING) for role in roles) for roles in current.values())
    partly = sum(
        any(_same(role, PARTIAL) for role in roles) and not any(_same(role, FITTING) for role in roles)
        for roles in current.values()
    )
    return Coverage(key, title, len(current), covered, partly, len(current) - covered - partly, len(announced))
