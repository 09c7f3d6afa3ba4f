"""Tables of counts that a return brings on sheets of the borough's own: nothing of them is taken, and it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.read_closed_workbook import read_package
from outcomes_xl.london.returns import KeptOut
from outcomes_xl.model import Book, Table
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import layout
from outcomes_xl.sharing.leak_check import THRESHOLD
from outcomes_xl.sharing.leaks import Leak
from outcomes_xl.sharing.signs import says_of_somebody
from outcomes_xl.sharing.unsafe_counts import unsafe_counts


def unsafe_in_book(book: Book, tables: Mapping[str, Table]) -> tuple[KeptOut, ...]:
    """Return the cells of a whole workbook by which somebody could be found, beside our tables too."""
    return tuple(_told(unsafe_counts(book, tables, THRESHOLD)))


def unsafe_on_own_sheets(package: Package, sheets: Collection[str]) -> tuple[KeptOut, ...]:
    """Return those of the sheets that are none of ours; most workbooks have none, and nothing more is read then."""
    own = frozenset(sheets) - _sheets_of_ours()
    if not own:
        return ()
    try:
        book = read_package(package, own)
    except CannotUse:  # nothing is taken from them, so that damage there keeps no borough out
        return ()
    return tuple(_told(unsafe_counts(book, {}, THRESHOLD)))


def _told(leaks: Iterable[Leak]) -> Iterator[KeptOut]:
    for leak in leaks:
        if leak.cell is not None:
            named_after_somebody = says_of_somebody(leak.cell.sheet)
            place = f"{leak.cell.a1} of a sheet of its own" if named_after_somebody else leak.place
            yield KeptOut(place, leak.what, False, beside=True)


@lru_cache(maxsize=1)
def _sheets_of_ours() -> frozenset[str]:
    return frozenset(shape.name for shape in layout("borough"))
