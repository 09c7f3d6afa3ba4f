"""One question to each service, for someone whose computer can reach them: is it there, and does it look as we think?

It asks as little as it can, keeps nothing, and never shows a key.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.model.cannot_use import CannotUse, Refused
from outcomes_xl.model.sentences import counted
from outcomes_xl.sources.online.api_keys import LG_INFORM_KEY, LG_INFORM_SECRET, find
from outcomes_xl.sources.online.ees_api import EesApi
from outcomes_xl.sources.online.fingertips_service import SERVICE as FINGERTIPS
from outcomes_xl.sources.online.fingertips_service import SILENCE
from outcomes_xl.sources.online.lginform_service import SERVICE as LG_INFORM
from outcomes_xl.sources.online.lginform_service import AsSent, signer
from outcomes_xl.sources.online.nomis_service import SERVICE as NOMIS
from outcomes_xl.sources.online.routes import address, routes
from outcomes_xl.sources.online.service_client import Client, Request
from outcomes_xl.sources.published.csv_reader import opened_bytes
from outcomes_xl.sources.published.fingertips_file import Fingertips
from outcomes_xl.sources.published.nomis_file import Nomis
from outcomes_xl.sources.published.published_rows import ENGLAND

WEBSITE = "Explore education statistics, the site with the files"


@dataclass(frozen=True)
class Seen:
    """What one service answered: ``well`` is None where it was not asked."""

    service: str
    well: bool | None
    said: str


def smoke(client: Client, environment: Mapping[str, str] = os.environ) -> Iterator[Seen]:
    """Give what each service answers to one small question, as it comes."""
    asked: tuple[tuple[str, Callable[[Client, Mapping[str, str]], str]], ...] = (
        ("Explore education statistics", _ees),
        (FINGERTIPS, _fingertips),
        (NOMIS, _nomis),
        (LG_INFORM, _lg_inform),
        (WEBSITE, _website),
    )
    for name, ask in asked:
        try:
            yield Seen(name, True, ask(client, environment))
        except _NotAsked as why:
            yield Seen(name, None, str(why))
        except (CannotUse, ValueError) as trouble:
            yield Seen(name, False, str(trouble))


class _NotAsked(Exception):
    pass


def _never() -> bool:
    return False


def _ees(client: Client, environment: Mapping[str, str]) -> str:
    api = EesApi(client, address("EES", environment), _never)
    ids = _known_data_sets(api)
    known = [way for (publisher, _), way in routes().items() if publisher == "EES"]
    ways = {way.slugs: way for way in known if way.slugs}
    there = []
    for way in ways.values():
        mine = [one for one in api.publications(way.search) if one.slug in way.slugs]
        there += mine
    if not there:
        return f"it answers; {ids}; none of the publications this tool knows has API data sets today."
    sets = api.data_sets(there[0].id)
    usable = [one for one in sets if one.version]
    if not usable:
        return f"it answers; {ids}; “{there[0].title}” has no data set that can be read today."
    meta = api.meta(usable[0].id, usable[0].version)
    return (
        f"it answers; {ids}; {len(there)} of {len(ways)} publications have API data sets; “{usable[0].title}” "
        f"version {usable[0].version} has {len(meta.indicators)} indicators and the levels {', '.join(meta.levels)}."
    )


def _known_data_sets(api: EesApi) -> str:
    """Say how many of the data sets this tool knows by id are shown, and name those that are not."""
    ids = {id_ for (publisher, _), way in routes().items() if publisher == "EES" for id_ in way.data_sets.values()}
    gone = []
    for id_ in sorted(ids):
        try:
            api.data_set(id_)
        except Refused:
            gone.append(id_)
    missing = f" (not {', '.join(gone)})" if gone else ""
    return f"{len(ids) - len(gone)} of {len(ids)} data sets known by id are there{missing}"


def _fingertips(client: Client, environment: Mapping[str, str]) -> str:
    base = address("Fingertips", environment)
    params = {"indicator_ids": "90284", **routes()["Fingertips", "*"].params}
    params.pop("older_area_type_ids", None)
    address_ = f"{base}/all_data/csv/by_indicator_id"
    body = client.ask(Request(FINGERTIPS, address_, params, expects="csv", silence=SILENCE), _never).body
    with opened_bytes("90284", body, Fingertips().knows) as file:
        _must_know(Fingertips().knows(file.headings))
        columns, rows = counted(len(file.headings), "column"), counted(sum(1 for _ in file.rows), "row")
        return f"it answers; indicator 90284 has {columns} and {rows}."


def _nomis(client: Client, environment: Mapping[str, str]) -> str:
    base = address("Nomis", environment)
    params: dict[str, str | int] = {"geography": ENGLAND, "date": "latest", "measures": 20100, "recordlimit": 5}
    params |= {"select": "date_name,geography_name,geography_code,obs_value,obs_status_name"}
    body = client.ask(Request(NOMIS, f"{base}/dataset/NM_1_1.data.csv", params, expects="csv"), _never).body
    with opened_bytes("NM_1_1", body, Nomis().knows) as file:
        _must_know(Nomis().knows(file.headings))
        return f"it answers; NM_1_1 sends the columns {', '.join(file.headings)}."


def _lg_inform(client: Client, environment: Mapping[str, str]) -> str:
    key, secret = find(LG_INFORM_KEY, environment), find(LG_INFORM_SECRET, environment)
    if key is None:
        raise _NotAsked("not asked: it wants a key of your own, and there is none on this computer.")
    base, way = address("LG Inform", environment), routes()["LG Inform", "*"]
    params = {"metricType": "19346", "area": ENGLAND, **way.params, "period": "latest"}
    asked = Request(LG_INFORM, f"{base}/data.csv", params, expects="csv", sign=signer(key, secret))
    with opened_bytes("19346", client.ask(asked, _never).body, AsSent().knows) as file:
        _must_know(AsSent().knows(file.headings))
        signed = "with a signature" if secret else "without a signature"
        return f"it answers {signed}; 19346 has the columns {', '.join(file.headings)}."


def _website(client: Client, environment: Mapping[str, str]) -> str:
    """See that the site release files come from is there: its front page, and no file, which may be large."""
    body = client.ask(Request(WEBSITE, address("EES website", environment), expects="page"), _never).body
    if b"<html" not in body[:2000].lower():
        raise ValueError("it answers, and not with its front page.")
    return "it answers with its front page; files were not asked for."


def _must_know(known: bool) -> None:
    if not known:
        raise ValueError("it answers, and with columns this tool does not know.")
