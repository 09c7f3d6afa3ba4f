"""Explore education statistics as a source: find the data set, pin its version, ask for one borough, read it as a file.

What comes back is laid out again as the release file it was made from, so that everything known about such files
(symbols, joint authorities, Inner and Outer London) holds for the API as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from outcomes_xl.framework.entries import Borough
from outcomes_xl.reading.tidy import bare

from ..ees import Ees
from ..evidence import Change
from ..opening import CannotRead, opened_bytes
from ..protocol import Cancelled, Say
from ..published import ENGLAND, LONDON, PublishedFile, codes_in, columns_of
from .asking import Brought, Wanted
from .client import Client
from .ees_api import SERVICE, DataSet, EesApi, Location, Meta, Results
from .ees_finding import Finder
from .ees_rows import as_release_file, called
from .store import Stored
from .trouble import Busy, CannotReach, Moved, Refused

_CHANGED = "filters", "filterOptions", "indicators", "geographicLevels", "locationOptions"
_MOST_NAMES = 3
_MOST_VERSIONS = 5
_UNITS = {"%": "%", "pp": "percentage points", "£": "£"}
CALLED = "EES data set"


class EesService:
    """The service. ``choices`` are the officer's own: a data set's id by metric id or publication."""

    name = SERVICE
    publisher = "EES"

    def __init__(self, client: Client, address: str, choices: Mapping[str, str] | None = None) -> None:
        self._client, self._address, self._choices = client, address, choices or {}

    def fetch(self, wanted: Sequence[Wanted], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        api, brought = EesApi(self._client, self._address, cancelled), Brought()
        finder = Finder(api, self._choices)
        by_set: dict[str, tuple[DataSet, list[Wanted]]] = {}
        for number, one in enumerate(wanted, 1):
            say(f"Asking {SERVICE}: {one.metric.title} ({number} of {len(wanted)})")
            try:
                if data_set := finder.find(one, brought):
                    by_set.setdefault(data_set.id, (data_set, []))[1].append(one)
            except CannotReach as trouble:
                brought.stumble(self.name, [one], trouble)
        for data_set, ones in by_set.values():
            say(f"Reading {data_set.title} for {', '.join(one.metric.title for one in ones)}")
            try:
                read, file = self._read_newest(api, data_set, ones, borough)
                brought.files.append(file)
                brought.changes += _other_units(read, api.meta(read.id, read.version), ones)
                self._tell_of_changes(api, read, brought)
            except CannotReach as trouble:
                brought.stumble(f"{SERVICE}, “{data_set.title}”", ones, trouble)
        for answer in api.older:
            brought.used(self.name, answer)
        return brought

    def _read_newest(
        self, api: EesApi, data_set: DataSet, wanted: Sequence[Wanted], borough: Borough
    ) -> tuple[DataSet, PublishedFile]:
        """Read the pinned version; where it was taken away meanwhile, the one in its place, whole."""
        try:
            return data_set, self._read(api, data_set, wanted, borough)
        except Refused as trouble:
            newest = api.data_set(data_set.id) if trouble.status == 404 else data_set
            if newest.withdrawn or newest.version == data_set.version:
                raise
            return newest, self._read(api, newest, wanted, borough)

    def _read(self, api: EesApi, data_set: DataSet, wanted: Sequence[Wanted], borough: Borough) -> PublishedFile:
        meta = api.meta(data_set.id, data_set.version)
        if "LA" not in meta.levels:
            what = f"The EES data set “{data_set.title}” has no authorities; the release's own file may."
            raise Refused(what, "Download that file and give its folder.", 200)
        asked = [location for location in meta.locations.values() if _is_asked_for(location, borough)]
        needed = _columns(wanted)
        indicators = {column: id_ for column, id_ in meta.indicators.items() if bare(column) in needed}
        try:
            results = self._query(api, data_set, asked, list(indicators.values()))
        except Busy:
            # The service did not finish in its own time: the whole data set is one file it has ready.
            return self._from_csv(api, data_set, borough)
        file = as_release_file(data_set, meta, indicators, results, self._client.clock.now())
        return replace(Ees().read(file, borough), called=CALLED, name=file.name)

    def _query(self, api: EesApi, data_set: DataSet, asked: Sequence[Location], indicators: list[str]) -> Results:
        # An authority's row carries England's and its region's ids as well, so each level is asked for with its place.
        places_by_level: dict[str, list[Mapping[str, str]]] = {}
        for one in asked:
            places_by_level.setdefault(one.level, []).append({"level": one.level, "id": one.id})
        levels = [
            {"geographicLevels": {"eq": level}, "locations": {"in": ids}} for level, ids in places_by_level.items()
        ]
        whole = {"or": levels}
        try:
            return api.query(data_set.id, data_set.version, whole, indicators)
        except Moved:
            # Once more, in case the service was putting a new version in place at that very moment.
            return api.query(data_set.id, data_set.version, whole, indicators, size=999)

    def _from_csv(self, api: EesApi, data_set: DataSet, borough: Borough) -> PublishedFile:
        answer = api.csv(data_set.id, data_set.version)
        name = called(data_set, [answer], self._client.clock.now())
        try:
            with opened_bytes(name, answer.body, Ees().knows) as file:
                return replace(Ees().read(file, borough), called=CALLED, name=name)
        except (CannotRead, KeyError):
            what = f"The file of “{data_set.title}” is laid out in a way this tool does not know."
            raise Refused(what, "Download it and look.", 200) from None

    def _tell_of_changes(self, api: EesApi, data_set: DataSet, brought: Brought) -> None:
        """Tell what a new version of a data set changed since this computer last read it."""
        store, key, now = self._client.store, f"seen {data_set.id}", self._client.clock.now()
        if data_set.deprecated:
            brought.changes.append(
                Change(data_set.title, "The publisher will replace it soon, or has stopped adding to it.")
            )
        if store is None or self._client.offline:
            return
        seen = store.find(SERVICE, key)
        before = seen.body.decode() if seen else data_set.version
        if before != data_set.version:
            said = _what_changed([api.changes(data_set.id, one) for one in _since(before, api.versions(data_set.id))])
            what = f"Version {data_set.version} has taken the place of {before}. {said}"
            brought.changes.append(Change(data_set.title, what))
        if seen is None or before != data_set.version:
            store.keep(SERVICE, key, Stored(data_set.version.encode(), "text/plain", now, now))


def _other_units(data_set: DataSet, meta: Meta, wanted: Sequence[Wanted]) -> Iterator[Change]:
    """Give a word of warning for each figure whose unit the publisher names, where it is another than the metric's."""
    for one in wanted:
        said = next((unit for column, unit in meta.units.items() if bare(column) == bare(one.series.value)), "")
        if said in ("", "string") or _UNITS.get(said) == one.metric.unit:
            continue
        what = f"It gives “{one.metric.title}” in {said}; the framework counts it in {one.metric.unit}."
        yield Change(data_set.title, what)


