"""The shipped framework as it stood at a release. Whatever does not hold together stops the start, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from outcomes_xl.framework import data_readers
from outcomes_xl.framework.allowed_words import Lists, read_lists
from outcomes_xl.framework.data_readers import link_id
from outcomes_xl.framework.edition_overlay import overlaid
from outcomes_xl.framework.editions import Edition, default_edition, edition_named, editions, read_edition
from outcomes_xl.framework.entries import (
    Borough,
    Break,
    Derived,
    Framework,
    Item,
    Link,
    Metric,
    NationalFramework,
    Outcome,
    Series,
    Usual,
)
from outcomes_xl.framework.release_order import numbers
from outcomes_xl.framework.strict_csv import CsvRow
from outcomes_xl.framework.timeline import Dated, Timeline, in_release, read_timeline
from outcomes_xl.framework.usual_readers import read_usual
from outcomes_xl.model.spelling import did_you_mean

T = TypeVar("T")


@dataclass(frozen=True)
class Shelf:
    """Every row of every data file, whichever release it holds in."""

    lists: Lists
    timeline: Timeline
    boroughs: dict[str, Borough]
    outcomes: tuple[Dated[Outcome], ...]
    metrics: tuple[Dated[Metric], ...]
    nationals: dict[str, NationalFramework]
    items: tuple[Dated[Item], ...]
    links: tuple[Dated[Link], ...]
    series: tuple[Dated[Series], ...]
    derived: tuple[Dated[Derived], ...]
    breaks: tuple[tuple[CsvRow, Break], ...]
    usual: tuple[tuple[CsvRow, Usual], ...]


@lru_cache(maxsize=16)
def load_framework(release: str | None = None, edition: str | None = None) -> Framework:
    """Return the shipped framework as it stood at a release, the newest for None; of an edition by its id or title.

    Without an edition it is the one in force, or the one that has this release. Raises KeyError for a release or an
    edition there is not, and DataMistake, by file and line, when a data file does not hold.
    """
    wanted = edition_named(edition) if edition else _edition_with(release)
    if release is None:
        return load_framework(_releases(wanted)[-1], wanted.id)
    if edition != wanted.id:
        return load_framework(release, wanted.id)
    if not wanted.follows:
        return _at(_shipped(), release)
    return overlaid(wanted, load_framework(None, wanted.follows), _shipped().lists, release)


def framework_in(folder: Traversable) -> Framework:
    """Return the framework of an edition in a folder of its own, which follows one that is shipped. Raises as above."""
    edition = read_edition(folder)
    return overlaid(edition, load_framework(None, edition.follows), _shipped().lists, None)


def _edition_with(release: str | None) -> Edition:
    """Return the edition that has a release: the one in force, unless only another one has it."""
    found = [one for one in editions() if release in _releases(one)]
    default = default_edition()
    return default if default in found or not found else found[0]


@lru_cache(maxsize=16)
def _releases(edition: Edition) -> tuple[str, ...]:
    return tuple(one.id for one in read_timeline(edition.folder, "").releases)


def read_framework(folder: Traversable, release: str | None = None) -> Framework:
    """Return the framework from a folder laid out like the shipped data. Raises as load_framework does."""
    return _at(_read(folder), release)


@lru_cache(maxsize=1)
def _shipped() -> Shelf:
    return _read(resources.files("outcomes_xl") / "data")


def _read(folder: Traversable) -> Shelf:
    lists, timeline = read_lists(folder), read_timeline(folder)
    nationals = data_readers.read_nationals(folder)
    shelf = Shelf(
        lists,
        timeline,
        data_readers.read_boroughs(folder),
        data_readers.read_outcomes(folder, lists, timeline),
        data_readers.read_metrics(folder, lists, timeline),
        nationals,
        data_readers.read_items(folder, nationals, lists, timeline),
        data_readers.read_links(folder, lists, timeline),
        data_readers.read_series(folder, lists, timeline),
        data_readers.read_derived(folder, timeline),
        data_readers.read_breaks(folder),
        read_usual(folder),
    )
    _no_strays(shelf)
    return shelf


def _no_strays(shelf: Shelf) -> None:
    """Raise DataMistake for a row that names, in any release, what is not there in that release."""
    for place, release in enumerate(shelf.timeline.releases):
        outcomes = {row.entry.id: row.entry for row in in_release(shelf.outcomes, place)}
        metrics = {row.entry.id for row in in_release(shelf.metrics, place)}
        items = {row.entry.id for row in in_release(shelf.items, place)}
        for metric in in_release(shelf.metrics, place):
            _known(metric, metric.entry.outcome_id, outcomes, "outcome", release.id)
            if outcomes[metric.entry.outcome_id].domain in metric.entry.also_in:
                raise metric.line.mistake("also_in repeats the domain of its own outcome")
        for link in in_release(shelf.links, place):
            _known(link, link.entry.item_id, items, "item", release.id)
            _known(link, link.entry.our_id, metrics | outcomes.keys(), "metric or outcome", release.id)
        for series in in_release(shelf.series, place):
            _known(series, series.entry.metric_id, metrics, "metric", release.id)
        _parts_are_there(shelf, place, release.id)
    ever = {row.entry.id for row in shelf.metrics}
    named = [(line, metric_id) for line, one in shelf.breaks for metric_id in one.metric_ids]
    for line, metric_id in (*named, *((line, one.metric_id) for line, one in shelf.usual)):
        if metric_id not in ever:
            near = did_you_mean(metric_id, ever)
            raise line.mistake(f"there is no metric {metric_id}" + (f". Did you mean {near}?" if near else ""))


def _parts_are_there(shelf: Shelf, place: int, release: str) -> None:
    """Raise DataMistake for a derived figure that names a part nobody gives: its own publication's, or a base's."""
    given = {(row.entry.metric_id, row.entry.part) for row in in_release(shelf.series, place)}
    given |= {(row.entry.metric_id, row.entry.part) for row in in_release(shelf.derived, place)}
    for row in in_release(shelf.derived, place):
        for part in (*row.entry.of, *row.entry.base):
            there = [one for metric_id, one in given if metric_id == row.entry.metric_id]
            _known(row, part.removesuffix("?"), there, f"part of {row.entry.metric_id}", release)


def _known(row: Dated[T], named: str, there: Iterable[str], what: str, release: str) -> None:
    if named not in there:
        near = did_you_mean(named, there)
        ask = f". Did you mean {near}?" if near else ""
        raise row.line.mistake(f"there is no {what} {named} in release {release}{ask}")


def _at(shelf: Shelf, release: str | None) -> Framework:
    place = shelf.timeline.place(release)
    outcomes = {row.entry.id: row.entry for row in in_release(shelf.outcomes, place)}
    metrics = {}
    for row in in_release(shelf.metrics, place):
        outcome = outcomes[row.entry.outcome_id]
        metrics[row.entry.id] = replace(row.entry, layer=outcome.layer, domain=outcome.domain, outcome=outcome.title)
    items = list(in_release(shelf.items, place))
    return Framework(
        release=shelf.timeline.releases[place],
        releases=shelf.timeline.releases,
        boroughs=MappingProxyType(shelf.boroughs),
        outcomes=MappingProxyType(outcomes),
        metrics=MappingProxyType(metrics),
        nationals=MappingProxyType(shelf.nationals),
        items=MappingProxyType({row.entry.id: row.entry for row in items}),
        links=MappingProxyType({link.id: link for link in _links(items, in_release(shelf.links, place))}),
        series=tuple(row.entry for row in in_release(shelf.series, place)),
        derived=tuple(row.entry for row in in_release(shelf.derived, place)),
        words=shelf.lists.words,
        breaks=tuple(one for _, one in shelf.breaks),
        usual=MappingProxyType({one.metric_id: one for _, one in shelf.usual if one.metric_id in metrics}),
    )


def _links(items: list[Dated[Item]], links: Iterable[Dated[Link]]) -> Iterable[Link]:
    """Give the links item by item, and for an item that nothing of ours covers a link to nothing.

    A link's release is the one in which its mapping row last changed, on either side.
    """
    by_item: dict[str, list[Dated[Link]]] = {}
    for row in links:
        by_item.setdefault(row.entry.item_id, []).append(row)
    for item in items:
        tied = by_item.get(item.entry.id)
        if not tied:
            yield Link(link_id(item.entry.id, ""), item.entry.id, "", "", "", "", item.since)
        for row in tied or ():
            yield replace(row.entry, release=max(row.since, item.since, key=numbers))
