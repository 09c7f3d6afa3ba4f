"""What belongs together and what does not: several measures in one file, parts of a year, and counts without a base."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Derived, How
from outcomes_xl.sources import Found
from tests.sources.making import (
    NORTHBRIDGE,
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

FRAMEWORK = load_framework()
MERTON = FRAMEWORK.boroughs["E09000024"]


@pytest.mark.parametrize(("other", "period"), [("2024/25", "of another period"), ("2023/24", "of the same period")])
def test_each_indicator_of_a_fingertips_file_has_its_own_rows(tmp_path: Path, other: str, period: str) -> None:
    first = fingertips_file("E09000098|Persons|||2022/23|17", "E09000098|Persons|||2023/24|18", number="20601")
    second = fingertips_file(f"E09000098|Persons|||{other}|34", number="20602.0")
    save(tmp_path, "profile.csv", first + second.partition("\n")[2])
    financial = metric(kind="Financial year")
    found = evidence(tmp_path, fingertips("20601"), of=financial)
    assert (found.figure, found.period, found.history) == (18, "2023/24", (("2022/23", 17), ("2023/24", 18))), period
    found = evidence(tmp_path, fingertips("20602"), of=financial)
    assert (found.figure, found.period, found.history) == (34, other, ((other, 34),)), period


@pytest.mark.parametrize("year", ["2024/25", "2023/24"])
def test_each_measure_of_an_lg_inform_file_has_its_own_columns(tmp_path: Path, year: str) -> None:
    heads = "area,area label,area long label,a,b\narea,area label,area long label,19346,6080\n"
    heads += f"area,area label,area long label,2023/24,{year}\n"
    save(tmp_path, "report.csv", heads + "E09000098,Northbridge,Northbridge,68.1,72.4\n")
    financial = metric(kind="Financial year")
    assert evidence(tmp_path, lg_inform("19346"), of=financial).figure == 68.1
    assert evidence(tmp_path, lg_inform("6080"), of=financial).figure == 72.4


def test_neighbours_stand_beside_whichever_way_laits_table_was_saved(tmp_path: Path) -> None:
    rows = [("Short Desc", "Years", "LA and Regions", "Values"), ("Short", "2025", "Merton", 31)]
    rows += [("Short", "2025", near.name, 40) for near in MERTON.neighbours[:2]]
    wide = [("Measure", "LA and Regions", "2025"), *((measure, area, value) for measure, _, area, value in rows[1:])]
    series = replace(ees("Values", where={"Short Desc": "Short"}), publisher="LAIT", dataset="Short")
    for name, table in (("long", rows), ("wide", wide)):
        text, sheet = tmp_path / f"{name} text", tmp_path / f"{name} sheet"
        text.mkdir(), sheet.mkdir()
        save(text, "lait.csv", "\n".join(",".join(map(str, row)) for row in table) + "\n")
        with xlsxwriter.Workbook(str(sheet / "lait.xlsx")) as book:
            page = book.add_worksheet()
            for at, row in enumerate(table):
                page.write_row(at, 0, row)
        for folder in (text, sheet):
            found = evidence(folder, series, borough=MERTON)
            assert (found.figure, found.neighbours) == (31, 40), folder.name


def test_a_newer_part_of_a_year_in_another_file_is_said(tmp_path: Path) -> None:
    save(tmp_path, "year.csv", ees_file("202425,17").replace("Reporting", "Academic"))
    save(tmp_path, "terms.csv", ees_file("202526,15").replace("Academic year", "Autumn and spring term"))
    found = evidence(tmp_path, ees(), of=metric(kind="Academic year"))
    assert (found.figure, found.period) == (17, "2024/25")
    assert found.caution.startswith("terms.csv has 15 for 202526 Autumn and spring term: a part of a year, newer")


@pytest.mark.parametrize(("period", "marked"), [("2025 (prov)", True), ("2025 (provisional)", True), ("2025", False)])
def test_a_period_that_is_printed_as_provisional_is_said(tmp_path: Path, period: str, marked: bool) -> None:
    save(tmp_path, "lait.csv", f"Short Desc,Years,LA and Regions,Values\nShort,{period},Merton,31\n")
    found = evidence(tmp_path, replace(ees("Values"), publisher="LAIT", dataset="Short"), borough=MERTON)
    assert found.figure == 31
    assert (found.caution == "The publisher marks it provisional.") is marked


def test_a_download_of_one_column_is_told_which_other_it_needs(tmp_path: Path) -> None:
    save(tmp_path, "tool.csv", ees_file("2025,31", columns="rate_percent"))
    series = replace(ees("rate_percent"), dataset="count_of_it; rate_percent")
    seen = looked(tmp_path, framework(series))
    told = (
        "tool.csv has a column rate_percent, and not count_of_it, by which its table is known: get it with that column"
    )
    assert told in seen.by_metric["MET-001"].line
    assert seen.files[0].looks_like == "It is a DfE release file, and no metric is answered from its table."


def test_a_file_that_answers_nothing_is_named_and_one_that_does_is_not(tmp_path: Path) -> None:
    save(tmp_path, "exclusions.csv", ees_file("2025,3", columns="excluded"))
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    files = looked(tmp_path, framework(ees())).files
    assert {file.name: bool(file.looks_like) for file in files} == {"exclusions.csv": True, "rates.csv": False}


def test_what_is_counted_in_january_is_known_before_the_year_is_over(tmp_path: Path) -> None:
    columns = "entitlement_type,age,registered_eligible_children_percent"
    rows = ("2025,Universal,Total,71", "2026,Universal,Total,70", "2027,Universal,Total,1")
    save(tmp_path, "provision.csv", ees_file(*rows, columns=columns))
    found = looked(tmp_path, FRAMEWORK, NORTHBRIDGE, date(2026, 8, 1)).by_metric["MET-084"]
    assert (found.figure, found.period) == (70, "2026")
    assert "2027, which has not come yet" in found.caution


# Counts set against a population -------------------------------------------------------------------------------------

COUNTED = replace(ees("count"), part="children")
PEOPLE = replace(ees("people"), part="all children", publication="Population", period_kind="Calendar year")
RATE = Derived(
    metric_id="MET-001",
    part="",
    publication="A release",
    how=How.RATE,
    of=("children",),
    base=("all children",),
    base_years=-1,
    factor=1000.0,
    exactness="same definition",
    difference="",
    provenance="made for a test",
)


def rate_of(folder: Path, *rows: str, people: tuple[str, ...], apart: bool = False) -> tuple[object, str, str]:
    for at, some in enumerate([[row] for row in rows] if apart else [rows]):
        save(folder, f"counts{at}.csv", ees_file(*some, columns="count"))
    save(folder, "people.csv", ees_file(*people, columns="people"))
    known = replace(framework(COUNTED, PEOPLE, of=metric("per 1,000")), derived=(RATE,))
    found = looked(folder, known).by_metric["MET-001"]
    return found.figure, found.period, found.caution


LATER = (
    "31 March 2026 is published too; the all children it is set against are not here yet, so it is for 31 March 2025."
)


@pytest.mark.parametrize("newest", ["30", "c"])
@pytest.mark.parametrize("apart", [False, True])
def test_a_count_whose_population_is_not_here_yet_gives_way_to_the_year_before(
    tmp_path: Path, newest: str, apart: bool
) -> None:
    rows = ("2025,20", f"2026,{newest}")
    assert rate_of(tmp_path, *rows, people=("2024,1000",), apart=apart) == (20, "31 March 2025", LATER)
    assert rate_of(tmp_path, *rows, people=("2024,1000", "2025,1000"), apart=apart)[1:] == ("31 March 2026", "")


def test_a_count_without_any_population_says_what_is_missing(tmp_path: Path) -> None:
    figure, period, _ = rate_of(tmp_path, "2026,30", people=("2024,1000",))
    assert (figure, period) == (None, "31 March 2026")


def test_of_a_provisional_and_a_final_row_the_final_one_stands(tmp_path: Path) -> None:
    rows = ("2024,Final,30", "2025,Provisional,35", "2025,Final,31")
    england = ("England: 2025,Provisional,70", "England: 2025,Final,67")
    save(tmp_path, "a.csv", ees_file(*rows, *england, columns="version,rate"))
    found = evidence(tmp_path, ees(), of=metric("per 10,000"))
    assert (found.figure, found.england, found.caution) == (31, 67, "")


def test_of_a_provisional_and_a_final_file_the_final_one_stands_and_both_are_named(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Provisional,35", columns="version,rate"))
    save(tmp_path, "b.csv", ees_file("2025,Final,31", columns="version,rate"))
    found = evidence(tmp_path, ees(), of=metric("per 10,000"))
    assert (found.figure, found.caution) == (31, "Its version is “Final”, and in a.csv it is “Provisional”.")


def test_two_final_rows_that_differ_are_still_asked_about(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Final,35", "2025,Final,31", "2024,Provisional,3", columns="version,rate"))
    assert evidence(tmp_path, ees(), of=metric("per 10,000")).found is Found.CANDIDATES
