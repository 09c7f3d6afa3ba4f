"""Files as they really come: saved by Excel, cut short, with joint rows, repeated headings and symbols for figures."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import look
from outcomes_xl.sources.evidence import LONGEST_LINE, WITH_A_CAUTION, Found
from outcomes_xl.sources.published.pool import NOTHING_PUBLISHED
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

# How a file was saved -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_read_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    text = ees_file("2025,31").replace("England,E13000002,Outer London", "England,E13000002,Outer London’s edge")
    save(tmp_path, "rates.csv", text, encoding)
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure, found.period) == ("Found", 31, "31 March 2025")


def test_a_windows_apostrophe_in_a_filter_still_matches(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", ees_file("2025,Children’s homes,31", columns="place,rate"), "cp1252")
    assert evidence(tmp_path, ees(where={"place": "Children's homes"})).figure == 31


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "rates.csv.gz").write_bytes(gzip.compress(ees_file("2025,31").encode()))
    assert evidence(tmp_path, ees()).figure == 31


def test_tabs_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31").replace(",", "\t").replace("\n", "\r\n"), "utf-16")
    assert evidence(tmp_path, ees()).figure == 31


@pytest.mark.parametrize(
    ("printed", "beside", "figure", "guessed"),
    [
        ("31,5", "67,25", 31.5, False),
        ("3,125", "67,5", 3.125, False),
        ("3,125", "6,700", 3.125, True),
        ("-1.234,5", "0,5", -1234.5, False),
        ("31,5%", "3", 31.5, False),
        ("3,125", "67.5", 3125, False),
        ("3,125", "1,234,567", 3125, False),
        ("31", "6,700", 31, False),
    ],
)
def test_where_semicolons_part_the_cells_a_comma_is_decimal(
    tmp_path: Path, printed: str, beside: str, figure: float, guessed: bool
) -> None:
    text = ees_file("2025,A", "England: 2025,B").replace(",", ";")
    text = text.replace(";A", f";{printed}").replace(";B", f";{beside}")
    save(tmp_path, "rates.csv", text)
    found = evidence(tmp_path, ees())
    assert found.figure == figure
    told = "Semicolons part the file's cells, so “3,125” was read as 3.125, and not as thousands."
    assert (told in found.cautions) is guessed


def test_a_comma_still_parts_thousands_where_commas_part_the_cells(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,A").replace(",A", ',"3,125"'))
    assert evidence(tmp_path, ees()).figure == 3125


@pytest.mark.parametrize("level", ["LA", "local_authority", "LOCAL AUTHORITY", "Local authorities"])
def test_a_level_is_known_however_it_is_called(tmp_path: Path, level: str) -> None:
    text = ees_file("2025,31", "England: 2025,67", "London: 2025,50").replace("Local authority", level)
    save(tmp_path, "a.csv", text.replace("National", "Country").replace("Regional", "Region"))
    found = evidence(tmp_path, ees())
    assert (found.figure, found.london, found.england) == (31, 50, 67)


@pytest.mark.parametrize(
    ("code", "name"), [("0398", "LB Northbridge"), ("398", "Northbridge"), ("", "LB of Northbridge")]
)
def test_an_old_code_with_a_nought_before_it_and_a_name_with_lb_before_it_are_ours(
    tmp_path: Path, code: str, name: str
) -> None:
    text = ees_file("2025,31").replace("398,Northbridge,E09000098", f"{code},{name},")
    save(tmp_path, "a.csv", text)
    assert evidence(tmp_path, ees()).figure == 31


@pytest.mark.parametrize(
    ("unit", "printed", "cautioned"), [("per 10,000", "9999", True), ("per 10,000", "90", False), ("%", "9999", True)]
)
def test_a_figure_out_of_all_proportion_to_englands_is_cautioned(
    tmp_path: Path, unit: str, printed: str, cautioned: bool
) -> None:
    save(tmp_path, "a.csv", ees_file(f"2025,{printed}", "England: 2025,67"))
    found = evidence(tmp_path, ees(), of=metric(unit))
    assert any("out of all proportion" in one for one in found.cautions) is cautioned


def test_a_file_is_known_by_its_columns_and_not_by_its_name_or_their_order(tmp_path: Path) -> None:
    lines = [line.split(",") for line in ees_file("2025,31").splitlines()]
    save(tmp_path, "Copy of download (3).CSV", "\n".join(",".join(reversed(cells)) for cells in lines))
    assert evidence(tmp_path, ees()).figure == 31


def test_a_file_in_a_folder_inside_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    save(tmp_path / "data", "rates.csv", ees_file("2025,31"))
    assert "data/rates.csv" in evidence(tmp_path, ees()).line


@pytest.mark.parametrize(
    ("printed", "ours"),
    [
        ("Kingston-upon-Thames", True),
        ("Royal Borough of Kingston upon Thames", True),
        ("KINGSTON UPON THAMES [note 3]", True),
        ("Kingston upon Thames2", True),
        ("Kingston LB", True),
        ("Kingston upon Hull", False),
        ("Kingston upon Hull, City of", False),
        ("Kingston upon Thames and Richmond upon Thames", False),
        ("Kingston and Sutton", False),
    ],
)
def test_an_area_is_known_by_all_of_its_name_and_never_by_its_beginning(
    tmp_path: Path, printed: str, ours: bool
) -> None:
    kingston = load_framework().boroughs["E09000021"]
    text = ees_file("2025,31").replace("398,Northbridge,E09000098", f',"{printed}",')
    save(tmp_path, "a.csv", text)
    found = looked(tmp_path, framework(ees()), kingston).by_metric["MET-001"]
    assert found.figure == (31 if ours else None)


@pytest.mark.parametrize(
    ("printed", "caution"),
    [
        ("Northbridge", ""),
        ("Northbridge Council", ""),
        ("Northbridge and Easthaven", "it may be for more than Northbridge."),
        ("Northbridge upon Hull", "one of the two is wrong."),
    ],
)
def test_a_code_beside_another_name_is_cautioned(tmp_path: Path, printed: str, caution: str) -> None:
    save(tmp_path, "a.csv", ees_file("2025,31").replace("398,Northbridge,", f"398,{printed},"))
    begins = f"Its row has Northbridge's code and the name “{printed}”: " if caution else ""
    assert evidence(tmp_path, ees()).caution == begins + caution


# What Excel does to codes and periods -------------------------------------------------------------------------------


def test_a_link_out_of_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "published", tmp_path / "elsewhere"
    for one, rows in ((folder, "2025,31"), (elsewhere, "2026,66")):
        one.mkdir()
        save(one, "rates.csv", ees_file(rows))
    (folder / "more.csv").symlink_to(elsewhere / "rates.csv")
    (folder / "inside").symlink_to(elsewhere)
    home = looked(folder, framework(ees()))
    assert home.by_metric["MET-001"].figure == 31
    assert [(one.name, one.what) for one in home.troubles] == [
        (name, "It is a link to somewhere else.") for name in ("inside", "more.csv")
    ]


def test_a_code_with_spaces_in_it_is_still_the_borough(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31").replace("E09000098", " e09 000\u00a0098"))
    assert evidence(tmp_path, ees()).figure == 31


def test_without_the_nine_character_code_the_three_digit_code_is_used(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31", "Easthaven: 2025,77").replace("E09000098", ""))
    assert evidence(tmp_path, ees()).figure == 31


def test_a_three_digit_code_that_excel_made_a_number_is_still_the_borough(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31").replace(",398,Northbridge,E09000098", ",398.0,Northbridge,"))
    assert evidence(tmp_path, ees()).figure == 31


def test_a_six_digit_year_that_excel_made_a_number_is_still_that_year(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("202425,31").replace("202425", "202425.0"))
    found = evidence(tmp_path, ees(), of=metric(kind="Academic year"))
    assert found.period == "2024/25"


def test_figures_with_commas_and_per_cent_signs_are_numbers(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file('2025,"1,297"', "2024,54.2%"))
    assert evidence(tmp_path, ees()).figure == 1297


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("\nFootnotes\n1. Rounded, see the page\n2. x means not available\n", False),
        ("Source: a release\n", False),
        ("\nSource: a release, of 2025\n", False),
        ("2024,Reporting ye", True),
        ("202", True),
    ],
)
def test_footnotes_below_the_rows_are_no_download_that_broke_off(tmp_path: Path, end: str, cut: bool) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31") + end)
    home = looked(tmp_path, framework(ees()))
    assert home.by_metric["MET-001"].figure == 31
    assert any("breaks off" in one.what for one in home.troubles) is cut


def test_headings_below_a_long_introduction_are_found(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", "".join(f'"Line {n}, of an introduction"\n' for n in range(25)) + ees_file("2025,31"))
    assert evidence(tmp_path, ees()).figure == 31


# Areas --------------------------------------------------------------------------------------------------------------


def test_another_countrys_row_without_a_code_is_not_england(tmp_path: Path) -> None:
    wales = "2025,Reporting year,National,,Wales,,,,,,99\n"
    save(tmp_path, "a.csv", ees_file("2025,31", "England: 2025,67") + wales)
    found = evidence(tmp_path, ees())
    assert (found.figure, found.england, found.caution) == (31, 67, "")


def test_inner_and_outer_london_never_stand_in_for_london(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31", "Outer London: 2025,1", "London: 2025,48", "Inner London: 2025,2"))
    assert "London 48;" in evidence(tmp_path, ees()).line.replace(".", ";")


def test_a_row_shared_with_a_neighbour_is_said_to_be_shared(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("Together: 2025,31"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure) == ("Found, combined with a neighbour", 31)
    assert found.level == "Several boroughs together: Northbridge / Easthaven"
    assert found.suggested_status == "Available, needs work"


def test_a_boroughs_own_row_comes_before_a_shared_one(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("Together: 2025,31", "2025,40"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure) == ("Found", 40)


def test_schools_and_wards_of_the_borough_are_a_level_and_not_its_figure(tmp_path: Path) -> None:
    ward = ees_file("2025,99").splitlines()[1].replace("Local authority", "Ward")
    school = ees_file("2025,98").splitlines()[1].replace("Local authority", "School")
    save(tmp_path, "rates.csv", ees_file("2025,31") + f"{ward}\n{school}\n")
    found = evidence(tmp_path, ees())
    assert (found.figure, found.level) == (31, "Borough; Ward; Setting or school")


def test_a_file_without_a_row_for_the_borough_says_so(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("Easthaven: 2025,31", "England: 2025,67"))
    found = evidence(tmp_path, ees())
    assert found.found == "No row for this borough"
    assert found.line == "A release is in rates.csv, without a row for Northbridge."
    assert found.suggested_status == ""


# Figures, symbols and blanks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "found", "values", "status"),
    [
        ("31", "Found", "1 period, with a figure", "Available now"),
        ("0", "Found", "1 period, with a figure", "Available now"),
        ("c", "Published, but withheld for your borough", "1 period: 1 suppressed (c)", "Available, needs work"),
        ("low", Found.SUPPRESSED, "1 period: 1 rounds to nothing (low)", "Available, needs work"),
        ("k", "Published, but withheld for your borough", "1 period: 1 rounds to nothing (k)", "Available, needs work"),
        ("u", "Published, but withheld for your borough", "1 period: 1 too unreliable (u)", "Available, needs work"),
        ("x", "Found, not available", "1 period: 1 not available (x)", ""),
        ("z", "Found, not available", "1 period: 1 does not apply (z)", ""),
        (":", "Found, not available", "1 period: 1 not available (:)", ""),
        ("", "Found, not available", "1 period: 1 blank", ""),
        ("-100", "Could not be read", "1 period: 1 not a figure", ""),
    ],
)
def test_a_number_a_symbol_and_a_blank_are_different_answers(
    tmp_path: Path, printed: str, found: str, values: str, status: str
) -> None:
    save(tmp_path, "rates.csv", ees_file(f"2025,{printed}"))
    seen = evidence(tmp_path, ees())
    assert (seen.found, seen.values, seen.suggested_status) == (found, values, status)
    assert seen.figure == ({"31": 31, "0": 0, "": None, "-100": None}.get(printed, printed))


def test_an_unavailable_year_after_published_ones_still_suggests_that_work_would_help(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,x", "2024,30", "2023,29"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure) == ("Found, not available", "x")
    assert found.values == "3 periods: 2 figures, 1 not available (x)"
    assert found.suggested_status == "Available, needs work"


def test_years_that_are_missing_in_between_are_counted(tmp_path: Path) -> None:
    save(tmp_path, "ks2.csv", ees_file("202425,60", "202324,59", "201819,65"))
    found = evidence(tmp_path, ees(), of=metric(kind="Academic year"))
    assert found.values == "3 periods, each with a figure; 4 missing in between"


def test_a_printed_average_of_0_carries_a_caution(tmp_path: Path) -> None:
    save(tmp_path, "sdq.csv", ees_file("2025,0", "2024,c", "2023,14.1"))
    found = evidence(tmp_path, ees(), of=metric(unit="score"))
    assert found.figure == 0
    assert found.caution == "The printed 0 may be an empty cell: look at the table itself before you use it."
    assert found.values == "3 periods: 2 figures, 1 suppressed (c); 1 printed 0 that may be empty"
    assert found.suggested_status == "Available, needs work"


def test_a_rate_of_0_is_a_figure_like_any_other(tmp_path: Path) -> None:
    save(tmp_path, "plans.csv", ees_file("2025,0", "2024,2.1"))
    assert evidence(tmp_path, ees()).caution == ""


# Groups and candidates ----------------------------------------------------------------------------------------------


def test_groups_without_a_headline_are_listed_and_none_is_chosen(tmp_path: Path) -> None:
    save(tmp_path, "ks2.csv", ees_file("2025,In need,40", "2025,On a plan,c", "2024,In need,38", columns="group,rate"))
    found = evidence(tmp_path, ees())
    assert found.found == "More than one candidate"
    assert (found.figure, found.period, found.suggested_status) == (None, "", "")
    assert found.candidates == ("In need: 40", "On a plan: c")
    assert found.line == (
        "ks2.csv: 2 series could be meant, and nothing says which. For 31 March 2025: In need: 40; On a plan: c."
    )


def test_groups_that_print_the_same_figure_are_still_different_groups(tmp_path: Path) -> None:
    save(tmp_path, "ks2.csv", ees_file("2025,In need,40", "2025,On a plan,40", columns="group,rate"))
    assert evidence(tmp_path, ees()).found == "More than one candidate"


def test_the_row_for_everybody_is_the_headline(tmp_path: Path) -> None:
    rows = ("2025,Boys,50", "2025,Total,60", "2025,Girls,70")
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,rate"))
    found = evidence(tmp_path, ees(breakdowns={"sex": "Sex"}))
    assert (found.found, found.figure, found.breakdowns) == ("Found", 60, "Sex")


def test_a_breakdown_with_nothing_but_symbols_is_said_to_have_no_figures(tmp_path: Path) -> None:
    rows = ("2025,Boys,c", "2025,Total,60", "2025,Girls,c")
    save(tmp_path, "ks2.csv", ees_file(*rows, columns="sex,rate"))
    assert evidence(tmp_path, ees(breakdowns={"sex": "Sex", "ethnicity": "Ethnicity"})).breakdowns == "Sex (no figures)"


def test_two_series_that_print_different_figures_are_both_shown(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,71"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2025\nE09000098,Northbridge,68.5\n")
    found = evidence(tmp_path, ees(), lg_inform("19346"))
    assert found.found == "More than one candidate"
    assert found.candidates == (
        "dfe.csv: 71 at 31 March 2025",
        "lg inform 19346.csv: 68.5 at 31 March 2025",
    )


def test_two_series_that_agree_wherever_they_meet_are_one_and_the_newer_is_used(tmp_path: Path) -> None:
    save(tmp_path, "dfe.csv", ees_file("2025,71", "2024,70"))
    save(tmp_path, "lg inform 19346.csv", "area,area label,2024,2025,2026\nE09000098,Northbridge,70.1,71.04,72.5\n")
    found = evidence(tmp_path, ees(), lg_inform("19346"))
    assert (found.found, found.figure, found.period) == ("Found", 72.5, "31 March 2026")


def test_of_two_editions_of_one_release_the_newer_is_used(tmp_path: Path) -> None:
    save(tmp_path, "a newer one.csv", ees_file("2025,71", "2024,69"))
    save(tmp_path, "older.csv", ees_file("2024,70", "2023,68"))
    found = evidence(tmp_path, ees())
    assert (found.found, found.figure, found.values) == ("Found", 71, "2 periods, each with a figure")


def test_two_downloads_of_one_release_that_differ_are_both_shown(tmp_path: Path) -> None:
    save(tmp_path, "first.csv", ees_file("2025,31"))
    save(tmp_path, "revised.csv", ees_file("2025,33"))
    found = evidence(tmp_path, ees())
    assert found.candidates == ("first.csv: 31 at 31 March 2025", "revised.csv: 33 at 31 March 2025")


def test_terms_within_a_year_are_not_mixed_with_years(tmp_path: Path) -> None:
    text = ees_file("2024,30", "2025,31").replace("2025,Reporting year", "2025,Autumn term")
    save(tmp_path, "absence.csv", text)
    assert evidence(tmp_path, ees()).period == "31 March 2024"


# Fingertips ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "second", ["Compared to percentiles", "Compared to Regions (statistical) value or percentiles"]
)
@pytest.mark.parametrize("short", [False, True])
def test_the_column_with_a_changing_name_and_the_missing_27th_do_not_matter(
    tmp_path: Path, second: str, short: bool
) -> None:
    save(tmp_path, "f.csv", fingertips_file("E09000098|Persons|||2023/24|54.6", second=second, short=short))
    assert evidence(tmp_path, fingertips("90001"), of=metric(kind="Financial year")).figure == 54.6


def test_the_same_observation_under_two_parents_is_counted_once(tmp_path: Path) -> None:
    row = "E09000098|Persons|||2023/24|54.6|"
    save(tmp_path, "f.csv", fingertips_file(f"{row}|E92000001", f"{row}|E12000007"))
    found = evidence(tmp_path, fingertips("90001"), of=metric(kind="Financial year"))
    assert found.values == "1 period, with a figure"


def test_deprivation_deciles_under_englands_code_are_not_england(tmp_path: Path) -> None:
    rows = ("E09000098|Persons|||2023/24|54.6", "E92000001|Persons|||2023/24|72.7")
    decile = "E92000001|Persons|Deprivation deciles|Most deprived|2023/24|99.9"
    save(tmp_path, "f.csv", fingertips_file(*rows, decile))
    found = evidence(
        tmp_path, fingertips("90001", breakdowns={"Category Type": "Deprivation"}), of=metric(kind="Financial year")
    )
    assert "England 72.7" in found.line
    assert found.breakdowns == "None"


def test_both_sexes_together_are_the_headline_and_sex_is_a_breakdown(tmp_path: Path) -> None:
    rows = (f"E09000098|{sex}|||2023/24|{value}" for sex, value in (("Male", 60), ("Persons", 54.6), ("Female", 50)))
    save(tmp_path, "f.csv", fingertips_file(*rows))
    found = evidence(tmp_path, fingertips("90001", breakdowns={"Sex": "Sex"}), of=metric(kind="Financial year"))
    assert (found.figure, found.breakdowns) == (54.6, "Sex")


def test_an_empty_value_with_a_note_is_a_figure_held_by_the_neighbour(tmp_path: Path) -> None:
    note = "Value for Northbridge and Easthaven combined"
    save(
        tmp_path,
        "f.csv",
        fingertips_file(f"E09000098|Persons|||2023/24||{note}", f"E09000099|Persons|||2023/24|9|{note}"),
    )
    kind = metric(kind="Financial year")
    first, second = (evidence(tmp_path, fingertips("90001"), of=kind, borough=b) for b in (NORTHBRIDGE, EASTHAVEN))
    assert (first.found, first.figure) == ("Found, combined with a neighbour", None)
    assert (second.found, second.figure) == ("Found, combined with a neighbour", 9)


def test_another_indicators_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    save(tmp_path, "f.csv", fingertips_file("E09000098|Persons|||2023/24|54.6", number="90002"))
    assert evidence(tmp_path, fingertips("90001")).found == "Not in these files"


def test_three_years_together_are_one_period(tmp_path: Path) -> None:
    save(tmp_path, "f.csv", fingertips_file("E09000098|Persons|||2022 - 24|3.1", "E09000098|Persons|||2021 - 23|3.4"))
    found = evidence(tmp_path, fingertips("90001"), of=metric(kind="Three years together"))
    assert (found.figure, found.period) == (3.1, "2022 - 24")


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Value suppressed", Found.SUPPRESSED),
        ("Not suppressed; data quality too low", Found.NOT_AVAILABLE),
        ("Unsuppressed; data quality too low", Found.NOT_AVAILABLE),
    ],
)
def test_a_note_that_says_not_suppressed_is_no_suppression(tmp_path: Path, note: str, found: Found) -> None:
    save(tmp_path, "a.csv", fingertips_file(f"E09000098 | Persons | | | 2024/25 | | {note}"))
    assert evidence(tmp_path, fingertips("90001")).found is found


# LG Inform ----------------------------------------------------------------------------------------------------------

HEAD = "area,area label,area long label,2023/24 (academic),2024/25 (academic)"


def test_the_repeated_heading_row_is_not_a_thirty_fourth_borough(tmp_path: Path) -> None:
    save(tmp_path, "lgi 19346.csv", f"{HEAD}\n{HEAD}\nE09000098,Northbridge,LB Northbridge,70.1,71.0\n")
    seen = looked(tmp_path, framework(lg_inform("19346"), of=metric(kind="Academic year")))
    assert seen.files[0].rows == 1
    found = seen.by_metric["MET-001"]
    assert (found.figure, found.period, found.values) == (71.0, "2024/25", "2 periods, each with a figure")


def six_rows(*columns: str, unit: str = "%") -> str:
    """A download of LG Inform; a column is "kind of value: figure"."""
    kinds, figures = zip(*(column.split(": ") for column in columns), strict=True)
    heads = [["Rate"], ["19346"], [unit], kinds, ["2024/25"]]
    rows = [["area label", "area long label", "area", *(head * len(kinds))[: len(kinds)]] for head in map(list, heads)]
    rows.append(["Northbridge", "LB Northbridge", "E09000098", *figures])
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize("beside", ["Rank", "Rank in group", "Something new", "Quartile", "Change since last year"])
@pytest.mark.parametrize("raw", ["raw", "Raw value"])
def test_only_raw_values_of_lg_inform_are_figures(tmp_path: Path, beside: str, raw: str) -> None:
    save(tmp_path, "a.csv", six_rows(f"{beside}: 2", f"{raw}: 31"))
    assert evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year")).figure == 31
    save(tmp_path, "a.csv", six_rows(f"{beside}: 2"))
    seen = looked(tmp_path, framework(lg_inform("19346"), of=metric(kind="Academic year")))
    assert seen.by_metric["MET-001"].figure is None
    assert seen.troubles[0].what == f"It holds no raw values: its columns are “{beside}”."


def test_a_download_of_ranks_is_missed_by_its_own_measure_and_by_no_other(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", six_rows("Rank: 2"))
    ranks = evidence(tmp_path, lg_inform("19346"))
    assert (ranks.found, ranks.line) == (
        Found.UNREADABLE,
        "It should be in a.csv. It holds no raw values: its columns are “Rank”.",
    )
    assert evidence(tmp_path, lg_inform("13643")).found is Found.NOT_HERE


@pytest.mark.parametrize(("unit", "said"), [("Children", "Children"), ("Pupils aged 5", "Pupils aged 5"), ("%", "")])
def test_a_download_that_counts_children_is_no_share(tmp_path: Path, unit: str, said: str) -> None:
    save(tmp_path, "a.csv", six_rows("raw: 15", unit=unit))
    found = evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year"))
    assert (found.figure, found.other_unit) == (None if said else 15, said)


def test_a_provisional_year_of_lg_inform_is_said_to_be_one(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", six_rows("raw: 31").replace("2024/25", "2024/25 (provisional)"))
    found = evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year"))
    assert (found.figure, found.period, found.caution) == (31, "2024/25", "The publisher marks it provisional.")


def test_a_unit_that_is_called_as_a_kind_of_value_is_still_the_unit(tmp_path: Path) -> None:
    save(tmp_path, "a.csv", six_rows("raw: 31", unit="Average"))
    assert evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year")).figure == 31


def test_a_column_headed_as_a_rank_is_no_period(tmp_path: Path) -> None:
    text = "area,area label,2024/25,2024/25 (rank)\nE09000098,Northbridge,31,2\n"
    save(tmp_path, "LG Inform 19346.csv", text)
    assert evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year")).figure == 31


def test_lines_above_the_headings_are_passed_over_and_may_say_which_measure_it_is(tmp_path: Path) -> None:
    save(tmp_path, "download.csv", f"metricType,19346\n\n{HEAD}\nE09000098,Northbridge,,70.1,71.0\n")
    assert evidence(tmp_path, lg_inform("19346"), of=metric(kind="Academic year")).figure == 71.0


def test_a_file_that_does_not_say_which_measure_it_holds_is_a_trouble_and_no_guess(tmp_path: Path) -> None:
    save(tmp_path, "download.csv", f"{HEAD}\nE09000098,Northbridge,,70.1,71.0\n")
    seen = looked(tmp_path, framework(lg_inform("19346"), of=metric(kind="Academic year")))
    assert seen.by_metric["MET-001"].found == "Not in these files"
    assert seen.troubles[0].what == "It is an LG Inform file, and nothing in it says which measure it holds."


# Files that cannot be used ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("empty.csv", b"", "It is empty."),
        ("blank.csv", b"\n \n", "It is empty."),
        ("page.csv", b"<!DOCTYPE html><html>Sign in</html>", "It is a web page, not a CSV file."),
        ("book.csv", b"PK\x03\x04 and so on", "It is a workbook or a zip file by another name."),
        ("endless.csv", b"a" * 100_000, "It is not a CSV file: its first line has no end."),
        ("release.zip", b"PK\x03\x04", "It breaks off in the middle or is damaged."),
        (
            "cut.csv.gz",
            gzip.compress(ees_file("2025,31").encode() * 50)[:-40],
            "It breaks off in the middle or is damaged.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_spoils_nothing(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    seen = looked(tmp_path, framework(ees()))
    assert [(trouble.name, trouble.what) for trouble in seen.troubles] == [(name, what)]
    assert seen.by_metric["MET-001"].figure == 31


def test_a_release_that_breaks_off_could_not_be_read_and_is_not_missing(tmp_path: Path) -> None:
    rows = [f"{year},{year % 97}" for year in range(1900, 2026)] * 60
    (tmp_path / "rates.csv.gz").write_bytes(gzip.compress(ees_file(*rows).encode())[:-200])
    found = evidence(tmp_path, ees())
    assert (found.found, found.suggested_status) == ("Could not be read", "")


def test_a_last_row_that_breaks_off_is_left_out_and_told_of(tmp_path: Path) -> None:
    whole = ees_file("2024,30", "2025,31")
    save(tmp_path, "rates.csv", whole.removesuffix(",31\n"))
    seen = looked(tmp_path, framework(ees()))
    assert seen.by_metric["MET-001"].period == "31 March 2024"
    assert seen.troubles[0].what == "Its last row breaks off and was left out; more may be missing."


def test_blank_cells_that_excel_left_off_at_a_rows_end_are_blank(tmp_path: Path) -> None:
    text = ees_file("2025,31,,", "2024,30,,", "2023,29,x,y", columns="rate,first,second").replace(",,\n", "\n")
    save(tmp_path, "rates.csv", text)
    seen = looked(tmp_path, framework(ees()))
    assert (seen.by_metric["MET-001"].figure, seen.troubles) == (31, ())


def test_a_period_of_another_kind_of_year_is_shown_as_printed_and_not_judged(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("202425,31"))
    found = evidence(tmp_path, ees(), of=metric(kind="Calendar year"))
    assert (found.period, found.latest, found.lateness) == ("202425", None, "Cannot say: the period is not clear")
    assert found.suggested_status == "Available, needs work"
    assert "this metric counts in another kind of year: Calendar year" in found.line


def test_other_csv_files_are_seen_and_left_alone(tmp_path: Path) -> None:
    save(tmp_path, "addresses.csv", "name,street\nA. Officer,High Street\n")
    seen = looked(tmp_path, framework(ees()))
    assert [(file.name, file.recognised_as) for file in seen.files] == [("addresses.csv", "")]
    assert seen.troubles == ()
    assert seen.by_metric["MET-001"].line == "Not in these files. It is published in A release."


def test_a_renamed_option_makes_it_another_file_and_never_a_zero(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,Looked after at year end,31", columns="group,rate"))
    found = evidence(tmp_path, ees(where={"group": "Looked after on 31 March"}))
    assert (found.found, found.figure) == ("Not in these files", None)


def test_a_metric_without_a_published_series_says_so_and_where_it_comes_from(tmp_path: Path) -> None:
    found = evidence(tmp_path, of=replace(metric(), source="Local survey"))
    assert found.found == "No published series"
    assert found.line == (
        "Nobody publishes it by borough. Its source: Local survey. Likely to hold it: Participation and engagement "
        "team, in local surveys and records of engagement."
    )
    nowhere = evidence(tmp_path, of=replace(metric(), source=NOTHING_PUBLISHED))
    assert nowhere.line == "Nothing is published for this metric yet."


def test_what_nobody_publishes_is_called_that_in_the_framework_too() -> None:
    assert any(one.source == NOTHING_PUBLISHED for one in load_framework().metrics.values())


def test_an_officer_is_told_which_file_is_being_looked_in(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    told: list[str] = []
    look(tmp_path, framework(ees()), NORTHBRIDGE, TODAY, told.append)
    assert told == ["Looking in rates.csv (1 of 1)", "Weighing what was found"]


def test_small_figures_keep_their_decimals_in_the_evidence(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,0.1634", "London: 2025,12.449", "England: 2025,3.456"))
    line = evidence(tmp_path, ees(), of=metric(unit="score")).line
    assert "0.163 in Northbridge, at 31 March 2025; London 12.4, England 3.46" in line


@given(st.binary(max_size=400))
def test_no_bytes_in_a_file_stop_the_look(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "any.csv").write_bytes(content)
    (folder / "tail.csv").write_bytes(ees_file("2025,31").encode() + content)
    seen = looked(folder, framework(ees()))
    assert {file.name for file in seen.files} == {"any.csv", "tail.csv"}
    assert all(len(found.line) <= LONGEST_LINE for found in seen.by_metric.values())


def test_the_words_for_what_was_found_are_those_of_the_list() -> None:
    known = load_framework()
    earlier = known.tagged("found", "earlier")
    assert tuple(Found) == tuple(word for word in known.list("found") if word not in {*earlier, WITH_A_CAUTION})


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04", b'"', b"a\0"])
@given(content=st.binary(max_size=200))
def test_no_bytes_after_a_mark_stop_the_look(
    tmp_path_factory: pytest.TempPathFactory, mark: bytes, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("marked")
    (folder / "any.csv").write_bytes(mark + content)
    assert len(looked(folder, framework(ees())).files) == 1


def test_a_utf_16_file_that_breaks_off_within_a_letter_is_still_looked_through(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_bytes(ees_file("2025,31", "2024,30").encode("utf-16")[:-1])
    assert evidence(tmp_path, ees()).figure == 31
