"""Which heading is which field: loosely compared, renamed ones recognised only when there is no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outcomes_xl.model import CellRef, Value
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.reading.tidy import bare, folded

# A renamed heading must be this like the old one (rapidfuzz, 0 to 100), and that much liker than the next best:
# "Holder of the data" for "Who holds it" is then a missing column and one of the officer's own, which is safer.
_LIKE_ENOUGH = 75.0
_CLEARLY = 8.0


@dataclass(frozen=True)
class Trouble:
    """Something about the workbook's shape that a reader should know: data, which rules turn into findings.

    ``kind`` is one of the keys in ``TROUBLES``; ``words`` are what a sentence about it needs.
    """

    kind: str
    sheet: str
    cell: CellRef | None
    words: Mapping[str, str] = field(default_factory=dict)


TROUBLES: Mapping[str, tuple[str, ...]] = {
    "sheet missing": ("table", "read_from"),
    "sheet to come": (),
    "table missing": ("table", "read_from"),
    "header row off": ("table",),
    "column missing": ("heading", "field", "owner"),
    "heading renamed": ("heading", "typed", "field"),
    "heading twice": ("heading", "typed", "field"),
    "merged cells": ("area",),
    "below the table": ("cells", "rows", "table"),
    "hidden rows": ("rows", "filtered"),
    "hidden sheet": ("state",),
    "copied sheet": ("original",),
    "dates from 1904": (),
    "formula": ("heading", "field", "owner", "cells"),
}
"""Every kind of trouble with the words it carries."""


@dataclass(frozen=True)
class Matched:
    """Headings of a sheet matched to fields: each field's column, the officer's own headings, and troubles."""

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    extra: tuple[str, ...]
    troubles: tuple[Trouble, ...]


def how_many_match(shape: SheetLayout, row: Mapping[int, Value]) -> int:
    """Return how many of a sheet's headings stand in this row, loosely compared."""
    by_bare = _by_bare(shape)
    return len({by_bare.get(bare(value)) for value in row.values() if isinstance(value, str)} - {None})


def _by_bare(shape: SheetLayout) -> dict[str, str]:
    """Return the fields of a sheet by their headings, those they had before included, where no other has these now."""
    return _had_before(shape) | {bare(column.heading): column.field for column in shape.columns}


def _had_before(shape: SheetLayout) -> dict[str, str]:
    return {bare(heading): column.field for column in shape.columns for heading in column.was}


def match_headings(shape: SheetLayout, place: CellRef, headings: Sequence[str]) -> Matched:
    """Return which column holds which field, for headings that begin at ``place`` and run to the right."""
    by_bare, before = _by_bare(shape), _had_before(shape)
    columns: dict[str, int] = {}
    typed: dict[str, str] = {}
    unknown: list[tuple[int, str]] = []
    twice: list[tuple[int, str, str]] = []
    for column, heading in enumerate(headings, place.column):
        name = by_bare.get(bare(heading))
        if (older := before.get(bare(heading))) and older not in columns:
            name = older  # which of the two editions a sheet is of, the heading that comes first says
        if name is None:
            unknown.append((column, heading))
        elif name in columns and bare(heading) != bare(typed[name]):
            unknown.append(
                (column, heading)
            )  # ours, but of another edition than this sheet's: here it is the officer's
        elif name in columns:
            twice.append((column, heading, name))
        else:
            columns[name], typed[name] = column, heading
    # Excel writes "Status2" when a second "Status" is pasted beside the first.
    for column, heading in list(unknown):
        name = by_bare.get(re.sub(r"\d+$", "", bare(heading)))
        if name in columns and bare(heading) not in by_bare:
            twice.append((column, heading, str(name)))
            unknown.remove((column, heading))
    # A column that came later was never in an older workbook: a heading like its own is the officer's.
    missing = [c.field for c in shape.columns if c.field not in columns and not c.later]
    renamed = dict(_renamed(shape, missing, unknown))
    for name, (column, heading) in renamed.items():
        columns[name], typed[name] = column, heading
    taken = set(columns.values())
    return Matched(
        columns={c.field: columns[c.field] for c in shape.columns if c.field in columns},
        headings=typed,
        extra=tuple(text for column, text in enumerate(headings, place.column) if column not in taken and text),
        troubles=tuple(_troubles(shape, place, columns, renamed, twice)),
    )


def _renamed(
    shape: SheetLayout, missing: Sequence[str], unknown: Sequence[tuple[int, str]]
) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the missing fields that one unknown heading, and only one, is clearly a new name of."""
    if not missing or not unknown:
        return
    from rapidfuzz import fuzz

    wanted = [folded(shape.field(name).heading) for name in missing]
    given = [folded(text) for _, text in unknown]
    likeness = [[fuzz.WRatio(one, other) for other in given] for one in wanted]
    for row, name in enumerate(missing):
        score, best = max((score, at) for at, score in enumerate(likeness[row]))
        rivals = [other for at, other in enumerate(likeness[row]) if at != best]
        rivals += [others[best] for at, others in enumerate(likeness) if at != row]
        if score >= _LIKE_ENOUGH and score - max(rivals, default=0.0) >= _CLEARLY:
            yield name, unknown[best]


def _troubles(
    shape: SheetLayout,
    place: CellRef,
    columns: Mapping[str, int],
    renamed: Mapping[str, tuple[int, str]],
    twice: Sequence[tuple[int, str, str]],
) -> Iterator[Trouble]:
    for column in shape.columns:
        if column.field not in columns and not column.later:
            words = {"heading": column.heading, "field": column.field, "owner": column.owner.value}
            yield Trouble("column missing", place.sheet, place, words)
    for name, (at, heading) in renamed.items():
        cell = CellRef(place.sheet, place.row, at)
        words = {"heading": shape.field(name).heading, "typed": heading, "field": name}
        yield Trouble("heading renamed", place.sheet, cell, words)
    for at, heading, name in twice:
        cell = CellRef(place.sheet, place.row, at)
        words = {"heading": shape.field(name).heading, "typed": heading, "field": name}
        yield Trouble("heading twice", place.sheet, cell, words)
