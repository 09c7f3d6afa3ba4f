"""What every published file comes down to: rows of text about this borough, and what to compare it with.

A publisher is a small thing: it knows its headings, it reads the rows that matter for one borough, and it says
whether a file holds the series a metric needs. A live service can be a publisher too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from outcomes_xl.framework.entries import Borough, Break, BreakKind, Series
from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.reading.figures import NotAFigure, Suppressed, figure_in_file
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.row_widths import LeftOut
from outcomes_xl.sources.published.year_parts import in_full

SAYS_BOTH = "The title says both"
"""How a reader's own note of a row begins where a table's title names two periods that are not the same."""
EVERYBODY = frozenset(
    {"total", "all", "persons", "all pupils", "all children", "all persons", "both sexes", "all genders", "all ages"}
)
"""What publishers call everybody in a filter; such a row is the headline when a series does not name a group."""
NAME_AND_NUMBER = "Its row has the borough's name and the number"
"""How the note of a row begins whose name and number are two authorities'."""
LONDON, ENGLAND = "E12000007", "E92000001"


class AreaKind(StrEnum):
    """Which area a row is for. Inner and Outer London are none of these, so they never stand in for London."""

    BOROUGH = "Borough"
    DISTRICT = "District"
    """The borough among the district councils: the same place, and now and then another figure."""
    JOINT = "Joint"
    LONDON = "London"
    ENGLAND = "England"
    NEIGHBOUR = "Neighbour"
    """A statistical neighbour of the borough. Its rows stand apart, so that nothing of theirs is taken for ours."""


