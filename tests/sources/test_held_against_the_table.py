"""A figure is held against all that stands around it: its column, its neighbours, its years, and today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from outcomes_xl.framework.entries import Neighbour
from outcomes_xl.sources import Evidence
from tests.sources.making import (
    NORTHBRIDGE,
    ees,
    ees_file,
    evidence,
    fingertips,
    fingertips_file,
    framework,
    looked,
    metric,
    save,
)
from tests.sources.test_published_cases import of

PUBLISHED = Path(str(resources.files("outcomes_xl") / "data" / "published"))
SHARE = replace(metric(), lowest=0, highest=100)
LAIT = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"


def of_shares(folder: Path, *rows: str, columns: str = "rate") -> Evidence:
    save(folder, "a.csv", ees_file(*rows, columns=columns))
    return evidence(folder, ees(), of=SHARE)


# Fractions ---------------------------------------------------------------------------------------------------------


def test_a_column_of_percentages_that_are_all_fractions_says_so(tmp_path: Path) -> None:
    found = of_shares(tmp_path, "2024,0.246", "2025,0.219", "England: 2025,0.118", "London: 2025,0.138")
    assert found.figure == 0.219  # nothing is multiplied
    assert found.suggested_status == "Available, needs work"
    assert found.caution == (
        "Every figure of this column is between 0 and 1, so they may be fractions: 0.219 for 21.9%."
    )


@pytest.mark.parametrize(
    "rows",
    [
        ("2024,0.4", "2025,0.3", "England: 2025,1.2"),  # small, and England's is not
        ("2024,0", "2025,0", "England: 2025,0"),
        ("2024,1", "2025,0", "England: 2025,1"),
        ("2024,0.4%", "2025,0.3%", "England: 2025,0.5%"),  # the sign says it
    ],
)
def test_percentages_that_are_small_are_no_fractions(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert of_shares(tmp_path, *rows).caution == ""


def test_where_another_file_says_the_same_the_percentages_are_that_small(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2024,0.3", "2025,0.4", "England: 2025,0.5"))
    save(tmp_path, "b.csv", ees_file("2024,0.3", "England: 2024,0.6"))
    assert evidence(tmp_path, ees(), of=SHARE).caution == ""


def test_where_another_file_has_them_out_of_a_hundred_they_are_fractions(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2024,0.246", "2025,0.219", "England: 2025,0.118"))
    save(tmp_path, "b.csv", ees_file("2023,24.1", "England: 2023,12.2"))
    assert "0.219 for 21.9%" in evidence(tmp_path, ees(), of=SHARE).caution


# Bounds ------------------------------------------------------------------------------------------------------------


def test_an_impossible_figure_of_englands_is_named_and_compared_with_nothing(tmp_path: Path) -> None:
    found = of_shares(tmp_path, "2024,21", "2025,31", "England: 2025,2450", "London: 2025,-4")
    assert (found.figure, found.england, found.london) == (31, None, None)
    assert found.caution == (
        "Left out: for England stands 2,450% (and 1 more), which is above 100, the most this metric can be."
    )
    assert found.suggested_status == "Available, needs work"


def test_an_impossible_figure_of_an_earlier_year_is_named_and_its_year_stays_without_one(tmp_path: Path) -> None:
    found = of_shares(tmp_path, "2023,20", "2024,9999", "2025,31")
    assert found.history == (("31 March 2023", 20), ("31 March 2024", None), ("31 March 2025", 31))
    assert found.caution.startswith("Left out: for 31 March 2024 stands 9,999%")


def test_an_impossible_figure_of_a_neighbours_is_in_no_mean(tmp_path: Path) -> None:
    near = replace(NORTHBRIDGE, neighbours=(Neighbour("E09000099", "Easthaven", "399", "Close", "DfE, May 2025"),))
    save(tmp_path, "a.csv", ees_file("2025,31", "Easthaven: 2025,9999"))
    found = looked(tmp_path, framework(ees(), of=SHARE), near).by_metric["MET-001"]
    assert found.neighbours is None
    assert "for Easthaven stands 9,999%" in found.caution


def test_headings_of_a_count_and_a_percentage_that_are_exchanged_are_said(tmp_path: Path) -> None:
    rows = ("2024,21.9,33", "2025,30.4,52", "England: 2025,24.5,99")
    save(tmp_path, "a.csv", ees_file(*rows, columns="second,second_percent"))
    said = "Under second_percent stand whole numbers and under second others: the two headings may be exchanged."
    assert evidence(tmp_path, ees("second_percent"), of=SHARE).caution == said
    assert evidence(tmp_path, ees("second"), of=metric(unit="number")).caution == said


@pytest.mark.parametrize("rows", [("2024,33,21.9", "2025,52,30.4"), ("2024,33,22", "2025,52,30")])
def test_headings_that_are_right_are_not_doubted(tmp_path: Path, rows: tuple[str, ...]) -> None:
    save(tmp_path, "a.csv", ees_file(*rows, columns="second,second_percent"))
    assert evidence(tmp_path, ees("second_percent"), of=SHARE).caution == ""
    assert evidence(tmp_path, ees("second"), of=metric(unit="number")).caution == ""


# Zeros, and years that are not over ---------------------------------------------------------------------------------


def test_a_gap_worked_out_from_a_printed_0_carries_a_caution(tmp_path: Path) -> None:
    printed = (("DAP_KS4_ATT8", "0"), ("NonDAP_KS4_ATT8", "55.9"))
    rows = [f"{measure},NA,2025,Merton,{value},315,Outer London" for measure, value in printed]
    save(tmp_path, "lait.csv", LAIT + "\n".join(rows) + "\n")
    found = of(tmp_path, "MET-046")
    assert found.figure == 55.9
    assert found.caution.startswith("The 0 it was worked out from (disadvantaged pupils) may be no figure")


def test_a_gap_worked_out_from_a_fraction_and_a_percentage_is_said(tmp_path: Path) -> None:
    printed = (("FSP_Gooddev_FSM", "0.536"), ("FSP_Gooddev_FSM_Other", "75.5"))
    rows = [f"{measure},NA,2025,Merton,{value},315,Outer London" for measure, value in printed]
    save(tmp_path, "lait.csv", LAIT + "\n".join(rows) + "\n")
    assert of(tmp_path, "MET-040").caution == (
        "It was worked out from 0.536% (eligible for free school meals) and 75.5% (all other pupils): "
        "the first may be a fraction."
    )


@pytest.mark.parametrize(
    ("kind", "printed", "today", "used"),
    [
        ("Financial year", "2027", date(2026, 11, 28), False),
        ("Financial year", "2027", date(2027, 3, 30), False),
        ("Financial year", "2027", date(2027, 3, 31), True),
        ("Calendar year", "2026", date(2026, 11, 28), False),
        ("At 31 March", "2026", date(2026, 3, 31), True),
        ("Academic year", "202526", date(2026, 5, 1), False),
        ("Academic year", "202526", date(2026, 7, 7), True),  # Key Stage 2 results come out in July
        ("Edition", "2026", date(2026, 11, 28), True),
    ],
)
def test_a_year_that_is_not_over_is_left_aside_and_said(
    tmp_path: Path, kind: str, printed: str, today: date, used: bool
) -> None:
    before = "202425" if len(printed) == 6 else str(int(printed) - 1)
    save(tmp_path, "a.csv", ees_file(f"{before},21", f"{printed},31"))
    known = framework(ees(), of=replace(SHARE, period_kind=kind))
    found = looked(tmp_path, known, today=today).by_metric["MET-001"]
    assert found.figure == (31 if used else 21)
    assert ("is not over yet; it was left aside" in found.caution) is not used


# Two figures for one area, two titles for one table ------------------------------------------------------------------


def test_two_figures_for_england_are_named_and_compared_with_none(tmp_path: Path) -> None:
    found = of_shares(tmp_path, "2024,21", "2025,31", "England: 2025,24.5", "England: 2025,99", "England: 2024,20")
    assert (found.figure, found.england) == (31, None)
    assert found.caution == "For England the file has 2 figures, 24.5 and 99: it is compared with none of them."


@pytest.mark.parametrize(("newer", "said"), [("a third plan", True), ("A  Second Plan", False), ("Total", False)])
def test_another_group_than_in_the_edition_before_is_said(tmp_path: Path, newer: str, said: bool) -> None:
    save(tmp_path, "new.csv", ees_file(f"2025,{newer},31", columns="category,rate"))
    save(tmp_path, "old.csv", ees_file("2024,a second plan,21", columns="category,rate"))
    found = evidence(tmp_path, ees(), of=SHARE)
    assert found.figure == 31
    assert ("in old.csv it is “a second plan”" in found.caution) is said


@pytest.mark.parametrize(("name", "said"), [("A measure (15 to 24 years)", True), ("Another way to say it", False)])
def test_an_indicator_of_other_ages_under_the_same_number_is_said(tmp_path: Path, name: str, said: bool) -> None:
    save(tmp_path, "new.csv", fingertips_file("E09000098|Persons|||2023/24|54.6").replace("A measure", name))
    save(tmp_path, "old.csv", fingertips_file("E09000098|Persons|||2022/23|44.6"))
    found = evidence(tmp_path, fingertips("90001"), of=metric(kind="Financial year"))
    assert ("in old.csv it is “A measure”" in found.caution) is said


@pytest.mark.parametrize(("quarter", "said"), [("Quarter 4 2024 to 2025", True), ("Quarter 1 2025 to 2026", False)])
def test_a_title_that_names_two_quarters_is_said(tmp_path: Path, quarter: str, said: bool) -> None:
    lines = (PUBLISHED / "ukhsa_cover_24_months_2025_q1_london.csv").read_text(encoding="utf-8-sig").splitlines()
    title = f"Table 6. Immunisations at 24 months: {quarter} (April to June 2025),,,,,,,,,,"
    save(tmp_path, "c.csv", "\n".join([title, *lines[1:]]) + "\n")
    found = of(tmp_path, "MET-029")
    assert found.period == "April to June 2025"
    assert (f"The title says both “{quarter}” and “April to June 2025”." in found.doubts) is said


# One group, another rate, a broken end, a newer file ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "word", "warns"),
    [
        ("sex", "Male", True),
        ("sex", "Total", False),
        ("sex", "", False),
        ("age_group", "16+", True),
        ("age_group", "10 to 14 years", True),
        ("status", "Provisional", True),
        ("ethnicity", "White", True),
        ("placement_type", "Foster placements", True),
        ("uasc_status", "All looked-after children", False),
        ("measure", "Rate of referrals", False),
        ("category", "Social workers", False),
    ],
)
def test_a_file_of_one_group_only_is_said(column: str, word: str, warns: bool, tmp_path: Path) -> None:
    rows = (f"2024,{word},30", f"2025,{word},31", f"England: 2025,{word},32")
    found = of_shares(tmp_path, *rows, columns=f"{column},rate")
    assert found.figure == 31
    assert (f"of one group: under {column} stands “{word}”" in found.caution) is warns


def test_a_provisional_year_after_final_ones_is_said(tmp_path: Path) -> None:
    found = of_shares(tmp_path, "2024,Final,30", "2025,Provisional,31", columns="version,rate")
    assert found.caution == "Its row is of one group: under version stands “Provisional”."


def test_one_age_is_not_the_ages_a_metric_is_about(tmp_path: Path) -> None:
    about = replace(SHARE, title="NEET 16-17")
    save(tmp_path, "a.csv", ees_file("2025,16 to 17,31", columns="age,rate"))
    assert evidence(tmp_path, ees(), of=about).caution == ""
    save(tmp_path, "a.csv", ees_file("2025,16,31", columns="age,rate"))
    assert "under age stands “16”" in evidence(tmp_path, ees(), of=about).caution


def test_a_group_the_metric_itself_is_about_is_no_other(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Female,31", columns="sex,rate"))
    assert "group" in evidence(tmp_path, ees(), of=SHARE).caution
    assert evidence(tmp_path, ees(), of=replace(SHARE, title="Girls and female pupils who are absent")).caution == ""


@pytest.mark.parametrize(
    ("title", "warns"),
    [
        ("Children looked after, rate per 1,000", True),
        ("Children looked after per 1000 children", True),
        ("Rate per 10,000 children aged under 18", False),
        ("Children looked after in 2025", False),
    ],
)
def test_a_title_that_speaks_of_another_rate_is_quoted(title: str, warns: bool, tmp_path: Path) -> None:
    save(tmp_path, "a.csv", f'"{title}"\n\n{ees_file("2024,30", "2025,31")}')
    caution = evidence(tmp_path, ees(), of=metric("per 10,000")).caution
    assert (f"Above the table stands “{title}”" in caution) is warns


@pytest.mark.parametrize(("end", "warns"), [("", True), ("\n", False), ("\r\n", False), (",\n", False)])
def test_a_figure_at_a_files_open_end_may_have_broken_off(end: str, warns: bool, tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("England: 2025,67", "2025,3").rstrip("\n") + end)
    found = evidence(tmp_path, ees(), of=metric("per 10,000"))
    assert found.figure == 3
    assert ("may have broken off" in found.caution) is warns


def test_an_open_end_says_nothing_of_the_rows_before_it(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,3", "England: 2025,67").rstrip("\n"))
    assert evidence(tmp_path, ees(), of=metric("per 10,000")).caution == ""


def test_a_newer_file_without_the_borough_is_named(tmp_path: Path) -> None:
    save(tmp_path, "old.csv", ees_file("2023,30", "2024,31", "England: 2024,60"))
    save(tmp_path, "new.csv", ees_file("Easthaven: 2025,9", "England: 2025,67"))
    found = evidence(tmp_path, ees(), of=metric("per 10,000"))
    assert (found.figure, found.period) == (31, "31 March 2024")
    assert found.caution == "new.csv goes on to 31 March 2025 for London or England, without a row for this borough."
    (tmp_path / "new.csv").unlink()
    assert evidence(tmp_path, ees(), of=metric("per 10,000")).caution == ""


def test_a_newer_file_that_words_its_rows_otherwise_is_named(tmp_path: Path) -> None:
    series = ees(where={"category": "All children"})
    save(tmp_path, "old.csv", ees_file("2024,All children,31", columns="category,rate"))
    save(tmp_path, "new.csv", ees_file("2025,Every child,33", columns="category,rate"))
    found = evidence(tmp_path, series, of=metric("per 10,000"))
    assert (found.figure, found.period) == (31, "31 March 2024")
    assert found.caution == "new.csv reaches 31 March 2025, and under category it has no “All children” any more."


@pytest.mark.parametrize("title", ["Revenue Account budget 2025-26", "Revenue outturn, provisional", "First release"])
def test_a_title_that_says_it_is_not_final_is_quoted(title: str, tmp_path: Path) -> None:
    save(tmp_path, "a.csv", f'"Table 2"\n"{title}. All figures are rounded"\n\n{ees_file("2024,30", "2025,31")}')
    caution = evidence(tmp_path, ees(), of=metric("per 10,000")).caution
    assert caution == f"Above the table stands “{title}”: it may not be the final figure."


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Rates of children looked after, boys", True),
        ("Unaccompanied asylum-seeking children only", True),
        ("Boys and girls looked after", False),
        ("Children looked after", False),
    ],
)
def test_a_title_that_names_one_group_is_quoted(title: str, said: bool, tmp_path: Path) -> None:
    save(tmp_path, "a.csv", f'"{title}"\n\n{ees_file("2024,30", "2025,31")}')
    caution = evidence(tmp_path, ees(), of=metric("per 10,000")).caution
    assert caution == (f"Above the table stands “{title}”: it may be of one group." if said else "")


def test_a_file_without_the_asked_words_is_named_with_what_stands_there(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Boys,31", "2025,Girls,33", columns="gender,rate"))
    found = evidence(tmp_path, ees(where={"gender": "Total"}))
    assert found.figure is None
    assert found.line == (
        "Not in these files. a.csv has no “Total” under gender: there stands “Boys” and 1 other. "
        "It is published in A release."
    )


@pytest.mark.parametrize("word", ["All", "All pupils", "Persons", "total"])
def test_everybody_is_everybody_whichever_word_an_edition_has_for_it(tmp_path: Path, word: str) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Boys,31", f"2025,{word},33", columns="gender,rate"))
    assert evidence(tmp_path, ees(where={"gender": "Total"})).figure == 33
    # Where the word itself is there, nothing else stands for it.
    save(tmp_path, "a.csv", ees_file("2025,All pupils,31", "2025,Total,34", columns="gender,rate"))
    assert evidence(tmp_path, ees(where={"gender": "Total"})).figure == 34
