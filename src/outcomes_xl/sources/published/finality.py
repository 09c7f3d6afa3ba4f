"""Provisional, revised, final: of two figures for one thing the one that is further on its way stands.

A release keeps last year's final rows beside this year's provisional ones, and now and then both for one year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.published_rows import PublishedFile, PublishedRow, spellings

_ORDER = {
    **dict.fromkeys(("forecast", "target", "early estimate", "estimate"), 0),
    **dict.fromkeys(("provisional", "unrevised", "preliminary"), 1),
    "revised": 2,
    "final": 3,
}
_OR_NOTHING = frozenset({"", *_ORDER})


def most_final(file: PublishedFile, rows: Sequence[PublishedRow], where: Mapping[str, str]) -> list[PublishedRow]:
    """Return the rows without those that another row of the same thing has overtaken; all of them where none is."""
    columns = _columns(file, where)
    if not columns:
        return list(rows)
    others = [column for column in file.filters if column not in columns]

    def thing(row: PublishedRow) -> tuple[str, ...]:
        return (row.place, row.area, row.period, row.part, *(folded(file.text(row, column)) for column in others))

    furthest: dict[tuple[str, ...], int] = {}
    for row in rows:
        furthest[thing(row)] = max(_rank(file, row, columns), furthest.get(thing(row), 0))
    return [row for row in rows if _rank(file, row, columns) == furthest[thing(row)]]


def how_final(file: PublishedFile, row: PublishedRow, where: Mapping[str, str]) -> int | None:
    """Return how far a row is on its way, 3 for final; None where nothing in the file says it."""
    columns = _columns(file, where)
    return _rank(file, row, columns) if columns else None


def _columns(file: PublishedFile, where: Mapping[str, str]) -> list[str]:
    """Return the columns that say nothing but this, and that the series does not ask for itself."""
    asked = {one for column in where for one in spellings(column)}
    return [column for column in file.filters if bare(column) not in asked and _says_only_this(file, column)]


def _says_only_this(file: PublishedFile, column: str) -> bool:
    if file.rows and folded(file.text(file.rows[0], column)) not in _OR_NOTHING:
        return False  # most columns are told by their first word
    words = {folded(file.text(row, column)) for row in file.rows}
    return bool(words - {""}) and words <= _OR_NOTHING


def _rank(file: PublishedFile, row: PublishedRow, columns: Iterable[str]) -> int:
    return min((_ORDER.get(folded(file.text(row, column)), 0) for column in columns), default=0)
