"""How much of anything a workbook may have, each limit with its reason, and what is said beyond it.

All are far above any borough's workbook and far below what hurts: a file of a megabyte can unpack to a gigabyte, claim
forty million cells, or hold one element whose attributes take minutes to put in order.
"""

from __future__ import annotations

from outcomes_xl.model.cannot_use import UnsafeWorkbook

MOST_PARTS = 10_000
"""Parts of the zip: the largest public workbook seen has 1,300."""

LARGEST_PART, LARGEST_TOTAL = 100_000_000, 200_000_000
"""Bytes a part, and all together, unpack to: with them reading stays below 256 MB of memory."""

RATIO, RATIO_FROM = 250, 10_000_000
"""A part over RATIO_FROM bytes may be RATIO times what it takes in the zip. A sheet of 100,000 stray formatted rows is
about 30 times, a bomb a thousand. What is written keeps to it too, or the tool would refuse its own work."""

MOST_CELLS = 1_500_000
"""Filled cells on a sheet: about ten seconds of reading."""

MOST_SHEETS = 1_000
MOST_MERGES = 200_000
MOST_STYLES = 65_490
"""Excel's own limit of cell formats."""

MOST_NUMBER_FORMATS = 10_000
"""Number formats of a workbook's own: Excel keeps about 250, and reads more. A hundred thousand long ones took
four seconds to tell dates from numbers by."""

MOST_STRINGS = 3_000_000

MOST_NAMES = 100_000
"""Defined names, each a Python call or two while the workbook is opened: a million took four seconds. Excel itself is
slow from some 10,000 on; public workbooks have up to 33,000, left over from copied sheets."""

MOST_TABLE_COLUMNS = 200_000
"""Columns of all tables together: a thousand tables as wide as a sheet would take a gigabyte of headings."""

MOST_ATTRIBUTES = 500
"""Attributes of one element, namespaces among them: Excel's have up to 60. Canonical XML puts them in order one by
one, and 200,000 took two minutes."""

LONG_TAG = 20_000
"""Bytes without a "<" from which a tag is counted: shorter ones have no room for attributes that would hurt, and few
texts are longer."""


def is_too_dense(unpacked: int, packed: int) -> bool:
    """Tell whether a part unpacks to so much more than it takes that it looks like a bomb."""
    return unpacked > RATIO_FROM and unpacked > RATIO * max(packed, 1)


def too_many(name: str, what: str) -> UnsafeWorkbook:
    """Return what we say of a workbook that has more of something than this tool will hold."""
    return UnsafeWorkbook(
        f"“{name}” has more {what} than this tool will open.",
        "Delete what is not needed in Excel, or move it to another workbook, and save it.",
    )
