"""A workbook of an older layout read as it was made: a heading that came later is an officer's own column in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.model import BookTable
from outcomes_xl.model.spelling import bare
from outcomes_xl.reading.known_words import headings_since, headings_until
from outcomes_xl.reading.layouts import Layout, SheetLayout


def edition_read(plan: Layout, places: Mapping[str, BookTable]) -> int:
    """Return the edition a workbook's tables are to be read as, told by a heading that was renamed since.

    Without one it is read as today's. ``places`` are its tables by layout key. The hidden marker is not asked, so that
    an open workbook, of which no names are read, is read as the closed file is.
    """
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


def edition_of_sheet(shape: SheetLayout, place: BookTable | None, edition: int, latest: int) -> int:
    """Return the edition of one sheet: a newer tool may have added one that came later to an older workbook."""
    if not shape.later or place is None:
        return edition
    return max(edition, edition_by_headings({shape.key: place}, latest))


def as_it_was(shape: SheetLayout, place: BookTable | None, edition: int, latest: int) -> SheetLayout:
    """Return a sheet's layout with only the columns that it had in a workbook's edition; a new sheet stays whole."""
    edition = edition_of_sheet(shape, place, edition, latest)
    known = headings_until(shape.key, edition)
    if not known:
        return shape
    fields = {one.field for one in known.values()}
    kept = [c for c in shape.columns if c.field in fields or any(was.casefold() in known for was in c.was)]
    return replace(shape, columns=tuple(kept))


def _has_a_former_heading(shape: SheetLayout, place: BookTable) -> bool:
    former = {bare(heading) for column in shape.columns for heading in column.was}
    return any(bare(heading) in former for heading in place.headings)
