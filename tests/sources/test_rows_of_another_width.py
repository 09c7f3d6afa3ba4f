"""One comma too many or too few, and every cell stands under the next heading: such a row is named and not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.sources import Evidence, Looked
from tests.sources.local import desk
from tests.sources.making import (
    ees,
    ees_file,
    evidence,
    fingertips,
    fingertips_file,
    framework,
    lg_inform,
    looked,
    save,
)
from tests.sources.test_published_cases import of

COUNTS = "started,second,rate"
LAIT = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
ONS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
ONS_ROW = "{code},{name},Local,Children in relative poverty before housing costs,{year}-04-01/P1Y,{figure},{unit},,,,\n"


def first(found: Looked) -> Evidence:
    return found.by_metric["MET-001"]


@pytest.mark.parametrize("cells", ["a plan, which is the second,171,52,30.4", "a plan,1,171,52,30.4"])
def test_a_row_with_a_cell_too_many_is_named_and_the_year_before_carries_a_caution(tmp_path: Path, cells: str) -> None:
    columns = f"category,{COUNTS}"
    save(
        tmp_path,
        "a.csv",
        ees_file("2024,a plan,160,35,21.9", f"2025,{cells}", "England: 2025,b,9,9,25", columns=columns),
    )
    home = looked(tmp_path, framework(ees()))
    found = first(home)
    assert (found.figure, found.period, found.suggested_status) == (21.9, "31 March 2024", "Available, needs work")
    assert found.caution == ("Row 3 of a.csv was left out, and may be for this: too many or too few cells. Look there.")
    [trouble] = home.troubles
    assert trouble.what.startswith("Row 3 has 15 cells below 14 headings")
    assert "quotation marks" in trouble.next_step


def test_where_no_other_row_is_the_boroughs_the_row_that_slipped_is_said_instead_of_none(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,1,171,30.4", "England: 2025,9,25", columns="second,rate"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure) == ("Could not be read", None)
    assert "Row 2 of a.csv was left out" in found.line


def test_a_table_whose_headings_lack_the_one_of_the_row_numbers_is_not_used_at_all(tmp_path: Path) -> None:
    lines = ees_file("2024,160,21.9", "2025,171,30.4", columns="second,rate").splitlines()
    save(tmp_path, "r.csv", "\n".join([lines[0], *(f"{n},{line}" for n, line in enumerate(lines[1:], 1))]) + "\n")
    home = looked(tmp_path, framework(ees()))
    assert first(home).figure is None
    assert home.troubles[0].what.startswith("2 rows, of which row 2 is the first,")


def test_blank_cells_beyond_the_headings_change_nothing(tmp_path: Path) -> None:
    lines = ees_file("2024,160,21.9", "2025,171,30.4", columns="second,rate").splitlines()
    save(tmp_path, "a.csv", "\n".join([lines[0], *(f"{line},, " for line in lines[1:])]) + "\n")
    home = looked(tmp_path, framework(ees()))
    assert (first(home).figure, first(home).caution, home.troubles) == (30.4, "", ())


def test_one_row_that_alone_has_a_blank_beyond_the_headings_carries_a_caution(tmp_path: Path) -> None:
    text = ees_file("2024,35,21.9,", "2025,1,052,52,", "England: 2025,9,25,", columns="rate,second,note")
    save(tmp_path, "a.csv", text)
    assert "more cells than the file has headings" in evidence(tmp_path, ees()).caution


def test_a_short_row_carries_a_caution_where_other_rows_have_something_there(tmp_path: Path) -> None:
    save(
        tmp_path,
        "a.csv",
        ees_file("2024,160,21.9,3", "2025,30.4,3", "England: 2025,9,25,3", columns="second,rate,more"),
    )
    found = evidence(tmp_path, ees())
    assert found.suggested_status == "Available, needs work"
    assert "fewer cells than the file has headings" in found.caution


def test_a_short_row_that_only_lacks_what_is_blank_in_all_rows_is_like_any_other(tmp_path: Path) -> None:
    save(
        tmp_path,
        "a.csv",
        ees_file("2024,160,21.9,", "2025,171,30.4", "England: 2025,9,25,", columns="second,rate,note"),
    )
    found = evidence(tmp_path, ees())
    assert (found.figure, found.caution) == (30.4, "")


def test_a_short_row_in_which_the_area_slipped_is_said_to_be_left_out(tmp_path: Path) -> None:
    text = ees_file("2024,160,21.9", "2025,171,30.4", "England: 2025,9,25", columns="second,rate")
    save(
        tmp_path,
        "a.csv",
        text.replace("2025,Reporting year,Local authority,E92000001,", "2025,Local authority,E92000001,"),
    )
    found = evidence(tmp_path, ees())
    assert (found.figure, found.period) == (21.9, "31 March 2024")
    assert "Row 3 of a.csv was left out" in found.caution


@pytest.mark.parametrize(
    "row", ["PrevRegCPR,NA,a,2025,Merton,21.9,315,Outer London", "PrevRegCPR,NA,2025,Merton,1,021,315,Outer"]
)
def test_a_row_of_laits_long_table_with_a_cell_too_many_is_not_used(tmp_path: Path, row: str) -> None:
    save(tmp_path, "lait.csv", f"{LAIT}PrevRegCPR,NA,2024,Merton,18.5,315,Outer London\n{row}\n")
    found = of(tmp_path, "MET-001")
    assert (found.figure, found.period) == (18.5, "2023/24")
    assert "Row 3 of lait.csv was left out" in found.caution


def test_a_row_that_was_left_out_is_said_of_its_own_measure_alone(tmp_path: Path) -> None:
    used = "LAC,NA,2025,Merton,31,315,Outer London\nLACStable_2016on,NA,2024,Merton,9,315,Outer London"
    save(tmp_path, "lait.csv", f"{LAIT}{used}\nLACStable_2016on,NA,a,2025,Merton,7,315,Outer London\n")
    assert of(tmp_path, "MET-009").caution == ""
    assert "Row 4 of lait.csv was left out" in of(tmp_path, "MET-011").caution


def test_a_row_of_laits_long_table_that_lacks_its_year_is_not_used(tmp_path: Path) -> None:
    rows = "PrevRegCPR,NA,2024,Merton,18.5,315,Outer London\nPrevRegCPR,2025,Merton,21.9,315,Outer London\n"
    save(tmp_path, "lait.csv", f"{LAIT}{rows}PrevRegCPR,NA,2023,Merton,17,315,Outer London\n")
    found = of(tmp_path, "MET-001")
    assert (found.figure, found.period) == (18.5, "2023/24")
    assert "Row 3 of lait.csv was left out" in found.caution


def test_a_number_of_thousands_without_its_quotation_marks_is_no_smaller_number(tmp_path: Path) -> None:
    save(tmp_path, "LG Inform 429.csv", "area,area label,2023/24,2024/25\nE09000098,Northbridge,1,234,1,300\n")
    home = looked(tmp_path, framework(lg_inform("429")))
    assert first(home).figure is None
    assert home.troubles[0].what.startswith("Row 2 has 6 cells below 4 headings")


def test_a_row_of_fingertips_with_a_cell_too_many_is_not_used(tmp_path: Path) -> None:
    text = fingertips_file("E09000098|Persons|||2022/23|54.6", "E09000098|Persons|||2023/24|60.1")
    save(
        tmp_path,
        "f.csv",
        text.replace(
            "A measure,,,E09000098,,,Persons,0-4 yrs,,,2023/24",
            "A measure, rates,,,E09000098,,,Persons,0-4 yrs,,,2023/24",
        ),
    )
    found = evidence(tmp_path, fingertips("90001"))
    assert (found.figure, found.period) == (54.6, "31 March 2023")
    assert "Row 3 of f.csv was left out" in found.caution


def test_a_row_of_the_boroughs_own_file_with_a_cell_too_many_is_named_and_not_used(tmp_path: Path) -> None:
    rows = "borough,team,rate,year\nNorthbridge,North,21.9,2023/24\nNorthbridge,North, East,30.4,2024/25\n"
    save(tmp_path, "own.csv", rows)
    home = desk.looked(tmp_path, desk.source("own.csv"))
    found = first(home)
    assert (found.figure, found.period, found.suggested_status) == (21.9, "2023/24", "Available, needs work")
    assert found.caution.startswith("Row 3 has 5 cells below 4 headings")
    assert [one.what for one in home.troubles] == [f"{found.caution.partition(' Left out')[0]} Not used."]


def test_a_row_of_the_boroughs_own_file_with_a_cell_too_few_is_named_and_not_used(tmp_path: Path) -> None:
    save(tmp_path, "own.csv", "borough,rate,count,year\nNorthbridge,21.9,3,2023/24\nNorthbridge,4,2024/25\n")
    found = desk.evidence(tmp_path, desk.source("own.csv"))
    assert (found.figure, found.period) == (21.9, "2023/24")
    assert found.caution.startswith("Row 3 has 3 cells below 4 headings")


def test_blanks_that_excel_left_off_in_the_boroughs_own_file_are_blanks(tmp_path: Path) -> None:
    save(tmp_path, "own.csv", "borough,year,rate,note\nNorthbridge,2023/24,21.9,\nNorthbridge,2024/25,30.4\n")
    found = desk.evidence(tmp_path, desk.source("own.csv"))
    assert (found.figure, found.period, found.caution) == (30.4, "2024/25", "")
