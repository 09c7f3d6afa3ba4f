"""LG Inform CSV files, from the Local Government Association: a row an area, a column a period, a file a measure.

The heading row comes again inside the file; kept in, "area" would become a 34th borough. The measure's number
stands nowhere in the file's rows: some downloads have it in a line above the headings, else the file's name has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.csv_reader import Opened, places
from outcomes_xl.sources.published.published_rows import (
    PublishedFile,
    PublishedRow,
    areas_wanted,
    borough_level,
    codes_in,
)

_HEADINGS = ("area", "area label", "period", "value", "indicator id")
_YEAR_WORD = re.compile(r"\s*\([^)]*\)\s*$")  # "2024/25 (academic)"
_NUMBER = re.compile(r"(?<!\d)\d{3,5}(?!\d)")
_A_YEAR = re.compile(r"(?:19|20)\d\d")


class LgInform:
    """CSV files of LG Inform, with rows by area."""

    name = "LG Inform"
    called = "LG Inform file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        bares = [bare(heading) for heading in headings]
        return bares[:1] == ["area"] and "arealabel" in bares and len(_periods(headings)) > 0

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at, periods = file.at, _periods(file.headings)
        wanted = areas_wanted(borough)
        kept: list[PublishedRow] = []
        count = 0
        numbers = _numbers(file)
        for cells in file.rows:
            if folded(cells[0]) == "area":
                continue
            count += 1
            codes = codes_in(cells[0])
            place = wanted.get(codes[0]) if codes else None
            if place is None:
                continue
            label = cells[at["arealabel"]].strip()
            for position in periods:
                printed = _YEAR_WORD.sub("", file.headings[position])
                row = (cells[0], label, printed, cells[position].strip(), ", ".join(sorted(numbers)))
                kept.append(PublishedRow(place, label, printed, "", "", row))
        return PublishedFile(
            name=file.name,
            publisher=self.name,
            headings=_HEADINGS,
            at=places(_HEADINGS),
            rows=tuple(kept),
            row_count=count,
            levels=borough_level(kept),
            datasets=numbers,
            not_filters=frozenset(map(bare, _HEADINGS)),
            cut_short=file.cut_short,
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return True

    def holds(self, file: PublishedFile, series: Series) -> bool:
        return file.publisher == self.name == series.publisher and series.dataset in file.datasets


def _periods(headings: tuple[str, ...]) -> list[int]:
    return [position for position, heading in enumerate(headings) if _A_YEAR.search(heading) and position > 0]


def _numbers(file: Opened) -> frozenset[str]:
    above = {cell for line in file.above for cell in line if _NUMBER.fullmatch(cell)}
    named = _NUMBER.findall(file.name)
    return frozenset(above or [number for number in named if not _A_YEAR.fullmatch(number)] or named)
