"""Whose a row is and when, however a system or Excel has written it."""

from __future__ import annotations

from datetime import date

import pytest

from outcomes_xl.journeys.days import DayReader
from outcomes_xl.journeys.identifiers import plain_identifier, shape

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    "written",
    [
        "9990000018",
        "999 000 0018",
        " 999-000-0018 ",
        "09990000018",
        "9990000018.0",
        "\u00a0999\u00a0000\u00a00018",
        "９９９００００018",
    ],
)
def test_one_nhs_number_is_one_however_it_is_written(written: str) -> None:
    assert plain_identifier(written) == "9990000018"


@pytest.mark.parametrize("written", ["A823200001001B", "a823200001001b", "A 823 2000 01001 B", "A823200001001B\t"])
def test_one_pupil_number_is_one_however_it_is_written(written: str) -> None:
    assert plain_identifier(written) == "A823200001001B"


def test_noughts_inside_an_identifier_with_letters_stay_since_two_people_may_differ_by_them() -> None:
    assert plain_identifier("A00123") != plain_identifier("A123")
    assert plain_identifier("000123") == plain_identifier("123")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "-",
        "0",
        "000000",
        "9999999999",
        "Unknown",
        "n/a",
        "#N/A",
        "NULL",
        "UN1",
        "4.86E+09",
        "4,86e+9",
        "none",
    ],
)
def test_what_stands_for_nobody_is_nobodys_and_never_one_person_with_a_long_path(written: str) -> None:
    assert plain_identifier(written) == ""


def test_how_an_identifier_is_made_is_told_without_it() -> None:
    assert shape("9990000018") == "10 figures"
    assert shape("A823200001001") == "1 letter and 12 figures"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2021-05-03",
            "2021-05-03 00:00:00",
            "2021-05-03T14:30:00Z",
            "2021/5/3",
            "20210503",
            "2021-05-03 09:15:00.000",
        ),
        *("03/05/2021", "3/5/2021", "03-05-2021", "3.5.2021", "03/05/21", "03/05/2021 14:30", "03/05/2021 2:30 PM"),
        *(
            "3 May 2021",
            "3rd May 2021",
            "Mon 3 May 2021",
            "Monday, 3 May 2021",
            "3-May-21",
            "3 of May, 2021",
            "MAY 3, 2021",
        ),
        *("44319", "44319.0", " 3  May  2021 ", "May 3rd, 2021"),
    ],
)
def test_a_day_is_one_however_it_is_spelled(written: str) -> None:
    assert DayReader(TODAY).read(written) == date(2021, 5, 3)


@pytest.mark.parametrize("written", ["", "soon", "31/02/2021", "2021", "May 2021", "2021-13-01", "3 Mai 2021", "1/2"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert DayReader(TODAY).read(written) is None


def test_a_year_of_two_figures_is_the_last_that_has_been() -> None:
    assert DayReader(TODAY).read("31/12/98") == date(1998, 12, 31)
    assert DayReader(TODAY).read("1/2/26") == date(2026, 2, 1)


def test_a_column_that_can_only_be_read_with_the_month_first_is_known() -> None:
    american, ours, mixed, slip = DayReader(TODAY), DayReader(TODAY), DayReader(TODAY), DayReader(TODAY)
    for text in ("03/05/2021", "05/13/2021"):
        american.read(text)
    for text in ("03/05/2021", "13/05/2021"):
        ours.read(text)
    for text in ("05/13/2021", "13/05/2021"):
        mixed.read(text)
    for text in (
        "05/13/2021",
        *(f"{day}/05/2021" for day in range(1, 32)),
        *(f"{day}/07/2021" for day in range(1, 32)),
    ):
        slip.read(text)
    assert [one.month_first for one in (american, ours, mixed, slip)] == [True, False, True, False]


def test_days_that_could_all_be_read_both_ways_are_known() -> None:
    firsts_of_months, settled, in_words = DayReader(TODAY), DayReader(TODAY), DayReader(TODAY)
    for text in ("01/02/2021", "01/03/2021"):
        firsts_of_months.read(text)
        settled.read(text)
    settled.read("13/02/2021")
    in_words.read("5 May 2021")
    in_words.read("05/05/2021")
    assert [one.either_first for one in (firsts_of_months, settled, in_words)] == [True, False, False]