class PublishedRow(NamedTuple):
    """One row of a file. ``period`` is as printed, ``part`` what narrows it ("Autumn term"), ``area`` its area's name.

    ``note`` is what the publisher says about the figure; ``cells`` are the row's texts as they stand in the file.
    """

    place: AreaKind
    area: str
    period: str
    part: str
    note: str
    cells: tuple[str, ...]

    @property
    def printed(self) -> str:
        """The period as one text, with what narrows it; "" where no days are surely meant by the two."""
        return in_full(self.period, self.part) if self.part else self.period


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
    dataset_column: str = ""
    """The column that says of each row which of several data sets it is of; "" where the file is of one."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    not_filters: frozenset[str] = frozenset()
    cut_short: bool = False
    open_end: str = ""
    """The last line of a text file that ends without an end of line, as it was: it may have broken off."""
    above: tuple[str, ...] = ()
    """What stands above the headings, cell by cell: titles and notes."""
    comma_guessed: bool = False
    """Whether a comma in a number was read as decimal only because semicolons part the file's cells."""
    unread: str = ""
    """Of a workbook: which cells hold an error, or a formula that was never worked out; "" where there is none."""
    blanks_unsure: bool = False
    """Whether a blank may be an error or a formula without a result: an .xls or .xlsb does not tell them apart."""
    hidden: bool = False
    """Whether it is a sheet that is hidden in its workbook."""
    called: str = ""
    """As an officer would say it, where that is not the publisher's usual word: "EES data set"."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """Signs that mean in this file that a figure is withheld, where the sign itself does not say so: each with why."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The publisher's own unit by bare column name, where it says one: "%", "pp", "£", "£m"."""
    breaks: tuple[Break, ...] = ()
    """What the publisher itself says of the whole file: it is discontinued, or superseded."""
    beside: tuple[PublishedRow, ...] = ()
    """The rows of the borough's statistical neighbours."""
    beside_of: Callable[[Mapping[str, str], str], Sequence[PublishedRow]] | None = None
    """The same where a table is so long that they are only taken apart for what is asked: filters, and a period."""
    left_out: LeftOut | None = None
    """The rows that have more cells than there are headings; none of them is used."""
    ours_left_out: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Of these, and of shorter rows that were taken for nobody's, those that name the borough: number and words."""
    together: str = ""
    """The areas it prints one figure for, of which the borough is one: "Hackney and City of London"."""
    set_aside: int = 0
    """How far it stands behind others for one period: figures that ship with the tool give way to newer files."""

    @property
    def spoken(self) -> str:
        """The file in a sentence: its name, after what it is called where it is no file in a folder."""
        return f"{self.called} {self.name}".strip()

    def text(self, row: PublishedRow, column: str) -> str:
        """Return a row's text in a column; KeyError, by name, when the file has no such column."""
        place = position(self.at, column)
        if place is None:
            raise KeyError(column)
        return row.cells[place]

    def has(self, column: str) -> bool:
        return position(self.at, column) is not None

    def of_neighbours(self, where: Mapping[str, str], period: str, part: str) -> list[PublishedRow]:
        """Return the rows of the statistical neighbours for one period, with these words in these columns."""
        if self.beside_of is not None:
            return list(self.beside_of(where, period))
        return self.matching(self._beside_by.get((period, part), ()), where)

    @cached_property
    def _beside_by(self) -> dict[tuple[str, str], list[PublishedRow]]:
        found: dict[tuple[str, str], list[PublishedRow]] = {}
        for row in self.beside:
            found.setdefault((row.period, row.part), []).append(row)
        return found

    def matching(self, rows: Iterable[PublishedRow], where: Mapping[str, str]) -> list[PublishedRow]:
        """Return the rows that have these words in these columns; a column the file lacks does not matter.

        Where everybody is asked for and no row has that word, one that means the same will do: "All" for "Total".
        """
        asked = [(at, word) for column, word in where.items() if (at := position(self.at, column)) is not None]
        if rows is self.rows and asked:
            # Every series of a long table asks the same first question.
            (at, word), *asked = asked
            index, spelt = self._by(at)
            words = _spelt(word) if not _spelt(word).isdisjoint(spelt) else _spelt(word) | _everybody_for(word)
            texts = {text for one in words for text in spelt.get(one, ())} | ({word} & index.keys())
            rows = [row for text in _in_order(texts, index) for row in index[text]]
        for at, word in asked:
            fit = [row for row in rows if same(row.cells[at], word)]
            others = () if fit else _everybody_for(word)
            rows = fit or [row for row in rows if others and folded(row.cells[at]) in others]
        return list(rows)

    def _by(self, at: int) -> tuple[Mapping[str, list[PublishedRow]], Mapping[str, list[str]]]:
        """Return the rows by their text in a column, in the order the texts come; and the texts by how they compare."""
        if at not in self._indexes:
            index: dict[str, list[PublishedRow]] = {}
            for row in self.rows:
                index.setdefault(row.cells[at], []).append(row)
            spelt: dict[str, list[str]] = {}
            for text in index:
                spelt.setdefault(folded(text), []).append(text)
            self._indexes[at] = index, spelt
        return self._indexes[at]

    @cached_property
    def _indexes(self) -> dict[int, tuple[dict[str, list[PublishedRow]], dict[str, list[str]]]]:
        return {}

    @cached_property
    def twice(self) -> bool:
        """Whether a heading stands over several columns."""
        return len(set(map(_bare, self.headings))) < len(self.headings)

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The columns that sort rows into groups: not geography, and holding words that are no figures."""
        open_to_it = {_bare(heading): heading for heading in self.headings if _bare(heading) not in self.not_filters}
        found = []
        for short, heading in open_to_it.items():
            at = self.at[short]
            if any(map(is_a_word, {row.cells[at] for row in self.rows})):
                found.append(heading)
        return tuple(found)


def _in_order(texts: set[str], index: Mapping[str, list[PublishedRow]]) -> Iterable[str]:
    return texts if len(texts) < 2 else (text for text in index if text in texts)


class HoldsOthers(CannotRead):
    """Raised for a table that is of these data sets and holds no figures of theirs: ranks, for one."""

    def __init__(self, what: str, next_step: str, datasets: frozenset[str]) -> None:
        super().__init__(what, next_step)
        self.datasets = datasets


def end_of_series(kind: BreakKind, why: str) -> Break:
    """Return what a publisher says of a whole file of its own: it is discontinued, or superseded."""
    return Break((), "", "", kind, "", "", why, "said by the publisher")


def areas_wanted(borough: Borough) -> dict[str, AreaKind]:
    """Return the area codes that matter for a borough, for files with one code a row."""
    ours = {borough.code: AreaKind.BOROUGH, LONDON: AreaKind.LONDON, ENGLAND: AreaKind.ENGLAND}
    return {**{one.code: AreaKind.NEIGHBOUR for one in borough.neighbours}, **ours}


class Publisher(Protocol):
    """One publisher's way of laying out a file."""

    @property
    def name(self) -> str:
        """As series.csv names it."""
        ...

    @property
    def called(self) -> str:
        """As an officer would say it: "DfE release file"."""
        ...

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
    """Return the area codes in a cell: "E09 000 024" has one, "E09000021 / E09000027" two, 315.0 and 0315 are 315."""
    plain = "".join(text.split()).upper()
    return tuple(
        code[1:] if len(code) == 4 and code[0] == "0" else code for code in _CODE.findall(plain.removesuffix(".0"))
    )


def is_called(ours: str, name: str) -> bool:
    """Whether this is an authority's name, as publishers write it: "Kingston Upon Thames", "Barking & Dagenham"."""
    return plain_name(name) == plain_name(ours)


