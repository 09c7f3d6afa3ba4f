"""Every published file a look brought home, from folders and services, asked for one metric after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from outcomes_xl.framework.entries import Borough, Break, Derived, Framework, Metric, Series
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.holders import likely_holder, published_elsewhere
from outcomes_xl.sources.published.derived import derive
from outcomes_xl.sources.published.ees_file import Ees
from outcomes_xl.sources.published.evaluate import LookedIn, nothing, weigh
from outcomes_xl.sources.published.fingertips_file import Fingertips
from outcomes_xl.sources.published.lait_file import Lait
from outcomes_xl.sources.published.layout_file import layout_files
from outcomes_xl.sources.published.lginform_file import LgInform
from outcomes_xl.sources.published.nomis_file import Nomis
from outcomes_xl.sources.published.passed_over import PassedOver
from outcomes_xl.sources.published.published_rows import (
    PublishedFile,
    Publisher,
)
from outcomes_xl.sources.published.series import Sighting, sight

NOTHING_PUBLISHED = "Nothing published yet"
"""What the framework says under "Published in" of a metric that no publisher has."""
NOTHING_YET = "Nothing is published for this metric yet."
PUBLISHERS: tuple[Publisher, ...] = (Ees(), Fingertips(), LgInform(), Nomis(), Lait(), *layout_files())


@dataclass(frozen=True, slots=True)
class Broken:
    """A file whose headings were known and whose rows could not be read to the end.

    ``datasets`` are those it is of, where it says so, and ``what`` is then why it has no figures of them.
    """

    publisher: Publisher
    at: Mapping[str, int]
    name: str
    datasets: frozenset[str] = frozenset()
    what: str = ""

    def may_hold(self, series: Series) -> bool:
        """Whether the series may stand in it, by its data sets or else by its columns."""
        mine = series.publisher == self.publisher.name
        return mine and (series.dataset in self.datasets if self.datasets else self.publisher.fits(self.at, series))

    @property
    def told(self) -> str:
        """Say where a series may be that was not found: which file, and why it was not read."""
        if self.datasets:
            return f"It should be in {self.name}. {self.what}"
        return f"It may be in {self.name}, which could not be read to its end."


@dataclass(frozen=True, slots=True)
class Missed:
    """What a service could not answer for a metric, and why: a sentence that begins its evidence.

    ``unreadable`` is true where asking again may help, and false where the publisher has said there is nothing.
    ``candidates`` are the data sets that could be meant, where there are several.
    """

    metric_id: str
    why: str
    unreadable: bool = True
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pool:
    """The files of one or several looks, for one borough on one day, and what could not be had."""

    framework: Framework
    borough: Borough
    today: date
    wanted: tuple[Metric, ...]
    read: tuple[PublishedFile, ...]
    broken: tuple[Broken, ...] = ()
    missed: tuple[Missed, ...] = ()
    where: tuple[str, ...] = field(default=("these files",))

    def together(self, others: Iterable[Pool]) -> Pool:
        """Return this pool and others as one."""
        pools = (self, *others)
        return replace(
            self,
            wanted=tuple({metric.id: metric for pool in pools for metric in pool.wanted}.values()),
            read=tuple(file for pool in pools for file in pool.read),
            broken=tuple(file for pool in pools for file in pool.broken),
            missed=tuple(one for pool in pools for one in pool.missed),
            where=tuple(dict.fromkeys(place for pool in pools for place in pool.where)),
        )

    def evidence(self) -> Mapping[str, Evidence]:
        """Return what the files say of every wanted metric, weighed when it is first asked for.

        Several looks are weighed as one pool; what each alone would have said is then never worked out.
        """
        return _WhenAsked(self._weighed)

    def sightings(self, metric_id: str) -> tuple[Sighting, ...]:
        """Return all the files say of a metric: each of its series, its parts, and what is worked out of them."""
        if metric_id not in self._seen:
            self._seen[metric_id] = self._sightings(metric_id)
        return self._seen[metric_id]

    @cached_property
    def _seen(self) -> dict[str, tuple[Sighting, ...]]:
        return {}

    def _sightings(self, metric_id: str) -> tuple[Sighting, ...]:
        metric = self.framework.metrics[metric_id]
        seen = [
            sighting
            for series in self._routes.get(metric_id, ())
            for file in self._of_publisher.get(series.publisher, ())
            if _PUBLISHERS[series.publisher].holds(file, series)
            and (sighting := sight(series, file, metric.period_kind, self.today, self._breaks(series), metric.unit))
        ]
        for line in self._derived.get(metric_id, ()):
            seen += derive(line, seen, metric.unit)
        return tuple(seen)

    @cached_property
    def _routes(self) -> Mapping[str, list[Series]]:
        return _by_metric(self.framework.series)

    @cached_property
    def _derived(self) -> Mapping[str, list[Derived]]:
        return _by_metric(self.framework.derived)

    @cached_property
    def _passed_over(self) -> PassedOver:
        return PassedOver(self._of_publisher, _PUBLISHERS)

    @cached_property
    def _of_publisher(self) -> Mapping[str, list[PublishedFile]]:
        found: dict[str, list[PublishedFile]] = {}
        for file in self.read:
            found.setdefault(file.publisher, []).append(file)
        return found

    def _weighed(self) -> dict[str, Evidence]:
        """Weigh every wanted metric's series, over all files at once."""
        called = {publisher.name: publisher.called for publisher in PUBLISHERS}
        places = LookedIn(self.framework, self.borough.name, self.today, called, self.borough.neighbours)
        missed: dict[str, list[Missed]] = {}
        for one in self.missed:
            missed.setdefault(one.metric_id, []).append(one)
        return {metric.id: self._of(metric, missed.get(metric.id, []), places) for metric in self.wanted}

    def _breaks(self, series: Series) -> tuple[Break, ...]:
        return tuple(one for one in self.framework.breaks if one.concerns(series))

    def _of(self, metric: Metric, missed: list[Missed], places: LookedIn) -> Evidence:
        routes = self._routes.get(metric.id, [])
        if not routes:
            return _without_routes(metric)
        sightings = [one for one in self.sightings(metric.id) if not one.series.part]
        if sightings:
            end = max((one.latest.order for one in sightings if one.points), default=None)
            newer = [
                *self._passed_over.without_the_column(metric, routes, end),
                *self._passed_over.in_other_words(metric, routes, sightings),
            ]
            return weigh(metric, sightings, places, newer)
        if asked := [one for one in missed if one.candidates]:
            return replace(nothing(metric, Found.CANDIDATES, asked[0].why), candidates=asked[0].candidates)
        for one in self.broken:
            if any(map(one.may_hold, routes)):
                return nothing(metric, Found.UNREADABLE, one.told)
        for file in self.read:
            publisher = _PUBLISHERS.get(file.publisher)
            if (
                file.unread
                and publisher
                and any(series.publisher == file.publisher and publisher.fits(file.at, series) for series in routes)
            ):
                line = f"It may be in {file.spoken}, of which not everything can be read: {file.unread}."
                return nothing(metric, Found.UNREADABLE, line)
        wanted = " or ".join(dict.fromkeys(series.publication for series in routes))
        if missed:
            found = Found.UNREADABLE if any(one.unreadable for one in missed) else Found.NOT_HERE
            whys = " ".join(dict.fromkeys(one.why for one in missed))
            return nothing(metric, found, f"{whys} It is published in {wanted}.")
        where = " or ".join(self.where)
        passed = (*self._passed_over.without_the_column(metric, routes, None), *self._passed_over.not_known_by(routes))
        without = " ".join(passed or self._passed_over.without_its_words(routes))
        return nothing(
            metric, Found.NOT_HERE, f"Not in {where}. {without} It is published in {wanted}.".replace("  ", " ")
        )


