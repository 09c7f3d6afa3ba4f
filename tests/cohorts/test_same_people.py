"""Whose counts an output tells: the same people are found again however they are asked for, and changed ones seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.cohorts.same_people import (
    about_the_same,
    is_of_source,
    must_be_as_it_was,
    must_have_one_name,
    must_read_blanks_as_then,
    population,
    under_another_name,
)
from outcomes_xl.disclosure.cubes import Dimension
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe
from outcomes_xl.disclosure.register import put_on_register, read_register
from outcomes_xl.journeys.earlier_outputs import must_go_beside, must_go_beside_journeys
from outcomes_xl.journeys.earlier_outputs import population as of_events
from outcomes_xl.sources.local import SourceRow
from outcomes_xl.workflows.cohort_names import source_named
from tests.cohorts.pupils import GLD, as_csv, counts, pupils
from tests.sources.making import NORTHBRIDGE

YEAR = population("pupils.csv", "year", ("2023/24",), "", "E1")
OF_OURS = population("pupils.csv", "year", ("2023/24",), "la", "E1")
NO_COLUMN = population("pupils.csv", "", (), "", "E1")
ROUND, EXACT = CountRule(), CountRule(method="suppress")


def told(people: Population, rule: CountRule = ROUND, state: str = "as on Monday") -> Released:
    return Released(people, "2026-11-02", "GLD by sen", (), (), rule, (), state)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OF_OURS, id="other boroughs' people left out by the area"),
        pytest.param(NO_COLUMN, id="every period in one"),
        pytest.param(population("pupils.csv", "year", ("2022/23", "2023/24"), "", "E1"), id="two periods in one"),
        pytest.param(population("pupils.csv", "month", ("2023-09",), "", "E1"), id="by another column"),
        pytest.param(population("pupils.csv", "year", ("2023/24",), "", "E1", "girls"), id="out of others"),
    ],
)
def test_what_is_about_some_of_the_same_people_is_not_told_beside_it(other: Population) -> None:
    for one, beside in ((YEAR, other), (other, YEAR)):
        with pytest.raises(CannotBeMadeSafe, match="some of the same people"):
            about_the_same([told(one)], beside)


def test_other_people_and_the_same_ones_are_told_apart() -> None:
    next_year = population("pupils.csv", "year", ("2024/25",), "", "E1")
    neighbours = population("pupils.csv", "year", ("2023/24",), "la", "E2")
    assert about_the_same([told(YEAR), told(next_year)], YEAR) == (told(YEAR),)
    assert about_the_same([told(OF_OURS)], neighbours) == ()


def test_another_source_of_the_same_period_is_named_since_it_may_have_the_same_people() -> None:
    other = replace(YEAR, source="database, pupils", period_column="Year")
    (said,) = under_another_name([told(other), told(other)], "pupils.csv", YEAR)
    assert said.startswith("On the register is database, pupils too, for the same period. What was told there was not")
    unlike = (YEAR, replace(other, period="2024/25"), replace(other, period_column="month"))
    assert under_another_name([told(one) for one in unlike], "pupils.csv", YEAR) == ()
    nameless = replace(other, period_column="")
    assert under_another_name([told(nameless)], "pupils.csv", NO_COLUMN) == ()


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("yes or no", "yes or blank", "was not known. Read otherwise now, .* Leave --blank-is-no away, as then"),
        ("yes or blank", "yes or no", "was a no. Read otherwise now, .* Say --blank-is-no, as then"),
    ],
)
def test_a_blank_is_read_as_it_was(then: str, now: str, said: str) -> None:
    earlier = replace(told(YEAR), dimensions=(Dimension(f"gld:{then}", ("Yes", "No")), Dimension("sen", ("K",))))
    must_read_blanks_as_then([earlier], f"gld:{then}")
    must_read_blanks_as_then([earlier], f"attends:{now}")
    with pytest.raises(CannotBeMadeSafe, match=said):
        must_read_blanks_as_then([earlier], f"gld:{now}")


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("pupils.xlsx, Sheet1", "PUPILS.xlsx", True),
        ("Pupils.csv", "pupils.csv", True),
        ("b, one", "b, two", False),
        ("a.csv", "aa.csv", False),
    ],
)
def test_a_source_is_known_again_however_it_is_written(then: str, now: str, same: bool) -> None:
    assert is_of_source(told(replace(YEAR, source=then)), now) is same


def test_people_are_the_same_whatever_a_metric_calls_the_period(tmp_path: Path) -> None:
    as_csv(tmp_path / "pupils.csv", pupils(240))
    found = counts(tmp_path, "sen", area="")
    in_march = counts(tmp_path, "sen", area="", of=replace(GLD, period_kind="At 31 March"))
    assert in_march.cells.period != found.cells.period
    people = found.population("pupils.csv", NORTHBRIDGE)
    assert (
        in_march.population("pupils.csv", NORTHBRIDGE) == people == Population("pupils.csv", "2024/25", "school_year")
    )
    typed = counts(tmp_path, "sen", area="", period="", asked_period="2023/24")
    assert typed.population("pupils.csv", NORTHBRIDGE) == Population("pupils.csv", "no period")


def test_exact_counts_of_a_changed_source_are_not_told_and_rounded_ones_with_a_word(tmp_path: Path) -> None:
    as_csv(tmp_path / "pupils.csv", pupils(240))
    before = counts(tmp_path, "sen").state("2026-11-02")
    as_csv(tmp_path / "pupils.csv", pupils(239))
    now = counts(tmp_path, "sen").state("2026-11-03")
    for then, rule in ((ROUND, EXACT), (EXACT, ROUND)):
        with pytest.raises(CannotBeMadeSafe, match="few people who changed"):
            must_be_as_it_was([told(YEAR, then, before)], now, rule)
        assert must_be_as_it_was([told(YEAR, then, before)], before, rule) == ()
    (said,) = must_be_as_it_was([told(YEAR, ROUND, before)], now, ROUND)
    assert said.startswith("The source has changed, or may have, since the output of 2026-11-02")


def test_a_file_under_another_name_is_known_again(tmp_path: Path) -> None:
    as_csv(tmp_path / "pupils.csv", pupils(240))
    as_csv(tmp_path / "copy.csv", pupils(240))
    first, copy = counts(tmp_path, "sen"), counts(tmp_path, "sen", place="copy.csv")
    before = [told(YEAR, ROUND, first.state("2026-11-02"))]
    must_have_one_name(before, "Pupils.csv", first.digest)
    with pytest.raises(CannotBeMadeSafe, match=r"made of the same file, then called pupils.csv.*name pupils.csv"):
        must_have_one_name(before, "copy.csv", copy.digest)
    must_have_one_name([told(YEAR, ROUND, "2026-11-02")], "wards.csv", "")


def test_exact_counts_of_cohorts_and_of_journeys_of_one_source_are_not_told_side_by_side() -> None:
    journeys = of_events(["help.csv", "pupils.csv"], "2026-10")
    for cohort, then in ((EXACT, EXACT), (EXACT, ROUND), (ROUND, EXACT)):
        paths = [told(journeys, then)]
        if cohort is then is EXACT:
            with pytest.raises(CannotBeMadeSafe, match=r"exact counts of the people in pupils\.csv"):
                must_go_beside_journeys(paths, "Pupils.csv", cohort)
            with pytest.raises(CannotBeMadeSafe, match=r"exact counts of the people in pupils\.csv"):
                must_go_beside([told(YEAR, cohort)], journeys, then)
        else:
            must_go_beside_journeys(paths, "Pupils.csv", cohort)
            must_go_beside([told(YEAR, cohort)], journeys, then)
    must_go_beside_journeys([told(journeys, EXACT)], "schools.csv", EXACT)


def test_the_register_keeps_whose_rows_and_which_state(tmp_path: Path) -> None:
    for state in ("a", "a", "b"):
        put_on_register(tmp_path / "r.toml", told(OF_OURS, ROUND, state), len(read_register(tmp_path / "r.toml")))
    assert read_register(tmp_path / "r.toml") == (told(OF_OURS, ROUND, "a"), told(OF_OURS, ROUND, "b"))


def test_a_source_in_a_folder_is_named_with_either_slash() -> None:
    row = SourceRow("MET-001", "CSV file", "made-up people\\pupils.csv", "", "", "", "gld")
    for typed in ("made-up people/pupils.csv", "Made-up people\\pupils.csv", "pupils"):
        assert source_named(typed, GLD, (row,)) is row


def test_the_second_output_of_a_source_with_a_row_an_area_is_worked_out_with_the_first(tmp_path: Path) -> None:
    rows = [(f"Ward {n}", n % 5 + 1, 10 + 3 * n, 40 + 5 * n) for n in range(10)]
    as_csv(tmp_path / "areas.csv", rows, ("ward", "fifth", "reached", "children"))
    asked = {"place": "areas.csv", "area": "", "period": "", "value": "reached", "out_of": "children"}
    first = counts(tmp_path, "ward", **asked)  # type: ignore[arg-type]
    people = first.population("areas.csv", NORTHBRIDGE)
    before = (first.protected(ROUND, ()).released(people, "2026-11-02", "by ward"),)
    second = counts(tmp_path, "fifth", before=before, **asked)  # type: ignore[arg-type]
    assert second.population("areas.csv", NORTHBRIDGE) == people
    assert set(second.plan.names) == {"ward", "fifth"}
    assert second.protected(ROUND, before).margins
