"""Periods as files print them in short: "24/25", "2425", "Mar-25". In a publisher's column of periods they are sure.

An officer's own cell is asked about instead: there 24/25 may be anything Excel made of a date.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.reading.period_spans import month_number
from outcomes_xl.reading.periods import Period, parse_period
from outcomes_xl.reading.tidy import folded

_TWO_YEARS = re.compile(r"(?P<first>\d\d) ?[/-]? ?(?P<last>\d\d)")
_MONTH = re.compile(r"(?P<month>[a-z]{3,9})[ -]?'?(?P<year>\d\d)")
_CENTURIES = ("19", "20")


@lru_cache(maxsize=16_384)
def printed_in_file(text: str, kind: str) -> Period | None:
    """Return the period a file's text says for a metric of this kind, None when it says none surely."""
    return parse_period(text, kind) or ((full := _in_full(folded(text))) and parse_period(full, kind)) or None


def _in_full(text: str) -> str:
    """Return a short period as it would be written out, "" for anything else; "2021" is a year and no 20/21."""
    if match := _TWO_YEARS.fullmatch(text):
        follows = int(match["last"]) == (int(match["first"]) + 1) % 100
        a_year = text.isdigit() and match["first"] in _CENTURIES
        return f"20{match['first']}/{match['last']}" if follows and not a_year else ""
    if (match := _MONTH.fullmatch(text)) and month_number(match["month"]):
        return f"{match['month']} 20{match['year']}"
    return ""
