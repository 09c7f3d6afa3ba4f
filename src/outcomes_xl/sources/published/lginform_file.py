"""LG Inform CSV files, from the Local Government Association: a row an area, a column a period, a file a measure.

A download begins with six heading rows: the measure's title, its number (two digits to five), its unit, the kind of
value, the period, the period's own id. Each begins with the same area headings, in any order; kept in, "area" would
become a 34th borough. The service's own CSV has one heading row, again inside the file; then the measure's number
stands in a line above, else in the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.opened_table import Opened, places
from outcomes_xl.sources.published.published_rows import (
    HoldsOthers,
    PublishedFile,
    PublishedRow,
    areas_wanted,
    codes_in,
)
from outcomes_xl.sources.published.row_widths import lacking
from outcomes_xl.sources.published.said_units import is_a_count

_HEADINGS = ("area", "area label", "period", "value", "indicator id", "unit")
_AREA_COLUMNS = frozenset({"area", "arealabel", "arealonglabel", "areashortlabel", "areatype"})
_YEAR_WORD = re.compile(r"\s*\([^)]*\)\s*$")  # "2024/25 (academic)"
_NOT_FINAL = re.compile(r"prov|estimat|forecast|unrevised|early", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,5}")
_NUMBER_IN_NAME = re.compile(r"(?<!\d)\d{3,5}(?!\d)")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD_ID = re.compile(r"[a-z]{2,6}_.*\d{4}.*", re.IGNORECASE)
_RAW = frozenset({"raw", "raw value", "raw values", "value", "values"})
_VALUE_TYPES = re.compile(
    r"\b(?:raw|rank(?:ing|ed)?|formatted|average|mean|median|min(?:imum)?|max(?:imum)?|trend|change|normalised|quartile"
    r"|quintile|decile|percentile|z-?score|target)\b"
)
"""What stands in the row that says which kind of value a column holds. Only raw values are figures of the area's."""


@dataclass(frozen=True)
class _Column:
    """One column of figures: where it stands, its period as printed, its measure's number and unit."""

    at: int
    period: str
    number: str
    unit: str


