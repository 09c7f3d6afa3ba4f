"""What is shown of protected counts: shares, differences with their intervals, who is missing, what it comes to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from outcomes_xl.cohorts.cohort_figures import CohortFigures, ShownCounts
from outcomes_xl.disclosure.outputs import Rule
from outcomes_xl.targets.intervals import difference

ROUND, SUPPRESS = Rule(), Rule(method="suppress")


def figures(
    yes: int | None, no: int | None, every: tuple[int, int], rule: Rule = SUPPRESS, better: int = 1
) -> CohortFigures:
    return CohortFigures((("sen", "EHC plan"),), ShownCounts(yes, no), ShownCounts(*every), rule, better)


@pytest.mark.parametrize(
    ("counts", "limits"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table II, method 10."""
    found = difference(*counts)
    assert (round(found.lower or 0.0, 4), round(found.upper, 4)) == limits


def test_a_group_stands_beside_all_who_are_not_in_it() -> None:
    found = figures(10, 30, (210, 90))
    assert found.rest == ShownCounts(200, 60)
    assert round(found.difference.value, 1) == -51.9  # type: ignore[union-attr]
    assert found.reading == "▼ worse"
    assert found.prize == round(Fraction(40 * 200, 260) - 10) == 21
    assert (found.missing, found.share_of_missing, found.share_of_everybody) == (30, 33, 13)


def test_where_less_is_better_those_who_have_it_are_the_ones_to_look_at() -> None:
    found = figures(30, 10, (90, 210), better=-1)
    assert (found.reading, found.missing, found.share_of_missing, found.prize) == ("▼ worse", 30, 33, 21)


def test_where_neither_way_is_agreed_nothing_is_called_better() -> None:
    found = figures(10, 30, (210, 90), better=0)
    assert (found.reading, found.prize) == ("lower", None)


def test_what_it_comes_to_is_as_round_as_the_counts() -> None:
    assert figures(10, 30, (210, 90), ROUND).prize == 20
    assert figures(40, 20, (240, 110), ROUND).prize is None


def test_chance_is_said_where_it_may_be_chance() -> None:
    assert figures(20, 20, (130, 110)).reading == "≈ too near to say"


def test_a_group_that_is_everybody_has_no_rest() -> None:
    found = figures(210, 90, (210, 90))
    assert (found.difference, found.reading, found.prize) == (None, "everybody is in it", None)


def test_a_withheld_count_gives_no_share_and_no_difference_and_the_other_one_stays() -> None:
    found = figures(None, 30, (210, 90))
    assert (found.share, found.difference, found.reading, found.missing) == (None, None, "", 30)


@pytest.mark.parametrize("every", [(205, 95), (210, 93)])
def test_a_rest_that_may_be_nothing_but_rounding_is_not_compared(every: tuple[int, int]) -> None:
    found = figures(205, 90, every, ROUND)
    assert (found.difference, found.reading) == (None, "too few beside it")


@pytest.mark.parametrize(
    ("rule", "people", "places"), [(ROUND, 999, 0), (ROUND, 1000, 1), (SUPPRESS, 99, 0), (SUPPRESS, 100, 1)]
)
def test_a_decimal_stands_only_where_rounding_could_not_move_it(rule: Rule, people: int, places: int) -> None:
    assert figures(50, people - 50, (5_000, 5_000), rule).places == places
