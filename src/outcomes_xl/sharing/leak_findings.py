"""What was seen, as findings in officers' words: one for each kind of sign on a sheet, or in a place outside cells."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.model import Book, CellRef, Finding
from outcomes_xl.model.sentences import counted
from outcomes_xl.sharing.leak_check import SMALL_FIGURE
from outcomes_xl.sharing.leaks import Leak, LookThrough
from outcomes_xl.sharing.unsafe_counts import GIVEN_AWAY, SMALL_IN_TABLE

_IN_CELLS = {(True, True): "SH01", (False, True): "SH02", (True, False): "SH03", (False, False): "SH04"}
_OUTSIDE = {True: "SH05", False: "SH06"}


def leak_findings(seen: LookThrough, book: Book, threshold: int) -> tuple[Finding, ...]:
    """Return the findings, what must be mended first. What is in no cell is shown at the first sheet's A1."""
    first = CellRef(next(iter(book.sheets), "Start"), 1, 1)
    told = sorted(_told(seen, first, threshold), key=lambda one: _ORDER[one.rule])
    return findings(told)


_IN_TABLES = {SMALL_IN_TABLE: "SH10", GIVEN_AWAY: "SH11"}
_IN_ORDER = ("SH01", "SH03", "SH05", "SH02", "SH07", "SH10", "SH11", "SH04", "SH06", "SH08", "SH09")
_ORDER = {rule: place for place, rule in enumerate(_IN_ORDER)}


def _told(seen: LookThrough, first: CellRef, threshold: int) -> Iterator[Told]:
    for leak in seen.leaks:
        yield _of(leak, first, threshold)
    for kind in seen.stays:
        yield Told("SH08", first, words={"what": kind})
    for sheet, number in seen.hidden.items():
        yield Told("SH09", CellRef(sheet, 1, 1), words={"count_rows": counted(number, "row")})


def _of(leak: Leak, first: CellRef, threshold: int) -> Told:
    if leak.cell is None:
        return Told(_OUTSIDE[leak.sure], first, words={"what": leak.what, "where": leak.place})
    if leak.what == SMALL_FIGURE:
        return Told("SH07", leak.cell, words={"threshold": str(threshold)})
    if leak.what in _IN_TABLES:
        return Told(_IN_TABLES[leak.what], leak.cell, words={"threshold": str(threshold)})
    return Told(_IN_CELLS[leak.sure, leak.travels], leak.cell, words={"what": leak.what})