_PUBLISHERS: Mapping[str, Publisher] = {publisher.name: publisher for publisher in PUBLISHERS}
_Tied = TypeVar("_Tied", Series, Derived)


def _by_metric(lines: Iterable[_Tied]) -> dict[str, list[_Tied]]:
    found: dict[str, list[_Tied]] = {}
    for line in lines:
        found.setdefault(line.metric_id, []).append(line)
    return found


class _WhenAsked(Mapping[str, Evidence]):
    """Evidence by metric id that is worked out once, when somebody looks."""

    def __init__(self, work_out: Callable[[], dict[str, Evidence]]) -> None:
        self._work_out = work_out

    @cached_property
    def _found(self) -> dict[str, Evidence]:
        return self._work_out()

    def __getitem__(self, metric_id: str) -> Evidence:
        return self._found[metric_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _without_routes(metric: Metric) -> Evidence:
    """Say what is known of a metric without a series: that it is published elsewhere, or who is likely to hold it."""
    elsewhere = published_elsewhere(metric)
    if elsewhere:
        return nothing(metric, elsewhere.found, elsewhere.line)
    source = f" Its source: {metric.source}." if metric.source else ""
    why = NOTHING_YET if metric.source == NOTHING_PUBLISHED else f"Nobody publishes it by borough.{source}"
    holder = likely_holder(metric)
    return nothing(metric, Found.NO_SERIES, f"{why} Likely to hold it: {holder}." if holder else why)
