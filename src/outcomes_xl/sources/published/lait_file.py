"""The Department for Education's local authority interactive tool (LAIT): its long table, and its downloads.

The long table has a row a measure, year and area; the measure's short name is the key. Areas stand by name, and by a
number that says 301 or 301.0; one dash stands for suppressed, missing and not applicable alike; a year is written by
the year it ends in, of the kind of year that LAIT's own dictionary gives each measure (``period_kind`` in series.csv).
A download has a column a year and does not always say which measure it is; its file's name may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.long_tables import Wanted, cells_of, rows_of
from outcomes_xl.sources.published.opened_table import Opened, places
from outcomes_xl.sources.published.published_rows import (
    NAME_AND_NUMBER,
    AreaKind,
    PublishedFile,
    PublishedRow,
    codes_in,
    have,
    is_called,
)
from outcomes_xl.sources.published.row_widths import LACKING

_LONG = ("Short Desc", "Years", "LA and Regions", "Values")
_WIDE = ("LA and Regions",)
_ONE_MEASURE = ("Years", "LA and Regions", "Values")
"""The headings of a download of one measure, which no row names: there is nothing to narrow its rows by."""
_MEASURE = ("shortdesc", "measureshort", "measure", "indicator", "charttitle")
_YEAR = re.compile(r"(?:19|20)\d\d.*")
_NO_PERIOD = re.compile(r"\b(?:change|target|rank|ranking|quartile|average|mean|diff(?:erence)?|trend|forecast)\b")
"""What says that a column beside the years holds no figures of a year: "2024 change", "2025 (target)"."""
_DECIMALS = re.compile(r"-?\d+\.\d{13,}")
_SHORTEST_WRITTEN_OUT = 14


class Lait:
    """Tables of the local authority interactive tool."""

    name = "LAIT"
    called = "LAIT table"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _LONG) or (have(headings, _WIDE) and len(_years(headings)) > 0)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        one = not have(file.headings, _LONG) and not any(name in file.at for name in _MEASURE)
        headings = _ONE_MEASURE if one else _LONG
        beside = None
        if have(file.headings, _LONG):
            kept, datasets, count, beside = _long(file, borough)
        else:
            kept, datasets, count = _wide(file, borough)
        if one:
            kept = [row._replace(cells=row.cells[1:]) for row in kept]
        read = file_of(file, self.name, kept, count)
        return replace(
            read,
            headings=headings,
            at=places(headings),
            datasets=frozenset(map(bare, datasets)),
            not_filters=frozenset(map(bare, _LONG)),
            beside_of=None if read.beside else beside,
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return True

    def holds(self, file: PublishedFile, series: Series) -> bool:
        """Whether the measure is in the table, by its short name, or is what a download is named after."""
        if file.publisher != self.name or series.publisher != self.name:
            return False
        names = {bare(one) for one in series.dataset.split("|")}
        return not names.isdisjoint(file.datasets) or (len(file.datasets) < _A_FEW and _named(names, file.datasets))


@dataclass(frozen=True)
class _Beside:
    """The rows of the statistical neighbours in a long table, by measure: taken apart where one is asked for."""

    lines: Mapping[str, Sequence[str]]
    separator: str
    at: tuple[int, ...]
    width: int

    def __call__(self, where: Mapping[str, str], period: str) -> list[PublishedRow]:
        short, year, area, value = self.at
        found: list[PublishedRow] = []
        for measure in self._asked(where.get(_LONG[0], "")):
            for line in self.lines[measure]:
                # Most lines are of other years, and need no taking apart to say so.
                if period not in line:
                    continue
                cells = cells_of(line, self.separator, self.width)
                if cells is not None and cells[year].strip() == period:
                    row = (cells[short], period, cells[area], _plain(cells[value].strip()))
                    found.append(PublishedRow(AreaKind.NEIGHBOUR, cells[area].strip(), period, "", "", row))
        return found

    def _asked(self, words: str) -> Iterator[str]:
        for spelt in words.split("|"):
            yield from self._measures.get(folded(spelt), ())

    @cached_property
    def _measures(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for measure in self.lines:
            found.setdefault(folded(measure), set()).add(measure)
        return found


def is_of_one_measure(file: PublishedFile) -> bool:
    """Whether it is a download whose rows do not say their measure."""
    return file.headings == _ONE_MEASURE


_A_FEW = 12
_SHORTEST_NAME = 9
"""A name shorter than this (CIN, LAC) is found in other words; only as the whole of the file's name does it count."""


def _named(names: set[str], said: frozenset[str]) -> bool:
    return any(len(name) >= _SHORTEST_NAME and name in text for name in names for text in said)


def _long(file: Opened, borough: Borough) -> tuple[list[PublishedRow], set[str], int, _Beside]:
    """Return the rows that matter of a long table, the measures in it, how many rows there are, and what is beside."""
    at = short, year, area, value = tuple(file.at[bare(name)] for name in _LONG)
    kinds: dict[str, AreaKind] = {}
    as_lines = file.lines is not None and not file.comma_is_decimal  # else there is nothing to put aside

    def said(named: str) -> bool | None:
        place = _kind(borough, named)
        if place is None:
            return False
        kinds[named] = place
        return None if place is AreaKind.NEIGHBOUR and as_lines else True

    number, item = file.at.get("lanumber"), file.at.get("dataitem")
    asked = file.asked
    wanted = Wanted(area, said, short, lambda measure: not asked or bare(measure) in asked)
    kept: list[PublishedRow] = []
    for cells in rows_of(file, wanted):
        named, period = cells[area], cells[year].strip()
        row = (cells[short], period, named, _plain(cells[value].strip()))
        if cells[-1] is LACKING:
            row = (*row, LACKING)  # type: ignore[assignment]
        note = ""
        if kinds[named] is AreaKind.BOROUGH:
            note = "" if number is None else _of_another(cells[number], borough.name, borough.dfe_code)
            note = note or ("provisional" if item is not None and _is_provisional(cells[item]) else "")
        kept.append(PublishedRow(kinds[named], named.strip(), period, "", note, row))
    return kept, wanted.noted, wanted.counted, _Beside(wanted.aside, file.separator, at, len(file.headings))


@lru_cache(maxsize=4096)
def _is_provisional(item: str) -> bool:
    return "provisional" in folded(item)


@lru_cache(maxsize=256)
def _of_another(number: str, name: str, dfe_code: str) -> str:
    """Say where a row has the borough's name and another authority's number; "" where the two are one's."""
    codes = codes_in(number)
    if not codes or dfe_code in codes:
        return ""
    return f"{NAME_AND_NUMBER} {tidy_text(number)}, and {name}'s is {dfe_code}"


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
    if is_called(borough.name, named):
        return AreaKind.BOROUGH
    return AreaKind.NEIGHBOUR if any(is_called(one.name, named) for one in borough.neighbours) else None


def _years(headings: tuple[str, ...]) -> list[int]:
    return [
        position
        for position, heading in enumerate(headings)
        if _YEAR.fullmatch(heading) and not _NO_PERIOD.search(folded(heading))
    ]


def _plain(text: str) -> str:
    # The table is a computer's own numbers written out: 67.900000000000006 is 67.9.
    written_out = len(text) > _SHORTEST_WRITTEN_OUT and _DECIMALS.fullmatch(text)
    return repr(round(float(text), 10)).removesuffix(".0") if written_out else text
