"""The published files by publisher, and where each can be had: rows of data/sources/published_files.csv.

An address stands there only where it is known for certain. A file without one is the officer's to get, from its
landing page. The user's own settings can correct an address, or give one where there is none.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.sources.online.routes import address

_HEADINGS = (
    *("id", "publisher", "title", "landing_page", "address", "file_name", "known_by", "licence", "seen", "note"),
    "provenance",
)
SERVICES = ("EES", "EES website", "Fingertips")
"""The services an address may begin with, in braces."""


@dataclass(frozen=True, slots=True)
class FileToGet:
    """A file, or a family of them. ``address`` is "" where nobody but the officer can get it.

    ``known_by`` are patterns of the names under which officers have it. ``seen`` says whether anybody ever did see it.
    """

    id: str
    publisher: str
    title: str
    landing_page: str
    address: str
    file_name: str
    known_by: tuple[str, ...]
    licence: str
    seen: str
    note: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


@cache
def shipped() -> tuple[FileToGet, ...]:
    """Return the files as the data has them, the services still in braces. Raises DataMistake by file and line."""
    found: dict[str, FileToGet] = {}
    for line in read_lines(resources.files("outcomes_xl") / "data", "sources/published_files.csv", _HEADINGS):
        line.needed("provenance")
        one = FileToGet(
            line.needed("id"),
            line.needed("publisher"),
            line.needed("title"),
            line["landing_page"],
            line["address"],
            line["file_name"],
            line.several("known_by"),
            line.needed("licence"),
            line.needed("seen"),
            line["note"],
        )
        if one.id in found:
            raise line.mistake(f"there is a file {one.id} already")
        if bool(one.address) != bool(one.file_name):
            raise line.mistake("address and file_name go together")
        if not (one.landing_page or one.note):
            raise line.mistake("without a landing page, note must say where to look")
        found[one.id] = one
    return tuple(found.values())


def files_to_get(
    corrected: Mapping[str, str] | None = None, environment: Mapping[str, str] = os.environ
) -> tuple[FileToGet, ...]:
    """Return the files with whole addresses. ``corrected`` are the user's own addresses by a file's id.

    Raises CannotUse for an id there is not, or an address that is none; WrongUsage for a service's wrong address.
    """
    corrected = corrected or {}
    known = {one.id: one for one in shipped()}
    for name in corrected:
        if name not in known:
            near = did_you_mean(name, known)
            raise CannotUse(
                f"Your settings give an address for “{name}”, and there is no such published file.",
                f"Did you mean {near}?" if near else "outcomes-xl fetch --list shows their names.",
            )
    return tuple(_with_address(one, corrected.get(one.id, ""), environment) for one in known.values())


def _with_address(one: FileToGet, corrected: str, environment: Mapping[str, str]) -> FileToGet:
    if corrected:
        return replace(one, address=corrected, file_name=one.file_name or _named_by(corrected, one.id))
    for service in SERVICES:
        begin = f"{{{service}}}"
        if one.address.startswith(begin):
            return replace(one, address=address(service, environment) + one.address.removeprefix(begin))
    return one


def _named_by(url: str, otherwise: str) -> str:
    """Return the name of the file at the end of an address, with its id before it: two files never share a name."""
    last = urlsplit(url).path.rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isalnum() or letter in "._-")
    return f"{otherwise} {kept}" if "." in kept else f"{otherwise}.csv"
