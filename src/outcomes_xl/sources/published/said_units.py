"""The unit a file says beside each figure, in a column of its own: "Percentage", "Count", "Rate per 10,000".

A table that has a count and a percentage for one area and one period says so there and nowhere else. What such a
column says is compared with the series' unit only where it is plain; many say whom was counted ("Persons"), not how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from outcomes_xl.framework.entries import Series
from outcomes_xl.reading.tidy import folded, tidy_text
from outcomes_xl.sources.published.published_rows import PublishedFile, PublishedRow, spellings

UNIT_COLUMNS = (
    *("measure", "measuretype", "measurename", "measuresname", "valuetype", "datatype", "statistic", "statistictype"),
    *("unitofmeasure", "unittype", "unitname", "unit", "units", "uom"),
)
"""How a value was counted stands before what was counted: of both "Percentage" and "Persons" the first says more."""
_RATE = re.compile(r"\bper (1|10|100),?000\b")
_PER_CENT = re.compile(r"%|percent(?:age)?s?\b.*|per cent\b.*|proportion - %|.*\(%\)|pct")
_COUNT = re.compile(r"counts?|numbers?|head ?counts?|(?:count|number|total number) of .+|frequency")
_ONE_AS_ANOTHER = {"percentage points": "%"}
_JUDGED = frozenset({"%", "number", "per 1,000", "per 10,000", "per 100,000", "£", "score", "points", "months"})


_COUNTED = re.compile(
    r"(?:the )?(?:number of )?(?:live )?(?:children|young people|pupils|persons|people|households|families|births|cases"
    r"|deaths|admissions|offenders|staff|places)(?: (?:aged|under) .*)?|counts?|numbers?|headcount|no\.?"
)


def is_a_count(text: str) -> bool:
    """Whether a table's own unit is whom or what was counted: "Children". It is then no share, and no rate."""
    return bool(_COUNTED.fullmatch(folded(text)))


@lru_cache(maxsize=4096)
def unit_in(text: str) -> str:
    """Return the framework's word for a unit in a publisher's words, "" where they do not say one plainly."""
    plain = folded(text)
    if found := _RATE.search(plain):
        return f"per {found[1]},000"
    if _PER_CENT.fullmatch(plain):
        return "%"
    return "number" if _COUNT.fullmatch(plain) else ""


def unit_columns(file: PublishedFile, series: Series) -> tuple[int, ...]:
    """Return where a file says the unit of each figure; a column that the series itself asks for is none."""
    asked = {one for column in (*series.where, series.value, *series.breakdowns) for one in spellings(column)}
    return tuple(file.at[name] for name in UNIT_COLUMNS if name in file.at and name not in asked)


def in_another_unit(row: PublishedRow, columns: Iterable[int], wanted: str) -> str:
    """Return the unit beside a figure as printed, where it plainly is another one than is wanted; else ""."""
    ours = _ONE_AS_ANOTHER.get(wanted, wanted)
    if ours not in _JUDGED:
        return ""
    for at in columns:
        if at < len(row.cells) and (said := unit_in(row.cells[at])):
            return "" if said == ours else tidy_text(row.cells[at])
    return ""
