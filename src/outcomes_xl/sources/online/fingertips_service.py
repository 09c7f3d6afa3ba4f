"""Fingertips as a source: the CSV of one indicator for all authorities, read as the file it is.

An indicator that stopped on older boundaries has no row on today's; the older area types are then asked for in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from outcomes_xl.framework.entries import Borough, BreakKind
from outcomes_xl.model.cannot_use import CannotReach, Refused
from outcomes_xl.sources.online.service_base import Brought, WantedSeries, read_at
from outcomes_xl.sources.online.service_client import Answer, Client, Request
from outcomes_xl.sources.online.service_csv import sent
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.fingertips_file import Fingertips
from outcomes_xl.sources.published.published_rows import PublishedFile, end_of_series

SERVICE = "Fingertips"
CALLED = "Fingertips indicator"
_FRESH_FOR = timedelta(hours=12)
SILENCE = 120.0
"""Seconds: some indicators take the service two minutes before the first byte, as its public clients found."""
_OLDER = "older_area_type_ids"
_ON_OLD_BOUNDARIES = end_of_series(
    BreakKind.DISCONTINUED, "Fingertips has it on older boundaries only, and not on today's."
)


class FingertipsService:
    """The service. It has no key and no search: indicators are asked for by number."""

    name = SERVICE
    publisher = "Fingertips"

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address

    def fetch(self, wanted: Sequence[WantedSeries], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        brought = Brought()
        by_number: dict[str, list[WantedSeries]] = {}
        for one in wanted:
            by_number.setdefault(one.series.dataset, []).append(one)
        for number, (indicator, ones) in enumerate(by_number.items(), 1):
            say(f"Asking {SERVICE}: {ones[0].metric.title} ({number} of {len(by_number)})")
            try:
                self._one(indicator, ones, borough, brought, cancelled)
            except CannotReach as trouble:
                brought.stumble(self.name, ones, trouble)
        return brought

    def _one(
        self, indicator: str, ones: list[WantedSeries], borough: Borough, brought: Brought, cancelled: Cancelled
    ) -> None:
        params = dict(ones[0].route.params)
        older = params.pop(_OLDER, "").split()
        for attempt in range(len(older) + 1):
            if attempt:
                params["child_area_type_id"] = older[attempt - 1]
            answer = self._ask(indicator, params, cancelled)
            file = self._read(indicator, answer, borough)
            if file.rows and "Borough" in file.levels:
                brought.used(self.name, answer)
                brought.files.append(replace(file, breaks=(_ON_OLD_BOUNDARIES,)) if attempt else file)
                return
            if attempt == 0:
                first = file
        if first.row_count:
            brought.files.append(first)  # the indicator is there, and has no row for this borough
            return
        brought.miss(ones, f"Fingertips has no figures for indicator {indicator} on any boundaries.", again=False)

    def _ask(self, indicator: str, params: dict[str, str], cancelled: Cancelled) -> Answer:
        address = f"{self._address}/all_data/csv/by_indicator_id"
        asked = {"indicator_ids": indicator, **params}
        return self._client.ask(
            Request(SERVICE, address, asked, expects="csv", fresh_for=_FRESH_FOR, silence=SILENCE), cancelled
        )

    def _read(self, indicator: str, answer: Answer, borough: Borough) -> PublishedFile:
        name = f"{indicator}, {read_at([answer], self._client.clock.now())}"
        what = f"{SERVICE} sent indicator {indicator} with columns this tool does not know."
        strange = Refused(what, "Look for a newer version of this tool.", 200)
        file = sent(name, [answer], Fingertips(), SERVICE, f"indicator {indicator}", strange)
        return replace(Fingertips().read(file, borough), called=CALLED)
