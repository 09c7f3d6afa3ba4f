"""Nomis as a source: one data set by its id, in pages of 25,000 rows, which is what a caller without a name gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from outcomes_xl.framework.entries import Borough
from outcomes_xl.model.cannot_use import CannotReach, Moved, Refused
from outcomes_xl.sources.online.service_base import Brought, WantedSeries, read_at
from outcomes_xl.sources.online.service_client import Answer, Client, Request
from outcomes_xl.sources.online.service_csv import sent
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.nomis_file import Nomis
from outcomes_xl.sources.published.published_rows import ENGLAND, LONDON, PublishedFile

SERVICE = "Nomis"
CALLED = "Nomis data set"
PAGE = 25_000
_MOST_PAGES = 40
_FRESH_FOR = timedelta(hours=12)
_SELECT = ("DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "OBS_VALUE", "OBS_STATUS_NAME")


class NomisService:
    """The service. A route's params are Nomis's own dimensions (``date``, ``measures``, ``gender`` …)."""

    name = SERVICE
    publisher = "Nomis"

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address

    def fetch(self, wanted: Sequence[WantedSeries], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        brought = Brought()
        for number, one in enumerate(wanted, 1):
            say(f"Asking {SERVICE}: {one.metric.title} ({number} of {len(wanted)})")
            try:
                pages = self._pages(one, borough, cancelled)
                for page in pages:
                    brought.used(self.name, page)
                brought.files.append(self._read(one, pages, borough))
            except CannotReach as trouble:
                brought.stumble(self.name, [one], trouble)
        return brought

    def _pages(self, one: WantedSeries, borough: Borough, cancelled: Cancelled) -> list[Answer]:
        columns = (*_SELECT, *(column for column in one.series.where if column not in _SELECT))
        params: dict[str, str | int] = {"geography": f"{borough.code},{LONDON},{ENGLAND}", **one.route.params}
        params["select"] = ",".join(column.lower() for column in dict.fromkeys(columns))
        pages: list[Answer] = []
        while True:
            asked = {**params, "recordoffset": len(pages) * PAGE, "recordlimit": PAGE}
            address = f"{self._address}/dataset/{one.series.dataset}.data.csv"
            answer = self._client.ask(Request(SERVICE, address, asked, expects="csv", fresh_for=_FRESH_FOR), cancelled)
            rows = answer.body.count(b"\n") - 1
            if pages and rows > 0 and answer.body == pages[-1].body:
                raise Moved(f"{SERVICE} sent the same page twice.", "Run it again later.")
            pages.append(answer)
            if rows < PAGE - 1:
                return pages
            if len(pages) == _MOST_PAGES:
                raise Refused(f"{SERVICE} holds more rows than this tool takes.", "Narrow the route's params.", 200)

    def _read(self, one: WantedSeries, pages: list[Answer], borough: Borough) -> PublishedFile:
        name = f"{one.series.dataset}, {read_at(pages, self._client.clock.now())}"
        if not any(page.body.strip() for page in pages):
            raise Refused(f"{SERVICE} has no rows of {one.series.dataset}.", "Look at the route's params.", 200)
        what = f"{SERVICE} sent {one.series.dataset} with columns this tool does not know."
        strange = Refused(what, "Look at the route's params.", 200)
        file = sent(name, pages, Nomis(), SERVICE, one.series.dataset, strange)
        return replace(Nomis().read(file, borough), called=CALLED)
