"""The columns of a local table: the ones that were named, and what the others say of levels, groups and people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import Borough
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.reading.tidy import bare, tidy_text
from outcomes_xl.sources.local.local_words import heading_words, known_words
from outcomes_xl.sources.local.person_columns import names_a_person, speaks_of_an_id
from outcomes_xl.sources.local.source_rows import SourceRow

_WORDS = re.compile(r"[^\W_]+")
_MOST_NAMES = 8
_STANDS_IN_A_ROW = re.compile(
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{4}-\d\d-\d\d|^(?!(?:19|20)\d\d$)\d{1,4}$"
    r"|^\d+\.\d+$|^\d[\d ]{4,}$|\w@\w|^[A-Z]\d{12}$"
)
"""A date, a number, an address, a pupil number: what a row has and a heading has not. 2024 and 2024/25 are headings."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a question needs, by their exact names in the table; None where the officer named none.

    ``breakdowns`` and ``levels`` give the officer's word for a column; ``people`` is a column that makes this a table
    with a row a person, "" when there is none. ``unit`` is the column that says what unit a figure is in, "" for none.
    """

    value: str
    area: str | None
    period: str | None
    breakdowns: Mapping[str, str]
    levels: Mapping[str, str]
    people: str = ""
    unit: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        named = [name for name in (self.area, self.period, self.value, self.unit) if name]
        return tuple(dict.fromkeys([*named, *self.breakdowns]))


def columns(row: SourceRow, headings: Sequence[str]) -> Columns:
    """Return the columns of a table with these headings that a row of Sources speaks of.

    Raises CannotLook when a named column is not there, with the one probably meant, and when two could be meant.
    """
    area = named_column(row.area, headings, "area") if row.area else None
    period = named_column(row.period, headings, "period") if row.period else None
    value = named_column(row.value, headings, "value")
    taken = {area, period, value}
    breakdowns: dict[str, str] = {}
    levels: dict[str, str] = {}
    for heading in headings:
        if (word := heading_word(heading, "breakdowns")) and heading not in taken and word not in breakdowns.values():
            breakdowns[heading] = word
        if word := heading_word(heading, "levels"):
            levels[heading] = word
    people = next((heading for heading in headings if names_a_person(heading)), "")
    # Of people, a unit is a team or a ward of a hospital.
    unit = "" if people else next((name for name in headings if name not in taken and _is_unit(name)), "")
    return Columns(value, area, period, breakdowns, levels, people, unit)


def unknown(named: Columns, headings: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of which nothing is known: by one of them people may be told apart."""
    # A school's URN is asked about too: a unique reference number may be a child's.
    of_others = {name for name in named.levels if "urn" not in heading_words(name)}
    of_groups = {name for name in named.breakdowns if not speaks_of_an_id(name) and "urn" not in heading_words(name)}
    known = {named.value, named.area, named.period, named.unit, *of_others, *of_groups}
    return tuple(heading for heading in headings if heading not in known)


def groups(named: Columns, headings: Iterable[str]) -> tuple[str, ...]:
    """Return the columns whose heading says a group or a team: what stands under it may be ids all the same."""
    words = set(known_words()["people"]["of_groups"])
    figures = {named.value, named.area, named.period, named.unit}
    of_groups = [name for name in headings if name in named.breakdowns or heading_words(name) & words]
    return tuple(name for name in of_groups if name not in figures and not speaks_of_an_id(name))


def keys(named: Columns, headings: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that say which figure a row of a table of figures is: area, period, and what it is about."""
    about = set(known_words()["people"]["of_rows"])
    more = [heading for heading in headings if heading_words(heading) & about and heading != named.value]
    found = [named.area, named.period, *named.breakdowns, *named.levels, *more]
    return tuple(dict.fromkeys(heading for heading in found if heading and heading != named.value))


def has_columns(row: SourceRow, headings: Iterable[str]) -> bool:
    """Whether a line of a file could be its headings: every column that was named is in it."""
    there = {bare(heading) for heading in headings}
    return all(bare(name) in there for name in (row.area, row.period, row.value) if name)


def named_column(wanted: str, headings: Sequence[str], part: str) -> str:
    """Return a column by the name an officer wrote, however it is capitalised. Raises CannotLook, for ``part``."""
    for same in (lambda text: text, tidy_text, bare):
        found = [heading for heading in headings if same(heading) == same(wanted)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            listed = " and ".join(f"“{name}”" for name in found[:2])
            raise CannotLook(
                f"Two columns could be “{wanted}”: {listed}.",
                "Give one of them another name in the source, or write the one you mean exactly as it stands there.",
                part,
                tuple(found),
            )
    from outcomes_xl.model.spelling import did_you_mean

    if any(_STANDS_IN_A_ROW.search(heading) for heading in headings):
        # It could be somebody's record, which is not to be repeated anywhere.
        raise CannotLook(
            f"It has no column “{wanted}”: what stands at its top does not look like headings.",
            "Put a line with the columns' names above the rows.",
            part,
        )
    near = did_you_mean(wanted, headings)
    hint = f"Did you mean “{near}”? " if near else f"It has {_listed(headings)}. "
    raise CannotLook(f"It has no column “{wanted}”.", f"{hint}Write the column's name as it stands there.", part)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    return f"{shown} and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else shown or "no columns"


def _is_unit(heading: str) -> bool:
    return bare(heading) in known_words()["units"]["headings"]


def heading_word(heading: str, kind: str) -> str:
    """Return the officer's word for a column, of one kind ("breakdowns", "levels"); "" where none fits."""
    parts = {bare(heading), *map(str.casefold, _WORDS.findall(heading.replace("_", " ")))}
    return next((word for word, known in known_words()[kind].items() if parts & set(known)), "")


def plain(area: str) -> str:
    """Return an area's name or code as areas are compared: capitals, without spaces, hyphens and apostrophes."""
    text = area.upper().replace("&", "AND")
    return "".join(letter for letter in text if letter not in " -'’\u00a0()")


def ways_of_writing(borough: Borough) -> tuple[str, ...]:
    """Return how a borough may stand in an area column, each made plain: its code, its names, DfE's three digits.

    A column of codes that somebody made numbers of has 398.0 where 398 stood, and 9000024 for E09000024.
    """
    names = [way.format(name=borough.name) for way in known_words()["boroughs"]["written"]]
    digits = [borough.dfe_code, borough.code[1:], borough.code[1:].lstrip("0")]
    written = [borough.code, *digits, *(f"{one}.0" for one in digits), *names]
    return tuple(dict.fromkeys(plain(way) for way in written if way.removesuffix(".0")))
