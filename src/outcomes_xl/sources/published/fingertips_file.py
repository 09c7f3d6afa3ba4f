"""Fingertips CSV files, from the Office for Health Improvement and Disparities.

The same observation is repeated under several parents, so repeats are dropped without regard to the parent; one that
says something else is no repeat, and stays to be asked about. Rows
with a Category Type (deprivation deciles, ethnic groups) carry England's code: kept in, England would become the
last decile read. The 23rd column's name changes with the parent; older files have 26 columns. All are read by name.
An empty Value with a Value note is suppression or combination, and the note says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.figures import WITHHELD_BY_NOTE, figure_in_file
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.published_rows import (
    AreaKind,
    PublishedFile,
    PublishedRow,
    areas_wanted,
    codes_in,
    have,
    printed_period,
)

_NEEDED = ("Indicator ID", "Area Code", "Time period", "Value")
_KEY = ("Indicator ID", "Area Code", "Sex", "Age", "Category Type", "Category", "Time period", "Time period range")
_FILTERS = frozenset(bare(name) for name in ("Indicator ID", "Sex", "Age", "Category Type", "Category"))


_R_BLANKS = frozenset({"", "NA", "nan", "NaN"})
_HIDES = re.compile(
    r"(?<!not )(?<!no )(?<!un)(?<!non-)(?:suppress|withheld|disclos)|confidential"
    r"|(?:small|low) (?:number|count)|too (?:small|few)|(?:fewer|less) than",
    re.IGNORECASE,
)


class Fingertips:
    """CSV files of Fingertips, the public health profiles."""

    name = "Fingertips"
    called = "Fingertips file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(headings, _NEEDED)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at = file.at
        wanted = areas_wanted(borough)
        indicator, area, period = at["indicatorid"], at["areacode"], at["timeperiod"]
        note, category, name = at.get("valuenote"), at.get("categorytype"), at.get("areaname")
        value = at.get("value")
        key = [at[bare(column)] for column in _KEY if bare(column) in at]
        places: dict[str, AreaKind | None] = {}
        kept: dict[tuple[object, ...], PublishedRow] = {}
        datasets, count = set(), 0
        for cells in file.rows:
            count += 1
            code = cells[area]
            if code not in places:
                found = codes_in(code)
                places[code] = wanted.get(found[0]) if found else None
            place = places[code]
            datasets.add(cells[indicator])
            if category is not None and cells[category].strip() in _R_BLANKS:
                cells[category] = ""  # R and pandas write a blank so when they save the service's answer
            if place is None or (place is not AreaKind.BOROUGH and category is not None and cells[category].strip()):
                continue
            said = "" if note is None or cells[note].strip() in _R_BLANKS else cells[note].strip()
            if value is not None and cells[value].strip() in _R_BLANKS and _HIDES.search(said):
                cells[value] = WITHHELD_BY_NOTE
            figure = None if value is None else figure_in_file(cells[value].strip())
            same = (*(cells[column] for column in key), figure)
            if same not in kept:
                named = "" if name is None else cells[name].strip()
                kept[same] = PublishedRow(place, named, printed_period(cells[period]), "", said, tuple(cells))
        return replace(
            file_of(file, self.name, kept.values(), count),
            datasets=frozenset(number.strip().removesuffix(".0") for number in datasets),
            dataset_column="Indicator ID",
            defaults={"Category Type": ""},
            not_filters=frozenset(at) - _FILTERS,
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return bare(series.value) in at

    def holds(self, file: PublishedFile, series: Series) -> bool:
        mine = file.publisher == self.name == series.publisher
        return mine and series.dataset in file.datasets and self.fits(file.at, series)
