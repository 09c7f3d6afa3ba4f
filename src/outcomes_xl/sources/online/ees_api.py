"""The public data API of Explore education statistics (EES), version 1, as its OpenAPI document describes it.

Values come as texts, keyed by ids that mean something inside one data set only. Every question about figures names the
data set version, so that a new version cannot slip in between two pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from outcomes_xl.model.cannot_use import CutShort, Moved
from outcomes_xl.model.sentences import counted
from outcomes_xl.sources.online.service_client import Answer, Client, Request
from outcomes_xl.sources.protocol import Cancelled

SERVICE = "Explore education statistics"
_PAGE = 1000
_LIST_PAGE = 20
_MOST_PAGES = 500
_SAME_PUBLICATIONS = timedelta(hours=12)
"""How long a search for publications counts: their ids stay."""
SAME_DATA_SETS = timedelta(minutes=30)
"""How long a list of data sets counts. New statistics come out once a day; an officer runs it again within minutes."""
_COME_AGAIN = "Run it again later."


@dataclass(frozen=True, slots=True)
class Publication:
    id: str
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set's summary. ``version`` is its latest published one, "" where there is none."""

    id: str
    title: str
    status: str
    version: str
    superseded_by: str
    levels: tuple[str, ...]

    @property
    def deprecated(self) -> bool:
        return self.status == "Deprecated"


@dataclass(frozen=True)
class Facet:
    """A filter: its id, its column in the file, and its options' labels by id."""

    id: str
    column: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EesLocation:
    """A place of a data set: an authority has the codes of one authority, or of several that report together."""

    level: str
    id: str
    name: str
    code: str
    old_code: str


@dataclass(frozen=True)
class Meta:
    """What a data set version holds. ``indicators`` are ids by column; ``locations`` by level's code and id."""

    filters: tuple[Facet, ...]
    indicators: Mapping[str, str]
    levels: tuple[str, ...]
    locations: Mapping[tuple[str, str], EesLocation]
    units: Mapping[str, str]
    """The publisher's unit by column: "", "%", "pp", "£", "£m" or "string"."""


@dataclass(frozen=True)
class Results:
    """All rows of a query, from all its pages, and the newest moment any of them was fetched."""

    rows: tuple[Mapping[str, Any], ...]
    answers: tuple[Answer, ...]


class EesApi:
    """The API's methods. Raises CannotReach, of its family, for anything that keeps an answer from being used."""

    def __init__(self, client: Client, address: str, cancelled: Cancelled) -> None:
        self._client, self._base, self._cancelled = client, f"{address}/v1", cancelled
        self.older: list[Answer] = []
        """Kept answers that were used since the service could not be asked."""

    def publications(self, search: str) -> list[Publication]:
        """Return the publications with API data sets that a search finds. ``search`` has three letters or more."""
        found = self._list("publications", {"search": search}, 40, _SAME_PUBLICATIONS)
        return [Publication(_text(one, "id"), _text(one, "title"), _text(one, "slug")) for one in found]

    def data_sets(self, publication_id: str) -> list[DataSet]:
        """Return a publication's data sets."""
        found = self._list(f"publications/{publication_id}/data-sets", {}, _LIST_PAGE, SAME_DATA_SETS)
        return [_data_set(one) for one in found]

    def data_set(self, data_set_id: str, fresh_for: timedelta = timedelta()) -> DataSet:
        """Return a data set's summary. Raises Refused for one that was withdrawn: the service does not show it."""
        return _data_set(self._get(f"data-sets/{data_set_id}", fresh_for=fresh_for))

    def meta(self, data_set_id: str, version: str) -> Meta:
        """Return what a data set version holds; asked once for each version."""
        address = f"{self._base}/data-sets/{data_set_id}/meta"
        asked = Request(SERVICE, address, {"dataSetVersion": version}, for_good=True)
        with self._not_kept_when_odd([asked]):
            return _meta(_mapping(self._ask(asked).json(SERVICE)))

    def versions(self, data_set_id: str) -> list[str]:
        """Return the numbers of a data set's versions, newest first."""
        return [_text(one, "version") for one in self._list(f"data-sets/{data_set_id}/versions", {}, _LIST_PAGE)]

    def changes(self, data_set_id: str, version: str) -> Mapping[str, Any]:
        """Return what a version changed: ``majorChanges`` and ``minorChanges``."""
        return self._get(f"data-sets/{data_set_id}/versions/{version}/changes", for_good=True)

    def csv(self, data_set_id: str, version: str) -> Answer:
        """Return a whole data set version as CSV, in case a query is more than the service can do in its time."""
        address = f"{self._base}/data-sets/{data_set_id}/csv"
        asked = Request(SERVICE, address, {"dataSetVersion": version}, expects="csv", for_good=True)
        return self._ask(asked)

    def query(
        self, data_set_id: str, version: str, criteria: Mapping[str, Any], indicators: Sequence[str], size: int = _PAGE
    ) -> Results:
        """Return all rows of a query, of one pinned version. Raises Moved when its pages do not fit together."""
        answers: list[Answer] = []
        requests: list[Request] = []

        def page(number: int) -> Mapping[str, Any]:
            body = {"criteria": criteria, "indicators": list(indicators), "page": number, "pageSize": size}
            address = f"{self._base}/data-sets/{data_set_id}/query"
            requests.append(Request(SERVICE, address, {"dataSetVersion": version}, body, for_good=True))
            answers.append(self._ask(requests[-1]))
            return _mapping(answers[-1].json(SERVICE))

        with self._not_kept_when_odd(requests):
            return Results(tuple(_all_pages(page)), tuple(answers))

    @contextmanager
    def _not_kept_when_odd(self, requests: Sequence[Request]) -> Iterator[None]:
        """Forget answers that turn out not to fit together; kept for good, they would be in the way for good."""
        try:
            yield
        except (Moved, CutShort):
            for one in requests:
                self._client.forget(one)
            raise

    def _list(
        self, path: str, params: Mapping[str, str | int], size: int, fresh_for: timedelta = timedelta()
    ) -> list[Mapping[str, Any]]:
        def page(number: int) -> Mapping[str, Any]:
            return self._get(path, {**params, "page": number, "pageSize": size}, fresh_for=fresh_for)

        return list(_all_pages(page))

    def _get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        for_good: bool = False,
        fresh_for: timedelta = timedelta(),
    ) -> Mapping[str, Any]:
        asked = Request(SERVICE, f"{self._base}/{path}", params or {}, for_good=for_good, fresh_for=fresh_for)
        return _mapping(self._ask(asked).json(SERVICE))

    def _ask(self, asked: Request) -> Answer:
        answer = self._client.ask(asked, self._cancelled)
        if answer.instead_of:
            self.older.append(answer)
        return answer


