"""A later edition as a whole framework: its own outcomes and metrics, and of the edition before what still holds.

Boroughs, national frameworks, lists and published series are shared. A link or a series of the edition before goes on
where what it speaks of means the same; anything else the edition's links.csv says anew, or it is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from outcomes_xl.framework import data_readers
from outcomes_xl.framework.allowed_words import Lists
from outcomes_xl.framework.editions import METRIC, OTHER_FIGURES, OUTCOME, ChangeKind, Edition, hold, read_changes
from outcomes_xl.framework.entries import Framework, Link
from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.framework.timeline import in_release, read_timeline

LINKS = "links.csv"
LINK_HEADINGS = ("item_id", "our_id", "role", "closeness", "basis")


def overlaid(edition: Edition, before: Framework, lists: Lists, release: str | None) -> Framework:
    """Return an edition's framework at a release. ``before`` is the edition it follows, at its newest release.

    Raises DataMistake, by file and line, when the edition's files do not hold together.
    """
    folder = edition.folder
    timeline = read_timeline(folder, "")
    place = timeline.place(release)
    read_outcomes = data_readers.read_outcomes(folder, lists, timeline, "")
    outcomes = {row.entry.id: row.entry for row in in_release(read_outcomes, place)}
    metrics = {}
    for row in in_release(data_readers.read_metrics(folder, lists, timeline, ""), place):
        outcome = outcomes.get(row.entry.outcome_id)
        if outcome is None:
            raise row.line.mistake(f"there is no outcome {row.entry.outcome_id} in this edition")
        metrics[row.entry.id] = replace(row.entry, layer=outcome.layer, domain=outcome.domain, outcome=outcome.title)
    hold(edition, {METRIC: before.metrics, OUTCOME: before.outcomes}, {METRIC: metrics, OUTCOME: outcomes})
    goes_on = same_meaning(edition)
    known = frozenset((*metrics, *outcomes))
    links = [
        *_followed(before, goes_on, known),
        *_own_links(edition, before, lists, known, timeline.releases[place].id),
    ]
    stays = {one for one, other in goes_on.items() if one == other}
    return replace(
        before,
        release=timeline.releases[place],
        releases=timeline.releases,
        outcomes=MappingProxyType(outcomes),
        metrics=MappingProxyType(metrics),
        links=MappingProxyType({link.id: link for link in _item_by_item(before, links, timeline.releases[place].id)}),
        series=tuple(one for one in before.series if one.metric_id in stays),
        derived=tuple(one for one in before.derived if one.metric_id in stays),
        breaks=tuple(one for one in before.breaks if stays.intersection(one.metric_ids)),
        usual=MappingProxyType({metric_id: one for metric_id, one in before.usual.items() if metric_id in stays}),
    )


def same_meaning(edition: Edition) -> dict[str, str]:
    """Return by id in the edition before the id here, of what means the same in both."""
    other = {*OTHER_FIGURES, ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.RETIRED, ChangeKind.NEW}
    return {one.from_id: one.to_id for one in read_changes(edition) if not other.intersection(one.kinds)}


def _followed(before: Framework, goes_on: dict[str, str], known: frozenset[str]) -> Iterator[Link]:
    for link in before.links.values():
        if (our_id := goes_on.get(link.our_id, "")) in known:
            yield replace(link, id=data_readers.link_id(link.item_id, our_id), our_id=our_id)


def _own_links(
    edition: Edition, before: Framework, lists: Lists, known: frozenset[str], release: str
) -> Iterator[Link]:
    if not (edition.folder / LINKS).is_file():
        return
    for line in read_lines(edition.folder, LINKS, LINK_HEADINGS):
        item_id, our_id = line.needed("item_id"), line.needed("our_id")
        if item_id not in before.items:
            raise line.mistake(f"there is no item {item_id}")
        if our_id not in known:
            raise line.mistake(f"there is no metric or outcome {our_id} in this edition")
        role, closeness = lists.word(line, "role"), lists.word(line, "closeness")
        yield Link(
            data_readers.link_id(item_id, our_id), item_id, our_id, role, closeness, line.needed("basis"), release
        )


def _item_by_item(before: Framework, links: Iterable[Link], release: str) -> Iterator[Link]:
    tied: dict[str, list[Link]] = {}
    for link in links:
        tied.setdefault(link.item_id, []).append(link)
    for item_id in before.items:
        gap = data_readers.link_id(item_id, "")
        yield from tied.get(item_id) or [before.links.get(gap) or Link(gap, item_id, "", "", "", "", release)]
