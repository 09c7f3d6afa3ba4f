"""Explore education statistics as a source: find the data set, pin its version, ask for one borough, read it as a file.

What comes back is laid out again as the release file it was made from, so that everything known about such files
(symbols, joint authorities, Inner and Outer London) holds for the API as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from outcomes_xl.framework.entries import Borough, Break, BreakKind
from outcomes_xl.http.kept_answers import KeptAnswer
from outcomes_xl.model.cannot_use import Busy, CannotReach, CannotRead, CutShort, Moved, Refused
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.evidence import Change
from outcomes_xl.sources.online.ees_api import SERVICE, DataSet, EesApi, EesLocation, Results
from outcomes_xl.sources.online.ees_catalogue import WITHDRAWN, Finder, withdrawn, without_authorities
from outcomes_xl.sources.online.ees_rows import as_release_file, called
from outcomes_xl.sources.online.service_base import Brought, WantedSeries
from outcomes_xl.sources.online.service_client import Client
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.csv_reader import opened_bytes
from outcomes_xl.sources.published.ees_file import Ees
from outcomes_xl.sources.published.published_rows import (
    ENGLAND,
    LONDON,
    PublishedFile,
    codes_in,
    columns_of,
    end_of_series,
    spellings,
)

_CHANGED = (
    *("filters", "filterOptions", "indicators", "timePeriods", "geographicLevels", "locationGroups", "locationOptions"),
)
_MOST_NAMES = 3
_MOST_VERSIONS = 5
_THEIR_SIDE = 500
"""Statuses from here on say that something is wrong on the service's side, and nothing with our question."""
_LEVELS = {
    "LAD": "Borough",
    "WARD": "Ward",
    "SCH": "Setting or school",
    "PROV": "Setting or school",
    "INST": "Setting or school",
}
"""The API's levels below an authority that the framework has a word for."""
_NO_UNIT = frozenset({"", "string"})
CALLED = "EES data set"


