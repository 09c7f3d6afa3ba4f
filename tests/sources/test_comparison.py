"""The answer to compare with: London, England and the periods before, in columns and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Break, BreakKind, Metric
from outcomes_xl.model import Value
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources import Evidence, Found
from outcomes_xl.sources.comparison import BEFORE, beside_london, compared, how_near, since_before

FRAMEWORK = load_framework()
RATE = FRAMEWORK.metrics["MET-001"]
LOWER = replace(RATE, polarity="Lower is better")
HIGHER = replace(RATE, polarity="Higher is better")
OPEN = replace(RATE, polarity="No agreed direction")


def found(figure: Value, london: Value = None, before: Value = None, what: Found = Found.FOUND) -> Evidence:
    history = (("2022/23", 9), ("2023/24", before), ("2024/25", figure))
    return Evidence(
        RATE.id,
        what,
        "A line.",
        figure=figure,
        period="2024/25",
        latest=parse_period("2024/25", RATE.period_kind),
        london=london,
        history=history,
        exactness="same definition",
    )


@pytest.mark.parametrize(
    ("figure", "london", "metric", "said"),
    [
        (12, 10, HIGHER, "▲ better"),
        (8, 10, HIGHER, "▼ worse"),
        (8, 10, LOWER, "▲ better"),
        (12, 10, LOWER, "▼ worse"),
        (12, 10, OPEN, "higher"),
        (8, 10, OPEN, "lower"),
        (10.04, 10.01, LOWER, "≈ level"),
        (0.14, 0.19, LOWER, "▲ better"),
        (0, 0, LOWER, "≈ level"),
        ("c", 10, LOWER, ""),
        (12, "c", LOWER, ""),
        (12, None, LOWER, ""),
        (None, 10, LOWER, ""),
    ],
)
def test_better_and_worse_are_said_by_the_metrics_own_direction(
    figure: Value, london: Value, metric: Metric, said: str
) -> None:
    assert beside_london(found(figure, london), metric) == said
    assert since_before(found(figure, before=london), metric) == said


@pytest.mark.parametrize("what", [Found.PARTIAL, Found.COMBINED, Found.GROUPS, Found.SUPPRESSED])
def test_what_is_not_the_boroughs_own_whole_figure_is_held_against_nothing(what: Found) -> None:
    assert beside_london(found(12, 10, 10, what), LOWER) == since_before(found(12, 10, 10, what), LOWER) == ""


def test_a_figure_in_another_unit_or_in_doubt_is_held_against_nothing() -> None:
    assert beside_london(replace(found(12, 10), other_unit="£m"), LOWER) == ""
    assert beside_london(replace(found(2190, 10), doubts=("2190% is above 100.",)), LOWER) == ""


def test_a_break_between_two_periods_is_said_and_neither_is_better() -> None:
    over = Break((RATE.id,), "", "", BreakKind.BROKEN, "2024/25", "", "A new way of counting.", "test")
    assert since_before(replace(found(12, before=10), breaks=(over,)), LOWER) == "not comparable"


def test_a_row_with_a_figure_is_filled_whole_and_one_without_not_at_all() -> None:
    row = compared(found(12, 10, "c"), LOWER)
    assert [row[name] for name in BEFORE] == ["n/a", "n/a", "n/a", 9, "c"]
    assert (row["found_unit"], row["london"], row["england"]) == ("%", 10, "n/a")
    assert (row["periods_before"], row["since_before"]) == ("2022/23; 2023/24", "not compared")
    assert None not in row.values()
    nothing = compared(Evidence(RATE.id, Found.NO_SERIES, "Nobody publishes it."), LOWER)
    assert nothing.keys() == row.keys()
    assert set(nothing.values()) == {None}


def test_what_is_close_says_what_is_other() -> None:
    close = replace(found(12), exactness="close", difference="One quarter, not the year.")
    assert how_near(close) == "close: One quarter, not the year"
    assert how_near(found(12)) == "same definition"


def test_no_word_is_read_as_a_formula_and_a_dash_is_no_figure() -> None:
    said = [word for metric in (HIGHER, LOWER, OPEN) for word in compared(found(12, "-", "--"), metric).values()]
    said += compared(found(12, 10, 12), LOWER).values()
    assert all(str(word)[0] not in "=+-@" for word in said if isinstance(word, str))
