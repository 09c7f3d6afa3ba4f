"""Nomis CSV files, from the Office for National Statistics: a row an area, a date and a measure.

Headings are the columns that were selected, in capitals. A series' dataset is Nomis's own id (NM_2002_1); it stands
in no row, so the file's name, or the address it was read from, has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.published_rows import (
    PublishedFile,
    PublishedRow,
    areas_wanted,
    codes_in,
    have,
    printed_period,
)

_NEEDED = ("DATE_NAME", "GEOGRAPHY_CODE", "OBS_VALUE")
_NOT_FILTERS = (*_NEEDED, "GEOGRAPHY_NAME", "OBS_STATUS_NAME", "OBS_STATUS", "RECORD_COUNT", "RECORD_OFFSET")
_ID = re.compile(r"NM_\d+_\d+", re.IGNORECASE)
_NORMAL = "normal value"


class Nomis:
    """CSV files of Nomis."""

    name = "Nomis"
    called = "Nomis file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _NEEDED)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at = file.at
        wanted = areas_wanted(borough)
        area, period, name = at["geographycode"], at["datename"], at.get("geographyname")
        status = at.get("obsstatusname")
        kept: list[PublishedRow] = []
        count = 0
        for cells in file.rows:
            # A page after the first begins with the headings again.
            if folded(cells[area]) == "geography_code":
                continue
            count += 1
            codes = codes_in(cells[area])
            place = wanted.get(codes[0]) if codes else None
            if place is None:
                continue
            note = "" if status is None or folded(cells[status]) == _NORMAL else cells[status].strip()
            named = "" if name is None else cells[name].strip()
            kept.append(PublishedRow(place, named, printed_period(cells[period]), "", note, tuple(cells)))
        return replace(
            file_of(file, self.name, kept, count),
            datasets=frozenset(number.upper() for number in _ID.findall(file.name)),
            not_filters=frozenset(map(bare, _NOT_FILTERS)),
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return all(bare(column) in at for column in (*series.where, series.value))

    def holds(self, file: PublishedFile, series: Series) -> bool:
        mine = file.publisher == self.name == series.publisher
        return mine and series.dataset in file.datasets and self.fits(file.at, series)
