"""A workbook of an older layout read as it was made: a heading that came later is an officer's own column in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.model import Book, BookTable
from outcomes_xl.model.spelling import bare
from outcomes_xl.reading.known_words import headings_since, headings_until
from outcomes_xl.reading.layouts import LAYOUT_MARKER, Layout, SheetLayout

FIRST_MARKED = 3
"""The first edition whose workbooks carry the marker; before, a workbook has one of the layouts up to the second."""


def marked_edition(book: Book) -> int | None:
    """Return the edition that a workbook's hidden marker says, None where it has no marker."""
    marker = next((text for name, text in book.names.items() if name.casefold() == LAYOUT_MARKER), "")
    found = re.search(r"(\w+) (\d+)", marker)
    return int(found[2]) if found else None


def edition_read(book: Book, plan: Layout, places: Mapping[str, BookTable]) -> int:
    """Return the edition a workbook's tables are to be read as: the marker's, or by the headings it had until then.

    Without either it is read as today's. ``places`` are its tables by layout key.
    """
    if (marked := marked_edition(book)) is not None:
        return min(marked, plan.edition)
    if not any(_has_a_former_heading(plan.sheet(key), place) for key, place in places.items()):
        return plan.edition
    return edition_by_headings(places, plan.edition)


def edition_by_headings(places: Mapping[str, BookTable], latest: int) -> int:
    """Return the latest edition of which a workbook has most of the headings that it brought, the first where of none.

    One or two columns of the same name may be an officer's own; most of them together are not.
    """
    for edition in range(latest, 1, -1):
        came = {(key, bare(heading)) for key in places for heading in headings_since(key, edition)}
        there = {(key, bare(heading)) for key, place in places.items() for heading in place.headings}
        if 2 * len(came & there) > len(came):
            return edition
    return 1


def as_it_was(shape: SheetLayout, edition: int) -> SheetLayout:
    """Return a sheet's layout with only the columns that it had in an edition; a sheet that came later stays whole."""
    known = headings_until(shape.key, edition)
    if not known:
        return shape
    fields = {one.field for one in known.values()}
    kept = [c for c in shape.columns if c.field in fields or any(was.casefold() in known for was in c.was)]
    return replace(shape, columns=tuple(kept))


def _has_a_former_heading(shape: SheetLayout, place: BookTable) -> bool:
    former = {bare(heading) for column in shape.columns for heading in column.was}
    return any(bare(heading) in former for heading in place.headings)
