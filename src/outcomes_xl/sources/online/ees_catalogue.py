"""Which data set of Explore education statistics a series stands in: asked where several could be, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from outcomes_xl.framework.entries import Series
from outcomes_xl.model.cannot_use import CannotReach, Offline, Refused, Stopped
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.evidence import Change
from outcomes_xl.sources.online.ees_api import SAME_DATA_SETS, DataSet, EesApi, Facet, Meta
from outcomes_xl.sources.online.routes import Route
from outcomes_xl.sources.online.service_base import Brought, WantedSeries
from outcomes_xl.sources.published.opened_table import places
from outcomes_xl.sources.published.published_rows import by_columns, same, spellings

_MOST_NAMES = 3
WITHDRAWN = (403, 404, 406, 410)
"""How the service answers for what it no longer shows."""


class Finder:
    """Finds the data set of a series: by the id in the route, by the officer's choice, else by titles and columns."""

    def __init__(self, api: EesApi, choices: Mapping[str, str]) -> None:
        self._api, self._choices = api, choices
        self._by_publication: dict[tuple[str, ...], list[DataSet] | CannotReach | str] = {}
        self._by_id: dict[str, DataSet | None] = {}
        self._metas: dict[str, Meta] = {}

    def look_ahead(self, wanted: Sequence[WantedSeries]) -> None:
        """Ask for the lists of data sets that will be needed, two at a time, which is all a run waits for later on."""
        waiting: SimpleQueue[Route] = SimpleQueue()
        for route in {
            one.route.slugs: one.route for one in wanted if one.route.slugs and not self._id_of(one)
        }.values():
            waiting.put(route)

        def ask() -> None:
            with suppress(Empty, Stopped):
                while True:
                    with suppress(CannotReach):  # told by find, metric by metric
                        self._of(waiting.get_nowait())

        # A daemon, so that a service which hangs cannot keep the officer from leaving.
        beside = Thread(target=ask, daemon=True)
        beside.start()
        ask()
        beside.join()

    def _chosen(self, one: WantedSeries) -> str:
        return self._choices.get(one.metric.id) or self._choices.get(one.series.publication) or ""

    def _id_of(self, one: WantedSeries) -> str:
        return self._chosen(one) or one.route.data_sets.get(one.metric.id, "")

    def find(self, one: WantedSeries, brought: Brought) -> DataSet | None:
        if id_ := self._id_of(one):
            only_this = bool(self._chosen(one)) or not one.route.slugs
            try:
                data_set = self._public(id_)
            except Offline:
                if only_this:
                    raise
                data_set = None  # what a search found at another time may be kept
            if data_set:
                return self._usable(data_set, one, brought)
            if only_this:
                # The service does not show a withdrawn one, and lists none: it has no title any more.
                brought.miss([one], f"The publisher has withdrawn the data set {id_}.", again=False)
                return None
        if not one.route.slugs:
            brought.miss([one], "No API data set of it is known; the release's own file may have it.", again=False)
            return None
        sets = self._of(one.route)
        if isinstance(sets, str):
            brought.miss([one], sets, again=False)
            return None
        fitting = [data_set for data_set in sets if self._fits(data_set, one.series)]
        newest = [one_ for one_ in fitting if one_.superseded_by not in {other.id for other in fitting}]
        if not newest:
            why = "No API data set of this publication has it; the release's own file may."
            brought.miss([one], why, again=False)
            return None
        reaching = [data_set for data_set in newest if not without_authorities(data_set, self._meta(data_set))]
        if len(reaching) == 1:
            return self._usable(reaching[0], one, brought)
        if not reaching:
            brought.miss([one], without_authorities(newest[0], self._meta(newest[0])), again=False)
            return None
        newest = reaching
        titles = tuple(f"{data_set.title} ({data_set.id})" for data_set in newest)
        listed = "; ".join(data_set.title for data_set in newest)
        why = f"{len(newest)} data sets could be meant, and nothing says which: {listed}."
        brought.miss([one], why, again=False, candidates=titles)
        return None

    def _public(self, id_: str) -> DataSet | None:
        """Return a data set, None where the publisher has withdrawn it: it is not shown then, and never listed."""
        if id_ not in self._by_id:
            try:
                self._by_id[id_] = self._api.data_set(id_, SAME_DATA_SETS)
            except Refused as trouble:
                if trouble.status not in WITHDRAWN:
                    raise
                self._by_id[id_] = None
        return self._by_id[id_]

    def _usable(self, data_set: DataSet, one: WantedSeries, brought: Brought) -> DataSet | None:
        seen: set[str] = set()
        while data_set.superseded_by and data_set.deprecated and data_set.id not in seen:
            seen.add(data_set.id)
            newer = self._public(data_set.superseded_by)
            if newer is None or not self._fits(newer, one.series):
                named = f"“{newer.title}”" if newer else "a data set it has withdrawn"
                what = f"The publisher names {named} as what replaces it; that does not have this figure."
                brought.changes.append(Change(data_set.title, what))
                break
            data_set = newer
        why = ""
        if not self._fits(data_set, one.series):
            why = f"The data set “{data_set.title}” no longer has the columns this metric needs."
        if why := why or without_authorities(data_set, self._meta(data_set)):
            brought.miss([one], why, again=False)
            return None
        return data_set

    def _of(self, route: Route) -> list[DataSet] | str:
        """Return the data sets of the publications with the route's slugs; a sentence where there is none."""
        if route.slugs not in self._by_publication:
            try:
                self._by_publication[route.slugs] = self._search(route)
            except CannotReach as trouble:
                self._by_publication[route.slugs] = trouble
        found = self._by_publication[route.slugs]
        if isinstance(found, CannotReach):
            raise found
        return found

    def _search(self, route: Route) -> list[DataSet] | str:
        found = self._api.publications(route.search)
        mine = [one for one in found if one.slug in route.slugs]
        if mine:
            return [data_set for one in mine for data_set in self._api.data_sets(one.id)]
        others = "; ".join(one.title for one in found[:_MOST_NAMES])
        near = f" A search found: {others}." if found else ""
        # One whose data sets are all deprecated is not listed either, so this does not say that there are none.
        return f"The service lists no API data sets of {route.publication} today.{near}"

    def _meta(self, data_set: DataSet) -> Meta:
        if data_set.id not in self._metas:
            self._metas[data_set.id] = self._api.meta(data_set.id, data_set.version)
        return self._metas[data_set.id]

    def _fits(self, data_set: DataSet, series: Series) -> bool:
        """Whether a data set has every column of a series, and the words its filters must have."""
        meta = self._meta(data_set)
        facets = {bare(facet.column): facet for facet in meta.filters}
        if not by_columns(places((*facets, *meta.indicators)), series):
            return False
        asked = {column: word for name, word in series.where.items() for column in spellings(name)}
        return all(_offers(facets[column], word) for column, word in asked.items() if column in facets)


def withdrawn(data_set: DataSet) -> str:
    """Say that a data set can no longer be used."""
    return f"The publisher has withdrawn the data set “{data_set.title}”."


def without_authorities(data_set: DataSet, meta: Meta) -> str:
    """Say that a data set stops short of authorities, and where they may be; "" where it has them.

    Some API data sets hold England only where the release's own file holds authorities.
    """
    if "LA" in meta.levels or "LAD" in meta.levels:
        return ""
    holds = "England only" if set(meta.levels) == {"NAT"} else "no authorities"
    return (
        f"The service's data set “{data_set.title}” holds {holds}; the release's CSV in a folder may have authorities."
    )


def _offers(facet: Facet, word: str) -> bool:
    return any(same(label, word) for label in facet.options.values())
