"""Expected ranges: exact limits, held to sums of fractions; counts that are given, and those that cannot be used."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import comb, exp, factorial

import pytest

from outcomes_xl.london.compare_figures import comparisons
from outcomes_xl.london.counts_file import GivenCounts, read_counts
from outcomes_xl.london.figures_beside import Comparison
from outcomes_xl.london.funnel import limits
from tests.london.made import FRAMEWORK, picture
from tests.london.test_comparing_figures import GLD, HEAD, NEUTRAL

CODES = {"Barnet": "E09000003", "Brent": "E09000005", "Camden": "E09000007", "Ealing": "E09000009"}


def given(text: str) -> GivenCounts:
    return read_counts(("metric_id,borough_code,period,count,out_of\n" + text).encode(), FRAMEWORK)


def four(metric: str, unit: str, period: str, counts: str, **figures: float) -> Comparison:
    texts = {name: f"{HEAD}| {metric} | Found | {value} | {unit} | {period} |" for name, value in figures.items()}
    (made,) = comparisons(picture(**texts), given(counts))
    return made


@pytest.mark.parametrize(("of", "share"), [(1, 0.5), (7, 0.3), (40, 0.02), (33, 0.97), (250, 0.71)])
def test_limits_of_a_share_are_the_quantiles_of_the_binomial_distribution(of: int, share: float) -> None:
    exact = Fraction(share)
    chances = [comb(of, k) * exact**k * (1 - exact) ** (of - k) for k in range(of + 1)]

    at_most = list(accumulate(chances))

    def quantile(tail: Fraction) -> float:
        return next(100 * k / of for k in range(of + 1) if at_most[k] >= tail)

    found = limits("%", of, 100 * share)
    inner, outer = Fraction(25, 1000), Fraction(1, 1000)
    assert (found.low, found.high) == (quantile(inner), quantile(1 - inner))
    assert (found.outer_low, found.outer_high) == (quantile(outer), quantile(1 - outer))


@pytest.mark.parametrize("expected", [0.4, 3.0, 10.0, 61.5])
def test_limits_of_a_rate_are_the_quantiles_of_the_poisson_distribution(expected: float) -> None:
    chances = [exp(-expected) * expected**k / factorial(k) for k in range(140)]

    def quantile(tail: float) -> float:
        return next(float(k) for k in range(140) if sum(chances[: k + 1]) >= tail)

    found = limits("per 10,000", 10_000, expected)
    assert (found.low, found.high) == (quantile(0.025), quantile(0.975))
    assert (found.outer_low, found.outer_high) == (quantile(0.001), quantile(0.999))


def test_large_areas_do_not_run_out_of_numbers() -> None:
    found = limits("%", 3_000_000, 71.0)
    assert 70.9 < found.outer_low < found.low < 71 < found.high < found.outer_high < 71.1
    assert limits("%", 100, 0.0).high == 0
    assert limits("%", 100, 100.0).low == 100


def test_where_counts_are_given_a_range_stands_instead_of_a_place() -> None:
    counts = "\n".join(
        f"{GLD},{CODES[name]},2024/25,{count},1000"
        for name, count in (("Barnet", 710), ("Brent", 700), ("Camden", 660), ("Ealing", 790))
    )
    made = four(GLD, "%", "2024/25", counts, Barnet=71, Brent=70, Camden=66, Ealing=79)
    assert made.mean == pytest.approx(71.5)
    assert {line.taken.borough.name: line.expected for line in made.lines} == {
        "Barnet": "within the expected range",
        "Brent": "within the expected range",
        "Camden": "below the expected range (99.8 %)",
        "Ealing": "above the expected range (99.8 %)",
    }
    assert {line.place for line in made.lines} == {""}
    assert (made.in_range("within"), made.in_range("above"), made.in_range("below")) == (2, 1, 1)
    assert made.why_no_place == "Counts are given: told as a range."


def test_counts_that_do_not_give_the_published_figure_are_not_used() -> None:
    counts = "\n".join(f"{GLD},{CODES[name]},2024/25,710,1000" for name in CODES)
    made = four(GLD, "%", "2024/25", counts, Barnet=71, Brent=71.2, Camden=70.9, Ealing=60)
    said = {line.taken.borough.name: line.expected for line in made.lines}
    assert said["Ealing"] == "no counts are given for it"
    assert said["Brent"] == said["Camden"] == "within the expected range"  # publishers round counts to ten


def test_two_areas_with_counts_make_no_london_and_are_ranked_as_before() -> None:
    counts = "\n".join(f"{GLD},{CODES[name]},2024/25,710,1000" for name in ("Barnet", "Brent"))
    made = four(GLD, "%", "2024/25", counts, Barnet=71, Brent=71, Camden=60)
    assert made.mean is None
    assert [line.place for line in made.lines] == ["joint 1st–2nd of 3", "joint 1st–2nd of 3", "3rd of 3"]


def test_a_metric_without_a_direction_has_a_range_and_no_place() -> None:
    unit = FRAMEWORK.metrics[NEUTRAL].unit
    counts = "\n".join(
        f"{NEUTRAL},{CODES[name]},2025,{n},10000" for name, n in zip(CODES, (300, 310, 320, 500), strict=True)
    )
    made = four(NEUTRAL, unit, "2025", counts, Barnet=300, Brent=310, Camden=320, Ealing=500)
    assert [line.expected for line in made.lines if line.expected.startswith("above")] == [
        "above the expected range (99.8 %)"
    ]
    assert {line.place for line in made.lines} == {""}


def test_take_up_above_a_hundred_has_no_expected_range() -> None:
    counts = "\n".join(f"{GLD},{CODES[name]},2024/25,1020,1000" for name in CODES)
    made = four(GLD, "%", "2024/25", counts, Barnet=102, Brent=102, Camden=102)
    assert made.mean is None
    assert made.values == [102, 102, 102]


def test_what_cannot_be_used_of_the_counts_is_said_by_its_line() -> None:
    found = given(
        f'{GLD},E09000003,2024/25,"1,710",2500\n'
        "MET-999,E09000003,2024/25,1,2\n"
        f"{GLD},E09000005,2024/25,c,2500\n"
        f"{GLD},E09000007,2024/25,4,0\n"
        f"{GLD},E09000003,2024/25,1700,2500\n"
        f"{GLD},E09000009,2024/25,nan,2500\n"
    )
    assert dict(found.found) == {(GLD, "E09000003", "2024/25"): (1710, 2500)}
    assert [one.split(": ", 1)[0] for one in found.unusable] == [f"The counts, line {n}" for n in (3, 4, 5, 6, 7)]
    assert read_counts(b"a,b\n1,2\n", FRAMEWORK).unusable == (
        "The counts have no column metric_id, borough_code, period, count, out_of, so none of them is used.",
    )
