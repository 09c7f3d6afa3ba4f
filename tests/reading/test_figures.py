"""Blank, zero, suppressed and not collected are four answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.model import ErrorValue
from outcomes_xl.reading.figures import (
    Blank,
    NotAFigure,
    NotCollected,
    Number,
    Suppressed,
    dfe_internal_code,
    figure,
    symbols,
)


def test_blank_zero_suppressed_and_not_collected_are_four_answers():
    assert figure(None) == Blank()
    assert figure(0) == Number(0)
    assert figure("c") == Suppressed("c")
    assert figure("not collected") == NotCollected("not collected")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("54.2%", 54.2),
        (" 54.2 % ", 54.2),
        ("1,234", 1234),
        ("1 234 567", 1234567),
        ("£1,234.50", 1234.5),
        ("-£3", -3),
        ("£-3", -3),
        ("\u22123.2", -3.2),
        ("12\u00a0345", 12345),
        ("+4", 4),
        (".5", 0.5),
        ("007", 7),
        (120.0, 120.0),
    ],
)
def test_numbers_typed_as_text_are_numbers(typed, number):
    assert figure(typed) == Number(number)


def test_a_whole_number_typed_as_text_stays_whole():
    assert type(figure("1,234").value) is int
    assert type(figure("1,234.0").value) is float


@pytest.mark.parametrize("typed", ["1,23", "12-14", "<5", "5k", "about 3", "1e5", "- -3", "5 6"])
def test_what_only_resembles_a_number_is_kept_as_typed(typed):
    assert figure(typed) == NotAFigure(typed)


@pytest.mark.parametrize("value", [True, date(2025, 3, 31), ErrorValue("#N/A"), float("nan"), float("inf")])
def test_dates_errors_and_truth_values_are_not_figures(value):
    assert isinstance(figure(value), NotAFigure)


@pytest.mark.parametrize("symbol", ["c", "x", "z", "k", "low", "u", ":", "~"])
def test_published_symbols_are_kept_as_symbols_with_their_meaning(symbol):
    assert figure(symbol) == figure(f"[{symbol.upper()}]") == Suppressed(symbol)
    assert Suppressed(symbol).meaning == symbols()[symbol]


@pytest.mark.parametrize("typed", ["[c", "c]", "[cb", "ac]", "(c)"])
def test_a_symbol_between_half_a_pair_of_brackets_is_no_symbol(typed):
    assert figure(typed) == NotAFigure(typed)


@pytest.mark.parametrize(
    ("code", "symbol"), [(-100, "c"), (-200, "k"), (-250, "u"), (-300, "x"), (-400.0, "z"), ("-100", "c")]
)
def test_internal_codes_are_recognised_and_never_read_as_numbers(code, symbol):
    assert dfe_internal_code(code) == symbol
    assert figure(code) == NotAFigure(code)


def test_other_numbers_are_no_internal_codes():
    assert dfe_internal_code(-101) is None
    assert dfe_internal_code("100") is None
    assert dfe_internal_code(None) is None


@pytest.mark.parametrize("typed", ["n/a", "N/A", " Not collected. ", "No data"])
def test_words_for_no_figure_are_kept_as_words(typed):
    assert figure(typed) == NotCollected(typed.strip())


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()))
def test_every_value_has_exactly_one_answer_and_silence_is_never_a_number(value):
    answer = figure(value)
    if isinstance(answer, Number):
        assert value not in (None, "") and not isinstance(value, bool)
    if isinstance(value, str) and not value.strip():
        assert answer == Blank()
