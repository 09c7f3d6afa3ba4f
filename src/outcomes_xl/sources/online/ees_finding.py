"""Which data set of Explore education statistics a series stands in: asked where several could be, never guessed."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.framework.entries import Series
from outcomes_xl.reading.tidy import bare, folded

from ..evidence import Change
from ..published import columns_of
from .asking import Brought, Wanted
from .ees_api import DataSet, EesApi, Facet, Meta
from .routes import Route
from .trouble import CannotReach

_MOST_NAMES = 3


class Finder:
    """Finds the data set of a series: by the id in the route, by the officer's choice, else by titles and columns."""

    def __init__(self, api: EesApi, choices: Mapping[str, str]) -> None:
        self._api, self._choices = api, choices
        self._by_publication: dict[tuple[str, ...], list[DataSet] | CannotReach | str] = {}
        self._metas: dict[str, Meta] = {}

    def find(self, one: Wanted, brought: Brought) -> DataSet | None:
        chosen = self._choices.get(one.metric.id) or self._choices.get(one.series.publication) or one.route.data_set
        if chosen:
            return self._usable(self._api.data_set(chosen), one, brought)
        sets = self._of(one.route)
        if isinstance(sets, str):
            brought.miss([one], sets, again=False)
            return None
        fitting = [data_set for data_set in sets if not data_set.withdrawn and self._fits(data_set, one.series)]
        newest = [one_ for one_ in fitting if one_.superseded_by not in {other.id for other in fitting}]
        if len(newest) == 1:
            return newest[0]
        if not newest:
            gone = [data_set.title for data_set in sets if data_set.withdrawn]
            more = f" Withdrawn by the publisher: {', '.join(gone[:_MOST_NAMES])}." if gone else ""
            brought.miss(
                [one], f"No API data set of this publication has it; the release's own file may.{more}", again=False
            )
            return None
        titles = tuple(f"{data_set.title} ({data_set.id})" for data_set in newest)
        listed = "; ".join(data_set.title for data_set in newest)
        why = f"{len(newest)} data sets could be meant, and nothing says which: {listed}."
        brought.miss([one], why, again=False, candidates=titles)
        return None

    def _usable(self, data_set: DataSet, one: Wanted, brought: Brought) -> DataSet | None:
        seen: set[str] = set()
        while data_set.superseded_by and data_set.deprecated and data_set.id not in seen:
            seen.add(data_set.id)
            newer = self._api.data_set(data_set.superseded_by)
            if newer.withdrawn or not self._fits(newer, one.series):
                what = f"The publisher names “{newer.title}” as what replaces it; that does not have this figure."
                brought.changes.append(Change(data_set.title, what))
                break
            data_set = newer
        if data_set.withdrawn:
            brought.miss([one], f"The publisher has withdrawn the data set “{data_set.title}”.", again=False)
            return None
        if not self._fits(data_set, one.series):
            why = f"The data set “{data_set.title}” no longer has the columns this metric needs."
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
        return f"{route.publication} has no API data sets.{near}"

    def _fits(self, data_set: DataSet, series: Series) -> bool:
        """Whether a data set has every column of a series, and the words its filters must have."""
        if data_set.id not in self._metas:
            self._metas[data_set.id] = self._api.meta(data_set.id, data_set.version)
        meta = self._metas[data_set.id]
        facets = {bare(facet.column): facet for facet in meta.filters}
        columns = {*facets, *map(bare, meta.indicators)}
        if not all(bare(column) in columns for column in (*columns_of(series.dataset), *series.where, series.value)):
            return False
        return all(
            _offers(facets[bare(column)], word) for column, word in series.where.items() if bare(column) in facets
        )


def _offers(facet: Facet, word: str) -> bool:
    return any(folded(label) == folded(word) for label in facet.options.values())
