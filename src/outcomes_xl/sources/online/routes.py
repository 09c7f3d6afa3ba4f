"""How a series is asked for online: rows of data/sources/online.csv, and the services' addresses.

An id that is not known from evidence is blank; the service is then searched by words, and more than one answer is
shown to the officer. Addresses can be set in the environment, for tests and for a copy kept inside a council.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from ipaddress import ip_address
from urllib.parse import urlsplit

from outcomes_xl.framework.data_readers import PUBLISHERS
from outcomes_xl.framework.entries import Series
from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.model.cannot_use import WrongUsage

_HEADINGS = ("publisher", "publication", "search", "slug", "data_sets", "params", "replaced_by", "note", "provenance")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ANY = "*"

_ADDRESSES = {
    "EES": ("OUTCOMES_XL_EES_ADDRESS", "https://api.education.gov.uk/statistics"),
    "EES website": ("OUTCOMES_XL_EES_WEBSITE_ADDRESS", "https://explore-education-statistics.service.gov.uk"),
    "Fingertips": ("OUTCOMES_XL_FINGERTIPS_ADDRESS", "https://fingertips.phe.org.uk/api"),
    "Nomis": ("OUTCOMES_XL_NOMIS_ADDRESS", "https://www.nomisweb.co.uk/api/v01"),
    "LG Inform": ("OUTCOMES_XL_LG_INFORM_ADDRESS", "https://webservices.esd.org.uk"),
}


@dataclass(frozen=True)
class Route:
    """How one publication is asked for. ``search`` and ``slugs`` find it; ``data_sets`` are ids by metric, where known.

    ``params`` go into the question as they are; ``replaced_by`` names what took a discontinued number's place.
    """

    publisher: str
    publication: str
    search: str
    slugs: tuple[str, ...]
    data_sets: Mapping[str, str]
    params: Mapping[str, str]
    replaced_by: str
    note: str
    provenance: str


@cache
def routes() -> dict[tuple[str, str], Route]:
    """Return the shipped routes by publisher and publication."""
    found: dict[tuple[str, str], Route] = {}
    for line in read_lines(resources.files("outcomes_xl") / "data", "sources/online.csv", _HEADINGS):
        publisher = line.needed("publisher")
        if publisher not in PUBLISHERS:
            raise line.mistake(f"publisher is “{publisher}”; it is one of {', '.join(PUBLISHERS)}")
        key = publisher, line.needed("publication")
        if key in found:
            raise line.mistake(f"there is a route for {key[1]} already")
        data_sets = line.pairs("data_sets")
        if wrong := [one for one in data_sets.values() if not _UUID.fullmatch(one)]:
            raise line.mistake(f"data_sets has “{wrong[0]}”, which is no data set's id")
        if publisher == "EES" and not data_sets and not (len(line["search"]) >= 3 and line["slug"]):
            raise line.mistake("without a data set's id, search (three letters or more) and slug are needed")
        found[key] = Route(
            *key,
            line["search"],
            line.several("slug"),
            data_sets,
            line.pairs("params"),
            line["replaced_by"],
            line["note"],
            line.needed("provenance"),
        )
    return found


def route(series: Series, known: Mapping[tuple[str, str], Route] | None = None) -> Route | None:
    """Return the route to a series: its publication's own, else its publisher's for any; None where there is none."""
    known = routes() if known is None else known
    return known.get((series.publisher, series.publication)) or known.get((series.publisher, ANY))


def address(publisher: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return where a service is. Raises WrongUsage for anything but https, or http to this computer itself."""
    variable, usual = _ADDRESSES[publisher]
    said = environment.get(variable, "").strip().rstrip("/")
    if not said:
        return usual
    parts = urlsplit(said)
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and _is_here(parts.hostname or "")):
        return said
    raise WrongUsage(f"{variable} should be an https address; it is “{said}”.")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
