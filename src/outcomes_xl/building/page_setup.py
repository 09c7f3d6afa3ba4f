"""Print set-up: a sheet comes out on pages one can read, its headings and first columns on each.

A narrow sheet is fitted to the width of A4 across. A wide one is cut between columns, and printed as large as its
widest page lets it be: on A4 where that can still be read, else on A3. Fitting 26 columns to one page would print them
at the size of a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.reading.layouts import Field, Owner

A3, A4 = 8, 9
_POINTS_A_CHARACTER = 6.3  # a column's width unit in Arial 11, measured in print
_A4_ACROSS, _A3_ACROSS = 770.0, 1120.0  # points between the margins
_SMALLEST = 0.55  # 11 point printed at 6 point
_TO_SPARE = 1.04
"""So much wider a page may come out than was measured, and still hold all its columns."""
_ON_ONE_PAGE = 0.5  # a little smaller still, if that saves a second page


def paper(sheet: Worksheet, columns: Sequence[Field], heading_row: int, frozen: int) -> None:
    """Set a table's sheet up for printing; heading_row counted from 1, ``frozen`` columns repeated on each page.

    ``columns`` are those in sight: what is folded away is not printed either.
    """
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    sheet.repeat_rows(heading_row - 2, heading_row - 1)
    footer(sheet)
    across = sum(column.width for column in columns) * _POINTS_A_CHARACTER
    sheet.set_paper(A4 if across * _SMALLEST <= _A4_ACROSS else A3)
    if across * _ON_ONE_PAGE <= _A3_ACROSS:
        sheet.fit_to_pages(1, 0)
        return
    sheet.repeat_columns(0, frozen - 1)
    sheet.print_across()
    begin = cuts(columns, frozen)
    sheet.set_v_pagebreaks(begin)
    widest = _widest_page([column.width * _POINTS_A_CHARACTER for column in columns], frozen, begin) * _TO_SPARE
    sheet.set_paper(A4 if widest * _SMALLEST <= _A4_ACROSS else A3)
    room = _A4_ACROSS if widest * _SMALLEST <= _A4_ACROSS else _A3_ACROSS
    sheet.set_print_scale(max(round(_SMALLEST * 100), min(int(room / widest * 100), 100)))


def on_one_page(sheet: Worksheet) -> None:
    """Have a sheet printed on one page of A4 across."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    footer(sheet)


def board_page(sheet: Worksheet, rows: int, columns: int) -> None:
    """Have the first rows of a sheet printed on one upright page of A4, for a board."""
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.3, right=0.3, top=0.3, bottom=0.45)
    sheet.print_area(0, 0, rows - 1, columns - 1)
    sheet.fit_to_pages(1, 1)
    footer(sheet)


def from_page_to_page(sheet: Worksheet, begin: Sequence[int]) -> None:
    """Have a sheet printed on A4 across, one page wide; ``begin`` are the rows (from 1) a new page begins with."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.3, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([row - 1 for row in begin])
    footer(sheet)


def footer(sheet: Worksheet) -> None:
    """Put the sheet's name and "page n of m" at the foot of the paper: nothing that is not on the sheet as well."""
    sheet.set_footer('&L&"Arial,Regular"&9&A&R&"Arial,Regular"&9Page &P of &N')


def cuts(columns: Sequence[Field], frozen: int) -> list[int]:
    """Return the columns (from 0) that begin a new page: where You ends, and what is too wide shared out evenly."""
    points = [column.width * _POINTS_A_CHARACTER for column in columns]
    room = _A3_ACROSS / _SMALLEST - sum(points[:frozen])
    at = _where_owner_changes(columns)
    if at is None:
        return _evenly(points, frozen, room)
    after = _evenly([*points[:frozen], *points[at:]], frozen, room)
    return [*_evenly(points[:at], frozen, room), at, *(number + at - frozen for number in after)]


def _widest_page(points: Sequence[float], frozen: int, begin: Sequence[int]) -> float:
    """Return how wide the widest page is, at full size; the first columns stand on each."""
    edges = [0, *begin, len(points)]
    pages = (sum(points[first:last]) + (sum(points[:frozen]) if first else 0) for first, last in pairwise(edges))
    return max(pages)


def _where_owner_changes(columns: Sequence[Field]) -> int | None:
    """Return the column behind the last one marked You; None where that is the last of all, or there is none."""
    yours = [number for number, column in enumerate(columns) if column.owner is Owner.OFFICER]
    return yours[-1] + 1 if yours and yours[-1] + 1 < len(columns) else None


def _evenly(points: Sequence[float], frozen: int, room: float) -> list[int]:
    rest = sum(points[frozen:])
    share = rest / -(-rest // room)
    found, used = [], 0.0
    for number, width in enumerate(points[frozen:], start=frozen):
        if used and (used + width > room or used + width / 2 > share):
            found.append(number)
            used = 0.0
        used += width
    return found
