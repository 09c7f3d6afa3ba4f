"""Parts of a year as the publishers name them beside it: a quarter, a month, half a year, a term.

Words of the Department for Education's time_identifier: "Financial year Q3", "Calendar year Q1", "January", "Part 1
(April to September)". An academic year's quarters begin in August or in September, so they are not given dates.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.reading.period_spans import MONTHS
from outcomes_xl.reading.tidy import folded

_SPLIT = re.compile(r"(?P<first>(?:19|20)\d\d) ?[/-]? ?(?:\d\d)?(?P<last>\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"(?P<which>financial|tax|calendar) year q(?P<n>[1-4])")
_HALF = re.compile(r"part (?P<n>[12]) ?\((?P<months>april to september|october to march)\)")


@lru_cache(maxsize=1024)
def in_full(year: str, part: str) -> str:
    """Return a year and its part as one text that names its days: "2024/25 q3"; "" where nothing surely does."""
    plain, named = folded(year), folded(part)
    split, lone = _SPLIT.fullmatch(plain), _YEAR.fullmatch(plain)
    if quarter := _QUARTER.fullmatch(named):
        if quarter["which"] == "calendar":
            return f"{plain} q{quarter['n']}" if lone else ""
        return f"{split['first']}/{split['last']} q{quarter['n']}" if split else ""
    if named in MONTHS:
        return f"{named} {plain}" if lone else ""
    if (half := _HALF.fullmatch(named)) and split:
        first = int(split["first"])
        return f"{half['months']} {first + (half['n'] == '2')}"
    return ""