def _is_asked_for(location: Location, borough: Borough) -> bool:
    if location.level == "NAT":
        return location.code == ENGLAND
    if location.level == "REG":
        return location.code == LONDON
    ours = codes_in(location.code)
    mine = borough.code in ours if ours else borough.dfe_code in codes_in(location.old_code)
    return location.level == "LA" and mine


def _columns(wanted: Sequence[Wanted]) -> set[str]:
    """Return the columns that are needed, as bare names: the figures, and what tells the file apart."""
    return {bare(column) for one in wanted for column in (*columns_of(one.series.dataset), one.series.value)}


def _since(before: str, versions: Sequence[str]) -> Sequence[str]:
    """Return the versions that came after one, newest first; a few at most, and else the newest."""
    at = versions.index(before) if before in versions else 1
    return versions[: min(at, _MOST_VERSIONS)]


def _what_changed(changes: Sequence[Mapping[str, Any]]) -> str:
    """Say what versions took away, by name; else that figures were added or revised."""
    gone: list[str] = []
    for version in changes:
        major = version.get("majorChanges")
        for kind in _CHANGED:
            for change in (major.get(kind) if isinstance(major, dict) else None) or []:
                parts = change.get("options") or [change]
                gone += [part["previousState"]["label"] for part in parts if part.get("previousState")]
    if not gone:
        return "Figures were added or revised."
    more = " and more" if len(gone) > _MOST_NAMES else ""
    return f"Taken away or renamed: {', '.join(gone[:_MOST_NAMES])}{more}."
