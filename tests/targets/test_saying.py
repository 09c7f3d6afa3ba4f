"""What a target means, where its path is, and which word a figure gets: worked out again by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.reading.periods import parse_period
from outcomes_xl.targets.intervals import proportion
from outcomes_xl.targets.path_words import ABOVE, BELOW, ON_PATH, TOO_NEAR, beside_the_path, meaning
from outcomes_xl.targets.projection import projected
from outcomes_xl.targets.straight_path import PathPoint, StraightPath, point
from outcomes_xl.targets.target_levels import LEVEL, PER_CENT, POINTS, both_in_words, level_of, may_mean_two


def at(label: str, value: float, kind: str = "Academic year") -> PathPoint:
    period = parse_period(label, kind)
    assert period is not None
    return point(period, value)


def test_nine_per_cent_and_nine_points_are_different_promises() -> None:
    assert both_in_words(71.0, 9) == "9 per cent more is 77.4, 9 points more is 80.0"
    assert both_in_words(15.4, -1) == "1 per cent less is 15.2, 1 point less is 14.4"
    assert level_of(PER_CENT, 71.0, 9) == pytest.approx(77.39)
    assert level_of(POINTS, 71.0, 9) == 80
    assert (level_of(LEVEL, None, 75), level_of(POINTS, None, 9), level_of("", 71, 9)) == (75, None, None)


def test_only_a_percentage_can_be_meant_in_two_ways_and_only_until_it_is_confirmed() -> None:
    assert may_mean_two(PER_CENT, "%", confirmed=False) and may_mean_two("", "%", confirmed=True)
    assert not may_mean_two(PER_CENT, "%", confirmed=True)
    assert not may_mean_two(POINTS, "%", confirmed=False) and not may_mean_two(PER_CENT, "per 10,000", confirmed=False)


def test_the_path_is_straight_between_the_points_given_and_nowhere_else() -> None:
    path = StraightPath.through([at("2027/28", 80), at("2024/25", 71), at("2025/26", 73)])
    assert [one.label for one in path.points] == ["2024/25", "2025/26", "2027/28"]
    assert path.value_at(at("2026/27", 0).at) == 76.5
    assert path.value_at(at("2025/26", 0).at) == 73
    assert path.value_at(at("2023/24", 0).at) is None and path.value_at(at("2028/29", 0).at) is None


@given(st.fractions(Fraction(-18, 10), Fraction(18, 10)))
def test_seventy_one_per_cent_of_2500_is_too_near_to_say_for_any_path_within_1_8_points(away: Fraction) -> None:
    assert beside_the_path(71.0, 71 + float(away), proportion(1775, 2500, 100), 1) == TOO_NEAR


@given(st.floats(1.91, 25))
def test_further_away_it_is_above_or_below(away: float) -> None:
    interval = proportion(1775, 2500, 100)
    assert beside_the_path(71.0, 71 - away, interval, 1) == ABOVE
    assert beside_the_path(71.0, 71 + away, interval, 1) == BELOW


def test_without_counts_only_the_same_number_is_on_the_path() -> None:
    assert beside_the_path(71.0, 71.04, None, 1) == ON_PATH
    assert beside_the_path(71.0, 70.9, None, 1) == ABOVE
    assert beside_the_path(71.0, 71.1, None, 1) == BELOW


def test_what_above_means_is_the_metrics_to_say() -> None:
    assert meaning(ABOVE, "Higher is better") == meaning(BELOW, "Lower is better") == "better than the path"
    assert meaning(BELOW, "Higher is better") == meaning(ABOVE, "Lower is better") == "worse than the path"
    assert meaning(ABOVE, "No agreed direction") == meaning(TOO_NEAR, "Higher is better") == ""


def test_a_projection_is_the_line_of_least_squares_with_the_interval_of_one_more_year() -> None:
    years = [at(f"{year}/{year - 1999}", value) for year, value in ((2021, 60), (2022, 62), (2023, 63), (2024, 67))]
    made = projected(years, at("2026/27", 0).at, 0, 100)
    assert made is not None
    # By hand: x = 0..3, slope 2.2, intercept 59.7, at x = 5 it is 70.7; s² = 1.4/... over 2 degrees, t = 4.302653.
    rest = sum((y - 59.7 - 2.2 * x) ** 2 for x, y in enumerate((60, 62, 63, 67))) / 2
    around = 4.302652729911275 * (rest * (1 + 1 / 4 + (5 - 1.5) ** 2 / 5)) ** 0.5
    assert made.years == 4 and made.value == pytest.approx(70.7) and made.slope == pytest.approx(2.2)
    assert made.lower == pytest.approx(70.7 - around) and made.upper == pytest.approx(70.7 + around)


def test_three_years_give_none_and_what_cannot_be_is_cut_off() -> None:
    years = [at(f"{year}/{year - 1999}", value) for year, value in ((2021, 80), (2022, 88), (2023, 95), (2024, 99))]
    assert projected(years[1:], at("2027/28", 0).at, 0, 100) is None
    made = projected(years, at("2027/28", 0).at, 0, 100)
    assert made is not None and made.value == made.upper == 100
