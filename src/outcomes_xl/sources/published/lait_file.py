"""The Department for Education's local authority interactive tool (LAIT): its long table, and its downloads.

The long table has a row a measure, year and area; the measure's short name is the key. Areas stand by name, and by a
number that says 301 or 301.0; one dash stands for suppressed, missing and not applicable alike; a year is written by
the year it ends in, of the kind of year that LAIT's own dictionary gives each measure (``period_kind`` in series.csv).
A download has a column a year and does not always say which measure it is; its file's name may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.opened_table import Opened, places
from outcomes_xl.sources.published.published_rows import (
    AreaKind,
    PublishedFile,
    PublishedRow,
    borough_level,
    have,
    is_called,
)

_LONG = ("Short Desc", "Years", "LA and Regions", "Values")
_WIDE = ("LA and Regions",)
_ONE_MEASURE = ("Years", "LA and Regions", "Values")
"""The headings of a download of one measure, which no row names: there is nothing to narrow its rows by."""
_MEASURE = ("shortdesc", "measureshort", "measure", "indicator", "charttitle")
_YEAR = re.compile(r"(?:19|20)\d\d.*")
_NO_PERIOD = re.compile(r"\b(?:change|target|rank|ranking|quartile|average|mean|diff(?:erence)?|trend|forecast)\b")
"""What says that a column beside the years holds no figures of a year: "2024 change", "2025 (target)"."""
_DECIMALS = re.compile(r"-?\d+\.\d{13,}")


class Lait:
    """Tables of the local authority interactive tool."""

    name = "LAIT"
    called = "LAIT table"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _LONG) or (have(headings, _WIDE) and len(_years(headings)) > 0)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        one = not have(file.headings, _LONG) and not any(name in file.at for name in _MEASURE)
        headings = _ONE_MEASURE if one else _LONG
        kept, datasets, count = (_long if have(file.headings, _LONG) else _wide)(file, borough)
        if one:
            kept = [replace(row, cells=row.cells[1:]) for row in kept]
        return PublishedFile(
            name=file.name,
            publisher=self.name,
            headings=headings,
            at=places(headings),
            rows=tuple(kept),
            row_count=count,
            levels=borough_level(kept),
            datasets=frozenset(map(bare, datasets)),
            not_filters=frozenset(map(bare, _LONG)),
            cut_short=file.cut_short,
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return True

    def holds(self, file: PublishedFile, series: Series) -> bool:
        """Whether the measure is in the table, by its short name, or is what a download is named after."""
        if file.publisher != self.name or series.publisher != self.name:
            return False
        names = {bare(one) for one in series.dataset.split("|")}
        return not names.isdisjoint(file.datasets) or (len(file.datasets) < _A_FEW and _named(names, file.datasets))


def is_of_one_measure(file: PublishedFile) -> bool:
    """Whether it is a download whose rows do not say their measure."""
    return file.headings == _ONE_MEASURE


_A_FEW = 12
_SHORTEST_NAME = 9
"""A name shorter than this (CIN, LAC) is found in other words; only as the whole of the file's name does it count."""


def _named(names: set[str], said: frozenset[str]) -> bool:
    return any(len(name) >= _SHORTEST_NAME and name in text for name in names for text in said)


def _long(file: Opened, borough: Borough) -> tuple[list[PublishedRow], set[str], int]:
    """Return the rows that matter of a long table, the measures in it, and how many rows there are."""
    short, year, area, value = (file.at[bare(name)] for name in _LONG)
    kinds: dict[str, AreaKind | None] = {}
    kept: list[PublishedRow] = []
    measures: set[str] = set()
    ours = borough.name.split()[0]  # the beginning of the name is in every way of writing it
    for cells in file.rows_with(*(spelt for word in (ours, "London", "England") for spelt in (word, word.upper()))):
        named = cells[area]
        measures.add(cells[short])
        if named not in kinds:
            kinds[named] = _kind(borough, named)
        place = kinds[named]
        if place is not None:
            period = cells[year].strip()
            row = (cells[short], period, named, _plain(cells[value].strip()))
            kept.append(PublishedRow(place, named.strip(), period, "", "", row))
    return kept, measures, file.counted


def _wide(file: Opened, borough: Borough) -> tuple[list[PublishedRow], set[str], int]:
    """Return the same of a download with a column a year; without a column for it, what may name its measure."""
    at, years = file.at, _years(file.headings)
    area = at["laandregions"]
    column = next((at[name] for name in _MEASURE if name in at), None)
    above = [cell for line in file.above for cell in line if cell]
    named = [file.name.rpartition("/")[2].rpartition(".")[0], *above]
    measures = set(named) if column is None else set()
    kept: list[PublishedRow] = []
    count = 0
    for cells in file.rows:
        count += 1
        measure = named[0] if column is None else tidy_text(cells[column])
        if column is not None:
            measures.add(measure)
        place = _kind(borough, cells[area])
        for one in years if place is not None else ():
            period = file.headings[one]
            row = (measure, period, cells[area], _plain(cells[one].strip()))
            kept.append(PublishedRow(place or AreaKind.BOROUGH, cells[area].strip(), period, "", "", row))
    return kept, measures, count


def _kind(borough: Borough, area: str) -> AreaKind | None:
    named = folded(area)
    if named in ("england", "london"):
        return AreaKind.ENGLAND if named == "england" else AreaKind.LONDON
    return AreaKind.BOROUGH if is_called(borough, named) else None


def _years(headings: tuple[str, ...]) -> list[int]:
    return [
        position
        for position, heading in enumerate(headings)
        if _YEAR.fullmatch(heading) and not _NO_PERIOD.search(folded(heading))
    ]


def _plain(text: str) -> str:
    # The table is a computer's own numbers written out: 67.900000000000006 is 67.9.
    return repr(round(float(text), 10)).removesuffix(".0") if _DECIMALS.fullmatch(text) else text
