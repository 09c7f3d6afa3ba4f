"""The words that are ours: every heading our tables have or had, and every word our templates wrote beside them.

Whatever else stands on one of our sheets, an officer has typed; so the list only grows, as the one of our formulas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from outcomes_xl.model import Book
from outcomes_xl.reading.layouts import Layout, layout

FILE = "layouts/known_words.csv"
_COLUMNS = ("kind", "since", "sheet", "text", "field", "owner")


@dataclass(frozen=True, order=True)
class KnownWord:
    """A word of ours on the sheet of that layout key: a ``heading`` since an edition, or ``words`` beside.

    A ``list`` is a word of a list that only earlier editions had; ``field`` is the list's name.
    """

    kind: str
    since: str
    sheet: str
    text: str
    field: str = ""
    owner: str = ""


@cache
def known_words() -> frozenset[KnownWord]:
    text = resources.files("outcomes_xl.data").joinpath(FILE).read_text(encoding="utf-8")
    return frozenset(KnownWord(**row) for row in csv.DictReader(StringIO(text)))


@cache
def words_beside(sheet: str) -> frozenset[str]:
    """Return what our templates write, or wrote, on a sheet outside its table."""
    return frozenset(one.text for one in known_words() if one.kind == "words" and one.sheet == sheet)


@cache
def words_of_former_lists() -> frozenset[tuple[str, str]]:
    """Return the words of the tool's lists that there are no more: each with its list's name before it."""
    return frozenset((one.field, one.text) for one in known_words() if one.kind == "list")


@cache
def headings_until(sheet: str, edition: int) -> Mapping[str, KnownWord]:
    """Return the headings a sheet's table had in an edition of the layout or in one before, by their folded text.

    A heading that went from one column to another, as "Metric id" did, is the column's that had it last.
    """
    had = [one for one in known_words() if one.kind == "heading" and one.sheet == sheet and int(one.since) <= edition]
    return {one.text.casefold(): one for one in sorted(had, key=lambda one: int(one.since))}


@cache
def headings_since(sheet: str, edition: int) -> tuple[str, ...]:
    """Return the headings that came to a sheet's table with just that edition of the layout."""
    new = ("heading", sheet, str(edition))
    return tuple(one.text for one in known_words() if (one.kind, one.sheet, one.since) == new)


def add_words(data: Path, books: list[Book]) -> Path:
    """Add the words of new templates to the list; none is taken away, for workbooks in use keep theirs."""
    path = data / FILE
    known = known_words() if path.exists() else frozenset()
    plan = layout("borough")
    had = {(one.sheet, one.text, one.field) for one in known if one.kind == "heading"}
    new = {one for one in _headings(plan) if (one.sheet, one.text, one.field) not in had}
    every = sorted({*known, *new, *(word for book in books for word in _beside(plan, book))})
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_COLUMNS, *([getattr(one, name) for name in _COLUMNS] for one in every)])
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return path


def _headings(plan: Layout) -> Iterator[KnownWord]:
    for sheet in plan.with_tables:
        for column in sheet.columns:
            yield KnownWord("heading", str(plan.edition), sheet.key, column.heading, column.field, column.owner.value)


def _beside(plan: Layout, book: Book) -> Iterator[KnownWord]:
    """Yield the texts of a template outside its own tables; the Summary's tables are no tables of the layout."""
    own = {sheet.table for sheet in plan if sheet.table}
    if not own & set(book.tables):
        return
    for shape in plan:
        sheet = book.sheets.get(shape.name)
        areas = [table.area for table in book.tables.values() if table.sheet == shape.name and table.name in own]
        for row, cells in sheet.rows.items() if sheet else ():
            for column, value in cells.items():
                place = (row, column)
                typed = isinstance(value, str) and sheet is not None and place not in sheet.formulas
                if typed and not any(place in area for area in areas):
                    yield KnownWord("words", "", shape.key, str(value))
