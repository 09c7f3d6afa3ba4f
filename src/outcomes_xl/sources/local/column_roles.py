"""The columns of a local table: the ones that were named, and what the others say of levels, groups and people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.framework.entries import Borough
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.reading.tidy import bare, tidy_text
from outcomes_xl.sources.local.source_rows import SourceRow

_WORDS = re.compile(r"[^\W_]+")
_MOST_NAMES = 8


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
    area = _named(row.area, headings, "area") if row.area else None
    period = _named(row.period, headings, "period") if row.period else None
    value = _named(row.value, headings, "value")
    taken = {area, period, value}
    breakdowns: dict[str, str] = {}
    levels: dict[str, str] = {}
    for heading in headings:
        if (word := _word(heading, "breakdowns")) and heading not in taken and word not in breakdowns.values():
            breakdowns[heading] = word
        if word := _word(heading, "levels"):
            levels[heading] = word
    people = next((heading for heading in headings if bare(heading) in known_words()["people"]["headings"]), "")
    # Of people, a unit is a team or a ward of a hospital.
    unit = "" if people else next((name for name in headings if name not in taken and _is_unit(name)), "")
    return Columns(value, area, period, breakdowns, levels, people, unit)


def has_columns(row: SourceRow, headings: Iterable[str]) -> bool:
    """Whether a line of a file could be its headings: every column that was named is in it."""
    there = {bare(heading) for heading in headings}
    return all(bare(name) in there for name in (row.area, row.period, row.value) if name)


def _named(wanted: str, headings: Sequence[str], part: str) -> str:
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
    from outcomes_xl.framework.suggest import did_you_mean

    near = did_you_mean(wanted, headings)
    hint = f"Did you mean “{near}”? " if near else f"It has {_listed(headings)}. "
    raise CannotLook(f"It has no column “{wanted}”.", f"{hint}Write the column's name as it stands there.", part)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    return f"{shown} and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else shown or "no columns"


def _is_unit(heading: str) -> bool:
    return bare(heading) in known_words()["units"]["headings"]


def _word(heading: str, kind: str) -> str:
    parts = {bare(heading), *map(str.casefold, _WORDS.findall(heading.replace("_", " ")))}
    return next((word for word, known in known_words()[kind].items() if parts & set(known)), "")


@lru_cache(maxsize=1)
def known_words() -> dict[str, Any]:
    """Return data/sources/local_columns.toml."""
    text = (resources.files("outcomes_xl") / "data" / "sources" / "local_columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


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
