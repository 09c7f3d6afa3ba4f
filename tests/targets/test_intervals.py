"""Intervals: to the last digit of the field's own and of those worked out by another road, and right at their edges."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.targets.intervals import Interval, NoInterval, count, mean, proportion, rate

CASES = Path(__file__).parents[1] / "data" / "intervals"
WORKED_OUT = [
    case
    for name in ("intervals.csv", "more.csv")
    for case in csv.DictReader((CASES / name).read_text(encoding="utf-8").splitlines())
]


def worked_out(case: dict[str, str]) -> Interval:
    events, multiplier, confidence = float(case["events"]), float(case["multiplier"]), float(case["confidence"])
    match case["kind"]:
        case "proportion":
            return proportion(events, float(case["denominator"]), multiplier, confidence)
        case "rate":
            return rate(events, float(case["denominator"]), multiplier, confidence)
        case "count":
            return count(events, confidence)
        case _:
            values = case["note"].partition("values ")[2].partition(";")[0]
            return mean([float(value) for value in values.split()], confidence)


@pytest.mark.parametrize("case", WORKED_OUT, ids=lambda case: str(case["case"]))
def test_it_is_the_interval_that_the_field_works_out(case: dict[str, str]) -> None:
    made = worked_out(case)
    assert made.method == case["method"]
    assert made.value == pytest.approx(float(case["value"]), rel=1e-9)
    assert made.upper == pytest.approx(float(case["upper"]), rel=1e-9)
    assert made.lower == pytest.approx(float(case["lower"]), rel=1e-9)


def poisson_at_most(events: int, expected: float) -> float:
    return math.fsum(math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(events + 1))


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
@pytest.mark.parametrize("events", range(1, 10))
def test_exact_limits_are_where_the_poisson_tails_have_what_is_left_out(events: int, confidence: float) -> None:
    made = rate(events, 1, 1, confidence)
    tail = (1 - confidence) / 2
    assert made.lower is not None
    assert 1 - poisson_at_most(events - 1, made.lower) == pytest.approx(tail, rel=1e-9)
    assert poisson_at_most(events, made.upper) == pytest.approx(tail, rel=1e-9)


def test_no_event_has_a_lower_limit_of_nought_and_an_upper_one_all_the_same() -> None:
    assert (proportion(0, 50).lower, rate(0, 50).lower) == (0, 0)
    assert rate(0, 1, 1).upper == pytest.approx(-math.log(0.025), rel=1e-12)
    assert 0 < proportion(0, 50).upper < 1


def test_where_everybody_has_it_the_upper_limit_is_the_whole() -> None:
    assert proportion(50, 50, 100).upper == 100
    assert proportion(50, 50).lower == pytest.approx(1 - proportion(0, 50).upper, rel=1e-12)


def test_a_count_whose_lower_limit_would_be_below_nought_has_none() -> None:
    assert (count(0).lower, count(1, 0.998).lower) == (None, None)
    assert count(0).upper > 0


def test_from_exactly_ten_events_a_rate_has_byars_limits() -> None:
    assert (rate(9, 1000).method, rate(9.99, 1000).method, rate(10, 1000).method) == ("Exact", "Exact", "Byars")
    ten = count(10)
    assert (rate(10, 1, 1).lower, rate(10, 1, 1).upper) == (ten.lower, ten.upper)


@pytest.mark.parametrize("multiplier", [1_000, 10_000, 100_000])
def test_a_multiplier_only_moves_the_point(multiplier: int) -> None:
    one, many = rate(37, 4_200, 1), rate(37, 4_200, multiplier)
    assert one.lower and many.lower == pytest.approx(one.lower * multiplier)
    assert many.upper == pytest.approx(one.upper * multiplier)


@given(st.integers(1, 10**15), st.data(), st.floats(0.01, 0.9999))
def test_wilsons_limits_are_the_roots_of_the_score(people: int, data: st.DataObject, confidence: float) -> None:
    """A limit L is where |p - L| is z standard errors at L; whatever the size of the counts."""
    events = data.draw(st.integers(0, people))
    made, z = proportion(events, people, 1, confidence), NormalDist().inv_cdf(0.5 + confidence / 2)
    assert made.lower is not None and 0 <= made.lower <= made.value <= made.upper <= 1
    for limit in (made.lower, made.upper):
        if 1e-6 < limit < 1 - 1e-6 and abs(made.value - limit) > 1e-6:
            assert abs(made.value - limit) == pytest.approx(z * math.sqrt(limit * (1 - limit) / people), rel=1e-6)


def test_what_has_no_interval_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoInterval) as told:
        proportion(101, 100)
    assert str(told.value) == (
        "There are more events (101) than people (100): a proportion cannot pass the whole. "
        "Look at both counts, or ask for a rate."
    )
    refused: list[Callable[[], Interval]] = [
        lambda: proportion(1, 0),
        lambda: proportion(-1, 10),
        lambda: proportion(math.nan, 10),
        lambda: proportion(True, 10),
        lambda: rate(1, 0),
        lambda: rate(1, math.inf),
        lambda: rate(1, 10, 1000, 95),
        lambda: count(1, 1.0),
        lambda: count(-0.5),
        lambda: mean([3.0]),
        lambda: mean([3.0, math.nan]),
    ]
    for asked in refused:
        with pytest.raises(NoInterval):
            asked()


@pytest.mark.parametrize("multiplier", [0, -100, float("nan"), None])
def test_a_rate_is_for_a_number_above_nought(multiplier: float) -> None:
    with pytest.raises(NoInterval, match="nothing to count for"):
        rate(12, 1000, multiplier)
