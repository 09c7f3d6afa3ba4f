"""The Department for Education's tables, from Explore education statistics (EES).

Layout of a release file: time_period, time_identifier, geographic_level, country, region and authority columns, then
filters, then figures. The three authority columns come in different orders; some files begin with a byte-order mark.
Authority rows carry the region code of Inner or Outer London, never London's; London has a regional row of its own.

Some editions give boroughs as local authority districts (lad_code) as well, or only; a table made with the table tool
has location and location_code; a dashboard's own tables have names and no codes. All are read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.published_rows import (
    ENGLAND,
    LONDON,
    AreaKind,
    PublishedFile,
    PublishedRow,
    by_columns,
    codes_in,
    have,
    is_called,
    printed_period,
)

_NEEDED = ("time_period|academic_year", "geographic_level")
_AREAS = ("new_la_code", "old_la_code", "country_code", "lad_code", "location_code", "la_name", "location")
_PLACES = (
    *("geographic_level", "new_la_code", "old_la_code", "region_code", "country_code", "lad_code", "location_code"),
    *("la_name", "lad_name", "location", "region_name", "country_name"),
)
_GEOGRAPHY = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "la_name", "new_la_code", "lad_code", "lad_name", "location", "location_code"),
    "academic_year",
)
_WHOLE_YEARS = frozenset({"", "academic year", "financial year", "calendar year", "reporting year", "tax year"})
_LEVELS = {
    "local authority": "Borough",
    "local authority district": "Borough",
    "ward": "Ward",
    "school": "Setting or school",
    "provider": "Setting or school",
    "lower super output area": "Lower super output area",
    "lsoa": "Lower super output area",
}

_ALSO_CALLED = {
    **dict.fromkeys(("la", "lea", "local authorities", "upper tier local authority"), "local authority"),
    **dict.fromkeys(("lad", "local authority districts"), "local authority district"),
    **dict.fromkeys(("country", "england"), "national"),
    **dict.fromkeys(("region", "regions"), "regional"),
}


class Ees:
    """Tables of Explore education statistics."""

    name = "EES"
    called = "DfE release file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _NEEDED) and any(have(headings, (area,)) for area in _AREAS)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at = file.at
        columns = [at.get(bare(name)) for name in _PLACES]
        there = [column for column in columns if column is not None]
        pick = itemgetter(*there)
        period = at["timeperiod"] if "timeperiod" in at else at["academicyear"]
        part, area = at.get("timeidentifier"), at.get("laname", at.get("location"))
        places: dict[object, tuple[AreaKind | None, str]] = {}
        kept, levels, count = [], set(), 0
        for cells in file.rows:
            count += 1
            key = pick(cells)
            if key not in places:
                texts = {name: cells[at] for name, at in zip(_PLACES, columns, strict=True) if at is not None}
                places[key] = _place(borough, texts)
            place, level = places[key]
            if level:
                levels.add(level)
            if place is None:
                continue
            identifier = "" if part is None else cells[part].strip()
            narrows = "" if folded(identifier) in _WHOLE_YEARS else identifier
            named = "" if area is None else cells[area].strip()
            kept.append(PublishedRow(place, named, printed_period(cells[period]), narrows, "", tuple(cells)))
        return replace(
            file_of(file, self.name, kept, count),
            levels=frozenset(levels),
            not_filters=frozenset(bare(name) for name in _GEOGRAPHY),
            called=_called(at),
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return by_columns(at, series)

    def holds(self, file: PublishedFile, series: Series) -> bool:
        return file.publisher == self.name == series.publisher and self.fits(file.at, series)


def _is_a_neighbour(borough: Borough, codes: tuple[str, ...], old: tuple[str, ...]) -> bool:
    """Whether a row is one statistical neighbour's; a row for two authorities together is neither's."""
    said = set(codes or old)
    return len(said) == 1 and any((one.code if codes else one.dfe_code) in said for one in borough.neighbours)


def _called(at: Mapping[str, int]) -> str:
    """Say what a table is that is not a release file as it was published; "" for one that is."""
    if "locationcode" in at or "location" in at:
        return "table made with the DfE table tool"
    return "" if "countrycode" in at else "table in the DfE's layout"


def _place(borough: Borough, texts: Mapping[str, str]) -> tuple[AreaKind | None, str]:
    """Return which area of ours a row is for, and the level it shows the borough at ("" when it is not about it)."""

    def said(name: str) -> str:
        return texts.get(name, "").strip()

    level = folded(said("geographic_level").replace("_", " "))
    level = _ALSO_CALLED.get(level, level)
    if level == "national":
        country = said("country_code") or said("location_code")
        is_england = country == ENGLAND or (not country and folded(said("country_name")) in ("", "england"))
        return (AreaKind.ENGLAND if is_england else None), ""
    if level == "regional":
        region = said("region_code") or said("location_code")
        named = not region and folded(said("region_name") or said("location")) == "london"
        return (AreaKind.LONDON if region == LONDON or named else None), ""
    codes = tuple(code for name in ("new_la_code", "lad_code", "location_code") for code in codes_in(said(name)))
    old = codes_in(said("old_la_code"))
    name = said("la_name") or said("lad_name") or said("location")
    # Old files, and files whose codes Excel has spoilt, have the three-digit code only; a dashboard's own only names.
    by_old_code_or_name = borough.dfe_code in old if old else is_called(borough.name, name)
    if not (borough.code in codes if codes else by_old_code_or_name):
        near = level == "local authority" and _is_a_neighbour(borough, codes, old)
        return (AreaKind.NEIGHBOUR if near else None), ""
    if level == "local authority district":
        return AreaKind.DISTRICT, "Borough"
    if level != "local authority":
        return None, _LEVELS.get(level, "")
    joint = len(set(codes_in(said("new_la_code")))) > 1 or (not codes and len(old) > 1)
    return (AreaKind.JOINT if joint else AreaKind.BOROUGH), "Borough"