def ours_left_out(file: PublishedFile, left_out: LeftOut, borough: Borough) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the rows that were not read and name the borough: their numbers, and the letters of each cell."""
    if not left_out.rows and not left_out.short:
        return ()
    read = {tuple(row.cells[: left_out.width]) for row in file.rows}
    by_cells = len(file.headings) == left_out.width  # else the reader makes rows of its own, and none can be compared
    short = [
        (number, cells)
        for number, cells in left_out.short
        if by_cells and (*cells, *[""] * (left_out.width - len(cells))) not in read
    ]
    return tuple(
        (number, tuple(map(bare, cells)))
        for number, cells in (*left_out.rows, *short)
        if any(borough.code in codes_in(cell) or is_called(borough.name, cell) for cell in cells)
    )


_NOTES_OF_A_NAME = re.compile(r"\s*(?:\[[^\]]*\]|\(\d+\)|[*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹]+|(?<=[a-z])\d{1,2}(?:,\d{1,2})*)$")
_BEFORE_A_NAME = re.compile(r"^(?:the )?(?:(?:lb|rb|london borough|royal borough|corporation)(?: of)? )?(?:the )?")
_AFTER_A_NAME = re.compile(r" (?:\((?:lb|london borough|la|rb|royal borough)\)|lb|(?:london |royal )?borough)$")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return an area's name for comparing: without its rank, its footnotes, hyphens and "upon Thames"."""
    plain = " ".join(folded(name).replace("&", " and ").replace("-", " ").split())
    plain = _BEFORE_A_NAME.sub("", _NOTES_OF_A_NAME.sub("", plain))
    plain = plain.removesuffix(" council").removesuffix(" corporation")
    plain = _AFTER_A_NAME.sub("", plain).removesuffix(" borough")
    if plain == "city of westminster":
        return "westminster"
    return plain.removesuffix(" upon thames") if plain.startswith(("kingston", "richmond")) else plain


def printed_period(text: str) -> str:
    """Return a period as it was published: a six-digit year that Excel made a number is put back ("202425.0")."""
    plain = text.strip()
    return plain[:-2] if plain.endswith(".0") and plain[:-2].isdigit() else plain


@lru_cache(maxsize=16_384)
def same(text: str, asked: str) -> bool:
    """Whether a filter value is one of the words asked for ("sex|gender"), however it is spaced and capitalised."""
    return text == asked or folded(text) in _spelt(asked)


@lru_cache(maxsize=4096)
def _spelt(asked: str) -> frozenset[str]:
    return frozenset(folded(one) for one in asked.split("|"))


def _everybody_for(asked: str) -> frozenset[str]:
    return EVERYBODY if _spelt(asked) & EVERYBODY else frozenset()


@lru_cache(maxsize=4096)
def is_a_word(text: str) -> bool:
    """Whether a text is neither a figure nor a sign for one; "16 to 17" is as likely an age as a figure withheld."""
    found = figure_in_file(text)
    return isinstance(found, NotAFigure) or (isinstance(found, Suppressed) and found.is_a_range)


_bare = lru_cache(maxsize=4096)(bare)


@lru_cache(maxsize=4096)
def spellings(column: str) -> tuple[str, ...]:
    """Return a column's names in all editions, bare: "sex|gender" is two."""
    return tuple(bare(one) for one in column.split("|"))


def position(at: Mapping[str, int], column: str) -> int | None:
    """Return where a column stands, by the first of its names that is there; None where none is."""
    for one in spellings(column):
        if one in at:
            return at[one]
    return None


def have(headings: tuple[str, ...], needed: Iterable[str]) -> bool:
    """Whether all the needed headings are there, however they are spaced and capitalised."""
    there = {_bare(heading) for heading in headings}
    return all(there.intersection(spellings(heading)) for heading in needed)


def columns_of(dataset: str) -> tuple[str, ...]:
    """Return the columns a series needs to tell its file apart: separated by semicolons."""
    return tuple(part.strip() for part in dataset.split(";") if part.strip())


def of_the_family(at: Mapping[str, int], series: Series) -> bool:
    """Whether these are the columns of the publication a series stands in, in whichever edition."""
    return all(position(at, column) is not None for column in columns_of(series.dataset))


def lacking(at: Mapping[str, int], series: Series) -> tuple[str, ...]:
    """Return the columns a series needs that a file of its family lacks, as the newest edition names them."""
    needed = (*series.where, series.value)
    return tuple(column.partition("|")[0] for column in needed if position(at, column) is None)


def by_columns(at: Mapping[str, int], series: Series) -> bool:
    """Whether a file with these columns could hold the series."""
    return of_the_family(at, series) and not lacking(at, series)
