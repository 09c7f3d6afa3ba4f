"""From what stands in files to one answer: which of two, from when on, and how much must agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.framework.entries import Borough
from tests.sources.making import (
    EASTHAVEN,
    NORTHBRIDGE,
    TODAY,
    ees,
    ees_file,
    evidence,
    fingertips,
    fingertips_file,
    framework,
    lg_inform,
    looked,
    metric,
    save,
)

BOTH = (ees(), lg_inform("19346"))


def printed(folder: Path, dfe: str, lg: str, years: str = "2025") -> None:
    """The same metric in two files; ``dfe`` is one figure a year, ``lg`` the same for LG Inform."""
    rows = [f"{year},{value}" for year, value in zip(years.split(), dfe.split(), strict=True)]
    save(folder, "dfe.csv", ees_file(*rows))
    headings, values = ",".join(years.split()), ",".join(lg.split())
    save(folder, "lg inform 19346.csv", f"area,area label,{headings}\nE09000098,Northbridge,{values}\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("31", "31"),
        ("31", "31.5"),  # half of the last place both have
        ("31", "30.5"),
        ("30.3", "30.25"),
        ("30.3", "30.35"),
        ("30.25", "30.255"),
        ("31.0", "31.4"),  # a whole number is written without decimals
        ("c", "c"),
    ],
)
def test_two_files_that_print_one_figure_more_or_less_exactly_agree(tmp_path: Path, one: str, other: str) -> None:
    printed(tmp_path, one, other)
    assert evidence(tmp_path, *BOTH).candidates == ()
    printed(tmp_path, other, one)
    assert evidence(tmp_path, *BOTH).candidates == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("31", "31.6"), ("31", "32"), ("31", "30.4"), ("30.3", "30.24"), ("30.3", "30.36"), ("30.25", "30.26"),
     ("31", "c"), ("c", "x")],
)  # fmt: skip
def test_two_files_that_print_two_figures_are_both_shown(tmp_path: Path, one: str, other: str) -> None:
    printed(tmp_path, one, other)
    assert len(evidence(tmp_path, *BOTH).candidates) == 2
    printed(tmp_path, other, one)
    assert len(evidence(tmp_path, *BOTH).candidates) == 2


def test_two_files_agree_only_where_they_agree_in_every_period_both_have(tmp_path: Path) -> None:
    printed(tmp_path, "30 31", "29 31", years="2024 2025")
    assert len(evidence(tmp_path, *BOTH).candidates) == 2


def test_two_files_without_a_period_in_common_are_both_shown(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2024,30"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2025\nE09000098,Northbridge,31\n")
    assert len(evidence(tmp_path, *BOTH).candidates) == 2


def test_of_two_copies_of_one_file_with_one_last_period_the_longer_is_used(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31"))
    save(tmp_path, "b.csv", ees_file("2025,31", "2024,30"))
    assert evidence(tmp_path, ees()).values == "2 periods, each with a figure"
    save(tmp_path, "c.csv", ees_file("2025,31"))
    assert evidence(tmp_path, ees()).values == "2 periods, each with a figure"


def test_three_candidates_are_listed_in_the_order_of_the_series(tmp_path: Path) -> None:
    save(tmp_path, "z.csv", ees_file("2025,31"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2025\nE09000098,Northbridge,33\n")
    save(tmp_path, "f.csv", fingertips_file("E09000098|Persons|||2025|35"))
    found = evidence(tmp_path, fingertips("90001"), *BOTH)
    assert [one.partition(":")[2] for one in found.candidates] == [
        " 35 at 31 March 2025",
        " 31 at 31 March 2025",
        " 33 at 31 March 2025",
    ]


def test_rows_of_which_none_is_meant_stand_beside_a_series_that_is_clear(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,Boys,31", "2025,Girls,33", columns="sex,rate"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2025\nE09000098,Northbridge,32\n")
    found = evidence(tmp_path, *BOTH)
    assert found.candidates == (
        "lg inform 19346.csv: 32 at 31 March 2025",
        "dfe.csv, Boys: 31",
        "dfe.csv, Girls: 33",
    )
    assert "For 31 March 2025: " in found.line


def test_of_several_periods_with_choices_the_latest_is_asked_about(tmp_path: Path) -> None:
    rows = ("2023,Boys,21", "2023,Girls,22", "2025,Boys,31", "2025,Girls,33", "2024,Boys,26", "2024,Girls,27")
    save(tmp_path, "dfe.csv", ees_file(*rows, columns="sex,rate"))
    found = evidence(tmp_path, ees())
    assert found.candidates == ("Boys: 31", "Girls: 33")


ONE_FILE = "dfe.csv: 2 series could be meant, and nothing says which. "


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        ("rate", ("2025,31", "2025,33"), "another row: 31; another row: 33"),
        ("sex,rate", ("2025,Boys,", "2025,Girls,33"), "Boys: blank; Girls: 33"),
        # Only what tells the rows apart is said.
        ("sex,term,rate", ("2025,Boys,Autumn,31", "2025,Girls,Autumn,33"), "Boys: 31; Girls: 33"),
        ("sex,term,rate", ("2025,Boys,Autumn,31", "2025,Girls,Spring,33"), "Boys, Autumn: 31; Girls, Spring: 33"),
    ],
)
def test_rows_that_could_be_meant_are_named_by_what_tells_them_apart(
    tmp_path: Path, columns: str, rows: tuple[str, ...], said: str
) -> None:
    save(tmp_path, "dfe.csv", ees_file(*rows, columns=columns))
    assert evidence(tmp_path, ees()).line == f"{ONE_FILE}For 31 March 2025: {said}."


def test_two_series_of_one_file_are_named_by_their_groups_and_not_by_the_file(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,Boys,,31", "2025,Girls,,33", columns="sex,term,rate"))
    found = evidence(tmp_path, ees(where={"sex": "Boys", "term": ""}), ees(where={"sex": "Girls"}))
    assert found.line == f"{ONE_FILE}Boys: 31 at 31 March 2025; Girls: 33 at 31 March 2025."
    save(tmp_path, "dfe.csv", ees_file("2025,31,7", columns="rate,other"))
    found = evidence(tmp_path, ees(), ees("other"))
    assert found.line == f"{ONE_FILE}a row: 31 at 31 March 2025; a row: 7 at 31 March 2025."


def test_a_partial_sum_among_candidates_is_said_to_be_one(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,Girls,10", "2025,Boys,c", columns="sex,children"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2024\nE09000098,Northbridge,31\n")
    found = evidence(tmp_path, ees("children", parts=("sex",)), lg_inform("19346"), of=metric(unit="number"))
    assert found.candidates == (
        "dfe.csv: a partial sum, 10 without 1 of 2 parts, which says c (suppressed) at 31 March 2025",
        "lg inform 19346.csv: 31 at 31 March 2024",
    )


def test_a_partial_sum_in_another_unit_is_cautioned_too(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,Girls,£10", "2025,Boys,c", columns="sex,children"))
    found = evidence(tmp_path, ees("children", parts=("sex",)), of=metric(unit="%"))
    assert (found.figure, found.other_unit) == (None, "£")
    own = evidence(tmp_path, ees("children", parts=("sex",)), of=metric(unit="£"))
    assert (own.figure, own.other_unit) == ("c", "")


def test_a_symbol_has_no_unit(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,c"))
    assert (evidence(tmp_path, ees()).figure, evidence(tmp_path, ees()).other_unit) == ("c", "")


def test_the_kind_of_file_is_named(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,31"))
    assert (
        evidence(tmp_path, ees()).line == "A release (DfE release file dfe.csv): 31% in Northbridge, at 31 March 2025."
    )


# What the evidence suggests -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (("2025,31",), "Available now"),
        (("2024,31",), "Available, needs work"),  # a newer one should be out
        (("2025,c",), "Available, needs work"),
        (("2025,x",), ""),
        (("2025,",), ""),
        (("2025,x", "2024,31"), "Available, needs work"),  # an earlier year has a figure to work with
        (("2025,x", "2024,c"), ""),
    ],
)
def test_what_a_file_holds_suggests_a_status(tmp_path: Path, rows: tuple[str, ...], status: str) -> None:
    save(tmp_path, "dfe.csv", ees_file(*rows))
    assert evidence(tmp_path, ees()).suggested_status == status


@pytest.mark.parametrize("unit", ["score", "points", "months"])
@pytest.mark.parametrize(
    ("rows", "doubtful"),
    [
        (("2025,0",), False),  # all there is
        (("2025,0", "2024,0"), False),
        (("2025,0", "2024,c"), True),
        (("2025,0", "2024,12"), True),
        (("2025,12", "2024,0"), False),  # the latest is no 0
        (("2025,0.0", "2024,12"), True),
    ],
)
def test_an_average_of_0_beside_other_years_is_probably_an_empty_cell(
    tmp_path: Path, unit: str, rows: tuple[str, ...], doubtful: bool
) -> None:
    save(tmp_path, "dfe.csv", ees_file(*rows))
    assert ("may be an empty cell" in evidence(tmp_path, ees(), of=metric(unit=unit)).caution) is doubtful


def test_a_period_the_metric_does_not_have_is_cautioned(tmp_path: Path) -> None:
    save(tmp_path, "f.csv", fingertips_file("E09000098|Persons|||2023/24 Q1|54.6"))
    found = evidence(tmp_path, fingertips("90001"))
    assert found.caution == "The period is printed as 2023/24 Q1, which this metric's kind of year does not have."
    assert found.period == "2023/24 Q1"


def test_a_period_the_metric_has_comes_after_one_it_does_not_have(tmp_path: Path) -> None:
    rows = ("E09000098|Persons|||2023/24 Q1|54.6", "E09000098|Persons|||2022|50", "E09000098|Persons|||2021|49")
    save(tmp_path, "f.csv", fingertips_file(*rows))
    assert evidence(tmp_path, fingertips("90001")).period == "31 March 2022"


def test_what_is_no_figure_is_cautioned_and_suggests_nothing(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,see note"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure, found.suggested_status) == ("Could not be read", None, "")
    assert found.caution == "What stands where the figure should be is no figure: “see note”."


# Others beside the borough ------------------------------------------------------------------------------------------


def test_london_and_england_of_the_same_period_stand_beside_the_figure(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,31", "England: 2025,67", "London: 2025,65", "England: 2024,60"))
    line = evidence(tmp_path, ees()).line
    assert "England 67" in line
    assert "London 65" in line


def test_two_figures_for_england_are_told_apart_from_none(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,31", "England: 2025,67", "England: 2025,68", "London: 2025,65"))
    line = evidence(tmp_path, ees()).line
    assert "For England the file has 2 figures, 67 and 68: it is compared with none of them." in line
    assert "; England" not in line
    assert "London 65" in line


def test_another_boroughs_row_is_never_ours(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("Easthaven: 2025,40", "2024,30"))
    assert evidence(tmp_path, ees()).figure == 30
    assert evidence(tmp_path, ees(), borough=EASTHAVEN).figure == 40


@pytest.mark.parametrize("borough", [NORTHBRIDGE, EASTHAVEN])
def test_a_row_for_two_boroughs_is_each_ones_where_it_has_none_of_its_own(tmp_path: Path, borough: Borough) -> None:
    save(tmp_path, "dfe.csv", ees_file("Together: 2025,35", "Together: 2024,34", "2024,30"))
    found = evidence(tmp_path, ees(), borough=borough)
    assert (found.found, found.figure) == ("Found, combined with a neighbour", 35)
    assert found.level == "Several boroughs together: Northbridge / Easthaven"


# Breakdowns ---------------------------------------------------------------------------------------------------------


def test_a_breakdown_needs_two_groups_in_the_latest_period(tmp_path: Path) -> None:
    by_sex = ees(breakdowns={"sex": "Sex"})
    rows = ("2025,Total,60", "2024,Boys,58", "2024,Girls,61", "2024,Total,59")
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,rate"))
    assert evidence(tmp_path, by_sex).breakdowns == "None"
    save(tmp_path, "ks2.csv", ees_file(*rows, "2025,Boys,59", columns="sex,rate"))
    assert evidence(tmp_path, by_sex).breakdowns == "Sex"


def test_one_group_with_a_figure_is_enough_and_everybody_is_no_group(tmp_path: Path) -> None:
    by_sex = ees(breakdowns={"sex": "Sex"})
    save(tmp_path, "ks2.csv", ees_file("2025,Total,60", "2025,Boys,c", "2025,Girls,61", columns="sex,rate"))
    assert evidence(tmp_path, by_sex).breakdowns == "Sex"
    save(tmp_path, "ks2.csv", ees_file("2025,Total,60", "2025,Boys,c", columns="sex,rate"))
    assert evidence(tmp_path, by_sex).breakdowns == "Sex (no figures)"


def test_breakdowns_are_told_in_the_order_of_the_list_whatever_the_columns(tmp_path: Path) -> None:
    order = framework(ees()).list("breakdown")
    rows = [f"2025,{sex},{pupils},6{at}" for at, (sex, pupils) in enumerate(
        (sex, pupils) for sex in ("Total", "Boys", "Girls") for pupils in ("Total", "FSM", "Other")
    )]  # fmt: skip
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,pupils,rate"))
    for words in (list(order)[:2], list(order)[1::-1]):
        found = evidence(tmp_path, ees(breakdowns=dict(zip(("sex", "pupils"), words, strict=True))))
        assert found.breakdowns == "; ".join(list(order)[:2])


def test_a_breakdown_the_file_has_is_told_after_one_it_has_not(tmp_path: Path) -> None:
    save(tmp_path, "ks2.csv", ees_file("2025,Total,60", "2025,Boys,59", columns="sex,rate"))
    assert evidence(tmp_path, ees(breakdowns={"ethnicity": "Ethnicity", "sex": "Sex"})).breakdowns == "Sex"


def test_englands_groups_are_not_the_boroughs(tmp_path: Path) -> None:
    rows = ("2025,Total,60", "England: 2025,Total,66", "England: 2025,Boys,65")
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,rate"))
    assert evidence(tmp_path, ees(breakdowns={"sex": "Sex"})).breakdowns == "None"


def test_a_breakdown_said_in_two_columns_is_said_once(tmp_path: Path) -> None:
    two = ees(breakdowns={"sex": "Sex", "gender": "Sex"})
    rows = ("2025,Total,Total,60", "2025,Boys,Boys,59", "2025,Boys,Total,59", "2025,Total,Boys,59")
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,gender,rate"))
    assert evidence(tmp_path, two).breakdowns == "Sex"


def test_a_file_that_has_the_series_and_no_row_for_the_borough_says_so(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("England: 2025,67"))
    found = looked(tmp_path, framework(ees()), today=TODAY).by_metric["MET-001"]
    assert (found.found, found.line) == (
        "No row for this borough",
        "A release is in dfe.csv, without a row for Northbridge.",
    )
