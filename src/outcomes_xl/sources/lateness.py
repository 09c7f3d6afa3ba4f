"""How late a figure is, judged by its own series' rhythm and not by the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from outcomes_xl.framework.entries import Metric
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.periods import Period

_MOST = 99


def months_on(day: date, months: int) -> date:
    """Return the last day of the month that many months after a day: 31 March 2025 and 8 months is 30 November."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def behind(latest: Period | None, metric: Metric, today: date) -> int | None:
    """Return how many newer figures should be out today; None when the series' rhythm or wait is not known.

    The figure after next is out once its period has ended and the usual wait has passed as well.
    """
    every, wait = metric.every_months, metric.lag_months
    if latest is None or not every or wait is None:
        return None
    count = 0
    while count < _MOST and months_on(latest.end, every * (count + 1) + wait) < today:
        count += 1
    return count


def lateness(latest: Period | None, metric: Metric, today: date) -> str:
    """Return in words how late the latest figure is, such as "As expected, next due November 2026"."""
    count = behind(latest, metric, today)
    if latest is None:
        return "Cannot say: the period is not clear"
    if count is None or not metric.every_months or metric.lag_months is None:
        return "Cannot say: no set rhythm"
    if count == 0:
        return f"As expected, next due {months_on(latest.end, metric.every_months + metric.lag_months):%B %Y}"
    return "A newer figure is due" if count == 1 else f"{counted(count, 'period')} behind"


def gaps(periods: Sequence[Period], every_months: int | None) -> int:
    """Return how many periods are missing between the first and the last, by the series' rhythm; 0 if unknown."""
    if not every_months or len(periods) < 2:
        return 0
    first, last = periods[0].end, periods[-1].end
    expected = ((last.year - first.year) * 12 + last.month - first.month) // every_months + 1
    return max(0, expected - len(periods))
