"""What every published file comes down to: rows of text about this borough, and what to compare it with.

A publisher is a small thing: it knows its headings, it reads the rows that matter for one borough, and it says
whether a file holds the series a metric needs. A live service can be a publisher too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Protocol

from outcomes_xl.framework.entries import Borough, Break, BreakKind, Series
from outcomes_xl.reading.figures import NotAFigure, figure
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.csv_reader import Opened

LONDON, ENGLAND = "E12000007", "E92000001"


class AreaKind(StrEnum):
    """Which area a row is for. Inner and Outer London are none of these, so they never stand in for London."""

    BOROUGH = "Borough"
    JOINT = "Joint"
    LONDON = "London"
    ENGLAND = "England"


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of a file. ``period`` is as printed, ``part`` what narrows it ("Autumn term"), ``area`` its area's name.

    ``note`` is what the publisher says about the figure; ``cells`` are the row's texts as they stand in the file.
    """

    place: AreaKind
    area: str
    period: str
    part: str
    note: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PublishedFile:
    """What one file says about one borough. ``defaults`` are filters that hold unless a series says otherwise."""

    name: str
    publisher: str
    headings: tuple[str, ...]
    at: Mapping[str, int]
    rows: tuple[PublishedRow, ...]
    row_count: int
    levels: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)
    not_filters: frozenset[str] = frozenset()
    cut_short: bool = False
    called: str = ""
    """As an officer would say it, where that is not the publisher's usual word: "EES data set"."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The publisher's own unit by bare column name, where it says one: "%", "pp", "£", "£m"."""
    breaks: tuple[Break, ...] = ()
    """What the publisher itself says of the whole file: it is discontinued, or superseded."""

    @property
    def spoken(self) -> str:
        """The file in a sentence: its name, after what it is called where it is no file in a folder."""
        return f"{self.called} {self.name}".strip()

    def text(self, row: PublishedRow, column: str) -> str:
        """Return a row's text in a column; KeyError, by name, when the file has no such column."""
        return row.cells[self.at[_bare(column)]]

    def has(self, column: str) -> bool:
        return _bare(column) in self.at

    def matching(self, rows: Iterable[PublishedRow], where: Mapping[str, str]) -> list[PublishedRow]:
        """Return the rows that have these words in these columns; a column the file lacks does not matter."""
        asked = [(self.at[_bare(column)], word) for column, word in where.items() if self.has(column)]
        return [row for row in rows if all(same(row.cells[at], word) for at, word in asked)]

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The columns that sort rows into groups: not geography, and holding words that are no figures."""
        open_to_it = [heading for heading in self.headings if _bare(heading) not in self.not_filters]
        texts = {heading: {self.text(row, heading) for row in self.rows} for heading in open_to_it}
        return tuple(heading for heading in open_to_it if any(map(_is_a_word, texts[heading])))


def end_of_series(kind: BreakKind, why: str) -> Break:
    """Return what a publisher says of a whole file of its own: it is discontinued, or superseded."""
    return Break((), "", "", kind, "", "", why, "said by the publisher")


def areas_wanted(borough: Borough) -> dict[str, AreaKind]:
    """Return the area codes that matter for a borough, for files with one code a row."""
    return {borough.code: AreaKind.BOROUGH, LONDON: AreaKind.LONDON, ENGLAND: AreaKind.ENGLAND}


def borough_level(rows: Iterable[PublishedRow]) -> frozenset[str]:
    """Return the level such a file shows the borough at: "Borough", where it has a row for it."""
    return frozenset({"Borough"} if any(row.place is AreaKind.BOROUGH for row in rows) else ())


class Publisher(Protocol):
    """One publisher's way of laying out a file."""

    name: str
    """As series.csv names it."""
    called: str
    """As an officer would say it: "DfE release file"."""

    def knows(self, headings: tuple[str, ...]) -> bool:
        """Whether these are the headings of one of its files."""
        ...

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        """Return the file's rows for this borough, London and England."""
        ...

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        """Whether a file with these columns could hold the series."""
        ...

    def holds(self, file: PublishedFile, series: Series) -> bool:
        """Whether this file is the one the series stands in."""
        ...


_CODE = re.compile(r"[EWSNJ]\d{8}|\d{3,4}")


def codes_in(text: str) -> tuple[str, ...]:
    """Return the area codes in a cell: "E09 000 024" has one, "E09000021 / E09000027" two, 315.0 is 315."""
    plain = "".join(text.split()).upper()
    return tuple(_CODE.findall(plain.removesuffix(".0")))


def printed_period(text: str) -> str:
    """Return a period as it was published: a six-digit year that Excel made a number is put back ("202425.0")."""
    plain = text.strip()
    return plain[:-2] if plain.endswith(".0") and plain[:-2].isdigit() else plain


@lru_cache(maxsize=4096)
def same(left: str, right: str) -> bool:
    """Whether two filter values are the same words, however they are spaced and capitalised."""
    return left == right or folded(left) == folded(right)


@lru_cache(maxsize=4096)
def _is_a_word(text: str) -> bool:
    return isinstance(figure(text), NotAFigure)


_bare = lru_cache(maxsize=1024)(bare)


def have(headings: tuple[str, ...], needed: Iterable[str]) -> bool:
    """Whether all the needed headings are there, however they are spaced and capitalised."""
    there = {bare(heading) for heading in headings}
    return all(bare(heading) in there for heading in needed)


def columns_of(dataset: str) -> tuple[str, ...]:
    """Return the column names a series needs to tell its file apart: separated by semicolons, commas or spaces."""
    return tuple(part for part in re.split(r"[;,|\s]+", dataset) if part)