class LgInform:
    """CSV files of LG Inform, with rows by area."""

    name = "LG Inform"
    called = "LG Inform file"

    def knows(self, headings: tuple[str, ...]) -> bool:
        bares = [bare(heading) for heading in headings[:4]]
        if not {"area", "arealabel"} <= set(bares):
            return False
        more = [heading for heading in headings if bare(heading) not in _AREA_COLUMNS]
        return ("arealonglabel" in bares and len(more) > 0) or len(_periods(headings)) > 0

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        at, rows = file.at, iter(file.rows)
        area, named = at["area"], at["arealabel"]
        wanted = areas_wanted(borough)
        heads, held = [list(file.headings)], None
        for cells in rows:
            if folded(cells[area]) != "area":
                held = cells
                break
            heads.append([tidy_text(cell) for cell in cells])
        columns = _columns(heads, file)
        kept: list[PublishedRow] = []
        count = 0
        for cells in chain([held] if held else [], rows):
            if folded(cells[area]) == "area":
                continue
            count += 1
            codes = codes_in(cells[area])
            place = wanted.get(codes[0]) if codes else None
            if place is None:
                continue
            label, short = cells[named].strip(), lacking(cells)
            for column in columns:
                row = (cells[area], label, column.period, cells[column.at].strip(), column.number, column.unit, *short)
                kept.append(PublishedRow(place, label, column.period, "", "", row))
        numbers = frozenset(column.number for column in columns if column.number)
        units = {unit for column in columns if (unit := _known_unit(column.unit))}
        return replace(
            file_of(file, self.name, kept, count),
            headings=_HEADINGS,
            at=places(_HEADINGS),
            datasets=numbers,
            dataset_column="indicator id",
            not_filters=frozenset(map(bare, _HEADINGS)),
            units={"value": units.pop()} if len(units) == 1 else {},
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return True

    def holds(self, file: PublishedFile, series: Series) -> bool:
        return file.publisher == self.name == series.publisher and series.dataset in file.datasets


def _periods(headings: Sequence[str]) -> list[int]:
    return [
        position
        for position, heading in enumerate(headings)
        if _A_YEAR.search(heading)
        and bare(heading) not in _AREA_COLUMNS
        and position > 0
        and (not (kind := _VALUE_TYPES.search(folded(heading))) or kind[0] == "raw")
    ]


def _columns(heads: list[list[str]], file: Opened) -> list[_Column]:
    """Return the columns of figures, by what the heading rows say of each."""
    if len(heads) == 1:
        numbers = ", ".join(sorted(_numbers(file)))
        return [_Column(at, _without_its_word(heads[0][at]), numbers, "") for at in _periods(heads[0])]
    places_ = [at for at, heading in enumerate(heads[0]) if bare(heading) not in _AREA_COLUMNS]
    below = [[head[at] for at in places_] for head in heads[1:]]
    number = _first(below, lambda row: all(_NUMBER.fullmatch(cell) for cell in row))
    rest = [row for row in below if row is not number]
    period = _first(rest, lambda row: all(_A_YEAR.search(cell) and not _PERIOD_ID.fullmatch(cell) for cell in row))
    if number is not None and period is None:  # years alone, and no row with the number
        number, period = None, number
    kind = _kind_row(below, number, period)
    unit = below[1] if number is below[0] and len(below) > 1 and below[1] not in (kind, period) else None
    if period is None:
        return []
    if kind is not None and not any(folded(said) in _RAW for said in kind):
        raise HoldsOthers(
            f"It holds no raw values: its columns are “{'”, “'.join(dict.fromkeys(kind))}”.",
            "Download it again with the values themselves.",
            frozenset(number or _numbers(file)),
        )
    numbers_named = ", ".join(sorted(_numbers(file)))
    return [
        _Column(
            at,
            _without_its_word(period[place]),
            number[place] if number else numbers_named,
            unit[place] if unit else "",
        )
        for place, at in enumerate(places_)
        if kind is None or folded(kind[place]) in _RAW
    ]


def _kind_row(below: list[list[str]], number: list[str] | None, period: list[str] | None) -> list[str] | None:
    """Return the row that says which kind of value each column holds, None where there is none.

    It stands between the unit and the period, whatever it says; without a unit it is known by its words.
    """
    between = below[: next((at for at, row in enumerate(below) if row is period), 0)]
    between = [row for row in between if row is not number]
    if len(between) > 1:
        return between[-1]
    return _first(between, lambda row: any(_says_its_kind(cell) for cell in row))


def _says_its_kind(text: str) -> bool:
    return folded(text) in _RAW or bool(_VALUE_TYPES.search(folded(text)))


def _first(rows: list[list[str]], takes: Callable[[list[str]], bool]) -> list[str] | None:
    return next((row for row in rows if row and takes(row)), None)


def _without_its_word(period: str) -> str:
    """Return a period without the word behind it that says its sort of year; "(provisional)" stays."""
    word = _YEAR_WORD.search(period)
    return period if word and _NOT_FINAL.search(word[0]) else _YEAR_WORD.sub("", period)


def _known_unit(text: str) -> str:
    """Return the unit where the download's own word is one we know: "%", "per 10,000", "£ thousand", "Children"."""
    plain = folded(text)
    if "gbp" in plain or "£" in plain:
        return "£ thousand" if "000" in plain else "£"
    if found := re.search(r"per (1,?000|10,?000|100,?000)\b", plain):
        return f"per {int(found[1].replace(',', '')):,}"
    if is_a_count(text):
        return tidy_text(text)
    return "%" if plain in ("%", "percentage", "percent", "per cent") else ""


def _numbers(file: Opened) -> frozenset[str]:
    above = {cell for line in file.above for cell in line if _NUMBER.fullmatch(cell)}
    named = _NUMBER_IN_NAME.findall(file.name)
    return frozenset(above or [number for number in named if not _A_YEAR.fullmatch(number)] or named)