def _all_pages(page: Callable[[int], Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give the results of every page, and see that they are the pages of one list.

    A page with another number, or a total that changes on the way, means that the list changed while it was read.
    """
    number, total, count = 1, 0, 0
    while True:
        got = page(number)
        paging, results = _mapping(got.get("paging")), got.get("results")
        if not isinstance(results, list):
            raise _odd()
        if number == 1:
            total = _number(paging, "totalResults")
        if _number(paging, "page") != number:
            raise Moved(f"{SERVICE} sent page {paging['page']} where page {number} was asked for.", _COME_AGAIN)
        if _number(paging, "totalResults") != total:
            raise Moved(f"A list of {SERVICE} changed while it was read.", _COME_AGAIN)
        yield from results
        count += len(results)
        if number >= _number(paging, "totalPages") or number >= _MOST_PAGES:
            break
        number += 1
    if count != total:
        raise Moved(f"{SERVICE} promised {counted(total, 'row')} and sent {count}.", _COME_AGAIN)


def _data_set(said: Mapping[str, Any]) -> DataSet:
    latest = _mapping(said.get("latestVersion") or {})
    return DataSet(
        _text(said, "id"),
        _text(said, "title"),
        _text(said, "status"),
        str(latest.get("version", "")),
        str(said.get("supersedingDataSetId") or ""),
        tuple(map(str, latest.get("geographicLevels") or ())),
    )


def _meta(said: Mapping[str, Any]) -> Meta:
    try:
        filters = tuple(
            Facet(one["id"], one["column"], {option["id"]: option["label"] for option in one["options"]})
            for one in said["filters"]
        )
        locations = {
            (group["level"]["code"], one["id"]): EesLocation(
                group["level"]["code"], one["id"], one["label"], one.get("code") or "", one.get("oldCode") or ""
            )
            for group in said["locations"]
            for one in group["options"]
        }
        indicators = {one["column"]: one["id"] for one in said["indicators"]}
        units = {one["column"]: str(one.get("unit") or "") for one in said["indicators"]}
        return Meta(filters, indicators, tuple(one["code"] for one in said["geographicLevels"]), locations, units)
    except (KeyError, TypeError, AttributeError):
        raise _odd() from None


def _mapping(said: Any) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise _odd()
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    if not isinstance(said.get(name), str):
        raise _odd()
    return str(said[name])


def _number(said: Mapping[str, Any], name: str) -> int:
    if not isinstance(said.get(name), int):
        raise _odd()
    return int(said[name])


def _odd() -> CutShort:
    return CutShort(f"{SERVICE} answered in a form this tool does not know.", "Look for a newer version of this tool.")
