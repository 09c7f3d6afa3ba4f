"""How late a figure is, by its own rhythm."""

from __future__ import annotations

from datetime import date

import pytest

from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources.lateness import behind, gaps, lateness, months_on
from tests.sources.making import metric

MARCH_2025 = parse_period("2025", "At 31 March")


@pytest.mark.parametrize(
    ("today", "count", "words"),
    [
        (date(2025, 11, 30), 0, "As expected, next due November 2026"),
        (date(2026, 11, 22), 0, "As expected, next due November 2026"),
        (date(2026, 11, 30), 0, "As expected, next due November 2026"),
        (date(2026, 12, 1), 1, "A newer figure is due"),
        (date(2027, 12, 1), 2, "2 periods behind"),
        (date(2030, 1, 1), 4, "4 periods behind"),
    ],
)
def test_a_yearly_figure_with_eight_months_wait(today: date, count: int, words: str) -> None:
    assert behind(MARCH_2025, metric(), today) == count
    assert lateness(MARCH_2025, metric(), today) == words


def test_a_survey_every_two_years_is_not_late_after_one() -> None:
    period = parse_period("2023/24", "Academic year")
    survey = metric(kind="Academic year", every=24, wait=9)
    assert lateness(period, survey, date(2026, 11, 22)) == "As expected, next due May 2027"


def test_a_series_without_a_rhythm_is_never_called_late() -> None:
    assert lateness(MARCH_2025, metric(every=None), date(2040, 1, 1)) == "Cannot say: no set rhythm"
    assert behind(MARCH_2025, metric(wait=None), date(2040, 1, 1)) is None


def test_a_period_that_cannot_be_read_is_not_judged() -> None:
    assert lateness(None, metric(), date(2026, 1, 1)) == "Cannot say: the period is not clear"


def test_months_are_counted_to_the_end_of_the_month() -> None:
    assert months_on(date(2025, 3, 31), 8) == date(2025, 11, 30)
    assert months_on(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_on(date(2024, 12, 31), 12) == date(2025, 12, 31)


def test_missing_years_are_counted_between_the_first_and_the_last() -> None:
    years = [parse_period(text, "Academic year") for text in ("2018/19", "2021/22", "2022/23")]
    assert gaps([year for year in years if year], 12) == 2
    assert gaps([], 12) == 0
