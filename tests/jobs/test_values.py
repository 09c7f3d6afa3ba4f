"""The journal keeps values exactly, and compares them as a workbook that was saved and read back would."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.hosts.desktop.excel_values import from_excel, to_excel
from outcomes_xl.hosts.files.date_serials import DATE, TIME, from_serial, to_serial
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.cell_values import decode, encode, same
from tests.same_pairs import DIFFERENT, SAME

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


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_workbook_gives_back_in_another_form_is_the_same(one, other):
    assert same(one, other) and same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_alike_is_not_the_same(one, other):
    assert not same(one, other) and not same(other, one)


NEAR = st.one_of(VALUES, st.sampled_from([value for pair in SAME + DIFFERENT for value in pair]))


@given(NEAR, NEAR, NEAR)
def test_same_carries_over_a_third_value(one, two, three):
    assert same(one, one)
    assert same(one, two) == same(two, one)
    assert not (same(one, two) and same(two, three)) or same(one, three)


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31, 23, 59, 59)) | st.dates(date(1900, 3, 1)) | st.times())
def test_a_moment_is_the_same_read_from_a_closed_file_and_from_an_open_workbook(moment):
    shows = DATE * (not isinstance(moment, time)) | TIME * isinstance(moment, datetime | time)
    serial = to_serial(moment, False)
    closed = from_serial(serial, shows, False)
    as_com_counts = datetime(1899, 12, 30) + timedelta(milliseconds=round(serial * 86_400_000))
    assert same(from_excel(as_com_counts, errors_are_words=False), closed)
    assert same(from_excel(to_excel(moment), errors_are_words=False), closed) or isinstance(moment, time)


def test_what_was_never_kept_is_refused():
    with pytest.raises(ValueError, match="not a kept value"):
        decode({"strange": 1})
