"""The year that “by 2028” or a month lies in."""

from __future__ import annotations

from datetime import date

import pytest

from outcomes_xl.model import Value
from outcomes_xl.reading.periods import PeriodKind
from outcomes_xl.reading.years_by_then import year_by_then


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("by 2028", PeriodKind.ACADEMIC, "2027/28"),
        ("By 2027/28 at the latest", PeriodKind.ACADEMIC, "2027/28"),
        ("July 2028", PeriodKind.ACADEMIC, "2027/28"),
        ("by September 2028", PeriodKind.ACADEMIC, "2028/29"),
        ("by March 2028", PeriodKind.FINANCIAL, "2027/28"),
        ("by July 2028", PeriodKind.CALENDAR, "2028"),
        ("by 2028", PeriodKind.AT_31_MARCH, "31 March 2028"),
        (date(2028, 7, 1), PeriodKind.ACADEMIC, "2027/28"),
        ("April 2027 to September 2028", PeriodKind.ACADEMIC, None),
        ("by July 2028", PeriodKind.AT_31_MARCH, None),
        ("soon", PeriodKind.ACADEMIC, None),
        (None, PeriodKind.ACADEMIC, None),
    ],
)
def test_the_year_in_which_it_lies(typed: Value, kind: PeriodKind, label: str | None) -> None:
    found = year_by_then(typed, kind)
    assert (found.label if found else None) == label
