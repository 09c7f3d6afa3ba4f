"""A server that answers as the DfE statistics API is documented to, made from release files.

Every request is held against the OpenAPI document, and every answer as well: what the tests learn from it is as near
to the service as can be without it. The figures are the recorded ones; ids and titles are made up.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from outcomes_xl.reading.figures import NotAFigure, figure
from tests.online.openapi import answer_problems, request_problems
from tests.online.serving import Asked, Reply

_GEOGRAPHY = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "la_name", "new_la_code"),
)
_LEVEL = {"National": "NAT", "Regional": "REG", "Local authority": "LA"}
_KIND = {"Reporting year": "RY", "Academic year": "AY", "Financial year": "FY", "Calendar year": "CY"}


def made_up_id(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:5]


@dataclass
class ShapedSet:
    """A data set made from a release file."""

    title: str
    text: str
    version: str = "1.0"
    status: str = "Published"
    superseding: str | None = None
    changes: Mapping[str, Any] = field(default_factory=lambda: {"majorChanges": {}, "minorChanges": {}})
    levels: tuple[str, ...] = ("NAT", "REG", "LA")
    older: tuple[str, ...] = ()
    unit: str = ""
    also_levels: tuple[str, ...] = ()
    """Levels that only the meta speaks of."""

    @cached_property
    def id(self) -> str:
        return str(uuid5(NAMESPACE_URL, self.title))

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        rows = csv.DictReader(io.StringIO(self.text.removeprefix("\ufeff")))
        return [row for row in rows if _LEVEL[row["geographic_level"]] in self.levels]

    @cached_property
    def filters(self) -> list[str]:
        columns = [name for name in self.rows[0] if name not in _GEOGRAPHY]
        return [name for name in columns if any(isinstance(figure(row[name]), NotAFigure) for row in self.rows)]

    @cached_property
    def indicators(self) -> list[str]:
        return [name for name in self.rows[0] if name not in (*_GEOGRAPHY, *self.filters)]

    def option(self, column: str, label: str) -> str:
        return made_up_id(self.id, column, label)

    def locations(self, row: Mapping[str, str]) -> dict[str, str]:
        codes = {"NAT": row["country_code"], "REG": row["region_code"], "LA": row["new_la_code"]}
        return {level: made_up_id(self.id, level, code) for level, code in codes.items() if code}

    def summary(self) -> dict[str, Any]:
        latest = {
            "version": self.version,
            "published": "2026-03-26T09:30:00+00:00",
            "totalResults": len(self.rows),
            "file": {"id": self.id},
            "timePeriods": {"start": self.rows[-1]["time_period"], "end": self.rows[0]["time_period"]},
            "geographicLevels": sorted({row["geographic_level"] for row in self.rows}),
            "filters": self.filters,
            "indicators": self.indicators,
        }
        said = {"id": self.id, "title": self.title, "summary": "Made from a recorded file", "status": self.status}
        said |= {"supersedingDataSetId": self.superseding} if self.superseding else {}
        return {**said, "latestVersion": latest}

    def changes_of(self, version: str) -> Mapping[str, Any]:
        return self.changes if version == self.version else {"majorChanges": {}, "minorChanges": {}}

    def described(self, version: str) -> dict[str, Any]:
        latest = self.summary()["latestVersion"]
        release = {"title": "A release", "slug": "2026"}
        more = {"version": version, "type": "Minor", "status": "Published", "notes": "", "release": release}
        return {**latest, **more}

    def meta(self) -> dict[str, Any]:
        places: dict[str, dict[str, dict[str, str]]] = {level: {} for level in self.levels}
        for row in self.rows:
            ids = self.locations(row)
            named = {
                "NAT": {"label": row["country_name"], "code": row["country_code"]},
                "REG": {"label": row["region_name"], "code": row["region_code"]},
                "LA": {"label": row["la_name"], "code": row["new_la_code"], "oldCode": row["old_la_code"]},
            }
            level = _LEVEL[row["geographic_level"]]
            for at in {level, "NAT", "REG"} & set(ids) & set(places):
                places[at][ids[at]] = {"id": ids[at], **named[at]}
        labels = {"NAT": "National", "REG": "Regional", "LA": "Local authority", "WARD": "Ward", "SCH": "School"}
        periods = {(_period(row)["code"], _period(row)["period"]) for row in self.rows}
        return {
            "filters": [
                {
                    "id": made_up_id(self.id, column),
                    "column": column,
                    "label": column.replace("_", " "),
                    "hint": "",
                    "options": [
                        {"id": self.option(column, label), "label": label}
                        for label in sorted({row[column] for row in self.rows})
                    ],
                }
                for column in self.filters
            ],
            "indicators": [
                {
                    "id": made_up_id(self.id, column),
                    "column": column,
                    "label": column,
                    "unit": self.unit,
                    "decimalPlaces": 0,
                }
                for column in self.indicators
            ],
            "geographicLevels": [
                {"code": level, "label": labels.get(level, level)} for level in (*self.levels, *self.also_levels)
            ],
            "locations": [
                {"level": {"code": level, "label": labels[level]}, "options": list(options.values())}
                for level, options in places.items()
            ],
            "timePeriods": [{"code": code, "period": period, "label": period} for code, period in sorted(periods)],
        }

    def query(self, body: Mapping[str, Any]) -> dict[str, Any]:
        known = {made_up_id(self.id, column): column for column in self.indicators}
        unknown = [one for one in body["indicators"] if one not in known]
        if unknown:
            raise Problem(400, "IndicatorsNotFound", "One or more indicators could not be found.", "indicators")
        mine = [row for row in self.rows if self._matches(row, body.get("criteria") or {})]
        mine.sort(key=lambda row: row["time_period"], reverse=True)
        size, page = body.get("pageSize", 1000), body.get("page", 1)
        results = [
            {
                "timePeriod": _period(row),
                "geographicLevel": _LEVEL[row["geographic_level"]],
                "locations": self.locations(row),
                "filters": {made_up_id(self.id, name): self.option(name, row[name]) for name in self.filters},
                "values": {one: row[known[one]] for one in body["indicators"]},
            }
            for row in mine[(page - 1) * size : page * size]
        ]
        nothing = {"message": "There are no results.", "path": "results", "code": "NoResults", "detail": None}
        return {"paging": paging(page, size, len(mine)), "results": results, "warnings": [] if mine else [nothing]}

    def _matches(self, row: Mapping[str, str], said: Mapping[str, Any]) -> bool:
        if "and" in said:
            return all(self._matches(row, one) for one in said["and"])
        if "or" in said:
            return any(self._matches(row, one) for one in said["or"])
        if "not" in said:
            return not self._matches(row, said["not"])
        levels, locations = said.get("geographicLevels") or {}, said.get("locations") or {}
        level = _LEVEL[row["geographic_level"]]
        at = self.locations(row)
        wanted = [*locations.get("in", []), *([locations["eq"]] if "eq" in locations else [])]
        return (
            ("eq" not in levels or level == levels["eq"])
            and ("in" not in levels or level in levels["in"])
            and (not wanted or any(at.get(one["level"]) == one["id"] for one in wanted))
        )


class Problem(Exception):
    """An error in the documented shape."""

    def __init__(self, status: int, code: str, message: str, path: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.said: dict[str, Any] = {
            "title": message,
            "type": "https://httpstatuses.io/" + str(status),
            "status": status,
        }
        if status == 400:
            self.said["errors"] = [{"message": message, "code": code, "path": path, "detail": None}]


def paging(page: int, size: int, total: int) -> dict[str, int]:
    return {"page": page, "pageSize": size, "totalResults": total, "totalPages": -(-total // size)}


def _period(row: Mapping[str, str]) -> dict[str, str]:
    year = row["time_period"]
    whole = f"{year[:4]}/{year[:2]}{year[4:]}" if len(year) == 6 else year
    return {"code": _KIND[row["time_identifier"]], "period": whole}


@dataclass
class EesShaped:
    """The server. ``tamper`` may replace an answer, to see what becomes of it."""

    publications: dict[str, list[ShapedSet]]
    tamper: Callable[[Asked, Any], Reply | None] = lambda asked, said: None
    problems: list[str] = field(default_factory=list)
    held: set[tuple[str, int]] = field(default_factory=set)

    def __call__(self, asked: Asked) -> Reply:
        self.problems += request_problems(asked.method, asked.path, asked.query, asked.headers, asked.body)
        status = 200
        try:
            said = self._said(asked)
        except Problem as problem:
            status, said = problem.status, problem.said
        if status != 200 and asked.path.endswith("/csv") and "json" not in asked.headers.get("accept", ""):
            return Reply(406)  # the service finds no kind of answer it may tell its problem in
        if isinstance(said, Reply):
            return self.tamper(asked, said) or said
        if (asked.path, status) not in self.held:  # each data set's first answer of a kind; the rest are made alike
            self.held.add((asked.path, status))
            self.problems += answer_problems(asked.method, asked.path, status, said)
        replaced = self.tamper(asked, said)
        return replaced or Reply.json(said, status, zipped=True)

    def _said(self, asked: Asked) -> Any:
        match asked.path.removeprefix("/v1/").split("/"):
            case ["publications"]:
                words = asked.param("search").lower()
                listed = [slug for slug, sets in self.publications.items() if _any_published(sets)]
                found = [slug for slug in listed if words in slug.replace("-", " ")]
                return self._page(asked, [_publication(slug) for slug in found], 20)
            case ["publications", id_, "data-sets"]:
                sets = [sets for slug, sets in self.publications.items() if _publication(slug)["id"] == id_]
                shown = [one for one in (sets[0] if sets else []) if one.status != "Withdrawn"]
                return self._page(asked, [one.summary() for one in shown], 10)
            case ["data-sets", id_]:
                return self._set(id_).summary()
            case ["data-sets", id_, "meta"]:
                return self._of_version(id_, asked).meta()
            case ["data-sets", id_, "query"]:
                return self._of_version(id_, asked).query(json.loads(asked.body))
            case ["data-sets", id_, "csv"]:
                return Reply.csv(self._of_version(id_, asked).text, zipped=True)
            case ["data-sets", id_, "versions"]:
                mine = self._set(id_)
                return self._page(asked, [mine.described(one) for one in (mine.version, *mine.older)], 10)
            case ["data-sets", id_, "versions", version, "changes"]:
                return {"versionNumber": version, **self._set(id_).changes_of(version)}
            case _:
                raise Problem(404, "NotFound", "Not Found")

    def _set(self, id_: str) -> ShapedSet:
        for one in (one for sets in self.publications.values() for one in sets):
            if one.id == id_ and one.status == "Withdrawn":
                raise Problem(403, "Forbidden", "Forbidden")
            if one.id == id_:
                return one
        raise Problem(404, "NotFound", "Not Found")

    def _of_version(self, id_: str, asked: Asked) -> ShapedSet:
        found = self._set(id_)
        if asked.param("dataSetVersion") not in ("", found.version):
            raise Problem(404, "NotFound", "Not Found")
        return found

    def _page(self, asked: Asked, all_of_it: list[Any], usual: int) -> dict[str, Any]:
        page, size = int(asked.param("page") or 1), int(asked.param("pageSize") or usual)
        return {"paging": paging(page, size, len(all_of_it)), "results": all_of_it[(page - 1) * size : page * size]}


def _any_published(sets: list[ShapedSet]) -> bool:
    """Whether a publication is listed: not when all it has is deprecated or withdrawn. One without any is, here."""
    return not sets or any(one.status == "Published" for one in sets)


def _publication(slug: str) -> dict[str, str]:
    return {
        "id": str(uuid5(NAMESPACE_URL, slug)),
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "summary": "",
        "lastPublished": "2026-03-26T09:30:00+00:00",
    }
