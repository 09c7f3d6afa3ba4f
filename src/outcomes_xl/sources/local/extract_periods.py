"""Periods of local extracts: the metric's own years, and the months that extracts come in."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date

from outcomes_xl.reading.periods import Period, PeriodKind, parse_period
from outcomes_xl.sources.published.published_rows import printed_period

_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-_. /]?(?P<month>0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?")
_IN_A_NAME = re.compile(rf"(?<!\d){_MONTH.pattern}(?!\d)")
_YEARS_IN_A_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d[-_ ](?:(?:19|20)\d\d|\d\d)(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)")

_ON_A_DAY = (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER)


def read_period(text: str, kind: str) -> Period | None:
    """Return the period a local table's text means for a metric, a month where it names one; None when it says none."""
    plain = printed_period(text)
    found = parse_period(plain, kind)
    if found is not None:
        return found
    match = _MONTH.fullmatch(plain)
    if match is None or (plain.isdigit() and len(plain) == 6 and _is_a_split_year(plain)):
        return parse_period(plain, PeriodKind.ANY) if match is None else None
    year, month = int(match["year"]), int(match["month"])
    last = date(year, month, monthrange(year, month)[1])
    # The month that ends on a metric's own day, such as March for 31 March, is that day's figure.
    if kind in _ON_A_DAY and (found := parse_period(f"{last.day} {month_name[month]} {year}", kind)):
        return found
    return Period(PeriodKind.ANY, date(year, month, 1), last, f"{month_name[month]} {year}")


def is_a_month(period: Period) -> bool:
    return period.start.day == 1 and (period.start.year, period.start.month) == (period.end.year, period.end.month)


def _is_a_split_year(digits: str) -> bool:
    return int(digits[4:]) == (int(digits[2:4]) + 1) % 100 and int(digits[4:]) > 12


def period_in_name(name: str) -> str:
    """Return the period in a file's name: "gld_2025-03.csv" has 2025-03; "" when there is none."""
    found = _IN_A_NAME.search(name)
    if found and not (len(found[0]) == 6 and _is_a_split_year(found[0])):
        return f"{found['year']}-{found['month']}"
    years = _YEARS_IN_A_NAME.search(name)
    return years[0].replace("_", "/").replace(" ", "/").replace("-", "/") if years else ""
