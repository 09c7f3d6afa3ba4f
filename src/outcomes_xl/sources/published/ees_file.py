"""The Department for Education's release files, from Explore education statistics (EES).

Layout: time_period, time_identifier, geographic_level, country, region and authority columns, then filters, then
figures. The three authority columns come in different orders; some files begin with a byte-order mark. Authority
rows carry the region code of Inner or Outer London, never London's; London has a regional row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.csv_reader import Opened
from outcomes_xl.sources.published.published_rows import (
    ENGLAND,
    LONDON,
    AreaKind,
    PublishedFile,
    PublishedRow,
    codes_in,
    columns_of,
    have,
    printed_period,
)

_NEEDED = ("time_period", "geographic_level")
_AREAS = ("new_la_code", "old_la_code", "country_code")
_PLACES = ("geographic_level", "new_la_code", "old_la_code", "region_code", "country_code")
_GEOGRAPHY = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "la_name", "new_la_code"),
)
_WHOLE_YEARS = frozenset({"", "academic year", "financial year", "calendar year", "reporting year", "tax year"})
_LEVELS = {"local authority": "Borough", "ward": "Ward", "school": "Setting or school", "provider": "Setting or school"}
_SMALL_AREAS = {"lower super output area": "Lower super output area", "lsoa": "Lower super output area"}


class Ees:
    """Release files of Explore education statistics."""

    name = "EES"
    called = "DfE release file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _NEEDED) and any(have(headings, (area,)) for area in _AREAS)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at = file.at
        columns = [at.get(bare(name)) for name in _PLACES]
        there = [column for column in columns if column is not None]
        pick = itemgetter(*there)
        period, part, area = at["timeperiod"], at.get("timeidentifier"), at.get("laname")
        places: dict[object, tuple[AreaKind | None, str]] = {}
        kept, levels, count = [], set(), 0
        for cells in file.rows:
            count += 1
            key = pick(cells)
            if key not in places:
                places[key] = _place(borough, *("" if column is None else cells[column] for column in columns))
            place, level = places[key]
            if level:
                levels.add(level)
            if place is None:
                continue
            identifier = "" if part is None else cells[part].strip()
            narrows = "" if folded(identifier) in _WHOLE_YEARS else identifier
            named = "" if area is None else cells[area].strip()
            kept.append(PublishedRow(place, named, printed_period(cells[period]), narrows, "", tuple(cells)))
        return PublishedFile(
            name=file.name,
            publisher=self.name,
            headings=file.headings,
            at=at,
            rows=tuple(kept),
            row_count=count,
            levels=frozenset(levels),
            not_filters=frozenset(bare(name) for name in _GEOGRAPHY),
            cut_short=file.cut_short,
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        needed = (*columns_of(series.dataset), *series.where, series.value)
        return all(bare(column) in at for column in needed)

    def holds(self, file: PublishedFile, series: Series) -> bool:
        return file.publisher == self.name == series.publisher and self.fits(file.at, series)


def _place(borough: Borough, level: str, new: str, old: str, region: str, country: str) -> tuple[AreaKind | None, str]:
    """Return which area of ours a row is for, and the level it shows the borough at ("" when it is not about it)."""
    said = folded(level)
    if said == "national":
        return (AreaKind.ENGLAND if country.strip() in ("", ENGLAND) else None), ""
    if said == "regional":
        return (AreaKind.LONDON if region.strip() == LONDON else None), ""
    ours = codes_in(new)
    # Old files, and files whose codes Excel has spoilt, have the three-digit code only.
    mine = borough.code in ours if ours else borough.dfe_code in codes_in(old)
    if not mine:
        return None, ""
    if said != "local authority":
        return None, (_LEVELS | _SMALL_AREAS).get(said, "")
    together = len(ours) > 1 or (not ours and len(codes_in(old)) > 1)
    return (AreaKind.JOINT if together else AreaKind.BOROUGH), "Borough"
