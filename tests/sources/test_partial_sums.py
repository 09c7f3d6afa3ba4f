"""Figures added up from their parts: a part that is withheld makes the sum partial, and never a plain figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.reading.figures import Blank, Number, Suppressed
from outcomes_xl.sources.evidence import Found
from outcomes_xl.sources.published.part_sums import Partial, added_up
from tests.sources.making import ees, ees_file, evidence, fingertips, fingertips_file, lg_inform, metric, save

COUNT = metric(unit="number")
BY_SEX = ees("children", parts=("sex",))


def children(folder: Path, *rows: str) -> None:
    save(folder, "children.csv", ees_file(*rows, columns="sex,children"))


def test_parts_are_added_up_where_the_file_has_no_total(tmp_path: Path) -> None:
    children(tmp_path, "2024,Girls,9", "2024,Boys,12", "2025,Girls,10", "2025,Boys,13")
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure, found.said) == ("Found", 23, "23")
    assert found.values == "2 periods, each with a figure"
    assert "23 in Northbridge, at 31 March 2025; added up from 2 parts" in found.line
    assert found.suggested_status == "Available now"


def test_a_total_that_is_printed_is_taken_as_it_stands(tmp_path: Path) -> None:
    children(tmp_path, "2025,Total,24", "2025,Girls,10", "2025,Boys,c", "2024,Girls,9", "2024,Boys,12")
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure) == ("Found", 24)
    assert "added up" not in found.line
    assert found.values == "2 periods, each with a figure"  # and the year without a total is added up


def test_a_printed_total_is_found_among_its_parts_wherever_it_stands(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,10", "2025,Boys,c", "2025,Total,24")
    assert evidence(tmp_path, BY_SEX, of=COUNT).figure == 24


def test_of_two_symbols_among_the_parts_the_first_parts_is_shown(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,c", "2025,Boys,x", "2025,Other,3")
    assert evidence(tmp_path, BY_SEX, of=COUNT).figure == "x"
    children(tmp_path, "2025,Other,3", "2025,Boys,c", "2025,Girls,x")
    assert evidence(tmp_path, BY_SEX, of=COUNT).figure == "c"


def test_a_file_that_does_not_tell_the_parts_apart_has_its_figure_as_printed(tmp_path: Path) -> None:
    save(tmp_path, "children.csv", ees_file("2025,23", columns="children"))
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure) == ("Found", 23)
    assert "added up" not in found.line


@pytest.mark.parametrize(
    ("part", "in_the_cell", "said"),
    [
        ("c", "c", "a partial sum, 10 without 1 of 2 parts, which says c (suppressed)"),
        ("x", "x", "a partial sum, 10 without 1 of 2 parts, which says x (not available)"),
        ("", None, "a partial sum, 10 without 1 of 2 parts, which is blank"),
    ],
)
def test_a_part_without_a_figure_makes_the_sum_partial_and_the_symbol_is_kept(
    tmp_path: Path, part: str, in_the_cell: str | None, said: str
) -> None:
    children(tmp_path, "2024,Girls,9", "2024,Boys,12", "2025,Girls,10", f"2025,Boys,{part}")
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure, found.said) == ("Found, partial sum", in_the_cell, said)
    assert found.values == "2 periods: 1 figure, 1 partial sum"
    assert f"{said} in Northbridge, at 31 March 2025" in found.line
    assert found.suggested_status == "Available, needs work"


def test_a_part_that_has_no_row_is_missing_as_well(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,10", "England: 2025,Girls,1000", "England: 2025,Boys,1200")
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure) == ("Found, partial sum", None)
    assert found.said == "a partial sum, 10 without 1 of 2 parts, which is blank"


def test_where_every_part_is_withheld_there_is_nothing_to_add_up(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,c", "2025,Boys,c")
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure, found.values) == (Found.SUPPRESSED, "c", "1 period: 1 suppressed (c)")


def test_london_and_england_are_added_up_too_and_a_partial_sum_stands_beside_nothing(tmp_path: Path) -> None:
    others = ("England: 2025,Girls,1000", "England: 2025,Boys,1200", "London: 2025,Girls,300", "London: 2025,Boys,c")
    children(tmp_path, "2025,Girls,10", "2025,Boys,13", *others)
    assert "; England 2,200;" in evidence(tmp_path, BY_SEX, of=COUNT).line.replace(".", ";")
    assert "London" not in evidence(tmp_path, BY_SEX, of=COUNT).line
    children(tmp_path, "2025,Girls,10", "2025,Boys,c", *others)
    assert "England" not in evidence(tmp_path, BY_SEX, of=COUNT).line


def test_rows_that_differ_in_something_else_are_asked_about_and_not_added_up(tmp_path: Path) -> None:
    save(
        tmp_path,
        "children.csv",
        ees_file("2025,Girls,Home,10", "2025,Boys,Away,13", columns="sex,place,children"),
    )
    found = evidence(tmp_path, BY_SEX, of=COUNT)
    assert (found.found, found.figure) == ("More than one candidate", None)


def test_a_part_that_is_there_twice_is_not_added_up(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,10", "2025,Girls,11", "2025,Boys,13")
    assert evidence(tmp_path, BY_SEX, of=COUNT).found == "More than one candidate"


def test_a_total_of_some_parts_only_is_never_added_to_the_others(tmp_path: Path) -> None:
    rows = ("2025,Girls,Autumn,1", "2025,Boys,Autumn,2", "2025,Total,Autumn,3", "2025,Girls,Spring,3")
    save(tmp_path, "children.csv", ees_file(*rows, columns="sex,term,children"))
    assert evidence(tmp_path, ees("children", parts=("sex", "term")), of=COUNT).found == "More than one candidate"


def test_two_columns_of_parts_are_added_up_together(tmp_path: Path) -> None:
    rows = ("2025,Girls,Autumn,1", "2025,Boys,Autumn,2", "2025,Girls,Spring,3", "2025,Boys,Spring,4")
    save(tmp_path, "children.csv", ees_file(*rows, columns="sex,term,children"))
    assert evidence(tmp_path, ees("children", parts=("sex", "term")), of=COUNT).figure == 10


def test_a_whole_figure_from_elsewhere_comes_before_a_partial_sum(tmp_path: Path) -> None:
    children(tmp_path, "2025,Girls,10", "2025,Boys,c")
    save(tmp_path, "LG Inform 429.csv", "area,area label,31 March 2025\nE09000098,Northbridge,23\n")
    for series in ((BY_SEX, lg_inform("429")), (lg_inform("429"), BY_SEX)):
        found = evidence(tmp_path, *series, of=COUNT)
        assert (found.found, found.figure) == ("Found", 23)


@pytest.mark.parametrize("note", ["Partial data", "Value is incomplete, one trust did not report"])
def test_a_printed_total_that_the_file_calls_partial_is_no_plain_figure(tmp_path: Path, note: str) -> None:
    row = f'E09000098 | Persons | | | 2025 | 31 | "{note}"'
    save(tmp_path, "a.csv", fingertips_file(row))
    found = evidence(tmp_path, fingertips("90001"))
    assert (found.found, found.figure) == ("Found, partial sum", None)
    assert found.said == "a partial sum, 31% as printed"
    assert f"the file says “{note}”" in found.line


@pytest.mark.parametrize("note", ["Impartial advice", "Value for Hackney and City of London combined", ""])
def test_other_notes_leave_the_figure_a_figure(tmp_path: Path, note: str) -> None:
    save(tmp_path, "a.csv", fingertips_file(f"E09000098 | Persons | | | 2025 | 31 | {note}"))
    assert evidence(tmp_path, fingertips("90001")).figure == 31


def test_sums_are_free_of_the_computers_own_fractions() -> None:
    assert added_up([Number(0.1), Number(0.2)]) == (Number(0.3), None)
    assert added_up([Blank(), Number(4), Suppressed("c")]) == (Suppressed("c"), Partial(4, 3, 2))