class EesService:
    """The service. ``choices`` are the officer's own: a data set's id by metric id or publication."""

    name = SERVICE
    publisher = "EES"

    def __init__(self, client: Client, address: str, choices: Mapping[str, str] | None = None) -> None:
        self._client, self._address, self._choices = client, address, choices or {}

    def fetch(self, wanted: Sequence[WantedSeries], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        api, brought = EesApi(self._client, self._address, cancelled), Brought()
        finder = Finder(api, self._choices)
        by_set: dict[str, tuple[DataSet, list[WantedSeries]]] = {}
        finder.look_ahead(wanted)
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
                self._tell_of_changes(api, read, brought)
            except CannotReach as trouble:
                brought.stumble(f"{SERVICE}, “{data_set.title}”", ones, trouble)
        for answer in api.older:
            brought.used(self.name, answer)
        return brought

    def _read_newest(
        self, api: EesApi, data_set: DataSet, wanted: Sequence[WantedSeries], borough: Borough
    ) -> tuple[DataSet, PublishedFile]:
        """Read the pinned version; where it was taken away meanwhile, the one in its place, whole."""
        try:
            return data_set, self._read(api, data_set, wanted, borough)
        except Refused as trouble:
            newest = _newest(api, data_set) if trouble.status in WITHDRAWN else data_set
            if newest.version == data_set.version:
                raise
            return newest, self._read(api, newest, wanted, borough)

    def _read(self, api: EesApi, data_set: DataSet, wanted: Sequence[WantedSeries], borough: Borough) -> PublishedFile:
        meta = api.meta(data_set.id, data_set.version)
        if why := without_authorities(data_set, meta):
            raise Refused(why, "Download that file and give its folder.", 200)
        by_district = "LA" not in meta.levels
        asked = [one for one in meta.locations.values() if _is_asked_for(one, borough, by_district)]
        needed = _columns(wanted)
        indicators = {column: id_ for column, id_ in meta.indicators.items() if bare(column) in needed}
        try:
            results = self._query(api, data_set, asked, list(indicators.values()))
            opened = as_release_file(data_set, meta, indicators, results, self._client.clock.now())
            read = replace(Ees().read(opened, borough), name=opened.name)
        except (Busy, Moved, CutShort, Refused) as trouble:
            if isinstance(trouble, Refused) and trouble.status < _THEIR_SIDE:
                raise
            # A page that cannot be had, try as one may: the whole data set is one file the service has ready.
            try:
                read = self._from_csv(api, data_set, borough)
            except CannotReach:
                raise trouble from None
        return replace(
            read,
            called=CALLED,
            levels=read.levels | {_LEVELS[level] for level in meta.levels if level in _LEVELS},
            units={bare(column): unit for column, unit in meta.units.items() if unit not in _NO_UNIT},
            breaks=_ended(data_set),
        )

    def _query(self, api: EesApi, data_set: DataSet, asked: Sequence[EesLocation], indicators: list[str]) -> Results:
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
                if Ees().knows(file.headings):
                    return replace(Ees().read(file, borough), name=name)
        except CannotRead:
            pass  # told as what it is for the officer: nothing we know
        what = f"The file of “{data_set.title}” is laid out in a way this tool does not know."
        raise Refused(what, "Download it and look.", 200)

    def _tell_of_changes(self, api: EesApi, data_set: DataSet, brought: Brought) -> None:
        """Tell what a new version of a data set changed since this computer last read it."""
        store, key, now = self._client.store, f"seen {data_set.id}", self._client.clock.now()
        if store is None or self._client.offline:
            return
        seen = store.find(SERVICE, key)
        before = seen.body.decode() if seen else data_set.version
        if before != data_set.version:
            said = _what_changed([api.changes(data_set.id, one) for one in _since(before, api.versions(data_set.id))])
            what = f"Version {data_set.version} has taken the place of {before}. {said}"
            brought.changes.append(Change(data_set.title, what))
        if seen is None or before != data_set.version:
            store.keep(SERVICE, key, KeptAnswer(data_set.version.encode(), "text/plain", now, now))


def _newest(api: EesApi, data_set: DataSet) -> DataSet:
    """Return a data set as it is now. Raises Refused, with its title, where the publisher has withdrawn it."""
    try:
        return api.data_set(data_set.id)
    except Refused as trouble:
        if trouble.status not in WITHDRAWN:
            raise
        raise Refused(withdrawn(data_set), "Look at its page.", trouble.status) from None


def _ended(data_set: DataSet) -> tuple[Break, ...]:
    """Say that a data set has no more updates to come: the publisher calls it deprecated."""
    if not data_set.deprecated:
        return ()
    if data_set.superseded_by:
        why = "The publisher names another data set as what replaces this one."
        return (end_of_series(BreakKind.SUPERSEDED, why),)
    return (end_of_series(BreakKind.DISCONTINUED, "The publisher has stopped updating this data set."),)


def _is_asked_for(location: EesLocation, borough: Borough, by_district: bool = False) -> bool:
    if location.level == "NAT":
        return location.code == ENGLAND
    if location.level == "REG":
        return location.code == LONDON
    ours = codes_in(location.code)
    mine = borough.code in ours if ours else borough.dfe_code in codes_in(location.old_code)
    # In London the districts are the boroughs, with the same codes; some data sets have those alone.
    return location.level == ("LAD" if by_district else "LA") and mine


def _columns(wanted: Sequence[WantedSeries]) -> set[str]:
    """Return the columns that are needed, as bare names: the figures, and what tells the file apart."""
    needed = (column for one in wanted for column in (*columns_of(one.series.dataset), one.series.value))
    return {name for column in needed for name in spellings(column)}


def _since(before: str, versions: Sequence[str]) -> Sequence[str]:
    """Return the versions that came after one, newest first; a few at most, and else the newest."""
    at = versions.index(before) if before in versions else 1
    return versions[: min(at, _MOST_VERSIONS)]


def _named(state: Mapping[str, Any]) -> str:
    """Return what something was called before: a group of places has the name of its level."""
    within = state.get("level")
    named = within if isinstance(within, dict) else state
    return str(named.get("label") or named.get("period") or named.get("code") or "something without a name")


def _what_changed(changes: Sequence[Mapping[str, Any]]) -> str:
    """Say what versions took away, by name; else that figures were added or revised."""
    gone: list[str] = []
    for version in changes:
        major = version.get("majorChanges")
        for kind in _CHANGED:
            for change in (major.get(kind) if isinstance(major, dict) else None) or []:
                parts = change.get("options") or [change]
                gone += [_named(part["previousState"]) for part in parts if part.get("previousState")]
    if not gone:
        return "Figures were added or revised."
    more = " and more" if len(gone) > _MOST_NAMES else ""
    return f"Taken away or renamed: {', '.join(gone[:_MOST_NAMES])}{more}."
