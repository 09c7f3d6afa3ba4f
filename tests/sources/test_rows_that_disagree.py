"""Published rows and headings that say two things: both are quoted, and none is taken in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.sources.evidence import Found
from tests.sources.making import ees, ees_file, evidence, fingertips, fingertips_file, save

# Two rows for one period --------------------------------------------------------------------------------------------


def test_two_fingertips_rows_of_one_key_are_both_quoted(tmp_path: Path) -> None:
    rows = [f"E09000098 | Persons | | | 2024/25 | {value}" for value in ("70.1", "99.9")]
    save(tmp_path, "a.csv", fingertips_file(*rows))
    found = evidence(tmp_path, fingertips("90001"))
    assert (found.found, found.figure) == (Found.CANDIDATES, None)
    assert found.candidates == ("another row: 70.1", "another row: 99.9")


def test_two_area_types_that_disagree_are_told_apart_by_them(tmp_path: Path) -> None:
    rows = [f"E09000098 | Persons | | | 2024/25 | {value}" for value in ("70.1", "80.1")]
    lines = fingertips_file(*rows).splitlines()
    types = ("Area Type", "Counties (2021)", "Counties (2023)")
    parted = [line.split(",") for line in lines]
    for cells, said in zip(parted, types, strict=True):
        cells[6] = said
    save(tmp_path, "a.csv", "\n".join(map(",".join, parted)) + "\n")
    assert evidence(tmp_path, fingertips("90001")).candidates == ("Counties (2021): 70.1", "Counties (2023): 80.1")


def test_a_row_repeated_under_several_parents_stays_one(tmp_path: Path) -> None:
    rows = [
        f"E09000098 | Persons | | | 2024/25 | {value} | | {parent}" for value, parent in (("70", "A"), ("70.0", "B"))
    ]
    save(tmp_path, "a.csv", fingertips_file(*rows))
    assert evidence(tmp_path, fingertips("90001")).figure == 70


def test_one_period_printed_in_two_ways_with_two_figures_is_asked_about(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31", "202425,44").replace("Academic year", "Reporting year"))
    found = evidence(tmp_path, ees())
    assert found.candidates == ("2025: 31", "202425: 44")
    assert "For 31 March 2025" in found.line


def test_one_period_printed_in_two_ways_with_one_figure_is_that_figure(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31", "202425,31.0").replace("Academic year", "Reporting year"))
    assert (evidence(tmp_path, ees()).figure, evidence(tmp_path, ees()).values) == (31, "1 period, with a figure")


# One heading over two columns ---------------------------------------------------------------------------------------


def test_a_heading_that_stands_over_two_figures_is_told_of(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,99,31", columns="rate,rate"))
    found = evidence(tmp_path, ees())
    assert found.caution == "The heading rate stands 2 times, over “99” and “31”; the first was read."
    assert found.suggested_status == "Available, needs work"


def test_a_heading_of_a_filter_that_stands_over_two_groups_is_told_of(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Girls,Boys,31", columns="sex,sex,rate"))
    found = evidence(tmp_path, ees(where={"sex": "Girls"}))
    assert found.caution == "The heading sex stands 2 times, over “Girls” and “Boys”; the first was read."


def test_a_column_that_is_there_twice_is_no_matter(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31,31", columns="rate,rate"))
    assert evidence(tmp_path, ees()).cautions == ()


# The code of one area with the name of another ----------------------------------------------------------------------


def test_our_code_beside_another_areas_name_is_told_of(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31").replace("Northbridge", "Easthaven"))
    found = evidence(tmp_path, ees())
    assert found.caution == "Its row has Northbridge's code and the name “Easthaven”: one of the two is wrong."
    assert found.suggested_status == "Available, needs work"


@pytest.mark.parametrize("name", ["LB Northbridge", "NORTHBRIDGE", "Northbridge (London borough)", ""])
def test_our_own_name_is_known_however_it_is_written(tmp_path: Path, name: str) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31").replace("Northbridge", name))
    assert evidence(tmp_path, ees()).cautions == ()
