"""The journal keeps values exactly, and compares them as a workbook that was saved and read back would."""

import json
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.model import ErrorValue
from outcomes_xl.model.cell_values import decode, encode, same

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["#N/A", "#DIV/0!"]).map(ErrorValue),
)


@given(VALUES)
def test_what_is_kept_comes_back_with_its_type(value):
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [(31, 31.0), (date(2026, 11, 22), datetime(2026, 11, 22)), (None, "")],
)
def test_what_a_workbook_gives_back_in_another_form_is_the_same(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, None), (0, False), ("1", 1), ("x", "x "), (time(0), None), (ErrorValue("#N/A"), "#N/A")],
)
def test_what_only_looks_alike_is_not_the_same(one, other):
    assert not same(one, other)


def test_what_was_never_kept_is_refused():
    with pytest.raises(ValueError, match="not a kept value"):
        decode({"strange": 1})
