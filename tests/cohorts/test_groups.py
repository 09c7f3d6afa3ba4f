"""What is asked for, and the groups that are made of what stands in a source."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import nan

import pytest

from outcomes_xl.cohorts.asked_groups import AskedGroup, GroupedHow, asked_groups
from outcomes_xl.cohorts.group_definition import Grouping
from outcomes_xl.cohorts.groupings import grouping
from outcomes_xl.cohorts.source_values import month_and_year
from outcomes_xl.model.cannot_use import CannotLook, WrongUsage


def made(by: str, values: Mapping[Hashable, int], word: str = "", year: int = 0) -> Grouping:
    (asked,) = asked_groups(by)
    return grouping(asked, asked.column, word, values, year)


def people(found: Grouping, values: Mapping[Hashable, int]) -> dict[str, int]:
    counted = dict.fromkeys(found.labels, 0)
    for value, many in values.items():
        counted[found.of[value]] += many
    return counted


def test_what_is_asked_for_is_read_from_one_line() -> None:
    assert asked_groups('sen, birth_month:season,"Free, meals",idaci:5, born:age2025') == (
        AskedGroup("sen"),
        AskedGroup("birth_month", GroupedHow.SEASON),
        AskedGroup("Free, meals"),
        AskedGroup("idaci", GroupedHow.PARTS, 5),
        AskedGroup("born", GroupedHow.AGE, 2025),
    )


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (" , ", "No column is named"),
        ("sen:sesaon", "“sesaon” is no way to group “sen”."),
        ("idaci:1", "“idaci” can be parted into 2 to 10 parts, not into 1."),
        ("sen,fsm,Sen", "“Sen” is named twice."),
        ("a,b,c,d,e,f", "6 columns at once leave groups too small"),
    ],
)
def test_what_cannot_be_asked_for_is_said(by: str, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        asked_groups(by)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("5", (5, 0)), ("05", (5, 0)), ("May", (5, 0)), ("MAY", (5, 0)), ("Sept.", (9, 0)), ("2020-05", (5, 2020))),
        *(("2020-05-14", (5, 2020)), ("14/05/2020", (5, 2020)), ("2020-05-14 00:00:00", (5, 2020))),
        *(("13", None), ("Mayy", None), ("0", None), ("30/02/2020", None), ("ma", None), ("", None), ("5.5", None)),
    ],
)
def test_a_month_of_birth_is_read_however_it_is_written(text: str, found: tuple[int, int] | None) -> None:
    assert month_and_year(text) == found


def test_summer_born_is_may_to_august_and_whoever_cannot_be_read_is_not_known() -> None:
    values = {
        "4": 1,
        "5": 2,
        5: 4,
        "05": 8,
        "May": 16,
        8.0: 32,
        "9": 64,
        "13": 128,
        None: 256,
        nan: 512,
        (8, 2019): 1024,
    }
    found = made("birth_month:season", values)
    assert people(found, values) == {
        "Autumn-born": 64,
        "Spring-born": 1,
        "Summer-born": 2 + 4 + 8 + 16 + 32 + 1024,
        "Not known": 128 + 256 + 512,
    }
    assert [(one.label, one.edges) for one in found.categories] == [
        ("Autumn-born", "September to December"),
        ("Spring-born", "January to April"),
        ("Summer-born", "May to August"),
        ("Not known", "blank, or not to be read"),
    ]


def test_who_is_born_on_31_august_has_the_birthday_by_then_and_who_is_born_on_1_september_has_not() -> None:
    values = {"2019-08-31": 1, "2019-09-01": 2, (8, 2019): 4, (9, 2019): 8, "31/08/2020": 16, (None, None): 32, "5": 64}
    found = made("born:age", values, year=2024)
    assert people(found, values) == {"4": 2 + 8 + 16, "5": 1 + 4, "Not known": 32 + 64}
    assert (found.name, found.categories[1].edges) == (
        "Age on 31 August 2024",
        "born from September 2018 to August 2019",
    )


def test_an_age_needs_a_year() -> None:
    with pytest.raises(CannotLook, match="Nothing says in which year ages are told"):
        made("born:age", {"2019-08-31": 1})
    assert made("born:age2024", {"2019-08-31": 1}).labels == ("5",)


def test_groups_stand_as_they_are_without_regard_to_capitals_and_blanks_are_a_group_of_their_own() -> None:
    values = {"White": 1, "white ": 2, "": 4, None: 8, "n/k": 16, "Asian": 32}
    found = made("ethnicity", values)
    assert people(found, values) == {"Asian": 32, "White": 3, "Not known": 28}


@pytest.mark.parametrize(
    ("word", "values", "labels"),
    [
        ("SEND", ("K", "n", "E"), ("No special educational needs", "SEN support", "EHC plan")),
        ("SEND", ("yes", "no"), ("flag: yes", "flag: no")),
        ("Free school meals", (True, False), ("Eligible", "Not eligible")),
        ("", ("1", "0", None), ("flag: yes", "flag: no", "Not known")),
        ("", ("10", "9", "1"), ("1", "9", "10")),
    ],
)
def test_codes_of_the_field_are_said_in_words(word: str, values: tuple[Hashable, ...], labels: tuple[str, ...]) -> None:
    assert made("flag", dict.fromkeys(values, 1), word).labels == labels


def test_tenths_become_fifths_two_by_two() -> None:
    found = made("idaci:5", {str(n): 1 for n in range(1, 11)} | {"": 3})
    edges = [(one.label, one.edges) for one in found.categories]
    assert edges[0] == ("Fifth 1", "1 to 2")
    assert edges[4:] == [("Fifth 5", "9 to 10"), ("Not known", "blank, or not to be read")]


def test_fifths_stay_fifths_and_tenths_that_reach_no_further_than_5_are_known_by_their_heading() -> None:
    values = dict.fromkeys(range(1, 6), 1)
    assert [one.edges for one in made("idaci:5", values).categories] == ["1", "2", "3", "4", "5"]
    by_decile = made("idaci_decile:5", values)
    assert people(by_decile, values) == {"Fifth 1": 2, "Fifth 2": 2, "Fifth 3": 1}


def test_scores_are_parted_into_as_many_people_each_and_equal_ones_stay_together() -> None:
    values = {0.1: 50, 0.2: 50, 0.3: 200, 0.4: 50, 0.5: 50}
    found = made("score:4", values)
    assert people(found, values) == {"Quarter 1": 100, "Quarter 2": 200, "Quarter 3": 100}
    assert [one.edges for one in found.categories] == ["up to 0.2", "above 0.2, up to 0.3", "above 0.3"]


def test_an_edge_between_parts_is_nobodys_own_value() -> None:
    values = {0.123456: 10, 0.234567: 10, 0.345678: 10, 0.456789: 10}
    found = made("score:2", values)
    assert [one.edges for one in found.categories] == ["up to 0.235", "above 0.235"]
    assert people(found, values) == {"Half 1": 20, "Half 2": 20}


def test_so_few_that_each_part_would_be_known_to_have_a_few_are_not_parted() -> None:
    # 27 people in fifths “of about as many each”: five each, withheld or not.
    values: dict[Hashable, int] = {n / 100: 1 for n in range(27)}
    with pytest.raises(CannotLook, match=r"Too few people have a number in its column “score” for 5 parts"):
        made("score:5", values)
    assert len(made("score:5", dict.fromkeys(values, 3)).labels) == 5


def test_forty_groups_are_groups_and_sixty_one_are_none() -> None:
    assert len(made("school", {f"School {n}": 9 for n in range(40)}).labels) == 40
    with pytest.raises(CannotLook, match="holds 61 different values: these are no groups"):
        made("school", {f"School {n}": 9 for n in range(61)})


def test_nothing_that_is_a_month_is_said_so() -> None:
    with pytest.raises(CannotLook, match="Nothing in its column “born” is a month or a day of birth"):
        made("born:season", {"x": 3, "y": 4})
