"""A period means what the metric's own kind of year says it means."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.framework import load_framework
from outcomes_xl.reading.periods import (
    Period,
    PeriodKind,
    looks_like_a_date_slip,
    meant_by,
    parse_period,
    read_by_its_end,
)

KINDS = list(PeriodKind)


def test_the_kinds_are_the_words_of_the_list():
    assert [kind.value for kind in PeriodKind] == list(load_framework().list("period_kind"))


@pytest.mark.parametrize(
    ("typed", "kind", "label", "start", "end"),
    [
        ("2024/25", "Academic year", "2024/25", date(2024, 9, 1), date(2025, 8, 31)),
        (202425, "Academic year", "2024/25", date(2024, 9, 1), date(2025, 8, 31)),
        ("2024/25", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("FYE 2025", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("Year ending March 2025", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("2025", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("31 August 2025", "Academic year", "2024/25", date(2024, 9, 1), date(2025, 8, 31)),
        ("Year ending 31 March 2025", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("31/8/2025", "Academic year", "2024/25", date(2024, 9, 1), date(2025, 8, 31)),
        ("31/03/2025", "At 31 March", "31 March 2025", date(2025, 3, 31), date(2025, 3, 31)),
        ("Year ending December 2024", "Calendar year", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Year ending 31 December 2024", "Calendar year", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Year ending December 2024", "Any period", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Year ending March 2025", "Any period", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("Year ending August 2025", "Any period", "2024/25", date(2024, 9, 1), date(2025, 8, 31)),
        ("30 September 2025", "Any period", "30 September 2025", date(2025, 9, 30), date(2025, 9, 30)),
        ("30 Sept 2025", "At 30 September", "30 September 2025", date(2025, 9, 30), date(2025, 9, 30)),
        (2025, "Calendar year", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025", "At 31 March", "31 March 2025", date(2025, 3, 31), date(2025, 3, 31)),
        ("March 2025", "At 31 March", "31 March 2025", date(2025, 3, 31), date(2025, 3, 31)),
        ("at 31st Mar 2025", "At 31 March", "31 March 2025", date(2025, 3, 31), date(2025, 3, 31)),
        (2025, "At 30 September", "30 September 2025", date(2025, 9, 30), date(2025, 9, 30)),
        ("2022 - 24", "Three years together", "2022 - 24", date(2022, 1, 1), date(2024, 12, 31)),
        ("2022–24", "Three years together", "2022 - 24", date(2022, 1, 1), date(2024, 12, 31)),
        ("2024 to 2025", "Financial year", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("financial year 2024 to 2025", "Any period", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("2022 to 2024", "Three years together", "2022 - 24", date(2022, 1, 1), date(2024, 12, 31)),
        ("2020/21 - 22/23", "Three years together", "2020/21 - 22/23", date(2020, 4, 1), date(2023, 3, 31)),
        ("2019", "Edition", "2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("31 March 2025", "Any period", "31 March 2025", date(2025, 3, 31), date(2025, 3, 31)),
        ("\u00a02024 /\u200b25 ", "Any period", "2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("1999/00", "Academic year", "1999/00", date(1999, 9, 1), date(2000, 8, 31)),
    ],
)
def test_the_same_digits_are_read_by_the_kind_of_year(typed, kind, label, start, end):
    period = parse_period(typed, kind)
    assert period is not None
    assert (period.label, period.start, period.end) == (label, start, end)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2024/26", "Academic year"),
        ("2024/25", "Calendar year"),
        ("2024/25", "At 30 September"),
        ("FYE 2025", "Academic year"),
        ("FYE 2025", "At 30 September"),
        ("31 August 2025", "Financial year"),
        ("31 December 2024", "Calendar year"),
        ("December 2024", "Calendar year"),
        ("Year ending 30 December 2024", "Calendar year"),
        ("Year ending November 2024", "Calendar year"),
        ("Year ending June 2025", "Financial year"),
        ("Year ending Smarch 2025", "Financial year"),
        ("31 Mart 2025", "At 31 March"),
        ("31/13/2025", "At 31 March"),
        ("31/0/2025", "At 31 March"),
        ("2022 - 24", "Academic year"),
        (2024.5, "Calendar year"),
        ("30 February 2025", "Any period"),
        ("2022 - 23", "Three years together"),
        ("latest", "Any period"),
        ("25", "Any period"),
        (45000, "Any period"),
        (True, "Any period"),
        (None, "Any period"),
        ("", "Any period"),
    ],
)
def test_what_does_not_say_a_period_surely_is_none(typed, kind):
    assert parse_period(typed, kind) is None


def test_a_date_is_never_taken_for_a_period_but_what_was_meant_can_be_offered():
    excels = datetime(2025, 3, 1)
    assert parse_period(excels, "At 31 March") is None
    assert looks_like_a_date_slip(excels)
    assert meant_by(excels, "At 31 March").label == "31 March 2025"
    assert meant_by(date(2025, 3, 31), "At 31 March").label == "31 March 2025"
    assert meant_by(datetime(2001, 2, 1), "Academic year").label == "2001/02"
    assert meant_by(date(2025, 3, 14), "At 31 March") is None


def test_what_is_no_date_is_offered_as_it_is_read():
    assert meant_by("2024/25", "Financial year").label == "2024/25"
    assert meant_by(2025, "Financial year").label == "2024/25"
    for nothing in (None, True, "", "latest"):
        assert meant_by(nothing, "Financial year") is None


def test_two_short_years_are_offered_as_a_split_year_and_never_used():
    for typed in ("24/25", "24-25", " 24 / 25 "):
        assert parse_period(typed, "Financial year") is None
        assert meant_by(typed, "Financial year").label == "2024/25"
    assert meant_by("24/27", "Academic year") is None
    assert meant_by("12/11", "Academic year") is None


def test_a_lone_year_read_as_the_end_of_a_split_year_can_be_pointed_out():
    assert read_by_its_end("2025", "Financial year")
    assert not read_by_its_end("2024/25", "Financial year")
    assert not read_by_its_end(2025, "Calendar year")
    assert not read_by_its_end(None, "Financial year")


def test_a_kind_that_is_not_in_the_list_is_our_mistake():
    with pytest.raises(ValueError, match="Lunar year"):
        parse_period("2025", "Lunar year")


WAYS = st.one_of(
    st.integers(1895, 2105).map(str),
    st.integers(1895, 2105).map(lambda y: f"{y}/{(y + 1) % 100:02}"),
    st.integers(1895, 2105).map(lambda y: f"{y} - {(y + 2) % 100:02}"),
    st.integers(1895, 2105).map(lambda y: f"{y}/{(y + 1) % 100:02} - {(y + 2) % 100:02}/{(y + 3) % 100:02}"),
    st.dates(date(1895, 1, 1), date(2105, 1, 1)).map(lambda d: f"{d.day}/{d.month}/{d.year}"),
    st.tuples(st.sampled_from(["March", "September", "August"]), st.integers(1895, 2105)).map("{0[0]} {0[1]}".format),
    st.text(max_size=12),
)


@given(WAYS, st.sampled_from(KINDS))
def test_a_label_reads_back_to_the_same_period(typed, kind):
    period = parse_period(typed, kind)
    if period is not None:
        assert parse_period(period.label, kind) == period
        assert parse_period(period.label, period.kind) == period
        assert period.start <= period.end


@given(st.lists(WAYS), st.sampled_from(KINDS))
def test_later_means_it_ends_later(ways, kind):
    periods: list[Period] = sorted(p for way in ways if (p := parse_period(way, kind)))
    assert [p.end for p in periods] == sorted(p.end for p in periods)


def test_a_period_is_not_earlier_than_itself():
    period = parse_period("2024/25", "Financial year")
    assert not period < period
    assert not period > period
