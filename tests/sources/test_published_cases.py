"""Real published files that were once read wrongly, or not at all, each with the right answer.

The files, their origin and their licence are in tests/data/published_cases. `expected_of_cases.csv` was counted apart
from the product.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.reading.figures import Number, figure_in_file
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources import Evidence, Looked, look
from outcomes_xl.sources.published.published_rows import AreaKind
from outcomes_xl.sources.published.series import Sighting
from tests.sources.making import save

CASES = Path(__file__).parents[1] / "data" / "published_cases"
FRAMEWORK = load_framework()
TODAY = date(2026, 11, 28)
MERTON = "E09000024"
EES = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,"
    "new_la_code,population_type,population_estimate,children_count,rate_per_10000\n"
)
EACH_YEAR = "Children looked after on 31 March each year"
ENGLAND = f"2025,Reporting year,National,E92000001,England,,,,,,{EACH_YEAR},12183016,81770,67\n"
LONDON = (
    "2025,Reporting year,Regional,E92000001,England,E12000007,London,,,,Children looked after on 31 March each year,"
    "2000000,9700,48\n"
)
OURS = (
    "2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,315,Merton,E09000024,Children looked "
    "after on 31 March each year,47199,145,31\n"
)


def looked(folder: Path, code: str = MERTON) -> Looked:
    return look(folder, FRAMEWORK, FRAMEWORK.boroughs[code], TODAY)


def of(folder: Path, metric_id: str, code: str = MERTON) -> Evidence:
    return looked(folder, code).by_metric[metric_id]


@cache
def every_case(code: str) -> Looked:
    return looked(CASES, code)


def with_files(folder: Path, *names: str) -> Path:
    for name in names:
        shutil.copy(CASES / name, folder / name)
    return folder


# The downloads of LG Inform ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number", "unit", "period", "figure", "periods"),
    [
        ("rate-of-birth-enterprise-lginform-2004-21.csv", "42", "per 10,000", "2021", 90.7, 17),
        ("rate-of-death-enterprise-lginform-2004-21.csv", "1072", "per 10,000", "2021", 87.22, 18),
        ("rate-of-death-enterprise-lginform-2004-19.csv", "1072", "per 10,000", "2020", 95.77, 17),
        ("Trend_business_rate_value_lginform_2001-2022_london.csv", "4144", None, "2021/22", 150.36, 22),
        ("Trend in council tax base 2009-22 lginform.csv", "4274", None, "2022/23", 111.73, 14),
        ("non-domestic rates collected lginform 2010-22.csv", "3404", "£ thousand", "April to June 2022", 25329, 49),
    ],
)
def test_a_download_of_lg_inform_is_read_by_its_six_heading_rows(
    name: str, number: str, unit: str | None, period: str, figure: float, periods: int
) -> None:
    pool = every_case(MERTON).pool
    assert pool is not None
    (file,) = [one for one in pool.read if one.name == name]
    ours = [row for row in file.rows if row.place is AreaKind.BOROUGH]
    last = max(ours, key=lambda row: parse_period(row.period, "Any period") or date.min)  # type: ignore[arg-type, return-value]
    said = parse_period(last.period, "Any period")
    assert said is not None
    assert (said.label, len(ours)) == (period, periods)
    assert figure_in_file(file.text(last, "value")) == Number(figure)
    assert file.datasets == {number}
    assert file.units.get("value") == unit


def test_area_columns_may_come_in_any_order_and_ranks_are_no_figures(tmp_path: Path) -> None:
    save(
        tmp_path,
        "mine.csv",
        "area,area label,area long label,A measure,A measure\narea,area label,area long label,19346,19346\n"
        "area,area label,area long label,%,%\narea,area label,area long label,raw,rank\n"
        "area,area label,area long label,2024/25 (academic),2024/25 (academic)\n"
        "area,area label,area long label,aca_2024_25,aca_2024_25\nE09000024,Merton,Merton (London borough),70.1,4\n",
    )
    assert of(tmp_path, "MET-039").figure == 70.1


# Editions of one publication ---------------------------------------------------------------------------------------


def cases() -> list[dict[str, str]]:
    with (CASES / "expected_of_cases.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_figure_of_the_old_and_new_editions_is_the_expected_one() -> None:
    groups = {"CINO": "in need", "CPPO": "on a plan", "CLA ": "looked after"}
    wrong = []
    for row in cases():
        pool = every_case(row["code"]).pool
        assert pool is not None
        part = next((name for start, name in groups.items() if f"group={start}" in row["where"]), "")
        (one,) = [
            sighting
            for sighting in pool.sightings(row["metric_id"])
            if (sighting.file.name, sighting.series.part) == (row["file"], part)
        ]
        if not stands(one, row):
            wrong.append((row, one.latest, len(one.points)))
    assert wrong == []


def stands(one: Sighting, row: dict[str, str]) -> bool:
    with_figure = sum(isinstance(point.figure, Number) for point in one.points)
    return (
        one.latest.row.period == row["latest_time_period"]
        and one.latest.figure == figure_in_file(row["latest_value_as_printed"])
        and (len(one.points), with_figure) == (int(row["periods"]), int(row["periods_with_a_figure"]))
    )


def test_a_column_the_publisher_renamed_is_found_in_the_newest_edition() -> None:
    assert (every_case(MERTON).by_metric["MET-003"].figure, every_case(MERTON).by_metric["MET-003"].period) == (
        21.3,
        "2024/25",
    )


def test_a_newer_edition_without_the_column_is_named_and_the_rate_is_not_merely_late(tmp_path: Path) -> None:
    with_files(tmp_path, "b1_children_in_need_2013_to_2022.csv", "b1_children_in_need_2013_to_2025.csv")
    rate = of(tmp_path, "MET-004")
    assert (rate.figure, rate.period) == (258.3, "31 March 2022")
    assert rate.caution == (
        "b1_children_in_need_2013_to_2025.csv reaches 31 March 2025 and has no column At31_episodes_rate."
    )
    (tmp_path / "b1_children_in_need_2013_to_2022.csv").unlink()
    assert "reaches 31 March 2025 and has no column At31_episodes_rate" in of(tmp_path, "MET-004").line


def test_dots_mean_not_available_in_older_files(tmp_path: Path) -> None:
    with_files(tmp_path, "c1_children_in_need_referrals_and_rereferrals_2013_to_2022.csv")
    newham = of(tmp_path, "MET-003", "E09000025")
    assert newham.values == "10 periods: 9 figures, 1 not available (..)"


def test_a_workbook_of_ofsted_is_read_as_it_is() -> None:
    rating = every_case(MERTON).by_metric["MET-091"]
    assert (rating.found, rating.figure, rating.period) == ("Found", "Outstanding", "31 March 2025")
    assert "inspection of 2022-02-28" in rating.line


# Ways a file was saved, and levels ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["ï»¿", "ï..", 'ï»¿"', "X.U.FEFF.", "\ufeff"])
def test_a_byte_order_mark_that_was_read_as_letters_is_no_part_of_the_heading(tmp_path: Path, mark: str) -> None:
    save(
        tmp_path,
        "rates.csv",
        mark + EES.replace("time_period", 'time_period"' if mark.endswith('"') else "time_period") + ENGLAND + OURS,
    )
    assert of(tmp_path, "MET-009").figure == 31


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), ("|", "utf-8"), ("\t", "cp1252")]
)
def test_a_title_with_commas_does_not_hide_the_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "Children looked after, by area, 2025, table 3\n\n" + (EES + ENGLAND + LONDON + OURS).replace(",", separator)
    save(tmp_path, "table.csv", text, encoding)
    found = of(tmp_path, "MET-009")
    assert (found.figure, found.london, found.england) == (31, 48, 67)


def test_the_boroughs_row_may_be_a_districts(tmp_path: Path) -> None:
    district = OURS.replace("Local authority", "Local authority district").replace("315,Merton,E09000024", ",,")
    headings = EES.replace("new_la_code", "new_la_code,lad_name,lad_code")
    england = ENGLAND.replace(",,,,,,", ",,,,,,,,")
    save(
        tmp_path, "districts.csv", headings + england + district.replace(",,,Children", ",,,Merton,E09000024,Children")
    )
    assert (of(tmp_path, "MET-009").figure, of(tmp_path, "MET-009").level) == (31, "Borough")
    assert of(tmp_path, "MET-009", "E09000025").found == "No row for this borough"


def test_an_authoritys_own_row_comes_before_its_districts(tmp_path: Path) -> None:
    headings = EES.replace("new_la_code", "new_la_code,lad_name,lad_code")
    own = OURS.replace("E09000024", "E09000024,,")
    district = OURS.replace("Local authority", "Local authority district").replace(
        "E09000024", "E09000024,Merton,E09000024"
    )
    save(tmp_path, "both.csv", headings + district.replace(",31\n", ",30\n") + own)
    assert of(tmp_path, "MET-009").figure == 31


def test_a_table_of_the_table_tool_is_read_by_its_location_codes(tmp_path: Path) -> None:
    save(
        tmp_path,
        "table.csv",
        "location,location_code,geographic_level,time_period,population_type,rate_per_10000\n"
        "England,E92000001,National,2025,Children looked after on 31 March each year,67\n"
        "London,E12000007,Regional,2025,Children looked after on 31 March each year,48\n"
        "Merton,E09000024,Local authority,2025,Children looked after on 31 March each year,31\n",
    )
    found = of(tmp_path, "MET-009")
    assert (found.figure, found.london, found.england) == (31, 48, 67)
    assert "table made with the DfE table tool table.csv" in found.line


def test_numbers_in_powers_of_ten_are_numbers(tmp_path: Path) -> None:
    text = (
        EES
        + ENGLAND.replace(",67\n", ",6.7e+01\n")
        + LONDON.replace(",48\n", ",4.8e1\n")
        + OURS.replace(",31\n", ",3.1e+01\n")
    )
    save(tmp_path, "release.csv", text)
    found = of(tmp_path, "MET-009")
    assert (found.figure, found.london, found.england) == (31, 48, 67)


# Fingertips --------------------------------------------------------------------------------------------------------

FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Value note\n"
)


@pytest.mark.parametrize(
    ("value", "note", "found", "status"),
    [
        ("", "Value suppressed: small count", "Published, but withheld for your borough", "Available, needs work"),
        (
            "NA",
            "Value suppressed for disclosure control due to small count",
            "Published, but withheld for your borough",
            "Available, needs work",
        ),
        ("", "Value not published for data quality reasons", "Found, not available", ""),
    ],
)
def test_a_blank_is_withheld_where_the_publishers_note_says_so(
    tmp_path: Path, value: str, note: str, found: str, status: str
) -> None:
    blank = "NA" if value else ""
    row = f"90284,A,E92000001,England,E09000024,Merton,UTLA,Persons,<15 yrs,{blank},{blank},2023/24,{value},{note}\n"
    save(tmp_path, "fingertips.csv", FINGERTIPS + row)
    said = of(tmp_path, "MET-008")
    assert (said.found, said.suggested_status, said.figure if value == "" else None) == (found, status, None)
    assert said.withheld == (found == "Published, but withheld for your borough")


def test_what_r_writes_of_the_service_is_read_too(tmp_path: Path) -> None:
    headings = FINGERTIPS.replace(" ", "").replace("Valuenote", "Valuenote")
    rows = "90284,A,E92000001,England,E09000024,Merton,UTLA,Persons,<15 yrs,NA,NA,2023/24,54.6,NA\n"
    rows += "90284,A,NA,NA,E92000001,England,England,Persons,<15 yrs,NA,NA,2023/24,72.7,NA\n"
    rows += "90284,A,NA,NA,E92000001,England,England,Persons,<15 yrs,Deprivation,Most deprived,2023/24,99,NA\n"
    save(tmp_path, "from_r.csv", headings + rows)
    said = of(tmp_path, "MET-008")
    assert (said.figure, said.england, said.caution) == (54.6, 72.7, "")


# Beyond bounds ------------------------------------------------------------------------------------------------------


def turnover(folder: Path, ours: str, england: str = "17.1", year: str = "2025") -> Evidence:
    headings = EES.replace(
        "population_type,population_estimate,children_count,rate_per_10000", "inpost_fte,turnover_rate_fte"
    )
    place = "Local authority,E92000001,England,E13000002,Outer London,315,Merton,E09000024"
    national = "National,E92000001,England,,,,,"
    rows = f"{year},Reporting year,{place},100,{ours}\n{year},Reporting year,{national},30000,{england}\n"
    save(folder, "workforce.csv", headings + rows)
    return of(folder, "MET-095")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("2190", "2,190% is out of all proportion: England has 17.1."),
        ("0.219", "0.219% looks like a fraction: England has 17.1, out of a hundred."),
        ("-5", "-5% is below 0, the least this metric can be."),
    ],
)
def test_a_figure_beyond_its_bounds_is_cautioned_and_never_available_now(
    tmp_path: Path, printed: str, said: str
) -> None:
    found = turnover(tmp_path, printed)
    assert (found.caution, found.suggested_status) == (said, "Available, needs work")
    assert found.doubts == (said,)


def test_without_england_the_period_before_shows_that_it_is_a_fraction(tmp_path: Path) -> None:
    headings = EES.replace(
        "population_type,population_estimate,children_count,rate_per_10000", "inpost_fte,turnover_rate_fte"
    )
    place = "Reporting year,Local authority,E92000001,England,E13000002,Outer London,315,Merton,E09000024"
    save(tmp_path, "workforce.csv", f"{headings}2025,{place},100,0.219\n2024,{place},100,20.1\n")
    said = "0.219% looks like a fraction: 30 September 2024 has 20.1, out of a hundred."
    assert of(tmp_path, "MET-095").caution == said


def test_a_table_of_the_table_tool_without_codes_is_read_by_its_names(tmp_path: Path) -> None:
    save(
        tmp_path,
        "table.csv",
        "location,geographic_level,time_period,population_type,rate_per_10000\n"
        "England,National,2025,Children looked after on 31 March each year,67\n"
        "London,Regional,2025,Children looked after on 31 March each year,48\n"
        "Merton,Local authority,2025,Children looked after on 31 March each year,31\n",
    )
    found = of(tmp_path, "MET-009")
    assert (found.figure, found.london, found.england) == (31, 48, 67)


def test_a_small_figure_beside_a_small_one_is_no_fraction(tmp_path: Path) -> None:
    assert turnover(tmp_path, "0.9", "2.9").caution == ""


def test_a_period_that_has_not_come_is_left_aside_and_said(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", EES + ENGLAND + OURS + OURS.replace("2025,", "2052,").replace(",31\n", ",33\n"))
    found = of(tmp_path, "MET-009")
    assert (found.figure, found.period, found.suggested_status) == (31, "31 March 2025", "Available, needs work")
    assert found.caution == "The file also has 33 for 31 March 2052, which has not come yet; it was left aside."


@pytest.mark.parametrize(
    ("printed", "caution"),
    [
        ("31 (p)", "The publisher marks it provisional (“31 (p)”)."),
        ("31*", "The publisher marks it with a note: look below its table (“31*”)."),
        ("31 [q]", "What stands where the figure should be is no figure: “31 [q]”."),
    ],
)
def test_a_mark_is_said_with_the_cell_as_it_stands(tmp_path: Path, printed: str, caution: str) -> None:
    save(tmp_path, "rates.csv", EES + ENGLAND + OURS.replace(",31\n", f",{printed}\n"))
    assert of(tmp_path, "MET-009").caution == caution


def test_a_period_that_is_not_understood_is_said_and_not_silently_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", EES + ENGLAND + OURS + OURS.replace("2025,", "the newest,").replace(",31\n", ",33\n"))
    found = of(tmp_path, "MET-009")
    assert found.figure == 31
    assert found.caution == "1 period is not understood and left aside: “the newest”."
