"""Ages are read in the words people write them in, and whatever is not wholly understood is no age."""

from __future__ import annotations

import pytest

from outcomes_xl.services.age_spans import OLDEST, age_span, ages_of
from outcomes_xl.services.directory import span, written

READ = {
    (0, 5): "0-5; 0 – 5 yrs; Birth to 5; from birth up to 5; pre-birth to 5; 6 months to 5 years; 0-5s; up to 5; "
    "5 and under; Ages 0-5 (siblings up to 8 welcome); parents of children 0-5",
    (0, 4): "under 5; under-5s; Under 5's; under-fives; <5; younger than 5; Families with children under 5",
    (0, 19): "0-19 (25 with SEND); birth to 19 (25 SEND); 0–19 years",
    (0, 2): "pregnancy to 2; from conception to 2 years",
    (0, 25): "0-25yrs; 0 to 25 years old with SEND; Up to 25",
    (5, 11): "5 to 11; between 5 and 11; 5yrs-11yrs; 5 years to 11 years; aged 5 to 11; from 5 to 11",
    (5, OLDEST): "5+; 5 plus; 5 and over; aged 5 or more; from 5; 5 upwards; minimum 5",
    (2, 2): "2; age 2; two year olds; 2-year-olds",
    (2, 4): "2, 3 and 4 year olds; 2-4yo",
    (2, 3): "2 and 3 year olds; 2 & 3",
}
NOT_READ = (
    "; all ages; 19-11; 0-6 months; 12-24 months; 0-3 years 11 months; 18 months+; 8-12 weeks; Year 7; Years 7-11; "
    "Reception to Year 6; KS2; Key stage 2 (7-11); school age; over 16; over 5s; >16; not under 18; 0-5 and 11-19; "
    "2 and 4 year olds; 0.5-5; 1½ to 5; 11/12; 5-Nov; 11 May; 75% of 5-11; Mon 10-12; 1,000; nursery to 11; 14+ to 25"
)


@pytest.mark.parametrize(("ages", "text"), [(ages, text) for ages, texts in READ.items() for text in texts.split("; ")])
def test_ages_are_read_as_they_are_written(ages: tuple[int, int], text: str) -> None:
    assert ages_of(text) == ages


@pytest.mark.parametrize("text", NOT_READ.split("; "))
def test_what_is_not_wholly_understood_is_no_age(text: str) -> None:
    assert ages_of(text) is None


def test_spans_that_follow_on_one_another_are_one() -> None:
    assert ages_of("0-2; 3-5") == (0, 5) and ages_of("0-5, 5-11, 11+") == (0, OLDEST)


@pytest.mark.parametrize(
    "prose",
    ["Call 020 8545 4141 between 9 and 5", "Groups of 4-6", "Weekly, 2 sessions", "Referral within 5 days; ages 8-12",
     "Open to over 16s living nearby", "For people living in SW19"],
)  # fmt: skip
def test_in_prose_a_number_is_an_age_only_if_the_words_say_so(prose: str) -> None:
    assert age_span(prose, of_ages=False) is None
    assert age_span("Suitable for 3 to 5 year olds who live nearby", of_ages=False) == age_span("3-5")


def test_ages_of_a_directory_stand_on_services_with_what_is_for_some_only() -> None:
    assert written("birth to 19 (25 SEND)") == ("0-19 (25 SEND)", False)
    assert written("6 months to 5 years") == ("0-5 (from 6 months)", False)
    assert written("Pregnancy to 2") == ("0-2 (from pregnancy)", False)
    assert written("11 and over") == ("11+", False)
    assert written("Years 7-11") == ("", False)


def test_an_end_that_nobody_is_old_is_a_slip_and_one_beyond_all_ages_is_none() -> None:
    assert span(-1, 5) == span(0, -1) == span(999, None) == ("", True)
    assert span(18, 999) == ("18+", False)
